"""What an editor presses on App Home, and how Home keeps up with what changes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from slack_sdk import WebClient
from sqlmodel import select

from bot.desk import Desk
from bot.desk.open_homes import OPEN, PACE, OpenHomes
from bot.listeners.home import refresh
from bot.preview.validation import check_view
from models.db import SubscriptionRow, reading
from models.domain import Channel, Subject
from models.newsroom import Actor, subscribe
from tests.support.newsroom.desk_on_slack import NOW, Room, desk_on, newsroom
from tests.support.newsroom.forms import form_of
from tests.support.shown import shown
from tests.support.waiting import until

MASSACHUSETTS = "C0MASSDESK|MA|"


@dataclass
class Stopwatch:
    """Seconds that pass when a test says so."""

    seconds: float = 0.0

    def __call__(self) -> float:
        """Give the seconds so far."""
        return self.seconds


@dataclass
class Office:
    """A newsroom whose Home is looked at."""

    room: Room
    desk: Desk
    context: Stopwatch
    client: WebClient

    def home(self, user: str = "Editor") -> str:
        """What a person's Home shows now."""
        view = self.room.slack.home(user)
        assert view is not None
        check_view({key: view[key] for key in ("type", "blocks")}, "home")
        return shown(view["blocks"])

    def until(self, words: str, user: str = "Editor") -> str:
        """What a person's Home shows once it says so."""
        assert until(lambda: words in self.home(user)), self.home(user)
        return self.home(user)

    def choose(self, do: str) -> None:
        """Choose in the menu of the subscription to Massachusetts."""
        view = self.room.slack.home("Editor")
        assert view is not None
        choice = f"{do}|{MASSACHUSETTS}"
        outcome = self.room.slack.click_view(view, action_id="subscription_menu", choice=choice)
        assert outcome.error == ""

    def publications(self) -> int:
        """How often a Home was published."""
        return sum(call["method"] == "views.publish" and call["ok"] for call in self.room.slack.calls)


@pytest.fixture
def office(history: str) -> Iterator[Office]:
    """A channel hears of Massachusetts, and the editor looks at Home."""
    context = Stopwatch()
    with desk_on(history) as plain:
        desk = replace(plain, homes=OpenHomes(context))
        with newsroom(desk) as room:
            room.slack.command("#mass-desk", "subscribe MA")
            room.slack.open_home()
            assert until(lambda: desk.homes.shown_to("U0EDITOR"))  # noted a moment after Slack shows it
            client = WebClient(room.slack.bot_token, base_url=room.slack.api_url, retry_handlers=[])
            yield Office(room, room.desk, context, client)


def muted(desk: Desk) -> list[object]:
    """Until when each subscription is muted."""
    with reading(desk.engine) as session:
        return list(session.exec(select(SubscriptionRow.muted_until)))


def test_a_channel_is_muted_and_heard_again(office: Office) -> None:
    """Home shows it at once, and offers the way back."""
    assert "Mute for 7 days" in office.home()
    office.choose("mute")
    assert "Resume" in office.until("*Muted* until Dec. 2, 2026")
    assert muted(office.desk) == [NOW + timedelta(days=7)]
    office.choose("resume")
    office.until("Mute for 7 days")
    assert muted(office.desk) == [None]


def test_a_subscription_is_edited_from_home(office: Office) -> None:
    """The form opens; the editor is told directly, Home being no channel."""
    office.choose("edit")
    form = form_of(office.room.slack)
    assert office.room.slack.submit(form, {"rhythm": {"entry": "daily"}}).errors == {}
    office.room.slack.wait_for(
        "D0EDITOR", lambda posted: "a Massachusetts digest every day at 8 a.m. EST" in posted.text
    )
    office.until("• Massachusetts, every day at 8 a.m. EST (<@")


def test_to_unsubscribe_is_asked_first(office: Office) -> None:
    """Closing the question changes nothing; answering it ends the subscription, on Home too."""
    office.choose("end")
    question = form_of(office.room.slack)
    assert "<#C0MASSDESK> will no longer get Massachusetts alerts." in shown(question["blocks"])
    office.room.slack.close(question)
    assert len(muted(office.desk)) == 1
    office.choose("end")
    assert office.room.slack.submit(form_of(office.room.slack)).error == ""
    office.until("None yet. In a channel, type")
    assert muted(office.desk) == []


def test_home_follows_what_changes(office: Office) -> None:
    """A colleague subscribes another channel: the editor's open Home shows it within the minute."""
    before = office.publications()
    assert refresh(office.client, office.desk) == 0
    subscribe(office.desk.engine, Channel("T0NEWSROOM", "C0TEXAS"), Subject("TX"), Actor("U0REPORTER", NOW))
    assert refresh(office.client, office.desk) == 0
    office.context.seconds = PACE
    assert refresh(office.client, office.desk) == 1
    assert "• Texas," in office.home()
    assert refresh(office.client, office.desk) == 0
    assert office.publications() == before + 1


def test_nobody_who_left_is_published_to(office: Office) -> None:
    """An hour after it was opened Home is left alone."""
    subscribe(office.desk.engine, Channel("T0NEWSROOM", "C0TEXAS"), Subject("TX"), Actor("U0REPORTER", NOW))
    office.context.seconds = OPEN
    before = office.publications()
    assert refresh(office.client, office.desk) == 0
    assert office.publications() == before


def test_home_shows_what_changed_last(office: Office) -> None:
    """The newest editions with what they changed."""
    assert "Oct. 31, 2025" in office.home().partition("Latest changes")[2]
