"""Records as Slack shows them: in the answers of methods and in interaction payloads."""

from typing import Any

from bot.preview.core import Core
from bot.preview.seed import APP_ID, BOT_ID, BOT_USER, TEAM_ID
from bot.preview.workspace import Channel, File, Json, Message, User, View


def show_channel(channel: Channel) -> Json:
    """A conversation object."""
    if channel.im_user:
        return {
            "id": channel.id,
            "is_im": True,
            "user": channel.im_user,
            "is_archived": False,
            "is_open": True,
        }
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_general": channel.name == "general",
        "is_member": BOT_USER in channel.members,
        "num_members": len(channel.members),
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "context_team_id": TEAM_ID,
    }


def show_user(user: User) -> Json:
    """A user object."""
    return {
        "id": user.id,
        "team_id": user.team or TEAM_ID,
        "name": user.name.lower().replace(" ", "-"),
        "real_name": user.name,
        "profile": {"real_name": user.name, "display_name": user.name},
        "tz": user.tz,
        "deleted": user.deleted,
        "is_bot": user.is_bot,
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_restricted": user.is_guest,
        "is_ultra_restricted": False,
        "is_stranger": False,
        "is_app_user": False,
    }


def show_message(core: Core, message: Message) -> Json:
    """A message object as Web API answers and interaction payloads carry it."""
    shown: dict[str, Any] = {
        "type": "message",
        "ts": message.ts,
        "user": message.user,
        "text": message.text,
        "team": TEAM_ID,
    }
    if message.user == BOT_USER:
        shown |= {"bot_id": BOT_ID, "app_id": APP_ID}
        shown["bot_profile"] = {
            "id": BOT_ID,
            "app_id": APP_ID,
            "name": core.installation.name,
            "team_id": TEAM_ID,
        }
    if message.blocks:
        shown["blocks"] = message.blocks
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    if message.edited:
        shown["edited"] = {"user": message.user, "ts": message.edited}
    if message.files:
        shown["files"] = [show_file(core, core.workspace.files[name]) for name in message.files]
    if message.metadata:
        shown["metadata"] = message.metadata
    return shown


def show_view(view: View) -> Json:
    """A view object."""
    return {
        "callback_id": "",
        "private_metadata": "",
        "external_id": "",
        "close": None,
        "submit": None,
        "clear_on_close": False,
        "notify_on_close": False,
        "state": {"values": {}},
        **view.body,
        "id": view.id,
        "team_id": TEAM_ID,
        "type": view.kind,
        "hash": view.hash,
        "root_view_id": view.root,
        "previous_view_id": view.previous or None,
        "app_id": APP_ID,
        "app_installed_team_id": TEAM_ID,
        "bot_id": BOT_ID,
    }


def show_file(core: Core, file: File) -> Json:
    """A file object; before Slack has looked at the bytes, type and shares are missing."""
    url = f"{core.base_url}/files/{file.id}/{file.name}"
    shares: Json = {}
    for channel_id, rows in file.shares.items():
        channel = core.workspace.channels[channel_id]
        shares.setdefault("private" if channel.is_private else "public", {})[channel_id] = rows
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": file.mimetype,
        "filetype": file.name.rpartition(".")[2] if file.mimetype else "",
        "size": file.length,
        "user": file.user,
        "alt_txt": file.alt_text,
        "url_private": url,
        "url_private_download": url,
        "permalink": url,
        "channels": [name for name in file.shares if name.startswith("C")],
        "ims": [name for name in file.shares if name.startswith("D")],
        "shares": shares,
    }
