"""What payloads to the app have in common: who, where, which workspace.

Of an app that is installed for an organization they name the organization, and `team` is null
(https://docs.slack.dev/enterprise/developing-for-enterprise-orgs; slack_bolt/request/internals.py).
"""

from typing import Any

from bot.preview.state import APP_ID, BOT_USER, Core, Json, LocalChannel


def person(core: Core, user: str) -> Json:
    """The user object of interaction payloads."""
    name = core.workspace.users[user].name.lower()
    return {"id": user, "username": name, "name": name, "team_id": core.workspace.team_of(user)}


def installed(core: Core) -> Json:
    """Whose installation an interaction is sent to, as its payload says it."""
    organization = core.workspace.organization
    if organization is None:
        return {"enterprise": None, "is_enterprise_install": False}
    enterprise = {"id": organization.id, "name": organization.name}
    return {"team": None, "enterprise": enterprise, "is_enterprise_install": True}


def authorization(core: Core) -> Json:
    """Whose installation an event is sent to: the one entry of its `authorizations`."""
    organization = core.workspace.organization
    return {
        "enterprise_id": organization.id if organization else None,
        "team_id": None if organization else core.workspace.team_id,
        "user_id": BOT_USER,
        "is_bot": True,
        "is_enterprise_install": organization is not None,
    }


def typed_in(core: Core, user: str) -> Json:
    """Where a command is typed and whose installation hears it, in a form's texts."""
    organization = core.workspace.organization
    where = {"team_id": core.workspace.team_of(user), "team_domain": "newsroom"}
    if organization is None:
        return {**where, "is_enterprise_install": "false"}
    enterprise = {"enterprise_id": organization.id, "enterprise_name": organization.name}
    return {**where, **enterprise, "is_enterprise_install": "true"}


def channel_name(channel: LocalChannel) -> str:
    """A channel's name as payloads give it: not for private ones, not for direct messages."""
    if channel.im_user:
        return "directmessage"
    return "privategroup" if channel.is_private else channel.name


def interaction(core: Core, kind: str, user: str, **more: Any) -> Json:
    """What a person did, `more` being what sets this kind apart; a `team` among it replaces ours."""
    team = {"id": core.workspace.team_id, "domain": "newsroom"}
    return {
        "type": kind,
        "user": person(core, user),
        "team": team,
        "api_app_id": APP_ID,
        "token": "local",
        **more,
        **installed(core),
    }
