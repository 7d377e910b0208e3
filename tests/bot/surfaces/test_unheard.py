"""Nothing that Slack may send times out or fills the log, and whoever pressed or typed hears something."""

import json
import logging
from contextlib import suppress
from typing import Any

import pytest
from slack_bolt import BoltRequest, BoltResponse
from slack_sdk import WebClient

from bot.blocks import forms, kit
from tests.support.newsroom.desk_on_slack import Room
from tests.support.slack.seen import Posted
from tests.support.waiting import until

PERSON = {"user": {"id": "U0REPORTER", "team_id": "T0NEWSROOM"}, "team": {"id": "T0NEWSROOM"}}
VIEW = {"id": "V1", "callback_id": "long_gone", "type": "modal", "hash": "1.x"}


def sent(room: Room, body: dict[str, Any]) -> BoltResponse:
    """What the app acknowledges a payload with, as it comes over Socket Mode."""
    return room.app.dispatch(BoltRequest(body=body, mode="socket_mode"))


def told(room: Room) -> list[Posted]:
    """What stands in the reporter's conversation with the app."""
    with suppress(LookupError):  # nobody has spoken there yet
        return room.slack.messages("D0REPORTER")
    return []


def event(**what: object) -> dict[str, Any]:
    """An event as Slack sends it."""
    return {"type": "event_callback", "team_id": "T0NEWSROOM", "event_id": "Ev1", "event": what}


@pytest.mark.parametrize(
    "body",
    [
        event(type="app_uninstalled"),
        event(type="tokens_revoked", tokens={"oauth": [], "bot": ["U0DESKBOT"]}),
        event(type="message", channel_type="channel", channel="C1", user="U1", text="Boston", ts="1.0"),
        event(type="message", channel_type="im", subtype="message_deleted", channel="D1", ts="1.0"),
        event(type="app_mention", channel="C1", user="U1", text="Boston", ts="1.0"),
        event(type="team_access_granted", team_ids=["T1"]),
        event(type="never_heard_of"),
        {"type": "view_closed", "view": VIEW, "is_cleared": False, **PERSON},
    ],
)
def test_what_is_of_no_use_is_acknowledged_quietly(
    open_room: Room, body: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever is switched off, or isn't known yet: no error in the log, and Slack doesn't send it again."""
    with caplog.at_level(logging.INFO):
        response = sent(open_room, body)
    assert (response.status, response.body) == (200, "")
    assert [record for record in caplog.records if record.levelno > logging.WARNING] == []
    assert "Nobody listens" not in caplog.text


def test_what_is_typed_into_a_menu_finds_nothing(open_room: Room) -> None:
    """A menu that asked for its options is answered with none."""
    asked = {"type": "block_suggestion", "action_id": "long_gone", "block_id": "b", "value": "Bos", **PERSON}
    assert json.loads(sent(open_room, asked).body) == {"options": []}


def test_a_form_that_is_gone_says_so(open_room: Room) -> None:
    """It doesn't close as if what was typed had been taken in."""
    answered = json.loads(sent(open_room, {"type": "view_submission", "view": VIEW, **PERSON}).body)
    assert answered["response_action"] == "update"
    assert "Nothing was saved: close it and open it again." in answered["view"]["blocks"][0]["text"]["text"]


@pytest.mark.parametrize("form", [forms.LOOKUP_FORM, forms.WRONG_FORM])
def test_a_form_with_other_fields_than_now_says_so(room: Room, form: str) -> None:
    """It was opened before an update: Slack shows no text in answer to a form."""
    view = {**VIEW, "callback_id": form, "private_metadata": "", "state": {"values": {}}}
    answered = json.loads(sent(room, {"type": "view_submission", "view": view, **PERSON}).body)
    assert answered["response_action"] == "update"
    assert "Something broke. Nothing was lost." in answered["view"]["blocks"][0]["text"]["text"]


@pytest.mark.parametrize("action", [kit.SHARE, kit.RUN, kit.UNDO, kit.SAMPLE, kit.WISHES_PAGE])
def test_a_button_that_acts_on_its_channel_says_so_on_home(
    room: Room, caplog: pytest.LogCaptureFixture, action: str
) -> None:
    """There is no channel: whoever presses it hears that, and the log has no fault of ours."""
    pressed = {"type": "block_actions", "view": VIEW, "container": {"type": "view"}, **PERSON}
    with caplog.at_level(logging.ERROR):
        sent(room, {**pressed, "actions": [{"action_id": action, "block_id": "b", "value": "here|0"}]})
        assert until(lambda: bool(caplog.text or told(room)))
    assert caplog.text == ""


def test_another_command_says_which_is_right(open_room: Room) -> None:
    """The app may have had another name, or be installed under two."""
    typed = {"command": "/detainer", "text": "Boston", "user_id": "U0REPORTER", "channel_id": "C0MASSDESK"}
    told = json.loads(sent(open_room, {**typed, "team_id": "T0NEWSROOM"}).body)
    assert told["text"] == "I don't know `/detainer`. Try `/detainers help`."
    assert told["response_type"] == "ephemeral"


def test_a_shortcut_that_is_gone_says_so(open_room: Room) -> None:
    """It has no message to answer on: a direct message says it."""
    asked = {"type": "shortcut", "callback_id": "long_gone", "trigger_id": "1.2.3", **PERSON}
    assert sent(open_room, asked).status == 200
    open_room.slack.wait_for("D0REPORTER", lambda each: "is out of date" in each.text)


def test_a_button_that_is_gone_says_so(room: Room) -> None:
    """To who pressed it alone, in the thread; the message stays as it is."""
    client = WebClient(room.slack.bot_token, base_url=room.slack.api_url)
    room.slack.invite("#mass-desk")
    parent = room.slack.say("#mass-desk", "An old thread")
    blocks = [kit.actions([kit.button("Old", "long_gone", "x")])]
    ts = client.chat_postMessage(channel="C0MASSDESK", text="Old", blocks=blocks, thread_ts=parent)["ts"]
    old = room.slack.wait_for("#mass-desk", lambda each: each.ts == ts)
    assert room.slack.click(old, action_id="long_gone", user="Reporter").error == ""
    told = room.slack.wait_for("#mass-desk", lambda each: "is out of date" in each.text)
    assert (told.seen_by, told.thread_ts) == ("U0REPORTER", parent)
    assert old in room.slack.messages("#mass-desk")
