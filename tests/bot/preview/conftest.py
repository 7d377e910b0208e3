"""A local Slack of each test's own, a client for it, and a Bolt app that connects to it unmodified."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from tests.support.clock import Clock
from tests.support.slack.driven import DrivenSlack

Connect = Callable[[App], SocketModeHandler]


@pytest.fixture
def manifest() -> Mapping[str, Any] | None:
    """The double's own; tests of other apps have their own."""
    return None


@pytest.fixture
def slack(clock: Clock, manifest: Mapping[str, Any] | None) -> Iterator[DrivenSlack]:
    """A local Slack whose time is the test's clock."""
    with DrivenSlack(clock=clock, manifest=manifest) as slack:
        yield slack


@pytest.fixture
def client(slack: DrivenSlack) -> WebClient:
    """A Web API client with the bot's token that repeats nothing by itself."""
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def app(slack: DrivenSlack) -> App:
    """A Bolt app as the desk makes its own, without listeners yet."""
    return App(
        token=slack.bot_token,
        client=WebClient(slack.bot_token, base_url=slack.api_url),
        process_before_response=True,
        raise_error_for_unhandled_request=False,
    )


@pytest.fixture(scope="session")
def closing() -> Iterator[ThreadPoolExecutor]:
    """Closes connections while the next test runs: each takes a second or two."""
    with ThreadPoolExecutor(4) as pool:
        yield pool


@pytest.fixture
def connect(slack: DrivenSlack, closing: ThreadPoolExecutor) -> Iterator[Connect]:
    """Connects an app over Socket Mode; closed after the test."""
    handlers: list[SocketModeHandler] = []

    def connect(app: App) -> SocketModeHandler:
        handler = SocketModeHandler(app, slack.app_token, web_client=app.client)
        handler.connect()  # type: ignore[no-untyped-call]  # slack_bolt leaves it untyped
        handlers.append(handler)
        slack.wait_connected(len(handlers))
        return handler

    yield connect
    for handler in handlers:
        closing.submit(handler.close)
