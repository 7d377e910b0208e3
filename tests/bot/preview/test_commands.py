"""Slash commands of a real Bolt app: answers, silence, response_urls, trigger_ids."""

import json
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.preview.state import socket_mode
from tests.bot.preview.conftest import Connect
from tests.support.clock import Clock
from tests.support.slack.driven import DrivenSlack

FORM = {"type": "modal", "title": {"type": "plain_text", "text": "Late"}, "blocks": [], "callback_id": "late"}


def post(url: str, body: dict[str, object]) -> tuple[int, str]:
    """Use a response_url."""
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})  # noqa: S310  our own server
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310  as above
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.loads(error.read())["error"]


def test_a_command_is_answered_to_the_asker_alone(slack: DrivenSlack, app: App, connect: Connect) -> None:
    """The acknowledgement carries the answer; the payload is what Slack sends."""
    heard: list[dict[str, Any]] = []

    @app.command("/detainers")
    def _(ack: Ack, command: dict[str, Any]) -> None:
        heard.append(command)
        ack(f"On 1 list: {command['text']}")

    connect(app)
    reply = slack.command("#mass-desk", "Boston")
    assert (reply.text, reply.response_type, reply.error) == ("On 1 list: Boston", "ephemeral", "")
    assert reply.ms < 1000
    assert (heard[0]["channel_name"], heard[0]["user_name"]) == ("mass-desk", "editor")
    assert [message.text for message in slack.messages("#mass-desk", "Editor")] == ["On 1 list: Boston"]
    assert slack.messages("#mass-desk", "Reporter") == []


@pytest.mark.parametrize(("channel", "name"), [("metro", "metro"), ("investigations", "privategroup")])
def test_commands_need_no_membership(
    slack: DrivenSlack, app: App, connect: Connect, channel: str, name: str
) -> None:
    """Where the app may not post, it may still answer; private channels hide their name."""

    @app.command("/detainers")
    def _(ack: Ack, command: dict[str, Any]) -> None:
        ack(command["channel_name"])

    connect(app)
    assert slack.command(channel, "Boston").text == name


def test_in_channel_shows_what_was_typed(slack: DrivenSlack, app: App, connect: Connect) -> None:
    """Everybody sees the command and the answer; an empty acknowledgement shows nothing."""

    @app.command("/detainers")
    def _(ack: Ack, command: dict[str, Any]) -> None:
        ack(text="MA", response_type="in_channel") if command["text"] else ack()

    connect(app)
    slack.command("#mass-desk", "", silent=True)
    slack.command("#mass-desk", "MA")
    assert [(one.author, one.text) for one in slack.messages("#mass-desk", "Reporter")] == [
        ("Editor", "/detainers MA"),
        ("Detainer Desk", "MA"),
    ]


def test_a_wrong_answer_is_an_error_on_the_screen(slack: DrivenSlack, app: App, connect: Connect) -> None:
    """Blocks in an acknowledgement obey the same limits."""

    @app.command("/detainers")
    def _(ack: Ack) -> None:
        ack(text="x", blocks=[{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}])

    connect(app)
    reply = slack.command("#mass-desk", "Boston")
    assert reply.error == "invalid_blocks"
    assert "/blocks/0/text/text" in reply.messages[0]
    assert reply.text == "/detainers failed with the error “invalid_blocks”"


def test_three_seconds_of_silence(
    slack: DrivenSlack, app: App, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person sees Slack's sentence, at a form, too; an acknowledgement that comes later is too late."""
    assert socket_mode.ACK_SECONDS == 3
    monkeypatch.setattr(socket_mode, "ACK_SECONDS", 0.8)

    @app.command("/detainers")
    def _(ack: Ack, command: dict[str, Any], client: WebClient) -> None:
        if command["text"] == "subscribe":
            client.views_open(trigger_id=command["trigger_id"], view=FORM)
        time.sleep(1.1)
        ack("too late")

    @app.view("late")
    def _(ack: Ack) -> None:
        time.sleep(1.1)
        ack()

    connect(app)
    with ThreadPoolExecutor() as hands:
        asking = hands.submit(slack.command, "#mass-desk", "Boston")
        hands.submit(slack.command, "#metro", "subscribe", "Reporter")
        slack.wait_until(lambda: slack.modal("Reporter"))
        said = slack.submit(slack.modal("Reporter") or {}, user="Reporter")
        reply = asking.result()
    assert said.error == "We had some trouble connecting. Try again?"
    assert slack.modal("Reporter") is not None
    assert (reply.error, reply.text) == (
        "operation_timeout",
        "/detainers failed with the error “operation_timeout”",
    )
    time.sleep(0.6)
    assert [message.text for message in slack.messages("#mass-desk")] == [reply.text]


def test_nobody_at_home(slack: DrivenSlack) -> None:
    """Without a connection the command fails at once; an unknown one never leaves Slack."""
    assert slack.command("#mass-desk", "Boston").error == "dispatch_failed"
    assert slack.command("#mass-desk", "/weather").error == "unknown_command"
    with pytest.raises(LookupError, match="archived"):
        slack.command("#election-2024", "Boston")


def test_a_response_url_works_five_times(
    slack: DrivenSlack, app: App, connect: Connect, clock: Clock
) -> None:
    """Five answers within thirty minutes; a command's own has no original to replace."""
    urls: list[str] = []

    @app.command("/detainers")
    def _(ack: Ack, command: dict[str, Any]) -> None:
        urls.append(command["response_url"])
        ack("working")

    connect(app)
    slack.command("#mass-desk", "Boston")
    assert post(urls[0], {"text": "done", "replace_original": True}) == (200, "ok")
    assert [message.text for message in slack.messages("#mass-desk")] == ["working", "done"]
    assert post(urls[0], {"blocks": [{"type": "banner"}]}) == (400, "invalid_blocks")
    assert [post(urls[0], {"text": "more"})[0] for _ in range(4)] == [200, 200, 200, 404]
    assert post(urls[0], {"text": "more"}) == (404, "used_url")
    slack.command("#mass-desk", "Boston")
    clock.advance(timedelta(minutes=31))
    assert post(urls[1], {"text": "late"}) == (404, "expired_url")


def test_trigger_ids_are_short_and_single(
    slack: DrivenSlack, client: WebClient, app: App, connect: Connect, clock: Clock
) -> None:
    """A modal opens within three seconds and once; then the error says which it was."""
    triggers: list[str] = []

    @app.command("/detainers")
    def _(ack: Ack, command: dict[str, Any]) -> None:
        triggers.append(command["trigger_id"])
        ack()

    connect(app)
    slack.command("#mass-desk", "subscribe", silent=True)
    slack.command("#mass-desk", "subscribe", silent=True)
    view = {"type": "modal", "title": {"type": "plain_text", "text": "Subscribe"}, "blocks": []}
    client.views_open(trigger_id=triggers[0], view=view)
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        client.views_open(trigger_id=triggers[0], view=view)
    clock.advance(timedelta(seconds=4))
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        client.views_open(trigger_id=triggers[1], view=view)
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        client.views_open(trigger_id="1.2.3", view=view)
