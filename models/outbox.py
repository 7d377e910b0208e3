"""What became of a claimed message, recorded: sent, to be tried again, given up, or paused.

A row is committed as `sending` before Slack is called (`models.claims`) and as `sent` after,
so a row found as `sending` after a crash is the only one of which nobody can know whether
it arrived.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, insert
from sqlmodel import col, select

from models.correcting import correct_overtaken
from models.ledger import CORRECTION, EDIT, REPLY
from models.notices import Notice, queue
from models.people_tables import AuditRow, DeliveryRow, SubscriptionRow, TellingRow
from models.settings import Newsroom
from models.store import writing


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


def record_sent(  # noqa: PLR0913, PLR0917 - what is known of one sent message
    engine: Engine,
    delivery: DeliveryRow,
    ts: str,
    now: datetime,
    parts: Sequence[Part] = (),
    tells: Sequence[int] = (),
    thread: str = "",
) -> None:
    """Record that Slack took a message and what it told, and queue what follows in its thread, as one.

    Args:
        engine: Where the outbox is.
        delivery: What was claimed.
        ts: Slack's time stamp of the message.
        now: Aware, UTC.
        parts: What its thread is still owed.
        tells: Ids of the changes that it told.
        thread: Slack's time stamp of the message that it stands below; empty in the channel itself.
    """
    with writing(engine) as session:
        row = session.get_one(DeliveryRow, delivery.id)
        row.status, row.ts, row.sent, row.error, row.thread = "sent", ts, now, "", thread
        session.add_all(_part(row, part, now) for part in parts)
        if tells:
            told = [{"delivery": row.id, "change": change} for change in dict.fromkeys(tells)]
            session.execute(insert(TellingRow), told)
            correct_overtaken(session, row, tells, now)


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


def give_up(engine: Engine, delivery: DeliveryRow, error: str, now: datetime | None = None) -> None:
    """Record that a message can't be sent, whatever is tried.

    Args:
        engine: Where the outbox is.
        delivery: What was claimed.
        error: Why.
        now: Aware, UTC; given, the thread of a message that can't be edited is told instead.
    """
    with writing(engine) as session:
        row = session.get_one(DeliveryRow, delivery.id)
        row.status, row.claimed, row.error = "failed", None, error
        if now and (row.what, row.part) == (CORRECTION, EDIT):
            session.add(_part(row, Part(REPLY, {"unedited": error}), now))


def hand_over(  # noqa: PLR0913, PLR0917 - what was not heard, why, and who hears it instead
    engine: Engine, delivery: DeliveryRow, error: str, notice: Notice, newsroom: Newsroom, now: datetime
) -> None:
    """Give up a message to a person, and let operators have it in their place.

    Args:
        engine: Where the outbox is.
        delivery: What was claimed.
        error: Why it can't be sent.
        notice: What operators are told.
        newsroom: Names them.
        now: Aware, UTC.
    """
    with writing(engine) as session:
        row = session.get_one(DeliveryRow, delivery.id)
        row.status, row.claimed, row.error = "failed", None, error
        queue(session, newsroom, notice, now)


PAUSED = "paused:"
"""Begins the key of what tells a person that a channel is paused."""


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
            session.add(
                AuditRow(
                    team=subscription.team,
                    channel=subscription.channel,
                    state=subscription.state,
                    place=subscription.place,
                    what="paused",
                    by=code,
                    at=now,
                )
            )
        for person in sorted({subscription.created_by for subscription in paused if subscription.created_by}):
            session.add(
                DeliveryRow(
                    key=f"{PAUSED}{row.key}:{row.attempts}:{person}",
                    team=row.team,
                    channel=person,
                    what="notice",
                    payload=dict(notice),
                    created=now,
                    not_before=now,
                )
            )
