"""The outbox's claims: which message goes next, and what became of it.

A channel hears its messages in the order in which they were queued, the parts of a
message (its rows, its CSV) right after it, one message a second. A row is committed as
`sending` before Slack is called and as `sent` after, so a row found as `sending` after a
crash is the only one of which nobody can know whether it arrived.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, and_, exists, func, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.store import reading, writing
from models.tables import DeliveryRow, SubscriptionRow

PACE = timedelta(seconds=1)
"""Between two messages to a channel: https://docs.slack.dev/apis/web-api/rate-limits."""

CLAIM_EXPIRES = timedelta(minutes=2)
"""A claim this old is of a process that died: Slack is given 30 seconds to answer."""


@dataclass(frozen=True, slots=True)
class Part:
    """What follows a message in its thread.

    Attributes:
        name: `rows` or `csv`, with a number where there are several.
        payload: What the renderer needs beside the message's own payload.
    """

    name: str
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Later:
    """When and how a message is tried again.

    Attributes:
        at: When it is due again, aware, UTC.
        error: Why it was not sent.
        repeat: It may have reached the channel all the same: the next try says so.
        payload: What the next try is to know beside the payload it has.
    """

    at: datetime
    error: str
    repeat: bool = False
    payload: Mapping[str, Any] = field(default_factory=dict)


def claim(engine: Engine, now: datetime) -> DeliveryRow | None:
    """Take the oldest due message of a channel that is free, and commit it as `sending`.

    Several workers may ask at once: none gets a row, or a channel, that another one has.

    Args:
        engine: Where the outbox is.
        now: Aware, UTC.

    Returns:
        A detached row, or None when nothing is due.
    """
    with reading(engine) as session:
        if session.exec(_due(now)).first() is None:
            return None
    with writing(engine) as session:
        chosen = _heads(now).limit(1).with_for_update(skip_locked=True, of=DeliveryRow)
        row = session.exec(chosen).first()
        if row is None:
            return None
        row.status, row.claimed, row.attempts = "sending", now, row.attempts + 1
        session.flush()
        session.expunge(row)
        return row


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


def record_sent(
    engine: Engine, delivery: DeliveryRow, ts: str, now: datetime, parts: Sequence[Part] = ()
) -> None:
    """Record that Slack took a message, and queue what follows it in its thread, as one.

    Args:
        engine: Where the outbox is.
        delivery: What was claimed.
        ts: Slack's time stamp of the message.
        now: Aware, UTC.
        parts: What its thread is still owed.
    """
    with writing(engine) as session:
        row = session.get_one(DeliveryRow, delivery.id)
        row.status, row.ts, row.sent, row.error = "sent", ts, now, ""
        session.add_all(_part(row, part, now) for part in parts)


def _part(row: DeliveryRow, part: Part, now: datetime) -> DeliveryRow:
    return DeliveryRow(
        key=f"{row.key}:{part.name}",
        team=row.team,
        channel=row.channel,
        what=row.what,
        part=part.name,
        parent=row.parent or row.id,
        subscription=row.subscription,
        edition=row.edition,
        change=row.change,
        payload={**row.payload, **part.payload},
        created=now,
        not_before=now,
    )


def put_back(engine: Engine, delivery: DeliveryRow, later: Later) -> None:
    """Return a claimed message to the outbox."""
    with writing(engine) as session:
        row = session.get_one(DeliveryRow, delivery.id)
        row.status, row.claimed = "pending", None
        row.not_before, row.error = later.at, later.error
        row.repeat = row.repeat or later.repeat
        row.payload = {**row.payload, **later.payload}


def give_up(engine: Engine, delivery: DeliveryRow, error: str) -> None:
    """Record that a message can't be sent, whatever is tried."""
    with writing(engine) as session:
        row = session.get_one(DeliveryRow, delivery.id)
        row.status, row.claimed, row.error = "failed", None, error


def pause(engine: Engine, delivery: DeliveryRow, code: str, notice: Mapping[str, Any], now: datetime) -> None:
    """Stop sending to a channel that Slack keeps closed; what waits is kept until it is resumed.

    Whoever subscribed is told once, by direct message.

    Args:
        engine: Where the outbox is.
        delivery: What was claimed; its subscription and those of the same channel are paused.
        code: Slack's word for it (`is_archived`).
        notice: Payload of the direct message.
        now: Aware, UTC.
    """
    with writing(engine) as session:
        row = session.get_one(DeliveryRow, delivery.id)
        row.status, row.claimed, row.error, row.not_before = "pending", None, code, now
        paused = session.exec(
            select(SubscriptionRow).where(
                col(SubscriptionRow.team) == row.team,
                col(SubscriptionRow.channel) == row.channel,
                col(SubscriptionRow.paused) == "",
            )
        ).all()
        for subscription in paused:
            subscription.paused = code
        for person in sorted({subscription.created_by for subscription in paused if subscription.created_by}):
            session.add(
                DeliveryRow(
                    key=f"paused:{row.key}:{row.attempts}:{person}",
                    team=row.team,
                    channel=person,
                    what="notice",
                    payload=dict(notice),
                    created=now,
                    not_before=now,
                )
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
