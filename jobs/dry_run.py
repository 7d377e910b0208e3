"""A check without consequences: what it would find, judge and tell. Nothing is written.

No bytes are kept, no address is remembered and no failure is counted. Each document is compared
with what stands now, not with the one before it.
"""

from jobs.captures import as_published
from jobs.check import addresses_on, ask, editions_in, landing_page, publication
from jobs.fetch import NotModified
from jobs.fingerprint import fingerprint_of
from jobs.landing import read_notes
from jobs.refused import refuse_what_is_no_list
from jobs.second_way import SecondWay
from jobs.watch import Watch
from jobs.weigh import Weighed, weigh
from models.addresses import Known, known_address
from models.alerts import Alert, Concern
from models.errors import FetchError
from models.rehearsal import Rehearsal
from models.store import reading
from models.telling import alerts_due
from models.values import ChangeKind, Document


def rehearse(name: str, watch: Watch) -> list[Rehearsal]:
    """Fetch a source's documents and say what would become of each; that of `name` itself comes last.

    Of a page that links to documents, those that a check would pass over as known are only named.

    Raises:
        StoreError: The database can't be read.
    """
    source = watch.sources[watch.sources[name].reads or name]
    way = SecondWay(source, watch, dry=True)
    try:
        landing = landing_page(way)
        notes = read_notes(source, landing)
        addresses = addresses_on(source, landing, notes)
    except FetchError as error:
        return [Rehearsal(name, "failed", source.address, (str(error),))]
    said = tuple(announced.sentence for announced in notes.announcements)
    found = [each for address in addresses for each in _visit(address, way, name)]
    return sorted(
        found or [Rehearsal(name, "unchanged", source.address, said)], key=lambda each: each.source == name
    )


def _visit(address: str, way: SecondWay, name: str) -> list[Rehearsal]:
    source, watch = way.source, way.watch
    known = Known(source.name, address)
    if source.links is not None:
        with reading(watch.engine) as session:
            known = known_address(session, source.name, address)
    try:
        fetched = ask(known, way)
    except FetchError as error:
        return [Rehearsal(name, "failed", address, (str(error),))]
    if isinstance(fetched, NotModified):
        return [Rehearsal(name, "unchanged", address)]
    if known.fingerprint and known.fingerprint == fingerprint_of(as_published(fetched.document)):
        return [Rehearsal(name, "unchanged", address)]
    return rehearse_document(fetched.document, name, watch)


def rehearse_document(document: Document, name: str, watch: Watch) -> list[Rehearsal]:
    """Say what would become of a document, as fetched or as a person would import it.

    Raises:
        StoreError: The database can't be read.
    """
    source = watch.sources[watch.sources[name].reads or name]
    try:
        refuse_what_is_no_list(document)
    except FetchError as error:
        return [Rehearsal(name, "failed", document.address, (str(error),))]
    found = []
    for each, edition in editions_in(document, source, name, watch):
        work = publication(document, edition, watch.sources[each], watch)
        found.append(_rehearsed(weigh(work, watch.sources[each], watch), watch))
    return found


def _rehearsed(weighed: Weighed, watch: Watch) -> Rehearsal:
    work, status, reasons = weighed.work, _status(weighed), weighed.verdict.reasons
    if weighed.aside:
        reasons = tuple(weighed.aside.reasons)
    held = status == "held"
    reasons = reasons if held else tuple(filter(None, [weighed.passed]))
    alerts = () if held or status == "unchanged" else _alerts(weighed, watch)
    return Rehearsal(work.source, status, work.document.address, reasons, work, alerts)


def _status(weighed: Weighed) -> str:
    if weighed.aside:
        return "held" if weighed.aside.status == "held" else "unchanged"
    if weighed.is_no_news:
        return "unchanged"
    if weighed.verdict.held:
        return "held"
    if weighed.returned:
        return "back"
    first = weighed.work.before.source_edition is None
    return "published" if weighed.work.changes or first else "unchanged"


def _alerts(weighed: Weighed, watch: Watch) -> tuple[Alert, ...]:
    concerns = [Concern(change.kind, change.states, change.places) for change in weighed.work.changes]
    if weighed.returned:
        concerns.append(Concern(ChangeKind.BACK))
    elif weighed.work.before.source_edition is None:
        concerns.append(Concern(ChangeKind.PUBLISHED))
    with reading(watch.engine) as session:
        return alerts_due(session, concerns, weighed.work.source)
