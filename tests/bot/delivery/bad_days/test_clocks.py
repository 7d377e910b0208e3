"""Whatever the wall clock does, what is due goes within an hour of seconds that only grow."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.delivery import Readership
from bot.delivery.deliverer import Deliverer
from bot.slack import BoundedClient
from models.db import writing
from models.domain import Channel
from models.messaging import WelcomePayload, add_messages, owed
from tests.support.clock import Clock
from tests.support.newsroom.delivering import TEXAS, posts
from tests.support.slack.driven import DrivenSlack

BOUND, STEP = timedelta(hours=1, minutes=1), timedelta(seconds=20)
SETS = [timedelta(days=-1), timedelta(hours=-3), timedelta(0), timedelta(minutes=40), timedelta(days=1)]
FAULTS = ["", "", "service_unavailable", "internal_error"]


@pytest.fixture
def steady() -> Clock:
    """Time as it goes."""
    return Clock(datetime(2026, 12, 1, tzinfo=UTC))


@pytest.fixture
def slack(steady: Clock) -> Iterator[DrivenSlack]:
    """A local Slack whose clock is right."""
    with DrivenSlack(clock=steady) as running:
        yield running


@pytest.mark.parametrize("seed", range(6))
def test_a_clock_that_is_set_to_and_fro_holds_no_message_up(
    engine: Engine, slack: DrivenSlack, clock: Clock, steady: Clock, seed: int
) -> None:
    """It is set before, between and after tries that fail: each message goes in time all the same."""
    drawn = random.Random(seed)  # noqa: S311 - no secret
    client = BoundedClient(slack.bot_token, slack.api_url)
    deliverer = Deliverer(engine, client, Readership({}, "UTC"), clock, steady.ticks)
    for number in range(1, 5):
        clock.advance(drawn.choice(SETS))
        with writing(engine) as session:
            add_messages(session, [owed(Channel("", TEXAS), f"message {number}", WelcomePayload(), clock())])
        for _ in range(3):
            if fault := drawn.choice(FAULTS):
                slack.fail_next("chat.postMessage", fault)
            clock.advance(drawn.choice(SETS))
            deliverer.deliver_next()
            for moved in (clock, steady):
                moved.advance(timedelta(seconds=2))
        slack.recover()
        end = steady() + BOUND
        while sum(bool(call["ok"]) for call in posts(slack)) < number and steady() < end:
            deliverer.deliver_next()
            for moved in (clock, steady):
                moved.advance(STEP)
        assert sum(bool(call["ok"]) for call in posts(slack)) == number
