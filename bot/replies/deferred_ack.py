"""An answer in the acknowledgement where the database is quick, and after it where it isn't.

Slack waits three seconds for an acknowledgement, and ten listeners that hang would starve
the eleventh: so one waits for less than a second, says that the answer follows, and lets go.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.blocks.kit import Message
from bot.desk import Desk
from bot.replies.answering import tell
from bot.replies.errors import sorry
from bot.replies.surface import surface_of

Result = TypeVar("Result")
Body = Mapping[str, Any]

SECONDS = 0.8
"""So that a person who waits for a slow database hears so within a second."""
WORKERS = 10
"""As many as there are envelope threads in Bolt's Socket Mode handler."""
FOLLOWS = "The database is slow just now. The answer follows here."


class DeferredAck:
    """Runs what answers, and waits for it for so long.

    Args:
        desk: For what to say when it fails.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="answers")

    def answer(self, work: Callable[[], Message], ack: Ack, body: Body, client: WebClient) -> None:
        """Acknowledge with what the work gives, or say that it follows and tell it then.

        Raises:
            Exception: Whatever the work raised in time.
        """
        message = self.result(work, lambda done: self._tell(done, body, client))
        if message is None:
            ack(text=FOLLOWS, response_type="ephemeral")
        else:
            ack(**message.arguments(), response_type="ephemeral")

    def result(self, work: Callable[[], Result], late: Callable[[Future[Result]], None]) -> Result | None:
        """Return what the work gives in time; else None, and what comes later is handed over.

        Args:
            work: What answers.
            late: Is called with it in another thread, failed or not.

        Raises:
            Exception: Whatever the work raised in time.
        """
        future = self._pool.submit(work)
        try:
            return future.result(SECONDS)
        except TimeoutError:
            if future.done():
                raise
            future.add_done_callback(late)
            return None

    def _tell(self, done: Future[Message], body: Body, client: WebClient) -> None:
        error = done.exception()
        message = sorry(error, self._desk) if isinstance(error, Exception) else done.result()
        tell(surface_of(body), message, client)
