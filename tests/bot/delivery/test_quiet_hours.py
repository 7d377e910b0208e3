"""Quiet hours hold what is sent, and nothing else."""

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import Engine
from sqlmodel import select

from bot.delivery.deliverer import Deliverer
from models.db import DeliveryRow, reading, writing
from models.domain import PLAIN, Quiet, Terms
from models.editions import withdraw
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST, REPORT
from tests.support.newsroom.delivering import GEORGIA, TEXAS, send_all, told
from tests.support.newsroom.digesting import wish
from tests.support.newsroom.editions import designations, publish_rows, refusals, subscribe
from tests.support.slack.driven import DrivenSlack

NIGHT = Terms(quiet=Quiet(time(22), time(7)))
LATE_EVENING = datetime(2026, 11, 3, 2, 59, 58, tzinfo=UTC)
"""Two seconds before 22:00 in New York."""
MORNING = datetime(2026, 11, 3, 12, tzinfo=UTC)


def at(clock: Clock, moment: datetime) -> None:
    """Let a moment come."""
    clock.advance(moment - clock())


def test_what_comes_at_night_is_told_in_the_morning_in_its_order(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Two alerts of one night arrive from seven o'clock on, the first one first, and not as repeats."""
    wish(engine, clock(), NIGHT)
    subscribe(engine, GEORGIA, "TX", clock())
    at(clock, LATE_EVENING + timedelta(minutes=5))
    publish_rows(engine, LIST, designations("Travis County"), clock())
    publish_rows(engine, LIST, designations("Travis County", "New County"), clock())
    send_all(deliverer, clock, 10)
    assert (len(told(slack)), len(told(slack, GEORGIA))) == (0, 2)
    at(clock, MORNING - timedelta(seconds=2))
    assert not deliverer.deliver_next()
    clock.advance(timedelta(seconds=2))
    send_all(deliverer, clock, 10)
    assert told(slack) == [
        "DHS publishes list of 1; Travis County is on it",
        "New County, Texas, is on the DHS list",
    ]
    with reading(engine) as session:
        assert {(row.attempts, row.repeat) for row in session.exec(select(DeliveryRow))} == {(1, False)}


def test_what_undid_itself_at_night_is_no_news_in_the_morning(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Off at midnight and on again at two: neither is told as if it stood, what came besides is."""
    wish(engine, clock(), NIGHT)
    publish_rows(engine, LIST, designations("Travis County", "Old County"), clock())
    send_all(deliverer, clock, 3)
    at(clock, LATE_EVENING + timedelta(hours=2))
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 3)
    clock.advance(timedelta(hours=2))
    publish_rows(engine, LIST, designations("Travis County", "Old County", "New County"), clock())
    send_all(deliverer, clock, 3)
    at(clock, MORNING)
    send_all(deliverer, clock, 10)
    assert told(slack) == [
        "DHS publishes list of 2; Old County and Travis County are on it",
        "New County, Texas, is on the DHS list",
    ]


def test_a_list_taken_down_and_back_at_night_is_told_once(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """In the morning it is back: nobody reads before that it is gone."""
    wish(engine, clock(), NIGHT)
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 3)
    at(clock, LATE_EVENING + timedelta(hours=2))
    with writing(engine) as session:
        withdraw(session, LIST.name, clock(), clock())
    send_all(deliverer, clock, 3)
    clock.advance(timedelta(hours=2))
    publish_rows(engine, LIST, designations("Travis County"), clock())
    at(clock, MORNING)
    send_all(deliverer, clock, 10)
    _, back = told(slack)
    assert back.startswith("DHS list is back, same as")


def test_the_thread_of_a_message_sent_in_time_is_completed(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A message sent at the last second has its rows and its CSV, though quiet hours have begun."""
    wish(engine, clock(), NIGHT)
    at(clock, LATE_EVENING)
    publish_rows(engine, REPORT, refusals(42), clock())
    send_all(deliverer, clock, 10)
    parent, *thread = [message for message in slack.messages(TEXAS) if message.from_app]
    assert [message.thread_ts for message in thread] == [parent.ts] * 2
    assert len(slack.files()) == 1


def test_an_hour_of_their_own_zone_counts(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Where a subscription names its zone, its quiet hours go by that, not by the newsroom's."""
    wish(engine, clock(), Terms(quiet=NIGHT.quiet, zone="America/Los_Angeles"))
    at(clock, LATE_EVENING + timedelta(minutes=5))
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 3)
    assert told(slack) == ["DHS publishes list of 1; Travis County is on it"]


def test_who_ends_quiet_hours_hears_what_they_held(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """An editor on night duty changes the subscription, and need not wait for the morning."""
    wish(engine, clock(), NIGHT)
    at(clock, LATE_EVENING + timedelta(minutes=5))
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 3)
    assert told(slack) == []
    wish(engine, clock(), PLAIN)
    send_all(deliverer, clock, 3)
    assert told(slack) == ["DHS publishes list of 1; Travis County is on it"]
