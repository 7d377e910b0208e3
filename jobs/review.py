"""A person decides on a held edition; accepting publishes what would have been published."""

from jobs.check import take_edition
from jobs.context import Acceptance, CheckContext, CheckReport
from jobs.steps import kept_edition
from models.db import reading, writing
from models.domain import StoredEdition
from models.editions import forget_addresses, held_edition
from models.editions import reject as reject_row
from models.errors import UsageError


def accept(number: int, context: CheckContext, by: str) -> CheckReport:
    """Publish a held edition at its place in the log, late but dated; an overtaken one is history, unalerted.

    Args:
        number: The edition's id.
        context: What a check needs.
        by: Who decided, as the review keeps it.

    Raises:
        UsageError: There is none of that number, it was decided already, or it can't be read.
    """
    with reading(context.engine) as session:
        row = held_edition(session, number)
    if row.source not in context.sources:
        raise UsageError(
            f"{row.source} is not in the settings any more, which told how to read edition {number}.",
            "Describe it again in config.toml, or reject the edition.",
        )
    document, edition = kept_edition(row, context)
    if not edition.listings:
        raise UsageError(
            f"Edition {number} has no rows that could be read, so there is nothing to publish.",
            f"Reject it with python -m bot review reject {number}; its bytes stay.",
        )
    decision = Acceptance(number, by, row.stood)
    report = take_edition(document, edition, row.source, context, decision)
    _read_anew(row, context)
    return report


def _read_anew(row: StoredEdition, context: CheckContext) -> None:
    """Let the next check read what its page shows by now, which may be what it showed before.

    Of a page's other documents none is read anew: an older one would say what it no longer says.
    """
    source = context.read_by(row.source)
    with writing(context.engine) as session:
        forget_addresses(session, source.name, row.address if source.links else None)


def reject(number: int, context: CheckContext, by: str) -> CheckReport:
    """Decide that a held edition is never published; its bytes are kept.

    Raises:
        UsageError: There is none of that number, or it was decided already.
    """
    row = reject_row(context.engine, number, by, context.clock())
    return CheckReport(row.source, "unchanged", number, reasons=(f"Edition {number} was rejected.",))
