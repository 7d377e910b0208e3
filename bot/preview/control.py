"""`/_local/…`: what the page and the driver ask for, as JSON. No part of Slack."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.preview import interactions, modals
from bot.preview.api.lookups import show_file
from bot.preview.core import Core
from bot.preview.interactions import Impossible
from bot.preview.screens import show_change, show_home, show_messages, show_modal, show_workspace
from bot.preview.seed import BOT_USER
from bot.preview.workspace import Channel, Json, View

Verb = Callable[[Core, Json], Awaitable[Any]]
KEEP_ALIVE_SECONDS = 15.0


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


async def stream(core: Core, request: web.Request) -> web.StreamResponse:
    """`GET /_local/events?user=U…`: server-sent events, one a change, as that person sees it."""
    user = _user(core, {"user": request.query["user"]})
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


def _channel(core: Core, body: Json) -> Channel:
    wanted = str(body["channel"]).removeprefix("#")
    for channel in core.workspace.channels.values():
        if wanted in {channel.id, channel.name}:
            return channel
    raise Impossible(f"There is no channel {wanted}.")


def _user(core: Core, body: Json) -> str:
    for user in core.workspace.users.values():
        if body["user"] in {user.id, user.name}:
            return user.id
    raise Impossible(f"There is nobody called {body['user']}.")


def _view(core: Core, body: Json) -> View:
    user = _user(core, body)
    home = core.workspace.homes.get(user)
    if home is not None and home.id == body["view"]:
        return home
    return modals.top(core, user, body["view"])


async def _state(core: Core, body: Json) -> Json:
    return show_workspace(core, _user(core, body))


async def _messages(core: Core, body: Json) -> list[Json]:
    return show_messages(core, _channel(core, body).id, _user(core, body) if body.get("user") else "")


async def _command(core: Core, body: Json) -> Json:
    return await interactions.command(core, _channel(core, body).id, body["text"], _user(core, body))


async def _click(core: Core, body: Json) -> Json:
    return await interactions.click(core, _channel(core, body).id, body["ts"], _user(core, body), body)


async def _click_view(core: Core, body: Json) -> Json:
    return await interactions.click_view(core, _view(core, body), _user(core, body), body)


async def _submit(core: Core, body: Json) -> Json:
    return await modals.submit(core, _user(core, body), body["view"], body["state"])


async def _close(core: Core, body: Json) -> None:
    await modals.close(core, _user(core, body), body["view"])


async def _say(core: Core, body: Json) -> str:
    user, text = _user(core, body), body["text"]
    channel = _channel(core, body)
    message = interactions.say(core, channel.id, text, user, body.get("thread_ts", ""))
    event = {"user": user, "text": text, "ts": message.ts, "channel": channel.id}
    if channel.im_user:
        core.later(interactions.send_event(core, {"type": "message", "channel_type": "im", **event}))
    elif f"<@{BOT_USER}>" in text:
        core.later(interactions.send_event(core, {"type": "app_mention", **event}))
    return message.ts


async def _open_home(core: Core, body: Json) -> None:
    user = _user(core, body)
    event = {
        "type": "app_home_opened",
        "user": user,
        "tab": "home",
        "channel": core.workspace.direct(user, BOT_USER).id,
    }
    view = show_home(core, user)
    core.later(interactions.send_event(core, event | ({"view": view} if view else {})))


async def _home(core: Core, body: Json) -> Json | None:
    return show_home(core, _user(core, body))


async def _modal(core: Core, body: Json) -> Json | None:
    return show_modal(core, _user(core, body))


async def _membership(core: Core, body: Json) -> None:
    """Invite the app, remove it, archive a channel, bring it back."""
    channel, do = _channel(core, body), body["do"]
    if do == "remove":
        channel.members.discard(BOT_USER)
    elif do == "invite":
        channel.members.add(BOT_USER)
    else:
        channel.is_archived = do == "archive"
    core.workspace.tell("channel", {"id": channel.id})
    if do == "invite":
        kind = "G" if channel.is_private else "C"
        event = {
            "type": "member_joined_channel",
            "user": BOT_USER,
            "channel": channel.id,
            "channel_type": kind,
        }
        core.later(interactions.send_event(core, {**event, "inviter": _user(core, body)}))


async def _fault(core: Core, body: Json) -> None:
    do = body["do"]
    if do == "rate_limit":
        keys = {one.name: one.id for one in core.workspace.channels.values() if one.name}
        key = str(body["key"])
        core.rates.impose(keys.get(key.removeprefix("#"), key), body["seconds"])
    elif do == "fail":
        core.faults.errors.setdefault(body["method"], []).extend([body["error"]] * body["times"])
    elif do == "hang":
        core.faults.hangs.append(body["method"])
    else:
        core.faults.lost_shares += 1


async def _disconnect(core: Core, body: Json) -> int:
    return await core.hub.drop(body["reason"])


async def _facts(core: Core, _body: Json) -> Json:
    return {
        "calls": core.calls,
        "files": [show_file(core, file) for file in core.workspace.files.values() if file.completed],
        "connections": len(core.hub.connections),
        "delivered": list(core.hub.delivered.values()),
        "replay": core.replay.state,
    }


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
    core.workspace.tell("replay", {"state": state})


VERBS: dict[str, Verb] = {
    "state": _state,
    "messages": _messages,
    "command": _command,
    "click": _click,
    "click-view": _click_view,
    "submit": _submit,
    "close": _close,
    "say": _say,
    "open-home": _open_home,
    "home": _home,
    "modal": _modal,
    "membership": _membership,
    "fault": _fault,
    "disconnect": _disconnect,
    "facts": _facts,
    "replay": _replay,
}
