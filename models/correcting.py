"""Messages that say what is no longer so: each is edited where it stands, and its thread told.

Queued with what ends a row, in its transaction; a message that leaves later than that is
queued as it is recorded as sent (`models.outbox`).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, or_
from sqlmodel import Session, col, select

from models.batches import batches
from models.ledger import CORRECTION, EDIT, REPLY, corrections_of
from models.people_tables import DeliveryRow, TellingRow
from models.query_errata import concerns, names_place
from models.query_fates import ENDS, brought_by, fates
from models.tables import ChangeRow, EditionRow, ErratumRow, ListingPlaceRow, ListingRow
from models.values import ChangeKind

DIGEST = "digest"
"""Tells of many lists, and how they fared then: its thread is told, and it is left as it is."""
CORRECTED = ("alert", "event", DIGEST)
"""Messages that tell rows; those that tell them at once are edited."""


def correct_messages(session: Session, changes: Sequence[ChangeRow], now: datetime) -> int:
    """Queue an edit of each message that told a row, or a list, of which this is no longer so.

    Args:
        session: The transaction that writes the changes.
        changes: Of one edition, or of one list; as written.
        now: UTC.

    Returns:
        How many messages that concerns.
    """
    ended = [change.before for change in changes if change.before and ChangeKind(change.kind) in ENDS]
    if not changes or not _told_at_all(session, changes[0].source):
        return 0
    found = _that_told(session, brought_by(session, ended)) if ended else {}
    for change in changes:
        if change.kind == ChangeKind.WITHDRAWN:
            found |= _of_list(session, change)
        elif change.kind == ChangeKind.BACK:
            found |= _said_withdrawn(session, change)
    if found:
        ids = [change.id or 0 for change in changes]
        gone = next((each.id for each in changes if each.kind == ChangeKind.WITHDRAWN), None)
        for row in found.values():
            _queue(session, row, {"first": min(ids), "last": max(ids)}, now, gone)
    return len(found)


def correct_taken_back(session: Session, errata: Sequence[int], now: datetime) -> int:
    """Queue an edit of each message that told rows which their publisher takes back; return how many."""
    told = (
        select(DeliveryRow)
        .join(TellingRow, col(TellingRow.delivery) == col(DeliveryRow.id))
        .join(ChangeRow, col(ChangeRow.id) == col(TellingRow.change))
        .join(ListingRow, col(ListingRow.id) == col(ChangeRow.after))
        .join(ListingPlaceRow, names_place())
        .join(ErratumRow, concerns())
        .where(col(ErratumRow.id).in_(errata), *_sent())
    )
    found = {row.id: row for row in session.exec(told)} if errata else {}
    for row in found.values():
        _queue(session, row, {"errata": list(errata)}, now)
    return len(found)


def correct_overtaken(session: Session, delivery: DeliveryRow, tells: Sequence[int], now: datetime) -> None:
    """Queue an edit of a message that told rows which had changed before it left.

    Args:
        session: The transaction that records it as sent.
        delivery: Its row.
        tells: Ids of the changes that it told.
        now: UTC.
    """
    if delivery.what not in CORRECTED or not tells:
        return
    if delivery.what != DIGEST and not _changed_later(session, max(tells)):
        return
    rows = [
        listing
        for some in batches(tells)
        for listing in session.exec(select(ChangeRow.after).where(col(ChangeRow.id).in_(some)))
        if listing
    ]
    known = set(tells)
    became = [each.change for since in fates(session, rows).values() for each in since]
    later = [change for change in became if change not in known]
    if later:
        _queue(session, delivery, {"first": min(later), "last": max(later)}, now)


def _told_at_all(session: Session, source: str) -> bool:
    """Tell whether any channel was told of a list: an import of a million rows follows none of them back."""
    told = select(DeliveryRow.id).outerjoin(EditionRow, col(EditionRow.id) == col(DeliveryRow.edition))
    of_list = or_(col(EditionRow.source) == source, col(DeliveryRow.what) == DIGEST)
    return session.exec(told.where(of_list, *_sent()).limit(1)).first() is not None


def _changed_later(session: Session, change: int) -> bool:
    """Tell whether a later edition of the list of a change has changed any row."""
    source = select(ChangeRow.source).where(col(ChangeRow.id) == change).scalar_subquery()
    last = select(func.max(ChangeRow.id)).where(
        col(ChangeRow.source) == source, col(ChangeRow.before).is_not(None)
    )
    return (session.exec(last).one() or 0) > change


def _that_told(session: Session, changes: Iterable[int]) -> dict[int | None, DeliveryRow]:
    """Return the sent messages that told any of these changes, by id."""
    found: dict[int | None, DeliveryRow] = {}
    for some in batches(sorted(changes)):
        telling = exists().where(
            col(TellingRow.delivery) == col(DeliveryRow.id), col(TellingRow.change).in_(some)
        )
        found |= {row.id: row for row in session.exec(select(DeliveryRow).where(telling, *_sent()))}
    return found


def _of_list(session: Session, withdrawn: ChangeRow) -> dict[int | None, DeliveryRow]:
    """Return the sent messages that told rows of a list, or that it was published or back."""
    of_rows_or_new = or_(
        col(DeliveryRow.change).is_(None),
        col(ChangeRow.kind).in_([ChangeKind.PUBLISHED.value, ChangeKind.BACK.value]),
    )
    told = (
        select(DeliveryRow)
        .join(EditionRow, col(EditionRow.id) == col(DeliveryRow.edition))
        .outerjoin(ChangeRow, col(ChangeRow.id) == col(DeliveryRow.change))
        .where(col(EditionRow.source) == withdrawn.source, of_rows_or_new, *_sent())
    )
    telling = exists().where(
        col(TellingRow.delivery) == col(DeliveryRow.id),
        col(TellingRow.change) == col(ChangeRow.id),
        col(ChangeRow.source) == withdrawn.source,
    )
    digests = select(DeliveryRow).where(col(DeliveryRow.what) == DIGEST, telling, *_sent())
    return {row.id: row for row in [*session.exec(told), *session.exec(digests)]}


def _said_withdrawn(session: Session, back: ChangeRow) -> dict[int | None, DeliveryRow]:
    """Return the messages that were edited to say that a list was withdrawn; now it is back."""
    gone = select(ChangeRow.id).where(
        col(ChangeRow.source) == back.source, col(ChangeRow.kind) == ChangeKind.WITHDRAWN.value
    )
    edits = select(DeliveryRow.payload).where(
        col(DeliveryRow.what) == CORRECTION, col(DeliveryRow.change).in_(gone)
    )
    edited = {int(payload["of"]) for payload in session.exec(edits)}
    told = select(DeliveryRow).where(col(DeliveryRow.id).in_(edited))
    return {row.id: row for row in session.exec(told)}


def _sent() -> tuple[Any, ...]:
    return (
        col(DeliveryRow.what).in_(CORRECTED),
        col(DeliveryRow.part) == "message",
        col(DeliveryRow.status) == "sent",
        col(DeliveryRow.ts) != "",
    )


def _queue(
    session: Session, told: DeliveryRow, why: Mapping[str, Any], now: datetime, change: int | None = None
) -> None:
    """Queue one edit of a message, or a line in its thread, behind news; the same reason is queued once."""
    key = f"{corrections_of(told.id)}{':'.join(f'{name}={said}' for name, said in why.items())}"
    known = select(DeliveryRow.id).where(col(DeliveryRow.key) == key)
    if session.exec(known).first() is None:
        session.add(
            DeliveryRow(
                key=key,
                team=told.team,
                channel=told.channel,
                what=CORRECTION,
                part=REPLY if told.what == DIGEST else EDIT,
                subscription=told.subscription,
                edition=told.edition,
                change=change,
                payload={"of": told.id, **why},
                created=now,
                not_before=now,
            )
        )
