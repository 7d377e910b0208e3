"""The lines of a table in a document with pages, and what they are once its header is known."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic

from jobs.readers.text import Header, Meaning, heading_state, total_in


@dataclass(frozen=True, slots=True)
class TableLine:
    """One line of a table.

    Attributes:
        cells: Its text, white space collapsed.
        page: Counted from 1.
        heading: One text over all columns.
    """

    cells: tuple[str, ...]
    page: int | None = None
    heading: bool = False


@dataclass(frozen=True, slots=True)
class UnderstoodRow(Generic[Meaning]):
    """A row of a table whose header is known.

    Attributes:
        header: What its cells mean.
        line: The row as it stands.
        state: USPS code of the state that the heading above it names; empty when none does.
        heading: The heading above it that names no state (an agency).
    """

    header: Header[Meaning]
    line: TableLine
    state: str = ""
    heading: str = ""

    def get(self, meaning: Meaning) -> str:
        """Return the text of a meaning; empty when there is no such column."""
        return self.header.cell(self.line.cells, meaning, "")

    def others(self) -> dict[str, str]:
        """Return the text of each column that nobody declared, by its header."""
        return dict(self.header.others(self.line.cells))

    def kept(self) -> Iterator[str]:
        """Yield its cells as they stand, without those that are never kept."""
        return (cell for place, cell in enumerate(self.line.cells) if place not in self.header.dropped)


@dataclass(frozen=True)
class UnderstoodTable(Generic[Meaning]):
    """A table whose header is known.

    Attributes:
        header: What its columns mean.
        rows: What stands below, without headings and lines that only state a total.
        totals: The numbers of those.
        headings: The headings that name no state, in order.
        cut: Words that stand on both sides of a column's boundary.
    """

    header: Header[Meaning]
    rows: tuple[UnderstoodRow[Meaning], ...] = ()
    totals: tuple[int, ...] = ()
    headings: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()


def rows_below(header: Header[Meaning], lines: Iterable[TableLine]) -> UnderstoodTable[Meaning]:
    """Return the lines below a header as rows, each under the heading that stands above it."""
    rows: list[UnderstoodRow[Meaning]] = []
    totals: list[int] = []
    headings: list[str] = []
    state = heading = ""
    for line in lines:
        if (total := total_in(line.cells)) is not None:
            totals.append(total)
        elif not line.heading:
            rows.append(UnderstoodRow(header, line, state, heading))
        elif code := heading_state(line.cells[0]):
            state, heading = code, ""
        else:
            heading = line.cells[0]
            headings.append(heading)
    return UnderstoodTable(header, tuple(rows), tuple(totals), tuple(headings))
