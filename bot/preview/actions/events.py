"""What people do without a form of its own: write, invite, open Home; the app hears of it as an event."""

from bot.preview import state
from bot.preview.actions.payloads import authorization
from bot.preview.api import show_message, show_view
from bot.preview.errors import Impossible

NEEDED = {
    "app_mention": ("app_mentions:read",),
    "message.im": ("im:history",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "channel_id_changed": ("channels:read", "groups:read"),
}
"""Scopes of which an event needs one: https://docs.slack.dev/reference/events."""


async def send_event(core: state.Core, event: state.Json, *, unasked: bool = False) -> None:
    """Send an Events API event, if the manifest subscribes to it; at once, then Slack would retry.

    Args:
        core: The local Slack.
        event: What happened.
        unasked: Whatever the manifest says, as when the app's settings at Slack are others.
    """
    name = f"message.{event['channel_type']}" if event["type"] == "message" else event["type"]
    needed = set(NEEDED.get(name, ()))
    known = name in core.installation.events and not (needed and not needed & core.installation.scopes)
    if not known and not unasked:
        return
    body = {
        "token": "local",
        "team_id": _team(core, event),
        "api_app_id": state.APP_ID,
        "event": {**event, "event_ts": f"{core.now():.6f}"},
        "type": "event_callback",
        "event_id": core.workspace.next_id("Ev"),
        "event_time": int(core.now()),
        "authorizations": [authorization(core)],
        "is_ext_shared_channel": False,
    }
    for attempt in range(2):
        retry = {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
        try:
            await core.hub.deliver("events_api", body, accepts_response_payload=False, **retry)
        except state.NotAcknowledged:
            continue
        except state.NotDelivered:
            return
        return


def _team(core: state.Core, event: state.Json) -> str:
    """Where something happened: in an organization, direct messages are in their person's workspace."""
    direct = core.workspace.organization and str(event.get("channel", "")).startswith("D")
    user = event.get("user") if direct else None
    return core.workspace.team_of(user) if user in core.workspace.users else core.workspace.team_id


def say(core: state.Core, message: state.LocalMessage, *, unasked: bool = False) -> str:
    """Somebody's message, of which the app hears in its direct messages and where it is mentioned.

    Args:
        core: The local Slack.
        message: What is said; files in it make it a `file_share`.
        unasked: The app hears of it in any channel, whatever its manifest says.

    Returns:
        The message's timestamp.

    Raises:
        Impossible: The channel is archived, or the app takes no direct messages.
    """
    channel = core.workspace.channels[message.channel]
    check_open(channel)
    if channel.im_user and core.installation.read_only:
        raise Impossible("Sending messages to this app has been turned off.")
    event = heard(core, core.workspace.add(message))
    if channel.im_user or unasked:
        core.later(send_event(core, event, unasked=unasked))
    elif f"<@{state.BOT_USER}>" in message.text and state.BOT_USER in channel.members:
        mention = {name: value for name, value in event.items() if name != "channel_type"}
        core.later(send_event(core, {**mention, "type": "app_mention"}))
    return message.ts


def edit(core: state.Core, message: state.LocalMessage, text: str) -> None:
    """Somebody changes a message; the event names them only inside (https://docs.slack.dev/reference/events/message/message_changed)."""
    before = show_message(core, message)
    message.text, message.edited = text, core.workspace.next_ts()
    core.workspace.changed(message)
    event = heard(core, message)
    about = {"message": show_message(core, message), "previous_message": before, "hidden": True}
    where = {name: event[name] for name in ("type", "channel", "channel_type")}
    changed = {**where, "subtype": "message_changed", "ts": message.edited, **about}
    core.later(send_event(core, changed))


def heard(core: state.Core, message: state.LocalMessage) -> state.Json:
    """The `message` event of a message (https://docs.slack.dev/reference/events/message)."""
    channel = core.workspace.channels[message.channel]
    kind = "group" if channel.is_private else "channel"
    kind = "im" if channel.im_user else "mpim" if channel.is_group else kind
    shown = show_message(core, message) | {"channel": channel.id, "channel_type": kind}
    return {**shown, "subtype": "file_share", "upload": False} if message.files else shown


def open_home(core: state.Core, user: str) -> None:
    """A person looks at App Home; the app is told with the view that stands there."""
    event = {
        "type": "app_home_opened",
        "user": user,
        "tab": "home",
        "channel": core.workspace.direct(user, state.BOT_USER).id,
    }
    view = core.workspace.homes.get(user)
    core.later(send_event(core, event | ({"view": show_view(view)} if view else {})))


def check_open(channel: state.LocalChannel) -> None:
    """Let people write in a channel.

    Raises:
        Impossible: It is archived.
    """
    if channel.is_archived:
        raise Impossible(f"#{channel.name} is archived: nobody can write there.")
