"""auth, users, bots: who is who."""

from bot.preview.api.args import Args
from bot.preview.api.lookups import of_one_team, page_of, user_named
from bot.preview.api.show import show_user
from bot.preview.errors import SlackRefusal
from bot.preview.state import APP_ID, BOT_ID, BOT_USER, Core, Json


def auth_test(core: Core, _args: Args) -> Json:
    """auth.test: whose token this is; an organization's stands where a workspace's team does, too.

    That shape as received from Slack: lobu-ai/lobu#3047.
    """
    organization = core.workspace.organization
    team = {"team": core.workspace.name, "team_id": core.workspace.team_id}
    if organization:
        team = {"team": organization.name, "team_id": organization.id, "enterprise_id": organization.id}
    return {
        "url": f"{core.base_url}/",
        **team,
        "user": show_user(core, core.workspace.users[BOT_USER])["name"],
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "is_enterprise_install": organization is not None,
    }


def teams_list(core: Core, args: Args) -> Json:
    """auth.teams.list: the workspaces that the token reaches."""
    organization = core.workspace.organization
    others = organization.teams if organization else ()
    teams = [{"id": core.workspace.team_id, "name": core.workspace.name}]
    page, metadata = page_of([*teams, *({"id": team, "name": team} for team in others)], args)
    return {"teams": page, "response_metadata": metadata}


def connections_open(core: Core, _args: Args) -> Json:
    """apps.connections.open: an address for one Socket Mode connection."""
    address = core.base_url.replace("http://", "ws://")
    return {"url": f"{address}/link/?ticket={core.hub.ticket()}&app_id={APP_ID}"}


def users_info(core: Core, args: Args) -> Json:
    """users.info."""
    return {"user": show_user(core, user_named(core, args.required("user")))}


def users_list(core: Core, args: Args) -> Json:
    """users.list."""
    of_one_team(core, args)
    page, metadata = page_of([show_user(core, user) for user in core.workspace.users.values()], args)
    return {"members": page, "response_metadata": metadata}


def bots_info(core: Core, args: Args) -> Json:
    """bots.info: the app's own bot is the only one."""
    if args.text("bot", BOT_ID) != BOT_ID:
        raise SlackRefusal("bot_not_found")
    about = {"id": BOT_ID, "app_id": APP_ID, "user_id": BOT_USER, "name": core.installation.name}
    return {"bot": {**about, "deleted": False}}
