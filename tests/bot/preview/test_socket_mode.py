"""A real Bolt app over Socket Mode: clicks, events, several connections, reconnection."""

import urllib.error
import urllib.request
from typing import Any

import pytest
from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from tests.bot.preview.conftest import Connect
from tests.support.slack.driven import DrivenSlack

BUTTON = {"type": "button", "action_id": "rows", "value": "7", "text": {"type": "plain_text", "text": "Rows"}}
BLOCKS: list[dict[str, Any]] = [{"type": "actions", "block_id": "a", "elements": [BUTTON]}]


def test_a_click_on_a_message(slack: DrivenSlack, client: WebClient, app: App, connect: Connect) -> None:
    """The payload names message, button and channel; its response_url can replace the message."""
    heard: list[dict[str, Any]] = []

    @app.action("rows")
    def _(ack: Ack, body: dict[str, Any], respond: Respond) -> None:
        ack()
        heard.append(body)
        respond(text="Rows: 3", replace_original=True)

    connect(app)
    client.chat_postMessage(channel="C0TEXAS", text="Texas", blocks=BLOCKS)
    (message,) = slack.messages("#texas-desk")
    assert slack.click(message, action_id="rows").error == ""
    assert (heard[0]["message"]["text"], heard[0]["actions"][0]["value"]) == ("Texas", "7")
    (seen,) = slack.messages("#texas-desk")
    assert (seen.text, seen.blocks, seen.edited) == ("Rows: 3", [], True)
    with pytest.raises(LookupError, match="Nothing to click"):
        slack.click(seen, action_id="rows")


def test_sharing_an_ephemeral_answer(slack: DrivenSlack, app: App, connect: Connect) -> None:
    """An ephemeral message's click carries no message; it can post to all and take itself away."""
    heard: list[dict[str, Any]] = []

    @app.command("/detainers")
    def _(ack: Ack) -> None:
        ack(text="Boston", blocks=BLOCKS)

    @app.action("rows")
    def _(ack: Ack, body: dict[str, Any], respond: Respond) -> None:
        ack()
        heard.append(body)
        respond(text="Boston", response_type="in_channel", replace_original=False)
        respond(text="", delete_original=True)

    connect(app)
    slack.click(slack.command("#metro", "Boston"), value="7")
    assert heard[0]["container"]["is_ephemeral"]
    assert "message" not in heard[0]
    assert [(one.text, one.ephemeral) for one in slack.messages("#metro")] == [("Boston", False)]


def test_home_is_published_on_opening(slack: DrivenSlack, app: App, connect: Connect) -> None:
    """Opening Home sends the event; what the app publishes is what the person sees."""

    @app.event("app_home_opened")
    def _(event: dict[str, Any], client: WebClient) -> None:
        blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": f"For <@{event['user']}>"}}]
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    connect(app)
    home = slack.open_home("Reporter")
    assert home is not None
    assert home["blocks"][0]["text"]["text"] == "For <@U0REPORTER>"
    assert slack.home("Editor") is None


def test_an_invitation_is_told(slack: DrivenSlack, app: App, connect: Connect) -> None:
    """The app hears who invited it where, and may greet only that person."""

    @app.event("member_joined_channel")
    def _(event: dict[str, Any], client: WebClient) -> None:
        client.chat_postEphemeral(channel=event["channel"], user=event["inviter"], text="Hello")

    connect(app)
    slack.invite("#investigations", "Reporter")
    greeting = slack.wait_for("#investigations", lambda message: message.text == "Hello")
    assert greeting.seen_by == "U0REPORTER"


def test_an_invitation_to_where_the_app_is(slack: DrivenSlack, app: App, connect: Connect) -> None:
    """Slackbot tells the person; the app hears nothing of it."""

    @app.event("member_joined_channel")
    def _(event: dict[str, Any], client: WebClient) -> None:
        client.chat_postMessage(channel=event["channel"], text="Hello")

    connect(app)
    slack.invite("#mass-desk", "Reporter")
    slack.invite("#metro", "Reporter")
    slack.wait_for("#metro", lambda message: message.text == "Hello")
    (told,) = slack.messages("#mass-desk", "Reporter")
    assert told.text.endswith("is already in this channel.")
    assert (told.author, told.seen_by) == ("Slackbot", "U0REPORTER")


def test_each_envelope_goes_to_one_connection(slack: DrivenSlack, app: App, connect: Connect) -> None:
    """Two connections share the work; none hears a command twice."""
    answers: list[str] = []

    @app.command("/detainers")
    def _(ack: Ack, command: dict[str, Any]) -> None:
        answers.append(command["text"])
        ack(command["text"])

    connect(app)
    connect(app)
    slack.wait_connected(2)
    for number in range(6):
        slack.command("#mass-desk", str(number))
    assert answers == ["0", "1", "2", "3", "4", "5"]
    assert sorted(slack.delivered) == [3, 3]


def test_the_app_comes_back_after_a_disconnect(slack: DrivenSlack, app: App, connect: Connect) -> None:
    """Slack asks to reconnect now and then; the builtin client does, with a new ticket."""

    @app.command("/detainers")
    def _(ack: Ack) -> None:
        ack("still here")

    connect(app)
    assert slack.disconnect("refresh_requested") == 1
    slack.wait_connected()
    assert slack.command("#mass-desk", "Boston").text == "still here"
    assert [one["method"] for one in slack.calls].count("apps.connections.open") == 2


def test_a_ticket_opens_one_connection(slack: DrivenSlack) -> None:
    """A made-up ticket opens none."""
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"{slack.base_url}/link/?ticket=guess")  # noqa: S310  our own server
    with caught.value as error:
        assert error.code == 403
