"""A reporter mentions the app, writes to it directly, and invites it to a channel."""

from collections.abc import Iterator

import pytest
from slack_bolt import BoltRequest
from sqlmodel import select

from bot.preview.state import BOT_USER
from bot.slack import EventDedup
from bot.slack.event_dedup import REMEMBERED
from models.config import Settings
from models.config.settings import Slack
from models.db import SubscriptionRow, reading
from tests.support.newsroom.desk_on_slack import Room, desk_on, newsroom
from tests.support.shown import shown
from tests.support.slack.seen import Posted

ON = Settings(slack=Slack(mentions=True, direct_messages=True, greetings=True))
MENTION = f"<@{BOT_USER}>"


@pytest.fixture
def talking(history: str) -> Iterator[Room]:
    """A newsroom whose desk answers mentions and direct messages, and greets."""
    with desk_on(history, ON) as desk, newsroom(desk) as room:
        yield room


def answered(room: Room, channel: str, words: str) -> Posted:
    """What the app answered there with these words."""
    return room.slack.wait_for(channel, lambda posted: posted.from_app and words in posted.text)


def test_a_mention_is_answered_in_its_thread(talking: Room) -> None:
    """For everyone to see, below the message that asked."""
    asked = talking.slack.say("#mass-desk", f"{MENTION} Travis County, TX", "Reporter")
    told = answered(talking, "#mass-desk", "Travis County, Texas")
    assert (told.thread_ts, told.ephemeral) == (asked, False)


def test_a_mention_within_a_thread_stays_there(talking: Room) -> None:
    """The answer stands in the thread that was spoken in."""
    parent = talking.slack.say("#mass-desk", "who knows?", "Editor")
    talking.slack.say("#mass-desk", f"{MENTION} Boston", "Reporter", thread_ts=parent)
    assert answered(talking, "#mass-desk", "Boston, Mass.").thread_ts == parent


def test_a_mention_subscribes_its_channel(talking: Room) -> None:
    """As the command would."""
    talking.slack.say("#texas-desk", f"{MENTION} subscribe TX", "Reporter")
    answered(talking, "#texas-desk", "will get Texas alerts as they happen")
    with reading(talking.desk.engine) as session:
        row = session.exec(select(SubscriptionRow)).one()
    assert (row.channel, row.created_by) == ("C0TEXAS", "U0REPORTER")


def test_what_is_wrong_is_said_where_it_was_asked(talking: Room) -> None:
    """With the cure, in the thread."""
    asked = talking.slack.say("#mass-desk", f"{MENTION} subscribe Nowhereville", "Reporter")
    assert answered(talking, "#mass-desk", "I don't know ").thread_ts == asked


def test_a_direct_message_is_answered(talking: Room) -> None:
    """Beside it, and not in a thread."""
    talking.slack.say("D0REPORTER", "Boston", "Reporter")
    assert answered(talking, "D0REPORTER", "Boston, Mass.").thread_ts == ""


def said(room: Room, **what: object) -> None:
    """A message as Slack tells the app of it, whatever it is."""
    where = {"channel": "D0REPORTER", "channel_type": "im", "user": "U0REPORTER"}
    event = {"type": "message", "text": "Boston", "ts": "1.000000", **where, **what}
    body = {"type": "event_callback", "team_id": "T0NEWSROOM", "event_id": f"Ev{what}", "event": event}
    assert room.app.dispatch(BoltRequest(body=body, mode="socket_mode")).status == 200


def test_a_file_is_answered_too(talking: Room) -> None:
    """With what is written beside it, and with the word that files aren't read; alone, with that word."""
    file = {"id": "F1", "name": "list.csv"}
    said(talking, subtype="file_share", files=[file])
    told = answered(talking, "D0REPORTER", "Boston, Mass.")
    assert "I can't read files. This answers what you wrote." in shown(told.blocks)
    said(talking, subtype="file_share", files=[file], text="")
    answered(talking, "D0REPORTER", "I can't read files. Write me a place, for example `Boston`")


@pytest.mark.parametrize("subtype", ["thread_broadcast", "me_message"])
def test_what_is_said_in_another_way_is_answered_too(talking: Room, subtype: str) -> None:
    """A reply that is also sent to the channel, and `/me`."""
    said(talking, subtype=subtype)
    talking.slack.wait_for("D0REPORTER", lambda posted: posted.text.startswith("Boston, Mass."))


def test_a_message_that_is_passed_on_is_looked_up(talking: Room) -> None:
    """Without a word of one's own it is asked what the places in it are."""
    said(talking, text="", attachments=[{"text": "Travis County, Texas said no", "is_share": True}])
    answered(talking, "D0REPORTER", "Travis County, Texas: ")


def test_an_assistant_thread_is_answered_there(talking: Room) -> None:
    """A direct message that stands below another."""
    opened = talking.client.chat_postMessage(channel="D0REPORTER", text="Ask me.")["ts"]
    said(talking, thread_ts=opened)
    assert answered(talking, "D0REPORTER", "Boston, Mass.").thread_ts == opened


@pytest.mark.parametrize(
    "what",
    [
        {"channel": "C0MASSDESK", "channel_type": "channel"},
        {"channel": "C0MASSDESK", "channel_type": "group"},
        {"channel": "C0MASSDESK", "channel_type": "mpim"},
        {"channel": "C0MASSDESK", "channel_type": None},
        {"bot_id": "B1"},
        {"user": None},
        {"user": BOT_USER},
        {"subtype": "message_changed"},
        {"subtype": "assistant_app_thread"},
        {"subtype": "bot_message"},
    ],
)
def test_what_is_not_said_to_the_app_is_not_answered(talking: Room, what: dict[str, object]) -> None:
    """Other channels' messages, other apps' and its own, and what happens to messages, get nothing."""
    said(talking, **what)
    said(talking, text="help")
    answered(talking, "D0REPORTER", "What public lists say")
    posted = [*talking.slack.messages("#mass-desk"), *talking.slack.messages("D0REPORTER")]
    assert [each.text for each in posted if "Boston, Mass." in each.text] == []


def test_a_file_goes_to_the_thread_where_it_was_asked_for(talking: Room) -> None:
    """As the answer does; it comes as it does after the command."""
    asked = talking.slack.say("#mass-desk", f"{MENTION} export Boston in channel", "Reporter")
    assert answered(talking, "#mass-desk", "rows on Boston, Mass., as a CSV.").thread_ts == asked
    assert [file["name"] for file in talking.slack.files()] == ["boston-ma.csv"]


def test_the_app_does_not_answer_itself(talking: Room) -> None:
    """One question, one answer, however often one looks."""
    talking.slack.say("D0REPORTER", "help", "Reporter")
    answered(talking, "D0REPORTER", "What public lists say")
    talking.slack.say("D0REPORTER", "Boston", "Reporter")
    answered(talking, "D0REPORTER", "Boston, Mass.")
    assert sum(each.from_app for each in talking.slack.messages("D0REPORTER")) == 2


def test_whoever_invites_the_app_is_told_how_it_is_used(talking: Room) -> None:
    """One line, seen by the inviter alone; the other members are left in peace."""
    talking.slack.invite("#metro", "Reporter")
    told = answered(talking, "#metro", "Hi. For Massachusetts alerts here, type `/detainers subscribe MA`.")
    assert told.seen_by == "U0REPORTER"


def test_by_default_the_app_hears_none_of_it(open_room: Room) -> None:
    """No scope was asked for: Slack tells the app nothing, and lets nobody write to it."""
    with pytest.raises(LookupError, match="turned off"):
        open_room.slack.say("D0REPORTER", "Boston", "Reporter")
    open_room.slack.say("#georgia-desk", f"{MENTION} Boston", "Reporter")
    reply = open_room.slack.command("#georgia-desk", "help")
    said = [each.text for each in open_room.slack.messages("#georgia-desk") if each.from_app]
    assert said == [reply.text]


def test_an_event_is_heard_once() -> None:
    """Slack repeats what it thinks was not heard; old ids are forgotten."""
    once = EventDedup()
    assert [once.first("Ev1"), once.first("Ev1")] == [True, False]
    assert all(once.first(f"Ev{number}") for number in range(2, REMEMBERED + 2))
    assert once.first("Ev1")
