"""What a running desk keeps up: its place on Slack, and its sign of life for `bot.health`."""

import logging
import math
import os
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event, Thread

from slack_sdk import WebClient
from sqlalchemy import Engine

from bot import slack
from bot.app import build_app
from bot.delivery import stopped
from bot.desk import Desk
from bot.health import SignOfLife, file_of, write
from bot.listeners import refresh
from models.errors import NotLetIn, StoreError
from models.messaging import next_due

logger = logging.getLogger(__name__)

LOOK = 30.0
"""Seconds between two looks at whether App Home still shows what is so."""


PATIENCE = 20.0
"""Seconds that the desk waits for Slack before it begins without."""


class SlackSide:
    """Connects the desk to Slack, and tries again while Slack is away; in a thread, for Slack may hang.

    Args:
        workspace: Where Slack is, and our tokens.
        desk_on: Gives the desk for a client.
        joined: Is called once we are in, with who Slack says that we are; begins to send.
        stopping: Set when the desk stops.
        stack: Closed then.
    """

    def __init__(
        self,
        workspace: slack.Workspace,
        desk_on: Callable[[WebClient], Desk],
        joined: Callable[[slack.Introduction], None],
        stopping: Event,
        stack: ExitStack,
    ) -> None:
        self._workspace = workspace
        self._client = workspace.client()
        self._desk = desk_on(self._client)
        self._joined = joined
        self._stopping = stopping
        self._stack = stack
        self._socket: slack.SocketMode | None = None
        self._is_in = False
        self._rest = LOOK
        self._failures = 0
        self._away = slack.SocketState(connected=False, since=datetime.now(UTC))
        self._first: Future[bool] = Future()
        self._thread = Thread(target=self._run, name="slack-side", daemon=True)

    @property
    def state(self) -> slack.SocketState:
        """How the connection stands."""
        return self._socket.state if self._socket else self._away

    def start(self) -> bool:
        """Join, and stay so; tell whether Slack has let us in by now.

        Raises:
            DeskError: Slack doesn't know us, and won't; or the desk can't begin to send.
        """
        self._thread.start()
        self._stack.callback(self._thread.join, 0.2)
        end = time.monotonic() + PATIENCE
        while not self._first.done() and time.monotonic() < end and not self._stopping.wait(0.02):
            pass
        return self._first.done() and self._first.result()

    def _run(self) -> None:
        while True:
            try:
                self._look()
            except NotLetIn as error:
                self._put_off(error)
            except Exception as error:
                logger.exception("The desk could not join Slack, in a way that nobody foresaw")
                self._tried(error)
            else:
                self._rest = LOOK
                self._tried(None)
            if self._stopping.wait(self._rest):
                return

    def _look(self) -> None:
        """Join if that is still to be done; else bring up to date what people look at."""
        if self._is_in:
            refresh(self._client, self._desk)
            return
        known = slack.introduced(self._workspace)
        if self._socket is None:
            app = build_app(self._desk, self._client)
            self._socket = slack.connect(app, self._workspace, self._stack)
        self._joined(known)
        self._is_in = True

    def _tried(self, error: Exception | None) -> None:
        """Let the start know how the first try went."""
        if self._first.done():
            return
        if error is None or (isinstance(error, NotLetIn) and not error.final):
            self._first.set_result(error is None)
        else:
            self._first.set_exception(error)

    def _put_off(self, error: NotLetIn) -> None:
        """Set when to try again; what is final after all is said loudly, and looked at seldom."""
        self._failures += 1
        self._rest = slack.pause(error.code, self._failures, error.seconds)
        self._away = replace(self._away, trouble=error.code)
        if self._first.done() or not error.final:
            level = logging.ERROR if error.final else logging.WARNING
            said = "%s Publishers are watched meanwhile; the next try is in %d s"
            logger.log(level, said, error, math.ceil(self._rest))
        self._tried(error)


EVERY = 10.0
"""Seconds between two signs of life."""


class Vitals:
    """Writes signs of life.

    Args:
        engine: Where the outbox is.
        url: The database's address, as set; says where the file is.
        looked: Gives when the scheduler last looked, UTC; None where no publisher is checked.
        standing: Gives how the connection to Slack stands.
        clock: Gives the time now, UTC.
    """

    def __init__(
        self,
        engine: Engine,
        url: str,
        looked: Callable[[], datetime | None],
        standing: Callable[[], slack.SocketState],
        clock: Callable[[], datetime],
    ) -> None:
        self._engine = engine
        self._file = file_of(url)
        self._looked = looked
        self._standing = standing
        self._clock = clock
        self._stop = Event()
        self._next: tuple[int | None, datetime | None] = (None, None)
        self._warned = False
        self._thread = Thread(target=self._run, name="vitals", daemon=True)

    def start(self, stack: ExitStack) -> None:
        """Write at once and from now on, until the stack is closed; then there is no sign any more."""
        self._thread.start()
        stack.callback(self.stop)

    def stop(self) -> None:
        """Write no more, and take the last sign away."""
        self._stop.set()
        self._thread.join(0.5)
        with suppress(OSError):
            self._file.unlink()

    def _run(self) -> None:
        while True:
            try:
                write(self.sign(), self._file)
                self._warned = False
            except OSError as error:
                if not self._warned:
                    logger.warning("The health check can't be told that the desk runs: %s", error)
                self._warned = True
            except Exception:
                logger.exception("No sign of life could be given, in a way that nobody foresaw")
            if self._stop.wait(EVERY):
                return

    def sign(self) -> SignOfLife:
        """Return how the desk is now."""
        now, standing = self._clock(), self._standing()
        away = slack.said(standing.trouble) if standing.trouble and not standing.connected else ""
        waits, halted, broken = None, None, ""
        try:
            waits, halted = next_due(self._engine, now), stopped(self._engine)
        except StoreError as error:
            broken = str(error)
        if waits != self._next[0]:
            self._next = (waits, now if waits else None)
        return SignOfLife(
            written=now,
            process=os.getpid(),
            looked=self._looked(),
            next_since=self._next[1],
            connected=standing.connected,
            slack_since=standing.since,
            trouble=away or (f"nothing is sent, as {slack.in_words(halted.code)}" if halted else ""),
            database=broken,
        )
