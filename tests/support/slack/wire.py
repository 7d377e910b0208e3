"""The other end of a Socket Mode connection, byte by byte: for what a WebSocket library would not send."""

import base64
import hashlib
import json
import socket
import struct
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from queue import Queue
from typing import Any

from tests.support.waiting import SECONDS

TEXT, BINARY, CLOSE, PING, PONG = 0x1, 0x2, 0x8, 0x9, 0xA


def frame(payload: bytes | str, opcode: int = TEXT, *, last: bool = True) -> bytes:
    """Return a frame as a server sends it: unmasked.

    Args:
        payload: What it carries.
        opcode: 0 continues the frame before it.
        last: Whether the message ends with it.
    """
    data = payload.encode() if isinstance(payload, str) else payload
    first = opcode | (0x80 if last else 0)
    if len(data) < 126:
        return struct.pack("!BB", first, len(data)) + data
    if len(data) < 1 << 16:
        return struct.pack("!BBH", first, 126, len(data)) + data
    return struct.pack("!BBQ", first, 127, len(data)) + data


def envelope(number: int, kind: str = "slash_commands", payload: object = None) -> str:
    """Return an envelope as Slack sends it; by default of a command that says its number."""
    said = {"text": str(number)} if payload is None else payload
    return json.dumps({"envelope_id": f"e{number}", "type": kind, "payload": said})


class WireLink:
    """One connection of the app, after the handshake."""

    def __init__(self, taken: socket.socket) -> None:
        self._socket = taken
        taken.settimeout(SECONDS)

    def send(self, *frames: bytes) -> None:
        """Send bytes in one piece, whatever they are."""
        self._socket.sendall(b"".join(frames))

    def say(self, **message: Any) -> None:
        """Send a message: `type="hello"`, or `type="disconnect", reason="warning"`."""
        self.send(frame(json.dumps(message)))

    def acknowledged(self) -> dict[str, Any]:
        """Return the next message of the app.

        Raises:
            EOFError: It closed the connection.
        """
        while True:
            opcode, payload = self._frame()
            if opcode == TEXT:
                return dict(json.loads(payload))
            if opcode == CLOSE:
                raise EOFError

    def end(self) -> None:
        """End TCP without a close frame."""
        self._socket.close()

    def _frame(self) -> tuple[int, bytes]:
        first, second = self._exactly(2)
        length = second & 0x7F
        if length == 126:
            (length,) = struct.unpack("!H", self._exactly(2))
        elif length == 127:
            (length,) = struct.unpack("!Q", self._exactly(8))
        mask = self._exactly(4)
        return first & 0xF, bytes(byte ^ mask[at % 4] for at, byte in enumerate(self._exactly(length)))

    def _exactly(self, length: int) -> bytes:
        read = b""
        while len(read) < length:
            if not (more := self._socket.recv(length - len(read))):
                raise EOFError
            read += more
        return read


class WireSlack:
    """Answers `apps.connections.open` and takes connections.

    Args:
        answers: Raw answers to the first calls, each status, headers and body; after them all is well.

    Attributes:
        calls: How often it was asked for a connection.
        links: The connections, in their order, as they come.
    """

    def __init__(self, answers: Sequence[tuple[str, str, str]] = ()) -> None:
        self._answers = list(answers)
        self._server = socket.create_server(("127.0.0.1", 0))
        self._taken: list[socket.socket] = []
        self.calls = 0
        self.links: Queue[WireLink] = Queue()
        self.api_url = f"http://127.0.0.1:{self._server.getsockname()[1]}/api/"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def link(self, *, greet: bool = True) -> WireLink:
        """Return the next connection of the app, once it is there."""
        link = self.links.get(timeout=SECONDS)
        if greet:
            link.say(type="hello")
        return link

    def close(self) -> None:
        """End every connection and take none any more."""
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join()
        for taken in self._taken:
            taken.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                self._taken.append(self._server.accept()[0])
                self._take(self._taken[-1])

    def _take(self, taken: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            if not (more := taken.recv(4096)):
                return
            head += more
        if head.startswith(b"POST"):
            self.calls += 1
            address = json.dumps({"ok": True, "url": self.api_url.replace("http", "ws") + "link"})
            status, headers, body = self._answers.pop(0) if self._answers else ("200 OK", "", address)
            length = f"Content-Length: {len(body.encode())}\r\nConnection: close\r\n"
            taken.sendall(f"HTTP/1.1 {status}\r\n{length}{headers}\r\n{body}".encode())
            taken.close()
            return
        lines = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:] if ": " in line)
        key = lines["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        accept = base64.b64encode(hashlib.sha1(key.encode()).digest()).decode()  # noqa: S324 - as RFC 6455 says
        upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\n"
        taken.sendall(
            f"HTTP/1.1 101 Switching Protocols\r\n{upgrade}Sec-WebSocket-Accept: {accept}\r\n\r\n".encode()
        )
        self.links.put(WireLink(taken))


@contextmanager
def wire(answers: Sequence[tuple[str, str, str]] = ()) -> Iterator[WireSlack]:
    """Give a Slack of bytes."""
    slack = WireSlack(answers)
    try:
        yield slack
    finally:
        slack.close()
