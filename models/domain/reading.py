"""What a reader hands over of a document's rows: columns, in the order in which the rows stand.

A *key* is what a row says; a *wording* is how it is printed: text, fields, section, annotations and
notes, but not where it stands. Rows of one wording are one printing, stored once for ever. Both are
made from the columns; a row becomes a `Listing` when somebody asks for it.
"""

import re
import struct
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from functools import cached_property
from itertools import chain
from operator import eq
from statistics import median
from typing import Any, Self, overload

from models.domain.columns import (
    ABSENT,
    Absent,
    Repeated,
    by_name,
    chained,
    compacted,
    digests,
    few,
    packed,
    picked,
    shared,
    unpacked,
)
from models.domain.listings import FIELDS, canonical
from models.domain.values import Cell, Listing, ListingKind, Outcome

_CELL, _ESCAPE = "\x1f", "\x1b"
_SPECIAL = re.compile(f"[{_CELL}{_ESCAPE}]")
_STANDS_FOR = {_CELL: f"{_ESCAPE}u", _ESCAPE: f"{_ESCAPE}e"}
_SAYS, _BESIDE = f"{_ESCAPE}=", f"{_ESCAPE}+"
_NOTHING, _NUMBER, _SEVERAL = f"{_ESCAPE}n", f"{_ESCAPE}i", f"{_ESCAPE}s"
_DIGEST = "16s"


class Mark(StrEnum):
    """How a document shows a row."""

    PRINTED = "printed"
    STRUCK = "struck"
    """Crossed out on the page."""
    SAID_OFF = "said off"
    """Named as no longer on the list: by a partial copy, or beside its own name."""


Columns = Mapping[str, Sequence[Cell | Absent]]
"""Columns by name; ABSENT where a row has no such cell."""


@dataclass(frozen=True, eq=False)
class Reading(Sequence[Listing]):
    """The rows of a document, in the order in which they stand. Equal to any sequence of equal listings.

    A column that is not given says nothing in any row. The others have a value a row.

    Attributes:
        kinds: What each row says; likewise the other columns, as of `Listing`.
        fields: A column for each field of any row.
        states: Of the row or its heading.
        sections: Headings.
        pages: Counted from 1.
        positions: Where else the rows stand.
        as_read: Their texts.
        annotations: A column for each annotation of any row.
        notes: Caveats.
        marks: How the document shows each row.
    """

    kinds: Sequence[ListingKind] = ()
    fields: Columns = field(default_factory=dict)
    states: Sequence[str] = ()
    sections: Sequence[str] = ()
    pages: Sequence[int | None] = ()
    positions: Sequence[str] = ()
    as_read: Sequence[str] = ()
    annotations: Columns = field(default_factory=dict)
    notes: Sequence[tuple[str, ...]] = ()
    marks: Sequence[Mark] = ()

    def __post_init__(self) -> None:
        """Keep each column as small as it may be."""
        for name in _PLAIN:
            column = getattr(self, name) or Repeated(_UNSAID.get(name, ""), len(self.kinds))
            object.__setattr__(self, name, compacted(column))
        for name in _NAMED:
            columns = {each: compacted(column) for each, column in getattr(self, name).items()}
            object.__setattr__(self, name, columns)

    @classmethod
    def of(cls, listings: Iterable[Listing]) -> Self:
        """Return rows as a reading; one that is a reading already as it is."""
        if isinstance(listings, cls):
            return listings
        rows = tuple(listings)
        return cls(
            [row.kind for row in rows],
            by_name([row.fields for row in rows]),
            [row.state for row in rows],
            [row.section for row in rows],
            [row.page for row in rows],
            [row.position for row in rows],
            [row.as_read for row in rows],
            by_name([row.annotations for row in rows]),
            [tuple(row.notes) for row in rows],
        )

    @classmethod
    def joined(cls, readings: Iterable["Reading"]) -> "Reading":
        """Return readings as one, end to end."""
        parts = [reading for reading in readings if reading.kinds]
        if len(parts) == 1:
            return parts[0]
        columns: dict[str, Any] = {name: chained([getattr(part, name) for part in parts]) for name in _PLAIN}
        for name in _NAMED:
            titles = dict.fromkeys(title for part in parts for title in getattr(part, name))
            columns[name] = {
                title: chained(
                    [getattr(part, name).get(title) or Repeated(ABSENT, len(part)) for part in parts]
                )
                for title in titles
            }
        return cls(**columns)

    def marked(self, mark: Mark) -> Self:
        """Return these rows as a document shows them in another way."""
        return replace(self, marks=Repeated(mark, len(self)))

    @property
    def printed(self) -> "Reading":
        """The rows that the document shows as standing: neither struck nor said off."""
        return self if self._standing is None else self._standing

    @cached_property
    def _standing(self) -> "Reading | None":
        if set(few(self.marks) or self.marks) <= {Mark.PRINTED}:
            return None
        return self.pick([number for number, mark in enumerate(self.marks) if mark is Mark.PRINTED])

    @cached_property
    def keys(self) -> Sequence[bytes]:
        """The 16-byte identity of each row: what it says."""
        return digests(self.canonical())

    @cached_property
    def wordings(self) -> Sequence[bytes]:
        """The 16-byte digest of how each row is printed, wherever it stands."""
        apart = (self.kinds, self.states, self.sections, self.as_read, self.notes)
        parts = [part for column in apart for part in _printed(_CELL, column)]
        for sign, columns in ((_SAYS, self.fields), (_BESIDE, self.annotations)):
            for name in sorted(columns):
                parts += _printed(f"{_CELL}{_escaped(name)}{sign}", columns[name])
        return digests(map("".join, zip(*parts, strict=True)))

    def canonical(self) -> Iterable[str]:
        """Return the text of each row of which its key is made."""
        return canonical(self.kinds, self.states, self.fields)

    def column(self, name: str) -> Sequence[Cell]:
        """Return what each row says in a field; None where it has no such field."""
        column = self.fields.get(name, Repeated(ABSENT, len(self)))
        return [None if isinstance(cell, Absent) else cell for cell in column]

    def pick(self, rows: Sequence[int]) -> Self:
        """Return the reading of some rows, by their numbers from 0."""
        return type(self)(**self._each(lambda column: picked(column, rows)))

    def listing(self, number: int) -> Listing:
        """Return one row, by its number from 0."""
        return Listing(
            self.kinds[number],
            _cells(self.fields, number),
            self.states[number],
            self.sections[number],
            self.pages[number],
            self.positions[number],
            self.as_read[number],
            _cells(self.annotations, number),
            self.notes[number],
        )

    def __len__(self) -> int:
        return len(self.kinds)

    def __iter__(self) -> Iterator[Listing]:
        fields, annotations = (_cells_of(columns, len(self)) for columns in (self.fields, self.annotations))
        place = (self.pages, self.positions)
        return map(
            Listing,
            *(self.kinds, fields, self.states, self.sections),
            *(*place, self.as_read, annotations, self.notes),
        )

    @overload
    def __getitem__(self, number: int) -> Listing: ...
    @overload
    def __getitem__(self, number: slice) -> Self: ...
    def __getitem__(self, number: int | slice) -> Listing | Self:
        if isinstance(number, slice):
            return type(self)(**self._each(lambda column: column[number]))
        return self.listing(number)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        marks = other.marks if isinstance(other, Reading) else self.marks
        return len(self) == len(other) and all(map(eq, self, other)) and all(map(eq, self.marks, marks))

    __hash__ = None  # type: ignore[assignment]  # equal to lists, which have none

    def __getstate__(self) -> dict[str, Any]:
        """Return the columns with keys and wordings: the process that reads makes them, not the desk's."""
        return self._each(packed) | {name: b"".join(getattr(self, name)) for name in _DIGESTS}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.__dict__.update(self._each(unpacked))
        for name in _DIGESTS:
            self.__dict__[name] = list(chain.from_iterable(struct.iter_unpack(_DIGEST, state[name])))

    def _each(self, change: Callable[[Any], Any]) -> dict[str, Any]:
        """Return all columns, each changed alike."""
        once = shared(change)
        changed = {name: once(getattr(self, name)) for name in _PLAIN}
        for name in _NAMED:
            changed[name] = {each: once(column) for each, column in getattr(self, name).items()}
        return changed


_NAMED = ("fields", "annotations")
_PLAIN = tuple(each.name for each in fields(Reading) if each.name not in _NAMED)
_DIGESTS = ("keys", "wordings")
_UNSAID: dict[str, Any] = {"pages": None, "notes": (), "marks": Mark.PRINTED}
"""What a row says in a column that is not given, where that is no text."""


def wording(listing: Listing) -> bytes:
    """Return the 16-byte digest of how a row is printed: all that it says, but not where it stands."""
    return Reading.of((listing,)).wordings[0]


def _cells(columns: Columns, number: int) -> dict[str, Any]:
    cells = ((name, column[number]) for name, column in columns.items())
    return {name: cell for name, cell in cells if cell is not ABSENT}


def _cells_of(columns: Columns, rows: int) -> Iterator[dict[str, Any]]:
    """Yield the cells of each row by name."""
    names = tuple(columns)
    if not names:
        return ({} for _ in range(rows))
    together = zip(*columns.values(), strict=True)
    if any(ABSENT in (few(column) or column) for column in columns.values()):
        return (
            {name: cell for name, cell in zip(names, row, strict=True) if cell is not ABSENT}
            for row in together
        )
    return (dict(zip(names, row, strict=True)) for row in together)


def _printed(before: str, column: Sequence[Any]) -> list[Iterable[str]]:
    """Return the columns whose texts, joined, are what a column prints; nothing where it is absent."""
    different = few(column)
    if different is not None:
        forms = {value: _form(before, value) for value in different}
        return [map(forms.__getitem__, column)]
    try:
        whole = _CELL.join(column)
    except TypeError:
        whole = _ESCAPE
    if whole.count(_CELL) == len(column) - 1 and _ESCAPE not in whole:
        return [Repeated(before, len(column)), column]
    return [[_form(before, value) for value in column]]


def _form(before: str, value: object) -> str:
    return "" if value is ABSENT else f"{before}{_escaped(value)}"


def _escaped(value: object) -> str:
    """Return a value as a text that no other one has, without a sign that parts it from the next."""
    if isinstance(value, str):
        return _SPECIAL.sub(lambda sign: _STANDS_FOR[sign[0]], value) if _SPECIAL.search(value) else value
    if isinstance(value, tuple):
        return "".join(f"{_SEVERAL}{_escaped(each)}" for each in value)
    return _NOTHING if value is None else f"{_NUMBER}{value:d}"


PLACED = "(placed)"
"""Stands among the fields for the rows whose place is known, be it of several."""

DIFFERENT = "(different)"
"""Stands among the fields for the rows that no row before them equals."""

_EMPTY = (None, "")


def fills_of(reading: Reading, outcomes: Mapping[Outcome, int]) -> dict[str, float]:
    """Return the share of rows in which each field says something, of those that have the field.

    Args:
        reading: A whole edition's rows. Without any, nothing is said of any field.
        outcomes: How many of them have a place that is resolved, ambiguous or unknown.
    """
    if not reading:
        return {}
    kinds = Counter(reading.kinds)
    can = Counter({name: 0 for kind in kinds for name in FIELDS[kind]})
    for kind, number in kinds.items():
        can.update(dict.fromkeys(FIELDS[kind], number))
    shares = {name: _filled(reading, name) / number for name, number in can.items()}
    placed = 1 - outcomes.get(Outcome.UNKNOWN, 0) / len(reading)
    return {**shares, PLACED: placed, DIFFERENT: len(set(reading.keys)) / len(reading)}


def _filled(reading: Reading, name: str) -> int:
    """Return how many rows of a kind that has a field say something in it."""
    rows = zip(reading.kinds, reading.column(name), strict=True)
    return sum(value not in _EMPTY and name in FIELDS[kind] for kind, value in rows)


def times_over(keys: Iterable[bytes]) -> int:
    """Return how often the row that stands most seldom in an edition does; 0 without rows."""
    return min(Counter(keys).values(), default=0)


def usual_of(editions: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Return the median share of each field over some editions."""
    shares: dict[str, list[float]] = {}
    for fills in editions:
        for name, share in fills.items():
            shares.setdefault(name, []).append(share)
    return {name: median(known) for name, known in shares.items()}
