"""What a reporter types in Slack, and what Slack shows them, over a real Socket Mode connection."""

import threading
from typing import Any

import pytest
from slack_sdk import WebClient
from sqlalchemy import event

from bot.desk import Desk
from bot.replies.deferred_ack import DATABASE_SLOW
from models.config import Newsroom, Settings
from models.config.settings import Slack
from models.domain import Channel
from models.newsroom import subscriptions_of
from tests.support.newsroom.desk_on_slack import Room, desk_on, newsroom
from tests.support.shown import shown


def test_boston_is_answered_in_the_acknowledgement(open_room: Room) -> None:
    """`/detainers Boston`: one ephemeral answer, with the number in the text that notifies."""
    reply = open_room.slack.command("#mass-desk", "Boston")
    assert reply.error == ""
    assert reply.response_type == "ephemeral"
    assert reply.text.startswith("Boston, Mass.: on the Justice Department's list")
    assert "published Aug. 5, 2025" in shown(reply.blocks)
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
    assert f"<#{reply.channel}> will get Massachusetts alerts as they happen" in reply.text
    assert ", from ICE, the Deportation Data Project, DHS, the Justice Department and " in reply.text
    assert "/invite" not in shown(reply.blocks)
    assert "Undo\nDigest instead\nSend a sample" in shown(reply.blocks)
    again = room.slack.command("#mass-desk", "MA subscribe")
    assert "already gets Massachusetts alerts as they happen" in again.text
    listed = room.slack.command("#mass-desk", "subscriptions")
    assert "• Massachusetts, as they happen (<@U0EDITOR>, Nov. 25, 2026)" in shown(listed.blocks)


@pytest.mark.parametrize("echo", [True, False])
@pytest.mark.parametrize("channel", ["#metro", "#investigations"])
def test_a_channel_without_the_app_is_told_what_keeps_its_alerts_out(
    history: str, channel: str, *, echo: bool
) -> None:
    """Slack refuses the echo, or says who is in; the confirmation says so once, and what opens it."""
    settings = Settings(newsroom=Newsroom(echo=echo), slack=Slack(greetings=not echo))
    with desk_on(history, settings) as desk, newsroom(desk) as room:
        told = room.slack.command(channel, "subscribe MA")
        here = f"<#{told.channel}>"
        assert told.text.startswith(f"{here} will get Massachusetts alerts as they happen, from ")
        assert told.text.endswith(
            f"I can't post in {here}: I'm not in this channel. Alerts are held; nothing is lost. "
            "Type `/invite @Detainer Desk` there."
        )
        assert shown(told.blocks).count("/invite") == 1
        room.slack.invite(channel)
        again = room.slack.command(channel, "subscribe MA, TX")
        assert "/invite" not in shown(again.blocks)


def test_several_states_at_once(room: Room) -> None:
    """States with commas are all taken, or none when one isn't a state."""
    room.slack.command("#mass-desk", "subscribe MA, Texas and NY")
    listed = room.slack.command("#mass-desk", "subscriptions").text
    assert listed.endswith(": Massachusetts, New York state and Texas")
    refused = room.slack.command("#general", "subscribe MA, Atlantis")
    assert "One place at a time: `/detainers subscribe Atlantis, FL`." in refused.text
    assert "No subscriptions in" in room.slack.command("#general", "subscriptions").text


@pytest.mark.parametrize(
    ("typed", "cure"),
    [
        ("subscribe", "`/detainers subscribe MA`"),
        ("subscribe Massachusets", "I don't know `Massachusets`. Did you mean *Massachusetts*?"),
        ("subscribe Bostn", "I don't know `Bostn`. Did you mean *Boston, Mass.*?"),
        ("subscribe Springfield", "Which Springfield?"),
        ("subscribe MA, Atlantis", "One place at a time: `/detainers subscribe Atlantis, FL`."),
        ("subscribe MA, Bostn", "Did you mean `/detainers subscribe Boston, MA`"),
        ("subscribe MA weekly Blursday", "I don't know `Blursday`. Try `/detainers subscribe MA`"),
        ("subscribe MA daily 25:00", "or `/detainers help subscribe`."),
        ("subscribe MA quiet 8:00-8:00", "I don't know `8:00-8:00`."),
        ("subscribe MA from DOX", "I don't know the list `DOX`. Did you mean `DOJ`?"),
        (
            "subscribe MA except correctd",
            "the kind of change `correctd`. Did you mean `corrected`?",
        ),
        ("subscribe MA daily 25:00", "I don't know `25:00`. Try `/detainers subscribe MA`"),
        ("subscribe MA daily zone Mars", "I don't know the time zone `Mars`. Try `zone Central`."),
        ("unsubscribe MA", "Try `/detainers subscribe MA`."),
        ("unsubscribe all", "Try `/detainers subscribe MA`."),
        ("subscibe MA", "Did you mean `/detainers subscribe MA`?"),
        ("mute", "For how long? For example `/detainers mute 7d`; a year at most."),
        ("mute 7d", "No subscriptions in <#C0MASSDESK>. Try `/detainers subscribe MA`."),
        ("resume", "<#C0MASSDESK> wasn't muted."),
        ("history", "Which state or place? For example `/detainers history MA`."),
        ("history Springfield", "Which *Springfield*?"),
        ("recent Springfield", "Which *Springfield*?"),
        ("recent since the flood", "I can't read the day `the flood`. Write `since 2025-05-30`."),
        ("Boston as of yesterday", "I can't read the day `yesterday`. Write `as of 2025-05-30`."),
        ("Boston as of 2099-01-01", "That day hasn't come yet."),
        ("export", "Which state or place? For example `/detainers export MA`."),
        ("feedback", "For example `/detainers feedback"),
        ("Export, PA", "`Export, PA`: a command or a place?"),
    ],
)
def test_every_error_carries_its_cure(open_room: Room, typed: str, cure: str) -> None:
    """What can't be done is answered with what can, ready to be typed."""
    assert cure in open_room.slack.command("#mass-desk", typed).text


def test_unsubscribing_says_what_is_left(room: Room) -> None:
    """Ending one of two names the other; ending what isn't there names what is."""
    room.slack.command("#mass-desk", "subscribe MA, TX")
    ended = room.slack.command("#mass-desk", "unsubscribe MA")
    assert "no longer gets Massachusetts alerts. It still gets Texas." in ended.text
    missing = room.slack.command("#mass-desk", "unsubscribe MA")
    assert missing.text == (
        "<#C0MASSDESK> isn't subscribed to Massachusetts. To subscribe: `/detainers subscribe MA`."
    )
    assert "It has no subscriptions." in room.slack.command("#mass-desk", "unsubscribe all").text


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
    assert "I couldn't read the database. Nothing was lost." in reply.text
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
        late = room.slack.wait_for("#mass-desk", lambda message: "Boston, Mass.: on" in message.text)
        assert late.ephemeral
