"""auth, users, bots: who is who."""

from bot.preview.api.args import Args
from bot.preview.api.lookups import page_of, user_named
from bot.preview.api.show import show_user
from bot.preview.errors import SlackRefusal
from bot.preview.state import APP_ID, BOT_ID, BOT_USER, TEAM_ID, Core, Json


def auth_test(core: Core, _args: Args) -> Json:
    """auth.test: whose token this is."""
    return {
        "url": f"{core.base_url}/",
        "team": core.workspace.name,
        "team_id": TEAM_ID,
        "user": show_user(core.workspace.users[BOT_USER])["name"],
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def connections_open(core: Core, _args: Args) -> Json:
    """apps.connections.open: an address for one Socket Mode connection."""
    address = core.base_url.replace("http://", "ws://")
    return {"url": f"{address}/link/?ticket={core.hub.ticket()}&app_id={APP_ID}"}


def users_info(core: Core, args: Args) -> Json:
    """users.info."""
    return {"user": show_user(user_named(core, args.required("user")))}


def users_list(core: Core, args: Args) -> Json:
    """users.list."""
    page, metadata = page_of([show_user(user) for user in core.workspace.users.values()], args)
    return {"members": page, "response_metadata": metadata}


def bots_info(core: Core, args: Args) -> Json:
    """bots.info: the app's own bot is the only one."""
    if args.text("bot", BOT_ID) != BOT_ID:
        raise SlackRefusal("bot_not_found")
    about = {"id": BOT_ID, "app_id": APP_ID, "user_id": BOT_USER, "name": core.installation.name}
    return {"bot": {**about, "deleted": False}}
