"""What people do: type a command, click a button, choose in a menu; each travels over Socket Mode."""

from collections.abc import Mapping
from typing import Any

from bot.preview.answering import has_answer, notice, post_answer
from bot.preview.api.show import show_message, show_view
from bot.preview.core import Core, ResponseUrl
from bot.preview.elements import act, find_element
from bot.preview.errors import Impossible, SlackRefusal
from bot.preview.events import open_channel
from bot.preview.payloads import block_actions, channel_name, command_payload
from bot.preview.seed import APP_ID
from bot.preview.socket_mode import Acknowledgement, NotAcknowledged, NotConnected
from bot.preview.workspace import Channel, Json, Message, View


async def command(core: Core, channel_id: str, text: str, user: str) -> Json:
    """Send a slash command and put its answer where the person sees it.

    Args:
        core: The local Slack.
        channel_id: Where it is typed; any channel, the app need not be a member.
        text: As typed, `/detainers Boston`.
        user: Who types it.

    Returns:
        What the acknowledgement carried, milliseconds taken, and the error word when it failed.

    Raises:
        Impossible: The channel is archived or unknown.
    """
    channel = open_channel(core, channel_id)
    name, _, rest = text.strip().partition(" ")
    if name not in core.installation.commands:
        said = notice(
            core, channel.id, user, f"{name} is not a valid command. In Slack, type / to see a list."
        )
        return _reply({}, 0.0, "unknown_command", said)
    payload = {
        **command_payload(core, user, channel),
        "command": name,
        "text": rest.strip(),
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": core.new_response_url(channel.id, user),
        "trigger_id": core.new_trigger(user, channel.id),
    }
    try:
        answer = await core.hub.deliver("slash_commands", payload, accepts_response_payload=True)
    except (NotConnected, NotAcknowledged) as silence:
        word = "dispatch_failed" if isinstance(silence, NotConnected) else "operation_timeout"
        return _reply({}, 0.0, word, _failed(core, channel, user, name, word))
    return _answered(core, channel, user, text.strip(), answer)


async def click(core: Core, channel_id: str, ts: str, user: str, chosen: Mapping[str, Any]) -> Json:
    """Click a button or choose in a menu of a message.

    Args:
        core: The local Slack.
        channel_id: Where the message stands.
        ts: The message's timestamp.
        user: Who clicks.
        chosen: `action_id`, `block_id` or `value` find the element; `choice` is what a menu was set to.

    Raises:
        Impossible: No such message or element for this person.
    """
    message = core.workspace.find(channel_id, ts)
    if message is None or message.seen_by not in {"", user}:
        raise Impossible(f"No message {ts} in {channel_id} for {user}.")
    channel = core.workspace.channels[channel_id]
    block, element = _element(message.blocks, chosen)
    container = {
        "type": "message",
        "message_ts": ts,
        "channel_id": channel_id,
        "is_ephemeral": bool(message.seen_by),
        **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
    }
    payload = {
        **block_actions(core, user, container, act(block, element, chosen.get("choice"), core.now())),
        "trigger_id": core.new_trigger(user, channel.id),
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "state": {"values": {}},
        "response_url": core.new_response_url(channel_id, user, ts),
    }
    if not message.seen_by:
        payload["message"] = show_message(core, message)
    return await interact(core, payload)


async def click_view(core: Core, view: View, user: str, chosen: Mapping[str, Any]) -> Json:
    """Click inside a modal or App Home.

    Raises:
        Impossible: No such element.
    """
    block, element = _element(view.body["blocks"], chosen)
    container = {"type": "view", "view_id": view.id}
    action = act(block, element, chosen.get("choice"), core.now())
    payload = {**block_actions(core, user, container, action), "view": show_view(view)}
    payload["view"]["state"] = chosen.get("state") or {"values": {}}
    return await interact(core, payload)


def _answered(core: Core, channel: Channel, user: str, typed: str, answer: Acknowledgement) -> Json:
    payload = {"text": answer.payload} if isinstance(answer.payload, str) else answer.payload
    if not has_answer(payload):
        return _reply({}, answer.ms, "", None)
    try:
        said = post_answer(core, ResponseUrl(channel.id, user, core.now()), payload, typed)
    except SlackRefusal as refusal:
        name = typed.partition(" ")[0]
        failed = _failed(core, channel, user, name, refusal.code)
        return _reply({}, answer.ms, refusal.code, failed) | {"messages": refusal.messages}
    return _reply(payload, answer.ms, "", said)


def _failed(core: Core, channel: Channel, user: str, name: str, word: str) -> Message:
    return notice(core, channel.id, user, f"{name} failed with the error \u201c{word}\u201d")


def _reply(payload: Json, ms: float, error: str, said: Message | None) -> Json:
    return {
        "text": said.text if said else "",
        "blocks": said.blocks if said else [],
        "response_type": payload.get("response_type", "ephemeral") if said else "",
        "ms": ms,
        "error": error,
        "ts": said.ts if said else "",
        "channel": said.channel if said else "",
    }


async def interact(core: Core, payload: Json) -> Json:
    """Send what a person did; the acknowledgement says nothing, only how long it took."""
    try:
        answer = await core.hub.deliver("interactive", payload, accepts_response_payload=False)
    except NotConnected:
        return {"ms": 0.0, "error": "dispatch_failed"}
    except NotAcknowledged:
        return {"ms": 0.0, "error": "operation_timeout"}
    return {"ms": answer.ms, "error": ""}


def _element(blocks: list[Json], chosen: Mapping[str, Any]) -> tuple[Json, Json]:
    found = find_element(blocks, chosen)
    if found is None:
        wanted = {key: chosen[key] for key in ("block_id", "action_id", "value") if chosen.get(key)}
        raise Impossible(f"Nothing to click with {wanted}.")
    return found
