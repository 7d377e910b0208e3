"""What becomes of messages that still wait when a subscription that they serve ends.

A message leaves for the others that it serves, and tells what those hear, by the next digest if they hear
in digests; one that serves no other isn't sent.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import exists, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from models.db import DeliveryRow, ErratumRow, ServingRow, SubscriptionRow
from models.domain import EVERYWHERE, Channel, read_terms, soonest
from models.messaging.deliveries import kept, readable, served_by
from models.messaging.enqueue import GATHERED, status_of
from models.messaging.payloads import (
    AlertPayload,
    DigestPayload,
    ErrataPayload,
    EventPayload,
    Hearing,
    Payload,
)

UNSUBSCRIBED = "unsubscribed"
"""Of a delivery that failed so: nobody wishes to hear of it any more."""
_GATHERS = (AlertPayload, EventPayload, ErrataPayload)
"""What digests tell of lists."""
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
    for row in rows:
        if left := set(served_by(row)) - set(ended):
            _leave_to(session, row, left)
        else:
            row.status, row.error = "failed", UNSUBSCRIBED
            _let_go(session, row)
    session.flush()
    session.exec(delete(ServingRow).where(col(ServingRow.subscription).in_(ended)))
    for row in rows:
        session.expire(row, ["serving"])


def _let_go(session: Session, digest: DeliveryRow) -> None:
    """Let other digests tell what one gathered that isn't sent."""
    gathered = (col(DeliveryRow.parent) == digest.id, col(DeliveryRow.status) == GATHERED)
    session.exec(update(DeliveryRow).where(*gathered).values(parent=None))


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
    """Let a message tell what the subscriptions that are left hear, when they hear it."""
    told = readable(row)
    if told is None:
        return
    row.payload = kept(_told_to(session, told, left))
    if isinstance(told, _GATHERS) and row.status == "pending" and not row.repeat:
        terms = session.exec(select(SubscriptionRow.terms).where(col(SubscriptionRow.id).in_(left)))
        row.status = status_of(soonest(read_terms(each).rhythm.every for each in terms))


def _told_to(session: Session, told: Payload, left: Collection[int]) -> Payload:
    match told:
        case AlertPayload() | EventPayload():
            return told.serving(_of(told.heard, left))
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
