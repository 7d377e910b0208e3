"""How the lists fared in a time, in one line below a digest. Pure."""

from dataclasses import dataclass
from datetime import datetime

from bot.blocks import mrkdwn


@dataclass(frozen=True, slots=True)
class Looked:
    """How the lists fared that a channel hears of.

    Attributes:
        checks: Checks of them since the last digest.
        failing: Of each that fails, its publisher in a word and since when (UTC; None if ever).
        withdrawn: The same of lists that are gone.
        oldest: The oldest success among the others, UTC.
    """

    checks: int = 0
    failing: tuple[tuple[str, datetime | None], ...] = ()
    withdrawn: tuple[tuple[str, datetime | None], ...] = ()
    oldest: datetime | None = None


UNSEEN = Looked()
"""Nobody looked."""


def health(looked: Looked, zone: str) -> str:
    """Return in one line how often was looked, what fails or is gone, and how old the oldest success is."""
    if not looked.checks:
        return "No list was checked in this time"
    facts = [mrkdwn.counted(looked.checks, "check")]
    facts += [f"{mrkdwn.literal(short, 60)} failing, {_since(when, zone)}" for short, when in looked.failing]
    facts += [] if looked.failing else ["all sources healthy"]
    facts += [
        f"{mrkdwn.literal(short, 60)} list withdrawn since {mrkdwn.local_day(when, zone)}"
        for short, when in looked.withdrawn
        if when
    ]
    facts += [f"oldest success {mrkdwn.ago(looked.oldest, zone)}"] if looked.oldest else []
    return ", ".join(facts)


def _since(when: datetime | None, zone: str) -> str:
    return f"last read {mrkdwn.moment(when, zone)}" if when else "never read yet"
