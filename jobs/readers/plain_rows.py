"""What a line of a table says, by the fields that config.toml gives its columns, as a listing's fields."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from jobs.readers.charges import disposition, read_activity
from jobs.readers.printed_dates import find_period, read_day, read_enacted
from models.listings import FIELDS
from models.place_states import repaired_state_code, state_code
from models.values import Cell, ListingKind, Period

Said = Mapping[str, str]
"""Texts as printed, by field."""

_DATED = {ListingKind.REFUSAL: ("issued", "declined"), ListingKind.AGREEMENT: ("signed",)}
_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{1,2}:\d{2}")
_YEAR = re.compile(r"(?:19|20)\d{2}")


def day_of(text: str) -> date | None:
    """Return the day that a cell names, in ISO or as American agencies print it."""
    stamp = _STAMP.match(text)
    return read_day(stamp[1] if stamp else text)


def span_of(text: str) -> Period | None:
    """Return the days that a cell names: a period, a day, or a calendar year."""
    if _YEAR.fullmatch(text):
        return Period(date(int(text), 1, 1), date(int(text), 12, 31))
    day = day_of(text)
    return Period(day, day) if day else find_period(text)


@lru_cache(maxsize=1024)
def state_of(text: str) -> str:
    """Return the USPS abbreviation of a state as printed; what is no state stays as it is printed."""
    return state_code(text) or repaired_state_code(text) or text


def fields_of(
    kind: ListingKind, said: Said, period: Period | None
) -> tuple[dict[str, Cell], tuple[str, ...]]:
    """Return the fields of a listing, and a note on each cell that can't be read as what it should be.

    Args:
        kind: What the rows of the table say.
        said: The cells by field, constants included; fields without a column are missing.
        period: What the edition covers.
    """
    fields: dict[str, Cell] = {name: said.get(name) or None for name in FIELDS[kind]}
    fields |= _READERS[kind](said, period)
    notes = [
        f"The {name} date is printed as {said[name]!r}, which is no date that can be read."
        for name in _DATED.get(kind, ())
        if said.get(name) and day_of(said[name]) is None
    ]
    if kind is ListingKind.TALLY and not isinstance(fields["count"], int):
        notes.append(f"The count is printed as {said.get('count', '')!r}, which is no number.")
    return fields, tuple(notes)


def _days(kind: ListingKind, said: Said) -> dict[str, Cell]:
    days = {name: day_of(said.get(name, "")) for name in _DATED[kind]}
    return {name: day.isoformat() for name, day in days.items() if day}


def _refusal(said: Said, _: Period | None) -> dict[str, Cell]:
    apart = said.get("disposition", "")
    printed = said.get("activity_as_printed") or " | ".join(filter(None, (said.get("offense"), apart)))
    offense, in_words = read_activity(said.get("activity_as_printed") or said.get("offense", ""))
    activity: dict[str, Cell] = {
        "activity_as_printed": printed or None,
        "offense": said.get("offense") or offense,
        "disposition": disposition(apart) or in_words,
    }
    return activity | _days(ListingKind.REFUSAL, said)


def _tally(said: Said, period: Period | None) -> dict[str, Cell]:
    number = said.get("count", "").replace(",", "")
    printed = said.get("period", "")
    covered = span_of(printed) or (None if printed else period)
    return {
        "count": int(number) if number.isascii() and number.isdecimal() else said.get("count") or None,
        "period": str(covered) if covered else printed or None,
    }


def _policy(said: Said, _: Period | None) -> dict[str, Cell]:
    printed = said.get("enacted_as_printed") or said.get("enacted", "")
    return {"enacted_as_printed": printed or None, "enacted": read_enacted(printed)}


_READERS: dict[ListingKind, Callable[[Said, Period | None], dict[str, Cell]]] = {
    ListingKind.REFUSAL: _refusal,
    ListingKind.TALLY: _tally,
    ListingKind.POLICY: _policy,
    ListingKind.DESIGNATION: lambda said, _: {"heading": said.get("heading", "")},
    ListingKind.AGREEMENT: lambda said, _: _days(ListingKind.AGREEMENT, said),
}
