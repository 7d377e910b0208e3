"""Tables → rows by the meaning of their columns, with the headings that stand above them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from jobs.readers.columns import Column, meaning, settle
from jobs.readers.headings import heading_state, total_in
from jobs.readers.pdf_table import Row, Table
from jobs.readers.printed_dates import read_day

_MOST_HEADERS = 6
_LONGEST_TITLE = 12
_SPARSE = 0.7


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of an understood table.

    Attributes:
        cells: Text of each meaning that the table has.
        others: Text of each column without a known meaning, by its header.
        heading: The heading row above it that names no state (an agency).
        state: USPS code from its state column or the heading row above it; empty when none.
        as_read: Its cells as they stand, without those that name a person.
    """

    cells: Mapping[Column, str]
    others: Mapping[str, str]
    heading: str
    state: str
    page: int
    as_read: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table whose header was understood.

    Attributes:
        columns: The meaning of each column.
        titles: The header of each column as printed.
        entries: Its rows without headings; rows that only state a total are left out.
        totals: The numbers of those rows.
        headings: Heading rows that name no state, in order.
        cut: Words that stand on both sides of a column's boundary.
    """

    columns: tuple[Column, ...]
    titles: tuple[str, ...]
    entries: tuple[Entry, ...]
    totals: tuple[int, ...]
    headings: tuple[str, ...]
    cut: tuple[str, ...] = ()

    def has(self, *columns: Column) -> bool:
        """Return whether the table has a column of each of these meanings."""
        return all(column in self.columns for column in columns)

    def title_of(self, column: Column) -> str:
        """Return the header of the column with a meaning; empty when there is none."""
        return self.titles[self.columns.index(column)] if column in self.columns else ""


def understand(table: Table) -> Sheet | None:
    """Return a table by the meaning of its columns; None when no header row makes sense."""
    found = _header(table)
    if found is None:
        return None
    titles, end = found
    rows = [row for row in table.rows[end:] if not _repeats(row, titles)]
    whole = [row for row in rows if not row.heading]
    columns = settle(titles, [[r.cells[i] for r in whole if r.cells[i]] for i in range(len(titles))])
    return replace(_sheet(columns, titles, _filled_down(rows, columns)), cut=table.cut)


def _header(table: Table) -> tuple[tuple[str, ...], int] | None:
    """Return the titles of the columns, and the number of rows down to the end of the header."""
    best: tuple[tuple[str, ...], int] | None = None
    most = 1
    for start, row in enumerate(table.rows[:_MOST_HEADERS]):
        if row.heading or any(read_day(cell) for cell in row.cells):
            continue
        end = start + (table.header if row.grouped else 1)
        titles = _titles(table.rows[start:end])
        known = {meaning(title) for title in titles if title} - {Column.OTHER, Column.PERSON}
        if len(known) > most and all(len(title.split()) <= _LONGEST_TITLE for title in titles):
            best, most = (titles, end), len(known)
    return best


def _titles(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return one title a column; a cell over several columns stands before each of theirs."""
    titles = []
    for column in range(len(rows[0].cells)):
        parts: list[str] = []
        for row in rows:
            place = column
            while place in row.grouped:
                place -= 1
            if row.cells[place] and row.cells[place] not in parts:
                parts.append(row.cells[place])
        titles.append(" ".join(parts))
    return tuple(titles)


def _repeats(row: Row, titles: Sequence[str]) -> bool:
    """Whether a row is the header again, at the top of a page or in the middle of it."""
    pairs = zip(row.cells, titles, strict=True)
    same = sum(cell.casefold() == title.casefold() != "" for cell, title in pairs)
    return same == len(row.cells) or (same > 1 and same >= sum(map(bool, row.cells)) - 1)


def _filled_down(rows: Sequence[Row], columns: Sequence[Column]) -> list[Row]:
    """Carry a state down to the rows below it, and an agency where most rows leave it blank."""
    rows = list(rows)
    for i, column in enumerate(columns):
        if column is Column.STATE or (column is Column.AGENCY and _is_sparse(rows, i)):
            last = ""
            for number, row in enumerate(rows):
                last = row.cells[i] or last
                if not row.heading and sum(map(bool, row.cells)) > 1:
                    rows[number] = replace(row, cells=(*row.cells[:i], last, *row.cells[i + 1 :]))
    return rows


def _is_sparse(rows: Sequence[Row], column: int) -> bool:
    whole = [row for row in rows if not row.heading and sum(map(bool, row.cells)) > 1]
    return bool(whole) and sum(bool(row.cells[column]) for row in whole) < _SPARSE * len(whole)


def _sheet(columns: tuple[Column, ...], titles: tuple[str, ...], rows: Sequence[Row]) -> Sheet:
    entries: list[Entry] = []
    totals: list[int] = []
    headings: list[str] = []
    state = heading = ""
    for row in rows:
        title = _heading(row, columns)
        total = total_in(row.cells)
        if total is not None:
            totals.append(total)
        elif title:
            code = heading_state(title)
            state, heading = (code, "") if code else (state, title)
            headings += [] if code else [title]
        else:
            entries.append(_entry(row, columns, titles, state, heading))
    return Sheet(columns, titles, tuple(entries), tuple(totals), tuple(headings))


def _heading(row: Row, columns: Sequence[Column]) -> str:
    """Return the text of a heading row: one cell over all columns, or one filled cell that is no value."""
    filled = [i for i, cell in enumerate(row.cells) if cell]
    if row.heading or (filled == [0] and len(columns) > 1):
        return row.cells[0]
    return ""


def _entry(row: Row, columns: Sequence[Column], titles: Sequence[str], state: str, heading: str) -> Entry:
    named = list(zip(columns, titles, row.cells, strict=True))
    cells: dict[Column, str] = {
        column: cell for column, _, cell in named if column not in (Column.OTHER, Column.PERSON)
    }
    return Entry(
        cells=cells,
        others={
            title or f"column {i}": cell
            for i, (column, title, cell) in enumerate(named, 1)
            if column is Column.OTHER
        },
        heading=heading,
        state=heading_state(cells.get(Column.STATE, "")) or state,
        page=row.page,
        as_read=" | ".join(cell for column, _, cell in named if column is not Column.PERSON),
    )
