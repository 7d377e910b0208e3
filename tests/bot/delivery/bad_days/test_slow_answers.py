"""Slack takes its time over some messages: no other channel waits for it, and none of them goes twice."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient
from sqlalchemy import Engine

from bot.delivery import deliverer as delivering
from bot.delivery.deliverer import Deliverer
from bot.slack import BoundedClient
from models.domain import Channel, Subject
from models.newsroom import Actor, subscribe
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST
from tests.support.newsroom.delivering import GEORGIA, TEXAS, told
from tests.support.newsroom.editions import designations, publish_rows
from tests.support.slack.driven import DrivenSlack

WORKERS = 2


@pytest.fixture
def running(
    engine: Engine, slack: DrivenSlack, deliverer: Deliverer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Deliverer]:
    """A deliverer with threads, on real seconds, that has little patience."""
    monkeypatch.setattr(delivering, "RENEWED", 0.2)
    monkeypatch.setattr(delivering, "SLOW", 0.5)
    client: WebClient = BoundedClient(slack.bot_token, slack.api_url)
    threaded = Deliverer(engine, client, deliverer.readership, clock)
    yield threaded
    threaded.stop(0.1)


def test_as_many_slow_answers_as_there_are_workers_hold_up_nobody_else(
    engine: Engine, slack: DrivenSlack, clock: Clock, running: Deliverer
) -> None:
    """Every worker waits for an answer that drips for longer than the test lasts; the next channel hears."""
    channels = ["C0MASSDESK", "C0NATIONAL", TEXAS, GEORGIA]
    for channel in channels:
        subscribe(engine, Channel("", channel), Subject("TX"), Actor("U0EDITOR", clock()))
    publish_rows(engine, LIST, designations("Travis County"), clock())
    for _ in range(WORKERS):
        slack.drip("chat.postMessage", 300)
    running.start(WORKERS, alone=True)
    for channel in channels:
        slack.wait_for(channel, lambda message: message.from_app)
    assert [len(told(slack, channel)) for channel in channels] == [1] * 4
    assert len(running._claimed) >= WORKERS
