"""A local Slack with the demo app connected, and its page in a real Chromium."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from tests.bot.preview import demo
from tests.support import browser as quiet
from tests.support.clock import Clock
from tests.support.newsroom.desk_on_slack import Room
from tests.support.slack.driven import DrivenSlack
from tests.support.slack.driver import PATIENCE


def until(event: threading.Event) -> Callable[[], None]:
    """A replay that lasts until the event is set."""

    def replay() -> None:
        event.wait(30)

    return replay


@pytest.fixture(scope="module")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """One headless Chromium for the module."""
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=list(quiet.QUIET))
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def replaying() -> threading.Event:
    """Set by a test to let the replay end."""
    return threading.Event()


@pytest.fixture(scope="module")
def newsroom(replaying: threading.Event) -> Iterator[DrivenSlack]:
    """A local Slack with the demo app connected, and its messages posted."""
    clock = Clock(datetime(2026, 11, 2, 15, 0, tzinfo=UTC))
    with DrivenSlack(clock=clock, on_replay=until(replaying)) as slack:
        app = App(client=WebClient(slack.bot_token, base_url=slack.api_url), process_before_response=True)
        demo.register(app)
        handler = SocketModeHandler(app, slack.app_token, web_client=app.client)
        handler.connect()  # type: ignore[no-untyped-call]  # slack_bolt leaves it untyped
        slack.wait_connected()
        demo.post_everything(app.client)
        slack.wait_for("#texas-desk", lambda message: bool(message.files))
        yield slack
        handler.close()  # type: ignore[no-untyped-call]  # as above


@pytest.fixture
def page(chromium: Browser, newsroom: DrivenSlack) -> Iterator[Page]:
    """The page as the editor opens it; any error in its console fails the test."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900}, timezone_id="America/New_York")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type in {"error", "warning"} else None)
    page.goto(newsroom.page_url)
    expect(page.get_by_role("heading", name="#mass-desk")).to_be_visible()
    yield page
    page.close()
    assert errors == []


@pytest.fixture
def desk_page(chromium: Browser, room: Room) -> Iterator[Page]:
    """The page of a newsroom whose Slack has the desk itself in it, and no message yet."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(room.slack.page_url)
    expect(page.get_by_role("heading", name="#mass-desk")).to_be_visible()
    yield page
    page.close()
