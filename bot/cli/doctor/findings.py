"""What the doctor says of one thing that it looked at."""

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


def ok(check: str, sentence: str) -> Finding:
    """Return that nothing is wrong with what was looked at."""
    return Finding(check, Level.OK, sentence)


def warn(check: str, sentence: str) -> Finding:
    """Return what works on, but should be looked after."""
    return Finding(check, Level.WARN, sentence)


def fail(check: str, sentence: str) -> Finding:
    """Return what is broken."""
    return Finding(check, Level.FAIL, sentence)
