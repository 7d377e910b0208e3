"""When a channel hears: at once, daily or weekly, and not in its quiet hours. Pure.

Times are wall clock in an IANA zone, across daylight saving: of an hour that an autumn night
has twice the first counts, and what falls into the hour that a spring night skips is due when
that hour would have been over. Moments that go in and come out are aware, in UTC.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Every(StrEnum):
    """How often a channel hears."""

    ONCE = "at once"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, and when by the newsroom's clock.

    Attributes:
        at: Of a digest, the wall clock time at which it is due.
        weekday: Of a weekly one; 0 is Monday.
    """

    every: Every = Every.ONCE
    at: time = time(8)
    weekday: int = 0

    def __str__(self) -> str:
        if self.every is Every.ONCE:
            return self.every.value
        day = f" {DAYS[self.weekday]}" if self.every is Every.WEEKLY else ""
        return f"{self.every.value}{day} {clock(self.at)}"


AT_ONCE = Rhythm()


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of each day in which nothing is sent; they run over midnight when `last` is the earlier."""

    first: time
    last: time

    def __str__(self) -> str:
        return f"{clock(self.first)}-{clock(self.last)}"


def clock(at: time) -> str:
    """Return a time as people type it: `8:00`."""
    return f"{at.hour}:{at.minute:02}"


def next_due(rhythm: Rhythm, zone: str, after: datetime) -> datetime:
    """Return the next moment, later than the one given, at which a digest is due.

    Args:
        rhythm: Daily or weekly.
        zone: IANA name.
        after: Aware.

    Raises:
        ValueError: The rhythm is `at once`, which is never due later.
    """
    if rhythm.every is Every.ONCE:
        raise ValueError("What is told at once is not due later.")
    day = after.astimezone(ZoneInfo(zone)).date()
    while True:
        if rhythm.every is Every.DAILY or day.weekday() == rhythm.weekday:
            due = moment_of(day, rhythm.at, zone)
            if due > after:
                return due
        day += timedelta(days=1)


def may_send(quiet: Quiet | None, zone: str, now: datetime) -> datetime:
    """Return the first moment from now on that lies in no quiet hours."""
    if quiet is None or quiet.first == quiet.last:
        return now
    local = now.astimezone(ZoneInfo(zone))
    for day in (local.date() - timedelta(days=1), local.date()):
        over_midnight = quiet.last <= quiet.first
        end = day + timedelta(days=1) if over_midnight else day
        first, last = moment_of(day, quiet.first, zone), moment_of(end, quiet.last, zone)
        if first <= now < last:
            return last
    return now


def moment_of(day: date, at: time, zone: str) -> datetime:
    """Return the UTC moment of a wall clock time in a zone."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
