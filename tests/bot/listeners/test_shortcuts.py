"""A reporter looks a place up from anywhere, and from a colleague's message."""

from threading import Event
from typing import Any

import pytest

from bot.blocks.kit import Message
from bot.desk import Desk
from bot.preview.validation import check_view
from tests.support.newsroom.desk_on_slack import Room
from tests.support.newsroom.forms import form_of
from tests.support.shown import shown
from tests.support.slack.seen import Posted


def look_up(room: Room, text: str, user: str = "Reporter") -> tuple[dict[str, str], dict[str, Any] | None]:
    """What becomes of a text in the form: the errors at its field, and the form as it is then."""
    before = room.slack.modal(user)
    assert room.slack.shortcut("look_up_place", "#general", user).error == ""
    form = form_of(room.slack, user, after=before)
    errors = room.slack.submit(form, {"place": {"entry": text}}, user).errors
    return dict(errors), room.slack.modal(user)


def looked_at(room: Room, text: str, channel: str = "#mass-desk") -> Posted:
    """What a reporter alone is told of a message."""
    room.slack.say(channel, text)
    message = next(each for each in reversed(room.slack.messages(channel)) if each.text == text)
    seen = {each.ts for each in room.slack.messages(channel)}
    room.slack.message_shortcut("look_this_up", message, "Reporter")
    told = room.slack.wait_for(channel, lambda posted: posted.ts not in seen)
    assert told.seen_by == "U0REPORTER"
    return told


def test_a_place_is_looked_up_in_the_form(open_room: Room) -> None:
    """The answer stands below the field, in which the next place can be asked for."""
    errors, form = look_up(open_room, "Boston")
    assert errors == {}
    assert form is not None
    check_view({key: form[key] for key in ("type", "title", "submit", "close", "blocks")}, "modal")
    assert "Boston, Massachusetts" in shown(form["blocks"])
    assert open_room.slack.submit(form, {"place": {"entry": "MA"}}, "Reporter").errors == {}
    again = open_room.slack.modal("Reporter")
    assert again is not None
    assert "Massachusetts" in shown(again["blocks"])


def test_an_answer_that_comes_late_into_no_form_is_told_directly(
    open_room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack does not take the form that was promised."""
    answered = Event()

    def slowly(typed: str, _: Desk) -> Message:
        answered.wait(5)
        return Message(f"All about {typed}.")

    monkeypatch.setattr("bot.replies.deferred_ack.SECONDS", 0.05)
    monkeypatch.setattr("bot.listeners.shortcuts.answer_to", slowly)
    open_room.slack.fail_next("views.update", "internal_error")
    assert look_up(open_room, "Boston")[0] == {}
    answered.set()
    open_room.slack.wait_for("D0REPORTER", lambda posted: posted.text == "All about Boston.")


def test_what_is_not_clear_stands_at_the_field(open_room: Room) -> None:
    """Candidates are named, and nothing is guessed."""
    errors, _ = look_up(open_room, "Bostn")
    assert errors == {"place": "No place called `Bostn`. Did you mean `Boston, MA`?"}
    errors, _ = look_up(open_room, "Franklin County")
    assert errors["place"].startswith("Which Franklin County? For example ")


def test_the_one_place_of_a_message_is_answered(open_room: Room) -> None:
    """With its state there is nothing to ask; the answer is for the reporter alone."""
    told = looked_at(open_room, "Does anyone know about Travis County, Texas?")
    assert told.text.startswith("Travis County, Texas")


def test_a_message_of_a_thread_is_answered_there(open_room: Room) -> None:
    """Where the reporter reads."""
    parent = open_room.slack.say("#national", "Anything new?")
    open_room.slack.say("#national", "Cook County, Illinois", thread_ts=parent)
    message = next(each for each in open_room.slack.messages("#national") if each.thread_ts == parent)
    open_room.slack.message_shortcut("look_this_up", message, "Reporter")
    told = open_room.slack.wait_for("#national", lambda posted: posted.text.startswith("Cook County, Ill."))
    assert (told.thread_ts, told.seen_by) == (parent, "U0REPORTER")


def test_several_places_are_offered(open_room: Room) -> None:
    """Each with a button, which replaces the question by the answer."""
    told = looked_at(open_room, "Boston, Mass. and Chicago, Ill. said no")
    assert told.text == "This message names 2 places. Pick one."
    open_room.slack.click(told, action_id="answer_pick.2", user="Reporter")
    open_room.slack.wait_for("#mass-desk", lambda posted: posted.ts == told.ts and "Chicago" in posted.text)


def test_a_name_alone_is_asked_about(open_room: Room) -> None:
    """Boston, without a state, is the one of which something is recorded; that is not said for sure."""
    told = looked_at(open_room, "what did Boston say?")
    assert told.text == "This message may name 1 place. Pick one."
    assert "Boston, Mass." in shown(told.blocks)


def test_a_message_without_places_says_so(open_room: Room) -> None:
    """With the way to ask all the same; in a channel that the app is no member of, too."""
    told = looked_at(open_room, "lunch?", "#metro")
    assert told.text.startswith("It names no place we know. Try `/detainers Boston, MA`.")


def test_what_stands_in_blocks_is_looked_up(room: Room) -> None:
    """A wire service's report says nothing in its text; its place stands in a block."""
    room.slack.invite("#mass-desk")
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "*Travis County, Texas*: news &amp; more"}}
    ts = room.client.chat_postMessage(channel="C0MASSDESK", text="Report", blocks=[block])["ts"]
    message = room.slack.wait_for("#mass-desk", lambda posted: posted.ts == ts)
    room.slack.message_shortcut("look_this_up", message, "Reporter")
    told = room.slack.wait_for("#mass-desk", lambda posted: posted.text.startswith("Travis County, Texas: "))
    assert told.seen_by == "U0REPORTER"
