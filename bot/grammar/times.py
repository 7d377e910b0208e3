"""Days, lengths of time and time zones as people type them."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import available_timezones

from dateutil import parser as dates

_DEFAULTS = (datetime(1996, 1, 1, tzinfo=UTC), datetime(2004, 2, 2, tzinfo=UTC))
"""dateutil fills what is missing from its default: a day that both agree on lacks nothing."""
_DAY_WORDS = 4
"""As in `30 May, of 2025`."""
_LOOSE = " ,;:"
_UNREAD = re.compile(
    r"(?:^|[\s,])(?:as of|since|on(?= (?:\S* )?(?:\d|(?:yester|to|mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\b))) (?P<day>\S.*)$",
    re.IGNORECASE,
)
"""`On` begins a day only before what looks like one: Croton on Hudson is a place."""
_YEAR = 24 * 366
_LENGTH = re.compile(
    r"^(?:for )?(?P<number>\d{1,4}|an?|one)\s*"
    r"(?P<unit>mo|[hdwy])(?:(?:ou)?rs?|ays?|(?:ee)?ks?|nths?|s|(?:ea)?rs?)?$",
    re.IGNORECASE,
)
_HOURS = {"h": 1, "d": 24, "w": 24 * 7, "mo": 24 * 30, "y": 24 * 365}


def whole_day(text: str) -> date | None:
    """Return a whole day as people write it; the month comes first where only numbers are given."""
    try:
        read = {dates.parse(text, default=default).date() for default in _DEFAULTS}
    except (ValueError, OverflowError):
        return None
    return read.pop() if len(read) == 1 else None


def end_of_month(text: str) -> date | None:
    """Return the last day of a month as people write it: `May 2025`; None of what is none."""
    first = whole_day(f"1 {text}")
    return first.replace(day=monthrange(first.year, first.month)[1]) if first else None


def day_first(text: str) -> tuple[date | None, str]:
    """Return the longest day that a text begins with, None if it begins with none, and what follows it."""
    words = text.split(" ")
    for number in range(min(len(words) - 1, _DAY_WORDS), 0, -1):
        if day := whole_day(" ".join(words[:number]).strip(_LOOSE)):
            return day, " ".join(words[number:]).strip(_LOOSE)
    return None, text


def unread_day(text: str) -> str:
    """Return what stands behind `as of`, `since` or `on` where no day was read; empty if none is there."""
    match = _UNREAD.search(text)
    return match["day"].strip(_LOOSE) if match else ""


def zone_named(word: str) -> str | None:
    """Return the IANA name of a zone, which may be one of the United States by its own word: `Central`."""
    known = {name.casefold(): name for name in available_timezones()}
    return known.get(word.casefold(), known.get(f"us/{word.casefold()}"))


def length_of(about: str, most: int = _YEAR) -> timedelta | None:
    """Return how long `7d`, `2 weeks`, `for 12 hours`, `6 months` or `a day` last; a month is of 30 days.

    Args:
        about: As typed.
        most: Hours above which it is none; by default a year's.
    """
    match = _LENGTH.match(about)
    if not match:
        return None
    number = 1 if match["number"].casefold() in {"a", "an", "one"} else int(match["number"])
    hours = number * _HOURS[match["unit"].casefold()]
    return timedelta(hours=hours) if 0 < hours <= most else None
