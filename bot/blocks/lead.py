"""A lead: perhaps a new list. What is told of it is what its publisher printed, and where. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.blocks import limits, mrkdwn
from bot.blocks.evidence import REPEAT

NOT_CHECKED = "Not checked: a scout found these words in an announcement; no list was read from it."


def lead(told: Mapping[str, Any], zone: str, *, repeat: bool = False) -> limits.Message:
    """Return the message that tells one channel of a lead.

    Args:
        told: `scout`, `address`, `title`, `published` (ISO 8601 or None), `words`.
        zone: IANA name of the newsroom's time zone, in which its day is given.
        repeat: It may have been told already.
    """
    title = mrkdwn.literal(str(told["title"]), 200)
    whose = _whose(told, zone)
    text = f"Perhaps a new list: {title} ({whose})"
    text = f"Possible repeat: {text}" if repeat else text
    words = mrkdwn.listed([f"“{mrkdwn.literal(str(word), 80)}”" for word in told["words"]])
    small = [f"Says {words}.", NOT_CHECKED, *([REPEAT] if repeat else [])]
    linked = mrkdwn.link(str(told["address"]), "Read it at its publisher")
    return limits.message(
        text,
        [
            limits.section(f"Perhaps a new list: *{title}* ({whose})\n{linked}"),
            limits.context(*small),
        ],
    )


def _whose(told: Mapping[str, Any], zone: str) -> str:
    scout = mrkdwn.literal(str(told["scout"]), 80)
    if not told.get("published"):
        return f"{scout}, undated"
    published = datetime.fromisoformat(str(told["published"]))
    return f"{scout}, {mrkdwn.local_day(published, zone)}"
