"""`python -m bot run` as a newcomer meets it: one process, one line, a Slack to try, a clean end."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.support.desk.typed_desk import TypedDesk
from tests.support.documents.looking_around import WITHOUT_PRIVILEGES
from tests.support.slack.driven import DrivenSlack
from tests.support.slack.driver import PATIENCE, Driver
from tests.support.waiting import until

Start = Callable[..., TypedDesk]
Desk = subprocess.Popen[str] | TypedDesk
ROOT = Path(__file__).parents[2]


@pytest.fixture
def environment(sqlite_database: str) -> dict[str, str]:
    """Variables that let a desk run on a database without history."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
    return inherited | {
        "PYTHONPATH": str(ROOT),
        "DESK_DATABASE__URL": sqlite_database,
        "DESK_HISTORY__LOAD": "false",
        "DESK_PREVIEW__PORT": "0",
    }


@pytest.fixture
def start(environment: dict[str, str], tmp_path: Path) -> Iterator[Start]:
    """Starts desks in a folder without settings, with more variables."""
    desks: list[TypedDesk] = []

    def start(**more: str) -> TypedDesk:
        desks.append(TypedDesk(tmp_path, environment | more))
        return desks[-1]

    yield start
    for desk in desks:
        desk.kill()


NONE_RUNS = "No desk runs here. Start it with python -m bot run."
NAMES = ("doj_eo14287", "dhs_2025", "ice_ddor", "ddor_policies")


def on(slack: DrivenSlack) -> dict[str, str]:
    """Return an environment that connects a desk to a Slack, and lets it ask no publisher."""
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "DESK_SLACK__API_URL": slack.api_url,
        "DESK_SOURCES": json.dumps([{"name": name, "enabled": False} for name in NAMES]),
    }


def announced(desk: Desk) -> str:
    """Return the line that says that the desk runs."""
    assert desk.stdout
    return desk.stdout.readline()


def stop(desk: Desk, number: signal.Signals) -> None:
    """Send a signal and wait for the clean end of the desk."""
    desk.send_signal(number)
    assert desk.wait(PATIENCE) == 0


def readable_by_others(process: int) -> bool:
    """Tell whether a program without privileges can read the variables that a process was started with."""
    file = f"/proc/{process}/environ"
    look = [sys.executable, "-c", WITHOUT_PRIVILEGES, "-c", f"open({file!r}).close()"]
    assert Path(file).exists() == (sys.platform == "linux")
    return subprocess.run(look, stderr=subprocess.DEVNULL, check=False).returncode == 0


def test_a_newcomer_gets_a_page_an_answer_and_a_clean_end(
    environment: dict[str, str], tmp_path: Path
) -> None:
    """One line with the page's address, a command answered, secrets kept; Ctrl-C ends it within seconds."""
    command = [sys.executable, "-m", "bot", "run"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as desk:
        try:
            line = announced(desk)
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert found, line
            assert "checks no publisher" in line
            assert not readable_by_others(desk.pid)
            slack = Driver(found.group())
            assert "Texas" in slack.command("#texas-desk", "subscribe TX").text
            assert slack.command("#texas-desk", "Bostn").text
            stop(desk, signal.SIGINT)
        finally:
            desk.kill()


def test_with_tokens_the_same_desk_connects_to_slack(start: Start) -> None:
    """slack.api_url and two tokens are all that differs; what is typed is answered, after a cut too."""
    with DrivenSlack() as slack:
        desk = start(**on(slack))
        line = announced(desk)
        assert "runs on Newsroom and checks publishers" in line
        slack.wait_connected()
        assert "Georgia" in slack.command("#georgia-desk", "subscribe GA").text
        assert slack.cut() == 1
        slack.wait_connected()
        assert "Texas" in slack.command("#texas-desk", "subscribe TX").text
        stop(desk, signal.SIGTERM)


def failed(desk: TypedDesk) -> str:
    """Return what a desk said on stderr that could not start; one sentence or two, no traceback."""
    assert desk.wait(2 * PATIENCE) == 1
    assert desk.stdout.read() == ""
    err = desk.stderr.read()
    assert "Traceback" not in err
    return err


def test_a_token_that_slack_does_not_know_is_one_sentence(start: Start) -> None:
    """A revoked or mistyped token says which setting to look at."""
    with DrivenSlack() as slack:
        bot_wrong = {"SLACK_BOT_TOKEN": "xoxb-wrong", "SLACK_APP_TOKEN": slack.app_token}
        desk = start(**bot_wrong, DESK_SLACK__API_URL=slack.api_url)
        said = failed(desk)
        assert "did not let us in: Slack doesn't know the token, or doesn't let this address in." in said
        assert "See SLACK_BOT_TOKEN" in said
        app_wrong = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": "xapp-wrong"}
        desk = start(**app_wrong, DESK_SLACK__API_URL=slack.api_url)
        assert "See that SLACK_APP_TOKEN has the scope connections:write" in failed(desk)


def health(**environment: str) -> tuple[int, str]:
    """Ask as the container does; return the exit code and what it says."""
    asked = subprocess.run(
        [sys.executable, "-m", "bot.health"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.stderr == ""
    return asked.returncode, asked.stdout.strip()


def test_slack_in_trouble_never_stops_the_watching(
    start: Start, httpserver: HTTPServer, tmp_path: Path, sqlite_database: str
) -> None:
    """Publishers are asked while Slack is away, the container is well, and then the desk connects."""
    httpserver.expect_request("/list").respond_with_data("Not here", status=404)
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    entry = f'[[sources]]\nname = "doj_eo14287"\naddress = "{httpserver.url_for("/list")}"\n'
    others = "".join(f'[[sources]]\nname = "{name}"\nenabled = false\n' for name in NAMES[1:])
    (tmp_path / "desk.toml").write_text(f"[fetch]\nallow_loopback = true\n{entry}{others}", "utf-8")
    where = {"DESK_DATABASE__URL": sqlite_database}
    assert health(**where) == (1, NONE_RUNS)
    with DrivenSlack() as slack:
        slack.answer_html("auth.test")
        slack.answer_nothing("auth.test")
        slack.fail_status("auth.test", 503, times=1000)
        environment = {**on(slack), "DESK_CONFIG": str(tmp_path / "desk.toml")}
        del environment["DESK_SOURCES"]
        desk = start(**environment)
        assert "runs on no Slack for now and checks publishers" in announced(desk)
        assert until(lambda: any(request.path == "/list" for request, _ in httpserver.log))
        assert until(lambda: health(**where)[0] == 0)
        assert "The desk runs; Slack is away for 0 h 0 min" in health(**where)[1]
        slack.recover()
        assert "runs on Newsroom and checks publishers" in announced(desk)
        slack.wait_connected()
        assert "Georgia" in slack.command("#georgia-desk", "subscribe GA").text
        stop(desk, signal.SIGTERM)
    assert health(**where)[0] == 1


def test_a_slack_that_hangs_holds_up_no_end(start: Start) -> None:
    """Whoever stops the desk while it waits for Slack waits for seconds, not for Slack."""
    with DrivenSlack() as slack:
        slack.slow("auth.test", 30)
        desk = start(**on(slack))
        assert until(lambda: [call["method"] for call in slack.calls] == ["auth.test"])
        began = time.monotonic()
        stop(desk, signal.SIGTERM)
        assert time.monotonic() - began < 5
        slack.slow("auth.test", 0)


def test_a_port_that_is_taken_is_one_sentence(start: Start) -> None:
    """The cure names the setting that moves the page elsewhere."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = failed(start(DESK_PREVIEW__PORT=str(port)))
    assert f"Port {port} of this computer is taken." in said
    assert "DESK_PREVIEW__PORT" in said


def test_two_desks_never_run_on_one_sqlite_file(start: Start, sqlite_database: str) -> None:
    """The second one would send again what the first is sending: it doesn't start. The health check sees."""
    where = {"DESK_DATABASE__URL": sqlite_database}
    first = start()
    assert "runs on" in announced(first)
    assert until(lambda: health(**where)[0] == 0)
    assert "Another desk already runs on" in failed(start())
    assert health(**where)[0] == 0
    stop(first, signal.SIGTERM)
    assert health(**where) == (1, NONE_RUNS)
    second = start()
    assert "runs on" in announced(second)
    assert until(lambda: health(**where)[0] == 0)
    second.kill()
    assert health(**where) == (1, NONE_RUNS)
