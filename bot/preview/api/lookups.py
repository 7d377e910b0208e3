"""What several methods need: the channel that is meant, and pages of a list."""

import base64
import binascii
from collections.abc import Sequence

from bot.preview.api.args import Args
from bot.preview.errors import SlackRefusal
from bot.preview.state import BOT_USER, Core, Json, LocalChannel, User


def channel_named(core: Core, value: str) -> LocalChannel:
    """The channel with an id, as far as the app can see it.

    Raises:
        SlackRefusal: channel_not_found, also for a private channel without the app.
    """
    channel = core.workspace.channels.get(value)
    if channel is None or (channel.is_private and BOT_USER not in channel.members):
        raise SlackRefusal("channel_not_found")
    return channel


def channel_to_post(core: Core, value: str) -> LocalChannel:
    """The channel that the app may post to: by id, by `#name`, or by a person's id (opens the DM).

    An organization's token takes no names: they are its workspaces' own.

    Raises:
        SlackRefusal: channel_not_found, is_archived or not_in_channel.
    """
    user = core.workspace.users.get(value)
    if user is not None and not user.is_bot:
        return core.workspace.direct(user.id, BOT_USER)
    named = None if core.workspace.organization else core.workspace.named(value)
    channel = channel_named(core, named.id if named else value)
    if channel.is_archived:
        raise SlackRefusal("is_archived")
    if BOT_USER not in channel.members and "chat:write.public" not in core.installation.scopes:
        raise SlackRefusal("not_in_channel")
    return channel


def user_named(core: Core, value: str) -> User:
    """The person or bot with an id.

    Raises:
        SlackRefusal: user_not_found.
    """
    user = core.workspace.users.get(value)
    if user is None:
        raise SlackRefusal("user_not_found")
    return user


def of_one_team(core: Core, args: Args) -> None:
    """Let a list be of one workspace only: an organization's token has to say which.

    Source: https://docs.slack.dev/enterprise/developing-for-enterprise-orgs, slackapi/python-slack-sdk#1383.

    Raises:
        SlackRefusal: missing_argument.
    """
    if core.workspace.organization and not args.has("team_id"):
        raise SlackRefusal("missing_argument", ["[ERROR] missing required field: team_id"])


def page_of(rows: Sequence[Json], args: Args, default: int = 100) -> tuple[list[Json], Json]:
    """One page of a list by `cursor` and `limit`, with the metadata that leads to the next.

    Raises:
        SlackRefusal: invalid_cursor or invalid_limit.
    """
    limit = args.whole("limit", default, "invalid_limit") or default
    if not 1 <= limit <= 1000:  # noqa: PLR2004  Slack's documented bounds
        raise SlackRefusal("invalid_limit")
    start = _position(args.text("cursor"), len(rows))
    more = start + limit < len(rows)
    cursor = base64.b64encode(f"next:{start + limit}".encode()).decode() if more else ""
    return list(rows[start : start + limit]), {"next_cursor": cursor}


def _position(cursor: str, length: int) -> int:
    if not cursor:
        return 0
    try:
        word, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
        position = int(number)
    except (binascii.Error, UnicodeDecodeError, ValueError) as wrong:
        raise SlackRefusal("invalid_cursor") from wrong
    if word != "next" or not 0 < position < length:
        raise SlackRefusal("invalid_cursor")
    return position
