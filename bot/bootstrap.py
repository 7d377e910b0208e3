"""The composition root: settings → engine, sources, Slack, deliveries, schedule. Joins both sides.

`opened` gives what every verb needs, on a database that is migrated and filled. `run`
starts the desk and returns when it is told to stop.
"""

import gc
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import TYPE_CHECKING

import typer

from bot import __version__, delivery, preview, slack
from bot.desk import Desk
from jobs import check as checks
from jobs import dry_run, replay, review
from jobs.backfill import FileReport, take_files
from jobs.context import CheckContext, CheckReport
from jobs.fetching import Fetcher
from jobs.history import bundled_sources
from jobs.readers import Parser
from jobs.scouts import look_for_leads
from jobs.sources import all_sources
from jobs.steps import replace_outdated
from models.config import Secrets, Settings
from models.db import Leadership, migrate, open_engine
from models.domain import Document
from models.editions import Rehearsal
from models.errors import DeskError, UsageError
from models.messaging import waiting, welcome_once
from models.places import load_gazetteer

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from jobs.schedule import Heartbeat

logger = logging.getLogger(__name__)


def utc_now() -> datetime:
    """Return the time now, aware, UTC."""
    return datetime.now(UTC)


@contextmanager
def opened(settings: Settings) -> Iterator[CheckContext]:
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
        context = CheckContext(engine, settings, sources, load_gazetteer(), parser, utc_now, fetcher)
        replace_outdated(context)
        if settings.history.load:
            replay.load_history(context)
        yield context


def desk_of(context: CheckContext) -> Desk:
    """Return the same facts as people's side sees them."""
    return Desk(context.engine, context.settings, context.gazetteer, context.clock, context.sources)


def deciding(desk: Desk, context: CheckContext) -> Desk:
    """Return the desk with the decisions on held editions, which publishers' side carries out."""
    return replace(
        desk,
        accept=lambda number, by: accept(number, context, by),
        reject=lambda number, by: reject(number, context, by),
    )


def enabled(context: CheckContext) -> list[str]:
    """Return the names of the sources that are watched live and not switched off."""
    off = {entry.name for entry in context.settings.sources if not entry.enabled}
    return [name for name, source in context.sources.items() if source.address and name not in off]


def _fetched(context: CheckContext) -> list[str]:
    """Return the enabled sources but for those that are read from what another one fetches."""
    return [name for name in enabled(context) if not context.sources[name].reads]


def check_now(context: CheckContext, names: Sequence[str]) -> list[CheckReport]:
    """Check the sources and scouts named, else all that are enabled, once.

    Raises:
        UsageError: A named source has no live page.
        StoreError: The database can't be read or written.
    """
    scouts = {scout.key: scout for scout in context.settings.scouts if scout.enabled or scout.key in names}
    for name in names:
        if name not in scouts and not context.sources[name].address:
            raise UsageError(
                f"{name} has no live page: its facts are bundled.",
                "Take a file in with python -m bot import.",
            )
    reports = []
    for name in names or [*_fetched(context), *scouts]:
        scout = scouts.get(name)
        reports += look_for_leads(scout, context) if scout else checks.check(name, context)
    return reports


def rehearse_now(context: CheckContext, names: Sequence[str]) -> list[Rehearsal]:
    """Say what a check of the sources named, else of all that are enabled, would do; write nothing.

    Raises:
        UsageError: A named source has no live page.
        StoreError: The database can't be read.
    """
    for name in names:
        if name not in context.sources or not context.sources[name].address:
            raise UsageError(f"{name} has no page that lists places.", "Name a source that is watched live.")
    return [rehearsal for name in names or _fetched(context) for rehearsal in dry_run.rehearse(name, context)]


def take_in(
    document: Document, name: str, context: CheckContext, *, alert: bool = False
) -> list[CheckReport]:
    """Take a file in as a document that was fetched when it says; nobody is told unless asked for."""
    return checks.take(document, name, _of_files(context, alert=alert))


def take_in_files(
    files: Sequence[Path], name: str, context: CheckContext, *, alert: bool = False
) -> Generator[FileReport, None, None]:
    """Take files in, in the order in which they stood; nobody is told unless asked for."""
    return take_files(files, name, _of_files(context, alert=alert))


def rehearse_document(
    document: Document, name: str, context: CheckContext, *, alert: bool = False
) -> list[Rehearsal]:
    """Say what would become of a file; write nothing."""
    return dry_run.rehearse_document(document, name, _of_files(context, alert=alert))


def _of_files(context: CheckContext, *, alert: bool) -> CheckContext:
    return replace(context, fetcher=None, quiet=not alert)


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
    # Only a desk that runs waits for the listeners and Slack's libraries: imports follow the verb.
    from bot.running import SlackSide, Vitals  # noqa: PLC0415

    stopping = Event()
    with opened(settings) as context, ExitStack() as stack:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopping.set())
        leadership = _lead(context, stack)
        past = Replays(context, stopping, stack)
        workspace = _workspace(settings, secrets, past, stack)
        checks_live = secrets.given or live

        def on_slack(client: "WebClient") -> Desk:
            return deciding(replace(desk_of(context), past=past.desk, people=slack.People(client)), context)

        def joined(known: slack.Introduction) -> None:
            if secrets.given:
                welcome_once(context.engine, known.installed, settings.newsroom.operators, utc_now())
            _deliver(context, workspace, stack)
            _announce((known.team or "Slack") if secrets.given else workspace.page, checks_live=checks_live)

        side = SlackSide(workspace, on_slack, joined, stopping, stack)
        _warn_of_nobody(settings)
        if not side.start():
            _announce("no Slack for now", checks_live=checks_live)
        heartbeat = _schedule(context, leadership, stack) if checks_live and not stopping.is_set() else None
        looked = (lambda: heartbeat.last) if heartbeat else (lambda: None)
        Vitals(context.engine, settings.database.url, looked, lambda: side.state, utc_now).start(stack)
        let_answers_through()
        while not stopping.wait(LOOK):
            if heartbeat is not None:
                heartbeat.revive()
    # A check that still runs in a thread would hold up the end by its own time limits.
    sys.stdout.flush()
    os._exit(0)


LOOK = 30.0
"""Seconds between two looks at the heartbeat."""


def let_answers_through() -> None:
    """Let answers go on while thousands of rows are written or told on another thread.

    What is loaded by now stays: to walk it again halts every answer for 0.14 s. New objects are looked
    through in small parts: 2,000, then 6,000, and all of them seldom, for each look halts every answer too,
    at 50,000 for 20 to 30 ms. A thread that waits for the interpreter has it after 0.5 ms, not 5.
    """
    gc.freeze()
    gc.set_threshold(2_000, 2, 500)
    sys.setswitchinterval(0.0005)


def _deliver(context: CheckContext, workspace: slack.Workspace, stack: ExitStack) -> None:
    newsroom = context.settings.newsroom
    readership = delivery.Readership(
        context.sources, newsroom.zone, newsroom=newsroom, command=context.settings.slack.command
    )
    delivery.deliver(context.engine, workspace, readership, utc_now, stack)
    delivery.digest(context.engine, newsroom.zone, utc_now, stack)


def _lead(context: CheckContext, stack: ExitStack) -> Leadership:
    leadership = Leadership(context.engine)
    stack.callback(leadership.release)
    if not leadership.held() and context.engine.dialect.name == "sqlite":
        raise DeskError(
            f"Another desk already runs on {context.engine.url.database}.",
            "Stop it first, or give this one a database.url of its own.",
        )
    return leadership


def _workspace(settings: Settings, secrets: Secrets, past: "Replays", stack: ExitStack) -> slack.Workspace:
    if not secrets.given:
        return _on_local_slack(settings, past, stack)
    return slack.Workspace(settings.slack.api_url, secrets.bot_token, secrets.app_token)


def _on_local_slack(settings: Settings, past: "Replays", stack: ExitStack) -> slack.Workspace:
    port = settings.preview.port
    manifest = slack.manifest_of(settings)
    local = preview.LocalSlack(
        port, manifest=manifest, on_replay=lambda: past.replay(workspace, local.say_progress)
    )
    try:
        local.start()
    except OSError as error:
        raise DeskError(
            f"Port {port} of this computer is taken.",
            "Stop what runs there, or set DESK_PREVIEW__PORT to another one (0 takes any).",
        ) from error
    stack.callback(local.stop)
    workspace = slack.Workspace(local.api_url, local.bot_token, local.app_token, local.page_url)
    return workspace


def _schedule(context: CheckContext, leadership: Leadership, stack: ExitStack) -> "Heartbeat":
    from jobs.schedule import Heartbeat  # noqa: PLC0415 - as above

    heartbeat = Heartbeat(context, enabled(context), leadership.held)
    heartbeat.start()
    stack.callback(heartbeat.stop)
    return heartbeat


def _warn_of_nobody(settings: Settings) -> None:
    if not settings.newsroom.operators and not settings.newsroom.operators_channel:
        logger.warning(
            "No operators are set: held editions and failing sources are only logged. Set newsroom.operators"
        )


def _announce(where: str, *, checks_live: bool) -> None:
    checks = "checks publishers" if checks_live else "checks no publisher"
    typer.echo(f"Detainer Desk runs on {where} and {checks}. Ctrl-C stops it.")
    sys.stdout.flush()


def _going_on(steps: Callable[[], datetime]) -> Callable[[], datetime]:
    """Return the replay's time as messages go by it: what became of a list is later than what told of it.

    It goes on between two steps, since a channel rests, and what failed is tried again, by the second.
    """
    began = time.monotonic()
    return lambda: steps() + timedelta(seconds=time.monotonic() - began)


class Replays:
    """Replays of the history on a local Slack, each from an empty database of its own.

    Args:
        context: The desk's own; its database is only asked for subscriptions.
        stopping: Set when the desk stops.
        stack: Until it is closed, the last replay's alerts can be asked about.
    """

    def __init__(self, context: CheckContext, stopping: Event, stack: ExitStack) -> None:
        self._context = context
        self._stopping = stopping
        self._folder = Path(stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True)))
        self._desk: Desk | None = None
        self._replays = 0

    def desk(self) -> Desk | None:
        """Return the desk of the last replay."""
        return self._desk

    def replay(self, workspace: slack.Workspace, say_progress: Callable[[str], None]) -> None:
        """Replay the history once, saying each step, and deliver from it until all is told."""
        self._replays += 1
        engine = replay.new_database(self._context.engine, f"sqlite:///{self._folder}/{self._replays}.db")
        past = replace(self._context, engine=engine)
        readership = delivery.Readership(past.sources, past.settings.newsroom.zone, replay=True)
        with ExitStack() as stack:
            player = replay.Replay(past, stack.enter_context(replay.Publisher()), sleep=self._stopping.wait)
            delivery.deliver(engine, workspace, readership, _going_on(player.now), stack)
            self._desk = replace(desk_of(past), clock=player.now, replay=True)
            for step in player.steps():
                progress = f"Replay {step.number} of {step.total}: {step.label}"
                logger.info("%s (%s)", progress, step.moment.date())
                say_progress(progress)
                if self._stopping.is_set():
                    return
            while waiting(engine) and not self._stopping.wait(0.5):
                pass
