"""The tables of ICE's report by the meaning of their columns, with the headings above their rows."""

import re
from collections.abc import Sequence
from dataclasses import replace

from jobs.readers.pdf import Table, TableRow
from jobs.readers.tabular import TableLine, UnderstoodRow, UnderstoodTable, rows_below
from jobs.readers.text import DETAINER_COLUMNS, DetainerColumn, Header, heading_state, read_day

ReportRow = UnderstoodRow[DetainerColumn]
ReportTable = UnderstoodTable[DetainerColumn]

_MOST_HEADERS = 6
_LONGEST_TITLE = 12
_SPARSE, _MOSTLY = 0.7, 0.8
_DISPOSITIONS = r"(?i:charge[ds]?|convict(ed|ions?)|c|pending( charges?)?|both|n/?a|none|unknown|-*)"
_DATED_OR_RANKED = (DetainerColumn.ISSUED, DetainerColumn.DECLINED, DetainerColumn.RANK)
_EITHER = (DetainerColumn.CHARGE, DetainerColumn.CONVICTION)


def understand(table: Table) -> ReportTable | None:
    """Return a table by the meaning of its columns; None when no header row makes sense."""
    starts = range(len(table.rows[:_MOST_HEADERS]))
    ends = [start + (table.header if table.rows[start].grouped else 1) for start in starts]
    header = DETAINER_COLUMNS.find((_titles(table.rows[start : ends[start]]) for start in starts), _is_header)
    if header is None:
        return None
    rows = [row for row in table.rows[ends[header.line] :] if not _repeats(row, header.titles)]
    whole = [row for row in rows if not row.heading]
    values = [[row.cells[i] for row in whole if row.cells[i]] for i in range(len(header.titles))]
    header = DETAINER_COLUMNS.read(header.titles, _settled(header.titles, values))
    lines = (_line(row) for row in _filled_down(rows, header))
    return replace(rows_below(header, lines), cut=table.cut)


def _is_header(header: Header[DetainerColumn]) -> bool:
    """Whether a row names several columns, each in few words."""
    return len(header.places) > 1 and all(len(title.split()) <= _LONGEST_TITLE for title in header.titles)


def _titles(rows: Sequence[TableRow]) -> tuple[str, ...]:
    """Return one title a column; a cell over several columns stands before each of theirs.

    A heading, or a row that holds a day, has none.
    """
    if rows[0].heading or any(map(read_day, rows[0].cells)):
        return ()
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


def _repeats(row: TableRow, titles: Sequence[str]) -> bool:
    """Whether a row is the header again, at the top of a page or in the middle of it."""
    pairs = zip(row.cells, titles, strict=True)
    same = sum(cell.casefold() == title.casefold() != "" for cell, title in pairs)
    return same == len(row.cells) or (same > 1 and same >= sum(map(bool, row.cells)) - 1)


def _settled(titles: Sequence[str], values: Sequence[Sequence[str]]) -> list[DetainerColumn | None]:
    """Return the meaning of each column: by its header, and by its values where words leave it open.

    Args:
        titles: The header of each column.
        values: The texts of each column that are not empty.
    """
    columns = list(map(DETAINER_COLUMNS.meaning, titles))
    disposed = [_mostly(texts, _DISPOSITIONS) for texts in values]
    ticks = all(column in columns and disposed[columns.index(column)] for column in _EITHER)
    for i, column in enumerate(columns):
        if column in _DATED_OR_RANKED and _mostly(values[i], r"[\d,]+"):
            columns[i] = DetainerColumn.RANK if _counts_up(values[i]) else DetainerColumn.COUNT
        elif column is DetainerColumn.DISPOSITION and not disposed[i]:
            columns[i] = DetainerColumn.ACTIVITY
        elif column in _EITHER and not ticks and disposed[i] and DetainerColumn.ACTIVITY in columns:
            columns[i] = DetainerColumn.DISPOSITION
    if DetainerColumn.ACTIVITY in columns or all(column in columns for column in _EITHER):
        return columns
    return [DetainerColumn.ACTIVITY if column in _EITHER else column for column in columns]


def _mostly(values: Sequence[str], pattern: str) -> bool:
    fitting = sum(bool(re.fullmatch(pattern, value.strip())) for value in values)
    return bool(values) and fitting >= _MOSTLY * len(values)


def _counts_up(values: Sequence[str]) -> bool:
    return [value.strip(".") for value in values] == [str(i) for i in range(1, len(values) + 1)]


def _filled_down(rows: Sequence[TableRow], header: Header[DetainerColumn]) -> list[TableRow]:
    """Carry a state down to the rows below it, and an agency where most rows leave it blank."""
    rows = list(rows)
    whole = [not row.heading and sum(map(bool, row.cells)) > 1 for row in rows]
    for i, column in sorted((place, column) for column, place in header.places.items()):
        filled = [bool(row.cells[i]) for row, is_whole in zip(rows, whole, strict=True) if is_whole]
        sparse = bool(filled) and sum(filled) < _SPARSE * len(filled)
        if column is DetainerColumn.STATE or (column is DetainerColumn.AGENCY and sparse):
            last = ""
            for number, row in enumerate(rows):
                last = row.cells[i] or last
                if whole[number]:
                    rows[number] = replace(row, cells=(*row.cells[:i], last, *row.cells[i + 1 :]))
    return rows


def _line(row: TableRow) -> TableLine:
    """Return a row as a line; it is a heading if its only text stands in the first of several columns."""
    alone = len(row.cells) > 1 and bool(row.cells[0]) and not any(row.cells[1:])
    return TableLine(row.cells, page=row.page, heading=(row.heading and bool(row.cells[0])) or alone)


def state_of(row: ReportRow) -> str:
    """Return the USPS code from a row's state column or the heading above it; empty when none."""
    return heading_state(row.get(DetainerColumn.STATE)) or row.state


def as_read(row: ReportRow) -> str:
    """Return a row's cells as they stand, without those that name a person."""
    return " | ".join(row.kept())
