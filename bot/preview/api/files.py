"""files.*: the three steps of an upload, and what becomes of it a moment later.

Slack answers ok before mimetype and shares exist, and may lose a share silently
(https://docs.slack.dev/reference/methods/files.completeUploadExternal); so does this.
"""

import asyncio
import mimetypes
import secrets

from aiohttp import web

from bot.preview.api.args import Args, missing
from bot.preview.api.bad_answers import sent
from bot.preview.api.chat import thread_of
from bot.preview.api.lookups import channel_to_post
from bot.preview.api.show import show_file
from bot.preview.errors import SlackRefusal
from bot.preview.state import BOT_USER, UPLOAD, Core, Json, LocalChannel, LocalFile, LocalMessage

MOST_ALT_TEXT = 1000
SHARE_SECONDS = 0.15


def get_upload_url(core: Core, args: Args) -> Json:
    """files.getUploadURLExternal: a ticket for the bytes."""
    name, length = args.required("filename"), args.whole("length", 0)
    if length <= 0:
        raise SlackRefusal("missing_argument")
    if len(args.text("alt_txt")) > MOST_ALT_TEXT:
        raise SlackRefusal("alt_txt_too_large")
    file = LocalFile(
        core.workspace.next_id("F"),
        name,
        length,
        secrets.token_urlsafe(18),
        BOT_USER,
        alt_text=args.text("alt_txt"),
    )
    core.workspace.files[file.id] = file
    return {"upload_url": f"{core.base_url}/upload/v1/{file.ticket}", "file_id": file.id}


async def receive(core: Core, request: web.Request) -> web.StreamResponse:
    """The second step: the bytes, as the body or as one multipart field, exactly as long as announced."""
    return await sent(core, UPLOAD, request, await _received(core, request))


async def _received(core: Core, request: web.Request) -> web.Response:
    ticket = request.match_info["ticket"]
    file = next((file for file in core.workspace.files.values() if file.ticket == ticket), None)
    if file is None or file.content is not None:
        return web.Response(status=404, text="unknown upload ticket")
    if request.content_type == "multipart/form-data":
        parts = [part for part in (await request.post()).values() if isinstance(part, web.FileField)]
        body = parts[0].file.read() if parts else b""
    else:
        body = await request.read()
    if len(body) != file.length:
        return web.Response(status=400, text="length does not match")
    file.content = body
    return web.Response(text=f"OK - {len(body)}")


def complete_upload(core: Core, args: Args) -> Json:
    """files.completeUploadExternal: done, and shared into channels a little later."""
    wanted = args.nested("files", "invalid_arguments") or []
    files = [_uploaded(core, entry) for entry in wanted]
    if not files:
        raise missing("files")
    names = [name for name in (args.text("channel_id") or args.text("channels")).split(",") if name]
    channels = [channel_to_post(core, name) for name in names]
    if args.has("thread_ts") and len(channels) != 1:
        raise SlackRefusal("invalid_arguments", ["[ERROR] thread_ts needs exactly one channel"])
    thread_ts = thread_of(core, channels[0], args) if channels else ""
    for file, entry in zip(files, wanted, strict=True):
        file.title, file.completed = entry.get("title") or file.name, True
    seconds = core.faults.share_after(SHARE_SECONDS) if channels else SHARE_SECONDS
    loop = asyncio.get_running_loop()
    loop.call_later(SHARE_SECONDS, _look_at, files)
    if seconds is not None:
        loop.call_later(seconds, _share, core, files, channels, thread_ts, args.text("initial_comment"))
    return {"files": [show_file(core, file) for file in files]}


def info(core: Core, args: Args) -> Json:
    """files.info."""
    file = core.workspace.files.get(args.required("file"))
    if file is None or not file.completed:
        raise SlackRefusal("file_not_found")
    return {"file": show_file(core, file)}


def _uploaded(core: Core, named: Json) -> LocalFile:
    file = core.workspace.files.get(named.get("id", ""))
    if file is None or file.content is None or file.completed:
        raise SlackRefusal("file_not_found")
    return file


def _look_at(files: list[LocalFile]) -> None:
    for file in files:
        file.mimetype = mimetypes.guess_type(file.name)[0] or "application/octet-stream"


def _share(
    core: Core, files: list[LocalFile], channels: list[LocalChannel], thread_ts: str, comment: str
) -> None:
    _look_at(files)
    shared = [file for file in files if not file.alt_text or file.mimetype.startswith("image/")]
    for channel in channels if shared else []:
        message = core.workspace.add(
            LocalMessage(
                channel.id, BOT_USER, comment, thread_ts=thread_ts, files=[file.id for file in shared]
            )
        )
        row = {"ts": message.ts, "channel_name": channel.name}
        row |= {"thread_ts": thread_ts} if thread_ts else {}
        for file in shared:
            file.shares.setdefault(channel.id, []).append(row)
