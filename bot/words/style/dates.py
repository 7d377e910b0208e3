"""Dates and times as American newsrooms print them: `Aug. 5, 2025`, `7:54 a.m. EST`. Pure.

Months are shortened with a day as the Associated Press does, March to July never; the year always
stands. Times are the newsroom's, and name their zone: what is pasted from a message says the same to all.
"""

from calendar import monthrange
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from models.domain import day_in, month_and_day

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


def day(value: date) -> str:
    """Return a calendar date: `Aug. 5, 2025`."""
    return f"{month_and_day(value)}, {value.year}"


def month(value: date) -> str:
    """Return a month, in full without a day: `August 2014`."""
    return f"{value:%B} {value.year}"


def period(first: date | None, last: date | None) -> str:
    """Return the days that a count covers: `Jan. 28 to Feb. 3, 2017`, `2011 to 2015`; nothing when unknown.

    Whole months and years are said as such.
    """
    first, last = first or last, last or first
    if first is None or last is None:
        return ""
    if first == last:
        return day(first)
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        return _whole(first, last)
    if first.year != last.year:
        return f"{day(first)}, to {day(last)}"
    ends = f"{last.day}, {last.year}" if first.month == last.month else day(last)
    return f"{month_and_day(first)} to {ends}"


def _whole(first: date, last: date) -> str:
    """Return whole months or years: `2014`, `2011 to 2015`, `August 2014`, `August to October 2014`."""
    if (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return month(last)
    return f"{first:%B}{'' if first.year == last.year else f' {first.year}'} to {month(last)}"


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
