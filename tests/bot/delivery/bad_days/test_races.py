"""Two desks share an outbox on Slack's worst day: nothing is lost, and nothing said twice without a mark."""

import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.delivery import Readership
from bot.delivery.deliverer import Deliverer
from bot.slack import BoundedClient
from models.db import open_engine
from models.domain import Channel, Subject
from models.messaging import waiting
from models.newsroom import Actor, subscribe
from tests.support.newsroom.bulletins import LIST
from tests.support.newsroom.delivering import GEORGIA, TEXAS
from tests.support.newsroom.editions import designations, publish_rows
from tests.support.slack.driven import DrivenSlack
from tests.support.waiting import SECONDS, TURNS

EDITIONS = 6
CHANNELS = (TEXAS, GEORGIA, "C0NATIONAL", "C0MASSDESK")
FASTER = 20
"""A day goes by so much faster here."""
POST = "chat.postMessage"
BAD: Sequence[Callable[[DrivenSlack], None]] = (
    lambda slack: slack.fail_next(POST, "internal_error"),
    lambda slack: slack.fail_next(POST, "a_word_of_next_year"),
    lambda slack: slack.fail_status(POST, 503),
    lambda slack: slack.answer_html(POST),
    lambda slack: slack.answer_nothing(POST),
    lambda slack: slack.hang_after(POST),
    lambda slack: slack.drip(POST, 0.5),
    lambda slack: slack.rate_limit(TEXAS, 2),
)


def ticks() -> float:
    """Seconds of the faster day."""
    return time.monotonic() * FASTER


def clock() -> datetime:
    """The time of the faster day."""
    return datetime(2026, 12, 1, tzinfo=UTC) + timedelta(seconds=ticks())


@pytest.fixture
def slack() -> Iterator[DrivenSlack]:
    """A local Slack of the faster day."""
    with DrivenSlack(clock=clock) as running:
        yield running


def deliverer(engine: Engine, slack: DrivenSlack, stack: ExitStack) -> Deliverer:
    """A desk's deliverer, with threads, which knows of no other one but by the database."""
    client = BoundedClient(slack.bot_token, slack.api_url, call=5)
    running = Deliverer(engine, client, Readership({LIST.name: LIST}, "UTC"), clock, ticks)
    running.start(3, alone=False)
    stack.callback(running.stop)
    return running


@pytest.mark.parametrize("turn", range(TURNS))
def test_two_desks_on_a_bad_day_lose_nothing_and_mark_what_they_repeat(
    database: str, slack: DrivenSlack, turn: int
) -> None:
    """Faults are drawn while they send: each message arrives, at most once without a mark."""
    drawn = random.Random(turn)  # noqa: S311 - faults, no secret
    with ExitStack() as stack:
        engines = [open_engine(database) for _ in range(2)]
        for engine in engines:
            stack.callback(engine.dispose)
        first = engines[0]
        for channel in CHANNELS:
            subscribe(first, Channel("", channel), Subject("TX"), Actor("U0EDITOR", clock()))
        for engine in engines:
            deliverer(engine, slack, stack)
        names = [f"{letter} County" for letter in "ABCDEFGHIJ"[: EDITIONS + 1]]
        for number in range(1, EDITIONS + 1):
            publish_rows(first, LIST, designations(*names[: number + 1]), clock())
            for fault in drawn.sample(BAD, 3):
                fault(slack)
            time.sleep(0.1)
        end = time.monotonic() + SECONDS
        while waiting(first) and time.monotonic() < end:
            time.sleep(0.05)
        assert not waiting(first)
    lost, doubles, marked = told(slack, [f"{name}, Texas, is on the DHS list" for name in names[2:]])
    sent = len(CHANNELS) * (EDITIONS - 1)
    sys.stdout.write(
        f"\n{sent} messages by two desks: {lost} lost, {doubles} twice unmarked, {marked} marked\n"
    )
    assert (lost, doubles) == (0, 0)


def told(slack: DrivenSlack, expected: Sequence[str]) -> tuple[int, int, int]:
    """Count what never arrived, what arrived twice without a mark, and what was marked."""
    lost = doubles = marks = 0
    for channel in CHANNELS:
        texts = [message.text for message in slack.messages(channel) if message.from_app]
        for words in expected:
            found = Counter("Possible repeat" in text for text in texts if words in text)
            lost += not found.total()
            doubles += max(found[False] - 1, 0)
            marks += found[True]
    return lost, doubles, marks
