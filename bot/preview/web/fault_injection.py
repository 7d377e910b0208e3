"""What only a driver asks for: other conditions in the workspace, faults, and what has happened so far."""

from collections.abc import Callable
from dataclasses import replace

from bot.preview.actions import notice, send_event
from bot.preview.api import show_file
from bot.preview.errors import Impossible
from bot.preview.state import BOT_USER, Core, Json, LocalChannel, Organization, User, planned
from bot.preview.web.screens import channel_of, user_of


def membership(core: Core, body: Json) -> None:
    """Invite the app, remove it; archive a channel, bring it back, rename it, make it private."""
    channel, do = channel_of(core, body), body["do"]
    if do == "invite" and BOT_USER in channel.members:
        notice(core, channel.id, user_of(core, body), f"{core.installation.name} is already in this channel.")
        return
    if do == "remove":
        channel.members.discard(BOT_USER)
    elif do == "invite":
        channel.members.add(BOT_USER)
    elif do == "rename":
        channel.name = str(body["name"])
    elif do == "make_private":
        channel.is_private = True
    else:
        channel.is_archived = do == "archive"
    core.workspace.tell("channel", {"id": channel.id})
    if do == "invite":
        kind = "G" if channel.is_private else "C"
        event = {"type": "member_joined_channel", "user": BOT_USER, "channel": channel.id}
        event |= {"channel_type": kind, "inviter": user_of(core, body)}
        core.later(send_event(core, event))


def share(core: Core, body: Json) -> str:
    """Share a private channel with another workspace: it gets another id for good; gives that one."""
    channel = channel_of(core, body)
    if not channel.is_private:
        raise Impossible(f"#{channel.name} is public: sharing it changes nothing of its id.")
    old = channel.id
    _moved(core, channel, "SHARED")
    if BOT_USER in channel.members:
        event = {"type": "channel_id_changed", "old_channel_id": old, "new_channel_id": channel.id}
        core.later(send_event(core, event))
    return channel.id


def unshare(core: Core, body: Json) -> str:
    """End the sharing of a channel with its other workspace: ours gets another id, and no word of it.

    Source: https://docs.slack.dev/apis/slack-connect.
    """
    return _moved(core, channel_of(core, body), "LEFT")


def organization(core: Core, body: Json) -> None:
    """Install the app for an organization of several workspaces, in place of ours alone."""
    core.workspace.organization = Organization(body["enterprise"], body["name"], tuple(body["teams"]))


def _moved(core: Core, channel: LocalChannel, suffix: str) -> str:
    old, channel.id = channel.id, f"{channel.id}{suffix}"
    core.workspace.channels[channel.id] = core.workspace.channels.pop(old)
    core.workspace.messages[channel.id] = core.workspace.messages.pop(old, [])
    for message in core.workspace.messages[channel.id]:
        message.channel = channel.id
    core.workspace.tell("channel", {"id": channel.id})
    return channel.id


def group(core: Core, body: Json) -> str:
    """Let people open direct messages among them and the app; gives the id."""
    people = [user_of(core, {"user": name}) for name in body["people"]]
    name = "--".join(core.workspace.users[user].name.lower() for user in [*people, BOT_USER])
    opened = LocalChannel(
        core.workspace.next_id("C"), f"mpdm-{name}-1".replace(" ", "-"), {*people, BOT_USER}
    )
    opened.is_private = opened.is_group = True
    core.workspace.channels[opened.id] = opened
    core.workspace.tell("channel", {"id": opened.id})
    return opened.id


def offer(core: Core, body: Json) -> None:
    """Let the app's settings at Slack have another command, of which its manifest knows nothing."""
    commands = {**core.installation.commands, body["command"]: ("", "")}
    core.installation = replace(core.installation, commands=commands)


def person(core: Core, body: Json) -> str:
    """Let somebody join, as a guest or from another workspace, or leave; gives their id."""
    name = str(body["name"])
    user_id = f"U0{name.upper()}"
    traits = {key: body[key] for key in ("is_guest", "is_admin", "team", "deleted")}
    core.workspace.users[user_id] = User(user_id, name, **traits)
    for channel in core.workspace.channels.values():
        if channel.name in body["channels"]:
            channel.members.add(user_id)
    return user_id


def fault(core: Core, body: Json) -> None:
    """Plan what goes wrong next: a wait, another answer, an answer or a share that comes late or never."""
    FAULTS[body["do"]](core, body)


def _rate_limit(core: Core, body: Json) -> None:
    channel = core.workspace.named(body["key"])
    core.rates.impose(channel.id if channel else body["key"], body["seconds"])


def _cap(core: Core, body: Json) -> None:
    core.rates.workspace_pace = body["a_minute"] / 60


def _revoke(core: Core, body: Json) -> None:
    core.faults.revoked = body["error"]


def _refuse_sockets(core: Core, body: Json) -> None:
    core.faults.refused_sockets = body["times"]


FAULTS: dict[str, Callable[[Core, Json], None]] = {
    "rate_limit": _rate_limit,
    "cap": _cap,
    "revoke": _revoke,
    "refuse_sockets": _refuse_sockets,
    "instead": lambda core, body: core.faults.instead.setdefault(body["way"], []).extend(planned(body)),
    "recover": lambda core, _: core.faults.instead.clear(),
    "slow": lambda core, body: core.faults.slow.update({body["way"]: body["seconds"]}),
    "drip": lambda core, body: core.faults.drips.setdefault(body["way"], []).append(body["seconds"]),
    "hang": lambda core, body: core.faults.hangs.append(body["way"]),
    "share": lambda core, body: core.faults.shares.append(body["seconds"]),
}
"""What can be made to go wrong; `way` is a method, or one of the ways in that are none."""


def facts(core: Core, _body: Json) -> Json:
    """What has happened so far: calls, uploads, connections, envelopes, the replay."""
    return {
        "calls": list(core.calls),
        "files": [show_file(core, file) for file in core.workspace.files.values() if file.completed],
        "connections": len(core.hub.connections),
        "astray": core.hub.astray,
        "responses": list(core.responses),
        "delivered": list(core.hub.delivered.values()),
        "replay": core.replay.state,
    }
