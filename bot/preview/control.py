"""`/_local/…`: what the page and the driver ask for, as JSON. No part of Slack."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.preview import events, interactions, modals, provoke, shortcuts
from bot.preview.core import Core
from bot.preview.errors import Impossible
from bot.preview.screens import show_home, show_messages, show_modal, show_workspace
from bot.preview.seed import BOT_USER
from bot.preview.whose import channel_of, user_of
from bot.preview.workspace import Json, View

Verb = Callable[[Core, Json], Awaitable[Any]]


async def handle(core: Core, request: web.Request) -> web.Response:
    """`POST /_local/VERB` with a JSON object; 409 with a sentence for what nobody could do in Slack."""
    verb = VERBS.get(request.match_info["verb"])
    if verb is None:
        raise web.HTTPNotFound
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        return web.json_response({"result": await verb(core, await request.json())})
    except Impossible as impossible:
        return web.json_response({"error": str(impossible)}, status=409)


def _view(core: Core, body: Json) -> View:
    user = user_of(core, body)
    home = core.workspace.homes.get(user)
    if home is not None and home.id == body["view"]:
        return home
    return modals.top(core, user, body["view"])


async def _state(core: Core, body: Json) -> Json:
    return show_workspace(core, user_of(core, body))


async def _messages(core: Core, body: Json) -> list[Json]:
    return show_messages(core, channel_of(core, body).id, user_of(core, body) if body.get("user") else "")


async def _command(core: Core, body: Json) -> Json:
    return await interactions.command(core, channel_of(core, body).id, body["text"], user_of(core, body))


async def _click(core: Core, body: Json) -> Json:
    return await interactions.click(core, channel_of(core, body).id, body["ts"], user_of(core, body), body)


async def _click_view(core: Core, body: Json) -> Json:
    return await interactions.click_view(core, _view(core, body), user_of(core, body), body)


async def _submit(core: Core, body: Json) -> Json:
    return await modals.submit(core, user_of(core, body), body["view"], body["state"])


async def _close(core: Core, body: Json) -> None:
    await modals.close(core, user_of(core, body), body["view"])


async def _shortcut(core: Core, body: Json) -> Json:
    channel, user, name = channel_of(core, body).id, user_of(core, body), body["callback_id"]
    if body.get("ts"):
        return await shortcuts.message_shortcut(core, name, user, channel, body["ts"])
    return await shortcuts.shortcut(core, name, user, channel)


async def _say(core: Core, body: Json) -> str:
    user, text = user_of(core, body), body["text"]
    channel = channel_of(core, body)
    message = events.say(core, channel.id, text, user, body.get("thread_ts", ""))
    event = {"user": user, "text": text, "ts": message.ts, "channel": channel.id}
    event |= {"thread_ts": message.thread_ts} if message.thread_ts else {}
    if channel.im_user:
        core.later(events.send_event(core, {"type": "message", "channel_type": "im", **event}))
    elif f"<@{BOT_USER}>" in text and BOT_USER in channel.members:
        core.later(events.send_event(core, {"type": "app_mention", **event}))
    return message.ts


async def _open_home(core: Core, body: Json) -> None:
    user = user_of(core, body)
    event = {
        "type": "app_home_opened",
        "user": user,
        "tab": "home",
        "channel": core.workspace.direct(user, BOT_USER).id,
    }
    view = show_home(core, user)
    core.later(events.send_event(core, event | ({"view": view} if view else {})))


async def _home(core: Core, body: Json) -> Json | None:
    return show_home(core, user_of(core, body))


async def _modal(core: Core, body: Json) -> Json | None:
    return show_modal(core, user_of(core, body))


async def _replay(core: Core, _body: Json) -> str:
    if core.replay.run is None or core.replay.state == "running":
        raise Impossible("There is nothing to replay, or it is running already.")
    _set_replay(core, "running")
    loop = asyncio.get_running_loop()
    running = loop.run_in_executor(None, core.replay.run)
    running.add_done_callback(lambda done: _set_replay(core, "failed" if done.exception() else "finished"))
    return core.replay.state


def _set_replay(core: Core, state: str) -> None:
    core.replay.state = state
    say_progress(core, "")


def say_progress(core: Core, text: str) -> None:
    """Show every page how far the replay is; nothing when it begins or ends."""
    core.replay.progress = text
    core.workspace.tell("replay", {"state": core.replay.state, "progress": text})


VERBS: dict[str, Verb] = {
    "state": _state,
    "messages": _messages,
    "command": _command,
    "click": _click,
    "click-view": _click_view,
    "submit": _submit,
    "close": _close,
    "shortcut": _shortcut,
    "say": _say,
    "open-home": _open_home,
    "home": _home,
    "modal": _modal,
    "membership": provoke.membership,
    "person": provoke.person,
    "share": provoke.share,
    "fault": provoke.fault,
    "disconnect": provoke.disconnect,
    "cut": provoke.cut,
    "facts": provoke.facts,
    "replay": _replay,
}
