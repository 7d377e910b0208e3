"""`/_local/…`: what the page and the driver ask for, as JSON. No part of Slack."""

import asyncio
import inspect
import json
import mimetypes
from collections.abc import Callable
from typing import Any

from aiohttp import web

from bot.preview import actions
from bot.preview.errors import Impossible
from bot.preview.state import Core, Json, LocalFile, LocalMessage, View
from bot.preview.web import fault_injection as provoke
from bot.preview.web import screens
from bot.preview.web.screens import channel_of, user_of

KEEP_ALIVE_SECONDS = 15.0


async def handle(core: Core, request: web.Request) -> web.Response:
    """`POST /_local/VERB` with a JSON object; 409 with a sentence for what nobody could do in Slack."""
    verb = VERBS.get(request.match_info["verb"])
    if verb is None:
        raise web.HTTPNotFound
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        result = verb(core, await request.json())
        return web.json_response({"result": await result if inspect.isawaitable(result) else result})
    except Impossible as impossible:
        return web.json_response({"error": str(impossible)}, status=409)


async def stream(core: Core, request: web.Request) -> web.StreamResponse:
    """`GET /_local/events?user=U…`: server-sent events, one a change, as that person sees it."""
    user = user_of(core, dict(request.query))
    waiting: asyncio.Queue[tuple[str, Json]] = asyncio.Queue()

    def watch(kind: str, what: Json) -> None:
        waiting.put_nowait((kind, what))

    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    core.workspace.watchers.append(watch)
    try:
        await response.prepare(request)
        await response.write(b"retry: 500\n\n")  # milliseconds until the page looks for a desk that went
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
    shown = screens.show_change(core, user, kind, what)
    return b"" if shown is None else f"data: {json.dumps(shown)}\n\n".encode()


def _view(core: Core, body: Json) -> View:
    user = user_of(core, body)
    home = core.workspace.homes.get(user)
    if home is not None and home.id == body["view"]:
        return home
    return actions.top(core, user, body["view"])


async def _shortcut(core: Core, body: Json) -> Json:
    channel, user, name = channel_of(core, body), user_of(core, body), body["callback_id"]
    if body.get("ts"):
        return await actions.message_shortcut(core, name, user, channel, body["ts"])
    return await actions.shortcut(core, name, user, channel)


def _say(core: Core, body: Json) -> str:
    """Somebody writes: a person, or with `bot` another app."""
    user = "" if body.get("bot") else user_of(core, body)
    more = {name: body[name] for name in ("thread_ts", "blocks", "attachments", "bot") if body.get(name)}
    files = [_upload(core, user, name) for name in body.get("files", ())]
    message = LocalMessage(channel_of(core, body).id, user, body["text"], files=files, **more)
    return actions.say(core, message, unasked=body.get("unasked", False))


def _upload(core: Core, user: str, name: str) -> str:
    content, kind = name.encode(), mimetypes.guess_type(name)[0] or "application/octet-stream"
    file = LocalFile(
        core.workspace.next_id("F"), name, len(content), "", user, content=content, mimetype=kind
    )
    file.completed = True
    core.workspace.files[file.id] = file
    return file.id


def _message(core: Core, body: Json) -> LocalMessage:
    message = core.workspace.find(channel_of(core, body).id, body["ts"])
    if message is None:
        raise Impossible(f"There is no message {body['ts']}.")
    return message


def _replay(core: Core, _body: Json) -> str:
    if core.replay.run is None or core.replay.state == "running":
        raise Impossible("There is nothing to replay, or it is running already.")
    _set_replay(core, "running")
    running = asyncio.get_running_loop().run_in_executor(None, core.replay.run)
    running.add_done_callback(lambda done: _set_replay(core, "failed" if done.exception() else "finished"))
    return core.replay.state


def _set_replay(core: Core, state: str) -> None:
    core.replay.state = state
    say_progress(core, "")


def say_progress(core: Core, text: str) -> None:
    """Show every page how far the replay is; nothing when it begins or ends."""
    core.replay.progress = text
    core.workspace.tell("replay", {"state": core.replay.state, "progress": text})


VERBS: dict[str, Callable[[Core, Json], Any]] = {
    "state": lambda core, body: screens.show_workspace(core, user_of(core, body)),
    "messages": screens.show_messages,
    "command": lambda core, body: actions.command(
        core, channel_of(core, body), body["text"], user_of(core, body)
    ),
    "click": lambda core, body: actions.click(
        core, channel_of(core, body), body["ts"], user_of(core, body), body
    ),
    "click-view": lambda core, body: actions.click_view(core, _view(core, body), user_of(core, body), body),
    "submit": lambda core, body: actions.submit(core, user_of(core, body), body["view"], body["state"]),
    "close": lambda core, body: actions.close(core, user_of(core, body), body["view"]),
    "shortcut": _shortcut,
    "say": _say,
    "edit": lambda core, body: actions.edit(core, _message(core, body), body["text"]),
    "delete": lambda core, body: core.workspace.remove(_message(core, body)),
    "open-home": lambda core, body: actions.open_home(core, user_of(core, body)),
    "home": lambda core, body: screens.show_home(core, user_of(core, body)),
    "modal": lambda core, body: screens.show_modal(core, user_of(core, body)),
    "membership": provoke.membership,
    "person": provoke.person,
    "share": provoke.share,
    "unshare": provoke.unshare,
    "organization": provoke.organization,
    "group": provoke.group,
    "offer": provoke.offer,
    "fault": provoke.fault,
    "disconnect": lambda core, body: core.hub.drop(body["reason"], body["then"]),
    "cut": lambda core, _body: core.hub.cut(),
    "facts": provoke.facts,
    "replay": _replay,
}
"""What can be asked for; the one that has to wait is awaited."""
