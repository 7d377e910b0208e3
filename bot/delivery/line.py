"""Whether Slack takes messages at all: once it doesn't, a test call says when it does again."""

import logging
import threading
from dataclasses import dataclass

from slack_sdk import WebClient
from sqlalchemy import Engine

from bot.slack import FAILED_CALL, NOT_LET_IN, understood
from models.messaging import refused_by

logger = logging.getLogger(__name__)

FIRST = 10.0
LONGEST = 300.0
"""Seconds before the first test call, and at most between two; each pause is twice the one before."""


class Line:
    """The way to Slack. It is closed by what concerns all channels, and opens by itself.

    Times are seconds by a clock that only grows.

    Args:
        client: With the bot token.

    Attributes:
        closed: Slack's word for why nothing is sent (`token_revoked`); empty while it is open.
    """

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self.closed = ""
        self._pause = FIRST
        self._next = 0.0
        self._asking = threading.Lock()

    def close(self, code: str, now: float) -> None:
        """Send nothing until a test call succeeds; whoever is refused again and again is asked less often."""
        if not self.closed:
            logger.error("Nothing is sent until a test call succeeds: Slack says %s", code)
        self.closed = code
        self._next = now + self._pause
        self._pause = min(self._pause * 2, LONGEST)

    def doubt(self, code: str, now: float) -> bool:
        """Close it if a test call doesn't succeed now; tell whether it was closed."""
        if not self.closed and not self._answers():
            self.close(code, now)
        return bool(self.closed)

    def used(self) -> None:
        """Note that Slack took a message."""
        self._pause = FIRST

    def opens(self, now: float) -> bool:
        """Make the test call, if it is closed and the time for it has come; tell whether it is open now."""
        if not self.closed or now < self._next or not self._asking.acquire(blocking=False):
            return False
        try:
            if not self._answers():
                self.close(self.closed, now)
                return False
            logger.warning("Slack lets the app in again, after it said %s", self.closed)
            self.closed = ""
            return True
        finally:
            self._asking.release()

    def _answers(self) -> bool:
        """Tell whether Slack knows us and lets us post; a page of somebody else's never says who we are."""
        try:
            answer = self._client.auth_test()
        except FAILED_CALL as error:
            logger.info("The test call failed: %s", understood(error).code)
            return False
        scopes = {name.lower(): value for name, value in answer.headers.items()}.get("x-oauth-scopes", "")
        return bool(answer.get("team_id")) and (not scopes or "chat:write" in scopes)


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why nothing is sent, as Slack says it (`token_revoked`), and how many messages wait."""

    code: str
    waiting: int


def stopped(engine: Engine) -> Stopped | None:
    """Return why nothing is sent any more; None while messages go.

    The outbox keeps Slack's word with the message that it refused, so this is known after a
    restart and to other processes.

    Raises:
        StoreError: The database can't be read.
    """
    refused = refused_by(engine, NOT_LET_IN)
    return Stopped(*refused) if refused else None
