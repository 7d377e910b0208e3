"""An answer in the acknowledgement where the facts alone are asked, and after it where Slack is asked too.

Slack waits three seconds for an acknowledgement, and ten listeners that hang would starve the eleventh.
So what asks Slack is acknowledged before it begins and answered over the response_url; what looks up is
waited for, for less than a second. The two wait in threads of their own, and what is told late in others
yet: a Slack that hangs holds up no lookup. Who isn't answered within that second is told so, with what it
is that is slow.
"""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial, wraps
from typing import Any, TypeVar

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.blocks.kit import Message
from bot.desk import Desk
from bot.replies.answering import tell
from bot.replies.errors import safely, sorry
from bot.replies.surface import surface_of

Result = TypeVar("Result")
Body = Mapping[str, Any]

SECONDS = 0.8
"""So that a person who waits for something slow hears so within a second."""
WORKERS = 10
"""Lookups at once; as many as there are envelope threads in Bolt's Socket Mode handler."""
DATABASE_SLOW = "Still looking. The answer will follow here."
SLACK_SLOW = "Slack is slow. The answer will follow here."


def calling(work: Callable[..., None], desk: Desk) -> Callable[..., None]:
    """Wrap a lazy function that calls Slack: it runs in the threads for that, and its errors are told.

    Args:
        work: As for `safely`.
        desk: Whose threads they are, and what the work is handed.
    """
    safe = safely(work, desk)

    @wraps(safe)
    def elsewhere(**given: Any) -> None:
        desk.calls.submit(safe, **given)

    return elsewhere


class _Following:
    """An answer that follows its acknowledgement; when it takes long, it is said what is slow."""

    def __init__(self, work: Callable[[], Message], answer: Callable[[Message], None], desk: Desk) -> None:
        self._work, self._tell, self._desk = work, answer, desk
        self._thread = 0
        self._notice = threading.Timer(SECONDS, self._say_what_is_slow)
        self._notice.daemon = True

    def begin(self) -> None:
        """Let it be worked on in the threads for what asks Slack."""
        self._notice.start()
        self._desk.calls.submit(self._answer)

    def _answer(self) -> None:
        self._thread = threading.get_ident()
        try:
            message = self._work()
        except Exception as error:  # noqa: BLE001 - nobody else can tell the person
            message = sorry(error, self._desk)
        self._notice.cancel()
        self._tell(message)

    def _say_what_is_slow(self) -> None:
        """Before it has begun, all those before it wait for Slack."""
        people = self._desk.people
        on_slack = not self._thread or (people is not None and people.waits(self._thread, SECONDS))
        self._tell(Message(SLACK_SLOW if on_slack else DATABASE_SLOW))


class DeferredAck:
    """Runs what answers, and waits for it for so long.

    Args:
        desk: For what to say when it fails.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="answers")

    def follow(self, work: Callable[[], Message], ack: Ack, body: Body, client: WebClient) -> None:
        """Acknowledge now, and tell what the work gives, which may ask Slack."""
        ack()
        _Following(work, partial(tell, surface_of(body), client=client), self._desk).begin()

    def answer(self, work: Callable[[], Message], ack: Ack, body: Body, client: WebClient) -> None:
        """Acknowledge with what the work gives, or say that it follows and tell it then.

        Raises:
            Exception: Whatever the work raised in time.
        """
        message = self.result(work, lambda done: self._tell(done, body, client))
        if message is None:
            ack(text=DATABASE_SLOW, response_type="ephemeral")
        else:
            ack(**message.arguments(), response_type="ephemeral")

    def result(self, work: Callable[[], Result], late: Callable[[Future[Result]], None]) -> Result | None:
        """Return what the work gives in time; else None, and what comes later is handed over.

        Args:
            work: What answers, from the facts alone.
            late: Is called with it in another thread, failed or not.

        Raises:
            Exception: Whatever the work raised in time.
        """
        future = self._pool.submit(work)
        try:
            return future.result(SECONDS)
        except TimeoutError:
            if future.done():  # just now, or with a time-out of its own
                return future.result()
            future.add_done_callback(lambda done: self._desk.tells.submit(late, done))
            return None

    def _tell(self, done: Future[Message], body: Body, client: WebClient) -> None:
        error = done.exception()
        message = sorry(error, self._desk) if isinstance(error, Exception) else done.result()
        tell(surface_of(body), message, client)
