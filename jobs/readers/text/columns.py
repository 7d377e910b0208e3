"""One engine for every publisher's table: header → meaning of each column → the cells of a row.

A publisher declares once which columns its tables may have: what each means, the words that its
header is known by, and whether the list makes sense without it. The header is then found wherever
it stands, in any order and wording, and each row is read by meaning. A column that nobody declared
is kept under the header that it prints.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from models.domain import comparable

Meaning = TypeVar("Meaning", bound=str)
AnyCell = TypeVar("AnyCell")


@dataclass(frozen=True)
class Column(Generic[Meaning]):
    """A column that a publisher's tables may have.

    Attributes:
        meaning: What it holds; its text is what a person calls it. Several may mean the same.
        words: A pattern that is searched for in its header.
        needed: The list makes no sense without it.
        kept: Its cells may be kept; those that name a person never are.
    """

    meaning: Meaning
    words: str
    needed: bool = False
    kept: bool = True


@dataclass(frozen=True)
class Header(Generic[Meaning]):
    """The line that names a table's columns.

    Attributes:
        titles: The header of each column as printed.
        places: Where each meaning stands, counted from 0.
        missing: What is needed and has no column.
        dropped: Where the columns stand whose cells are never kept.
        line: Its number among the lines in which it was looked for.
    """

    titles: tuple[str, ...]
    places: Mapping[Meaning, int]
    missing: tuple[Meaning, ...] = ()
    dropped: frozenset[int] = frozenset()
    line: int = 0

    def has(self, *meanings: Meaning) -> bool:
        """Return whether the table has a column of each of these meanings."""
        return all(meaning in self.places for meaning in meanings)

    def title_of(self, meaning: Meaning) -> str:
        """Return the header of the column with a meaning; empty when there is none."""
        return self.titles[self.places[meaning]] if meaning in self.places else ""

    def new_titles(self) -> list[str]:
        """Return the headers of the columns that nobody declared."""
        return [title for place, title in enumerate(self.titles) if self._is_new(place)]

    def cell(self, cells: Sequence[AnyCell], meaning: Meaning, blank: AnyCell) -> AnyCell:
        """Return the cell of a meaning; a blank where the row is shorter or has no such column."""
        place = self.places.get(meaning, len(cells))
        return cells[place] if place < len(cells) else blank

    def others(self, cells: Sequence[AnyCell]) -> Iterator[tuple[str, AnyCell]]:
        """Yield the cells of columns that nobody declared, by their headers: `column 7` without one."""
        for place, cell in enumerate(cells):
            if self._is_new(place):
                title = self.titles[place] if place < len(self.titles) else ""
                yield title or f"column {place + 1}", cell

    def _is_new(self, place: int) -> bool:
        return place not in self.dropped and place not in self.places.values()


@dataclass(frozen=True)
class Columns(Generic[Meaning]):
    """The columns that a publisher's tables may have.

    Attributes:
        declared: The first whose words fit a header says what it means.
        best: Of several columns that mean the same, the first with these words in its header counts,
            else the first.
        plain: Brings a header into the form in which words are looked for.
    """

    declared: tuple[Column[Meaning], ...]
    best: str = "$^"
    plain: Callable[[str], str] = comparable

    @property
    def needed(self) -> frozenset[Meaning]:
        """What a list must have to make sense."""
        return frozenset(column.meaning for column in self.declared if column.needed)

    def meaning(self, title: str) -> Meaning | None:
        """Return what a header says that its column holds; None for one that nobody declared."""
        plain = self.plain(title)
        return next((column.meaning for column in self.declared if re.search(column.words, plain)), None)

    def read(self, titles: Sequence[str], meanings: Sequence[Meaning | None] = ()) -> Header[Meaning]:
        """Return a line as a header; each meaning that is kept has one column.

        Args:
            titles: Its cells.
            meanings: What each column holds, where more than its title told.
        """
        unkept = {column.meaning for column in self.declared if not column.kept}
        places: dict[Meaning, int] = {}
        dropped: set[int] = set()
        for place, meaning in enumerate(meanings or map(self.meaning, titles)):
            if meaning in unkept:
                dropped.add(place)
            elif meaning and (meaning not in places or self._better(titles[place], titles[places[meaning]])):
                places[meaning] = place
        missing = tuple(
            dict.fromkeys(c.meaning for c in self.declared if c.needed and c.meaning not in places)
        )
        return Header(tuple(titles), places, missing, frozenset(dropped))

    def find(
        self, lines: Iterable[Sequence[str]], fits: Callable[[Header[Meaning]], object] = bool
    ) -> Header[Meaning] | None:
        """Return the line that names most of the columns, the first of several; None without any.

        Args:
            lines: The first lines of a table.
            fits: Tells a header from a line that only has its words.
        """
        read = (replace(self.read(titles), line=number) for number, titles in enumerate(lines))
        fitting = (header for header in read if header.places and fits(header))
        return max(fitting, key=lambda header: len(header.places), default=None)

    def _better(self, title: str, other: str) -> bool:
        return bool(re.search(self.best, self.plain(title)) and not re.search(self.best, self.plain(other)))
