"""Which of our files one row enters on its way, and which one lookup does.

Counted is each file under bot/, jobs/ or models/ in which a function is called, once, in whatever
thread (`sys.setprofile`, `threading.setprofile`), and in the child process that reads documents. Not
counted are imports (every module and every name of a face is loaded before), setting up (settings,
engine, gazetteer, subscription, a first edition), bot/preview, which is a test's Slack, and tests.

The row's way: `jobs.check.check` of a described CSV that a publisher on this computer shows, in which
one row is new since the check before, until a deliverer has posted the message to a local Slack and
recorded that. The lookup: `bot.replies.reply` to `Boston`, to what its message hands to Slack; and as
people type it, from the slash command's listener to Slack's acknowledgement.
"""

import importlib
import pkgutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FrameType
from typing import Any

from pytest_httpserver import HTTPServer
from slack_bolt import BoltRequest
from slack_sdk import WebClient

from bot.app import build_app
from bot.bootstrap import desk_of
from bot.delivery import Readership
from bot.delivery.deliverer import Deliverer
from bot.desk import Requester
from bot.replies import reply
from bot.slack import Workspace, manifest_of
from jobs.check import check
from jobs.context import CheckContext
from jobs.readers import Parser
from jobs.sources.described_table import source_of
from tests.architecture.tree import PACKAGES, ROOT, faces
from tests.support.clock import Clock
from tests.support.databases import migrated_sqlite
from tests.support.documents.described_tables import ROWS, as_csv, entry
from tests.support.newsroom.editions import subscribe
from tests.support.publishers.fetching import fetcher
from tests.support.publishers.watching import desk_on
from tests.support.slack.driven import DrivenSlack

CHANNEL = "C0MASSDESK"
START = datetime(2026, 11, 2, 15, tzinfo=UTC)


@dataclass(frozen=True)
class Walks:
    """The files that are entered, by their paths.

    Attributes:
        row: From the check of a row to its message.
        lookup: By one lookup.
        command: By the same, from the slash command to its acknowledgement.
    """

    row: frozenset[str]
    lookup: frozenset[str]
    command: frozenset[str]


def walked() -> Walks:
    """Let one row and one lookup take their ways."""
    _load_everything()
    with TemporaryDirectory() as folder, HTTPServer(host="127.0.0.1") as publisher, WatchedParser() as parser:
        clock = Clock(START)
        database = f"sqlite:///{migrated_sqlite(Path(folder) / 'desk.db')}"
        source = source_of(entry(address=publisher.url_for("/list")))
        with (
            desk_on(database, clock, parser) as side,
            fetcher(clock=clock) as client,
            DrivenSlack(clock=clock, manifest=manifest_of(side.context.settings)) as slack,
        ):
            context = replace(side.context, fetcher=client, sources={source.name: source})
            _show(publisher, ROWS[1:])
            assert check(source.name, context)[-1].status == "published"
            subscribe(side.engine, CHANNEL, "MA", clock())
            _show(publisher, ROWS)
            row = _row(source.name, context, slack) | parser.entered
            lookup = _lookup(context)
            return Walks(row, lookup, lookup | _command(context, slack))


def _row(name: str, context: CheckContext, slack: DrivenSlack) -> frozenset[str]:
    client, zone = _client(slack), context.settings.newsroom.zone
    with recording() as entered:
        report = check(name, context)[-1]
        deliverer = Deliverer(context.engine, client, Readership(context.sources, zone), context.clock)
        while deliverer.deliver_next():
            pass
    assert (report.status, report.counts["added"]) == ("published", 1)
    (alert,) = slack.messages(CHANNEL)
    assert "Boston" in str(alert.blocks)
    return _files(entered)


def _lookup(context: CheckContext) -> frozenset[str]:
    desk = desk_of(context)
    with recording() as entered:
        said = reply("Boston", Requester(CHANNEL, "UREPORTER"), desk).arguments()
    assert "Boston, Mass." in said["text"]
    return _files(entered)


def _command(context: CheckContext, slack: DrivenSlack) -> frozenset[str]:
    app = build_app(desk_of(context), _client(slack))
    typed = {"command": "/detainers", "text": "Boston", "user_id": "UREPORTER", "response_url": slack.api_url}
    request = BoltRequest(body=typed | {"team_id": "T1", "channel_id": CHANNEL}, mode="socket_mode")
    with recording() as entered:
        acknowledged = app.dispatch(request)
    assert "Boston, Mass." in acknowledged.body
    return _files(entered)


def _client(slack: DrivenSlack) -> WebClient:
    return Workspace(slack.api_url, slack.bot_token, slack.app_token).client()


@contextmanager
def recording() -> Iterator[set[CodeType]]:
    """Note the code of every function that is called meanwhile, here and in threads begun meanwhile."""
    entered: set[CodeType] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            entered.add(frame.f_code)

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        yield entered
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


@dataclass(frozen=True)
class Watched:
    """A reader that tells, from the child, which of our files it enters, beside what it reads."""

    reader: Callable[[Any], Any]

    def __call__(self, given: object) -> tuple[object, frozenset[str]]:
        """Read as the reader does."""
        _load_everything()
        with recording() as entered:
            read = self.reader(given)
        return read, _files(entered)


class WatchedParser(Parser):
    """The process that reads documents, which tells the files that it enters.

    Attributes:
        entered: Those that the last document led through.
    """

    entered: frozenset[str] = frozenset()

    def parse(self, reader: Callable[[Any], Any], given: Any, seconds: float = 0.0) -> Any:
        """Read, and note which files are entered."""
        read, self.entered = super().parse(Watched(reader), given, seconds)
        return read


def _show(publisher: HTTPServer, rows: tuple[tuple[str, str, str], ...]) -> None:
    publisher.clear_all_handlers()
    publisher.no_handler_status_code = 404
    publisher.expect_request("/list").respond_with_data(as_csv(rows), content_type="text/csv")


def _load_everything() -> None:
    """Import every module and load every name of a face, so that nothing is imported on the way."""
    for package in map(importlib.import_module, PACKAGES):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__") and ".migrations." not in module.name:
                importlib.import_module(module.name)
    for face, names in faces().items():
        for name in names:
            getattr(importlib.import_module(face), name)


def _files(entered: set[CodeType]) -> frozenset[str]:
    paths = {Path(code.co_filename) for code in entered}
    ours = {path.relative_to(ROOT) for path in paths if path.is_relative_to(ROOT)}
    return frozenset(
        path.as_posix() for path in ours if path.parts[0] in PACKAGES and path.parts[:2] != ("bot", "preview")
    )
