"""What every payload to the app begins with: who, where, which workspace."""

from bot.preview.core import Core
from bot.preview.seed import APP_ID, TEAM_ID
from bot.preview.workspace import Channel, Json


def person(core: Core, user: str) -> Json:
    """The user object of interaction payloads."""
    name = core.workspace.users[user].name.lower()
    return {"id": user, "username": name, "name": name, "team_id": team_of(core, user)}


def team_of(core: Core, user: str) -> str:
    """The workspace that a person acts from: their own, also in a channel that is shared with ours."""
    return core.workspace.users[user].team or TEAM_ID


def command_payload(core: Core, user: str, channel: Channel) -> Json:
    """The part of a slash command that doesn't depend on what was typed."""
    return {
        "token": "local",
        "team_id": team_of(core, user),
        "team_domain": "newsroom",
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": user,
        "user_name": core.workspace.users[user].name.lower(),
    }


def channel_name(channel: Channel) -> str:
    """A channel's name as payloads give it: not for private ones, not for direct messages."""
    if channel.im_user:
        return "directmessage"
    return "privategroup" if channel.is_private else channel.name


def block_actions(core: Core, user: str, container: Json, action: Json) -> Json:
    """A click, before its message or view is added."""
    return {
        "type": "block_actions",
        "user": person(core, user),
        "api_app_id": APP_ID,
        "token": "local",
        "container": container,
        "trigger_id": core.new_trigger(user),
        "team": {"id": team_of(core, user), "domain": "newsroom"},
        "enterprise": None,
        "is_enterprise_install": False,
        "actions": [action],
    }
