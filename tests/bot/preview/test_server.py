"""The local Slack as a server: who may ask, one process or another, starting and stopping."""

import contextlib
import gc
import http.client
import socket
import threading
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from slack_sdk import WebClient

from tests.support.slack.driven import DrivenSlack, slack_process


def ask(slack: DrivenSlack, method: str, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage]:
    """One raw request; underscores in header names mean hyphens."""
    connection = http.client.HTTPConnection(urlsplit(slack.base_url).netloc)
    connection.request(method, path, "{}", {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers


def test_the_page_itself_is_answered(slack: DrivenSlack) -> None:
    """The page asks in JSON, which another site's form can't; `test_who_may_ask.py` has the hostile ones."""
    host = urlsplit(slack.base_url).netloc
    json_type = "application/json"
    assert ask(slack, "POST", "/_local/facts", Host=host, Content_Type="text/plain")[0] == 415
    assert ask(slack, "POST", "/_local/facts", Origin=f"http://{host}", Content_Type=json_type)[0] == 200


def test_the_page_may_load_nothing_from_elsewhere(slack: DrivenSlack) -> None:
    """The policy that the browser enforces."""
    status, headers = ask(slack, "GET", "/")
    assert status == 200
    assert headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_it_listens_on_loopback_only() -> None:
    """Another address is refused before anything listens."""
    with pytest.raises(ValueError, match="this computer only"):
        DrivenSlack(host="0.0.0.0")  # noqa: S104  that is what must not happen


def test_a_taken_port_is_an_error_at_once(slack: DrivenSlack) -> None:
    """start() says so instead of waiting for ever."""
    with pytest.raises(OSError, match="Address already in use"):
        DrivenSlack(port=int(slack.base_url.rpartition(":")[2])).start()


def test_stopping_twice_is_harmless() -> None:
    """A context manager and a stop() of one's own don't quarrel."""
    with DrivenSlack() as slack:
        slack.stop()
    with pytest.raises(ConnectionError):
        slack.messages("#mass-desk")


def test_stopping_among_callers_leaves_no_connection_behind() -> None:
    """A connection that comes in as it stops is closed, not left for a later test to stumble on."""
    for _ in range(10):
        with DrivenSlack() as slack:
            address = urlsplit(slack.base_url)
            stopped = threading.Event()
            callers = [
                threading.Thread(target=call_until, args=(stopped, address.port or 0)) for _ in range(3)
            ]
            for caller in callers:
                caller.start()
        stopped.set()
        for caller in callers:
            caller.join()
    del slack
    gc.collect()  # what is left open is reported here, and fails this test


def call_until(stopped: threading.Event, port: int) -> None:
    """Open connections, one after another, and ask something on each."""
    while not stopped.is_set():
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", port), timeout=1) as connection,
        ):
            connection.sendall(
                b"POST /api/auth.test HTTP/1.1\r\nHost: localhost:%d\r\nContent-Length: 0\r\n\r\n" % port
            )
            connection.recv(100)


def until(event: threading.Event) -> Callable[[], None]:
    """A replay that lasts until the event is set."""

    def replay() -> None:
        event.wait(30)

    return replay


def broken() -> None:
    """A replay that fails."""
    raise ValueError


def test_the_replay_button_runs_what_it_was_given() -> None:
    """Ready, running, finished; a second press meanwhile is refused; a failure is told as one."""
    go = threading.Event()
    with DrivenSlack(on_replay=until(go)) as slack:
        assert slack.replay_state == "ready"
        slack.replay()
        assert slack.replay_state == "running"
        with pytest.raises(LookupError):
            slack.replay()
        go.set()
        assert slack.wait_replayed() == "finished"
    with DrivenSlack(on_replay=broken) as slack:
        slack.replay()
        assert slack.wait_replayed() == "failed"


def test_a_process_of_its_own_has_the_same_ids() -> None:
    """The desk is killed and started again, Slack stays; and at another start the ids are the same."""
    for _ in range(2):
        with slack_process() as slack:
            client = WebClient(slack.bot_token, base_url=slack.api_url)
            client.chat_postMessage(channel="C0MASSDESK", text="hello")
            assert [message.text for message in slack.messages("#mass-desk")] == ["hello"]
            assert client.auth_test()["user_id"] == "U0DESKBOT"
