"""Shortcuts: from anywhere (global), or from the menu of one message.

Payloads: https://docs.slack.dev/interactivity/implementing-shortcuts. A global one names no channel
and has no response_url; of a message the app need not be a member.
"""

from bot.preview.api.show import show_message
from bot.preview.core import Core
from bot.preview.errors import Impossible
from bot.preview.interactions import interact
from bot.preview.payloads import channel_name, person
from bot.preview.seed import APP_ID, TEAM_ID
from bot.preview.workspace import Json


async def shortcut(core: Core, callback_id: str, user: str, channel: str) -> Json:
    """Choose a global shortcut.

    Args:
        core: The local Slack.
        callback_id: As the manifest names it.
        user: Who chooses it.
        channel: The channel that the person looks at; the app is not told.

    Raises:
        Impossible: The app has no such shortcut.
    """
    _known(core, callback_id, "global")
    return await interact(core, _about(core, "shortcut", callback_id, user, channel))


async def message_shortcut(core: Core, callback_id: str, user: str, channel_id: str, ts: str) -> Json:
    """Choose a shortcut in the menu of a message.

    Raises:
        Impossible: The app has no such shortcut, or there is no such message for this person.
    """
    _known(core, callback_id, "message")
    message = core.workspace.find(channel_id, ts)
    if message is None or message.seen_by:
        raise Impossible(f"No message {ts} in {channel_id} has a menu for {user}.")
    channel = core.workspace.channels[channel_id]
    payload = {
        **_about(core, "message_action", callback_id, user, channel_id),
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "message": show_message(core, message),
        "message_ts": ts,
        "response_url": core.new_response_url(channel_id, user),
    }
    return await interact(core, payload)


def _known(core: Core, callback_id: str, kind: str) -> None:
    if core.installation.shortcuts.get(callback_id, ("", ""))[1] != kind:
        raise Impossible(f"The app has no {kind} shortcut {callback_id}.")


def _about(core: Core, kind: str, callback_id: str, user: str, channel: str) -> Json:
    return {
        "type": kind,
        "token": "local",
        "action_ts": f"{core.now():.6f}",
        "team": {"id": TEAM_ID, "domain": "newsroom"},
        "user": person(core, user),
        "api_app_id": APP_ID,
        "callback_id": callback_id,
        "trigger_id": core.new_trigger(user, channel),
        "enterprise": None,
        "is_enterprise_install": False,
    }
