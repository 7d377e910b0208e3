"""READ FIRST: one check of one source, start to end.

A publisher's page is fetched and understood (`steps.fetch_page`), and its bytes are kept. Each edition in it
is prepared (`steps.prepare`: its places), evaluated (`steps.evaluate`: the difference, the guard) and
concluded (`steps.conclude`: published, held, passed over). The steps don't call each other; this file calls
them in turn, and hands what one returns to the next. `import` enters at `take` (`jobs/backfill.py` brings its
files there in their order), bundled history at `take_edition`, so that every row goes the same way.
"""

from dataclasses import replace
from datetime import timedelta

from jobs import steps
from jobs.context import Acceptance, CheckContext, CheckReport
from jobs.fetching import NotModified
from jobs.readers import Understood
from models.db import reading, writing
from models.domain import Document, Edition, Source
from models.editions import (
    Known,
    Overtaken,
    count_check,
    is_withdrawn,
    keep_document,
    known_address,
    record_check,
    remember_address,
)
from models.errors import FetchError, Gone, StoreError
from models.queries import is_to_confirm

TRIES = 50
"""How often a diff is taken anew when another edition is published in between.

Beside an import of many files that happens again and again, and a diff costs less than a check that is lost.
"""


def check(name: str, context: CheckContext) -> list[CheckReport]:
    """Fetch a source's documents and take each; the report of `name` itself comes last.

    Raises:
        StoreError: The database can't be read or written.
    """
    source = context.read_by(name)
    settle = timedelta(seconds=context.settings.slack.settle_seconds)
    began = context.clock()
    reports = _visited(name, steps.Visit(source, replace(context, settle=settle)))
    with writing(context.engine) as session:
        unchanged = _unchanged(reports, source, context)
        count_check(session, source.name, context.clock(), began=began, unchanged=unchanged)
    return sorted(reports, key=lambda report: report.source == name)


def _unchanged(reports: list[CheckReport], source: Source, context: CheckContext) -> list[str]:
    """Return the lists that a check found as they were; what was passed over for a reason tells nothing."""
    otherwise = {each.source for each in reports if each.status != "unchanged" or each.reasons}
    if any(each.status in {"failed", "withdrawn"} for each in reports):
        return []
    return [name for name in context.reading(source) if name not in otherwise]


def _visited(name: str, visit: steps.Visit) -> list[CheckReport]:
    """Take each document of a source, and what its landing page says: errata before them, the rest after."""
    source, context, landing = visit.source, visit.context, None
    try:
        landing = visit.landing()
        if landing:
            steps.note_errata(landing.notes.errata, landing.document, source.name, context)
        addresses = steps.addresses_on(source, landing)
    except FetchError as error:
        _announce(landing, visit)
        return [steps.missed(source, error, context.clock(), context)]
    reports = [
        report for each in addresses for report in _taken_at(each, name, visit, newest=each == addresses[-1])
    ]
    _announce(landing, visit)
    if landing and not addresses and not landing.document.capture:
        return [steps.quiet(context.reading(source), name, landing.notes, context)]
    return reports or [steps.nothing_new(name, context, landing.document if landing else None)]


def _announce(landing: steps.Page | None, visit: steps.Visit) -> None:
    if landing and landing.understood.notes is not None:  # what wasn't read isn't gone from the page
        names = visit.context.reading(visit.source)
        steps.note_announcements(landing.notes, landing.document, names, visit.context)


def _taken_at(address: str, name: str, visit: steps.Visit, *, newest: bool) -> list[CheckReport]:
    """Fetch one address and take its document, unless it is the known one.

    The newest document is taken again although it is known, where it may confirm departures after a day,
    and of a list that was withdrawn: it says what the list says now that it is back, and an older one would
    say what it no longer says.
    """
    source, context = visit.source, visit.context
    with reading(context.engine) as session:
        known = known_address(session, source.name, address)
        patient = [each for each in context.reading(source) if context.sources[each].removals == "confirmed"]
        waits = any(is_to_confirm(session, each, context.clock()) for each in patient)
        if newest and (waits or is_withdrawn(session, source.name)):
            known = Known(source.name, address)
    try:
        page = visit.page(known)
    except FetchError as error:
        one_of_several = source.links is not None and isinstance(error, Gone)
        plain = FetchError(error.sentence, error.cure) if one_of_several else error
        return [steps.missed(source, plain, context.clock(), context)]
    if isinstance(page, NotModified):
        with writing(context.engine) as session:
            record_check(session, context.reading(source), context.clock())
        return []
    fingerprint = page.understood.fingerprint
    reports = []
    if fingerprint != known.fingerprint:
        keep_document(context.engine, page.document, source.name)
        reports = _taken(page.document, page.understood, source, name, context)
    _remember(page, page.known_at(source.name, address), reports, visit)
    return reports or ([steps.nothing_new(name, context, page.document)] if page.document.capture else [])


def _remember(page: steps.Page, known: Known, reports: list[CheckReport], visit: steps.Visit) -> None:
    source, context = visit.source, visit.context
    with writing(context.engine) as session:
        # An old capture is no news, and mustn't hide that the page says the same again one day.
        if not page.document.capture or any(report.status != "unchanged" for report in reports):
            remember_address(session, known, context.clock())
        record_check(session, context.reading(source), context.clock())


def take(
    document: Document, name: str, context: CheckContext, understood: Understood | None = None
) -> list[CheckReport]:
    """Take a document in: its bytes are kept, then every source that reads it has its edition.

    The editions of one document cover the same period, whichever of them tells it.

    Args:
        document: As a person imports it.
        name: The source asked for; its report comes last.
        context: What a check needs.
        understood: What it says, where it was read ahead.
    """
    source = context.read_by(name)
    keep_document(context.engine, document, source.name)
    understood = understood or steps.understand(document, None, source, context)
    if understood.refused and context.quiet:  # a file of the past says nothing of how its publisher fares
        return [CheckReport(name, "failed", reasons=(str(understood.refused),))]
    if understood.refused:
        return [steps.missed(source, understood.refused, document.observed, context)]
    return _taken(document, understood, source, name, context)


def _taken(
    document: Document, understood: Understood, source: Source, name: str, context: CheckContext
) -> list[CheckReport]:
    """Take each edition in a document that is kept, and is what it should be.

    That of the source itself comes first: where all are back at once, it tells so.
    """
    editions = steps.editions_in(understood)
    reports = [take_edition(document, editions[each], each, context) for each in context.reading(source)]
    return sorted(reports, key=lambda report: report.source == name)


def take_edition(
    document: Document,
    edition: Edition,
    name: str,
    context: CheckContext,
    decision: Acceptance | None = None,
) -> CheckReport:
    """Resolve, compare, judge and write one edition of a document whose bytes are kept.

    Args:
        document: Where the bytes came from.
        edition: What was read from them.
        name: The source.
        context: What a check needs.
        decision: Publishes what the guard would hold.

    Raises:
        StoreError: The database can't be written, or others publish the same source at once.
    """
    source = context.sources[name]
    work = steps.prepare_edition(document, edition, source, context, decision)
    for _ in range(TRIES):
        try:
            return steps.conclude_edition(steps.evaluate_edition(work, source, context), context)
        except Overtaken:
            continue
    raise StoreError(f"{name} is being published by several at once.", "Run the check again.")
