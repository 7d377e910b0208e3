"""What the columns of a table say, by the fields that config.toml gives them, as the fields of listings."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from itertools import chain
from operator import itemgetter
from typing import TypeVar

from jobs.readers.text import disposition, find_period, read_activity, read_day, read_enacted
from models.domain import FIELDS, Cell, ListingKind, Period, Repeated, mapped
from models.places import repaired_state_code, state_code

Texts = Mapping[str, Sequence[str]]
"""Columns of texts as printed, by field; every field of a kind has one."""
Fields = dict[str, Sequence[Cell]]

Nothing = TypeVar("Nothing")

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
    kind: ListingKind, printed: Texts, rows: int, period: Period | None
) -> tuple[Fields, Sequence[tuple[str, ...]]]:
    """Return the fields of some rows, and notes on each cell that can't be read as what it should be.

    Args:
        kind: What the rows of the table say.
        printed: The columns by field, constants included; those of fields without one are missing.
        rows: Their number.
        period: What the edition covers.
    """
    texts = {name: printed.get(name, Repeated("", rows)) for name in FIELDS[kind]}
    fields: Fields = {name: said(column, None) for name, column in texts.items()}
    fields |= _READERS[kind](texts, period)
    notes = [mapped(partial(_undated, name), texts[name]) for name in _DATED.get(kind, ())]
    if kind is ListingKind.TALLY:
        notes.append(mapped(_uncounted, fields["count"], texts["count"]))
    return fields, mapped(_together, *notes) if notes else ()


def said(column: Sequence[str], nothing: Nothing) -> Sequence[str | Nothing]:
    """Return a column with another value where it says nothing."""
    return column if all(column) else mapped(lambda text: text or nothing, column)


def _together(*notes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(chain.from_iterable(notes))


def _undated(name: str, text: str) -> tuple[str, ...]:
    if not text or day_of(text):
        return ()
    return (f"The {name} date is printed as {text!r}, which is no date that can be read.",)


def _uncounted(count: Cell, text: str) -> tuple[str, ...]:
    return () if isinstance(count, int) else (f"The count is printed as {text!r}, which is no number.",)


def _days(kind: ListingKind, texts: Texts) -> Fields:
    return {name: mapped(_iso, texts[name]) for name in _DATED[kind]}


def _iso(text: str) -> Cell:
    day = day_of(text)
    return day.isoformat() if day else text or None


def _refusal(texts: Texts, _: Period | None) -> Fields:
    names = ("activity_as_printed", "offense", "disposition")
    activities = mapped(_activity, *(texts[name] for name in names))
    activity = {name: mapped(itemgetter(place), activities) for place, name in enumerate(names)}
    return activity | _days(ListingKind.REFUSAL, texts)


def _activity(activity: str, offense: str, apart: str) -> tuple[str | None, str | None, str | None]:
    """Return the activity as printed, the offense, and `charge` or `conviction`."""
    in_words = read_activity(activity or offense)
    return (
        activity or " | ".join(filter(None, (offense, apart))) or None,
        offense or in_words[0],
        disposition(apart) or in_words[1],
    )


def _tally(texts: Texts, period: Period | None) -> Fields:
    return {
        "count": mapped(_count, texts["count"]),
        "period": mapped(lambda printed: _covered(printed, period), texts["period"]),
    }


def _count(text: str) -> Cell:
    number = text.replace(",", "")
    return int(number) if number.isascii() and number.isdecimal() else text or None


def _covered(printed: str, period: Period | None) -> str | None:
    covered = span_of(printed) or (None if printed else period)
    return str(covered) if covered else printed or None


def _policy(texts: Texts, _: Period | None) -> Fields:
    printed = mapped(lambda apart, day: apart or day, texts["enacted_as_printed"], texts["enacted"])
    return {"enacted_as_printed": said(printed, None), "enacted": mapped(read_enacted, printed)}


_READERS: dict[ListingKind, Callable[[Texts, Period | None], Fields]] = {
    ListingKind.REFUSAL: _refusal,
    ListingKind.TALLY: _tally,
    ListingKind.POLICY: _policy,
    ListingKind.DESIGNATION: lambda texts, _: {"heading": texts["heading"]},
    ListingKind.AGREEMENT: lambda texts, _: _days(ListingKind.AGREEMENT, texts),
}
