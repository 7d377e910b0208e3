"""Socket Mode without a gap: a new connection is up and read before the old one is let go.

Slack ends every connection after some hours: it warns about ten seconds before, and what it sends
meanwhile comes over either (https://docs.slack.dev/apis/events-api/using-socket-mode, "generate an
additional connection before the restart occurs"). slack_sdk's own clients connect in the thread that hands
out messages and read nothing until the old connection is closed: three seconds in which commands time out.

One thread keeps the connections; each envelope is answered in a thread of a pool, and acknowledged over
the connection that it came by.
"""

import asyncio
import json
import logging
import random
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Thread
from typing import Any

from aiohttp import ClientSession, ClientTimeout
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.slack.api_errors import NOT_LET_IN
from bot.slack.error_words import in_words
from bot.slack.socket_link import GOODBYE, Door, NoConnection, SocketLink, opened

logger = logging.getLogger(__name__)

Send = Callable[[str], None]
"""Sends an acknowledgement, from any thread."""

FINAL = NOT_LET_IN | {"link_disabled", "team_disabled", "user_removed_from_team"}
"""What no trying again mends, but a person: Node's list (UnrecoverableSocketModeStartError.ts of
@slack/socket-mode), what tokens bear besides, and Socket Mode switched off in the app's settings."""

CROWDED = "too_many_websockets"
"""There are ten connections already (slackapi/node-slack-sdk#1654)."""

LINGER = 9.0
"""Seconds for which an old connection is read on: Slack sends over it until about ten after its warning."""
FLEETING = 3.0
"""Seconds; a connection that was over sooner counts as one that failed, lest they be opened in a circle."""
FIRST, MOST = 0.1, 60.0
"""Seconds to wait after the first failure, and at most; each pause is twice as long as the last."""
CROWDED_FIRST, CROWDED_MOST = 30.0, 300.0
LOOK_AGAIN = 600.0
"""Seconds between two looks at whether a person has mended what is final."""

KINDS = ("events_api", "interactive", "slash_commands")
THREADS = 32
"""Envelopes that are answered at once; one that is slow holds up none of the others."""
LATE = 3.0
"""Seconds after which Slack has given an acknowledgement up."""

RENEWED = ("warning", "refresh_requested")
MENDED = "The desk looks every ten minutes whether that was mended; python -m bot doctor looks closer."
_WORDS = {
    "closed": "it was closed",
    CROWDED: "too many connections of this app are open",
    "link_disabled": "Socket Mode is switched off in the app's settings",
    "team_disabled": "the workspace is deactivated",
    "user_removed_from_team": "who installed the app has left the workspace",
}


def said(code: str) -> str:
    """Return why there is no connection, as people say it."""
    return _WORDS.get(code) or in_words(code)


@dataclass(frozen=True, slots=True)
class SocketState:
    """How the connection to Slack stands.

    Attributes:
        connected: Whether one is open.
        since: UTC; when it was opened, or since when there is none.
        trouble: Why there is none, or no newer one, in Slack's word; empty when all is well.
    """

    connected: bool
    since: datetime
    trouble: str = ""

    @property
    def final(self) -> bool:
        """Whether only a person can mend it."""
        return not self.connected and self.trouble in FINAL


def pause(code: str, failures: int, seconds: float = 0.0) -> float:
    """Return the seconds until the next try.

    Args:
        code: Slack's word for the last failure.
        failures: In a row, at least one.
        seconds: That Slack asks for.
    """
    if code in FINAL:
        return LOOK_AGAIN
    first, most = (CROWDED_FIRST, CROWDED_MOST) if code == CROWDED else (FIRST, MOST)
    longest = min(first * 2.0 ** min(failures - 1, 20), most)
    return max(seconds, 0.0) + longest * random.uniform(0.5, 1)  # noqa: S311 - no secret


class SocketMode:
    """Keeps an app connected until it is stopped.

    Args:
        door: Where connections are asked for.
        answer: Answers a request, in any thread, and sends what acknowledges it.
    """

    def __init__(self, door: Door, answer: Callable[[SocketModeRequest, Send], None]) -> None:
        self._door = door
        self._answer = answer
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="envelope")
        self._thread = Thread(target=lambda: asyncio.run(self._run()), name="socket-mode", daemon=True)
        self._tried: Future[None] = Future()
        self._loop: asyncio.AbstractEventLoop
        self._keeping: asyncio.Task[None]
        self._link: SocketLink | None = None
        self._links: set[SocketLink] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._answers: set[Future[None]] = set()
        self._unsent: list[tuple[float, str]] = []
        self._trouble = ""
        self._began = datetime.now(UTC)

    def start(self) -> SocketState:
        """Connect, and stay connected; return how it stands after the first try."""
        self._thread.start()
        self._tried.result()
        return self.state

    def stop(self) -> None:
        """Close what is open; what is being answered is waited for, but not for long."""
        wait(list(self._answers), GOODBYE)
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._keeping.cancel)
            self._thread.join(GOODBYE + 1.0)
        self._pool.shutdown(wait=False, cancel_futures=True)

    @property
    def state(self) -> SocketState:
        """How it stands now."""
        link = self._link
        if link is not None and link.ended is None:
            return SocketState(connected=True, since=link.opened, trouble=self._trouble)
        lost = self._began if link is None else link.ended or self._began
        return SocketState(connected=False, since=lost, trouble=self._trouble)

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        async with ClientSession(timeout=ClientTimeout(total=None)) as session:
            self._keeping = self._loop.create_task(self._keep(session))
            await asyncio.wait([self._keeping])
            await asyncio.gather(*(link.close() for link in self._links), return_exceptions=True)

    async def _keep(self, session: ClientSession) -> None:
        """Open connections for ever: the first, and another when one is over."""
        failures = 0
        while True:
            seconds = 0.0
            try:
                link = await opened(session, self._door, self._take)
            except NoConnection as error:
                code, seconds, failures = error.code, error.seconds, failures + 1
            except Exception as error:
                logger.exception("The Socket Mode connection failed in a way that nobody foresaw")
                code, failures = type(error).__name__, failures + 1
            else:
                self._use(link)
                code = await link.over
                fleeting = (datetime.now(UTC) - link.opened).total_seconds() < FLEETING
                failures = (failures if fleeting else 0) + (fleeting or code in FINAL or code == CROWDED)
            self._troubled(code)
            if failures:
                await asyncio.sleep(pause(code, failures, seconds))

    def _use(self, link: SocketLink) -> None:
        """Let a connection be the newest one; the last one is read on for a while."""
        if self._link is not None:
            self._begin(self._retire(self._link))
        self._link = link
        self._links.add(link)
        self._trouble = ""
        now = self._loop.time()
        unsent, self._unsent = self._unsent, []
        for when, text in unsent:
            if now - when < LATE:
                self._begin(self._acknowledge(link, text))
        if not self._tried.done():
            self._tried.set_result(None)

    async def _retire(self, link: SocketLink) -> None:
        await asyncio.sleep(LINGER)
        await link.close()
        self._links.discard(link)

    def _troubled(self, code: str) -> None:
        """Say why there is no connection, or soon will be none; what is final, only once."""
        if code in RENEWED:
            logger.info("Slack renews the Socket Mode connection (%s)", code)
        elif code not in FINAL:
            logger.warning("The Socket Mode connection is opened anew: %s", said(code))
        elif code != self._trouble:
            logger.error("Nothing that is typed in Slack is heard any more: %s. %s", said(code), MENDED)
        self._trouble = code
        if not self._tried.done():
            self._tried.set_result(None)

    def _take(self, message: dict[str, Any], link: SocketLink) -> None:
        """Hand an envelope to the pool; one that can't be understood is acknowledged and no more."""
        try:
            request = SocketModeRequest.from_dict(message)
        except ValueError:
            request = None
        if request is not None and request.type in KINDS:
            answer = self._pool.submit(self._answered, request, link)
            self._answers.add(answer)
            answer.add_done_callback(self._answers.discard)
            return
        logger.warning(
            "Slack sent something of a kind that the desk doesn't know: %.40r", message.get("type")
        )
        if isinstance(envelope := message.get("envelope_id"), str):
            self._begin(self._acknowledge(link, json.dumps({"envelope_id": envelope})))

    def _answered(self, request: SocketModeRequest, link: SocketLink) -> None:
        try:
            self._answer(request, lambda text: self._send(link, text))
        except Exception:
            logger.exception("What Slack sent could not be answered, in a way that nobody foresaw")

    def _send(self, link: SocketLink, text: str) -> None:
        try:
            self._loop.call_soon_threadsafe(lambda: self._begin(self._acknowledge(link, text)))
        except RuntimeError:
            logger.info("An acknowledgement came after the end of the connection")

    async def _acknowledge(self, link: SocketLink, text: str) -> None:
        """Send over the connection that the envelope came by; when it is gone, over the newest.

        Slack's own clients send over the newest always; that it must be the same is written nowhere.
        """
        newest = self._link
        if not await link.send(text) and (newest in {None, link} or not await newest.send(text)):
            self._unsent.append((self._loop.time(), text))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)  # the loop itself keeps only a weak hold of it
        task.add_done_callback(self._tasks.discard)
