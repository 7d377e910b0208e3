"""What a driver sees: an answer, a message, the outcome of a click; values for tests to compare."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a slash command's acknowledgement answered.

    Attributes:
        response_type: `ephemeral`, `in_channel`, or empty when the acknowledgement said nothing.
        ms: From sending the envelope to the acknowledgement.
        error: Empty, or what the person saw: `operation_timeout`, `dispatch_failed`, `invalid_blocks`, …
        messages: For refused blocks, Slack's sentences with the place.
    """

    text: str
    blocks: list[Json]
    response_type: str
    ms: float
    error: str
    channel: str
    ts: str
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Posted:
    """One message as people see it; `ephemeral` ones only by `seen_by`."""

    channel: str
    ts: str
    user: str
    author: str
    from_app: bool
    text: str
    blocks: list[Json]
    thread_ts: str
    broadcast: bool
    edited: bool
    ephemeral: bool
    seen_by: str
    command: str
    metadata: Json | None
    attachments: list[Json]
    files: list[Json]
    replies: int
    last_reply: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a click or a submission.

    Attributes:
        error: Empty, or the word or sentence that the person saw.
        errors: For a submission: block_id → sentence at the field.
    """

    ms: float
    error: str
    errors: Mapping[str, str]
    messages: tuple[str, ...] = ()
