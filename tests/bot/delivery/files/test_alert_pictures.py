"""Alerts of whole lists show a picture, uploaded once; a late one follows in the thread."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk import WebClient
from sqlalchemy import Engine

from bot.delivery import deliverer as delivering
from bot.delivery import picture_files
from bot.delivery.deliverer import Deliverer
from bot.pictures import Picture
from bot.slack import BoundedClient
from models.domain import EVERYWHERE, Listing, ListingKind, Outcome, Place, PlaceKind, Resolution, Row, key
from models.errors import PictureError
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST, REPORT
from tests.support.newsroom.delivering import GEORGIA, TEXAS
from tests.support.newsroom.editions import publish_rows, refusals, subscribe
from tests.support.slack.driven import DrivenSlack
from tests.support.slack.driver import Posted

NATIONAL, MASS = "C0NATIONAL", "C0MASSDESK"


def seconds_since(began: float) -> timedelta:
    """Return what really passed, while the desk's clock stands still."""
    return timedelta(seconds=time.monotonic() - began)


Start = Callable[[], Deliverer]


@pytest.fixture
def start(engine: Engine, slack: DrivenSlack, deliverer: Deliverer, clock: Clock) -> Iterator[Start]:
    """Starts a deliverer with threads, on real seconds."""
    running: list[Deliverer] = []

    def begin() -> Deliverer:
        client: WebClient = BoundedClient(slack.bot_token, slack.api_url)
        began = time.monotonic()
        running.append(
            Deliverer(engine, client, deliverer.readership, lambda: clock() + seconds_since(began))
        )
        running[0].start(2, alone=True)
        return running[0]

    yield begin
    for each in running:
        each.stop(0.5)


TRAVIS = Place("48453", "Travis County", "TX", PlaceKind.COUNTY)
VERMONT = Place("50", "Vermont", "VT", PlaceKind.STATE)
MAINE = Place("23", "Maine", "ME", PlaceKind.STATE)


def published(engine: Engine, clock: Clock, *places: Place) -> None:
    """Publish a list that names these places, or Travis County, Texas, and the state of Vermont."""
    rows = []
    for number, place in enumerate(places or (TRAVIS, VERMONT), 1):
        name = place.name
        fields = {"name": name, "heading": "Counties"}
        listing = Listing(
            ListingKind.DESIGNATION, fields, place.state, position=f"item {number}", as_read=name
        )
        rows.append(Row(listing, key(listing), Resolution(Outcome.RESOLVED, (place,))))
    publish_rows(engine, LIST, rows, clock())


def images(message: Posted) -> list[dict[str, Any]]:
    """Return the pictures among a message's blocks, without the names that Slack gives blocks."""
    found = [block for block in message.blocks if block["type"] == "image"]
    return [{name: block[name] for name in ("slack_file", "alt_text")} for block in found]


def alert_in(slack: DrivenSlack, channel: str) -> Posted:
    """Wait for a channel's alert."""
    return slack.wait_for(channel, lambda message: message.from_app and not message.thread_ts)


def test_a_new_list_shows_each_channel_its_map_and_uploads_it_once(
    engine: Engine, slack: DrivenSlack, clock: Clock, start: Start
) -> None:
    """Two channels of one state share a file; who hears all, or of a state left out, sees the country."""
    for channel, state in ((TEXAS, "TX"), (GEORGIA, "TX"), (MASS, "MA"), (NATIONAL, EVERYWHERE)):
        subscribe(engine, channel, state, clock())
    published(engine, clock)
    start()
    shown = {channel: images(alert_in(slack, channel)) for channel in (TEXAS, GEORGIA, MASS, NATIONAL)}
    assert shown[TEXAS] == shown[GEORGIA]
    assert shown[MASS] == shown[NATIONAL]
    assert "Map of Texas: Travis County on U.S. Immigration" in shown[TEXAS][0]["alt_text"]
    assert "Map of the United States: Vermont and Travis County, Texas on" in shown[NATIONAL][0]["alt_text"]
    assert len([file for file in slack.files() if file["name"].endswith(".png")]) == 2


def test_a_picture_of_the_country_says_who_is_off_since(
    engine: Engine, slack: DrivenSlack, clock: Clock, start: Start
) -> None:
    """Edited for Texas, its map of the country tells of Vermont too, of which the channel hears nothing."""
    for state in ("TX", "MA"):
        subscribe(engine, TEXAS, state, clock())
    published(engine, clock, TRAVIS, VERMONT, MAINE)
    start()
    alert = alert_in(slack, TEXAS)
    assert "Maine, Vermont and Travis County, Texas on" in images(alert)[0]["alt_text"]
    published(engine, clock, MAINE)
    edited = slack.wait_for(TEXAS, lambda message: message.ts == alert.ts and message.text != alert.text)
    (shown,) = images(edited)
    assert "Map of the United States: Maine on" in shown["alt_text"]
    off = "Travis County, Texas (off Nov. 2, 2026) and Vermont (off Nov. 2, 2026) off"
    assert off in shown["alt_text"]
    assert "not drawn" not in shown["alt_text"]


def test_a_picture_that_is_late_follows_in_the_thread(
    engine: Engine, slack: DrivenSlack, clock: Clock, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The alert waits for so long and no longer; a report's alert shows none and waits for nothing."""
    monkeypatch.setattr(delivering, "AWAITED", 1.0)
    slack.slow("upload", 2.0)
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, REPORT, refusals(2), clock())
    published(engine, clock)
    start()
    report = slack.wait_for(TEXAS, lambda message: message.from_app and "ICE report" in message.text)
    alert = slack.wait_for(TEXAS, lambda message: message.from_app and "publishes" in message.text)
    late = slack.wait_for(TEXAS, lambda message: message.thread_ts == alert.ts and bool(images(message)))
    assert not images(report)
    assert not images(alert)
    assert "Travis County on U.S. Immigration" in images(late)[0]["alt_text"]


@pytest.mark.parametrize("why", ["not drawn", "not taken", "not shown"])
def test_an_alert_goes_without_a_picture_that_fails(  # noqa: PLR0913, PLR0917 - fixtures
    engine: Engine, slack: DrivenSlack, clock: Clock, start: Start, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    """All of its words are there, in their table, and nothing follows."""

    def broken(_: Picture) -> bytes:
        raise PictureError("It can't be drawn.", "")

    if why == "not drawn":
        monkeypatch.setattr(picture_files, "png", broken)
    elif why == "not taken":
        slack.fail_next("files.getUploadURLExternal", "file_uploads_disabled")
    else:
        slack.fail_next("chat.postMessage", "invalid_blocks")
    subscribe(engine, TEXAS, "TX", clock())
    published(engine, clock)
    start()
    alert = alert_in(slack, TEXAS)
    assert not images(alert)
    assert "table" in {block["type"] for block in alert.blocks}
