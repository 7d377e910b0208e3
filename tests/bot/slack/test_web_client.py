"""No call to Slack lasts longer than its deadline, whatever comes instead of an answer."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPException

import pytest
from slack_sdk.errors import SlackApiError

from bot.slack import Act, BoundedClient, send_bytes, understood
from bot.slack.api_errors import FAILED_CALL
from tests.support.slack.driven import DrivenSlack

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"


def dripping(connection: socket.socket, start: bytes, stop: threading.Event) -> None:
    """Answer a byte now and then."""
    connection.recv(65536)
    try:
        connection.sendall(start)
        while not stop.wait(0.05):
            connection.sendall(b" ")
    except OSError:
        return


@pytest.fixture
def drips() -> Iterator[Callable[[bytes], str]]:
    """Start a server that begins its answer so and then drips; gives its address."""
    stop, servers = threading.Event(), []

    def serve(start: bytes) -> str:
        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)

        def work() -> None:
            connection, _ = server.accept()
            with closing(connection):
                dripping(connection, start, stop)

        threading.Thread(target=work, daemon=True).start()
        return f"http://127.0.0.1:{server.getsockname()[1]}/api/"

    yield serve
    stop.set()
    for server in servers:
        server.close()


@pytest.mark.parametrize(
    "start", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", HEAD, HEAD.replace(b"200 OK", b"503 No")]
)
def test_an_answer_that_drips_ends_with_the_deadline(drips: Callable[[bytes], str], start: bytes) -> None:
    """In its first line, its headers, its body or that of an error: it may have been done, and is over."""
    client, begun = BoundedClient("xoxb-1", drips(start), call=0.4), time.monotonic()
    with pytest.raises(FAILED_CALL) as failed:
        client.auth_test()
    assert time.monotonic() - begun < 5
    assert understood(failed.value).act is Act.REPEAT


def test_tls_that_never_comes_about_ends_with_the_deadline(drips: Callable[[bytes], str]) -> None:
    """The deadline holds from the first byte on."""
    address, begun = drips(b"").replace("http:", "https:"), time.monotonic()
    with pytest.raises((*FAILED_CALL, HTTPException)):
        BoundedClient("xoxb-1", address, call=0.4).auth_test()
    assert time.monotonic() - begun < 5


def test_a_proxy_that_drips_ends_with_the_deadline(drips: Callable[[bytes], str]) -> None:
    """Before TLS a proxy is asked for the way, and may answer a byte now and then."""
    client, begun = BoundedClient("xoxb-1", call=0.4), time.monotonic()
    client.proxy = drips(b"HTTP/1.1 200 OK\r\nX-Slow: ").removesuffix("/api/")
    with pytest.raises(FAILED_CALL):
        client.auth_test()
    assert time.monotonic() - begun < 5


@pytest.fixture
def slack() -> Iterator[DrivenSlack]:
    """A local Slack."""
    with DrivenSlack() as running:
        yield running


def test_what_is_no_object_is_no_answer(slack: DrivenSlack) -> None:
    """JSON that says nothing, pages and broken text are refusals that say nothing of what was done."""
    client = BoundedClient(slack.bot_token, slack.api_url)
    assert client.auth_test()["ok"]
    for body in ("[]", "null", "17", '"ok"', "<html>", "{", ""):
        slack._instead("auth.test", body=body)
        with pytest.raises(SlackApiError) as refused:
            client.auth_test()
        assert understood(refused.value).act is Act.REPEAT, body


def test_an_answer_that_sends_elsewhere_is_not_followed(
    slack: DrivenSlack, drips: Callable[[bytes], str]
) -> None:
    """A proxy's way to its login page: the token doesn't go along, and nobody knows what was done."""
    there = f"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: {slack.api_url}auth.test\r\n\r\n"
    with pytest.raises(SlackApiError) as refused:
        BoundedClient(slack.bot_token, drips(there.encode())).auth_test()
    assert understood(refused.value).act is Act.REPEAT
    assert not slack.calls


def test_bytes_are_sent_or_refused(slack: DrivenSlack) -> None:
    """The bytes of a file arrive as they are; an address that takes none is a refusal."""
    client = BoundedClient(slack.bot_token, slack.api_url)
    ticket = client.files_getUploadURLExternal(filename="rows.csv", length=3)
    send_bytes(client, ticket["upload_url"], b"a,b")
    done = [{"id": ticket["file_id"], "title": "Rows"}]
    client.files_completeUploadExternal(files=done, channel_id="C0TEXAS")
    slack.wait_for("C0TEXAS", lambda message: bool(message.files))
    assert [slack.file_content(file) for file in slack.files()] == [b"a,b"]
    with pytest.raises(FAILED_CALL):
        send_bytes(client, ticket["upload_url"], b"a,b")
