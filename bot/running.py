"""What a running desk keeps up: its place on Slack, and its sign of life for `bot.health`."""

import logging
import os
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event, Thread

from slack_bolt.error import BoltError
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


class SlackSide:
    """Connects the desk to Slack, and tries again while Slack is away: publishers are watched meanwhile.

    Args:
        workspace: Where Slack is, and our tokens.
        desk_on: Gives the desk for a client.
        deliver: Is called once we are in, with who Slack says that we are; begins to send.
        stack: Closed when the desk stops.

    Attributes:
        rest: Seconds until the next look.
    """

    def __init__(
        self,
        workspace: slack.Workspace,
        desk_on: Callable[[WebClient], Desk],
        deliver: Callable[[slack.Introduction], None],
        stack: ExitStack,
    ) -> None:
        self._workspace = workspace
        self._client = workspace.client()
        self._desk_on = desk_on
        self._deliver = deliver
        self._stack = stack
        self._desk: Desk | None = None
        self._socket: slack.SocketMode | None = None
        self._failures = 0
        self._away = slack.SocketState(connected=False, since=datetime.now(UTC))
        self.rest = LOOK

    @property
    def joined(self) -> bool:
        """Whether Slack has let us in since the start."""
        return self._socket is not None

    @property
    def state(self) -> slack.SocketState:
        """How the connection stands."""
        return self._socket.state if self._socket else self._away

    def start(self) -> None:
        """Join, if Slack is there.

        Raises:
            NotLetIn: Slack doesn't know us, and won't.
        """
        try:
            self._join()
        except NotLetIn as error:
            if error.final:
                raise
            self._put_off(error)

    def look(self) -> None:
        """Join if that is still to be done; else bring up to date what people look at."""
        if self._socket is not None and self._desk is not None:
            refresh(self._client, self._desk)
            return
        try:
            self._join()
        except NotLetIn as error:
            self._put_off(error)

    def _join(self) -> None:
        known = slack.introduced(self._workspace)
        self._desk = self._desk or self._desk_on(self._client)
        try:
            app = build_app(self._desk, self._client)
        except (BoltError, *slack.FAILED_CALL) as error:  # Bolt asks once more who we are
            raise NotLetIn("Slack was there and is away again.") from error
        self._socket = slack.connect(app, self._workspace, self._stack)
        self.rest = LOOK
        self._deliver(known)

    def _put_off(self, error: NotLetIn) -> None:
        """Set when to try again; what is final after all is said loudly, and looked at seldom."""
        self._failures += 1
        self.rest = slack.pause(error.code, self._failures, error.seconds)
        self._away = replace(self._away, trouble=error.code)
        logger.log(
            logging.ERROR if error.final else logging.WARNING,
            "%s Publishers are watched meanwhile; the next try is in %.0f s",
            error,
            self.rest,
        )


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
        self._thread.join(1.0)
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
