"""What people do: type a command, click, choose in a menu or a shortcut; each travels over Socket Mode.

Payloads of shortcuts: https://docs.slack.dev/interactivity/implementing-shortcuts. A global one names no
channel and has no response_url; of a message the app need not be a member.
"""

from collections.abc import Mapping
from typing import Any

from bot.preview import state
from bot.preview.actions.app_responses import has_answer, notice, post_answer
from bot.preview.actions.elements import act, find_element
from bot.preview.actions.events import check_open
from bot.preview.actions.payloads import channel_name, interaction, typed_in
from bot.preview.api import show_message, show_view
from bot.preview.errors import Impossible, SlackRefusal


async def command(core: state.Core, channel: state.LocalChannel, text: str, user: str) -> state.Json:
    """Send a slash command and put its answer where the person sees it.

    Args:
        core: The local Slack.
        channel: Where it is typed; any channel, the app need not be a member.
        text: As typed, `/detainers Boston`.
        user: Who types it.

    Returns:
        What the acknowledgement carried, milliseconds taken, and the error word when it failed.

    Raises:
        Impossible: The channel is archived.
    """
    check_open(channel)
    name, _, rest = text.strip().partition(" ")
    if name not in core.installation.commands:
        posted = notice(
            core, channel.id, user, f"{name} is not a valid command. In Slack, type / to see a list."
        )
        return _reply({}, 0.0, "unknown_command", posted)
    payload = {
        "token": "local",
        **typed_in(core, user),
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": user,
        "user_name": core.workspace.users[user].name.lower(),
        "command": name,
        "text": rest.strip(),
        "api_app_id": state.APP_ID,
        "response_url": core.new_response_url(channel.id, user),
        "trigger_id": core.new_trigger(user, channel.id),
    }
    try:
        answer = await core.hub.deliver("slash_commands", payload, accepts_response_payload=True)
    except state.NotDelivered as silence:
        return _reply({}, 0.0, silence.word, _failed(core, channel, user, name, silence.word))
    return _answered(core, channel, user, text.strip(), answer)


async def click(
    core: state.Core, channel: state.LocalChannel, ts: str, user: str, chosen: Mapping[str, Any]
) -> state.Json:
    """Click a button or choose in a menu of a message.

    Args:
        core: The local Slack.
        channel: Where the message stands.
        ts: The message's timestamp.
        user: Who clicks.
        chosen: `action_id`, `block_id` or `value` find the element; `choice` is what a menu was set to;
            `gone`: the message is deleted before the app hears of the click.

    Raises:
        Impossible: No such message or element for this person.
    """
    message = core.workspace.find(channel.id, ts)
    if message is None or message.seen_by not in {"", user}:
        raise Impossible(f"No message {ts} in {channel.id} for {user}.")
    container = {
        "type": "message",
        "message_ts": ts,
        "channel_id": channel.id,
        "is_ephemeral": bool(message.seen_by),
        **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
    }
    payload = {
        **_block_actions(core, message.blocks, user, chosen, channel.id),
        "container": container,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "state": {"values": {}},
        "response_url": core.new_response_url(channel.id, user, ts),
    }
    if not message.seen_by:
        payload["message"] = show_message(core, message)
    if chosen.get("gone"):
        core.workspace.remove(message)
    return await interact(core, payload)


async def click_view(core: state.Core, view: state.View, user: str, chosen: Mapping[str, Any]) -> state.Json:
    """Click inside a modal or App Home.

    Raises:
        Impossible: No such element.
    """
    payload = {
        **_block_actions(core, view.body["blocks"], user, chosen),
        "container": {"type": "view", "view_id": view.id},
        "view": show_view(view) | {"state": chosen.get("state") or {"values": {}}},
    }
    return await interact(core, payload)


async def shortcut(core: state.Core, callback_id: str, user: str, channel: state.LocalChannel) -> state.Json:
    """Choose a global shortcut.

    Args:
        core: The local Slack.
        callback_id: As the manifest names it.
        user: Who chooses it.
        channel: The channel that the person looks at; the app is not told.

    Raises:
        Impossible: The app has no such shortcut.
    """
    return await interact(core, _shortcut(core, "global", callback_id, user, channel))


async def message_shortcut(
    core: state.Core, callback_id: str, user: str, channel: state.LocalChannel, ts: str
) -> state.Json:
    """Choose a shortcut in the menu of a message.

    Raises:
        Impossible: The app has no such shortcut, or there is no such message for this person.
    """
    payload = _shortcut(core, "message", callback_id, user, channel)
    message = core.workspace.find(channel.id, ts)
    if message is None or message.seen_by:
        raise Impossible(f"No message {ts} in {channel.id} has a menu for {user}.")
    payload |= {
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "message": show_message(core, message),
        "message_ts": ts,
        "response_url": core.new_response_url(channel.id, user),
    }
    return await interact(core, payload)


async def interact(core: state.Core, payload: state.Json) -> state.Json:
    """Send what a person did; the acknowledgement says nothing, only how long it took."""
    try:
        answer = await core.hub.deliver("interactive", payload, accepts_response_payload=False)
    except state.NotDelivered as silence:
        return {"ms": 0.0, "error": silence.word}
    return {"ms": answer.ms, "error": ""}


def _block_actions(
    core: state.Core, blocks: list[state.Json], user: str, chosen: Mapping[str, Any], channel: str = ""
) -> state.Json:
    action = act(*find_element(blocks, chosen), chosen.get("choice"), core.now())
    team = {"id": core.workspace.team_of(user), "domain": "newsroom"}
    trigger = core.new_trigger(user, channel)
    return interaction(core, "block_actions", user, team=team, actions=[action], trigger_id=trigger)


def _shortcut(
    core: state.Core, kind: str, callback_id: str, user: str, channel: state.LocalChannel
) -> state.Json:
    if core.installation.shortcuts.get(callback_id, ("", ""))[1] != kind:
        raise Impossible(f"The app has no {kind} shortcut {callback_id}.")
    return interaction(
        core,
        "shortcut" if kind == "global" else "message_action",
        user,
        callback_id=callback_id,
        action_ts=f"{core.now():.6f}",
        trigger_id=core.new_trigger(user, channel.id),
    )


def _answered(
    core: state.Core, channel: state.LocalChannel, user: str, typed: str, answer: state.Acknowledgement
) -> state.Json:
    payload = {"text": answer.payload} if isinstance(answer.payload, str) else answer.payload
    if not has_answer(payload):
        return _reply({}, answer.ms, "", None)
    try:
        posted = post_answer(core, state.ResponseUrl(channel.id, user, core.now()), payload, typed)
    except SlackRefusal as refusal:
        name = typed.partition(" ")[0]
        failed = _failed(core, channel, user, name, refusal.code)
        return _reply({}, answer.ms, refusal.code, failed) | {"messages": refusal.messages}
    return _reply(payload, answer.ms, "", posted)


def _failed(
    core: state.Core, channel: state.LocalChannel, user: str, name: str, word: str
) -> state.LocalMessage:
    return notice(core, channel.id, user, f"{name} failed with the error \u201c{word}\u201d")


def _reply(payload: state.Json, ms: float, error: str, posted: state.LocalMessage | None) -> state.Json:
    return {
        "text": posted.text if posted else "",
        "blocks": posted.blocks if posted else [],
        "response_type": payload.get("response_type", "ephemeral") if posted else "",
        "ms": ms,
        "error": error,
        "ts": posted.ts if posted else "",
        "channel": posted.channel if posted else "",
    }
