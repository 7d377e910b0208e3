"""Spans of days as people type them behind a place: `since 2025-01-01`, `90d`, `2017`, `May 2017`. Pure."""

import re
from calendar import monthrange
from datetime import date

from bot.grammar.commands import LATELY, Span
from bot.grammar.times import day_first, length_of, whole_day

_LOOSE = " ,;:"
_MOST = 24 * 9999
"""Hours of the longest length that is read, which can be typed back in days."""
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_YEAR = r"(?P<{0}year>(?:19|20)\d\d)"
_WHOLE = (
    rf"(?:(?P<{{0}}month>{_MONTHS})[a-z]{{{{0,6}}}}\.?,?\s+)?{_YEAR}"  # `May 2017`, `2017`
    r"(?:-(?P<{0}number>0[1-9]|1[0-2])(?!-))?"  # `2017-05`
)
_BACK = re.compile(
    r"^(?P<area>.*?)[\s,]*\b(?:(?:in |for |over |during )?(?:the )?(?:last|past) )?"
    r"(?P<length>(?:\d{1,4}|an?|one)\s*(?:h|d|w|hours?|hrs?|days?|weeks?|wks?|months?|mos?|years?|yrs?|y))$",
    re.IGNORECASE,
)
_WHOLE_SPAN = re.compile(
    rf"^(?P<area>.*?)(?:^|[\s,]+)(?:in |of |for |during |between )?{_WHOLE.format('first_')}"
    rf"(?:\s*(?:to|until|till|through|and|-|–|—)\s*{_WHOLE.format('last_')})?$",
    re.IGNORECASE,
)
_ONE_DAY = re.compile(
    r"^(?P<area>.*?)(?:^|[\s,]+)(?:on )?"
    r"(?P<day>\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4}"
    rf"|(?:{_MONTHS})[a-z]{{0,6}}\.? \d{{1,2}},? \d{{4}})$",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    r"^(?P<year>(?:19|20)\d\d)[\s,]+(?!to\b|until\b|till\b|through\b|and\b|-)(?P<area>[a-z].*)$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"^(?P<area>.*?)(?:^|[\s,]+)(?:since|from|after)\s+(?P<day>\S.*)$", re.IGNORECASE)
_UNTIL = re.compile(
    r"^(?P<before>.*?)(?:^|[\s,]+)(?:until|till|to|through|before)\s+(?P<day>\S.*)$", re.IGNORECASE
)


def span_in(text: str) -> tuple[str, Span]:
    """Return what stands before a span of days, and the span; without one all of the text.

    A year or a month stands for all its days. A day that can't be read stays in the text.

    Args:
        text: All that follows the verb, cleaned.
    """
    if year_first := _YEAR_FIRST.match(text):
        text = f"{year_first['area']} {year_first['year']}"
    if since := _SINCE.match(text):
        return _from_day(since["area"], since["day"], text)
    if (one := _ONE_DAY.match(text)) and (day := whole_day(one["day"])):
        return one["area"], Span(day, day)
    if whole := _WHOLE_SPAN.match(text):
        first, _ = _whole_days(whole, "first_")
        _, last = _whole_days(whole, "last_" if whole["last_year"] else "first_")
        return whole["area"], Span(first, last) if first <= last else Span(last, first)
    if (back := _BACK.match(text)) and (length := length_of(back["length"], _MOST)):
        return back["area"], Span(back=length)
    return text, LATELY


def _from_day(area: str, rest: str, text: str) -> tuple[str, Span]:
    """Return the area and the span that begins with a day; areas may stand before it or behind."""
    until: date | None = None
    if (ended := _UNTIL.match(rest)) and (until := _last_day(ended["day"].strip(_LOOSE))):
        rest = ended["before"].strip(_LOOSE)
    day = _first_day(rest.strip(_LOOSE))
    after = ""
    if day is None:
        day, after = day_first(rest)
    if day is None:
        return text, LATELY
    span = Span(day, until) if until is None or day <= until else Span(until, day)
    return f"{area} {after}".strip(), span


def _first_day(text: str) -> date | None:
    """Return a day; of a year or a month its first."""
    whole = re.fullmatch(_WHOLE.format(""), text, re.IGNORECASE)
    return _whole_days(whole, "")[0] if whole else whole_day(text)


def _last_day(text: str) -> date | None:
    whole = re.fullmatch(_WHOLE.format(""), text, re.IGNORECASE)
    return _whole_days(whole, "")[1] if whole else whole_day(text)


def _whole_days(match: re.Match[str], name: str) -> tuple[date, date]:
    """Return the first and the last day of a year, or of a month."""
    year = int(match[f"{name}year"])
    named, number = match[f"{name}month"], match[f"{name}number"]
    month = _MONTHS.split("|").index(named[:3].lower()) + 1 if named else int(number or 0)
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
