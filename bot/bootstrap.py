"""The composition root: settings → engine, sources, Slack, deliveries, schedule. Joins both sides.

`opened` gives what every verb needs, on a database that is migrated and filled. `run`
starts the desk and returns when it is told to stop.
"""

import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import typer

from bot import __version__
from bot.app import build_app
from bot.briefing import Readership
from bot.connection import Workspace, connect, deliver, digest, introduced
from bot.desk import Desk
from bot.listeners.home import refresh
from bot.manifest import manifest_of
from bot.people import People
from bot.preview.server import LocalSlack
from jobs import check as checks
from jobs import dry_run, review
from jobs.fetch import Fetcher
from jobs.history.bundled import bundled_sources
from jobs.history.load import load_history
from jobs.history.publisher import Publisher
from jobs.history.replay import Replay, new_database
from jobs.parse import Parser
from jobs.replacing import replace_outdated
from jobs.schedule import Heartbeat
from jobs.scouts.look import look
from jobs.sources import all_sources
from jobs.watch import Report, Watch
from models.claims import waiting
from models.errors import DeskError, UsageError
from models.first_run import welcome_once
from models.leader import Leadership
from models.places import load_gazetteer
from models.rehearsal import Rehearsal
from models.schema import migrate
from models.settings import Secrets, Settings
from models.store import open_engine
from models.values import Document

logger = logging.getLogger(__name__)


def utc_now() -> datetime:
    """Return the time now, aware, UTC."""
    return datetime.now(UTC)


@contextmanager
def opened(settings: Settings) -> Iterator[Watch]:
    """Give what a check needs, on a database that is migrated and, if it was empty, filled.

    Raises:
        StoreError: The database can't be reached, read or written.
        SettingsError: The settings name a database or a source that doesn't exist.
    """
    sources = {**bundled_sources(), **all_sources(settings.sources)}
    migrate(settings.database.url)
    with ExitStack() as stack:
        engine = open_engine(settings.database.url)
        stack.callback(engine.dispose)
        parser = stack.enter_context(Parser())
        fetcher = stack.enter_context(
            Fetcher(
                settings.newsroom.contact,
                __version__,
                settings.fetch.allow_loopback,
                timeout=settings.fetch.timeout,
                max_bytes=settings.fetch.max_megabytes << 20,
                clock=utc_now,
            )
        )
        watch = Watch(engine, settings, sources, load_gazetteer(), parser, utc_now, fetcher)
        replace_outdated(watch)
        if settings.history.load:
            load_history(watch)
        yield watch


def desk_of(watch: Watch) -> Desk:
    """Return the same facts as people's side sees them."""
    return Desk(watch.engine, watch.settings, watch.gazetteer, watch.clock, watch.sources)


def deciding(desk: Desk, watch: Watch) -> Desk:
    """Return the desk with the decisions on held editions, which publishers' side carries out."""

    def accepted(number: int, by: str) -> None:
        review.accept(number, watch, by)

    def rejected(number: int, by: str) -> None:
        review.reject(number, watch, by)

    return replace(desk, accept=accepted, reject=rejected)


def enabled(watch: Watch) -> list[str]:
    """Return the names of the sources that are watched live and not switched off."""
    off = {entry.name for entry in watch.settings.sources if not entry.enabled}
    return [name for name, source in watch.sources.items() if source.address and name not in off]


def check_now(watch: Watch, names: Sequence[str]) -> list[Report]:
    """Check the sources and scouts named, else all that are enabled, once.

    Raises:
        UsageError: A named source has no live page.
        StoreError: The database can't be read or written.
    """
    scouts = {scout.key: scout for scout in watch.settings.scouts if scout.enabled or scout.key in names}
    for name in names:
        if name not in scouts and not watch.sources[name].address:
            raise UsageError(
                f"{name} has no live page: its facts are bundled.",
                "Take a file in with python -m bot import.",
            )
    chosen = names or [*(name for name in enabled(watch) if not watch.sources[name].reads), *scouts]
    return [
        report
        for name in chosen
        for report in (look(scouts[name], watch) if name in scouts else checks.check(name, watch))
    ]


def take_in(document: Document, name: str, watch: Watch) -> list[Report]:
    """Take a document in as if it had been fetched; the report of the source asked for is last."""
    return checks.take(document, name, watch)


def rehearse_now(watch: Watch, names: Sequence[str]) -> list[Rehearsal]:
    """Say what a check of the sources named, else of all that are enabled, would do; write nothing.

    Raises:
        UsageError: A named source has no live page.
        StoreError: The database can't be read.
    """
    for name in names:
        if name not in watch.sources or not watch.sources[name].address:
            raise UsageError(f"{name} has no page that lists places.", "Name a source that is watched live.")
    chosen = names or [name for name in enabled(watch) if not watch.sources[name].reads]
    return [each for name in chosen for each in dry_run.rehearse(name, watch)]


rehearse_document = dry_run.rehearse_document
accept, reject = review.accept, review.reject


def run(settings: Settings, secrets: Secrets, *, live: bool) -> None:
    """Run the desk until SIGINT or SIGTERM: on Slack with tokens, else on a local Slack.

    Args:
        settings: As read.
        secrets: Slack's tokens, if there are any.
        live: Check live publishers on a local Slack too.

    Raises:
        DeskError: It can't start; the sentence says why and what to do.
    """
    stopping = Event()
    with opened(settings) as watch, ExitStack() as stack:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopping.set())
        leadership = _lead(watch, stack)
        past = Past(watch, stopping, stack)
        workspace = _on_slack(settings, secrets) if secrets.given else _on_local_slack(settings, past, stack)
        known = introduced(workspace)
        client = workspace.client()
        desk = deciding(replace(desk_of(watch), past=past.desk, people=People(client)), watch)
        connect(build_app(desk, client), workspace, stack)
        readership = Readership(
            watch.sources,
            settings.newsroom.zone,
            newsroom=settings.newsroom,
            command=settings.slack.command,
        )
        deliver(watch.engine, workspace, readership, utc_now, stack)
        digest(watch.engine, settings.newsroom.zone, utc_now, stack)
        heartbeat = _schedule(watch, leadership, stack) if secrets.given or live else None
        if secrets.given:
            welcome_once(watch.engine, known.team_id, settings.newsroom.operators, utc_now())
        _announce(settings, known.team if secrets.given else workspace.page, heartbeat)
        while not stopping.wait(LOOK):
            refresh(client, desk)
            if heartbeat is not None:
                heartbeat.revive()
    # A check that still runs in a thread would hold up the end by its own time limits.
    sys.stdout.flush()
    os._exit(0)


LOOK = 30.0
"""Seconds between two looks at the heartbeat, and at whether App Home still shows what is so."""


def _lead(watch: Watch, stack: ExitStack) -> Leadership:
    leadership = Leadership(watch.engine)
    stack.callback(leadership.release)
    if not leadership.held() and watch.engine.dialect.name == "sqlite":
        raise DeskError(
            f"Another desk already runs on {watch.engine.url.database}.",
            "Stop it first, or give this one a database.url of its own.",
        )
    return leadership


def _on_slack(settings: Settings, secrets: Secrets) -> Workspace:
    return Workspace(settings.slack.api_url, secrets.bot_token, secrets.app_token)


def _on_local_slack(settings: Settings, past: "Past", stack: ExitStack) -> Workspace:
    port = settings.preview.port
    local = LocalSlack(
        port,
        manifest=manifest_of(settings),
        on_replay=lambda: past.replay(workspace, local.say_progress),
    )
    try:
        local.start()
    except OSError as error:
        raise DeskError(
            f"Port {port} of this computer is taken.",
            "Stop what runs there, or set DESK_PREVIEW__PORT to another one (0 takes any).",
        ) from error
    stack.callback(local.stop)
    workspace = Workspace(local.api_url, local.bot_token, local.app_token, local.page_url)
    return workspace


def _schedule(watch: Watch, leadership: Leadership, stack: ExitStack) -> Heartbeat:
    heartbeat = Heartbeat(watch, enabled(watch), leadership.held)
    heartbeat.start()
    stack.callback(heartbeat.stop)
    return heartbeat


def _announce(settings: Settings, where: str, heartbeat: Heartbeat | None) -> None:
    if not settings.newsroom.operators and not settings.newsroom.operators_channel:
        logger.warning("No operators are set: held editions and failing sources are only logged")
    checks_live = "checks publishers" if heartbeat else "checks no publisher"
    typer.echo(f"Detainer Desk runs on {where} and {checks_live}. Ctrl-C stops it.")
    sys.stdout.flush()


class Past:
    """Replays of the history on a local Slack, each from an empty database of its own.

    Args:
        watch: The desk's own; its database is only asked for subscriptions.
        stopping: Set when the desk stops.
        stack: Until it is closed, the last replay's alerts can be asked about.
    """

    def __init__(self, watch: Watch, stopping: Event, stack: ExitStack) -> None:
        self._watch = watch
        self._stopping = stopping
        self._folder = Path(stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True)))
        self._desk: Desk | None = None
        self._replays = 0

    def desk(self) -> Desk | None:
        """Return the desk of the last replay."""
        return self._desk

    def replay(self, workspace: Workspace, say_progress: Callable[[str], None]) -> None:
        """Replay the history once, saying each step, and deliver from it until all is told."""
        self._replays += 1
        engine = new_database(self._watch.engine, f"sqlite:///{self._folder}/{self._replays}.db")
        past = replace(self._watch, engine=engine)
        readership = Readership(past.sources, past.settings.newsroom.zone, replay=True)
        with ExitStack() as stack:
            deliver(engine, workspace, readership, utc_now, stack)
            replay = Replay(past, stack.enter_context(Publisher()), sleep=self._stopping.wait)
            self._desk = replace(desk_of(past), clock=replay.now, replay=True)
            for step in replay.steps():
                progress = f"Replay {step.number} of {step.total}: {step.label}"
                logger.info("%s (%s)", progress, step.moment.date())
                say_progress(progress)
                if self._stopping.is_set():
                    return
            while waiting(engine) and not self._stopping.wait(0.5):
                pass
