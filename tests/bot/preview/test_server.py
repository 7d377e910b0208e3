"""The local Slack as a server: who may ask, one process or another, starting and stopping."""

import contextlib
import gc
import http.client
import json
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from slack_sdk import WebClient

from tests.support.slack.driven import DrivenSlack
from tests.support.slack.driver import Driver


def ask(slack: DrivenSlack, method: str, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage]:
    """One raw request; underscores in header names mean hyphens."""
    connection = http.client.HTTPConnection(urlsplit(slack.base_url).netloc)
    connection.request(method, path, "{}", {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers


def test_other_names_and_other_sites_are_refused(slack: DrivenSlack) -> None:
    """A rebound name and another site's page get nothing, wherever they ask."""
    host = urlsplit(slack.base_url).netloc
    json_type = "application/json"
    for path in ("/_local/facts", "/api/auth.test", "/respond/x"):
        assert ask(slack, "POST", path, Host="evil.example", Content_Type=json_type)[0] == 403
        assert ask(slack, "POST", path, Origin="https://evil.example", Content_Type=json_type)[0] == 403
        assert ask(slack, "POST", path, Origin="null", Content_Type=json_type)[0] == 403
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
                b"POST /api/auth.test HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"
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


@contextlib.contextmanager
def process() -> Iterator[dict[str, str]]:
    """The local Slack as a process of its own; what its first line says."""
    command = [sys.executable, "-m", "bot.preview", "--port", "0"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert running.stdout is not None
        yield json.loads(running.stdout.readline())
    finally:
        running.send_signal(signal.SIGTERM)
        running.communicate(timeout=30)
    assert running.returncode == 0


def test_a_process_of_its_own_has_the_same_ids() -> None:
    """The desk is killed and started again, Slack stays; and at another start the ids are the same."""
    for _ in range(2):
        with process() as where:
            client = WebClient(where["bot_token"], base_url=where["api_url"])
            driver = Driver(where["page_url"].rstrip("/"))
            client.chat_postMessage(channel="C0MASSDESK", text="hello")
            assert [message.text for message in driver.messages("#mass-desk")] == ["hello"]
            assert client.auth_test()["user_id"] == "U0DESKBOT"
