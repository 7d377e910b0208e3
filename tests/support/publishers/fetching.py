"""A fetcher for tests, and servers that misbehave byte for byte."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from pytest_httpserver import HTTPServer

from jobs.fetching import Fetched, Fetcher, NotModified
from models.domain import Document

NOW = datetime(2025, 8, 5, 12, tzinfo=UTC)
PAGE = "/ag/list"


def fetcher(*, loopback: bool = True, timeout: float = 5.0, **changes: object) -> Fetcher:
    """A fetcher with a set clock and no pauses, unless a test asks for them."""
    settings: dict[str, object] = {"clock": lambda: NOW, "sleep": lambda _: None} | changes
    return Fetcher("desk@example.org", "2026.11", loopback, timeout=timeout, **settings)  # type: ignore[arg-type]


def document(fetched: Fetched | NotModified) -> Document:
    """The document of an answer that must have one."""
    assert isinstance(fetched, Fetched)
    return fetched.document


def get(server: HTTPServer, path: str = PAGE, **changes: object) -> Document:
    """Fetch a page of a local server."""
    with fetcher(**changes) as client:  # type: ignore[arg-type]
        return document(client.get(server.url_for(path)))


def asked(server: HTTPServer) -> list[str]:
    """The paths that a local server was asked for, in order."""
    return [request.path for request, _ in server.log]


@contextmanager
def raw_server(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that says byte for byte what a test wants; it has no robots.txt.

    Args:
        answer: Writes to the connection after a request was read.

    Yields:
        The address to fetch.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_serve, args=(listener, answer), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/page"
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def _serve(listener: socket.socket, answer: Callable[[socket.socket], None]) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            if b"/robots.txt" in connection.recv(65536):
                connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                continue
            try:
                answer(connection)
            except OSError:
                continue
