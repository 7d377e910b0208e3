"""Socket Mode: tickets, connections, envelopes and their acknowledgements.

Source: https://docs.slack.dev/apis/events-api/using-socket-mode; each envelope goes to one of the
open connections (slackapi/bolt-python#448), ten at most (slackapi/node-slack-sdk#1654).
"""

import asyncio
import contextlib
import json
import secrets
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from bot.preview.state.seed import APP_ID

ACK_SECONDS = 3.0
MOST_CONNECTIONS = 10
MOST_BYTES = 16 * 1024 * 1024
SILENCE_SECONDS = 30.0
PING_SECONDS = 0.2
"""Slack pings too. Often, because the builtin client can only close when its read returns (else 3 s); only
when idle, because its next frame would wait 40 ms for the pong's acknowledgement (Nagle)."""


class NotDelivered(Exception):
    """No app is connected; `word` is what people see then."""

    word = "dispatch_failed"


class NotAcknowledged(NotDelivered):
    """The app was silent for three seconds."""

    word = "operation_timeout"


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What the app answered to an envelope, and how long it took."""

    payload: Any
    ms: float


@dataclass(slots=True, eq=False)
class Connection:
    """One connection of the app, numbered in order of connecting.

    Attributes:
        heard_at: When the app last sent a frame, by the monotonic clock.
        silent: The app is no longer answered, though TCP still stands.
    """

    number: int
    socket: web.WebSocketResponse
    transport: asyncio.Transport | None
    heard_at: float = field(default_factory=time.monotonic)
    silent: bool = False


@dataclass(slots=True)
class Hub:
    """The app's open connections.

    Attributes:
        connections: Those that carry envelopes.
        delivered: How many envelopes each connection got, by its number.
        astray: How many were acknowledged on another connection than the one that they came on.
        changed: Called when a connection opens or closes.
        refuses: Whether the next handshake fails.
    """

    connections: list[Connection] = field(default_factory=list)
    delivered: dict[int, int] = field(default_factory=dict)
    astray: int = 0
    changed: Callable[[], None] = lambda: None
    refuses: Callable[[], bool] = lambda: False
    _silent: list[Connection] = field(default_factory=list)
    _carrier: dict[str, Connection] = field(default_factory=dict)
    _tickets: set[str] = field(default_factory=set)
    _waiting: dict[str, asyncio.Future[Any]] = field(default_factory=dict)
    _turn: int = 0
    _opened: int = 0
    _sent_at: float = 0.0

    def ticket(self) -> str:
        """A ticket that opens one connection."""
        ticket = secrets.token_urlsafe(18)
        self._tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection of the app until it closes."""
        if self.refuses():
            raise web.HTTPServiceUnavailable(text="no socket today")
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPForbidden(text="invalid ticket")
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(timeout=1.0, autoping=False, autoclose=False, max_msg_size=MOST_BYTES)
        await socket.prepare(request)
        if len(self.connections) >= MOST_CONNECTIONS:
            await self._dismiss(socket, "too_many_websockets")
            return socket
        self._opened += 1
        connection = Connection(self._opened, socket, request.transport)
        self.connections.append(connection)
        self.changed()
        try:
            await self._converse(connection)
        finally:
            self._forget(connection)
        while connection.silent and not _is_gone(connection):
            await asyncio.sleep(PING_SECONDS)
        return socket

    async def deliver(self, kind: str, payload: dict[str, Any], **extra: object) -> Acknowledgement:
        """Send an envelope to one connection and wait for its acknowledgement.

        Raises:
            NotDelivered: No connection is open.
            NotAcknowledged: None came within three seconds.
        """
        envelope_id = str(uuid.uuid4())
        envelope = {"envelope_id": envelope_id, "type": kind, "payload": payload, **extra}
        answer = self._waiting[envelope_id] = asyncio.get_running_loop().create_future()
        started = time.perf_counter()
        try:
            self._carrier[envelope_id] = await self._send(json.dumps(envelope))
            body = await asyncio.wait_for(answer, ACK_SECONDS)
        except TimeoutError as error:
            raise NotAcknowledged from error
        finally:
            del self._waiting[envelope_id]
            self._carrier.pop(envelope_id, None)
        return Acknowledgement(body, (time.perf_counter() - started) * 1000)

    async def drop(self, reason: str, then: str) -> int:
        """Ask every connection to reconnect, as Slack does now and then.

        Args:
            reason: `warning`, `refresh_requested`, `link_disabled`, …
            then: `close` closes it at once; `stay` lets it carry on until the app closes it; `silent` leaves
                TCP standing and carries, answers and echoes nothing any more.

        Returns:
            How many connections were open.
        """
        connections = list(self.connections)
        for connection in connections:
            if then != "stay":
                self._forget(connection)
            await self._dismiss(connection.socket, reason, close=then == "close")
            if then == "silent":
                connection.silent = True
                self._silent.append(connection)
        return len(connections)

    def cut(self) -> int:
        """Break every connection without a close frame, as a network does.

        Returns:
            How many connections were open.
        """
        connections = [*self.connections, *self._silent]
        for connection in connections:
            self._forget(connection)
            if connection.transport is not None:
                connection.transport.abort()
        return len(connections)

    async def close(self) -> None:
        """Close every connection without a word, as when Slack is gone."""
        for connection in list(self.connections):
            await connection.socket.close()
        self.cut()

    async def _converse(self, connection: Connection) -> None:
        socket = connection.socket
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self.connections),
                "debug_info": {"host": "local-slack", "build_number": 1, "approximate_connection_time": 3600},
                "connection_info": {"app_id": APP_ID},
            }
        )
        pinging = asyncio.create_task(self._ping(connection))
        try:
            async for message in socket:
                connection.heard_at = time.monotonic()
                if connection.silent:
                    continue
                if message.type is WSMsgType.PING:
                    await socket.pong(message.data)
                elif message.type is WSMsgType.TEXT:
                    self._acknowledge(connection, message.data)
        finally:
            pinging.cancel()

    async def _ping(self, connection: Connection) -> None:
        with contextlib.suppress(ConnectionError):
            while not connection.socket.closed and not connection.silent:
                now = time.monotonic()
                if now - connection.heard_at > SILENCE_SECONDS and connection.transport is not None:
                    connection.transport.abort()
                if now - self._sent_at > PING_SECONDS:
                    await connection.socket.ping()
                await asyncio.sleep(PING_SECONDS)

    def _acknowledge(self, connection: Connection, text: str) -> None:
        body = json.loads(text)
        if self._carrier.get(body.get("envelope_id", ""), connection) is not connection:
            self.astray += 1
        waiting = self._waiting.get(body.get("envelope_id", ""))
        if waiting is not None and not waiting.done():
            waiting.set_result(body.get("payload"))

    async def _send(self, text: str) -> Connection:
        while self.connections:
            self._turn += 1
            connection = self.connections[self._turn % len(self.connections)]
            try:
                await connection.socket.send_str(text)
            except ConnectionError:
                self._forget(connection)
                continue
            self._sent_at = time.monotonic()
            self.delivered[connection.number] = self.delivered.get(connection.number, 0) + 1
            return connection
        raise NotDelivered

    def _forget(self, connection: Connection) -> None:
        if connection in self.connections:
            self.connections.remove(connection)
            self.changed()

    @staticmethod
    async def _dismiss(socket: web.WebSocketResponse, reason: str, *, close: bool = True) -> None:
        await socket.send_json(
            {"type": "disconnect", "reason": reason, "debug_info": {"host": "local-slack"}}
        )
        if close:
            await socket.close()


def _is_gone(connection: Connection) -> bool:
    return connection.transport is None or connection.transport.is_closing()
