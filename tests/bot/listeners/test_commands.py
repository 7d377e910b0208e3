"""What a reporter types in Slack, and what Slack shows them, over a real Socket Mode connection."""

import threading
from typing import Any

import pytest
from slack_sdk import WebClient
from sqlalchemy import event

from bot.desk import Desk
from bot.replies.deferred_ack import DATABASE_SLOW
from models.domain import Channel
from models.newsroom import subscriptions_of
from tests.support.newsroom.desk_on_slack import Room, newsroom
from tests.support.shown import shown


def test_boston_is_answered_in_the_acknowledgement(open_room: Room) -> None:
    """`/detainers Boston`: one ephemeral answer, with the number in the text that notifies."""
    reply = open_room.slack.command("#mass-desk", "Boston")
    assert reply.error == ""
    assert reply.response_type == "ephemeral"
    assert reply.text.startswith("Boston, MA: on 1 current list")
    assert "since 5 Aug 2025" in shown(reply.blocks)
    assert reply.ms < 1000


@pytest.mark.parametrize(
    "typed", ["", "help", "help subscribe", "subscriptions", "Springfield", "MA", "xyzzy"]
)
def test_whatever_is_typed_is_answered(open_room: Room, typed: str) -> None:
    """No text ends in silence, a time-out or blocks that Slack refuses."""
    reply = open_room.slack.command("#mass-desk", typed)
    assert (reply.error, reply.response_type) == ("", "ephemeral")
    assert reply.text


def test_a_mention_in_the_text_stays_text(open_room: Room) -> None:
    """Nobody is called by what someone typed."""
    reply = open_room.slack.command("#mass-desk", "everyone <!channel> *now*")
    assert "<!channel>" not in reply.text + shown(reply.blocks)


def test_subscribing_confirms_what_the_channel_gets(room: Room) -> None:
    """The confirmation is the resulting state; a second one says that nothing changed."""
    reply = room.slack.command("#mass-desk", "subscribe to Massachusetts.")
    assert f"<#{reply.channel}> now gets *Massachusetts* at once" in reply.text
    assert "DOJ" in reply.text
    assert "/invite @Detainer Desk" in shown(reply.blocks)
    assert "Undo\nDigest instead\nSend a sample" in shown(reply.blocks)
    again = room.slack.command("#mass-desk", "MA subscribe")
    assert "already gets *Massachusetts* at once" in again.text
    listed = room.slack.command("#mass-desk", "subscriptions")
    assert "gets *Massachusetts* at once" in listed.text
    assert "by <@" in shown(listed.blocks)


def test_several_states_at_once(room: Room) -> None:
    """States with commas are all taken, or none when one isn't a state."""
    room.slack.command("#mass-desk", "subscribe MA, Texas and NY")
    assert "*Massachusetts*, *New York* and *Texas*" in room.slack.command("#mass-desk", "subscriptions").text
    refused = room.slack.command("#general", "subscribe MA, Atlantis")
    assert "“Atlantis” is a place, and places go one at a time." in refused.text
    assert "has no subscriptions" in room.slack.command("#general", "subscriptions").text


@pytest.mark.parametrize(
    ("typed", "cure"),
    [
        ("subscribe", "`/detainers subscribe MA`"),
        ("subscribe Massachusets", "Did you mean `/detainers subscribe Massachusetts`?"),
        ("subscribe Bostn", "Did you mean `/detainers subscribe Boston, MA`"),
        ("subscribe Springfield", "Did you mean `/detainers subscribe Springfield,"),
        ("subscribe MA, Atlantis", "Type `/detainers subscribe Atlantis, FL` by itself."),
        ("subscribe MA, Bostn", "Did you mean `/detainers subscribe Boston, MA`"),
        ("subscribe MA weekly Blursday", "“Blursday” is neither a state nor a place. Use"),
        ("subscribe MA daily 25:00", "`/detainers help subscribe` says more."),
        ("subscribe MA quiet 8:00-8:00", "“8:00-8:00” is neither a state nor a place."),
        ("subscribe MA from DOX", "“DOX” is no source. Did you mean DOJ?"),
        ("subscribe MA except correctd", "“correctd” is no kind of change. Did you mean corrected?"),
        ("subscribe MA daily 25:00", "“25:00” is neither a state nor a place."),
        ("subscribe MA daily zone Mars", "“Mars” is no time zone. Name one like `zone America/Chicago`"),
        ("unsubscribe MA", "Try `/detainers subscribe MA`."),
        ("unsubscribe all", "Try `/detainers subscribe MA`."),
        ("subscibe MA", "Did you mean `/detainers subscribe MA`?"),
        ("mute", "Say for how long. For example `/detainers mute 7d`"),
        ("mute 7d", "This channel hears of nothing. Try `/detainers subscribe MA`."),
        ("resume", "was neither muted nor paused"),
        ("history", "For example `/detainers history Boston`."),
        ("history Springfield", "Which *Springfield*?"),
        ("recent Springfield", "“Springfield” is no one state or place."),
        ("recent since the flood", "“the flood” is no day that I can read. Write it like"),
        ("Boston as of yesterday", "“yesterday” is no day that I can read. Write it like"),
        ("Boston as of 2099-01-01", "That day is still to come. Leave it out for what is known now."),
        ("export", "For example `/detainers export Boston`"),
        ("feedback", "For example `/detainers feedback"),
        ("Export, PA", "may be a place or a command. Which is meant?"),
    ],
)
def test_every_error_carries_its_cure(open_room: Room, typed: str, cure: str) -> None:
    """What can't be done is answered with what can, ready to be typed."""
    assert cure in open_room.slack.command("#mass-desk", typed).text


def test_unsubscribing_says_what_is_left(room: Room) -> None:
    """Ending one of two names the other; ending what isn't there names what is."""
    room.slack.command("#mass-desk", "subscribe MA, TX")
    ended = room.slack.command("#mass-desk", "unsubscribe MA")
    assert "no longer gets *Massachusetts*. It still gets *Texas*." in ended.text
    missing = room.slack.command("#mass-desk", "unsubscribe MA")
    assert "is not subscribed to *Massachusetts*; it gets *Texas*." in missing.text
    assert "Use `/detainers subscribe MA`." in missing.text
    assert "has no subscriptions now" in room.slack.command("#mass-desk", "unsubscribe all").text


def test_a_subscription_belongs_to_its_channel(room: Room, desk: Desk) -> None:
    """It is kept under the workspace and the channel in which it was typed."""
    reply = room.slack.command("#mass-desk", "subscribe MA")
    team = str(WebClient(room.slack.bot_token, base_url=room.slack.api_url).auth_test()["team_id"])
    assert [wish.state for wish in subscriptions_of(desk.engine, Channel(team, reply.channel))] == ["MA"]


def test_a_broken_database_is_told_with_a_token(
    room: Room, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """The person gets a sentence, a cure and a token; the log has the token with the cause."""

    @event.listens_for(desk.engine, "before_cursor_execute")
    def break_it(*_: Any) -> None:
        raise desk.engine.dialect.loaded_dbapi.OperationalError("disk I/O error")

    reply = room.slack.command("#mass-desk", "Boston")
    assert reply.error == ""
    assert "The database did not answer" in reply.text
    assert "<@UOPERATOR>" in reply.text
    token = reply.text.partition("`")[2].partition("`")[0]
    assert token.startswith("E-")
    assert any(token in record.getMessage() and record.exc_info for record in caplog.records)


def test_a_slow_database_is_waited_for_after_the_acknowledgement(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person hears at once that the answer follows, and it does."""
    monkeypatch.setattr("bot.replies.deferred_ack.SECONDS", 0.2)
    held = threading.Event()

    @event.listens_for(desk.engine, "before_cursor_execute")
    def wait(*_: Any) -> None:
        held.wait(30)

    with newsroom(desk) as room:
        reply = room.slack.command("#mass-desk", "Boston")
        assert (reply.error, reply.text) == ("", DATABASE_SLOW)
        assert reply.ms < 2000
        held.set()
        late = room.slack.wait_for("#mass-desk", lambda message: "Boston, MA: on" in message.text)
        assert late.ephemeral
