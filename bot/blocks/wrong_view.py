"""The form of *This is wrong*: what was shown, and the person's own words. Pure."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.blocks import inputs, limits, mrkdwn

FORM = "wrong"
WORDS = "words"
LONGEST = 2000
DIGEST = "digest"
"""In place of what a button is about: a digest tells of many rows."""
_ALERT = "alert:"


@dataclass(frozen=True, slots=True)
class Pressed:
    """Where *This is wrong* was pressed; carried by the form.

    Attributes:
        about: A place's GEOID and the day (an answer's handle), `alert:` and an alert's handle, or `DIGEST`.
        channel: Slack's id.
        ts: Time stamp of the message; empty of one that only the person sees.
        respond: Address that answers the person in that channel for thirty minutes.
    """

    about: str
    channel: str
    ts: str
    respond: str


def about_alert(handle: str) -> str:
    """Return what a remark on an alert is about."""
    return handle if handle == DIGEST else f"{_ALERT}{handle}"


def read_alert(about: str) -> str:
    """Return the handle of the alert that a remark is about; empty when it is about none."""
    return about.removeprefix(_ALERT) if about.startswith(_ALERT) else ""


def wrong_view(shown: str, pressed: Pressed) -> limits.Block:
    """Return the form.

    Args:
        shown: What the person was looking at, plain text.
        pressed: Where.
    """
    box: limits.Block = {"type": "plain_text_input", "multiline": True, "max_length": LONGEST}
    return inputs.modal(
        FORM,
        "This is wrong",
        "Send",
        [
            limits.section(f"*What was shown*\n{mrkdwn.literal(shown, 2500)}"),
            inputs.field(
                WORDS,
                "What is wrong, and how do you know?",
                box,
                hint="The people who run this desk read it, with your name and this channel.",
            ),
        ],
        metadata=json.dumps(asdict(pressed)),
    )


def read_wrong(view: Mapping[str, Any]) -> tuple[Pressed, str]:
    """Return where a submitted form came from, and what the person said."""
    words = str(inputs.filled(view).get(WORDS, "")).strip()
    return Pressed(**json.loads(view["private_metadata"])), words
