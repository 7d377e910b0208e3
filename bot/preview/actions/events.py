"""What people do without a form of its own: write, invite, open Home; the app hears of it as an event."""

from bot.preview import state
from bot.preview.actions.payloads import authorization
from bot.preview.api import show_view
from bot.preview.errors import Impossible

NEEDED = {
    "app_mention": ("app_mentions:read",),
    "message.im": ("im:history",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "channel_id_changed": ("channels:read", "groups:read"),
}
"""Scopes of which an event needs one: https://docs.slack.dev/reference/events."""


async def send_event(core: state.Core, event: state.Json) -> None:
    """Send an Events API event, if the manifest subscribes to it; at once, then Slack would retry."""
    name = f"message.{event['channel_type']}" if event["type"] == "message" else event["type"]
    needed = set(NEEDED.get(name, ()))
    if name not in core.installation.events or (needed and not needed & core.installation.scopes):
        return
    body = {
        "token": "local",
        "team_id": core.workspace.team_id,
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


def say(core: state.Core, channel: state.LocalChannel, text: str, user: str, thread_ts: str = "") -> str:
    """A person's plain message, of which the app hears in its direct messages and where it is mentioned.

    Returns:
        The message's timestamp.

    Raises:
        Impossible: The channel is archived, or the app takes no direct messages.
    """
    check_open(channel)
    if channel.im_user and core.installation.read_only:
        raise Impossible("Sending messages to this app has been turned off.")
    message = core.workspace.add(state.LocalMessage(channel.id, user, text, thread_ts=thread_ts))
    event = {"user": user, "text": text, "ts": message.ts, "channel": channel.id}
    event |= {"thread_ts": thread_ts} if thread_ts else {}
    if channel.im_user:
        core.later(send_event(core, {"type": "message", "channel_type": "im", **event}))
    elif f"<@{state.BOT_USER}>" in text and state.BOT_USER in channel.members:
        core.later(send_event(core, {"type": "app_mention", **event}))
    return message.ts


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
