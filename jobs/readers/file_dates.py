"""The day and the part of the day that a file's name tells, as agencies name their uploads."""

import re
from datetime import date
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_PARTS = {"am": 6 * 60, "morning": 6 * 60, "mid": 12 * 60, "noon": 12 * 60, "pm": 18 * 60, "eod": 18 * 60}
_DAY = re.compile(
    r"(?<!\d)(?:"
    r"(?P<y1>20\d\d)[-_.]?(?P<m1>\d\d)[-_.]?(?P<d1>\d\d)[-_.tT]?(?P<clock>\d{4}(?:\d\d)?)?"
    r"|(?P<m2>\d\d)(?P<d2>\d\d)(?P<y2>20\d\d)"
    r"|(?P<m3>\d\d?)[-_.](?P<d3>\d\d?)[-_.](?P<y3>20\d\d)"
    r")(?!\d)"
)
_PART = re.compile(r"^[-_. ]*(am|morning|midday|mid|noon|pm|eod)(?![a-z])", re.IGNORECASE)
_COPY = re.compile(r"[-_ (]v?(\d{1,2})\)?$", re.IGNORECASE)


class Moment(NamedTuple):
    """When a file was put out, as its name tells it; later moments are greater.

    Attributes:
        day: The day.
        minutes: Minutes since midnight: as printed, or those of a part of the day (`am`, `mid`, `pm`).
        copy: Counts files of the same name; content systems add `_0`, `_1` to later uploads.
    """

    day: date
    minutes: int = 0
    copy: int = 0


def moment_in(name: str) -> Moment | None:
    """Return the moment that the last part of an address or path names, if it names a day.

    Args:
        name: `.../participatingAgencies05142026am.xlsx`, `...-20250228192630.xlsx`; month before day
            unless the year comes first, as American agencies write it.
    """
    stem = unquote(urlsplit(name).path).rpartition("/")[2].partition(".xls")[0]
    for match in _DAY.finditer(stem):
        found = {key[0]: value for key, value in match.groupdict().items() if value}
        try:
            day = date(int(found["y"]), int(found["m"]), int(found["d"]))
        except ValueError:
            continue
        rest = stem[match.end() :]
        part = _PART.match(rest)
        copy = _COPY.search(rest)
        minutes = _PARTS[part[1].lower().removesuffix("day")] if part else _minutes(match["clock"])
        return Moment(day, minutes, int(copy[1]) + 1 if copy else 0)
    return None


def _minutes(clock: str | None) -> int:
    return int(clock[:2]) * 60 + int(clock[2:4]) if clock else 0
