"""What tells that a table of ICE's report was read wrongly: better held than published half right."""

import re
from collections.abc import Iterable, Iterator, Sequence

from jobs.readers.charges import is_mark
from jobs.readers.columns import Column
from jobs.readers.ddor import Placed, Report
from jobs.readers.ddor_rows import is_policies, state_in
from jobs.readers.headings import heading_state
from jobs.readers.printed_dates import read_day
from jobs.readers.sheets import Entry, Sheet
from models.values import Listing

_USUAL = 0.9
_RUNNING, _SHORT = 3, 12
"""Words and signs of a page's running title, at least."""
_PIECE = re.compile(
    r"\d.*[a-z]{3}|[a-z]{3}.*\d|^\d{1,2},?\s+\d{4}$"
    r"|^(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?$",
    re.IGNORECASE,
)
"""A day in pieces; one that is no day (`31/02/2017`) or is not told (`Unknown`) is printed so."""
_DAY = re.compile(r"\d[/-]\w{1,3}[/-]\d?|[A-Z][a-z]{2,8}\.? \d{1,2},")
_ABOUT_DETAINERS = ("I", "II")


def misread(sheets: Iterable[Placed]) -> Iterator[str]:
    """Yield a problem for each table whose columns cut words, and for states that are none or missing."""
    for placed in sheets:
        sheet = placed.sheet
        if sheet.cut:
            yield f"The columns of a table can't be told apart: {sheet.cut[0]!r} reaches over two of them."
        if sheet.has(Column.STATE):
            yield from _states(sheet)
        elif any(entry.state for entry in sheet.entries):
            before = sum(not _told(entry) for entry in sheet.entries)
            if before:
                yield f"Headings name the states, and {before} rows stand below none."
        yield from _hollow(sheet)
        yield from _torn(sheet)
        stray = _nameless(sheet)
        if 0 < stray < len(sheet.entries) / 2:
            yield f"A column without a header holds text in {stray} rows: a cell was cut."
        rows = [title for title in sheet.headings if _DAY.search(title)]
        if rows:
            yield f"A heading holds a day, as rows do: {rows[0][:80]!r}."


def left_out(report: Report, read: Sequence[Placed]) -> Iterator[str]:
    """Yield a problem for each table about detainers of which nothing was read.

    Args:
        report: The report.
        read: Its tables of which each row became a listing.
    """
    for section, table in report.strange:
        dated = any(sum(read_day(cell) is not None for cell in row.cells) > 1 for row in table.rows)
        if section.number in _ABOUT_DETAINERS or dated:
            header = " | ".join(table.rows[0].cells)
            yield f"A table on page {table.page} has columns that can't be understood: {header[:200]}."
    for placed in report.sheets:
        if placed.sheet.entries and placed not in read and not is_policies(placed.sheet):
            titles = " | ".join(placed.sheet.titles)
            page = placed.sheet.entries[0].page
            yield f"A table on page {page} is neither of persons nor of numbers: {titles[:200]}."


def strays(report: Report, read: Sequence[Placed]) -> Iterator[str]:
    """Yield a problem for what a page repeats (its title, a header) within a row, and for states outside.

    Args:
        report: The report.
        read: Its tables of which each row became a listing.
    """
    running = [line for line in set(report.lines) if len(line.split()) >= _RUNNING and len(line) > _SHORT]
    for placed in read:
        titles = dict(zip(placed.sheet.columns, placed.sheet.titles, strict=True))
        for entry in placed.sheet.entries:
            inside = [line for line in running if line in entry.as_read]
            for column in (Column.CITIZENSHIP, Column.ACTIVITY):
                first, _, more = titles.get(column, "").partition(" ")
                inside += [first] if more and f" {first} " in f"{entry.cells.get(column, '')} " else []
            if inside:
                yield f"A row on page {entry.page} holds what its page repeats: {inside[0][:80]!r}."
                return
    if read and not any(placed.sheet.has(Column.STATE) for placed in read):
        states = [line for line in report.lines if heading_state(line)]
        if states:
            yield f"The state {states[0]!r} stands outside the tables, whose rows may be its."


def without_state(listings: Sequence[Listing]) -> Iterator[str]:
    """Yield a problem if most rows name no state: the cells or headings that do were not read."""
    nowhere = sum(not listing.state for listing in listings)
    if nowhere > len(listings) / 2:
        yield f"{nowhere} of {len(listings)} rows name no state."


def marks_for_offenses(listings: Sequence[Listing]) -> Iterator[str]:
    """Yield a problem if rows have a mark (`X`, `Yes`) for their offense: the words stand elsewhere."""
    rows = [listing for listing in listings if is_mark(str(listing.fields.get("offense") or ""))]
    if rows:
        mark = rows[0].fields["offense"]
        yield f"Only the mark {mark!r} stands for the criminal activity in {len(rows)} of the rows."


def _nameless(sheet: Sheet) -> int:
    """Return how many rows hold text in a column without a header."""
    columns = [f"column {number}" for number, title in enumerate(sheet.titles, 1) if not title]
    return sum(any(map(entry.others.get, columns)) for entry in sheet.entries)


def _states(sheet: Sheet) -> Iterator[str]:
    strange = [entry for entry in sheet.entries if _printed(entry) and not heading_state(_printed(entry))]
    if strange:
        yield f"The column for the state holds what is no state: {_printed(strange[0])[:80]!r}."
    without = [entry for entry in sheet.entries if not _printed(entry) and not _told(entry)]
    if without and len(without) < len(sheet.entries):
        yield f"The table has a column for the state, and {len(without)} of its rows have none."


def _hollow(sheet: Sheet) -> Iterator[str]:
    """Yield a problem for rows that lack most of what others have: the rest of a row that was cut."""
    filled = [{column for column, cell in entry.cells.items() if cell} for entry in sheet.entries]
    usual = {
        column for column in sheet.columns if sum(column in row for row in filled) >= _USUAL * len(filled)
    }
    for entry, row in zip(sheet.entries, filled, strict=True):
        missing = usual - row
        if len(missing) > len(usual) / 2 or (Column.AGENCY in missing and not entry.heading):
            lacking = ", ".join(sorted(missing))
            yield f"A row on page {entry.page} lacks its {lacking}: {entry.as_read[:80]!r}."
            return


def _torn(sheet: Sheet) -> Iterator[str]:
    """Yield a problem for a day of which a piece stands elsewhere, or beside which something else stands."""
    for entry in sheet.entries:
        for column in (Column.ISSUED, Column.DECLINED):
            text = entry.cells.get(column, "")
            if read_day(text) is None and _PIECE.search(text):
                yield f"The {column} on page {entry.page} is torn or holds something else: {text[:80]!r}."
                return


def _printed(entry: Entry) -> str:
    return entry.cells.get(Column.STATE, "")


def _told(entry: Entry) -> str:
    return entry.state or state_in(entry.cells.get(Column.AGENCY, "") or entry.heading)
