"""An app that is installed for an organization: who its token is, and what its payloads say."""

from typing import Any

import pytest
from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.bot.preview.conftest import Connect
from tests.support.slack.driven import DrivenSlack

ORG, OURS, SPORTS = "E0ORGANIZATION", "T0NEWSROOM", "T0SPORTS"
BUTTON = {"type": "button", "action_id": "rows", "text": {"type": "plain_text", "text": "Rows"}}
BLOCKS: list[dict[str, Any]] = [{"type": "actions", "elements": [BUTTON]}]
FORM = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Subscribe"},
    "blocks": [],
    "callback_id": "f",
}


@pytest.fixture
def colleague(slack: DrivenSlack) -> str:
    """Somebody of the organization's other workspace, in a channel of both."""
    slack.organization(teams=[SPORTS])
    return slack.person("Colleague", team=SPORTS, channels=["mass-desk"])


def test_the_token_is_the_organizations(slack: DrivenSlack, client: WebClient, colleague: str) -> None:
    """auth.test names no workspace; its workspaces can be listed; people say which they are of."""
    who = client.auth_test()
    assert (who["enterprise_id"], who["team_id"], who["is_enterprise_install"]) == (ORG, ORG, True)
    assert [team["id"] for team in client.auth_teams_list()["teams"]] == [OURS, SPORTS]
    user = client.users_info(user=colleague)["user"]
    assert (user["team_id"], user["enterprise_user"]["enterprise_id"]) == (SPORTS, ORG)
    stranger = slack.person("Partner", team="T0PARTNER")
    assert "enterprise_user" not in client.users_info(user=stranger)["user"]


def test_lists_are_of_one_workspace(client: WebClient, colleague: str) -> None:
    """Without team_id they are refused, and so are channels' names."""
    for call in (client.conversations_list, client.users_list):
        with pytest.raises(SlackApiError, match="missing_argument"):
            call()
        assert call(team_id=OURS)["ok"]
    assert colleague
    with pytest.raises(SlackApiError, match="channel_not_found"):
        client.chat_postMessage(channel="#mass-desk", text="hello")
    client.chat_postMessage(channel="C0MASSDESK", text="hello")


def test_every_payload_names_the_organization(
    slack: DrivenSlack, client: WebClient, app: App, connect: Connect, colleague: str
) -> None:
    """A command says where it was typed; a click, a form and an event name no workspace but people's."""
    heard: dict[str, tuple[Any, ...]] = {}

    def note(kind: str, body: dict[str, Any], context: BoltContext) -> None:
        team = body.get("team", body.get("team_id"))
        heard[kind] = (team, context.enterprise_id, context.team_id, context.is_enterprise_install)

    @app.command("/detainers")
    def _(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        note("command", body, context)
        client.views_open(trigger_id=body["trigger_id"], view=FORM)
        ack()

    @app.action("rows")
    def _(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        note("click", body, context)
        ack()

    @app.view("f")
    def _(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        note("form", body, context)
        ack()

    @app.event("app_home_opened")
    def _(body: dict[str, Any], context: BoltContext) -> None:
        note("event", body, context)
        client.views_publish(user_id=body["event"]["user"], view={"type": "home", "blocks": []})

    connect(app)
    slack.command("#mass-desk", "subscribe", colleague, silent=True)
    slack.submit(slack.modal(colleague) or {}, user=colleague)
    client.chat_postMessage(channel="C0MASSDESK", text="Texas", blocks=BLOCKS)
    slack.click(slack.messages("#mass-desk")[-1], action_id="rows", user=colleague)
    slack.open_home(colleague)
    assert heard == {
        "command": (SPORTS, ORG, SPORTS, True),
        "form": (None, ORG, SPORTS, True),
        "click": (None, ORG, SPORTS, True),
        "event": (SPORTS, ORG, None, True),
    }


def test_a_channel_whose_sharing_ends_has_another_id(slack: DrivenSlack, client: WebClient) -> None:
    """What stood there stays; the old id is nowhere, and the app was told nothing."""
    client.chat_postMessage(channel="C0TEXAS", text="before")
    new = slack.unshare("#texas-desk")
    with pytest.raises(SlackApiError, match="channel_not_found"):
        client.chat_postMessage(channel="C0TEXAS", text="lost")
    client.chat_postMessage(channel=new, text="after")
    assert [message.text for message in slack.messages("#texas-desk")] == ["before", "after"]
