"""Answers through response_urls: what they may change, and how Slack refuses them."""

import json
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk.webhook import WebhookClient

from tests.bot.preview.conftest import Connect
from tests.support.slack.driven import DrivenSlack

BUTTON = {"type": "button", "action_id": "rows", "text": {"type": "plain_text", "text": "Rows"}}
BLOCKS: list[dict[str, Any]] = [{"type": "actions", "block_id": "a", "elements": [BUTTON]}]


@pytest.fixture
def urls(app: App, connect: Connect) -> list[str]:
    """The response_urls of commands and clicks, as they come."""
    heard: list[str] = []

    @app.command("/detainers")
    def _(ack: Ack, command: dict[str, Any]) -> None:
        heard.append(command["response_url"])
        ack(text="Boston", blocks=BLOCKS)

    @app.action("rows")
    def _(ack: Ack, body: dict[str, Any]) -> None:
        heard.append(body["response_url"])
        ack()

    connect(app)
    return heard


def respond(url: str, **body: Any) -> tuple[int, str]:
    """Use a response_url; what comes back."""
    answer = WebhookClient(url).send_dict(body)
    return answer.status_code, answer.body


@pytest.mark.parametrize(
    ("status", "body", "retry_after"),
    [
        (404, '{"ok":false,"error":"used_url"}', 0),
        (404, "expired_url", 0),
        (200, "invalid_blocks", 0),
        (429, "ratelimited", 7),
        (500, "", 0),
    ],
)
def test_slack_refuses_answers_in_its_own_ways(
    slack: DrivenSlack, urls: list[str], status: int, body: str, retry_after: int
) -> None:
    """Status and body come as asked, nothing is shown, what was tried is known; the next goes through."""
    slack.command("#mass-desk", "Boston")
    slack.refuse_responses(status, body, retry_after=retry_after)
    answer = WebhookClient(urls[0]).send(text="refused")
    assert (answer.status_code, answer.body) == (status, body)
    assert answer.headers.get("Retry-After") == (str(retry_after) if retry_after else None)
    assert respond(urls[0], text="taken") == (200, "ok")
    assert [one.text for one in slack.messages("#mass-desk")] == ["Boston", "taken"]
    assert [(json.loads(one["body"])["text"], one["status"]) for one in slack.responses] == [
        ("refused", status),
        ("taken", 200),
    ]
