"""What payloads to the app have in common: who, where, which workspace."""

from typing import Any

from bot.preview.state import APP_ID, TEAM_ID, Core, Json, LocalChannel


def person(core: Core, user: str) -> Json:
    """The user object of interaction payloads."""
    name = core.workspace.users[user].name.lower()
    return {"id": user, "username": name, "name": name, "team_id": team_of(core, user)}


def team_of(core: Core, user: str) -> str:
    """The workspace that a person acts from: their own, also in a channel that is shared with ours."""
    return core.workspace.users[user].team or TEAM_ID


def channel_name(channel: LocalChannel) -> str:
    """A channel's name as payloads give it: not for private ones, not for direct messages."""
    if channel.im_user:
        return "directmessage"
    return "privategroup" if channel.is_private else channel.name


def interaction(core: Core, kind: str, user: str, **more: Any) -> Json:
    """What a person did, `more` being what sets this kind apart; a `team` among it replaces ours."""
    return {
        "type": kind,
        "user": person(core, user),
        "team": {"id": TEAM_ID, "domain": "newsroom"},
        "api_app_id": APP_ID,
        "token": "local",
        "enterprise": None,
        "is_enterprise_install": False,
        **more,
    }
