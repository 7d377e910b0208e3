"""Slack's Web API with a deadline on the whole of a call.

slack_sdk's time limit is for each read from the socket: an answer that comes a byte now and then
(a proxy, a network that hardly works) would hold its caller for as long as it likes.
"""

import json
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from ssl import SSLContext
from types import TracebackType
from typing import Any, Self
from urllib.error import HTTPError
from urllib.request import HTTPHandler, HTTPRedirectHandler, HTTPSHandler, ProxyHandler, Request, build_opener

from slack_sdk import WebClient
from slack_sdk.errors import SlackRequestError
from slack_sdk.webhook import WebhookClient

TIMEOUT = 20
"""Seconds for one read."""
CALL = 60.0
"""Seconds for a call: connecting, asking and the whole answer."""
_OK = 200


class BoundedClient(WebClient):
    """A client each of whose calls ends in time, and that never retries: a second post is ours to decide on.

    Args:
        token: The bot token.
        base_url: Where Slack's methods are.
        call: Seconds for the whole of a call.
    """

    def __init__(self, token: str, base_url: str = WebClient.BASE_URL, call: float = CALL) -> None:
        super().__init__(token, base_url=base_url, timeout=TIMEOUT, retry_handlers=[])
        self._call = call

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        """Send one request, in place of slack_sdk's own way; what is no object of JSON stays as it came.

        Raises:
            OSError: The connection failed, or the deadline passed.
            HTTPException: The answer broke off.
        """
        status, headers, body = asked(self, req, self._call)
        with suppress(ValueError):
            if not isinstance(json.loads(body), dict):
                body = f"No object: {body}"  # slack_sdk takes whatever is JSON for one
        return {"status": status, "headers": headers, "body": body}


def send_bytes(client: WebClient, address: str, content: bytes) -> None:
    """Send the bytes of a file to the address that `files.getUploadURLExternal` gave.

    Raises:
        SlackRequestError: They were not taken.
        OSError: The connection failed, or the deadline passed.
        HTTPException: The answer broke off.
    """
    status, _, body = asked(client, Request(address, content, method="POST"), CALL)  # noqa: S310 - Slack's
    if status != _OK:
        raise SlackRequestError(f"The bytes were not taken: {status} {body[:100]}")


def asked(
    client: WebClient | WebhookClient, request: Request, seconds: float
) -> tuple[int, Mapping[str, str], str]:
    """Return status, headers and body of an answer, whatever its status.

    Args:
        client: With its proxy and its time limit for each read.
        request: What to ask.
        seconds: For the whole of it.

    Raises:
        OSError: The connection failed, or the deadline passed.
        HTTPException: The answer broke off.
    """
    proxies = [ProxyHandler({"http": client.proxy, "https": client.proxy})] if client.proxy else []
    with _Deadline(seconds) as deadline:
        opener = build_opener(*proxies, _Stay(), _Http(deadline), _Https(deadline, client.ssl))
        try:
            answer = opener.open(request, timeout=client.timeout)
        except HTTPError as error:
            answer = error
        with answer:
            content = answer.read()
    return answer.status, dict(answer.headers.items()), content.decode("utf-8", "replace")


class _Deadline:
    """Shuts the connections that were made under it, once its time has passed, whatever they are doing."""

    def __init__(self, seconds: float) -> None:
        self._passed = threading.Event()
        self._connections: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def watch(self, connection: socket.socket) -> None:
        """Let a connection end with the others; a second handle on it outlives its way into TLS."""
        self._connections.append(connection.dup())
        if self._passed.is_set():
            self._end()

    def _end(self) -> None:
        self._passed.set()
        for connection in self._connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        for connection in self._connections:
            connection.close()
        if self._passed.is_set():
            raise TimeoutError("The answer took too long.") from error


class _Http(HTTPHandler):
    def __init__(self, deadline: _Deadline) -> None:
        super().__init__()
        self._deadline = deadline

    def http_open(self, req: Request) -> HTTPResponse:
        """Open an address."""
        return self.do_open(_watched(HTTPConnection, self._deadline), req)


class _Https(HTTPSHandler):
    def __init__(self, deadline: _Deadline, context: SSLContext | None) -> None:
        super().__init__(context=context)
        self._deadline, self._ssl = deadline, context

    def https_open(self, req: Request) -> HTTPResponse:
        """Open an address."""
        return self.do_open(_watched(HTTPSConnection, self._deadline), req, context=self._ssl)


class _Stay(HTTPRedirectHandler):
    """Follows no answer elsewhere, where the token would go along: Slack's methods send nobody on."""

    def redirect_request(self, *_: object) -> None:
        """Take it for what it is, an answer."""


def _watched(kind: type[HTTPConnection], deadline: _Deadline) -> Callable[..., HTTPConnection]:
    """Return what makes a connection that a deadline watches from before a proxy or TLS is asked on."""

    def connected(*given: Any) -> socket.socket:
        reached = socket.create_connection(*given)
        deadline.watch(reached)
        return reached

    def made(host: str, **given: Any) -> HTTPConnection:
        connection = kind(host, **given)
        connection._create_connection = connected  # type: ignore[attr-defined]
        return connection

    return made
