"""Tokens, scopes, paces, pages and planned faults of the Web API."""

import http.client
import json
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.support.clock import Clock
from tests.support.slack.driven import DrivenSlack


def call(slack: DrivenSlack, method: str, token: str | None, **args: object) -> dict[str, object]:
    """One raw call, so that the token can be missing or wrong."""
    connection = http.client.HTTPConnection(urlsplit(slack.base_url).netloc)
    headers = {"Content-Type": "application/json; charset=utf-8"}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    connection.request("POST", f"/api/{method}", json.dumps(args), headers)
    answer: dict[str, object] = json.loads(connection.getresponse().read())
    connection.close()
    return answer


def test_tokens_are_told_apart(slack: DrivenSlack) -> None:
    """None, a wrong one, an app token where a bot token belongs, and the other way round."""
    for method, token, error in [
        ("chat.postMessage", None, "not_authed"),
        ("chat.postMessage", "xoxb-somebody-else", "invalid_auth"),
        ("chat.postMessage", slack.app_token, "not_allowed_token_type"),
        ("apps.connections.open", slack.bot_token, "not_allowed_token_type"),
        ("chat.postMassage", slack.bot_token, "unknown_method"),
    ]:
        assert call(slack, method, token)["error"] == error


def test_only_what_the_manifest_asked_for_is_allowed() -> None:
    """A method whose scope the manifest lacks says which are needed and which are there."""
    manifest = {"display_information": {"name": "Bare"}, "oauth_config": {"scopes": {"bot": ["commands"]}}}
    with DrivenSlack(manifest=manifest) as slack:
        answer = call(slack, "chat.postMessage", slack.bot_token, channel="C0MASSDESK", text="hello")
    assert (answer["error"], answer["needed"], answer["provided"]) == (
        "missing_scope",
        "chat:write",
        "commands",
    )


def test_history_needs_a_scope_that_the_app_does_not_have(slack: DrivenSlack, client: WebClient) -> None:
    """The desk never reads channels; should it try, it hears so here first."""
    slack.say("#mass-desk", "private talk")
    with pytest.raises(SlackApiError, match="missing_scope"):
        client.conversations_history(channel="C0MASSDESK")


def test_channels_come_in_pages(client: WebClient) -> None:
    """The cursor leads through all public channels; a private one without the app never shows."""
    names, cursor = [], ""
    for _ in range(4):
        page = client.conversations_list(limit=2, cursor=cursor)
        names += [channel["name"] for channel in page["channels"]]
        cursor = page["response_metadata"]["next_cursor"]
    assert cursor == ""
    assert names == [
        "mass-desk",
        "georgia-desk",
        "texas-desk",
        "national",
        "general",
        "metro",
        "election-2024",
    ]
    wrong: list[tuple[dict[str, object], str]] = [
        ({"cursor": "?"}, "invalid_cursor"),
        ({"limit": 1001}, "invalid_limit"),
    ]
    for arguments, error in wrong:
        with pytest.raises(SlackApiError, match=error):
            client.api_call("conversations.list", data=arguments)


def test_joining(client: WebClient) -> None:
    """A public channel can be joined, a private one only by invitation, an archived one not at all."""
    assert client.conversations_join(channel="C0METRO")["channel"]["is_member"]
    for channel, error in [
        ("C0INVEST", "method_not_supported_for_channel_type"),
        ("C0ELECTION", "is_archived"),
        ("C0NOWHERE", "channel_not_found"),
    ]:
        with pytest.raises(SlackApiError, match=error):
            client.conversations_join(channel=channel)


def test_people_and_the_bot_are_known(slack: DrivenSlack, client: WebClient) -> None:
    """Who the token is, who else is there, and direct messages with them."""
    assert client.auth_test()["user_id"] == "U0DESKBOT"
    assert client.users_info(user="U0EDITOR")["user"]["tz"] == "America/New_York"
    assert len(client.users_list()["members"]) == 4
    assert client.bots_info(bot="B0DETAINER")["bot"]["name"] == "Detainer Desk"
    opened = client.conversations_open(users="U0REPORTER")["channel"]["id"]
    assert client.conversations_info(channel=opened)["channel"]["is_im"]
    assert client.conversations_members(channel="C0METRO")["members"] == [
        "U0EDITOR",
        "U0OPERATOR",
        "U0REPORTER",
    ]
    with pytest.raises(SlackApiError, match="user_not_found"):
        client.users_info(user="U0NOBODY")


def test_a_tier_has_a_pace(client: WebClient, clock: Clock) -> None:
    """Tier 2 is 20 calls a minute; then Retry-After, and after that it goes on."""
    for _ in range(20):
        client.users_list()
    with pytest.raises(SlackApiError) as caught:
        client.users_list()
    assert (caught.value.response["error"], caught.value.response.headers["Retry-After"]) == (
        "ratelimited",
        "3",
    )
    clock.advance(timedelta(seconds=3))
    client.users_list()


def test_planned_faults(slack: DrivenSlack, client: WebClient) -> None:
    """Tests can have a channel closed for a while, a method fail, each exactly as often as asked."""
    slack.rate_limit("#texas-desk", 30)
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="C0TEXAS", text="a")
    assert caught.value.response.headers["Retry-After"] == "30"
    slack.fail_next("chat.postMessage", "internal_error")
    with pytest.raises(SlackApiError, match="internal_error"):
        client.chat_postMessage(channel="C0MASSDESK", text="a")
    client.chat_postMessage(channel="C0MASSDESK", text="a")
    assert [(one["method"], one["error"]) for one in slack.calls] == [
        ("chat.postMessage", "ratelimited"),
        ("chat.postMessage", "internal_error"),
        ("chat.postMessage", ""),
    ]


def test_the_unknown_outcome(slack: DrivenSlack, client: WebClient) -> None:
    """The message was taken, the answer never came: the caller can't know, the channel shows it."""
    slack.hang_after("chat.postMessage")
    with pytest.raises(OSError, match=r"closed|reset|Reset"):
        client.chat_postMessage(channel="C0MASSDESK", text="once")
    assert [message.text for message in slack.messages("#mass-desk")] == ["once"]


def test_a_body_that_is_no_json(slack: DrivenSlack) -> None:
    """Slack's words for it, not a crash."""
    connection = http.client.HTTPConnection(urlsplit(slack.base_url).netloc)
    connection.request("POST", "/api/auth.test", "{", {"Content-Type": "application/json"})
    assert json.loads(connection.getresponse().read()) == {"ok": False, "error": "invalid_json"}
    connection.close()
