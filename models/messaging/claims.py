"""Which message of the outbox goes next, in which thread, and what a process that died leaves behind.

A channel hears its messages in the order in which they were queued, the rows of a message right
after it, one message a second; none while it is muted. Files go in a line of their own, each after
its message, and hold nothing up. Where a channel wants one thread for each list, later alerts stand
below the first. No wall clock decides whether who claimed a message is alive: a claim that was not
renewed for a while, by the watcher's own seconds, is abandoned.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, Engine, and_, bindparam, exists, func, literal_column, or_, update
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.db import DeliveryRow, EditionRow, ServingRow, SubscriptionRow, lock_outbox, reading, writing
from models.domain import Terms, may_send, read_terms, soonest
from models.messaging.deliveries import Delivery, delivery_in, readable
from models.messaging.message_edits import CORRECTION
from models.messaging.notices import UNKNOWN_LIST
from models.messaging.payloads import AlertPayload, EditPayload, ReplyPayload

PACE = timedelta(seconds=1)
"""Between two messages to a channel: https://docs.slack.dev/apis/web-api/rate-limits."""

RENEWED = 10.0
"""Seconds between two renewals of a claim."""
CLAIM_EXPIRES = 120.0
"""Seconds after which a claim that nobody renewed is of a process that died."""
LONGEST_WAIT = timedelta(hours=1)
"""The longest time that a message is put back for; only quiet hours are longer, and they are asked again."""

OF_A_LIST = ("alert", "event")
"""Messages of which each is about one list."""

FILE = "csv"
"""`DeliveryRow.part` of what goes in the line of files."""
OVER = ("sent", "failed", "gathered")
"""`DeliveryRow.status` of what goes no more, or not by itself."""

_ID: Mapped[int] = col(DeliveryRow.id)  # type: ignore[arg-type]  # None only before it is stored
_NOW = bindparam("now", type_=DeliveryRow.metadata.tables["delivery"].c.not_before.type)


def claim(
    engine: Engine,
    now: datetime,
    zone: str = "UTC",
    *,
    files: bool = False,
    resting: Collection[str] = (),
) -> Delivery | None:
    """Take the oldest due message of a channel that is free, and commit it as `sending`.

    Several workers may ask at once: none gets a row, or a channel, that another one has. What is
    due in quiet hours of all that decide waits until one's are over, and its channel with it, so
    that the order is kept; what belongs below a message that was sent follows at once.

    Args:
        engine: Where the outbox is.
        now: Aware, UTC.
        zone: IANA name of the newsroom's time zone, for quiet hours that name none.
        files: Take one of the line of files, else of that of messages.
        resting: Slack's ids of channels that hear nothing now: a message has just gone there.

    Returns:
        What was claimed, or None when nothing is due.

    Raises:
        UnreadablePayload: What it carries can't be read; it is claimed all the same.
    """
    with reading(engine) as session:
        heads = session.exec(_heads(files), params=_at(now, resting=list(resting))).all()
    for head in heads:
        if row := _take(engine, _still(files), _at(now, head=head), zone):
            return delivery_in(row)
    return None


def _take(
    engine: Engine, still: SelectOfScalar[DeliveryRow], at: dict[str, Any], zone: str
) -> DeliveryRow | None:
    """Claim a message if it is its channel's head still; None if it isn't, or quiet hours hold it."""
    with writing(engine) as session:
        row = session.exec(still, params=at).first()
        if row is None:
            return None
        now = at["now"]
        row.not_before = max(row.not_before, _after_quiet_hours(session, row, now, zone))
        if row.not_before > now:
            return None
        row.status, row.claimed, row.attempts = "sending", now, row.attempts + 1
    return row


def _after_quiet_hours(session: Session, row: DeliveryRow, now: datetime, zone: str) -> datetime:
    """Return the first moment from now on at which any of those that decide lets a message be sent."""
    if row.part != "message" and row.what != CORRECTION:
        return now
    deciding = _deciding(session, row, _heard(now))
    return min((may_send(terms.quiet, terms.zone or zone, now) for terms in deciding), default=now)


def _deciding(session: Session, row: DeliveryRow, *only: ColumnElement[bool]) -> list[Terms]:
    """Return the terms of the most urgent subscriptions that a delivery serves, of all or of some clauses."""
    is_served = col(ServingRow.subscription) == col(SubscriptionRow.id)
    served = select(SubscriptionRow.terms).join(ServingRow, is_served)
    found = session.exec(served.where(col(ServingRow.delivery) == row.id, *only))
    terms = [read_terms(each) for each in found]
    every = soonest(each.rhythm.every for each in terms) if terms else None
    return [each for each in terms if each.rhythm.every is every]


def end_quiet_hours(session: Session, subscription: int | None, now: datetime) -> None:
    """Let what quiet hours held of a subscription be due now: it is heard at other hours."""
    held = select(DeliveryRow).where(
        col(DeliveryRow.id).in_(
            select(ServingRow.delivery).where(col(ServingRow.subscription) == subscription)
        ),
        col(DeliveryRow.status) == "pending",
        col(DeliveryRow.attempts) == 0,
        col(DeliveryRow.not_before) > now,
    )
    for row in session.exec(held).all():
        told = readable(row)
        settled = told.settled if isinstance(told, AlertPayload | EditPayload | ReplyPayload) else None
        row.not_before = max(now, settled or row.created)


def _not_paused() -> ColumnElement[bool]:
    return col(SubscriptionRow.paused) == ""


def _heard(now: Any) -> ColumnElement[bool]:
    """Return the clause that a subscription is heard: neither paused nor muted."""
    muted = col(SubscriptionRow.muted_until)
    return and_(_not_paused(), or_(muted.is_(None), muted <= now))


def _may_go(heard: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the clause that a delivery isn't held: it serves none, or one that is heard."""
    of_delivery = col(ServingRow.delivery) == col(DeliveryRow.id)
    is_subscribed = col(SubscriptionRow.id) == col(ServingRow.subscription)
    return or_(~exists().where(of_delivery), exists().where(of_delivery, is_subscribed, heard))


def _line(files: bool) -> SelectOfScalar[int]:
    """Select a line's unsent messages, by channel and in each in order, as they stand in its partial index.

    A database sees that the index fits where the words are its own, and none a parameter.
    """
    file: ColumnElement[str] = literal_column(f"'{FILE}'")
    over: list[ColumnElement[str]] = [literal_column(f"'{word}'") for word in OVER]
    line = col(DeliveryRow.part) == file if files else col(DeliveryRow.part) != file
    first_of = func.coalesce(DeliveryRow.parent, DeliveryRow.id)
    in_order = (col(DeliveryRow.team), col(DeliveryRow.channel), first_of, col(DeliveryRow.id))
    return select(_ID).where(col(DeliveryRow.status).not_in(over), line).order_by(*in_order)


def _first_of_each(files: bool) -> CTE:
    """Select of each channel the first that is unsent, held or not: one seek each, however many wait."""
    before, first = aliased(DeliveryRow), _line(files).limit(1)
    channels = select(first.scalar_subquery().label("first")).cte("channels", recursive=True)
    same_team = first.where(col(DeliveryRow.team) == before.team, col(DeliveryRow.channel) > before.channel)
    other_team = first.where(col(DeliveryRow.team) > before.team)
    each = (some.correlate(before).scalar_subquery() for some in (same_team, other_team))
    following = select(func.coalesce(*each))
    return channels.union_all(following.join_from(channels, before, col(before.id) == channels.c.first))


def _head_of(team: Any, channel: Any, files: bool) -> SelectOfScalar[int]:
    """Select the first unsent message, or file, of a channel that nothing holds."""
    of_channel = (col(DeliveryRow.team) == team, col(DeliveryRow.channel) == channel)
    is_known = or_(col(DeliveryRow.error) != UNKNOWN_LIST, col(DeliveryRow.not_before) <= _NOW)
    return _line(files).where(*of_channel, is_known, _may_go(_heard(_NOW))).limit(1)


def _may_leave() -> tuple[ColumnElement[bool], ...]:
    """Return the clauses that a message is due, and that none has just gone to its channel."""
    sent = aliased(DeliveryRow)
    just_now = exists().where(
        col(sent.channel) == col(DeliveryRow.channel),
        col(sent.team) == col(DeliveryRow.team),
        col(sent.sent) > bindparam("just_now", type_=_NOW.type),
        col(sent.sent) <= _NOW,  # what is later was sent by a clock that was fast
    )
    return col(DeliveryRow.not_before) <= _NOW, ~just_now


@cache
def _heads(files: bool) -> SelectOfScalar[int]:
    """Select what is due among the first unsent messages, or files, of all channels, in order."""
    channels, channel = _first_of_each(files), aliased(DeliveryRow)
    head = _head_of(channel.team, channel.channel, files).correlate(channel).scalar_subquery()
    # By an outer join, and below not by `pending`: so SQLite begins with the channels, not with what waits.
    heads = select(head).outerjoin_from(channels, channel, col(channel.id) == channels.c.first)
    rests = col(DeliveryRow.channel).in_(bindparam("resting", expanding=True))
    return (
        select(_ID)
        .where(_ID.in_(heads), col(DeliveryRow.status) != "sending", ~rests, *_may_leave())
        .order_by(col(DeliveryRow.not_before), col(DeliveryRow.id))
    )


@cache
def _still(files: bool) -> SelectOfScalar[DeliveryRow]:
    """Select a message, if it is due and its channel's head still, for who claims it."""
    row = aliased(DeliveryRow)
    of_row = select(row.team), select(row.channel)
    team, channel = (each.where(col(row.id) == bindparam("head")).scalar_subquery() for each in of_row)
    is_head = col(DeliveryRow.id) == _head_of(team, channel, files).correlate(None).scalar_subquery()
    waits = (col(DeliveryRow.id) == bindparam("head"), col(DeliveryRow.status) == "pending")
    still = select(DeliveryRow).where(*waits, is_head, *_may_leave())
    return still.with_for_update(skip_locked=True, of=DeliveryRow)


def _at(now: datetime, **more: Any) -> dict[str, Any]:
    """Return the parameters of what is made once, since making it takes longer than doing it."""
    return {"now": now, "just_now": now - PACE, **more}


def renew(engine: Engine, deliveries: Collection[int], now: datetime) -> None:
    """Keep what this process is sending from being taken for abandoned.

    Args:
        engine: Where the outbox is.
        deliveries: Ids of what it has claimed.
        now: UTC; only that it differs from the last one matters.
    """
    with writing(engine) as session:
        lock_outbox(session)
        mine = update(DeliveryRow).where(
            col(DeliveryRow.id).in_(deliveries), col(DeliveryRow.status) == "sending"
        )
        session.exec(mine.values(claimed=now))


class ClaimWatch:
    """Remembers which claims it has seen, and since when each has not changed.

    Args:
        engine: Where the outbox is.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._seen: dict[tuple[int | None, datetime | None], float] = {}

    def release(self, seconds: float, mine: Collection[int] = ()) -> int:
        """Put back what a process that died was sending, to be sent again as a possible repeat.

        Args:
            seconds: The time now, by a clock that only grows.
            mine: Ids of what this process is sending.

        Returns:
            How many there were.
        """
        sending = select(DeliveryRow.id, DeliveryRow.claimed).where(col(DeliveryRow.status) == "sending")
        with reading(self._engine) as session:
            claims = [(number, claimed) for number, claimed in session.exec(sending) if number not in mine]
        self._seen = {claim: self._seen.get(claim, seconds) for claim in claims}
        old = [claim for claim, since in self._seen.items() if seconds - since >= CLAIM_EXPIRES]
        return sum(release_abandoned(self._engine, *claim) for claim in old)


def release_abandoned(engine: Engine, delivery: int | None = None, claimed: datetime | None = None) -> int:
    """Put back what was being sent, to be sent again as a possible repeat.

    Args:
        engine: Where the outbox is.
        delivery: Id of the one that is meant, as far as its claim is the same still; None for all.
        claimed: That claim.

    Returns:
        How many there were.
    """
    released = update(DeliveryRow).where(col(DeliveryRow.status) == "sending")
    if delivery is not None:
        released = released.where(
            col(DeliveryRow.id) == delivery, col(DeliveryRow.claimed).is_not_distinct_from(claimed)
        )
    with writing(engine) as session:
        lock_outbox(session)
        put_back = session.exec(released.values(status="pending", repeat=True, claimed=None))
        return int(put_back.rowcount)


def growing_pause(attempts: int, longest: timedelta = LONGEST_WAIT) -> timedelta:
    """Return the pause before a message is tried again: each is twice the one before."""
    return min(timedelta(seconds=2.0 ** min(attempts, 12)), longest)


def mend_times(engine: Engine, now: datetime, *, stepped: bool = True) -> int:
    """Let no message wait for a moment that a clock named which was fast and is no more.

    A message that was queued in what is the future now keeps the delay that it was queued with, one that
    was put back the pause that it had earned; any other waits an hour at the most, then its quiet hours are
    asked anew.

    Args:
        engine: Where the outbox is.
        now: Aware, UTC.
        stepped: The clock is known to have gone back; else only what was queued in the future tells it.

    Returns:
        How many go earlier for it.
    """
    mended = 0
    future = col(DeliveryRow.created) > now
    waits = (col(DeliveryRow.status) == "pending", col(DeliveryRow.not_before) > now)
    if not stepped:
        with reading(engine) as session:
            if session.exec(select(DeliveryRow.id).where(*waits, future).limit(1)).first() is None:
                return mended
    with writing(engine) as session:
        lock_outbox(session)
        late = select(DeliveryRow).where(*waits) if stepped else select(DeliveryRow).where(*waits, future)
        for row in session.exec(late):
            earned = growing_pause(row.attempts) if row.attempts else LONGEST_WAIT
            delay = row.not_before - row.created if row.created > now else earned
            latest = now + max(min(delay, earned), timedelta(0))
            mended += latest < row.not_before
            row.not_before = min(row.not_before, latest)
    return mended


def wake(engine: Engine, now: datetime) -> int:
    """Let all that waits because Slack was not there be due; return how many that are."""
    with writing(engine) as session:
        lock_outbox(session)
        waits = update(DeliveryRow).where(
            col(DeliveryRow.status) == "pending",
            col(DeliveryRow.troubled).is_not(None),
            col(DeliveryRow.not_before) > now,
        )
        return int(session.exec(waits.values(not_before=now)).rowcount)


def waiting(engine: Engine) -> int:
    """Return how many messages are not sent yet and can be: those of paused channels don't count."""
    unsent = col(DeliveryRow.status).in_(("pending", "sending"))
    with reading(engine) as session:
        owed = select(func.count()).select_from(DeliveryRow).where(unsent, _may_go(_not_paused()))
        return session.exec(owed).one()


def next_due(engine: Engine, now: datetime) -> int | None:
    """Return the number of the message that goes next, if one may go now; while it is the same, none goes.

    Args:
        engine: Where the outbox is.
        now: Aware, UTC.

    Raises:
        StoreError: The database can't be read.
    """
    with reading(engine) as session:
        return session.exec(_heads(files=False), params=_at(now, resting=[])).first()


def refused_by(engine: Engine, codes: Iterable[str]) -> tuple[str, int] | None:
    """Return for which of some reasons of Slack messages wait, and how many wait; None where none does.

    Raises:
        StoreError: The database can't be read.
    """
    pending = col(DeliveryRow.status) == "pending"
    refused = select(DeliveryRow.error).where(pending, col(DeliveryRow.error).in_(list(codes))).limit(1)
    with reading(engine) as session:
        code = session.exec(refused).first()
        if code is None:
            return None
        return code, session.exec(select(func.count()).select_from(DeliveryRow).where(pending)).one()


def thread_for(session: Session, delivery: Delivery) -> str:
    """Return Slack's time stamp of the message that a new one is to stand below; empty for none."""
    first = _first_of_list(session, session.get_one(DeliveryRow, delivery.id))
    return first.ts if first else ""


def post_alone(engine: Engine, delivery: Delivery, code: str) -> None:
    """Put a message back that could not be posted below its list's first one: it is deleted, or closed.

    Where no earlier one is left, the message begins the list's next thread.

    Args:
        engine: Where the outbox is.
        delivery: What was claimed.
        code: Slack's word for it (`thread_not_found`).
    """
    with writing(engine) as session:
        lock_outbox(session)
        row = session.get_one(DeliveryRow, delivery.id)
        first = _first_of_list(session, row)
        row.claimed, row.error = None, code
        row.status = "pending" if first else "failed"
        if first:
            first.error = code


def _first_of_list(session: Session, delivery: DeliveryRow) -> DeliveryRow | None:
    """Return the channel's first message of a list that can be replied to, where who decides wishes that."""
    deciding = _deciding(session, delivery)
    if delivery.what not in OF_A_LIST or not deciding or not all(terms.thread for terms in deciding):
        return None
    source = select(EditionRow.source).where(col(EditionRow.id) == delivery.edition).scalar_subquery()
    sent = (
        select(DeliveryRow)
        .join(EditionRow, col(EditionRow.id) == col(DeliveryRow.edition))
        .where(
            col(EditionRow.source) == source,
            col(DeliveryRow.team) == delivery.team,
            col(DeliveryRow.channel) == delivery.channel,
            col(DeliveryRow.what).in_(OF_A_LIST),
            col(DeliveryRow.part) == "message",
            col(DeliveryRow.status) == "sent",
            col(DeliveryRow.thread) == "",
            col(DeliveryRow.error) == "",
        )
    )
    return session.exec(sent.order_by(col(DeliveryRow.id)).limit(1)).first()
