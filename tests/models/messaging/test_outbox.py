"""The outbox's claims, on SQLite and PostgreSQL alike."""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from models.db import DeliveryRow, ServingRow, SubscriptionRow, open_engine, reading, writing
from models.messaging import (
    CLAIM_EXPIRES,
    RENEWED,
    ChannelClosed,
    ClaimWatch,
    CsvPart,
    Later,
    NoticePayload,
    RowsPart,
    claim,
    give_up,
    mend_times,
    pause_channel,
    put_back,
    record_sent,
    release_abandoned,
    renew,
)
from tests.support.clock import Clock
from tests.support.newsroom.payloads import SOME_NOTICE, alert_for, owed_row

Queue = Callable[..., int]


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """The engine of a fresh database."""
    opened = open_engine(database)
    yield opened
    opened.dispose()


@pytest.fixture
def queue(engine: Engine, clock: Clock) -> Queue:
    """Queues a message for a channel and returns its id."""

    def queue(channel: str, key: str, subscription: int | None = None) -> int:
        with writing(engine) as session:
            row = owed_row(key, channel, clock(), alert_for(subscription) if subscription else SOME_NOTICE)
            row.serving = [ServingRow(subscription=subscription)] if subscription else []
            session.add(row)
            session.flush()
            assert row.id is not None
            return row.id

    return queue


def subscribe(engine: Engine, channel: str, clock: Clock) -> int:
    """Subscribe a channel to Massachusetts and return the subscription's id."""
    with writing(engine) as session:
        row = SubscriptionRow(team="", channel=channel, state="MA", created=clock(), created_by="U1")
        session.add(row)
        session.flush()
        assert row.id is not None
        return row.id


def taken(engine: Engine, clock: Clock) -> str:
    """Claim one message and return its key, or nothing."""
    row = claim(engine, clock())
    return row.key if row else ""


def test_a_channel_hears_in_order_and_once_a_second(engine: Engine, clock: Clock, queue: Queue) -> None:
    """The second message waits until the first is sent and a second has gone by."""
    queue("C1", "first")
    queue("C1", "second")
    first = claim(engine, clock())
    assert first
    assert first.key == "first"
    assert taken(engine, clock) == ""
    record_sent(engine, first, "1.1", clock())
    clock.advance(timedelta(seconds=0.9))
    assert taken(engine, clock) == ""
    clock.advance(timedelta(seconds=0.2))
    assert taken(engine, clock) == "second"


def test_parts_come_before_the_next_message(engine: Engine, clock: Clock, queue: Queue) -> None:
    """The rows of a message stand in its thread before the channel's next message arrives."""
    queue("C1", "first")
    queue("C1", "second")
    first = claim(engine, clock())
    assert first
    record_sent(engine, first, "1.1", clock(), [RowsPart(start=0, left=3), CsvPart()])
    order = []
    for _ in range(2):
        clock.advance(timedelta(seconds=2))
        row = claim(engine, clock())
        assert row
        order.append(row.key)
        record_sent(engine, row, "1.2", clock())
    assert order == ["first:rows", "second"]


def test_a_busy_channel_holds_up_no_other(engine: Engine, clock: Clock, queue: Queue) -> None:
    """While one channel backs off, another one's message goes."""
    queue("C1", "slow")
    queue("C1", "behind it")
    queue("C2", "other")
    slow = claim(engine, clock())
    assert slow
    later = clock() + timedelta(minutes=1)
    put_back(engine, slow, Later(later, "ratelimited"))
    assert taken(engine, clock) == "other"
    assert taken(engine, clock) == ""
    clock.set(later)
    assert taken(engine, clock) == "slow"


def test_what_a_dead_process_was_sending_is_marked_as_a_possible_repeat(
    engine: Engine, clock: Clock, queue: Queue
) -> None:
    """A claim found by who is alone goes back, marked; what is known as sent never does."""
    queue("C1", "sent")
    sent = claim(engine, clock())
    assert sent
    record_sent(engine, sent, "1.1", clock())
    queue("C2", "unknown")
    assert taken(engine, clock) == "unknown"
    assert release_abandoned(engine) == 1
    again = claim(engine, clock())
    assert again
    assert (again.key, again.repeat, again.attempts) == ("unknown", True, 2)


def test_a_claim_is_abandoned_when_nobody_renews_it_whatever_the_clock_says(
    engine: Engine, clock: Clock, queue: Queue
) -> None:
    """Who is alive keeps what it sends as long as Slack takes; who isn't loses it, marked, after a while."""
    queue("C1", "slow")
    queue("C2", "dead")
    slow = claim(engine, clock())
    assert slow
    assert taken(engine, clock) == "dead"
    watch, seconds = ClaimWatch(engine), 0.0
    while seconds < CLAIM_EXPIRES:
        clock.advance(timedelta(days=random.Random(seconds).choice((-1, 1))))  # noqa: S311 - no secret
        renew(engine, [slow.id], clock())
        assert watch.release(seconds) == 0
        seconds += RENEWED
    assert watch.release(seconds) == 1
    again = claim(engine, clock() + timedelta(days=9))
    assert again
    assert (again.key, again.repeat) == ("dead", True)


def test_a_file_holds_up_no_message_and_no_message_takes_it(
    engine: Engine, clock: Clock, queue: Queue
) -> None:
    """While the file of a message is being uploaded, the channel's next message goes."""
    queue("C1", "first")
    queue("C1", "second")
    first = claim(engine, clock())
    assert first
    assert claim(engine, clock(), files=True) is None
    record_sent(engine, first, "1.1", clock(), [CsvPart()])
    clock.advance(timedelta(seconds=2))
    file = claim(engine, clock(), files=True)
    assert file
    assert file.key == "first:csv"
    assert taken(engine, clock) == "second"
    assert claim(engine, clock(), files=True) is None


def test_what_a_fast_clock_sent_or_put_back_holds_nothing_up(
    engine: Engine, clock: Clock, queue: Queue
) -> None:
    """The clock ran a day fast while one message went and one was put back: both channels go on at once."""
    queue("C1", "told")
    queue("C2", "put back")
    clock.advance(timedelta(days=1))
    told, other = claim(engine, clock()), claim(engine, clock())
    assert told
    assert other
    record_sent(engine, told, "1.1", clock())
    put_back(engine, other, Later(clock() + timedelta(minutes=5), "TimeoutError"))
    queue("C3", "queued tomorrow")
    clock.advance(timedelta(days=-1))
    queue("C1", "next")
    assert taken(engine, clock) == "next"
    assert mend_times(engine, clock()) == 2
    assert taken(engine, clock) == "queued tomorrow"
    clock.advance(timedelta(hours=1))
    assert taken(engine, clock) == "put back"


def test_a_closed_channel_is_paused_and_keeps_what_waits(engine: Engine, clock: Clock, queue: Queue) -> None:
    """Its owner is told once by direct message; resumed, it gets what waited."""
    subscription = subscribe(engine, "C1", clock)
    queue("C1", "alert", subscription)
    queue("C1", "next", subscription)
    alert = claim(engine, clock())
    assert alert
    pause_channel(engine, alert, "is_archived", clock())
    told = claim(engine, clock())
    assert told
    closed = NoticePayload(notice=ChannelClosed(channel="C1", code="is_archived"))
    assert (told.channel, told.payload) == ("U1", closed)
    record_sent(engine, told, "1.1", clock())
    assert taken(engine, clock) == ""
    with writing(engine) as session:
        session.get_one(SubscriptionRow, subscription).paused = ""
    assert taken(engine, clock) == "alert"


def test_a_message_given_up_frees_its_channel(engine: Engine, clock: Clock, queue: Queue) -> None:
    """One message that Slack will never take doesn't stop those behind it."""
    queue("C1", "hopeless")
    queue("C1", "next")
    hopeless = claim(engine, clock())
    assert hopeless
    give_up(engine, hopeless, "no_text")
    assert taken(engine, clock) == "next"


def test_workers_side_by_side_never_share_a_row_or_a_channel(
    engine: Engine, clock: Clock, queue: Queue
) -> None:
    """Eight workers take forty messages of ten channels: one a channel, none twice."""
    for number in range(40):
        queue(f"C{number % 10}", f"message {number}")
    with ThreadPoolExecutor(8) as pool:
        rows = [row for row in pool.map(lambda _: claim(engine, clock()), range(40)) if row]
    assert len(rows) == len({row.channel for row in rows})
    with reading(engine) as session:
        claimed = session.exec(select(DeliveryRow).where(DeliveryRow.status == "sending")).all()
    assert sorted(row.id or 0 for row in rows) == sorted(row.id or 0 for row in claimed)
    assert rows
