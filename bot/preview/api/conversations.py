"""conversations.*: which channels there are, and joining them."""

from bot.preview.api.args import Args
from bot.preview.api.lookups import channel_named, of_one_team, page_of, user_named
from bot.preview.api.show import show_channel
from bot.preview.errors import SlackRefusal
from bot.preview.state import BOT_USER, Core, Json, LocalChannel

TYPES = {"public_channel", "private_channel", "mpim", "im"}
READING = {
    "public_channel": "channels:read",
    "private_channel": "groups:read",
    "im": "im:read",
    "mpim": "mpim:read",
}


def list_(core: Core, args: Args) -> Json:
    """conversations.list: public ones, and with `types` the private and direct ones that the app is in."""
    of_one_team(core, args)
    types = set(args.text("types", "public_channel").replace(" ", "").split(","))
    if not types <= TYPES:
        raise SlackRefusal("invalid_types")
    rows = [
        show_channel(channel)
        for channel in core.workspace.channels.values()
        if _type(channel) in types
        and (not channel.is_private or BOT_USER in channel.members)
        and not (channel.is_archived and args.flag("exclude_archived"))
    ]
    page, metadata = page_of(rows, args)
    return {"channels": page, "response_metadata": metadata}


def info(core: Core, args: Args) -> Json:
    """conversations.info."""
    return {"channel": show_channel(channel_named(core, args.required("channel")))}


def open_(core: Core, args: Args) -> Json:
    """conversations.open: the direct messages with one person."""
    user = user_named(core, args.required("users"))
    if user.is_bot:
        raise SlackRefusal("cannot_dm_bot")
    channel = core.workspace.direct(user.id, BOT_USER)
    return {"channel": show_channel(channel) if args.flag("return_im") else {"id": channel.id}}


def join(core: Core, args: Args) -> Json:
    """conversations.join: public channels only."""
    channel = core.workspace.channels.get(args.required("channel"))
    if channel is None:
        raise SlackRefusal("channel_not_found")
    if channel.is_private:
        raise SlackRefusal("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackRefusal("is_archived")
    warned = {"warning": "already_in_channel"} if BOT_USER in channel.members else {}
    channel.members.add(BOT_USER)
    core.workspace.tell("channel", {"id": channel.id})
    return {"channel": show_channel(channel), **warned}


def members(core: Core, args: Args) -> Json:
    """conversations.members; each kind of channel has a scope of its own."""
    channel = channel_named(core, args.required("channel"))
    core.installation.check_scopes(READING[_type(channel)])
    page, metadata = page_of([{"id": name} for name in sorted(channel.members)], args)
    return {"members": [row["id"] for row in page], "response_metadata": metadata}


def history(_core: Core, _args: Args) -> Json:
    """conversations.history and .replies: only their scope is checked, what is behind it isn't imitated."""
    raise SlackRefusal("unknown_method")


def _type(channel: LocalChannel) -> str:
    if channel.im_user:
        return "im"
    if channel.is_group:
        return "mpim"
    return "private_channel" if channel.is_private else "public_channel"
