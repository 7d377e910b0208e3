"""What became of a claimed message, recorded: sent, to be tried again, given up, or paused.

A row is committed as `sending` before Slack is called (`models.messaging.claims`) and as `sent` after,
so a row found as `sending` after a crash is the only one of which nobody can know whether
it arrived.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, insert
from sqlmodel import Session, col, select

from models.config import Newsroom
from models.db import AuditRow, DeliveryRow, SubscriptionRow, TellingRow, lock_outbox, writing
from models.domain import Channel, MessageForm
from models.messaging.claims import FILE
from models.messaging.deliveries import Delivery, UnreadablePayload, kept, readable, served_by
from models.messaging.enqueue import GATHERED, Owed, add_messages, owed
from models.messaging.message_edits import correct_overtaken
from models.messaging.notices import ChannelClosed, UnreadableMessages
from models.messaging.operator_notices import Notice, queue
from models.messaging.payloads import (
    CsvPart,
    DigestPayload,
    EditPayload,
    NoticePayload,
    Payload,
    PicturePart,
    RefusedCsv,
    ReplyPayload,
    RowsPart,
)

ThreadPart = RowsPart | CsvPart | PicturePart | ReplyPayload
"""What follows a message in its thread."""


@dataclass(frozen=True, slots=True)
class Later:
    """When and how a message is tried again.

    Attributes:
        at: When it is due again, aware, UTC.
        error: Why it was not sent; empty where nothing was tried, and what it waits for isn't there yet.
        repeat: It may have reached the channel all the same: the next try says so.
        form: How much of Block Kit the next try uses; None as this one.
        instead: What the next try sends in its place, if not the same.
        troubled: Since when Slack's answers say nothing of what is wrong, UTC; None where they do.
    """

    at: datetime
    error: str
    repeat: bool = False
    form: MessageForm | None = None
    instead: Payload | None = None
    troubled: datetime | None = None


def record_sent(  # noqa: PLR0913, PLR0917 - what is known of one sent message
    engine: Engine,
    delivery: Delivery,
    ts: str,
    now: datetime,
    parts: Sequence[ThreadPart] = (),
    tells: Sequence[int] = (),
    thread: str = "",
    missing: Sequence[int] = (),
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
        missing: Of a digest, ids of the lineages that it named as missing.
    """
    with writing(engine) as session:
        lock_outbox(session)
        row = session.get_one(DeliveryRow, delivery.id)
        if row.status == "sent":
            return  # somebody else sent it too, when this claim had expired
        if missing and isinstance(delivery.payload, DigestPayload):
            row.payload = kept(delivery.payload.model_copy(update={"missing": tuple(missing)}))
        row.status, row.ts, row.sent, row.error, row.thread = "sent", ts, now, "", thread
        row.troubled = None
        add_messages(session, [_part(row, part, now) for part in parts])
        if tells:
            tellings = [{"delivery": row.id, "change": change} for change in dict.fromkeys(tells)]
            session.execute(insert(TellingRow), tellings)
            correct_overtaken(session, row, tells, now)


def _part(row: DeliveryRow, part: ThreadPart, now: datetime) -> Owed:
    return owed(
        Channel(row.team, row.channel),
        f"{row.key}:{part.kind}",
        part,
        now,
        what=row.what,
        part=FILE if isinstance(part, PicturePart) else part.kind,
        form=row.form,
        parent=row.parent or row.id,
        serves=served_by(row),
        edition=row.edition,
        change=row.change,
    )


def put_back(engine: Engine, delivery: Delivery, later: Later) -> None:
    """Return a claimed message to the outbox; what a channel's former id was refused, its new one is not."""
    with writing(engine) as session:
        row = session.get_one(DeliveryRow, delivery.id)
        row.status, row.claimed = "pending", None
        row.not_before, row.error, row.troubled = later.at, later.error, later.troubled
        row.repeat = row.repeat or later.repeat
        row.attempts -= not later.error
        if later.form:
            row.form = later.form.value
        moved = row.channel != delivery.channel
        if later.instead and not (moved and isinstance(later.instead, RefusedCsv)):
            row.payload = kept(later.instead)


def give_up(engine: Engine, delivery: Delivery, error: str, now: datetime | None = None) -> None:
    """Record that a message can't be sent, whatever is tried.

    Args:
        engine: Where the outbox is.
        delivery: What was claimed.
        error: Why.
        now: Aware, UTC; given, the thread of a message that can't be edited is told instead.
    """
    with writing(engine) as session:
        lock_outbox(session)
        row = _failed(session, delivery.id, error)
        edit = readable(row)
        if now and isinstance(edit, EditPayload):
            add_messages(session, [_part(row, ReplyPayload(of=edit.of, why=edit.why, unedited=error), now)])


def give_up_unreadable(engine: Engine, error: UnreadablePayload, newsroom: Newsroom, now: datetime) -> bool:
    """Record that what a message carries can't be read, and tell operators, once a day and kind of message.

    The row is kept as it is: another version of the desk may read it.

    Args:
        engine: Where the outbox is.
        error: Names the message, and why.
        newsroom: Names the operators.
        now: Aware, UTC.

    Returns:
        Whether it was still to be sent, or to be told by a digest.
    """
    with writing(engine) as session:
        row = session.get_one(DeliveryRow, error.delivery)
        unsent = row.status in {"sending", "pending", GATHERED}
        if unsent:
            _failed(session, error.delivery, str(error))
        told = UnreadableMessages(delivery=error.delivery, what=row.what, channel=row.channel)
        queue(session, newsroom, Notice(f"unreadable:{row.what}:{now:%Y-%m-%d}", told), now)
        return unsent


def _failed(session: Session, delivery: int, error: str) -> DeliveryRow:
    row = session.get_one(DeliveryRow, delivery)
    row.status, row.claimed, row.error = "failed", None, error
    return row


def hand_over(  # noqa: PLR0913, PLR0917 - what was not heard, why, and who hears it instead
    engine: Engine, delivery: Delivery, error: str, notice: Notice, newsroom: Newsroom, now: datetime
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
        _failed(session, delivery.id, error)
        queue(session, newsroom, notice, now)


def tell_operators(engine: Engine, notice: Notice, newsroom: Newsroom, now: datetime) -> None:
    """Queue a notice to operators in a transaction of its own; one whose key is known is not queued again."""
    with writing(engine) as session:
        queue(session, newsroom, notice, now)


def audited(row: SubscriptionRow, what: str, by: str, at: datetime, detail: str = "") -> AuditRow:
    """Return the entry of the audit log for what is done to a subscription."""
    return AuditRow(
        team=row.team,
        channel=row.channel,
        state=row.state,
        place=row.place,
        what=what,
        by=by,
        at=at,
        detail=detail,
    )


def pause_channel(engine: Engine, delivery: Delivery, code: str, now: datetime) -> bool:
    """Stop sending to a channel that Slack keeps closed; what waits is kept until it is resumed.

    Whoever subscribed is told once, by direct message.

    Args:
        engine: Where the outbox is.
        delivery: What was claimed; all subscriptions of its channel are paused.
        code: Slack's word for it (`is_archived`).
        now: Aware, UTC.

    Returns:
        Whether there was one; a message that was unsubscribed while it was being sent is given up.
    """
    with writing(engine) as session:
        lock_outbox(session)
        row = session.get_one(DeliveryRow, delivery.id)
        if not row.serving:
            _failed(session, delivery.id, code)
            return False
        row.status, row.claimed, row.error, row.not_before = "pending", None, code, now
        paused = session.exec(
            select(SubscriptionRow).where(  # of the id that Slack was asked for: it may have another by now
                col(SubscriptionRow.team) == delivery.team,
                col(SubscriptionRow.channel) == delivery.channel,
                col(SubscriptionRow.paused) == "",
            )
        ).all()
        for subscription in paused:
            subscription.paused = code
            session.add(audited(subscription, "paused", code, now))
        for person in sorted({subscription.created_by for subscription in paused if subscription.created_by}):
            key = f"paused:{row.key}:{row.attempts}:{person}"
            told = NoticePayload(notice=ChannelClosed(channel=row.channel, code=code))
            add_messages(session, [owed(Channel(row.team, person), key, told, now)])
        return True
