"""What the doctor finds: one thing looked at, how bad, and what to do."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad a finding is."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what, how bad, and one or two sentences with the next step."""

    check: str
    level: Level
    sentence: str
