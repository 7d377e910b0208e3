"""A channel whose id Slack changes: what it hears, and what it is owed, goes with it."""

from datetime import datetime

from sqlalchemy import Engine, update
from sqlmodel import Session, col, select

from models.digests import GATHERED
from models.people_tables import AuditRow, DeliveryRow, SubscriptionRow
from models.store import writing
from models.wishes import Channel

UNSENT = ("pending", GATHERED)


def follow(engine: Engine, old: Channel, new: str, now: datetime) -> int:
    """Let all that belongs to a channel belong to its new id; heard again if it was paused in between.

    A subject that the new id is subscribed to already is heard on the terms asked for there.

    Args:
        engine: The database.
        old: The channel as it was known.
        new: Slack's new id for it.
        now: Aware, UTC.

    Returns:
        How many subscriptions went with it.

    Raises:
        StoreError: The database can't be written.
    """
    with writing(engine) as session:
        known = {(row.state, row.place) for row in _heard(session, Channel(old.team, new))}
        moving = [row for row in _heard(session, old) if (row.state, row.place) not in known]
        for row in moving:
            row.channel, row.paused = new, ""
            session.add(_noted(row, old, now))
        unsent = update(DeliveryRow).where(
            col(DeliveryRow.team) == old.team,
            col(DeliveryRow.channel) == old.id,
            col(DeliveryRow.status).in_(UNSENT),
        )
        session.exec(unsent.values(channel=new))
        return len(moving)


def _heard(session: Session, channel: Channel) -> list[SubscriptionRow]:
    of_channel = select(SubscriptionRow).where(
        col(SubscriptionRow.team) == channel.team, col(SubscriptionRow.channel) == channel.id
    )
    return list(session.exec(of_channel))


def _noted(row: SubscriptionRow, old: Channel, now: datetime) -> AuditRow:
    return AuditRow(
        team=row.team,
        channel=row.channel,
        state=row.state,
        place=row.place,
        what="moved",
        by="Slack",
        at=now,
        detail=f"from {old.id}",
    )
