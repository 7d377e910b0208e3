"""A check without consequences: what it would find, judge and tell. Nothing is written.

No bytes are kept, no address is remembered and no failure is counted. Each document is compared
with what stands now, not with the one before it.
"""

from dataclasses import replace

from jobs.context import CheckContext
from jobs.fetching import NotModified
from jobs.readers import Understood
from jobs.steps import (
    Evaluated,
    Visit,
    addresses_on,
    editions_in,
    evaluate_edition,
    prepare_edition,
    understand,
)
from models.db import reading
from models.domain import Alert, ChangeKind, Concern, Document, Notes
from models.editions import Known, Rehearsal, known_address, rows_of
from models.errors import FetchError
from models.messaging import alerts_due


def rehearse(name: str, context: CheckContext) -> list[Rehearsal]:
    """Fetch a source's documents and say what would become of each; that of `name` itself comes last.

    Of a page that links to documents, those that a check would pass over as known are only named.

    Raises:
        StoreError: The database can't be read.
    """
    source = context.read_by(name)
    visit = Visit(source, context, dry=True)
    try:
        landing = visit.landing()
        addresses = addresses_on(source, landing)
    except FetchError as error:
        return [Rehearsal(name, "failed", source.address, (str(error),))]
    notes = landing.notes if landing else Notes()
    sentences = tuple(announced.sentence for announced in notes.announcements)
    rehearsals = [each for address in addresses for each in _visited(address, visit, name)]
    rehearsals = rehearsals or [Rehearsal(name, "unchanged", source.address, sentences)]
    return sorted(rehearsals, key=lambda each: each.source == name)


def _visited(address: str, visit: Visit, name: str) -> list[Rehearsal]:
    source, context = visit.source, visit.context
    known = Known(source.name, address)
    if source.links is not None:
        with reading(context.engine) as session:
            known = known_address(session, source.name, address)
    try:
        page = visit.page(known)
    except FetchError as error:
        return [Rehearsal(name, "failed", address, (str(error),))]
    if isinstance(page, NotModified) or page.understood.fingerprint == known.fingerprint:
        return [Rehearsal(name, "unchanged", address)]
    return _rehearsed_all(page.document, page.understood, name, context)


def rehearse_document(document: Document, name: str, context: CheckContext) -> list[Rehearsal]:
    """Say what would become of a document, as fetched or as a person would import it.

    Raises:
        StoreError: The database can't be read.
    """
    context = replace(context, fetcher=None)  # it stands where it says, not last as what is fetched does
    understood = understand(document, None, context.read_by(name), context)
    if understood.refused:
        return [Rehearsal(name, "failed", document.address, (str(understood.refused),))]
    return _rehearsed_all(document, understood, name, context)


def _rehearsed_all(
    document: Document, understood: Understood, name: str, context: CheckContext
) -> list[Rehearsal]:
    rehearsals = []
    for each, edition in editions_in(understood).items():
        source = context.sources[each]
        work = prepare_edition(document, edition, source, context)
        rehearsals.append(_rehearsed(evaluate_edition(work, source, context), context))
    return sorted(rehearsals, key=lambda each: each.source == name)


def _rehearsed(weighed: Evaluated, context: CheckContext) -> Rehearsal:
    work, status = weighed.work, _status(weighed)
    held = tuple(weighed.aside.reasons) if weighed.aside else weighed.verdict.reasons
    reasons = held if status == "held" else tuple(filter(None, [weighed.passed]))
    behind = work.compared.behind  # its news is old: of what stands before others nobody is told
    nobody = behind or context.quiet or status in {"held", "unchanged"}
    alerts = () if nobody else _alerts(weighed, context)
    with reading(context.engine) as session:
        rows = rows_of(session, work)
    return Rehearsal(work.source, status, work.document.address, reasons, work, alerts, rows)


def _status(weighed: Evaluated) -> str:
    if weighed.aside:
        return "held" if weighed.aside.status == "held" else "unchanged"
    if weighed.is_no_news:
        return "unchanged"
    if weighed.verdict.held:
        return "held"
    if weighed.returned:
        return "back"
    first = weighed.work.compared.before.source_edition is None
    return "published" if weighed.work.changes or first else "unchanged"


def _alerts(weighed: Evaluated, context: CheckContext) -> tuple[Alert, ...]:
    told = [change for change in weighed.work.changes if not change.quiet]
    concerns = [Concern(change.told_as, change.states, change.places) for change in told]
    if weighed.returned:
        concerns.append(Concern(ChangeKind.BACK))
    elif weighed.work.compared.before.source_edition is None:
        concerns.append(Concern(ChangeKind.PUBLISHED))
    with reading(context.engine) as session:
        return alerts_due(session, concerns, weighed.work.source)
