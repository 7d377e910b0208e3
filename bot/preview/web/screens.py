"""What the page and the driver see: the workspace as one person's screen shows it."""

from typing import Any

from bot.preview.api import picked, show_file, show_view
from bot.preview.errors import Impossible
from bot.preview.state import BOT_USER, Core, Json, LocalChannel, LocalMessage


def channel_of(core: Core, body: Json) -> LocalChannel:
    """The channel that a request's `channel` names, by id or by name.

    Raises:
        Impossible: There is none.
    """
    channel = core.workspace.named(str(body["channel"]))
    if channel is None:
        raise Impossible(f"There is no channel {str(body['channel']).removeprefix('#')}.")
    return channel


def user_of(core: Core, body: Json) -> str:
    """The id of the person that a request's `user` names, by id or by name.

    Raises:
        Impossible: There is nobody.
    """
    for user in core.workspace.users.values():
        if body["user"] in {user.id, user.name}:
            return user.id
    raise Impossible(f"There is nobody called {body['user']}.")


def show_workspace(core: Core, user: str) -> Json:
    """Everything but the messages, for a page that opens."""
    commands = core.installation.commands
    return {
        "workspace": core.workspace.name,
        "me": user,
        "app": {
            "name": core.installation.name,
            "user": BOT_USER,
            "commands": [
                {"command": name, "description": about, "usage_hint": hint}
                for name, (about, hint) in commands.items()
            ],
            "shortcuts": [
                {"callback_id": name, "name": label, "type": kind}
                for name, (label, kind) in core.installation.shortcuts.items()
            ],
        },
        "users": [picked(person, "id", "name", "is_bot") for person in core.workspace.users.values()],
        "channels": [show_place(room) for room in core.workspace.channels.values() if user in room.members],
        "connections": len(core.hub.connections),
        "replay": {"available": core.replay.run is not None, **picked(core.replay, "state", "progress")},
        "modal": show_modal(core, user),
        "home": show_home(core, user),
    }


def show_place(channel: LocalChannel) -> Json:
    """A line of the sidebar."""
    return {
        **picked(channel, "id", "name", "topic", "is_private", "is_archived"),
        "is_direct": bool(channel.im_user),
        "has_app": BOT_USER in channel.members,
        "members": len(channel.members),
    }


def show_posted(core: Core, message: LocalMessage) -> Json:
    """A message with all that a page or a test wants to know of it."""
    replies = [] if message.thread_ts else list(core.workspace.replies(message.channel, message.ts))
    author = core.workspace.users.get(message.user)
    return {
        **picked(message, "channel", "ts", "user", "text", "blocks", "thread_ts", "broadcast"),
        **picked(message, "seen_by", "command", "metadata", "attachments"),
        "author": message.bot or (author.name if author else "Slackbot"),
        "from_app": message.user == BOT_USER,
        "edited": bool(message.edited),
        "ephemeral": bool(message.seen_by),
        "files": [show_file(core, core.workspace.files[name]) for name in message.files],
        "replies": len(replies),
        "last_reply": replies[-1].ts if replies else "",
    }


def show_messages(core: Core, body: Json) -> list[Json]:
    """A channel's messages, oldest first; with a user, only what that person may see."""
    user = user_of(core, body) if body.get("user") else ""
    return [
        show_posted(core, message)
        for message in core.workspace.messages.get(channel_of(core, body).id, [])
        if not user or message.seen_by in {"", user}
    ]


def show_modal(core: Core, user: str) -> Json | None:
    """The modal on top of a person's screen."""
    stack = core.workspace.modals.get(user)
    return show_view(stack[-1]) | {"depth": len(stack), "above": stack[-1].above} if stack else None


def show_home(core: Core, user: str) -> Json | None:
    """A person's App Home, when the app has published it."""
    view = core.workspace.homes.get(user)
    return show_view(view) if view else None


def show_change(core: Core, user: str, kind: str, what: Json) -> Json | None:
    """A change as one person's page hears of it; None when it isn't theirs to see."""
    if what.get("user") not in {None, user}:
        return None
    shown: dict[str, Any] = {"kind": kind, **what}
    if kind == "message":
        message = core.workspace.find(what["channel"], what["ts"])
        if message is None or message.seen_by not in {"", user}:
            return None
        shown["messages"] = [show_posted(core, message)]
        parent = core.workspace.find(message.channel, message.thread_ts) if message.thread_ts else None
        if parent is not None:
            shown["messages"].append(show_posted(core, parent))
    elif kind == "channel":
        channel = core.workspace.channels[what["id"]]
        if user not in channel.members:
            return None
        shown["place"] = show_place(channel)
    elif kind == "modal":
        shown["modal"] = show_modal(core, user)
    elif kind == "home":
        shown["home"] = show_home(core, user)
    return shown
