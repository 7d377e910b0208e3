"""What a person typed or pressed on, as one value; it alone says with which flags an answer goes there.

https://docs.slack.dev/interactivity/handling-user-interaction: `replace_original` on a message that all
see replaces it for all, a message for one person never becomes one for all, and without `thread_ts` an
answer stands in the channel.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class SurfaceKind(StrEnum):
    """What one types or presses on."""

    COMMAND = "command"
    """No message: there is nothing to replace."""
    EPHEMERAL = "ephemeral"
    """A message that its reader alone sees."""
    PUBLIC = "public"
    """A message that others see too, in a channel or a thread."""
    DIRECT = "direct"
    """A message in a conversation of two."""
    VIEW = "view"
    """App Home or a form: it has no response_url. An event has none either."""


@dataclass(frozen=True, slots=True)
class Surface:
    """Where a person is to be answered.

    Attributes:
        kind: What they typed or pressed on.
        person: Slack's id; empty for an event that nobody caused.
        channel: Slack's id of the channel; empty where there is none.
        thread: Time stamp of the thread's first message, if it stands below one.
        address: The response_url, if there is one.
    """

    kind: SurfaceKind
    person: str
    channel: str = ""
    thread: str = ""
    address: str = ""

    @property
    def between_two(self) -> bool:
        """Tell whether the channel is a conversation of two."""
        return self.channel.startswith("D")

    def privately(self) -> dict[str, Any]:
        """Return the flags of an answer for the person alone, beside what stands there."""
        return {"response_type": "ephemeral", "replace_original": False, **self._below()}

    def in_place(self) -> dict[str, Any]:
        """Return the flags of an answer in place of what was pressed, where nobody else reads it."""
        if self.kind is SurfaceKind.EPHEMERAL:
            return {"response_type": "ephemeral", "replace_original": True}
        return self.settled() if self.kind is SurfaceKind.DIRECT else self.privately()

    def settled(self) -> dict[str, Any]:
        """Return the flags of a notice that reads otherwise for all, once it is decided on."""
        return {"response_type": "in_channel", "replace_original": True}

    def for_all(self) -> dict[str, Any]:
        """Return the flags of a copy for all, beside what stands there."""
        return {"response_type": "in_channel", "replace_original": False, **self._below()}

    def _below(self) -> dict[str, str]:
        return {"thread_ts": self.thread} if self.thread else {}


def surface_of(body: Mapping[str, Any]) -> Surface:
    """Return what a payload of Slack's says that a person typed or pressed on.

    What isn't said to be for one person counts as seen by all, so that it is never replaced. A message
    with replies stands in its channel, although Slack names it as its own thread's.
    """
    person, address = person_of(body), str(body.get("response_url") or "")
    if "command" in body:
        return Surface(SurfaceKind.COMMAND, person, str(body.get("channel_id", "")), "", address)
    container, message = body.get("container") or {}, body.get("message") or {}
    channel = str((body.get("channel") or {}).get("id") or container.get("channel_id") or "")
    if body.get("view") or not channel:
        return Surface(SurfaceKind.VIEW, person, address=address)
    stands = container.get("message_ts") or message.get("ts")
    thread = str(container.get("thread_ts") or message.get("thread_ts") or "")
    kind = SurfaceKind.DIRECT if channel.startswith("D") else SurfaceKind.PUBLIC
    if container.get("is_ephemeral") or message.get("is_ephemeral"):
        kind = SurfaceKind.EPHEMERAL
    return Surface(kind, person, channel, "" if thread == stands else thread, address)


def person_of(body: Mapping[str, Any]) -> str:
    """Return Slack's id of the person who typed, clicked, submitted or did what an event tells."""
    who = body.get("user") or body.get("user_id") or body.get("event", {}).get("user", "")
    return str(who["id"] if isinstance(who, dict) else who)
