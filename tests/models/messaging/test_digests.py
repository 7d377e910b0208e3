"""What is gathered for a digest, and that each is queued once, whatever happens."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from models.db import DeliveryRow, SubscriptionRow, open_engine, reading
from models.domain import EVERYWHERE, PLAIN, Channel, Subject, Terms
from models.messaging import DigestPayload, claim, gathered_for, mend_digests, queue_next, record_sent
from models.newsroom import Actor, mute, resume, subscribe, unsubscribe
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST
from tests.support.newsroom.delivering import TEXAS
from tests.support.newsroom.digesting import DAILY, WEEKLY, ZONE, wish
from tests.support.newsroom.editions import designations, publish_rows
from tests.support.newsroom.payloads import digest_in

DESK = Channel("", TEXAS)
DAY = timedelta(days=1)


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """A migrated database, SQLite and PostgreSQL in turn."""
    opened = open_engine(database, threads=4)
    yield opened
    opened.dispose()


def owed(engine: Engine) -> list[tuple[str, str, int]]:
    """Return what stands in the outbox, `what`, `status` and how much it gathers, in order."""
    with reading(engine) as session:
        rows = session.exec(select(DeliveryRow).order_by(col(DeliveryRow.id))).all()
        return [(row.what, row.status, len(gathered_for(session, row.id or 0))) for row in rows]


def test_what_changes_waits_for_the_digest(engine: Engine, clock: Clock) -> None:
    """Two editions in a week are gathered, and one digest on Monday takes both up."""
    wish(engine, clock(), Terms(rhythm=WEEKLY))
    publish_rows(engine, LIST, designations("Travis County"), clock())
    publish_rows(engine, LIST, designations("Travis County", "New County"), clock() + DAY)
    assert claim(engine, clock() + DAY) is None
    assert not queue_next(engine, ZONE, clock() + 6 * DAY)
    monday = datetime(2026, 11, 9, 13, tzinfo=UTC)
    assert queue_next(engine, ZONE, monday)
    assert not queue_next(engine, ZONE, monday)
    assert owed(engine) == [("alert", "gathered", 0), ("alert", "gathered", 0), ("digest", "pending", 2)]


def test_after_a_standstill_one_digest_covers_the_gap(engine: Engine, clock: Clock) -> None:
    """A desk that was off for ten days queues one daily digest, and the next for the next morning."""
    wish(engine, clock(), Terms(rhythm=DAILY))
    back = clock() + 10 * DAY
    assert queue_next(engine, ZONE, back)
    assert not queue_next(engine, ZONE, back)
    with reading(engine) as session:
        (row,) = session.exec(select(SubscriptionRow)).all()
        (digest,) = session.exec(select(DeliveryRow)).all()
    assert row.digest_due == datetime(2026, 11, 13, 13, tzinfo=UTC)
    assert (digest_in(digest).since, digest_in(digest).until) == (clock(), back)


def test_a_clock_that_was_fast_holds_no_digest_up(engine: Engine, clock: Clock) -> None:
    """One was queued a day early; once the clock is set right the next comes on its day."""
    wish(engine, clock(), Terms(rhythm=DAILY))
    assert queue_next(engine, ZONE, clock() + DAY)
    digest = claim(engine, clock() + DAY)
    assert digest
    record_sent(engine, digest, "1.0", clock() + DAY)
    mend_digests(engine, ZONE, clock())
    morning = datetime(2026, 11, 3, 13, tzinfo=UTC)
    assert not queue_next(engine, ZONE, morning - timedelta(seconds=1))
    assert queue_next(engine, ZONE, morning)
    with reading(engine) as session:
        told = digest_in(session.exec(select(DeliveryRow).order_by(col(DeliveryRow.id))).all()[-1])
    assert (told.since, told.until, told.following) == (clock(), morning, morning + DAY)


def test_a_muted_channel_hears_one_digest_when_it_hears_again(engine: Engine, clock: Clock) -> None:
    """Three daily digests that fall due while a channel is muted are one, with all that was gathered."""
    places = ("Travis County", "Webb County", "Bell County")
    wish(engine, clock(), Terms(rhythm=DAILY))
    mute(engine, DESK, clock() + 30 * DAY, Actor("U1", clock()))
    for number in range(1, 4):
        publish_rows(engine, LIST, designations(*places[:number]), clock() + number * DAY)
        assert queue_next(engine, ZONE, clock() + number * DAY)
    assert claim(engine, clock() + 3 * DAY) is None
    resume(engine, DESK, Actor("U1", clock() + 3 * DAY))
    digest = claim(engine, clock() + 3 * DAY)
    assert digest is not None
    assert isinstance(digest.payload, DigestPayload)
    assert digest.payload.since == clock()
    with reading(engine) as session:
        assert len(gathered_for(session, digest.id or 0)) == 3


def test_a_digest_that_was_sent_is_not_extended(engine: Engine, clock: Clock) -> None:
    """The next one begins where the last one ended."""
    wish(engine, clock(), Terms(rhythm=DAILY))
    queue_next(engine, ZONE, clock() + DAY)
    digest = claim(engine, clock() + DAY)
    assert digest is not None
    record_sent(engine, digest, "1.000001", clock() + DAY)
    queue_next(engine, ZONE, clock() + 2 * DAY)
    following = claim(engine, clock() + 2 * DAY)
    assert following is not None
    assert isinstance(digest.payload, DigestPayload)
    assert isinstance(following.payload, DigestPayload)
    assert following.payload.since == digest.payload.until


def test_two_processes_queue_a_digest_once(engine: Engine, clock: Clock) -> None:
    """However many look at the same time, a channel is owed one digest."""
    wish(engine, clock(), Terms(rhythm=DAILY))
    with ThreadPoolExecutor(4) as pool:
        queued = list(pool.map(lambda _: queue_next(engine, ZONE, clock() + DAY), range(4)))
    assert sum(queued) == 1
    assert owed(engine) == [("digest", "pending", 0)]


def test_unsubscribing_cancels_what_waits(engine: Engine, clock: Clock) -> None:
    """Neither the digest that waits nor what was gathered for the next one is sent any more."""
    wish(engine, clock(), Terms(rhythm=DAILY))
    queue_next(engine, ZONE, clock() + DAY)
    publish_rows(engine, LIST, designations("Travis County"), clock() + DAY)
    unsubscribe(engine, DESK, Actor("U1", clock() + DAY), [Subject("TX")])
    assert [status for _, status, _ in owed(engine)] == ["failed", "failed"]
    assert not queue_next(engine, ZONE, clock() + 9 * DAY)


def test_what_a_channel_hears_by_one_clock_is_one_digest(engine: Engine, clock: Clock) -> None:
    """Two daily states and a weekly one: one digest for the first two, with one piece of news for both."""
    wish(engine, clock(), Terms(rhythm=DAILY))
    wish(engine, clock(), Terms(rhythm=DAILY), "GA")
    wish(engine, clock(), Terms(rhythm=WEEKLY), "MA")
    publish_rows(engine, LIST, designations("Travis County"), clock())
    assert queue_next(engine, ZONE, clock() + DAY)
    assert not queue_next(engine, ZONE, clock() + DAY)
    assert owed(engine) == [("alert", "gathered", 0), ("digest", "pending", 1)]
    with reading(engine) as session:
        digest = session.exec(select(DeliveryRow).where(col(DeliveryRow.what) == "digest")).one()
        assert [each.state for each in digest_in(digest).heard] == ["TX", "GA"]


def test_what_a_sent_digest_told_outlives_its_subscription(engine: Engine, clock: Clock) -> None:
    """Its CSV and its corrections are of what it told, whatever the channel hears by then."""
    wish(engine, clock(), Terms(rhythm=DAILY))
    publish_rows(engine, LIST, designations("Travis County"), clock())
    queue_next(engine, ZONE, clock() + DAY)
    digest = claim(engine, clock() + DAY)
    assert digest is not None
    record_sent(engine, digest, "1.000001", clock() + DAY)
    unsubscribe(engine, DESK, Actor("U1", clock() + DAY))
    assert owed(engine) == [("alert", "gathered", 0), ("digest", "sent", 1)]


def test_what_is_not_told_at_once_any_more_is_gathered(engine: Engine, clock: Clock) -> None:
    """A channel ends what it hears as it happens before the message left: its digest has that row, once."""
    wish(engine, clock(), PLAIN)
    wish(engine, clock(), Terms(rhythm=DAILY), EVERYWHERE)
    publish_rows(engine, LIST, designations("Travis County"), clock())
    assert owed(engine) == [("alert", "pending", 0)]
    unsubscribe(engine, DESK, Actor("U1", clock()), [Subject("TX")])
    assert owed(engine) == [("alert", "gathered", 0)]
    assert queue_next(engine, ZONE, clock() + DAY)
    assert owed(engine)[-1] == ("digest", "pending", 1)


def test_who_hears_at_once_from_now_on_hears_first_what_was_gathered(engine: Engine, clock: Clock) -> None:
    """Between a digest given up and the first alert nothing is lost, and without news nothing is sent."""
    wish(engine, clock(), Terms(rhythm=DAILY))
    publish_rows(engine, LIST, designations("Travis County"), clock())
    subscribe(engine, DESK, Subject("TX"), Actor("U1", clock(), ZONE), PLAIN)
    publish_rows(engine, LIST, designations("Travis County", "New County"), clock())
    wish(engine, clock(), Terms(rhythm=DAILY))
    subscribe(engine, DESK, Subject("TX"), Actor("U1", clock(), ZONE), PLAIN)
    assert owed(engine) == [("alert", "gathered", 0), ("digest", "pending", 1), ("alert", "pending", 0)]


def test_a_first_digest_tells_nothing_that_was_told_at_once(engine: Engine, clock: Clock) -> None:
    """Who changes to digests hears of what comes after that."""
    wish(engine, clock(), PLAIN)
    publish_rows(engine, LIST, designations("Travis County"), clock())
    wish(engine, clock() + DAY, Terms(rhythm=DAILY))
    queue_next(engine, ZONE, clock() + 2 * DAY)
    assert owed(engine) == [("alert", "pending", 0), ("digest", "pending", 0)]
    with reading(engine) as session:
        digest = session.exec(select(DeliveryRow).where(col(DeliveryRow.what) == "digest")).one()
    assert digest_in(digest).since == clock() + DAY
