"""Cuts a connection once its time is up, even while bytes still drip in."""

import threading
from collections.abc import Mapping
from contextlib import suppress
from socket import SHUT_RDWR
from typing import Any, Self


class TimeLimit:
    """A limit on one whole answer: an HTTP client limits each read, never their sum.

    When the time is up the socket is shut down under the client, whose read then fails.

    Args:
        seconds: How long the answer may take.

    Attributes:
        passed: Whether the time ran out, so that the failure can be told apart from others.
    """

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._sockets: list[Any] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def watch(self, event: str, info: Mapping[str, Any]) -> None:
        """Note each connection that is opened; httpcore calls it as the `trace` extension."""
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            self._sockets.append(info["return_value"].get_extra_info("socket"))
            if self.passed:
                self._cut()

    def _cut(self) -> None:
        self.passed = True
        for socket in list(self._sockets):
            with suppress(OSError):
                socket.shutdown(SHUT_RDWR)

    def __enter__(self) -> Self:
        """Start the clock."""
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self._timer.cancel()
