"""What people do without a form of its own: write, invite, open Home; the app hears of it as an event."""

from bot.preview.core import Core
from bot.preview.errors import Impossible
from bot.preview.seed import APP_ID, BOT_USER, TEAM_ID
from bot.preview.socket_mode import NotAcknowledged, NotConnected
from bot.preview.workspace import Channel, Json, Message

NEEDED = {
    "app_mention": ("app_mentions:read",),
    "message.im": ("im:history",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "channel_id_changed": ("channels:read", "groups:read"),
}
"""Scopes of which an event needs one: https://docs.slack.dev/reference/events."""


async def send_event(core: Core, event: Json) -> None:
    """Send an Events API event, if the manifest subscribes to it; at once, then Slack would retry."""
    name = f"message.{event['channel_type']}" if event["type"] == "message" else event["type"]
    needed = set(NEEDED.get(name, ()))
    if name not in core.installation.events or (needed and not needed & core.installation.scopes):
        return
    body = {
        "token": "local",
        "team_id": TEAM_ID,
        "api_app_id": APP_ID,
        "event": {**event, "event_ts": f"{core.now():.6f}"},
        "type": "event_callback",
        "event_id": core.workspace.next_id("Ev"),
        "event_time": int(core.now()),
        "authorizations": [{"team_id": TEAM_ID, "user_id": BOT_USER, "is_bot": True, "enterprise_id": None}],
        "is_ext_shared_channel": False,
    }
    for attempt in range(2):
        retry = {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
        try:
            await core.hub.deliver("events_api", body, accepts_response_payload=False, **retry)
        except NotAcknowledged:
            continue
        except NotConnected:
            return
        return


def say(core: Core, channel_id: str, text: str, user: str, thread_ts: str = "") -> Message:
    """A person's plain message.

    Raises:
        Impossible: The channel is archived or unknown, or the app takes no direct messages.
    """
    channel = open_channel(core, channel_id)
    if channel.im_user and core.installation.read_only:
        raise Impossible("Sending messages to this app has been turned off.")
    return core.workspace.add(Message(channel.id, core.workspace.next_ts(), user, text, thread_ts=thread_ts))


def open_channel(core: Core, channel_id: str) -> Channel:
    """A channel that people can write in.

    Raises:
        Impossible: It is archived or unknown.
    """
    channel = core.workspace.channels.get(channel_id)
    if channel is None:
        raise Impossible(f"There is no channel {channel_id}.")
    if channel.is_archived:
        raise Impossible(f"#{channel.name} is archived: nobody can write there.")
    return channel
