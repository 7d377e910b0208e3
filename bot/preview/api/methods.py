"""The table of Web API methods: which scope lets an app call it, how often, with which token."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.preview.api import chat, conversations, files, people, views
from bot.preview.api.args import Args
from bot.preview.state import Core, Json


@dataclass(frozen=True, slots=True)
class Method:
    """One method: its function, the scopes of which one is needed, its rate tier, its token."""

    call: Callable[[Core, Args], Json]
    scopes: tuple[str, ...] = ()
    tier: int | None = None
    token: str = "xoxb"  # noqa: S105  the prefix that tells bot tokens from app tokens


LISTING = ("channels:read", "groups:read", "im:read", "mpim:read")
HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")

METHODS: dict[str, Method] = {
    "apps.connections.open": Method(people.connections_open, (), 1, "xapp"),
    "auth.teams.list": Method(people.teams_list, (), 2),
    "auth.test": Method(people.auth_test),
    "bots.info": Method(people.bots_info, ("users:read",), 3),
    "chat.delete": Method(chat.delete, ("chat:write",), 3),
    "chat.getPermalink": Method(chat.get_permalink),
    "chat.postEphemeral": Method(chat.post_ephemeral, ("chat:write",), 4),
    "chat.postMessage": Method(chat.post_message, ("chat:write",)),
    "chat.update": Method(chat.update, ("chat:write",), 3),
    "conversations.history": Method(conversations.history, HISTORY, 3),
    "conversations.info": Method(conversations.info, LISTING, 3),
    "conversations.join": Method(conversations.join, ("channels:join",), 3),
    "conversations.list": Method(conversations.list_, LISTING, 2),
    "conversations.members": Method(conversations.members, LISTING, 4),
    "conversations.open": Method(conversations.open_, ("im:write", "mpim:write"), 3),
    "conversations.replies": Method(conversations.history, HISTORY, 3),
    "files.completeUploadExternal": Method(files.complete_upload, ("files:write",), 4),
    "files.getUploadURLExternal": Method(files.get_upload_url, ("files:write",), 4),
    "files.info": Method(files.info, ("files:read",), 4),
    "users.info": Method(people.users_info, ("users:read",), 4),
    "users.list": Method(people.users_list, ("users:read",), 2),
    "views.open": Method(views.open_, (), 4),
    "views.publish": Method(views.publish, (), 4),
    "views.push": Method(views.push, (), 4),
    "views.update": Method(views.update, (), 4),
}
