"""READ FIRST: one check of one source, start to end.

fetch → status → keep the bytes → parse → places → diff → guard → publish or hold. The stops
don't call each other; this file calls them in turn. `import` enters at `take`, bundled
history at `take_edition`, so that every row goes the same way.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from jobs.arithmetic import differences
from jobs.captures import as_published
from jobs.corrections import correct, unused
from jobs.fetch import Fetched, NotModified
from jobs.fingerprint import fingerprint_of
from jobs.guard_dates import odd_dates
from jobs.landing import (
    is_suspended,
    note_announcements,
    note_errata,
    quiet,
    read_beside,
    read_notes,
    readers,
)
from jobs.placing import place_errata, place_rows
from jobs.readers.file_dates import moment_in
from jobs.readers.report_links import oldest_first
from jobs.refused import refuse_fetched, refuse_what_is_no_list
from jobs.second_way import SecondWay
from jobs.watch import ROW_CHANGES, Decision, Report, Watch
from jobs.weigh import weigh
from models import documents
from models.addresses import Known, known_address, remember_address
from models.checks_made import count_check
from models.errors import Blocked, FetchError, Gone, StoreError, UnreadableDocument
from models.health import is_withdrawn, record_capture, record_check, record_failure, record_success
from models.hold import call_back, hold, withdraw
from models.publication import Publication, series_of
from models.publish import Overtaken, publish
from models.standing import last_edition
from models.store import reading, writing
from models.values import ChangeKind, Document, Edition, Notes, Outcome, Source, SourceKind

TRIES = 5
"""How often a diff is taken anew when another edition is published in between."""


def check(name: str, watch: Watch) -> list[Report]:
    """Fetch a source's documents and take each; the report of `name` itself comes last.

    Raises:
        StoreError: The database can't be read or written.
    """
    source = watch.sources[watch.sources[name].reads or name]
    settle = timedelta(seconds=watch.settings.slack.settle_seconds)
    reports = _checked(name, source, replace(watch, settle=settle))
    with writing(watch.engine) as session:
        count_check(session, source.name, watch.clock())
    return reports


def _checked(name: str, source: Source, watch: Watch) -> list[Report]:
    way = SecondWay(source, watch)
    try:
        landing = landing_page(way)
        notes = read_notes(source, landing)
        if landing:
            note_errata(notes.errata, landing, source.name, watch)
        addresses = _addresses_told(way, landing, notes)
    except FetchError as error:
        return [_missed(source, error, watch.clock(), watch)]
    newest = addresses[-1] if addresses else ""
    reports = [
        report for address in addresses for report in _visit(address, way, name, newest=address == newest)
    ]
    note_announcements(notes, landing, readers(source, watch), watch)
    if not addresses and not (landing and landing.capture):
        return [quiet(readers(source, watch), name, notes, watch)]
    return sorted(reports or [_nothing_new(name, watch, landing)], key=lambda report: report.source == name)


def landing_page(way: SecondWay) -> Document | None:
    """Return the page that links to a source's documents; None when the page is the document."""
    if way.source.links is None:
        return None
    landing = ask(Known(way.source.name, way.source.address), way)
    assert isinstance(landing, Fetched)  # noqa: S101 - asked without validators
    return as_published(landing.document)


def ask(known: Known, way: SecondWay) -> Fetched | NotModified:
    """Ask a publisher for a page, and an archive for its newest capture where the publisher blocks us."""
    assert way.watch.fetcher is not None  # noqa: S101 - whoever checks has one
    try:
        fetched = way.watch.fetcher.allowing(way.source.limits).get(
            known.address, known.etag, known.last_modified
        )
        if isinstance(fetched, Fetched):
            if way.dry:
                refuse_what_is_no_list(fetched.document)
            else:
                refuse_fetched(fetched.document, known.address, way.source.name, way.watch)
    except Blocked as error:
        return Fetched(way.capture_of(known.address, error))
    return fetched


def addresses_on(source: Source, landing: Document | None, notes: Notes) -> list[str]:
    """Return the addresses of a source's documents: its own, or those that its page links to, by age."""
    if source.links is None or landing is None:
        return [source.address]
    links = source.links(landing)
    if not links and not is_suspended(notes):
        raise FetchError(
            f"{source.address} links to no document any more.", "Look at the page; it may have a new layout."
        )
    return [link.address for link in oldest_first(links)]


def _addresses_told(way: SecondWay, landing: Document | None, notes: Notes) -> list[str]:
    """Return the addresses of a source's documents; a page that links to none may still say something."""
    try:
        return addresses_on(way.source, landing, notes)
    except FetchError:
        note_announcements(notes, landing, readers(way.source, way.watch), way.watch)
        raise


def _visit(address: str, way: SecondWay, name: str, *, newest: bool) -> list[Report]:
    """Fetch one address and take its document, unless it is the known one.

    The newest document of a list that was withdrawn is taken again although it is known, for it
    says what the list says now that it is back; an older one would say what it no longer says.
    """
    source, watch = way.source, way.watch
    with reading(watch.engine) as session:
        known = known_address(session, source.name, address)
        if newest and is_withdrawn(session, source.name):
            known = Known(source.name, address)
    try:
        fetched = ask(known, way)
        if isinstance(fetched, NotModified):
            with writing(watch.engine) as session:
                record_check(session, readers(source, watch), watch.clock())
            return []
    except FetchError as error:
        one_of_several = source.links is not None and isinstance(error, Gone)
        plain = FetchError(error.sentence, error.cure) if one_of_several else error
        return [_missed(source, plain, watch.clock(), watch)]
    document = fetched.document
    fingerprint = fingerprint_of(as_published(document))
    reports = [] if fingerprint == known.fingerprint else _taken(document, source, name, watch)
    newly = Known(source.name, address, fetched.etag, fetched.last_modified, fingerprint)
    with writing(watch.engine) as session:
        # An old capture is no news, and mustn't hide that the page says the same again one day.
        if not document.capture or any(report.status != "unchanged" for report in reports):
            remember_address(session, newly, watch.clock())
        record_check(session, readers(source, watch), watch.clock())
    return reports or ([_nothing_new(name, watch, document)] if document.capture else [])


def take(document: Document, name: str, watch: Watch) -> list[Report]:
    """Take a document in: its bytes are kept, then every source that reads it has its edition.

    The editions of one document cover the same period, whichever of them tells it.

    Args:
        document: As fetched, or as a person imports it.
        name: The source asked for; its report comes last.
        watch: What a check needs.
    """
    source = watch.sources[watch.sources[name].reads or name]
    try:
        refuse_what_is_no_list(document)
    except FetchError as error:
        documents.keep(watch.engine, document, source.name)
        return [_missed(source, error, document.observed, watch)]
    return _taken(document, source, name, watch)


def _taken(document: Document, source: Source, name: str, watch: Watch) -> list[Report]:
    """Keep the bytes of a document that is what it should be, and settle each edition in it.

    That of the source itself comes first: where all are back at once, it tells so.
    """
    documents.keep(watch.engine, document, source.name)
    editions = dict(editions_in(document, source, name, watch))
    reports = {each: take_edition(document, editions[each], each, watch) for each in readers(source, watch)}
    return [reports[each] for each in editions]


def editions_in(document: Document, source: Source, name: str, watch: Watch) -> list[tuple[str, Edition]]:
    """Read a document for each source that reads it; the edition of the one asked for comes last."""
    editions = {each: read(document, watch.sources[each], watch) for each in readers(source, watch)}
    period = next((edition.period for edition in editions.values() if edition.period), None)
    return [
        (each, replace(edition, period=edition.period or period))
        for each, edition in sorted(editions.items(), key=lambda item: item[0] == name)
    ]


def read(document: Document, source: Source, watch: Watch) -> Edition:
    """Read a document; one that can't be read is an edition without rows, and will be held."""
    try:
        return watch.parser.parse(source.parse, as_published(document), source.limits.reading_seconds)
    except UnreadableDocument as error:
        return Edition(source.name, (), problems=(str(error),))


def take_edition(
    document: Document, edition: Edition, name: str, watch: Watch, decision: Decision | None = None
) -> Report:
    """Resolve, compare, judge and write one edition of a document whose bytes are kept.

    Args:
        document: Where the bytes came from.
        edition: What was read from them.
        name: The source.
        watch: What a check needs.
        decision: Publishes what the guard would hold.
    """
    source = watch.sources[name]
    work = publication(document, edition, source, watch, decision)
    for _ in range(TRIES):
        try:
            return _settle(work, source, watch)
        except Overtaken:
            continue
    raise StoreError(f"{name} is being published by several at once.", "Run the check again.")


def publication(
    document: Document, edition: Edition, source: Source, watch: Watch, decision: Decision | None = None
) -> Publication:
    """Return an edition with what its document says of itself, and its places."""
    edition = replace(
        edition,
        transcription=edition.transcription or document.transcription,
        partial=edition.partial or document.partial,
        published=edition.published or document.published,
    )
    doubts = (*differences(edition), *odd_dates(edition, source))
    captured = (document.capture,) if document.capture else ()
    rows = correct(place_rows(edition.listings, watch.gazetteer), source, watch.gazetteer)
    edition = replace(
        edition,
        caveats=(*captured, *doubts, *edition.caveats),
        questions=(*edition.questions, *unused(rows, source)),
    )
    return Publication(
        source.name,
        document,
        documents.sha256(document),
        edition,
        series_of(edition, event=source.kind is SourceKind.EVENT and not source.cumulative),
        rows,
        errata=place_errata(edition.errata, watch.gazetteer),
        named=moment_in(document.address) is not None,
        held=decision.edition if decision else None,
        decided_by=decision.by if decision else "",
        settle=timedelta(0) if source.cumulative else watch.settle,
        beside=read_beside(source, watch),
    )


def _settle(work: Publication, source: Source, watch: Watch) -> Report:
    """Weigh an edition against what stands, then pass over it, hold it or publish it."""
    weighed = weigh(work, source, watch)
    work, aside, verdict = weighed.work, weighed.aside, weighed.verdict
    if aside:
        return report_of(work, "held" if aside.status == "held" else "unchanged", aside.id, aside.reasons)
    if weighed.is_no_news:
        note_errata(work.edition.errata, work.document, source.name, watch)
        return _nothing_new(source.name, watch, work.document, weighed.passed)
    if verdict.held and not work.held:
        held = hold(watch.engine, work, verdict.reasons, watch.settings.newsroom, watch.clock())
        return report_of(work, "held", held, verdict.reasons)
    published = publish(watch.engine, work, watch.settings.newsroom, watch.clock())
    if not work.changes and published.event is None:
        return Report(source.name, "unchanged", published.edition)
    status = "back" if published.event is ChangeKind.BACK else "published"
    return report_of(work, status, published.edition, (), published.counts)


def report_of(
    work: Publication,
    status: str,
    edition: int | None,
    reasons: Sequence[str] = (),
    counts: Mapping[ChangeKind, int] | None = None,
) -> Report:
    """Return what became of an edition, with its rows and how many of them name a place."""
    outcomes = Counter(row.resolution.outcome for row in work.rows)
    return Report(
        work.source,
        status,
        edition,
        len(work.rows),
        {kind.value: (counts or {}).get(kind, 0) for kind in ROW_CHANGES},
        {outcome.value: outcomes[outcome] for outcome in Outcome},
        tuple(reasons),
    )


def _nothing_new(name: str, watch: Watch, document: Document | None, passed: str = "") -> Report:
    """Note that what stands is what the publisher shows, or showed when an archive captured its page.

    Or, where a document was passed over as an older one, that it is what the publisher showed since.
    """
    with writing(watch.engine) as session:
        if document and document.capture:
            record_capture(session, name, document.observed)
        else:
            seen = document.observed if document else watch.clock()
            if record_success(session, name, watch.settings.newsroom, watch.clock(), seen):
                call_back(session, name, seen, watch.clock(), read_beside(watch.sources[name], watch))
        last = last_edition(session, name)
    reasons = (document.capture if document else "", passed)
    return Report(name, "unchanged", last, reasons=tuple(filter(None, reasons)))


def _missed(source: Source, error: FetchError, seen: datetime, watch: Watch) -> Report:
    """Note that a source gave no document, and call it withdrawn when it has been gone for long."""
    with writing(watch.engine) as session:
        gone_long = record_failure(session, source, error, watch.settings.newsroom, seen)
        known_gone = is_withdrawn(session, source.name)
        beside = readers(source, watch)
        last = withdraw(session, source.name, seen, watch.clock(), beside) if gone_long else None
    if last is not None:
        return Report(source.name, "withdrawn", last, reasons=(str(error),))
    return Report(source.name, "unchanged" if known_gone else "failed", reasons=(str(error),))
