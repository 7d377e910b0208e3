"""What became of what a message told, read from the facts."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.blocks.shared import AlertHandle
from bot.delivery.alert_content import Readership, alert_as_told, gather_alert
from models.domain import TOOK_BACK, Became, Bulletin, ChangeKind, Happened, Since, SourceKind
from models.errors import DeliveryError, NothingToTell
from models.messaging import (
    HELD,
    AlertPayload,
    Delivery,
    EventPayload,
    Hearing,
    errata_told,
    gathered_for,
    undone_told,
)
from models.queries import (
    NewsAsked,
    edition_told,
    editions_after,
    fate_of_list,
    fates,
    lineages_of,
    taken_back_since,
)


def corrected(
    session: Session, first: Delivery, news: AlertPayload | EventPayload, readership: Readership
) -> Bulletin:
    """Return what a sent message told, each row and the list with what became of it since.

    Args:
        session: A reading session.
        first: The message that told it.
        news: What it carries; of a digest, one piece of its news.
        readership: Whom it was for.

    Raises:
        NothingToTell: All of it is as it was told.
        UnknownList: Its list isn't known to this desk any more.
    """
    sent = first.sent or first.created
    bulletin = alert_as_told(session, first, news, readership)
    listings = _listings(bulletin)
    since = fates(session, listings)
    for listing, errata in taken_back_since(session, listings, errata_told(session, first.id)).items():
        since[listing] = (*since.get(listing, ()), *errata)
    in_error = {
        number: (Since(ChangeKind.UNDONE, at, number),)
        for number, at in undone_told(session, first.id).items()
    }
    rows = tuple(
        replace(row, since=in_error[row.number])
        if row.number in in_error
        else _with(row, since.get(row.fact.listing or 0, ()))
        for row in bulletin.rows
    )
    bulletin = _reissued(session, bulletin, news.heard, readership)
    rows += tuple(row for row in bulletin.rows if row.unsaid)
    edited = replace(
        bulletin, rows=rows, since=fate_of_list(session, bulletin.source.name, sent, bulletin.change or 0)
    )
    if not edited.since and not edited.overtaken and not edited.retotaled:
        raise NothingToTell("What this message told is as it was.", "")
    return replace(edited, held=_held(first, edited))


def gather_again(session: Session, handle: AlertHandle, readership: Readership) -> Bulletin:
    """Read anew what the alert says below which a button stands, with what became of it since.

    Args:
        session: A reading session.
        handle: What the button carries.
        readership: Whom it is for.

    Raises:
        UnknownList: Its list or edition isn't known to this desk any more.
    """
    heard = tuple(
        Hearing(subscription=0, state=subject.state, place=subject.place or None)
        for subject in handle.subjects
    )
    told = AlertPayload(edition=handle.edition, heard=heard, change=handle.change, first=handle.first)
    bulletin = gather_alert(session, told, readership)
    since, seen = fates(session, _listings(bulletin)), _seen(bulletin)
    rows = tuple(
        _with(row, (*since.get(row.fact.listing or 0, ()), *_errata(row, seen))) for row in bulletin.rows
    )
    since_list = fate_of_list(session, bulletin.source.name, seen, bulletin.change or 0)
    bulletin = _reissued(session, bulletin, heard, readership)
    unsaid = tuple(row for row in bulletin.rows if row.unsaid)
    return replace(bulletin, rows=(*rows, *unsaid), since=since_list)


def _reissued(
    session: Session, bulletin: Bulletin, heard: Sequence[Hearing], readership: Readership
) -> Bulletin:
    """Return the first alert on a report with what later issues total, and with the rows that they added."""
    first = bulletin.event in {None, ChangeKind.PUBLISHED} and bulletin.edition.earlier is None
    if bulletin.source.kind is not SourceKind.EVENT or bulletin.source.cumulative or not first:
        return bulletin
    later = editions_after(session, bulletin.edition.number)
    if not later:
        return bulletin
    rows = [
        row
        for edition in later
        for row in gather_alert(session, _alert_on(edition, heard), readership).rows
        if row.kind is ChangeKind.ADDED
    ]
    known = lineages_of(session, [*_listings(bulletin), *_listings_of(rows)])
    told, since = {known.get(each) for each in _listings(bulletin)}, fates(session, _listings_of(rows))
    added = {known.get(row.fact.listing or 0): row for row in rows}
    stand = [
        _unsaid(row)
        for lineage, row in added.items()
        if lineage not in told and _stands(_with(row, since.get(row.fact.listing or 0, ())))
    ]
    facts = edition_told(session, NewsAsked(later[-1], ()))
    return replace(bulletin, rows=(*bulletin.rows, *stand), reissued=facts)


def _alert_on(edition: int, heard: Sequence[Hearing]) -> AlertPayload:
    return AlertPayload(edition=edition, heard=tuple(heard))


def _stands(row: Happened) -> bool:
    off = row.became and row.became[0] in {Became.OFF, Became.TAKEN_BACK, Became.IN_ERROR}
    return not off and not row.fact.is_taken_back


def _unsaid(row: Happened) -> Happened:
    since = Since(ChangeKind.ADDED, row.observed, row.number, published=row.published)
    return replace(row, since=(since,), unsaid=True)


def _errata(row: Happened, after: datetime) -> tuple[Since, ...]:
    """Return that its publisher took a row back after a moment (UTC), if it did."""
    at = row.fact.taken_back
    said = [note.removeprefix(TOOK_BACK).strip("“”") for note in row.fact.notes if note.startswith(TOOK_BACK)]
    return (Since(None, at, sentence=said[-1]),) if at and at > after and said else ()


def _seen(bulletin: Bulletin) -> datetime:
    """Return from when on something may become of a list, after what the alert itself is about."""
    return (bulletin.happened or bulletin.edition.observed) + timedelta(microseconds=1)


def _listings(bulletin: Bulletin) -> list[int]:
    """Return the ids of the rows of which something may have become."""
    return _listings_of(bulletin.rows)


def _listings_of(rows: Sequence[Happened]) -> list[int]:
    return [row.fact.listing for row in rows if row.fact.listing]


def _held(first: Delivery, edited: Bulletin) -> bool:
    """Tell whether a message waited for long, and all that became of its rows was known when it left."""
    sent = first.sent or first.created
    became = [since.observed for row in edited.overtaken for since in row.since]
    waited = sent - first.created > HELD
    return waited and not edited.since and bool(became) and max(became) <= sent


def corrected_news(session: Session, digest: Delivery, readership: Readership) -> list[Bulletin]:
    """Return what a sent digest told and is no longer so, list by list, in its order.

    Raises:
        NothingToTell: All of it is as it was told.
    """
    bulletins = []
    for told in gathered_for(session, digest.id):
        if isinstance(told.payload, AlertPayload | EventPayload):
            with suppress(DeliveryError):
                bulletins.append(corrected(session, digest, told.payload, readership))
    if not bulletins:
        raise NothingToTell("What this digest told is as it was.", "")
    return bulletins


def _with(row: Happened, since: Sequence[Since]) -> Happened:
    """Return a row with what became of it; of one that was told as off, after it was."""
    off = next((at for at, each in enumerate(since, 1) if each.kind is ChangeKind.REMOVED), len(since))
    later = since[off:] if row.kind is ChangeKind.REMOVED else since
    return replace(row, since=tuple(later)) if later else row
