"""A desk is killed at each step between fetching a list and recording its message: nothing is lost.

Real processes: the local Slack is one of its own and remembers what arrived while desk
after desk dies. Each step has an edition of its own, with made-up entries on the list.
"""

import random
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from bot.preview.state import TEAM_ID
from jobs.sources import all_sources
from models.db import open_engine
from models.domain import Channel, Subject
from models.newsroom import Actor, subscribe
from tests.support.clock import Clock
from tests.support.desk.killed_desk import STEPS
from tests.support.desk.stage import CHANNEL, Stage
from tests.support.slack.driven import SlackProcess, slack_process
from tests.support.slack.seen import Posted
from tests.support.waiting import TURNS

SEED = 20261124
POSTED_TWICE = frozenset({"posted", "in the recording transaction"})
"""Slack had the message, and no later desk can know it."""

WITH_THREAD = frozenset({"in the recording transaction", "file posted"})
"""Steps that only a message of more than ten rows comes to."""


@pytest.fixture
def slack() -> Iterator[SlackProcess]:
    """A local Slack as a process of its own."""
    with slack_process() as slack:
        yield slack


@pytest.fixture
def stage(
    slack: SlackProcess, httpserver: HTTPServer, sqlite_database: str, tmp_path: Path, clock: Clock
) -> Stage:
    """A migrated database with one subscription, a list on loopback, a Slack."""
    engine = open_engine(sqlite_database)
    subscribe(engine, Channel(TEAM_ID, CHANNEL), Subject("MA"), Actor("U0EDITOR", clock()))
    engine.dispose()
    stage = Stage(slack, tmp_path, sqlite_database)
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/list").respond_with_handler(stage.page)
    others = "".join(
        f'[[sources]]\nname = "{name}"\nenabled = false\n' for name in all_sources() if name != "doj_eo14287"
    )
    (tmp_path / "desk.toml").write_text(
        f'{others}[[sources]]\nname = "doj_eo14287"\naddress = "{httpserver.url_for("/list")}"\n'
        "every_minutes = 0.001\n[slack]\nsettle_seconds = 0\n[fetch]\nallow_loopback = true\n"
        "[history]\nload = false\n"
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


@pytest.mark.parametrize("turn", range(TURNS))
def test_a_desk_killed_at_any_step_loses_nothing_and_repeats_only_what_it_cannot_know(
    stage: Stage, turn: int
) -> None:
    """Ten desks die, each at another step, in a seeded order; each edition's alert arrives.

    It arrives once, except where Slack had it and the desk died before it could note that:
    then a second one says that it may be a repeat.
    """
    steps = list(STEPS)
    random.Random(SEED + turn).shuffle(steps)  # noqa: S311 - an order, no secret
    words, previous = "Justice Dept. publishes list of 10", ""
    for count, step in enumerate([*steps, ""], start=11):
        with stage.desk(step) as desk:
            verify(previous, stage.arrived(words), stage)
            if step:
                words, previous = stage.publish(count if step in WITH_THREAD else 1), step
                stage.armed.touch()
                desk.join(30)
                assert desk.exitcode == -signal.SIGKILL, step
    posted = [each for each in stage.slack.messages(CHANNEL) if each.from_app and not each.thread_ts]
    marked = sum(each.text.startswith("Possible repeat") for each in posted)
    sys.stdout.write(
        f"\n{len(steps)} desks killed: {len(posted)} messages, {marked} marked, 0 lost, 0 twice unmarked\n"
    )
