"""Whatever breaks, the person who asked hears what happened and what to do."""

from typing import Any

import pytest
from slack_sdk import WebClient
from sqlalchemy import event

from bot.blocks import kit
from tests.support.newsroom.desk_on_slack import Room
from tests.support.slack.seen import Posted


def posted(room: Room, action: str, value: str) -> Posted:
    """A message of the app with one button, as an older version may have left it."""
    client = WebClient(room.slack.bot_token, base_url=room.slack.api_url)
    room.slack.invite("#mass-desk")
    blocks = [kit.actions([kit.button("Old", action, value)])]
    ts = client.chat_postMessage(channel="C0MASSDESK", text="An old message", blocks=blocks)["ts"]
    return room.slack.wait_for("#mass-desk", lambda message: message.ts == ts)


@pytest.mark.parametrize("value", ["", "25|tomorrow|0", "9999999||0"])
def test_an_old_button_says_so(room: Room, value: str) -> None:
    """A button of an older version, or of a place that is gone, is answered with what to do."""
    assert room.slack.click(posted(room, "answer_rows", value or "old"), action_id="answer_rows").error == ""
    told = room.slack.wait_for("#mass-desk", lambda message: "Ask again." in message.text)
    assert told.ephemeral


def test_what_breaks_after_a_click_is_told(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    """An error behind a button never reaches Bolt's error handler; the person is told all the same."""
    reply = room.slack.command("#mass-desk", "Boston")

    @event.listens_for(room.desk.engine, "before_cursor_execute")
    def break_it(*_: Any) -> None:
        raise ArithmeticError("made up for a test")

    assert room.slack.click(reply, action_id="answer_rows").error == ""
    told = room.slack.wait_for(
        "#mass-desk", lambda message: "Something broke. Nothing was lost." in message.text
    )
    assert "<@UOPERATOR>" in told.text
    assert told.text.partition("`")[2].partition("`")[0] in caplog.text


def test_what_slack_does_not_let_the_app_do_is_told_with_its_reason(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    """The person reads why in words, and who runs the desk reads in the log which permission it takes."""
    room.slack.fail_next("views.open", "missing_scope")
    room.slack.shortcut("subscribe_channel")
    told = room.slack.wait_for("D0EDITOR", lambda message: "Slack wouldn't let me" in message.text)
    assert "the app was not granted the scope for it. Try again, or give `E-" in told.text
    assert "Slack says missing_scope: needed" in caplog.text
