"""How a driver asks a local Slack: JSON over HTTP, and patience."""

import http.client
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

POLL_SECONDS = 0.02


class Asking:
    """A local Slack at an address, in any process.

    Args:
        base_url: `http://127.0.0.1:PORT`.
    """

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url

    def _ask(self, verb: str, **body: Any) -> Any:
        return json.loads(self._request("POST", f"/_local/{verb}", json.dumps(body)))["result"]

    def _request(self, method: str, path: str, body: str | None = None) -> bytes:
        connection = http.client.HTTPConnection(urlsplit(self.base_url).netloc, timeout=30)
        try:
            connection.request(method, path, body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if answer.status == http.HTTPStatus.CONFLICT:
            raise LookupError(json.loads(content)["error"])
        if answer.status != http.HTTPStatus.OK:
            raise ConnectionError(f"The local Slack answered {answer.status} to {path}: {content[:200]!r}")
        return content

    @staticmethod
    def _until(look: Callable[[], Any], timeout: float) -> Any:
        end = time.monotonic() + timeout
        while not (found := look()) and time.monotonic() < end:
            time.sleep(POLL_SECONDS)
        return found
