"""Dates, months and periods as American agencies print them. Nothing is guessed."""

import re
from datetime import date

from models.values import Period

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
    rf"\b({_MONTH})\s*(\d{{1,2}})(?:,?\s+(\d{{4}}))?,?\s*(?:[-–—]|to|through|thru|and|until)?\s*"
    rf"(?:({_MONTH})\s*)?(\d{{1,2}}),?\s+(\d{{4}})\b",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"\b(\d{1,2}/\d{1,2}/\d{2,4})\s*(?:[-–—]|to|through|thru|and|until)\s*(\d{1,2}/\d{1,2}/\d{2,4})\b",
    re.IGNORECASE,
)
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
    found = [*_ranges(text), *_quarters(text)]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def find_periods(text: str) -> set[Period]:
    """Return all periods given by their days that a text names."""
    return {period for _, period in _ranges(text)}


def find_day_after(words: str, text: str) -> date | None:
    """Return the day that follows one of some words (a pattern), a colon or `on` between them."""
    day = rf"{_MONTH}\s*\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}"
    match = re.search(rf"\b(?:{words})\s*:?\s*(?:on\s+)?({day})", text, re.IGNORECASE)
    return read_day(match[1]) if match else None


def _ranges(text: str) -> list[tuple[int, Period]]:
    found = []
    for match in _RANGE.finditer(text):
        month, day, year, last_month, last_day, last_year = match.groups()
        last = _day(int(last_year), _named(last_month or month), int(last_day))
        first = _day(int(year or last_year), _named(month), int(day))
        if first and last and not year and first > last:
            first = _day(int(last_year) - 1, _named(month), int(day))
        if first and last and first <= last:
            found.append((match.start(), Period(first, last)))
    for match in _NUMBERS.finditer(text):
        first, last = read_day(match[1]), read_day(match[2])
        if first and last and first <= last:
            found.append((match.start(), Period(first, last)))
    return found


def _quarters(text: str) -> list[tuple[int, Period]]:
    found = []
    for pattern in _QUARTERS:
        for match in pattern.finditer(text):
            number = int(match["q"]) if match["q"] else _ORDINALS[match["word"].lower()]
            found.append((match.start(), _quarter(_year(match["year"]), number)))
    return found


def _quarter(fiscal_year: int, number: int) -> Period:
    year, month = (fiscal_year - 1, 10) if number == 1 else (fiscal_year, 3 * number - 5)
    following = date(year + 1, 1, 1) if month == 10 else date(year, month + 3, 1)  # noqa: PLR2004 - October
    return Period(date(year, month, 1), date.fromordinal(following.toordinal() - 1))


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
