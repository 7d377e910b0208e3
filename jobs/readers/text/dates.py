"""Dates, months and periods as American agencies print them. Nothing is guessed.

The day and the part of the day that a file's name tells, as agencies name their uploads.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from models.domain import Period

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>\d{4}|['’]?\d{2})"
_DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<month>\d{{1,2}})\s*[/.-]\s*(?P<day>\d{{1,2}})\s*[/.-]\s*{_YEAR}",
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:[T ]00:00(?::00)?)?",
        rf"(?P<name>{_MONTH})\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<year>\d{{4}})",
        rf"(?P<day>\d{{1,2}})[\s-]*(?P<name>{_MONTH})[\s,-]*{_YEAR}",
    )
)
_MONTHS_ONLY = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<name>{_MONTH})[\s,]+(?:of\s+)?(?P<year>\d{{4}})",
        rf"(?P<name>{_MONTH})\s*[-–]\s*{_YEAR}",
        rf"(?P<name>{_MONTH})\s+['’](?P<year>\d{{2}})",
        r"(?P<month>\d{1,2})\s*/\s*(?P<year>\d{4})",
    )
)
_RANGE = re.compile(
    rf"\b({_MONTH})\s*(\d{{1,2}})(?!\d)(?:,?\s+(\d{{4}}))?,?\s*(?:[-–—]|to|through|thru|and|until)?\s*"
    rf"(?:({_MONTH})\s*)?(\d{{1,2}}),?\s+(\d{{4}})\b",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"\b(\d{1,2}/\d{1,2}/\d{2,4})\s*(?:[-–—]|to|through|thru|and|until)\s*(\d{1,2}/\d{1,2}/\d{2,4})\b",
    re.IGNORECASE,
)
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_NAMED = tuple(
    re.compile(rf"(?<![^\W_])(?<!\d[/.-]){pattern}(?![/.-]?\d)(?![^\W_])", re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:T\d{2}:\d{2}(?::\d{2})?Z?)?",
        rf"(?P<name>{_MONTH})\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s*(?P<year>\d{{4}})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]*(?P<name>{_MONTH})[\s,-]*(?P<year>\d{{4}}|['\u2019]\d{{2}})",
        r"(?P<month>\d{1,2})\s?(?P<sign>[/.-])\s?(?P<day>\d{1,2})\s?(?P=sign)\s?(?P<year>\d{4}|\d{2})",
        r"(?P<year>20\d{2})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<month>\d{2})(?P<day>\d{2})(?P<year>20\d{2})",
        rf"(?P<name>{_MONTH})[\s,-]*(?:of\s+)?(?P<year>\d{{4}}|['\u2019]\d{{2}})",
        r"(?P<year>20\d{2})-(?P<month>\d{2})",
        r"(?P<month>\d{1,2})\s?/\s?(?P<year>\d{4})",
        r"(?P<year>20\d{2})",
    )
)
"""From what says most to what says least: a day is taken out before its year is looked for."""
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_ORDINAL = "|".join(_ORDINALS)
_FISCAL = r"(?:fiscal\s+year|fy)\s*(?:\(fy\)\s*)?['’]?(?P<year>\d{4}|\d{2})"
_QUARTERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_FISCAL}\W*(?:q(?P<q>[1-4])|(?P<word>{_ORDINAL})\s+quarter)",
        rf"(?:q(?P<q>[1-4])|(?P<word>{_ORDINAL})\s+quarter)\W+(?:of\s+)?{_FISCAL}",
    )
)
_OLDEST, _CENTURY = 1950, 100


def read_day(text: str) -> date | None:
    """Return the day that a text is, and nothing else: `1/28/2017`, `Jan. 28, 2017`, `28-Jan-17`."""
    for pattern in _DAYS:
        match = pattern.fullmatch(text.strip())
        if match:
            return _day(_year(match["year"]), _month(match), int(match["day"]))
    return None


def read_enacted(text: str) -> str | None:
    """Return a date with its printed precision: `2014-08-14`, `2014-08` (for `Aug-14`), `2014`; else None."""
    plain = text.strip()
    for pattern in _MONTHS_ONLY:
        match = pattern.fullmatch(plain)
        if match and 1 <= _month(match) <= len(_MONTHS):
            return f"{_year(match['year'])}-{_month(match):02}"
    day = read_day(plain)
    if day:
        return day.isoformat()
    return plain if re.fullmatch(r"(19|20)\d{2}", plain) else None


def find_period(text: str) -> Period | None:
    """Return the first period that a text names: days, or a quarter of a fiscal year.

    The dash between two days may be lost; a first day without a year that would follow the
    last one belongs to the year before. Fiscal years begin in October.
    """
    periods = [*_ranges(text), *_quarters(text)]
    return min(periods, key=lambda pair: pair[0])[1] if periods else None


def find_periods(text: str) -> set[Period]:
    """Return all periods given by their days that a text names."""
    return {period for _, period in _ranges(text)}


def days_in(text: str) -> list[date]:
    """Return the days that a text names, in any of the ways in which American agencies print one.

    A month or a year that is named without its day is its first day: what is of June comes after May.
    """
    rest = text.replace("_", " ").translate(_DASHES)
    found: list[date] = []
    for pattern in _NAMED:

        def taken(match: re.Match[str]) -> str:
            day = _day(_year(match["year"]), _month_in(match), int(match.groupdict().get("day") or 1))
            found.extend([day] if day else [])
            return " " if day else match.group()

        rest = pattern.sub(taken, rest)
    return found


def find_day_after(words: str, text: str) -> date | None:
    """Return the day that follows one of some words (a pattern), a colon or `on` between them."""
    day = rf"{_MONTH}\s*\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}"
    match = re.search(rf"\b(?:{words})\s*:?\s*(?:on\s+)?({day})", text, re.IGNORECASE)
    return read_day(match[1]) if match else None


def _ranges(text: str) -> list[tuple[int, Period]]:
    periods = []
    for match in _RANGE.finditer(text):
        month, day, year, last_month, last_day, last_year = match.groups()
        last = _day(int(last_year), _named(last_month or month), int(last_day))
        first = _day(int(year or last_year), _named(month), int(day))
        if first and last and not year and first > last:
            first = _day(int(last_year) - 1, _named(month), int(day))
        if first and last and first <= last:
            periods.append((match.start(), Period(first, last)))
    for match in _NUMBERS.finditer(text):
        first, last = read_day(match[1]), read_day(match[2])
        if first and last and first <= last:
            periods.append((match.start(), Period(first, last)))
    return periods


def _quarters(text: str) -> list[tuple[int, Period]]:
    quarters = []
    for pattern in _QUARTERS:
        for match in pattern.finditer(text):
            number = int(match["q"]) if match["q"] else _ORDINALS[match["word"].lower()]
            quarters.append((match.start(), _quarter(_year(match["year"]), number)))
    return quarters


def _quarter(fiscal_year: int, number: int) -> Period:
    year, month = (fiscal_year - 1, 10) if number == 1 else (fiscal_year, 3 * number - 5)
    following = date(year + 1, 1, 1) if month == 10 else date(year, month + 3, 1)  # noqa: PLR2004 - October
    return Period(date(year, month, 1), date.fromordinal(following.toordinal() - 1))


def _month_in(match: re.Match[str]) -> int:
    groups = match.groupdict()
    return _month(match) if groups.get("name") or groups.get("month") else 1


def _month(match: re.Match[str]) -> int:
    groups = match.groupdict()
    return _named(groups["name"]) if groups.get("name") else int(groups["month"])


def _named(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _year(text: str) -> int:
    year = int(text.lstrip("'’"))
    if year >= _CENTURY:
        return year
    return 2000 + year if 2000 + year < _OLDEST + _CENTURY else 1900 + year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= _OLDEST else None
    except ValueError:
        return None


_PARTS = {"am": 6 * 60, "morning": 6 * 60, "mid": 12 * 60, "noon": 12 * 60, "pm": 18 * 60, "eod": 18 * 60}
_CLOCK = r"(?P<clock>(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)(?!\d|[-_.]\d\d[-_.]?\d\d)"
"""Not the year of a second day: `tally_2026-09-01_2026-09-30`."""
_DAY = re.compile(
    r"(?<!\d)(?:"
    rf"(?P<y1>20\d\d)[-_.]?(?P<m1>\d\d)[-_.]?(?P<d1>\d\d)(?:[-_.tT]?{_CLOCK})?"
    r"|(?P<m2>\d\d)(?P<d2>\d\d)(?P<y2>20\d\d)"
    r"|(?P<m3>\d\d?)[-_.](?P<d3>\d\d?)[-_.](?P<y3>20\d\d)"
    r")(?!\d)"
)
_PART = re.compile(r"^[-_. ]*(am|morning|midday|mid|noon|pm|eod)(?![a-z])", re.IGNORECASE)
_COPY = re.compile(r"[-_ (]v?(\d{1,2})\)?$", re.IGNORECASE)


_EVERYWHERE = 10
"""The hour of UTC from which on a day has begun in Hawaii too."""


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

    @property
    def place(self) -> datetime:
        """Where the file stands among others, UTC; a later copy of one name stands a moment after it.

        In whose zone its minutes are meant isn't known: they keep files of a day in order, within the
        hours that are of that day in every state.
        """
        after = timedelta(minutes=self.minutes * (24 - _EVERYWHERE) / 24, seconds=self.copy)
        return datetime.combine(self.day, time(_EVERYWHERE), UTC) + after


def moment_in(name: str) -> Moment | None:
    """Return the moment that the last part of an address or path names, if it names a day: the last it names.

    A file that names what it covers, from a day to a day, wasn't there before the last of them.

    Args:
        name: `.../participatingAgencies05142026am.xlsx`, `...-20250228192630.xlsx`; month before day
            unless the year comes first, as American agencies write it.
    """
    stem = unquote(urlsplit(name).path).rpartition("/")[2].partition(".xls")[0]
    found: list[Moment] = []
    for match in _DAY.finditer(stem):
        parts = {key[0]: value for key, value in match.groupdict().items() if value}
        day = _day(int(parts["y"]), int(parts["m"]), int(parts["d"]))
        if day is None:
            continue
        rest = stem[match.end() :]
        part = _PART.match(rest)
        copy = _COPY.search(rest)
        minutes = _PARTS[part[1].lower().removesuffix("day")] if part else _minutes(match["clock"])
        found.append(Moment(day, minutes, int(copy[1]) + 1 if copy else 0))
    return max(found, default=None)


def _minutes(clock: str | None) -> int:
    return int(clock[:2]) * 60 + int(clock[2:4]) if clock else 0
