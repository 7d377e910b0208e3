"""A publisher on this computer: serves what it is given at 127.0.0.1, for the replay."""

import threading
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

_NOT_FOUND = b"<!doctype html><title>Page Not Found</title><h1>Page Not Found</h1>"


@dataclass(frozen=True, slots=True)
class Page:
    """What an address answers with."""

    body: bytes
    media_type: str = "text/html; charset=utf-8"
    status: HTTPStatus = HTTPStatus.OK


NOT_FOUND = Page(_NOT_FOUND, status=HTTPStatus.NOT_FOUND)


class Publisher:
    """An HTTP server on a free port of 127.0.0.1, in threads of its own; a context manager.

    Attributes:
        address: Its root, `http://127.0.0.1:PORT`, without a slash at the end.
    """

    def __init__(self) -> None:
        self._pages: dict[str, Page] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="publisher", daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def put(self, path: str, page: Page) -> None:
        """Publish a page at a path, or replace the one that is there."""
        self._pages[path] = page

    def take_down(self, path: str) -> None:
        """Let a path answer 404 from now on."""
        self._pages.pop(path, None)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        pages = self._pages

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = pages.get(urlsplit(self.path).path, NOT_FOUND)
                self.send_response(page.status)
                self.send_header("Content-Type", page.media_type)
                self.send_header("Content-Length", str(len(page.body)))
                self.end_headers()
                self.wfile.write(page.body)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing on stderr: the desk logs each check."""

        return Handler
