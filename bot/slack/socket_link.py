"""One Socket Mode connection: opened, read, answered, closed.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from aiohttp import (
    ClientError,
    ClientSession,
    ClientTimeout,
    ClientWebSocketResponse,
    ClientWSTimeout,
    WSMsgType,
)

from bot.slack.api_errors import seconds_of

logger = logging.getLogger(__name__)

ASKING, OPENING = 20.0, 10.0
"""Seconds for the address of a connection, and for the handshake."""
GREETING = 3.0
"""Seconds for Slack's `hello`; a connection that says nothing by then is taken for a good one."""
SILENCE = 4.0
"""Seconds without a frame until we ping; after half as many without a pong the connection is dead."""
GOODBYE = 0.5
"""Seconds for Slack to answer our close frame."""
MOST_BYTES = 16 * 1024 * 1024


class NoConnection(Exception):
    """Slack opened no connection.

    Args:
        code: Slack's word for it, or the kind of failure.
        seconds: Pause that Slack asks for.
    """

    def __init__(self, code: str, seconds: float = 0.0) -> None:
        super().__init__(code)
        self.code = code
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Door:
    """Where connections are asked for, and by whom.

    Attributes:
        api_url: Slack's Web API, ending in a slash.
        app_token: With the scope `connections:write`.
        proxy: The HTTP proxy on the way, if there is one.
    """

    api_url: str
    app_token: str
    proxy: str | None = None


class SocketLink:
    """A connection that is open; it is read until it ends, whether or not there is a newer one.

    Args:
        socket: As it came out of the handshake.
        take: Is handed each message that is not about the connection itself.

    Attributes:
        over: Why another connection is wanted: Slack's reason, else how this one ended.
        opened: UTC.
        ended: UTC; None while it carries what is sent.
    """

    def __init__(
        self, socket: ClientWebSocketResponse, take: "Callable[[dict[str, Any], SocketLink], None]"
    ) -> None:
        loop = asyncio.get_running_loop()
        self._socket = socket
        self._take = take
        self._greeted: asyncio.Future[None] = loop.create_future()
        self.over: asyncio.Future[str] = loop.create_future()
        self.opened = datetime.now(UTC)
        self.ended: datetime | None = None
        self._reading = loop.create_task(self._read())

    async def greeted(self) -> None:
        """Wait until Slack has begun to use it.

        Raises:
            NoConnection: It ended before, or Slack sends us away.
        """
        await asyncio.wait((self._greeted, self.over), timeout=GREETING, return_when="FIRST_COMPLETED")
        if self.over.done() and not self._greeted.done():
            raise NoConnection(self.over.result())

    async def send(self, text: str) -> bool:
        """Send a message; tell whether it was still possible."""
        try:
            await self._socket.send_str(text)
        except (ClientError, OSError):
            return False
        return True

    def let_go(self) -> None:
        """Close it without waiting for that."""
        self._closing = asyncio.get_running_loop().create_task(self.close())

    async def close(self) -> None:
        """Say goodbye, and end the connection at once."""
        await self._socket.close()
        self._reading.cancel()

    async def _read(self) -> None:
        try:
            async for message in self._socket:
                if message.type is WSMsgType.TEXT:
                    self._heard(message.data)
                elif message.type is WSMsgType.ERROR:
                    logger.info("The Socket Mode connection broke: %s", message.data)
        finally:
            self.ended = datetime.now(UTC)
            self._end("closed")

    def _heard(self, text: str) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            message = None
        if not isinstance(message, dict):
            logger.warning("Slack sent what is no message over Socket Mode: %.80r", text)
            return
        if message.get("type") == "disconnect":
            self._end(str(message.get("reason") or "refresh_requested"))
            return
        if not self._greeted.done():
            self._greeted.set_result(None)
        if message.get("type") != "hello":
            self._take(message, self)

    def _end(self, reason: str) -> None:
        if not self.over.done():
            self.over.set_result(reason)


async def opened(
    session: ClientSession, door: Door, take: Callable[[dict[str, Any], SocketLink], None]
) -> SocketLink:
    """Open a connection and wait for Slack's greeting.

    Args:
        session: For the call and for the handshake.
        door: Where, and by whom.
        take: Is handed what comes, from the first message on.

    Raises:
        NoConnection: There is none; says why.
    """
    try:
        async with asyncio.timeout(ASKING):
            address = await _address(session, door)
        async with asyncio.timeout(OPENING):
            socket = await session.ws_connect(
                address,
                heartbeat=SILENCE,
                timeout=ClientWSTimeout(ws_close=GOODBYE),
                max_msg_size=MOST_BYTES,
                proxy=door.proxy,
            )
    except (ClientError, OSError, ValueError) as error:
        raise NoConnection(type(error).__name__) from error
    link = SocketLink(socket, take)
    try:
        await link.greeted()
    except BaseException:
        link.let_go()
        raise
    return link


async def try_door(door: Door) -> None:
    """Open a connection and close it; an envelope that comes over it meanwhile is left to Slack's next try.

    Raises:
        NoConnection: There is none; says why.
    """
    async with ClientSession(timeout=ClientTimeout(total=None)) as session:
        link = await opened(session, door, lambda _message, _link: None)
        await link.close()


async def _address(session: ClientSession, door: Door) -> str:
    """Ask for the address of a connection: it is good for one, and for a short time.

    https://docs.slack.dev/reference/methods/apps.connections.open

    Raises:
        NoConnection: Slack gives none.
    """
    headers = {
        "Authorization": f"Bearer {door.app_token}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    async with session.post(
        f"{door.api_url}apps.connections.open", headers=headers, proxy=door.proxy
    ) as reply:
        status, wait, text = (
            reply.status,
            reply.headers.get("Retry-After", ""),
            await reply.text(errors="replace"),
        )
    try:
        answer = json.loads(text)
    except ValueError:
        answer = None
    seconds = seconds_of(wait, 0.0)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise NoConnection("ratelimited", seconds or RATE_LIMITED)
    if not isinstance(answer, dict):
        raise NoConnection(f"http_{status}" if status != HTTPStatus.OK else "not_json", seconds)
    if not answer.get("ok") or not answer.get("url"):
        code = str(answer.get("error") or "no_address")
        raise NoConnection(code, seconds or (RATE_LIMITED if code == "ratelimited" else 0.0))
    return str(answer["url"])


RATE_LIMITED = 30.0
"""Seconds to wait when Slack says that we ask too often, but not for how long."""
