"""Bad days of the Web API: late, dripping, missing and strange answers."""

import http.client
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.support.slack.driven import DrivenSlack


def posted(slack: DrivenSlack) -> list[str]:
    """What stands in the channel that these tests post to."""
    return [message.text for message in slack.messages("#texas-desk")]


def post(client: WebClient, text: str = "Texas") -> Any:
    """Post there."""
    return client.chat_postMessage(channel="C0TEXAS", text=text)


def test_a_slow_method_is_done_at_once_and_answered_late(slack: DrivenSlack, client: WebClient) -> None:
    """Who gives up waiting finds the message there all the same: Slack's unknown outcome."""
    slack.slow("chat.postMessage", 0.4)
    impatient = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[], timeout=0.2)  # type: ignore[arg-type]  # a float will do
    with pytest.raises(TimeoutError):
        post(impatient)
    slack.wait_for("#texas-desk", lambda message: message.text == "Texas")
    began = time.monotonic()
    client.auth_test()
    post(client)
    assert time.monotonic() - began >= 0.4
    slack.slow("*", 0.3)
    slack.slow("chat.postMessage", 0)
    assert seconds(lambda: post(client)) < seconds(client.auth_test) >= 0.3


def seconds(call: Callable[[], Any]) -> float:
    """How long a call takes."""
    began = time.monotonic()
    call()
    return time.monotonic() - began


@pytest.mark.parametrize(
    ("plan", "status", "starts"),
    [
        (lambda slack: slack.answer_html("chat.postMessage", 2), 200, "Received a response in a non-JSON"),
        (lambda slack: slack.fail_status("chat.postMessage", 503, 2), 503, "Received a response in a non"),
    ],
)
def test_an_answer_that_is_no_json(
    slack: DrivenSlack, client: WebClient, plan: Callable[[DrivenSlack], None], status: int, starts: str
) -> None:
    """A proxy's page and a server's bare status: nothing was done, the third call gets through."""
    plan(slack)
    for _ in range(2):
        with pytest.raises(SlackApiError) as caught:
            post(client)
        assert caught.value.response.status_code == status
        assert str(caught.value.response["error"]).startswith(starts)
    assert posted(slack) == []
    post(client)
    assert posted(slack) == ["Texas"]
    assert [call["ok"] for call in slack.calls] == [False, False, True]


def test_a_bare_ok_did_nothing(slack: DrivenSlack, client: WebClient) -> None:
    """`ok` and not a word more: no timestamp, no file, and no message."""
    slack.answer_nothing("chat.postMessage")
    slack.answer_nothing("files.completeUploadExternal")
    assert post(client).data == {"ok": True}
    file = client.files_getUploadURLExternal(filename="rows.csv", length=1)["file_id"]
    assert client.files_completeUploadExternal(files=[{"id": file}]).data == {"ok": True}
    assert posted(slack) == []


def test_a_dripping_answer_never_pauses_long(slack: DrivenSlack) -> None:
    """Its length is known, a limit on each read doesn't see it, the message is there; the next is whole."""
    slack.drip("chat.postMessage", 0.6)
    longest, body = read_slowly(slack)
    assert longest < 0.5
    assert body.startswith(b'{"ok": true')
    assert posted(slack) == ["Texas"]
    assert seconds(lambda: read_slowly(slack)) < 0.5


def read_slowly(slack: DrivenSlack) -> tuple[float, bytes]:
    """Post a message; the longest wait for a byte, and the body."""
    connection = http.client.HTTPConnection(urlsplit(slack.base_url).netloc)
    headers = {"Authorization": f"Bearer {slack.bot_token}", "Content-Type": "application/json"}
    connection.request("POST", "/api/chat.postMessage", '{"channel": "C0TEXAS", "text": "Texas"}', headers)
    answer = connection.getresponse()
    body, longest = b"", 0.0
    for _ in range(int(answer.headers["Content-Length"])):
        began = time.monotonic()
        body += answer.read(1)
        longest = max(longest, time.monotonic() - began)
    connection.close()
    return longest, body
