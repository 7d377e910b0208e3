"""What the local workspace holds: people, channels, messages, views, files. Plain records, no rules."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.preview.validation import INTERACTIVE

Json = dict[str, Any]
Clock = Callable[[], datetime]
"""Gives the time, aware and in UTC."""


@dataclass(slots=True)
class User:
    """Somebody in the workspace, named by role.

    Attributes:
        team: Id of their own workspace, when they are only met in shared channels; empty for members.
        is_guest: A multi-channel guest, as Slack says: restricted.
        deleted: Deactivated.
    """

    id: str
    name: str
    tz: str = "America/New_York"
    is_bot: bool = False
    is_admin: bool = False
    is_guest: bool = False
    team: str = ""
    deleted: bool = False


@dataclass(slots=True)
class LocalChannel:
    """A public or private channel, or (`im_user` set) the app's direct messages with one person.

    Attributes:
        is_group: Direct messages of several people, the app among them.
    """

    id: str
    name: str
    members: set[str] = field(default_factory=set)
    is_private: bool = False
    is_archived: bool = False
    is_group: bool = False
    im_user: str = ""
    topic: str = ""


@dataclass(slots=True)
class LocalMessage:
    """One message; `seen_by` set means ephemeral: only that person sees it, and chat.* never finds it.

    Attributes:
        ts: Given when the message is added to its channel.
        bot: Name of another app, which has no user here: a wire service's.
    """

    channel: str
    user: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str = ""
    ts: str = ""
    broadcast: bool = False
    edited: str = ""
    seen_by: str = ""
    command: str = ""
    files: list[str] = field(default_factory=list)
    metadata: Json | None = None
    attachments: list[Json] = field(default_factory=list)
    bot: str = ""


@dataclass(slots=True)
class View:
    """A modal on one person's screen, above the channel that they see, or that person's App Home.

    Attributes:
        team: The workspace of that person.
    """

    id: str
    kind: str
    user: str
    body: Json
    hash: str
    root: str
    team: str
    previous: str = ""
    above: str = ""


@dataclass(slots=True)
class LocalFile:
    """An uploaded file; `content` arrives after the ticket, shares after the completion."""

    id: str
    name: str
    length: int
    ticket: str
    user: str
    title: str = ""
    alt_text: str = ""
    content: bytes | None = None
    mimetype: str = ""
    shares: dict[str, list[Json]] = field(default_factory=dict)
    completed: bool = False


@dataclass(frozen=True, slots=True)
class Organization:
    """What the app is installed for, when that is more than one workspace (Enterprise organization).

    Attributes:
        id: `E…`.
        teams: Ids of its workspaces besides ours.
    """

    id: str
    name: str
    teams: tuple[str, ...]


@dataclass(slots=True)
class LocalWorkspace:
    """Everything that a person could see, and the one place that says that something changed.

    Attributes:
        organization: Set when the app is installed for all of its workspaces at once.
    """

    team_id: str
    name: str
    clock: Clock
    users: dict[str, User]
    channels: dict[str, LocalChannel]
    messages: dict[str, list[LocalMessage]] = field(default_factory=dict)
    modals: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    files: dict[str, LocalFile] = field(default_factory=dict)
    organization: Organization | None = None
    watchers: list[Callable[[str, Json], None]] = field(default_factory=list)
    _last_ts: int = 0
    _last_id: int = 0

    def next_ts(self) -> str:
        """A timestamp as Slack makes them: microseconds, each later than the last."""
        now = int(self.clock().timestamp() * 1_000_000)
        self._last_ts = max(now, self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def next_id(self, letter: str) -> str:
        """An id in Slack's manner, `F0000000012`."""
        self._last_id += 1
        return f"{letter}{self._last_id:010d}"

    def team_of(self, user: str) -> str:
        """The workspace that a person acts from: their own, also in a channel that is shared with ours."""
        return self.users[user].team or self.team_id

    def named(self, channel: str) -> LocalChannel | None:
        """The channel with an id or a name, `#` before it or not."""
        by_name = {candidate.name: candidate for candidate in self.channels.values() if candidate.name}
        return self.channels.get(channel) or by_name.get(channel.removeprefix("#"))

    def find(self, channel: str, ts: str) -> LocalMessage | None:
        """The message that stands in a channel at a timestamp, ephemeral ones included."""
        return next((message for message in self.messages.get(channel, []) if message.ts == ts), None)

    def replies(self, channel: str, ts: str) -> Iterator[LocalMessage]:
        """The replies of a thread, oldest first; ephemeral ones are no part of it."""
        for message in self.messages.get(channel, []):
            if message.thread_ts == ts and message.ts != ts and not message.seen_by:
                yield message

    def direct(self, user: str, bot: str) -> LocalChannel:
        """The app's direct messages with a person, opened when there are none yet."""
        for channel in self.channels.values():
            if channel.im_user == user:
                return channel
        channel = LocalChannel(f"D0{user[2:]}", "", {user, bot}, is_private=True, im_user=user)
        self.channels[channel.id] = channel
        self.tell("channel", {"id": channel.id})
        return channel

    def add(self, message: LocalMessage) -> LocalMessage:
        """Put a message at the end of its channel, at the next timestamp, and say so."""
        message.ts = self.next_ts()
        self.messages.setdefault(message.channel, []).append(message)
        self.changed(message)
        return message

    def changed(self, message: LocalMessage) -> None:
        """Say that a message is new or different; blocks without a name get one, as in Slack."""
        name_blocks(message.blocks)
        self.tell("message", {"channel": message.channel, "ts": message.ts})

    def remove(self, message: LocalMessage) -> None:
        """Take a message away and say so."""
        self.messages[message.channel].remove(message)
        self.tell("deleted", {"channel": message.channel, "ts": message.ts})

    def tell(self, kind: str, what: Json) -> None:
        """Let everyone who watches know that something changed."""
        for watcher in tuple(self.watchers):
            watcher(kind, what)


def name_blocks(blocks: list[Json]) -> None:
    """Give blocks and interactive elements the ids that Slack makes up when the app gave none."""
    for number, block in enumerate(blocks):
        block.setdefault("block_id", f"{block['type'][:3]}{secrets.token_hex(3)}{number}")
    for _, element in elements_of(blocks):
        element.setdefault("action_id", secrets.token_hex(4))


def elements_of(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element, after its block."""
    for block in blocks:
        for element in [*block.get("elements", []), block.get("accessory"), block.get("element")]:
            if isinstance(element, dict) and element.get("type") in INTERACTIVE:
                yield block, element
