"""The local Slack as an object: starts a thread of its own, gives addresses and tokens."""

import asyncio
import socket
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from bot.preview.state import Clock, make_core
from bot.preview.web import LOOPBACK, make_application, say_progress


def utc_now() -> datetime:
    """The time of this computer, aware and in UTC."""
    return datetime.now(UTC)


class LocalSlack:
    """A Slack on this computer: Web API, Socket Mode and a page.

    Args:
        port: 0 takes a free one.
        host: A loopback name; it listens nowhere else.
        clock: Gives message timestamps, expiry of trigger_ids and response_urls, and pace; UTC.
        on_replay: Run in a thread by the page's *Replay history* button; without it there is no button.
            It may call `say_progress`.
        manifest: The app's manifest (schema 2.0.0): its commands, scopes and events are all that the app
            has. None takes the double's own.

    Raises:
        ValueError: The host is no loopback name.
    """

    def __init__(
        self,
        port: int = 0,
        host: str = "127.0.0.1",
        *,
        clock: Clock = utc_now,
        on_replay: Callable[[], None] | None = None,
        manifest: Mapping[str, Any] | None = None,
    ) -> None:
        if host not in LOOPBACK:
            raise ValueError(f"The local Slack listens on this computer only, not on {host}.")
        self.base_url = ""
        self._host, self._port = host, port
        self._core = make_core(clock, manifest=manifest, on_replay=on_replay)
        self.bot_token, self.app_token = self._core.bot_token, self._core.app_token
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        self._listening = threading.Event()
        self._failed: OSError | None = None
        self._thread = threading.Thread(target=self._run, name="local-slack", daemon=True)

    @property
    def api_url(self) -> str:
        """What `slack_sdk.WebClient(base_url=…)` takes."""
        return f"{self.base_url}/api/"

    @property
    def page_url(self) -> str:
        """What a browser opens."""
        return f"{self.base_url}/"

    def start(self) -> Self:
        """Listen; returns when it does.

        Raises:
            OSError: The port is taken.
        """
        self._thread.start()
        self._listening.wait()
        if self._failed is not None:
            raise self._failed
        return self

    def stop(self) -> None:
        """Close every connection and end the thread; calling it twice is harmless."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join()

    def say_progress(self, text: str) -> None:
        """Show on the page how far a running replay is; callable from any thread, also after `stop`."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(say_progress, self._core, text)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.stop()

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        except OSError as error:
            self._failed = error
        finally:
            self._loop.run_until_complete(_end_all())
            self._loop.close()
            self._listening.set()

    async def _serve(self) -> None:
        runner = web.AppRunner(make_application(self._core), access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        try:
            listening = socket.create_server((self._host, self._port))
            site = web.SockSite(runner, listening)
            await site.start()
            port = runner.addresses[0][1]
            self.base_url = self._core.base_url = f"http://{self._host}:{port}"
            self._listening.set()
            await self._stopping.wait()
            self._loop.remove_reader(listening)
            await (
                _turns()
            )  # asyncio loses a connection that it accepted in the turn in which its server closes
            await site.stop()
            await self._core.hub.close()
        finally:
            await runner.cleanup()
            await _turns()


async def _end_all() -> None:
    """End what is still on its way, such as an answer that was to come late."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


async def _turns() -> None:
    """Let the loop finish what it has begun.

    An accepted connection is the server's three turns later; a closed socket is let go after one.
    """
    for _ in range(4):
        await asyncio.sleep(0)
