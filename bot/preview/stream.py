"""`GET /_local/events`: what changes, as one person's page hears of it."""

import asyncio
import json

from aiohttp import web

from bot.preview.core import Core
from bot.preview.screens import show_change
from bot.preview.whose import user_of
from bot.preview.workspace import Json

KEEP_ALIVE_SECONDS = 15.0


async def stream(core: Core, request: web.Request) -> web.StreamResponse:
    """`GET /_local/events?user=U…`: server-sent events, one a change, as that person sees it."""
    user = user_of(core, {"user": request.query["user"]})
    waiting: asyncio.Queue[tuple[str, Json]] = asyncio.Queue()

    def watch(kind: str, what: Json) -> None:
        waiting.put_nowait((kind, what))

    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    core.workspace.watchers.append(watch)
    try:
        await response.prepare(request)
        await response.write(b": hello\n\n")
        while True:
            await response.write(await _next_line(core, user, waiting))
    except ConnectionError:
        return response
    finally:
        core.workspace.watchers.remove(watch)


async def _next_line(core: Core, user: str, waiting: "asyncio.Queue[tuple[str, Json]]") -> bytes:
    try:
        kind, what = await asyncio.wait_for(waiting.get(), KEEP_ALIVE_SECONDS)
    except TimeoutError:
        return b": still here\n\n"
    shown = show_change(core, user, kind, what)
    return b"" if shown is None else f"data: {json.dumps(shown)}\n\n".encode()
