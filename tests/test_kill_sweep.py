"""A desk is killed at each step between fetching a list and recording its message: nothing is lost.

Real processes: the local Slack is one of its own and remembers what arrived while desk
after desk dies. Each step has an edition of its own, with made-up entries on the list.
"""

import json
import multiprocessing
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from sqlmodel import select
from werkzeug import Request, Response

from bot.preview.driver import Driver
from bot.preview.seed import APP_TOKEN, BOT_TOKEN, TEAM_ID
from bot.preview.seen import Posted
from jobs.sources import all_sources
from models.store import open_engine, reading
from models.subscriptions import subscribe
from models.tables import DeliveryRow
from models.wishes import Channel
from tests.support.clock import Clock
from tests.support.killed_desk import STEPS, run_desk

SEED = 20261124
PROCESSES = multiprocessing.get_context("forkserver")
"""Each desk is forked from a fresh process that has imported it: half of its start is saved."""
CHANNEL = "C0MASSDESK"
POSTED_TWICE = frozenset({"posted", "in the recording transaction"})
"""Slack had the message, and no later desk can know it."""

WITH_THREAD = frozenset({"in the recording transaction", "file posted"})
"""Steps that only a message of more than ten rows comes to."""

PAGE = """<!doctype html><html><body><main>
<h1>U.S. Sanctuary Jurisdiction List Following Executive Order 14287</h1>
<p>The following have been identified as sanctuary jurisdictions.</p>
<p><strong>STATES:</strong></p><ul><li>California</li><li>Colorado</li><li>Delaware</li><li>Nevada</li></ul>
<p><strong>COUNTIES:</strong></p><ul><li>Cook County, IL</li><li>San Diego County, CA</li></ul>
<p><strong>CITIES:</strong></p><ul><li>Boston, MA</li><li>Seattle, WA</li><li>Denver, CO</li>
<li>Chicago, IL</li>{more}</ul></main></body></html>"""


@dataclass
class Stage:
    """A publisher, a Slack and a database; desks come and go on it.

    Attributes:
        folder: Where the database, the settings, the log and the armed file are.
        entries: How many made-up entries the list has.
    """

    slack: Driver
    folder: Path
    database: str
    entries: int = 0

    @property
    def armed(self) -> Path:
        """The file that lets the next call of the step kill the desk."""
        return self.folder / "armed"

    def page(self, _request: Request) -> Response:
        """Answer as the publisher does now."""
        more = "".join(f"<li>Made-up Town {number}, MA</li>" for number in range(self.entries))
        return Response(PAGE.format(more=more), content_type="text/html")

    def publish(self, entries: int) -> str:
        """Put so many more entries on the list; return what the alert's notification will say."""
        self.entries += entries
        if entries == 1:
            return f"DOJ list changed: Made-up Town {self.entries - 1}, MA added"
        return f"DOJ list changed: {entries} added in Massachusetts"

    @contextmanager
    def desk(self, step: str = "") -> Iterator[ForkServerProcess]:
        """Run a desk as a process of its own; one that is still alive at the end is stopped."""
        environment = {
            "DESK_CONFIG": str(self.folder / "desk.toml"),
            "DESK_DATABASE__URL": self.database,
            "DESK_SLACK__API_URL": f"{self.slack.base_url}/api/",
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
        }
        desk = PROCESSES.Process(target=run_desk, args=(step, self.folder, environment))
        desk.start()
        try:
            yield desk
        finally:
            desk.terminate()
            desk.join()

    def settled(self) -> bool:
        """Tell whether nothing is owed any more."""
        engine = open_engine(self.database)
        with reading(engine) as session:
            statuses = session.exec(select(DeliveryRow.status)).all()
        engine.dispose()
        return set(statuses) == {"sent"}

    def arrived(self, words: str) -> list[Posted]:
        """Wait until a message has arrived and nothing is owed any more; return all with these words."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            found = [
                each for each in self.slack.messages(CHANNEL) if words in each.text and not each.thread_ts
            ]
            if found and self.settled():
                return [each for each in self.slack.messages(CHANNEL) if words in each.text]
            time.sleep(0.05)
        raise TimeoutError(f"{words!r} never arrived:\n{(self.folder / 'desk.log').read_text()[-3000:]}")


@pytest.fixture
def slack() -> Iterator[Driver]:
    """A local Slack as a process of its own."""
    command = [sys.executable, "-m", "bot.preview", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield Driver(json.loads(process.stdout.readline())["page_url"].rstrip("/"))
        process.terminate()


@pytest.fixture
def stage(slack: Driver, httpserver: HTTPServer, sqlite_database: str, tmp_path: Path, clock: Clock) -> Stage:
    """A migrated database with one subscription, a list on loopback, a Slack."""
    engine = open_engine(sqlite_database)
    subscribe(engine, Channel(TEAM_ID, CHANNEL), "MA", "U0EDITOR", clock())
    engine.dispose()
    stage = Stage(slack, tmp_path, sqlite_database)
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/list").respond_with_handler(stage.page)
    others = "".join(
        f'[[sources]]\nname = "{name}"\nenabled = false\n' for name in all_sources() if name != "doj_eo14287"
    )
    (tmp_path / "desk.toml").write_text(
        f'{others}[[sources]]\nname = "doj_eo14287"\naddress = "{httpserver.url_for("/list")}"\n'
        "every_minutes = 0.001\n[fetch]\nallow_loopback = true\n[history]\nload = false\n"
    )
    return stage


def verify(step: str, messages: list[Posted], stage: Stage) -> None:
    """Hold one edition's messages against what may happen at the step at which its desk died."""
    texts = [message.text for message in messages if not message.thread_ts]
    marked = [text.startswith("Possible repeat: ") for text in texts]
    if step in POSTED_TWICE:
        assert marked == [False, True], step
    else:
        assert marked == [step == "claimed"], step
    if step in WITH_THREAD:
        files = [
            each for each in stage.slack.messages(CHANNEL) if each.files and "Massachusetts" in each.text
        ]
        mine = [
            each.text.startswith("Possible repeat: ") for each in files if each.thread_ts == messages[-1].ts
        ]
        assert mine == ([False, True] if step == "file posted" else [False]), step


@pytest.mark.timeout(120)
def test_a_desk_killed_at_any_step_loses_nothing_and_repeats_only_what_it_cannot_know(stage: Stage) -> None:
    """Ten desks die, each at another step, in a seeded order; each edition's alert arrives.

    It arrives once, except where Slack had it and the desk died before it could note that:
    then a second one says that it may be a repeat.
    """
    PROCESSES.set_forkserver_preload(["tests.support.warm_desk"])
    steps = list(STEPS)
    random.Random(SEED).shuffle(steps)  # noqa: S311 - an order, no secret
    words, previous = "DOJ lists 10 places", ""
    for count, step in enumerate([*steps, ""], start=11):
        with stage.desk(step) as desk:
            verify(previous, stage.arrived(words), stage)
            if step:
                words, previous = stage.publish(count if step in WITH_THREAD else 1), step
                stage.armed.touch()
                desk.join(30)
                assert desk.exitcode == -signal.SIGKILL, step
