"""A channel whose id Slack changes: what it hears, and what it is owed, goes with it."""

from datetime import datetime

from sqlalchemy import Engine, update
from sqlmodel import col, select

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
        of_team = col(SubscriptionRow.team) == old.team
        there = session.exec(
            select(SubscriptionRow).where(of_team, col(SubscriptionRow.channel) == new)
        ).all()
        known = {(row.state, row.place) for row in there}
        rows = session.exec(
            select(SubscriptionRow).where(of_team, col(SubscriptionRow.channel) == old.id)
        ).all()
        moving = [row for row in rows if (row.state, row.place) not in known]
        for row in moving:
            row.channel, row.paused = new, ""
            session.add(
                AuditRow(
                    team=old.team,
                    channel=new,
                    state=row.state,
                    place=row.place,
                    what="moved",
                    by="Slack",
                    at=now,
                    detail=f"from {old.id}",
                )
            )
        session.exec(
            update(DeliveryRow)
            .where(
                col(DeliveryRow.team) == old.team,
                col(DeliveryRow.channel) == old.id,
                col(DeliveryRow.status).in_(UNSENT),
            )
            .values(channel=new)
        )
        return len(moving)
