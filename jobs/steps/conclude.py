"""What becomes of a look at a source: published, held, unchanged, missed, and reported."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from jobs.context import ROW_CHANGES, CheckContext, CheckReport
from jobs.steps.evaluate import Evaluated
from jobs.steps.landing_page import note_errata
from models import editions
from models.db import lock_source, reading, writing
from models.domain import ChangeKind, Document, Outcome, Source
from models.errors import FetchError, Gone, UsageError
from models.queries import last_edition, missing_now


def conclude_edition(evaluated: Evaluated, context: CheckContext) -> CheckReport:
    """Pass over an evaluated edition, hold it or publish it.

    Raises:
        Overtaken: What stood has changed since it was compared.
        UsageError: A person accepts what can't be stored as it was read.
        StoreError: The database can't be written.
    """
    work, aside, verdict = evaluated.work, evaluated.aside, evaluated.verdict
    if aside:
        return report_of(work, "held" if aside.status == "held" else "unchanged", aside.number, aside.reasons)
    if evaluated.is_no_news:
        note_errata(work.edition.errata, work.document, work.source, context)
        document = replace(work.document, observed=work.shown)
        return nothing_new(work.source, context, document, evaluated.passed)
    if verdict.held and not work.held:
        held = editions.hold(
            context.engine, work, verdict.reasons, context.settings.newsroom, context.clock()
        )
        return report_of(work, "held", held, verdict.reasons)
    if evaluated.unstorable:
        raise UsageError(
            f"Edition {work.held} can't be accepted, for what is stored must be what was printed. "
            f"{evaluated.unstorable}",
            f"Accept it once its reader is mended, or run python -m bot review reject {work.held}.",
        )
    if (
        not context.fetcher
        and _replaces_another(work)
        and editions.keep_look(context.engine, work, context.settings.newsroom, context.clock())
    ):
        raise editions.Overtaken
    published = editions.publish(context.engine, work, context.settings.newsroom, context.clock())
    if not work.changes and published.event is None:
        return with_missing(CheckReport(work.source, "unchanged", published.edition), context)
    status = "back" if published.event is ChangeKind.BACK else "published"
    return with_missing(report_of(work, status, published.edition, (), published.counts), context)


def _replaces_another(work: editions.Publication) -> bool:
    """Tell whether an edition is one of a list that each whole edition says anew.

    What undoes one that was held is known by then: it was kept as news.
    """
    is_list = not (work.series or work.rules.cumulative or work.rules.covers)
    return is_list and work.held is None and work.compared.before.edition is not None


def report_of(
    work: editions.Publication,
    status: str,
    edition: int | None,
    reasons: Sequence[str] = (),
    counts: Mapping[ChangeKind, int] | None = None,
) -> CheckReport:
    """Return what became of an edition, with its rows and how many of them name a place."""
    outcomes = work.compared.outcomes
    return CheckReport(
        work.source,
        status,
        edition,
        len(work.reading),
        {kind.value: (counts or {}).get(kind, 0) for kind in ROW_CHANGES},
        {outcome.value: outcomes[outcome] for outcome in Outcome},
        tuple(reasons),
    )


def nothing_new(name: str, context: CheckContext, document: Document | None, passed: str = "") -> CheckReport:
    """Note that what stands is what the publisher shows, or showed when an archive captured its page.

    Or, where a document was passed over as an older one, that it is what the publisher showed since.
    """
    with writing(context.engine) as session:
        if document and document.capture:
            editions.record_capture(session, name, document.observed)
        else:
            seen = document.observed if document else context.clock()
            if editions.record_success(session, name, context.settings.newsroom, context.clock(), seen):
                beside = None if context.quiet else context.beside(context.sources[name])
                editions.call_back(session, name, seen, context.clock(), beside)
        last = last_edition(session, name)
    reasons = (document.capture if document else "", passed)
    report = CheckReport(name, "unchanged", last, reasons=tuple(filter(None, reasons)))
    return with_missing(report, context)


def with_missing(report: CheckReport, context: CheckContext) -> CheckReport:
    """Return a report with how many rows its list lacks now, where that waits to be confirmed."""
    if context.sources[report.source].removals != "confirmed":
        return report
    with reading(context.engine) as session:
        return replace(report, missing=missing_now(session, report.source))


def missed(source: Source, error: FetchError, seen: datetime, context: CheckContext) -> CheckReport:
    """Note that a source gave no document, and call it withdrawn when it has been gone for long.

    A list that was withdrawn is unchanged where its page is still gone, not where nobody could look.
    """
    beside = context.reading(source)
    with writing(context.engine) as session:
        lock_source(session, source.name, *beside)
        gone_long = editions.record_failure(session, source, error, context.settings.newsroom, seen)
        still_gone = isinstance(error, Gone) and editions.is_withdrawn(session, source.name)
        last = editions.withdraw(session, source.name, seen, context.clock(), beside) if gone_long else None
    if last is not None:
        return CheckReport(source.name, "withdrawn", last, reasons=(str(error),))
    return CheckReport(source.name, "unchanged" if still_gone else "failed", reasons=(str(error),))
