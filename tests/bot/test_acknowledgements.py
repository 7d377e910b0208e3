"""Nothing waits for Slack's Web API before it is acknowledged, whatever a person does."""

import logging
import re
import socket
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import pytest
from slack_bolt import App, BoltContext, BoltRequest
from slack_sdk import WebClient

from bot.app import LAZY, build_app
from bot.blocks import kit
from bot.desk import Desk
from bot.replies.deferred_ack import SLACK_SLOW
from bot.slack.web_client import BoundedClient
from models.config import Newsroom, Settings
from models.config.settings import Slack
from tests.support.newsroom.desk_on_slack import Room, desk_on
from tests.support.newsroom.every_surface import Json, payloads, surfaces
from tests.support.waiting import until

logger = logging.getLogger(__name__)

EVERYTHING = Settings(
    newsroom=Newsroom(subscribers="members", operators=("U0EDITOR",)),
    slack=Slack(mentions=True, direct_messages=True, greetings=True),
)
QUIET_MS = 50.0
"""Milliseconds within which half of all acknowledgements come even on a busy machine."""
MOST_MS = 1500.0
"""Milliseconds within which each comes: half of what Slack allows."""


@pytest.fixture
def silent_slack() -> Iterator[str]:
    """The address of a Slack that takes every call and answers none."""
    with socket.create_server(("127.0.0.1", 0), backlog=512) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"


@pytest.fixture
def all_on(history: str) -> Iterator[Desk]:
    """People's side with everything switched on."""
    with desk_on(history, EVERYTHING) as desk:
        yield replace(desk, accept=lambda *_: None, reject=lambda *_: None)


def acknowledged(app: App, payload: Json) -> float:
    """Hand a payload to the app as Socket Mode does; return the milliseconds to its acknowledgement."""
    began = time.perf_counter()
    answer = app.dispatch(BoltRequest(mode="socket_mode", body=payload))
    took = (time.perf_counter() - began) * 1000
    assert answer.status == 200, answer.body
    return took


def test_each_surface_is_acknowledged_while_slack_answers_nothing(all_on: Desk, silent_slack: str) -> None:
    """Every command, button, form, shortcut and event that the app registers, three times."""
    client = WebClient("xoxb-1", base_url=f"{silent_slack}api/", timeout=30, retry_handlers=[])
    app = build_app(all_on, client)
    assert len(surfaces(all_on)) > 30
    took = {
        f"{name} {turn}": acknowledged(app, payload)
        for turn in range(3)
        for name, payload in payloads(all_on, f"{silent_slack}respond")
    }
    slowest = max(took, key=lambda name: took[name])
    p99 = statistics.quantiles(took.values(), n=100)[98]
    logger.info(
        "%d acknowledgements: p99 %.0f ms, worst %.0f ms (%s)", len(took), p99, took[slowest], slowest
    )
    assert statistics.median(took.values()) < QUIET_MS
    assert took[slowest] < MOST_MS, slowest


def test_who_waits_for_slack_holds_up_no_lookup(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty people subscribe while Slack takes two seconds a call: each hears what is slow first."""
    monkeypatch.setattr("bot.replies.deferred_ack.SECONDS", 0.8)
    room.slack.slow("users.info", 2.0)
    with ThreadPoolExecutor(20) as people:
        names = [room.slack.person(f"Person{number}", channels=["mass-desk"]) for number in range(20)]
        typed = [
            people.submit(room.slack.command, "#mass-desk", "subscribe MA", name, silent=True)
            for name in names
        ]
        assert statistics.median(reply.result().ms for reply in typed) < MOST_MS
    replies = [room.slack.command("#mass-desk", "Boston") for _ in range(5)]
    assert {reply.text.partition(":")[0] for reply in replies} == {"Boston, Mass."}
    for name in names:
        assert until(partial(is_told_twice, room, name)), said_to(room, name)
        slow, answer = said_to(room, name)
        assert slow == SLACK_SLOW
        assert re.match(r"<#C0MASSDESK> (will get|already gets) Massachusetts alerts as they happen", answer)


def said_to(room: Room, user: str) -> list[str]:
    """What one person alone was told in the channel."""
    return [posted.text for posted in room.slack.messages("#mass-desk") if posted.seen_by == user]


def is_told_twice(room: Room, user: str) -> bool:
    """Whether one person was told two things."""
    return len(said_to(room, user)) == 2


def test_answers_that_slack_does_not_take_hold_up_no_button(all_on: Desk, silent_slack: str) -> None:
    """More presses than threads: each answer waits for Slack elsewhere than the next press is looked up."""
    app = build_app(all_on, WebClient("xoxb-1", base_url=f"{silent_slack}api/", retry_handlers=[]))
    press = dict(payloads(all_on, f"{silent_slack}respond"))
    name = next(name for name in press if kit.ROWS in name)
    for _ in range(LAZY + 4):
        acknowledged(app, press[name])
    assert app.listener_runner.listener_executor.submit(lambda: "looked up").result(5) == "looked up"


def test_listeners_call_slack_with_the_client_that_the_app_was_given(all_on: Desk, silent_slack: str) -> None:
    """Bolt would hand them a plain one, whose calls last for as long as an answer drips."""
    client = BoundedClient("xoxb-1", f"{silent_slack}api/")
    app, seen = build_app(all_on, client), []

    def look(context: BoltContext, next: Callable[[], object]) -> None:
        seen.append(context.client)
        next()

    app.middleware(look)
    acknowledged(app, next(payloads(all_on, f"{silent_slack}respond"))[1])
    assert seen == [client]
