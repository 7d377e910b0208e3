"""What people and other apps write, and what the app hears of it."""

from typing import Any

import pytest
from slack_bolt import Ack, App

from tests.bot.preview.conftest import Connect
from tests.support.slack.driven import DrivenSlack

DIRECT = {
    "display_information": {"name": "Hears direct messages"},
    "features": {"shortcuts": [{"name": "Look up", "type": "message", "callback_id": "look"}]},
    "oauth_config": {"scopes": {"bot": ["im:history", "commands"]}},
    "settings": {"event_subscriptions": {"bot_events": ["message.im"]}},
}
WIRE: dict[str, Any] = {
    "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "URGENT"}}],
    "attachments": [
        {"fallback": "Boston says no", "text": "Boston says no"},
        {"from_url": "https://a.example/"},
    ],
}


@pytest.fixture
def manifest() -> dict[str, Any]:
    """The app hears what people write to it directly."""
    return DIRECT


@pytest.fixture
def heard(app: App, connect: Connect) -> list[dict[str, Any]]:
    """Every message event that reaches the app, as it comes."""
    events: list[dict[str, Any]] = []

    @app.use
    def _(body: dict[str, Any], next: Any) -> None:
        if "event" in body:
            events.append(body["event"])
        next()

    connect(app)
    return events


def facts(events: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    """Some fields of each event."""
    return [tuple(event.get(name) for name in names) for event in events]


def settle(slack: DrivenSlack, heard: list[dict[str, Any]], number: int) -> None:
    """Wait until so many events are there."""
    slack.wait_until(lambda: len(heard) >= number)


def test_a_direct_message_with_a_file(slack: DrivenSlack, heard: list[dict[str, Any]]) -> None:
    """A file_share, its text may be empty."""
    slack.say("D0EDITOR", files=["list.pdf"])
    settle(slack, heard, 1)
    assert facts(heard, "subtype", "channel_type", "user", "text") == [("file_share", "im", "U0EDITOR", "")]
    assert heard[0]["files"][0]["mimetype"] == "application/pdf"
    assert slack.messages("D0EDITOR")[0].files[0]["name"] == "list.pdf"


def test_an_edit_names_its_person_only_inside(slack: DrivenSlack, heard: list[dict[str, Any]]) -> None:
    """message_changed has no user of its own."""
    slack.say("D0EDITOR", "Bostn")
    slack.edit(slack.messages("D0EDITOR")[0], "Boston")
    settle(slack, heard, 2)
    assert facts(heard, "subtype", "user") == [(None, "U0EDITOR"), ("message_changed", None)]
    assert (heard[1]["message"]["text"], heard[1]["message"]["user"]) == ("Boston", "U0EDITOR")


def test_messages_that_are_not_direct(slack: DrivenSlack, heard: list[dict[str, Any]]) -> None:
    """They come when Slack's settings say so, whatever the manifest says; else not at all."""
    group = slack.group("Editor", "Reporter")
    slack.make_private("#national")
    for channel in ("#mass-desk", "#national", group):
        slack.say(channel, "unheard")
        slack.say(channel, "Boston", unasked=True)
    settle(slack, heard, 3)
    assert sorted(facts(heard, "channel_type", "text")) == [
        ("channel", "Boston"),
        ("group", "Boston"),
        ("mpim", "Boston"),
    ]


def test_a_wire_service_has_no_user(slack: DrivenSlack, app: App, heard: list[dict[str, Any]]) -> None:
    """Its message has blocks, attachments and no text; a shortcut on it carries them."""
    shortcuts: list[dict[str, Any]] = []

    @app.shortcut("look")
    def _(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        shortcuts.append(body["message"])

    slack.say("#mass-desk", bot="Wire", unasked=True, **WIRE)
    settle(slack, heard, 1)
    assert facts(heard, "subtype", "bot_id", "user", "text") == [("bot_message", "B0WIRE", None, "")]
    (posted,) = slack.messages("#mass-desk")
    assert (posted.author, posted.from_app) == ("Wire", False)
    slack.message_shortcut("look", posted)
    assert shortcuts[0]["attachments"] == WIRE["attachments"]
    assert shortcuts[0]["blocks"][0]["text"]["text"] == "URGENT"


def test_another_command_and_a_message_that_is_gone(slack: DrivenSlack, app: App, connect: Connect) -> None:
    """Slack sends a command that the manifest doesn't name, and a click on what was deleted meanwhile."""
    heard: list[str] = []

    @app.command("/weather")
    def _(ack: Ack, command: dict[str, Any]) -> None:
        button = {"type": "button", "action_id": "b", "text": {"type": "plain_text", "text": "B"}}
        heard.append(command["command"])
        blocks = [{"type": "actions", "elements": [button]}]
        ack(text="Rain", response_type="in_channel", blocks=blocks)

    @app.action("b")
    def _(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        heard.append(body["message"]["text"])

    connect(app)
    assert slack.command("#mass-desk", "/weather Boston").error == "unknown_command"
    slack.offer("/weather")
    slack.command("#mass-desk", "/weather Boston")
    slack.click(slack.messages("#mass-desk")[-1], action_id="b", gone=True)
    assert heard == ["/weather", "Rain"]
    assert [one.text for one in slack.messages("#mass-desk") if one.from_app] == []
