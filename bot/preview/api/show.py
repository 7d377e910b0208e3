"""Records as Slack shows them: in the answers of methods and in interaction payloads."""

from bot.preview import state


def picked(record: object, *names: str) -> state.Json:
    """Some attributes of a record, under their own names."""
    return {name: getattr(record, name) for name in names}


def show_channel(channel: state.LocalChannel) -> state.Json:
    """A conversation object."""
    if channel.im_user:
        user = channel.im_user
        return {"id": channel.id, "is_im": True, "user": user, "is_archived": False, "is_open": True}
    return {
        **picked(channel, "id", "name", "is_private", "is_archived"),
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_mpim": channel.is_group,
        "is_general": channel.name == "general",
        "is_member": state.BOT_USER in channel.members,
        "num_members": len(channel.members),
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "context_team_id": state.TEAM_ID,
    }


def show_user(core: state.Core, user: state.User) -> state.Json:
    """A user object; people of an organization carry it (https://docs.slack.dev/reference/objects/user-object)."""
    team = core.workspace.team_of(user.id)
    organization = core.workspace.organization
    enterprise: state.Json = {}
    if organization and team in {core.workspace.team_id, *organization.teams}:
        named = {"enterprise_id": organization.id, "enterprise_name": organization.name}
        enterprise = {"enterprise_user": {"id": user.id, **named, "teams": [team]}}
    return {
        **picked(user, "id", "tz", "deleted", "is_bot", "is_admin"),
        **enterprise,
        "team_id": team,
        "name": user.name.lower().replace(" ", "-"),
        "real_name": user.name,
        "profile": {"real_name": user.name, "display_name": user.name},
        "is_owner": False,
        "is_restricted": user.is_guest,
        "is_ultra_restricted": False,
        "is_stranger": False,
        "is_app_user": False,
    }


def show_message(core: state.Core, message: state.LocalMessage) -> state.Json:
    """A message object as Web API answers and interaction payloads carry it."""
    shown = {"type": "message", "team": state.TEAM_ID, **picked(message, "ts", "text")}
    if message.bot:
        shown |= {"subtype": "bot_message", "bot_id": f"B0{message.bot.upper()}", "username": message.bot}
    else:
        shown["user"] = message.user
    if message.user == state.BOT_USER:
        profile = {
            "id": state.BOT_ID,
            "app_id": state.APP_ID,
            "name": core.installation.name,
            "team_id": state.TEAM_ID,
        }
        shown |= {"bot_id": state.BOT_ID, "app_id": state.APP_ID, "bot_profile": profile}
    optional = {
        **picked(message, "blocks", "attachments", "thread_ts", "metadata"),
        "edited": message.edited and {"user": message.user, "ts": message.edited},
        "files": [show_file(core, core.workspace.files[name]) for name in message.files],
    }
    return shown | {name: value for name, value in optional.items() if value}


def show_view(view: state.View) -> state.Json:
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
        "team_id": view.team,
        "type": view.kind,
        "hash": view.hash,
        "root_view_id": view.root,
        "previous_view_id": view.previous or None,
        "app_id": state.APP_ID,
        "app_installed_team_id": view.team,
        "bot_id": state.BOT_ID,
    }


def show_file(core: state.Core, file: state.LocalFile) -> state.Json:
    """A file object; before Slack has looked at the bytes, type and shares are missing."""
    url = f"{core.base_url}/files/{file.id}/{file.name}"
    shares: state.Json = {}
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
