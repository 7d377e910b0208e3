"""Who may change what channels hear: everybody asks, not everybody decides."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.slack import People
from models.config import Newsroom, Settings
from models.domain import Channel
from models.newsroom import subscriptions_of
from tests.support.newsroom.desk_on_slack import Room, desk_on, newsroom
from tests.support.shown import shown

MASS_DESK = Channel("T0NEWSROOM", "C0MASSDESK")
ELSEWHERE = "T0PARTNER"
CHANGES = ["subscribe MA", "unsubscribe MA", "unsubscribe all", "mute 7d", "resume", "feedback It is slow"]
LOOKUPS = ["Boston", "history Boston", "recent MA", "trend MA", "sources", "help"]


@contextmanager
def room_where(url: str, subscribers: str | tuple[str, ...]) -> Iterator[Room]:
    """A newsroom that lets these subscribe."""
    settings = Settings(newsroom=Newsroom(subscribers=subscribers))
    with desk_on(url, settings) as desk, newsroom(desk) as room:
        yield room


def hears(room: Room) -> list[str]:
    """The states that the Massachusetts desk hears of."""
    return [wish.state for wish in subscriptions_of(room.desk.engine, MASS_DESK)]


@pytest.mark.parametrize("text", LOOKUPS)
def test_a_guest_looks_up(open_room: Room, text: str) -> None:
    """Everything that only reads is answered, for guests as for anyone."""
    open_room.slack.person("Guest", is_guest=True)
    reply = open_room.slack.command("#mass-desk", text, user="Guest")
    assert reply.error == ""
    assert "Guests" not in reply.text


@pytest.mark.parametrize("text", [*CHANGES, "subscriptions", "subscriptions everywhere"])
def test_a_guest_changes_nothing(open_room: Room, text: str) -> None:
    """What a channel hears, and what operators are told, is for members; the sentence says who to ask."""
    open_room.slack.person("Guest", is_guest=True)
    reply = open_room.slack.command("#mass-desk", text, user="Guest")
    assert reply.text.startswith("Guests can look up places only. Ask a full member")
    assert hears(open_room) == []


@pytest.mark.parametrize("code", ["missing_scope", "not_allowed_token_type"])
def test_a_slack_that_does_not_tell_who_people_are_keeps_nobody_out(room: Room, code: str) -> None:
    """What the app may never see is no reason to refuse a reporter; the doctor names it."""
    room.slack.fail_next("users.info", code)
    assert "will get" in room.slack.command("#mass-desk", "subscribe MA").text


def test_a_slack_that_tells_neither_scopes_nor_people_keeps_nobody_out(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing says that the app could ask who people are."""
    monkeypatch.setattr(People, "_scopes", lambda _: None)
    room.slack.fail_next("users.info", "unknown_method")
    assert "will get" in room.slack.command("#mass-desk", "subscribe MA").text


def test_a_page_in_place_of_a_person_lets_nobody_in(room: Room) -> None:
    """The app may ask who people are; what answers 404 is a proxy."""
    room.slack.fail_status("users.info", 404)
    assert "will get" not in room.slack.command("#mass-desk", "subscribe MA").text
    assert hears(room) == []


@pytest.mark.parametrize("code", ["user_not_found", "user_not_visible", "some_new_word", "unknown_method"])
def test_whom_slack_does_not_name_only_looks_up(room: Room, code: str) -> None:
    """The app may ask who people are, and Slack names nobody of that id: nothing is changed for them."""
    room.slack.fail_next("users.info", code)
    reply = room.slack.command("#mass-desk", "subscribe MA")
    assert reply.text.startswith("Slack doesn't tell me who you are")
    assert hears(room) == []
    assert "will get" in room.slack.command("#mass-desk", "subscribe MA").text


@pytest.mark.parametrize("text", CHANGES)
def test_somebody_of_another_workspace_changes_nothing(open_room: Room, text: str) -> None:
    """In a channel that is shared with another newsroom, theirs may look up and no more."""
    open_room.slack.person("Partner", team=ELSEWHERE)
    assert "Boston" in open_room.slack.command("#mass-desk", "Boston", user="Partner").text
    reply = open_room.slack.command("#mass-desk", text, user="Partner")
    assert reply.text.startswith("People from other workspaces can look up places only.")
    assert subscriptions_of(open_room.desk.engine, Channel(ELSEWHERE, "C0MASSDESK")) == []


def test_the_payload_tells_a_stranger_where_users_may_not_be_read(room: Room) -> None:
    """Without the scope for people, what Slack sends with the command is enough; guests pass then."""
    room.slack.person("Partner", team=ELSEWHERE)
    room.slack.person("Guest", is_guest=True)
    room.slack.fail_next("users.info", "missing_scope", times=2)
    reply = room.slack.command("#mass-desk", "subscribe MA", user="Partner")
    assert reply.text.startswith("People from other workspaces")
    told = room.slack.command("#mass-desk", "subscribe MA", user="Guest")
    assert "will get Massachusetts alerts" in told.text


def test_a_button_asks_who_presses_it(room: Room) -> None:
    """The command that a misspelt one offers is no way around the rule."""
    room.slack.person("Guest", is_guest=True)
    reply = room.slack.command("#mass-desk", "subscibe MA", user="Guest")
    room.slack.click(reply, action_id="run_command", user="Guest")
    told = room.slack.wait_for("#mass-desk", lambda posted: posted.text.startswith("Guests"))
    assert told.ephemeral
    assert hears(room) == []


def test_only_listed_people_subscribe(history: str) -> None:
    """Who may is named, here and by `settings`."""
    with room_where(history, ("U0EDITOR",)) as room:
        reply = room.slack.command("#mass-desk", "subscribe MA", user="Reporter")
        assert reply.text == "Only <@U0EDITOR> can change alerts here."
        assert hears(room) == []
        said = shown(room.slack.command("#mass-desk", "settings", user="Reporter").blocks)
        assert "*Who can subscribe:* <@U0EDITOR>; guests can look up" in said
        room.slack.command("#mass-desk", "subscribe MA", user="Editor")
        assert hears(room) == ["MA"]


def test_only_members_of_the_channel_subscribe(history: str) -> None:
    """Who is in it may, who is not is told how; in a conversation of two there is nobody else."""
    with room_where(history, "members") as room:
        room.slack.person("Visitor")
        reply = room.slack.command("#mass-desk", "subscribe MA", user="Visitor")
        assert reply.text == "Only members of this channel can change its alerts. Join it, then try again."
        room.slack.person("Visitor", channels=["mass-desk"])
        assert "will get" in room.slack.command("#mass-desk", "subscribe MA", user="Visitor").text
        assert "will get" in room.slack.command("D0EDITOR", "subscribe MA", user="Editor").text


def test_where_members_cannot_be_seen_nobody_subscribes(history: str) -> None:
    """A rule that can't be checked isn't taken for kept: the person is told what opens it."""
    with room_where(history, "members") as room:
        room.slack.fail_next("conversations.members", "missing_scope")
        reply = room.slack.command("#mass-desk", "subscribe MA")
        assert "I can't see who they are" in reply.text
        assert "python -m bot doctor" in reply.text
        private = room.slack.command("C0INVEST", "subscribe MA")
        assert "Type `/invite @Detainer Desk` there" in private.text
        assert hears(room) == []


def test_when_slack_does_not_answer_nothing_is_changed(room: Room) -> None:
    """Whoever asks is told so, with a token for the operators."""
    room.slack.fail_next("users.info", "internal_error")
    reply = room.slack.command("#mass-desk", "subscribe MA")
    assert reply.text.startswith("I couldn't ask Slack who can do this. Try again in a minute.")
    assert hears(room) == []
