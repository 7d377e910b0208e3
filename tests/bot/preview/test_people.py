"""Guests, people of other workspaces, those who left, and a token that is revoked."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.support.slack.driven import DrivenSlack

MEMBERS_READER = {
    "display_information": {"name": "Reads public members"},
    "oauth_config": {"scopes": {"bot": ["channels:read", "chat:write"]}},
}


def test_slack_says_what_somebody_is(slack: DrivenSlack, client: WebClient) -> None:
    """users.info tells guests, foreign people, admins and the deactivated apart."""
    people = {
        slack.person("Guest", is_guest=True): ("is_restricted", True),
        slack.person("Partner", team="T0PARTNER"): ("team_id", "T0PARTNER"),
        slack.person("Chief", is_admin=True): ("is_admin", True),
        slack.person("Leaver", deleted=True): ("deleted", True),
    }
    for user, (field, value) in people.items():
        assert client.users_info(user=user)["user"][field] == value
    assert client.users_info(user="U0EDITOR")["user"]["is_restricted"] is False


def test_a_message_to_somebody_who_left_is_taken(slack: DrivenSlack, client: WebClient) -> None:
    """As Slack does: ok, though nobody will read it (slackapi/python-slack-sdk#1156)."""
    assert client.chat_postMessage(channel=slack.person("Leaver", deleted=True), text="hello")["ok"]


def test_each_kind_of_channel_has_a_scope_of_its_own() -> None:
    """Members of private channels aren't seen with the scope for public ones."""
    with DrivenSlack(manifest=MEMBERS_READER) as slack:
        client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        assert "U0EDITOR" in client.conversations_members(channel="C0MASSDESK")["members"]
        slack.make_private("#mass-desk")
        with pytest.raises(SlackApiError, match="missing_scope"):
            client.conversations_members(channel="C0MASSDESK")


def test_a_revoked_token_opens_nothing(slack: DrivenSlack, client: WebClient) -> None:
    """Whatever is asked with it; the app-level token is another one."""
    slack.revoke("invalid_auth")
    with pytest.raises(SlackApiError, match="invalid_auth"):
        client.auth_test()
    slack.restore()
    assert client.auth_test()["ok"]
    slack.revoke()
    for call in (client.auth_test, client.users_list):
        with pytest.raises(SlackApiError, match="token_revoked"):
            call()
    assert WebClient(slack.app_token, base_url=slack.api_url).apps_connections_open(
        app_token=slack.app_token
    )["ok"]


def test_a_channel_keeps_its_id(slack: DrivenSlack, client: WebClient) -> None:
    """Whatever it is called and whoever sees it, it is the same channel."""
    slack.rename("#mass-desk", "massachusetts")
    slack.make_private("C0MASSDESK")
    shown = client.conversations_info(channel="C0MASSDESK")["channel"]
    assert (shown["name"], shown["is_private"]) == ("massachusetts", True)
