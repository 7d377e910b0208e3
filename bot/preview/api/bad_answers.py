"""Answers as they come on a bad day: none of Slack's, late, or a few bytes at a time."""

import asyncio
import contextlib

from aiohttp import web

from bot.preview.errors import SlackRefusal
from bot.preview.state import Core

DRIPS = 20


def answered_instead(core: Core, way: str) -> web.Response | None:
    """What the next call of a way gets in place of its answer, when a test asked for that.

    Raises:
        SlackRefusal: When it is an ordinary error.
    """
    instead = core.faults.instead_of(way)
    if instead is None:
        return None
    if instead.error:
        raise SlackRefusal(instead.error)
    headers = {"Retry-After": str(instead.retry_after)} if instead.retry_after else {}
    return web.Response(
        status=instead.status, text=instead.body, content_type=instead.content_type, headers=headers
    )


async def sent(core: Core, way: str, request: web.Request, answer: web.Response) -> web.StreamResponse:
    """Send an answer as slowly as a test asked for, or never; what was to be done is done already.

    A dripping body announces its length and never pauses long: a limit on each read doesn't see it.
    """
    if core.faults.hangs_after(way) and request.transport is not None:
        request.transport.abort()
    await asyncio.sleep(core.faults.slowness(way))
    seconds = core.faults.drip(way)
    if not seconds or not isinstance(answer.body, bytes):
        return answer
    body = answer.body
    dripping = web.StreamResponse(status=answer.status, headers=answer.headers)
    dripping.content_length = len(body)
    await dripping.prepare(request)
    size = max(1, len(body) // max(DRIPS, int(seconds * 4)))
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    with contextlib.suppress(ConnectionError):  # who hangs up has given up, as is right
        for part in parts:
            await asyncio.sleep(seconds / len(parts))
            await dripping.write(part)
    return dripping
