"""A channel's wishes as rows: to hear of a state, or no longer."""

from datetime import datetime

from sqlalchemy import Engine, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.people_tables import DeliveryRow, SubscriptionRow
from models.store import reading, writing
from models.wishes import Channel, Wish


def subscribe(engine: Engine, channel: Channel, state: str, by: str, now: datetime) -> bool:
    """Let a channel hear of a state; one that was paused is heard again.

    Args:
        engine: The database.
        channel: Who hears it.
        state: USPS abbreviation.
        by: Slack's id of the person who asks.
        now: UTC.

    Returns:
        Whether anything changed: it was not subscribed, or it was paused.

    Raises:
        StoreError: The database can't be written.
    """
    with writing(engine) as session:
        row = _row(session, channel, state)
        if row is None:
            return _add(session, channel, state, by, now)
        paused, row.paused = row.paused, ""
        return bool(paused)


def _add(session: Session, channel: Channel, state: str, by: str, now: datetime) -> bool:
    row = SubscriptionRow(team=channel.team, channel=channel.id, state=state, created=now, created_by=by)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False  # someone else asked for the same in this very moment
    return True


def _row(session: Session, channel: Channel, state: str) -> SubscriptionRow | None:
    found = select(SubscriptionRow).where(
        col(SubscriptionRow.team) == channel.team,
        col(SubscriptionRow.channel) == channel.id,
        col(SubscriptionRow.state) == state,
    )
    return session.exec(found).first()


def unsubscribe(engine: Engine, channel: Channel, states: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Let a channel no longer hear of some states; without any, of all.

    A message that still waits for it is not sent any more, and says so in the outbox; the
    thread of one that was sent is completed.

    Returns:
        The states that it did hear of, in order.

    Raises:
        StoreError: The database can't be written.
    """
    with writing(engine) as session:
        rows = session.exec(_of(channel)).all()
        ended = [row for row in rows if not states or row.state in states]
        ids = [row.id for row in ended]
        owed = update(DeliveryRow).where(col(DeliveryRow.subscription).in_(ids))
        waiting = owed.where(col(DeliveryRow.status) == "pending", col(DeliveryRow.part) == "message")
        session.exec(waiting.values(status="failed", error="unsubscribed"))
        session.exec(owed.values(subscription=None))
        for row in ended:
            session.delete(row)
        return tuple(row.state for row in ended)


def subscriptions(engine: Engine, channel: Channel) -> list[Wish]:
    """Return what a channel hears of, by state.

    Raises:
        StoreError: The database can't be read.
    """
    with reading(engine) as session:
        return [_wish(row) for row in session.exec(_of(channel))]


def subscriptions_of_team(engine: Engine, team: str) -> list[Wish]:
    """Return what all channels of a workspace hear of, by channel and state.

    Raises:
        StoreError: The database can't be read.
    """
    with reading(engine) as session:
        found = select(SubscriptionRow).where(col(SubscriptionRow.team) == team)
        ordered = found.order_by(col(SubscriptionRow.channel), col(SubscriptionRow.state))
        return [_wish(row) for row in session.exec(ordered)]


def _of(channel: Channel) -> SelectOfScalar[SubscriptionRow]:
    return (
        select(SubscriptionRow)
        .where(col(SubscriptionRow.team) == channel.team, col(SubscriptionRow.channel) == channel.id)
        .order_by(col(SubscriptionRow.state))
    )


def _wish(row: SubscriptionRow) -> Wish:
    return Wish(row.channel, row.state, row.created, row.created_by, row.paused)
