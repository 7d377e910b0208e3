"""What becomes of messages that still wait when a subscription that they serve ends.

A message leaves for the others that it serves, and tells what those hear; one that serves no other isn't
sent. What the channel hears in digests, and was to be told at once instead, is gathered for them.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from models.db import ChangeRow, DeliveryRow, ErratumRow, ServingRow, SubscriptionRow
from models.domain import EVERYWHERE, Channel, Every, alerts_for
from models.messaging.deliveries import kept, readable, served_by
from models.messaging.enqueue import GATHERED, DeliveryOptions, add_messages, concerns_of, heard, message_of
from models.messaging.payloads import (
    AlertPayload,
    DigestPayload,
    ErrataPayload,
    EventPayload,
    Hearing,
    Payload,
)
from models.queries import net_changes, places_of

UNSUBSCRIBED = "unsubscribed"
"""Of a delivery that failed so: nobody wishes to hear of it any more."""
UNSENT = ("pending", GATHERED)
"""`DeliveryRow.status` of what waits to be sent, or to be told by a digest."""


def end_serving(session: Session, channel: Channel, ended: Collection[int]) -> None:
    """Let messages of a channel no longer serve some subscriptions, which are about to be deleted.

    The thread of a message that was sent is completed.

    Args:
        session: One that writes.
        channel: Whose they are.
        ended: Ids of the subscriptions.
    """
    serving = col(DeliveryRow.id).in_(
        select(ServingRow.delivery).where(col(ServingRow.subscription).in_(ended))
    )
    rows = session.exec(_unsent(channel).where(serving).order_by(col(DeliveryRow.id))).all()
    at_once = [row for row in rows if row.status == "pending"]
    for row in rows:
        if left := set(served_by(row)) - set(ended):
            _leave_to(session, row, left)
        else:
            # What is gathered in its place may bear its key.
            row.key = f"{row.key}:{UNSUBSCRIBED}:{row.id}"
            row.status, row.error = "failed", UNSUBSCRIBED
    session.flush()
    session.exec(delete(ServingRow).where(col(ServingRow.subscription).in_(ended)))
    for row in rows:
        session.expire(row, ["serving"])
    for row in at_once:
        told = readable(row)
        if isinstance(told, AlertPayload | EventPayload):
            _gather_again(session, row, told, ended)


def _unsent(channel: Channel) -> SelectOfScalar[DeliveryRow]:
    """Select a channel's messages that wait; what a digest told that was sent stays as it was told."""
    digest = aliased(DeliveryRow)
    is_told = exists().where(col(digest.id) == col(DeliveryRow.parent), col(digest.status) != "pending")
    return select(DeliveryRow).where(
        col(DeliveryRow.team) == channel.team,
        col(DeliveryRow.channel) == channel.id,
        col(DeliveryRow.status).in_(UNSENT),
        col(DeliveryRow.part) == "message",
        ~is_told,
    )


def _leave_to(session: Session, row: DeliveryRow, left: Collection[int]) -> None:
    """Let a message tell what the subscriptions that are left hear."""
    told = readable(row)
    if told is not None:
        row.payload = kept(_told_to(session, told, left))


def _told_to(session: Session, told: Payload, left: Collection[int]) -> Payload:
    match told:
        case AlertPayload() | EventPayload():
            return told.serving(_of(told.heard, left), told.elsewhere)
        case DigestPayload():
            joined = [each for each in told.joined if each.subscription in left]
            return told.serving(_of(told.heard, left), joined)
        case ErrataPayload():
            heard = _of(told.heard, left)
            return ErrataPayload(errata=_concerning(session, told, heard), edition=told.edition, heard=heard)
    return told


def _of(heard: Sequence[Hearing], left: Collection[int]) -> tuple[Hearing, ...]:
    return tuple(each for each in heard if each.subscription in left)


def _concerning(session: Session, told: ErrataPayload, heard: Sequence[Hearing]) -> tuple[int, ...]:
    """Return the errata of a message that some subscriptions hear of."""
    rows = session.exec(select(ErratumRow).where(col(ErratumRow.id).in_(told.errata))).all()
    places, states = {each.place for each in heard}, {each.state for each in heard if not each.place}
    everywhere = EVERYWHERE in states
    return tuple(
        row.id or 0 for row in rows if everywhere or row.state in states or (row.geoid or "") in places
    )


def _gather_again(
    session: Session, message: DeliveryRow, told: AlertPayload | EventPayload, ended: Collection[int]
) -> None:
    """Gather for a channel's digests what a message that is sent at once doesn't tell any more."""
    channel = Channel(message.team, message.channel)
    left = heard(
        session,
        col(SubscriptionRow.team) == channel.team,
        col(SubscriptionRow.channel) == channel.id,
        col(SubscriptionRow.id).not_in(ended),
    )
    if all(each.terms.rhythm.every is Every.ONCE for each in left):
        return
    alert = told if isinstance(told, AlertPayload) else None
    first = alert.first if alert else None
    changes, source = _changes(session, told, first)
    for row in session.exec(_unsent(channel).where(*_of_event(told))).all():
        session.delete(row)  # what it was to tell is gathered again with the rest
    session.flush()
    options = DeliveryOptions(
        compared_from=told.compared_from,
        summary=told.summary,
        first=first,
        missing=told.missing if isinstance(told, EventPayload) else None,
        returned=alert.returned if alert else None,
        alternation=alert.alternation if alert else None,
        name=message.key.partition(":")[0],
    )
    gathered = [
        message_of(each, told.edition, message.created, options, told.change if each.event else None)
        for each in alerts_for(concerns_of(changes, places_of(session, changes)), left, source)
        if each.rhythm.every is not Every.ONCE
    ]
    add_messages(session, gathered)


def _of_event(told: AlertPayload | EventPayload) -> tuple[ColumnElement[bool], ...]:
    """Return the clauses of what is gathered of the same edition and event, and taken up by no digest yet."""
    return (
        col(DeliveryRow.status) == GATHERED,
        col(DeliveryRow.parent).is_(None),
        col(DeliveryRow.edition) == told.edition,
        col(DeliveryRow.what).in_(("alert", told.kind)),
    )


def _changes(
    session: Session, told: AlertPayload | EventPayload, first: int | None
) -> tuple[Sequence[ChangeRow], str]:
    """Return the changes that some news is about, and the source."""
    event = session.get(ChangeRow, told.change) if told.change else None
    if first:
        rows: Sequence[ChangeRow] = net_changes(session, first, told.edition)
    else:
        of_rows = col(ChangeRow.before).is_not(None) | col(ChangeRow.after).is_not(None)
        rows = session.exec(select(ChangeRow).where(col(ChangeRow.edition) == told.edition, of_rows)).all()
    changes = [*rows, *([event] if event else [])]
    return changes, changes[0].source if changes else ""
