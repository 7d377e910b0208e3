"""What an app says back: in the acknowledgement of a command, or through a response_url.

No membership is needed for either (slackapi/bolt-js#365). Ephemeral unless `in_channel`; a command has
no message to replace, so replace_original posts a second one (bolt-python#1268, bolt-js#2287).
"""

from typing import Any

from aiohttp import web

from bot.preview.api import Args, answered_instead, content_of, sent, thread_of
from bot.preview.errors import SlackRefusal
from bot.preview.state import BOT_USER, RESPONSE_URL, Core, Json, LocalMessage, ResponseUrl


async def respond(core: Core, request: web.Request) -> web.StreamResponse:
    """`POST /respond/TOKEN`: one use of a response_url; the answer is `ok`, never a timestamp."""
    answer = answered_instead(core, RESPONSE_URL) or await _taken(core, request)
    said = {"body": (await request.read()).decode(), "status": answer.status, "answer": answer.text}
    core.responses.append(said)
    return await sent(core, RESPONSE_URL, request, answer)


async def _taken(core: Core, request: web.Request) -> web.Response:
    try:
        target = core.use_response_url(request.match_info["token"])
        apply_response(core, target, dict(await request.json()))
    except SlackRefusal as refusal:
        status = 404 if refusal.code in {"used_url", "expired_url"} else 400
        answer: Json = {"ok": False, "error": refusal.code}
        if refusal.messages:
            answer["response_metadata"] = {"messages": refusal.messages}
        return web.json_response(answer, status=status)
    except (TypeError, ValueError):
        return web.json_response({"ok": False, "error": "invalid_payload"}, status=400)
    return web.Response(text="ok")


def apply_response(core: Core, to: ResponseUrl, body: Json) -> None:
    """Post, replace or delete as a response_url's body says.

    A replaced message stays what it was, for one or for all, whatever response_type says; delete_original
    deletes, and beside content posts that anew (https://docs.slack.dev/interactivity/handling-user-interaction).

    Raises:
        SlackRefusal: As for any message; nothing was posted then.
    """
    source = core.workspace.find(to.channel, to.source_ts) if to.source_ts else None
    if body.get("delete_original"):
        if source is not None:
            core.workspace.remove(source)
        if has_answer(body):
            post_answer(core, to, body)
        return
    content = content_of(core, Args(body), from_response_url=True)
    if body.get("replace_original") and source is not None:
        source.text, source.blocks = content.text, content.blocks
        if not source.seen_by:
            source.edited = core.workspace.next_ts()
        core.workspace.changed(source)
        return
    post_answer(core, to, body)


def post_answer(core: Core, to: ResponseUrl, body: Json, command: str = "") -> LocalMessage:
    """Post an answer as a new message: for the asker alone, or in_channel for all.

    Args:
        core: The local Slack.
        to: The channel and the person who asked.
        body: `text`, `blocks`, `response_type`, `thread_ts`.
        command: The command as typed; an answer in_channel shows it first.

    Raises:
        SlackRefusal: As for any message.
    """
    args = Args(body)
    content = content_of(core, args, from_response_url=True)
    thread_ts = thread_of(core, core.workspace.channels[to.channel], args)
    in_channel = body.get("response_type") == "in_channel"
    if in_channel and command:
        core.workspace.add(LocalMessage(to.channel, to.user, command))
    return core.workspace.add(
        LocalMessage(
            to.channel,
            BOT_USER,
            content.text,
            content.blocks,
            thread_ts,
            seen_by="" if in_channel else to.user,
            command="" if in_channel else command,
        )
    )


def has_answer(payload: Any) -> bool:
    """Whether an acknowledgement says anything: an empty one posts nothing."""
    return isinstance(payload, dict) and any(payload.get(key) for key in ("text", "blocks", "attachments"))


def notice(core: Core, channel: str, user: str, text: str) -> LocalMessage:
    """Slack's own words to one person: a command failed, an app was silent."""
    return core.workspace.add(LocalMessage(channel, "USLACKBOT", text, seen_by=user))
