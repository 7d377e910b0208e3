"""Dates and times as American newsrooms print them: `Aug. 5, 2025`, `7:54 a.m. EST`. Pure.

Months are shortened with a day as the Associated Press does, March to July never; the year always
stands. Times are the newsroom's, and name their zone: what is pasted from a message says the same to all.
"""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from models.domain import day, day_in, month, period  # noqa: F401 - the face hands them on

_NOON = 12
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ZONES = {
    "America/New_York": "Eastern",
    "America/Chicago": "Central",
    "America/Denver": "Mountain",
    "America/Phoenix": "Arizona",
    "America/Los_Angeles": "Pacific",
    "America/Anchorage": "Alaska",
    "Pacific/Honolulu": "Hawaii",
    "America/Puerto_Rico": "Puerto Rico",
}
"""Time zones by the names that people in the United States use."""


def moment(value: datetime, zone: str) -> str:
    """Return a time with its day: `Aug. 5, 2025, 7:54 a.m. EDT`.

    Args:
        value: Aware.
        zone: IANA name of the newsroom's zone.
    """
    local = value.astimezone(ZoneInfo(zone))
    return f"{day(local.date())}, {_clock(local)}"


def time_of_day(value: datetime, zone: str, beside: datetime) -> str:
    """Return a time of day, `9:04 a.m. EST`; with its day, if it isn't that of another time."""
    local = value.astimezone(ZoneInfo(zone))
    if local.date() == beside.astimezone(local.tzinfo).date():
        return _clock(local)
    return f"{_clock(local)} on {day(local.date())}"


def wall_clock(value: time, zone: str, now: datetime) -> str:
    """Return a time of every day: `8 a.m. EST`; without a zone (IANA) just `8 a.m.`.

    Args:
        value: By the zone's clock.
        zone: IANA name; empty for none.
        now: Aware; tells whether summer time is kept.
    """
    if not zone:
        return _hour(value.hour, value.minute)
    return f"{_hour(value.hour, value.minute)} {now.astimezone(ZoneInfo(zone)):%Z}"


def _clock(local: datetime) -> str:
    return f"{_hour(local.hour, local.minute)} {local:%Z}"


def _hour(hour: int, minute: int) -> str:
    if (hour, minute) in {(0, 0), (_NOON, 0)}:
        return "noon" if hour else "midnight"
    minutes = f":{minute:02}" if minute else ""
    return f"{hour % _NOON or _NOON}{minutes} {'a.m.' if hour < _NOON else 'p.m.'}"


def local_day(value: datetime, zone: str) -> str:
    """Return the day of a time in the newsroom's zone: `Aug. 5, 2025`."""
    return day(day_in(zone, value))
