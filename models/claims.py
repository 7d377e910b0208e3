"""Which message of the outbox goes next, and what a process that died leaves behind.

A channel hears its messages in the order in which they were queued, the parts of a
message (its rows, its CSV) right after it, one message a second; none while it is muted.
"""

from datetime import datetime, timedelta

from sqlalchemy import Engine, and_, exists, func, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.ledger import CORRECTION
from models.people_tables import DeliveryRow, SubscriptionRow
from models.rhythm import may_send
from models.store import reading, writing
from models.wishes import read_terms

PACE = timedelta(seconds=1)
"""Between two messages to a channel: https://docs.slack.dev/apis/web-api/rate-limits."""

CLAIM_EXPIRES = timedelta(minutes=2)
"""A claim this old is of a process that died: Slack is given 30 seconds to answer."""


def claim(engine: Engine, now: datetime, zone: str = "UTC") -> DeliveryRow | None:
    """Take the oldest due message of a channel that is free, and commit it as `sending`.

    Several workers may ask at once: none gets a row, or a channel, that another one has. What is
    due in quiet hours of its subscription waits until they are over, and its channel with it, so
    that the order is kept; what belongs below a message that was sent follows at once.

    Args:
        engine: Where the outbox is.
        now: Aware, UTC.
        zone: IANA name of the newsroom's time zone, for quiet hours that name none.

    Returns:
        A detached row, or None when nothing is due.
    """
    with reading(engine) as session:
        if session.exec(_due(now)).first() is None:
            return None
    with writing(engine) as session:
        chosen = _heads(now).limit(1).with_for_update(skip_locked=True, of=DeliveryRow)
        row = session.exec(chosen).first()
        while row and (later := _after_quiet_hours(session, row, now, zone)) > now:
            row.not_before = later
            session.flush()
            row = session.exec(chosen).first()
        if row is None:
            return None
        row.status, row.claimed, row.attempts = "sending", now, row.attempts + 1
        session.flush()
        session.expunge(row)
        return row


def _after_quiet_hours(session: Session, row: DeliveryRow, now: datetime, zone: str) -> datetime:
    """Return the first moment from now on at which a message may be sent."""
    begins = row.part == "message" or row.what == CORRECTION
    subscription = session.get(SubscriptionRow, row.subscription) if begins and row.subscription else None
    if subscription is None:
        return now
    terms = read_terms(subscription.terms)
    return may_send(terms.quiet, terms.zone or zone, now)


def end_quiet_hours(session: Session, subscription: int | None, now: datetime) -> None:
    """Let what quiet hours held of a subscription be due now: it is heard at other hours."""
    held = select(DeliveryRow).where(
        col(DeliveryRow.subscription) == subscription,
        col(DeliveryRow.status) == "pending",
        col(DeliveryRow.attempts) == 0,
        col(DeliveryRow.not_before) > now,
    )
    for row in session.exec(held).all():
        settled = row.payload.get("settled")
        row.not_before = max(now, datetime.fromisoformat(settled)) if settled else max(now, row.created)


def _due(now: datetime) -> SelectOfScalar[str]:
    waiting = select(DeliveryRow.key).where(col(DeliveryRow.status) == "pending")
    return waiting.where(col(DeliveryRow.not_before) <= now).limit(1)


def _heads(now: datetime) -> SelectOfScalar[DeliveryRow]:
    """Select what is due among the first unsent messages of all channels."""
    first_of = func.coalesce(DeliveryRow.parent, DeliveryRow.id)
    queue = (
        select(
            DeliveryRow.id,
            func.row_number()
            .over(
                partition_by=(col(DeliveryRow.team), col(DeliveryRow.channel)),
                order_by=(first_of, col(DeliveryRow.id)),
            )
            .label("place"),
        )
        .outerjoin(SubscriptionRow, col(SubscriptionRow.id) == col(DeliveryRow.subscription))
        .where(
            col(DeliveryRow.status).in_(("pending", "sending")),
            func.coalesce(SubscriptionRow.paused, "") == "",
            or_(col(SubscriptionRow.muted_until).is_(None), col(SubscriptionRow.muted_until) <= now),
        )
        .subquery()
    )
    earlier = aliased(DeliveryRow)
    just_now = exists().where(
        and_(
            col(earlier.channel) == col(DeliveryRow.channel),
            col(earlier.team) == col(DeliveryRow.team),
            col(earlier.sent) > now - PACE,
        )
    )
    return (
        select(DeliveryRow)
        .where(
            col(DeliveryRow.id).in_(select(queue.c.id).where(queue.c.place == 1)),
            col(DeliveryRow.status) == "pending",
            col(DeliveryRow.not_before) <= now,
            ~just_now,
        )
        .order_by(col(DeliveryRow.not_before), col(DeliveryRow.id))
    )


def release_abandoned(engine: Engine, before: datetime) -> int:
    """Put back what a process that died was sending, to be sent again as a possible repeat.

    Args:
        engine: Where the outbox is.
        before: Claims up to this moment count as abandoned, aware, UTC.

    Returns:
        How many there were.
    """
    with writing(engine) as session:
        released = session.exec(
            update(DeliveryRow)
            .where(
                col(DeliveryRow.status) == "sending",
                or_(col(DeliveryRow.claimed).is_(None), col(DeliveryRow.claimed) <= before),
            )
            .values(status="pending", repeat=True, claimed=None)
        )
        return int(released.rowcount)


def waiting(engine: Engine) -> int:
    """Return how many messages are not sent yet and can be: those of paused channels don't count."""
    with reading(engine) as session:
        owed = (
            select(func.count())
            .select_from(DeliveryRow)
            .outerjoin(SubscriptionRow, col(SubscriptionRow.id) == col(DeliveryRow.subscription))
            .where(
                col(DeliveryRow.status).in_(("pending", "sending")),
                func.coalesce(SubscriptionRow.paused, "") == "",
            )
        )
        return session.exec(owed).one()
