"""Days, lengths of time and time zones as people type them."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import available_timezones

from dateutil import parser as dates


def whole_day(text: str) -> date | None:
    """Return a whole day as people write it; the month comes first where only numbers are given."""
    try:
        read = {dates.parse(text, default=default).date() for default in _DEFAULTS}
    except (ValueError, OverflowError):
        return None
    return read.pop() if len(read) == 1 else None


_DEFAULTS = (datetime(1996, 1, 1, tzinfo=UTC), datetime(2004, 2, 2, tzinfo=UTC))
"""dateutil fills what is missing from its default: a day that both agree on lacks nothing."""


def day_first(said: str) -> tuple[date | None, str]:
    """Return the longest day that a text begins with, None if it begins with none, and what follows it."""
    words = said.split(" ")
    for number in range(min(len(words) - 1, _DAY_WORDS), 0, -1):
        if day := whole_day(" ".join(words[:number]).strip(_LOOSE)):
            return day, " ".join(words[number:]).strip(_LOOSE)
    return None, said


_DAY_WORDS = 4
"""As in `30 May, of 2025`."""
_LOOSE = " ,;:"


def unread_day(said: str) -> str:
    """Return what stands behind `as of` or `since` where no day was read; empty if neither is there."""
    found = _UNREAD.search(said)
    return found["day"].strip(_LOOSE) if found else ""


_UNREAD = re.compile(r"(?:^|\s)(?:as of|since) (?P<day>\S.*)$", re.IGNORECASE)


def zone_named(said: str) -> str | None:
    """Return the IANA name of a zone, which may be one of the United States by its own word: `Central`."""
    known = {name.casefold(): name for name in available_timezones()}
    return known.get(said.casefold(), known.get(f"us/{said.casefold()}"))


def length_of(about: str) -> timedelta | None:
    """Return how long `7d`, `2 weeks`, `for 12 hours` or `a day` last, at most a year."""
    match = _LENGTH.match(about)
    if not match:
        return None
    number = 1 if match["number"].casefold() in {"a", "an", "one"} else int(match["number"])
    hours = number * {"h": 1, "d": 24, "w": 24 * 7}[match["unit"].casefold()]
    return timedelta(hours=hours) if 0 < hours <= _YEAR else None


_YEAR = 24 * 366
_LENGTH = re.compile(
    r"^(?:for )?(?P<number>\d{1,4}|an?|one)\s*(?P<unit>[hdw])(?:(?:ou)?rs?|ays?|(?:ee)?ks?)?$", re.IGNORECASE
)
