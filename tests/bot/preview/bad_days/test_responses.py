"""Answers through response_urls: what they may change, and how Slack refuses them."""

import http.client
import json
import urllib.error
import urllib.request
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
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


def test_an_answer_that_is_taken_and_never_confirmed(slack: DrivenSlack, urls: list[str]) -> None:
    """The connection breaks, the message is there: who sends it again has said it twice."""
    slack.command("#mass-desk", "Boston")
    slack.hang_after("response_url")
    with pytest.raises((OSError, http.client.HTTPException)):
        WebhookClient(urls[0], retry_handlers=[]).send(text="Rows")
    assert shown(slack) == [("Boston", True), ("Rows", True)]


def shown(slack: DrivenSlack) -> list[tuple[str, bool]]:
    """Texts in the channel, each with whether only one person sees it."""
    return [(message.text, message.ephemeral) for message in slack.messages("#mass-desk")]


@pytest.mark.parametrize("response_type", ["ephemeral", "in_channel"])
@pytest.mark.parametrize("public", [True, False])
def test_what_is_replaced_stays_for_whom_it_was(
    slack: DrivenSlack, client: WebClient, urls: list[str], public: bool, response_type: str
) -> None:
    """A public message is replaced for everyone, an ephemeral one for its person, whatever is asked for."""
    if public:
        client.chat_postMessage(channel="C0MASSDESK", text="Boston", blocks=BLOCKS)
    else:
        slack.command("#mass-desk", "Boston")
    slack.click(slack.messages("#mass-desk")[0], action_id="rows", user="Editor")
    assert respond(urls[-1], text="Rows", replace_original=True, response_type=response_type)[0] == 200
    assert shown(slack) == [("Rows", not public)]
    assert respond(urls[-1], text="More", response_type=response_type)[0] == 200
    assert shown(slack)[1] == ("More", response_type == "ephemeral")


def test_a_command_is_never_replaced_nor_deleted(slack: DrivenSlack, urls: list[str]) -> None:
    """What the person typed and what was answered stay; replacing posts a second message."""
    slack.command("#mass-desk", "Boston")
    assert respond(urls[0], text="More", replace_original=True)[0] == 200
    assert respond(urls[0], delete_original=True)[0] == 200
    assert shown(slack) == [("Boston", True), ("More", True)]


def test_delete_original_with_words_posts_them_anew(
    slack: DrivenSlack, client: WebClient, urls: list[str]
) -> None:
    """Alone it only deletes."""
    for _ in range(2):
        client.chat_postMessage(channel="C0MASSDESK", text="Boston", blocks=BLOCKS)
    for message in slack.messages("#mass-desk"):
        slack.click(message, action_id="rows")
    assert respond(urls[0], delete_original=True)[0] == 200
    assert shown(slack) == [("Boston", False)]
    assert respond(urls[1], delete_original=True, text="Shared", response_type="in_channel")[0] == 200
    assert shown(slack) == [("Shared", False)]


def test_an_answer_goes_to_the_thread_that_it_names(
    slack: DrivenSlack, client: WebClient, urls: list[str]
) -> None:
    """Without thread_ts it goes to the channel, also when the click was in a thread."""
    parent = client.chat_postMessage(channel="C0MASSDESK", text="Boston")["ts"]
    client.chat_postMessage(channel="C0MASSDESK", text="reply", blocks=BLOCKS, thread_ts=parent)
    slack.click(slack.messages("#mass-desk")[1], action_id="rows")
    for thread in ({}, {"thread_ts": parent}):
        respond(urls[0], text="Rows", response_type="in_channel", **thread)
    assert [message.thread_ts for message in slack.messages("#mass-desk")][2:] == ["", parent]


def test_what_is_no_answer_is_refused(slack: DrivenSlack, urls: list[str]) -> None:
    """No JSON, and nothing in it."""
    slack.command("#mass-desk", "Boston")
    request = urllib.request.Request(urls[0], b"text=Boston", method="POST")  # noqa: S310  our own server
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)  # noqa: S310  as above
    with caught.value as error:
        assert (error.code, json.loads(error.read())["error"]) == (400, "invalid_payload")
    refused = respond(urls[0], response_type="ephemeral")
    assert (refused[0], json.loads(refused[1])["error"]) == (400, "no_text")
