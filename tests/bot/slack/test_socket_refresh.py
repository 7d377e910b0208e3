"""Slack renews the Socket Mode connection in whatever order it likes, and nobody who types notices."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack import SocketMode, Workspace, connect
from tests.support.slack.driven import DrivenSlack
from tests.support.waiting import until

OPENING = 0.25
"""Seconds that apps.connections.open takes: about what Slack takes."""
TYPED_EVERY = 0.05
SECONDS = 1.1

Day = Callable[[DrivenSlack], object]


@pytest.fixture
def slack() -> Iterator[DrivenSlack]:
    """A Slack that takes its time to open connections."""
    with DrivenSlack() as slack:
        slack.slow("apps.connections.open", OPENING)
        yield slack


@pytest.fixture
def socket_mode(slack: DrivenSlack) -> Iterator[SocketMode]:
    """An app that answers at once, connected as the desk is."""
    client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    app = App(client=client, process_before_response=True)

    @app.command("/detainers")
    def answer(ack: Ack) -> None:
        ack("Here")

    with ExitStack() as stack:
        yield connect(app, Workspace(slack.api_url, slack.bot_token, slack.app_token), stack)


@dataclass(frozen=True)
class Typed:
    """A command: the seconds until it was typed, the milliseconds to its acknowledgement."""

    at: float
    ms: float
    error: str


def typed(slack: DrivenSlack) -> list[Typed]:
    """Type commands one after another for a while."""
    began = time.monotonic()
    typed = []
    while (at := time.monotonic() - began) < SECONDS:
        reply = slack.command("#mass-desk", "Boston")
        typed.append(Typed(at, reply.ms, reply.error))
        time.sleep(TYPED_EVERY)
    return typed


def warned_then_closed(slack: DrivenSlack) -> None:
    """Warn, and close some time later."""
    slack.disconnect("warning", then="stay")
    time.sleep(2 * OPENING)
    slack.disconnect("refresh_requested", then="stay")


def refused_once(slack: DrivenSlack) -> None:
    """Warn, and refuse the first new connection."""
    slack.refuse_sockets(1)
    slack.disconnect("warning", then="stay")


def answered_with_a_page(slack: DrivenSlack) -> None:
    """Warn, and have a proxy in the way that wants a login."""
    slack.answer_html("apps.connections.open")
    slack.disconnect("refresh_requested", then="stay")


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(lambda slack: slack.disconnect("refresh_requested", then="stay"), id="old stays busy"),
        pytest.param(warned_then_closed, id="warned, then asked to renew"),
        pytest.param(refused_once, id="new one refused once"),
        pytest.param(answered_with_a_page, id="a login page once"),
    ],
)
def test_while_slack_keeps_the_old_connection_nothing_waits(
    slack: DrivenSlack, socket_mode: SocketMode, day: Day
) -> None:
    """Every command is acknowledged at once, over the connection that it came by, and the new one comes."""
    first = socket_mode.state.since
    having = threading.Thread(target=day, args=(slack,))
    having.start()
    answers = typed(slack)
    having.join()
    assert not [each for each in answers if each.error]
    assert sum(each.ms > 300 for each in answers) <= 1, answers  # a busy machine may hold one up
    assert slack.astray == 0
    assert until(lambda: socket_mode.state.since > first)
    assert socket_mode.state.connected


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(lambda slack: slack.disconnect("refresh_requested", then="silent"), id="falls silent"),
        pytest.param(lambda slack: slack.disconnect("refresh_requested", then="close"), id="closed at once"),
        pytest.param(lambda slack: slack.cut(), id="TCP ends"),
    ],
)
def test_when_slack_takes_the_old_connection_the_new_one_is_there_at_once(
    slack: DrivenSlack, socket_mode: SocketMode, day: Day
) -> None:
    """What is typed is heard again as soon as Slack has opened a connection, and answered at once."""
    day(slack)
    answers = typed(slack)
    first = next(each.at for each in answers if not each.error)
    assert first < OPENING + 0.75
    after = [each for each in answers if each.at >= first]
    assert not [each for each in after if each.error]
    assert sum(each.ms > 300 for each in after) <= 1, after  # as above
    assert socket_mode.state.connected
