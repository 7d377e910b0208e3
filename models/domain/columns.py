"""Columns of a list: one value a row, kept as little as they say and read as any sequence.

A column that says the same in every row is kept once, one that says few things as their numbers, one that
numbers its rows as numbers, one that joins others as those. So they cross to another process as bytes.
"""

import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import chain, repeat
from typing import Any, Generic, TypeVar, cast, overload

Value = TypeVar("Value")
Made = TypeVar("Made")

_CODES = "BHII"
"""Type codes of arrays of numbers below 1 << 8, 1 << 16 and 1 << 32, by the whole bytes of the highest."""

_SAMPLE = 1 << 12
_FEW = 4
"""Rows for each different value from which on it is cheaper to look at the different values alone."""


class Absent(Enum):
    """Stands in a column for a row that does not have it at all."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT

_END = "\0"


@dataclass(frozen=True, slots=True)
class Repeated(Sequence[Value], Generic[Value]):
    """A column that says the same in every row."""

    value: Value
    times: int

    def __len__(self) -> int:
        return self.times

    def __iter__(self) -> Iterator[Value]:
        return repeat(self.value, self.times)

    @overload
    def __getitem__(self, number: int) -> Value: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Value]: ...
    def __getitem__(self, number: int | slice) -> Value | Sequence[Value]:
        picked = range(self.times)[number]
        return Repeated(self.value, len(picked)) if isinstance(picked, range) else self.value


@dataclass(frozen=True, slots=True)
class Coded(Sequence[Value], Generic[Value]):
    """A column that says few different things, each kept once, and for each row which of them."""

    values: Sequence[Value]
    codes: "array[int]"

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[Value]:
        return map(self.values.__getitem__, self.codes)

    @overload
    def __getitem__(self, number: int) -> Value: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Value]: ...
    def __getitem__(self, number: int | slice) -> Value | Sequence[Value]:
        if isinstance(number, slice):
            return Coded(self.values, self.codes[number])
        return self.values[self.codes[number]]


@dataclass(frozen=True, slots=True)
class Numbered(Sequence[str]):
    """A column of texts that end in a number: `row 12`."""

    before: Sequence[str]
    numbers: "array[int]"

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[str]:
        return (f"{before}{number}" for before, number in zip(self.before, self.numbers, strict=True))

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[str]: ...
    def __getitem__(self, number: int | slice) -> str | Sequence[str]:
        if isinstance(number, slice):
            return Numbered(self.before[number], self.numbers[number])
        return f"{self.before[number]}{self.numbers[number]}"


@dataclass(frozen=True, slots=True)
class Chained(Sequence[str]):
    """A column that joins the cells of others, of those that say something."""

    columns: tuple[Sequence[str], ...]
    between: str = " | "

    def __len__(self) -> int:
        return len(self.columns[0])

    def __iter__(self) -> Iterator[str]:
        rows = zip(*self.columns, strict=True)
        if all(map(all, self.columns)):
            return map(self.between.join, rows)
        return (self.between.join(filter(None, row)) for row in rows)

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[str]: ...
    def __getitem__(self, number: int | slice) -> str | Sequence[str]:
        if isinstance(number, slice):
            return Chained(tuple(column[number] for column in self.columns), self.between)
        return self.between.join(filter(None, (column[number] for column in self.columns)))


def numbered(before: str, numbers: Iterable[int]) -> Numbered:
    """Return the column of texts that begin alike and end in these numbers."""
    counted = array("I", numbers)
    return Numbered(Repeated(before, len(counted)), counted)


def compacted(column: Sequence[Value]) -> Sequence[Value]:
    """Return a column that takes as little as it says, with the same values."""
    if isinstance(column, Repeated | Coded | Numbered | Chained):
        return column
    different = few(column)
    if different is None:
        return column if isinstance(column, list) else list(column)
    if len(different) == 1:
        return Repeated(different[0], len(column))
    return _coded(different, {value: code for code, value in enumerate(different)}, column)


def few(column: Sequence[Value]) -> Sequence[Value] | None:
    """Return the different values of a column; None where there are nearly as many as rows."""
    if isinstance(column, Repeated):
        return [column.value] if column.times else []
    if isinstance(column, Coded):
        return column.values
    sample = column[:_SAMPLE]
    if len(column) > len(sample) and len(set(sample)) * _FEW > len(sample) * (_FEW - 1):
        return None
    different = list(dict.fromkeys(column))
    return different if len(different) == 1 or len(different) * _FEW <= len(column) else None


def mapped(function: Callable[..., Made], *columns: Sequence[Any]) -> Sequence[Made]:
    """Return the column of what a function makes of each row of some columns.

    It is called once for equal rows where they are few, so it must make the same of the same.
    """
    varying = [column for column in columns if not isinstance(column, Repeated)]
    if not varying:
        rows = len(columns[0])
        return Repeated(function(*(column[0] for column in columns)), rows) if rows else ()
    if len(varying) == 1:
        return _mapped(_of_one(function, columns), varying[0])
    if any(few(column) is None for column in varying):
        return compacted(list(map(function, *columns)))
    together = list(zip(*columns, strict=True))
    made = {row: function(*row) for row in dict.fromkeys(together)}
    return compacted(list(map(made.__getitem__, together)))


def _of_one(function: Callable[..., Made], columns: Sequence[Sequence[Any]]) -> Callable[[Any], Made]:
    """Return a function of several columns as one of the only one of them that isn't the same in each row."""
    if len(columns) == 1:
        return function
    given = [column.value if isinstance(column, Repeated) else None for column in columns]
    place = next(number for number, column in enumerate(columns) if not isinstance(column, Repeated))
    before, after = given[:place], given[place + 1 :]
    return lambda value: function(*before, value, *after)


def _mapped(function: Callable[[Any], Made], column: Sequence[Any]) -> Sequence[Made]:
    different = few(column)
    if different is None:
        return compacted(list(map(function, column)))
    made = list(map(function, different))
    if len(different) == 1:
        return Repeated(made[0], len(column))
    if isinstance(column, Coded):
        return Coded(made, column.codes)
    return _coded(made, {value: code for code, value in enumerate(different)}, column)


def _coded(values: Sequence[Made], codes: Mapping[Value, int], column: Iterable[Value]) -> Coded[Made]:
    return Coded(
        values, array(_CODES[(len(codes) - 1).bit_length() - 1 >> 3], map(codes.__getitem__, column))
    )


def chained(columns: Sequence[Sequence[Value]]) -> Sequence[Value]:
    """Return columns end to end."""
    if len(columns) == 1:
        return columns[0]
    if columns and all(isinstance(column, Numbered) for column in columns):
        before = chained([column.before for column in columns if isinstance(column, Numbered)])
        numbers = (column.numbers for column in columns if isinstance(column, Numbered))
        return cast(Sequence[Value], Numbered(before, array("I", chain.from_iterable(numbers))))
    return compacted(list(chain.from_iterable(columns)))


def picked(column: Sequence[Value], rows: Sequence[int]) -> Sequence[Value]:
    """Return the column of some rows, by their numbers from 0."""
    if rows == range(len(column)):
        return column
    if isinstance(column, Repeated):
        return Repeated(column.value, len(rows))
    if isinstance(column, Coded):
        return Coded(column.values, array(column.codes.typecode, (column.codes[row] for row in rows)))
    if isinstance(column, Numbered):
        numbers = array("I", (column.numbers[row] for row in rows))
        return cast(Sequence[Value], Numbered(picked(column.before, rows), numbers))
    return [column[row] for row in rows]


def shared(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a change of columns that is made once where several are one, or join the same."""
    known: dict[int, Any] = {}

    def changed(column: Any) -> Any:
        if id(column) not in known:
            joins = isinstance(column, Chained)
            known[id(column)] = (
                Chained(tuple(map(changed, column.columns)), column.between) if joins else change(column)
            )
        return known[id(column)]

    return changed


def by_name(rows: Sequence[Mapping[str, Value]]) -> dict[str, Sequence[Value | Absent]]:
    """Return a column for each name that any row has; ABSENT where one has not."""
    names = dict.fromkeys(chain.from_iterable(rows))
    return {name: [row.get(name, ABSENT) for row in rows] for name in names}


def packed(column: Sequence[Value]) -> Sequence[Value] | str:
    """Return a column as what crosses quickest to another process: of texts one text, where that is clear."""
    if not isinstance(column, list) or not column:
        return column
    try:
        text = _END.join(column)
    except TypeError:
        return column
    plain = type(column[0]) is str and text.count(_END) == len(column) - 1
    return text if plain else column


def unpacked(crossed: Sequence[Value] | str) -> Sequence[Value]:
    """Return the column that was packed."""
    return cast(Sequence[Value], crossed.split(_END)) if isinstance(crossed, str) else crossed


def digests(rows: Iterable[str]) -> list[bytes]:
    """Return the 16-byte digest of each text."""
    fresh = hashlib.blake2b(digest_size=16).copy  # a copy is made in two thirds of the time of a new one
    found = []
    for row in rows:
        digest = fresh()
        digest.update(row.encode("utf-8", "surrogatepass"))
        found.append(digest.digest())
    return found
