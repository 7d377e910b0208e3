"""A person decides on a held edition; accepting publishes what would have been published."""

from jobs.check import publication, read, report_of, take_edition
from jobs.landing import note_errata
from jobs.watch import Decision, Report, Watch
from models import documents
from models.addresses import forget_addresses
from models.errors import UsageError
from models.hold import held_edition
from models.hold import reject as reject_row
from models.overtaken import insert_between, overtaken_by
from models.store import reading, writing
from models.tables import EditionRow
from models.values import Document


def accept(number: int, watch: Watch, by: str) -> Report:
    """Publish a held edition, late but dated; one that was overtaken becomes history, unalerted.

    Args:
        number: The edition's id.
        watch: What a check needs.
        by: Who decided, as the review keeps it.

    Raises:
        UsageError: There is none of that number, it was decided already, or it can't be read.
    """
    with reading(watch.engine) as session:
        row = held_edition(session, number)
    if row.source not in watch.sources:
        raise UsageError(
            f"{row.source} is not in the settings any more, which told how to read edition {number}.",
            "Describe it again in config.toml, or reject the edition.",
        )
    kept = documents.load(watch.engine, row.sha256)
    document = Document(
        kept.body,
        row.address,
        row.observed,
        kept.media_type,
        kept.headers,
        row.published,
        row.transcription,
        row.partial,
        row.capture,
    )
    edition = read(document, watch.sources[row.source], watch)
    if not edition.listings:
        raise UsageError(
            f"Edition {number} has no rows that could be read, so there is nothing to publish.",
            f"Reject it with python -m bot review reject {number}; its bytes stay.",
        )
    decision = Decision(number, by)
    following = overtaken_by(watch.engine, row.source, row.series, number)
    if following is None:
        report = take_edition(document, edition, row.source, watch, decision)
        _read_anew(row, watch)
        return report
    work = publication(document, edition, watch.sources[row.source], watch, decision)
    insert_between(watch.engine, work, following, watch.clock())
    note_errata(edition.errata, document, row.source, watch)
    _read_anew(row, watch)
    return report_of(work, "published", number)


def _read_anew(row: EditionRow, watch: Watch) -> None:
    """Let the next check read what its page shows by now, which may be what it showed before.

    Of a page's other documents none is read anew: an older one would say what it no longer says.
    """
    source = watch.sources[watch.sources[row.source].reads or row.source]
    with writing(watch.engine) as session:
        forget_addresses(session, source.name, row.address if source.links else None)


def reject(number: int, watch: Watch, by: str) -> Report:
    """Decide that a held edition is never published; its bytes are kept.

    Raises:
        UsageError: There is none of that number, or it was decided already.
    """
    row = reject_row(watch.engine, number, by, watch.clock())
    return Report(row.source, "unchanged", number, reasons=(f"Edition {number} was rejected.",))
