"""What tells that a table of ICE's report was read wrongly: better held than published half right."""

import re
from collections.abc import Iterable, Iterator, Sequence

from jobs.readers.text import DetainerColumn, heading_state, is_mark, read_day
from jobs.sources.ice_ddor.report import RefusalReport, TitledTable
from jobs.sources.ice_ddor.rows import is_policies, not_understood, state_in
from jobs.sources.ice_ddor.tables import ReportRow, ReportTable, as_read, state_of
from models.domain import Listing

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


def misread(sheets: Iterable[TitledTable]) -> Iterator[str]:
    """Yield a problem for each table whose columns cut words, and for states that are none or missing."""
    for placed in sheets:
        sheet = placed.sheet
        if sheet.cut:
            yield f"The columns of a table can't be told apart: {sheet.cut[0]!r} reaches over two of them."
        if sheet.header.has(DetainerColumn.STATE):
            yield from _states(sheet)
        elif any(state_of(entry) for entry in sheet.rows):
            before = sum(not _state(entry) for entry in sheet.rows)
            if before:
                yield f"Headings name the states, and {before} rows stand below none."
        yield from _hollow(sheet)
        yield from _torn(sheet)
        stray = _nameless(sheet)
        if 0 < stray < len(sheet.rows) / 2:
            yield f"A column without a header holds text in {stray} rows: a cell was cut."
        rows = [title for title in sheet.headings if _DAY.search(title)]
        if rows:
            yield f"A heading holds a day, as rows do: {rows[0][:80]!r}."


def left_out(report: RefusalReport, read: Sequence[TitledTable]) -> Iterator[str]:
    """Yield a problem for each table about detainers of which nothing was read.

    Args:
        report: The report.
        read: Its tables of which each row became a listing.
    """
    yield from not_understood(report, _ABOUT_DETAINERS, dated=True)
    for placed in report.sheets:
        if placed.sheet.rows and placed not in read and not is_policies(placed.sheet):
            titles = " | ".join(placed.sheet.header.titles)
            page = placed.sheet.rows[0].line.page
            yield f"A table on page {page} is neither of persons nor of numbers: {titles[:200]}."


def strays(report: RefusalReport, read: Sequence[TitledTable]) -> Iterator[str]:
    """Yield a problem for what a page repeats (its title, a header) within a row, and for states outside.

    Args:
        report: The report.
        read: Its tables of which each row became a listing.
    """
    running = [line for line in set(report.lines) if len(line.split()) >= _RUNNING and len(line) > _SHORT]
    for placed in read:
        for entry in placed.sheet.rows:
            text = as_read(entry)
            inside = [line for line in running if line in text]
            for column in (DetainerColumn.CITIZENSHIP, DetainerColumn.ACTIVITY):
                first, _, more = placed.sheet.header.title_of(column).partition(" ")
                inside += [first] if more and f" {first} " in f"{entry.get(column)} " else []
            if inside:
                yield f"A row on page {entry.line.page} holds what its page repeats: {inside[0][:80]!r}."
                return
    if read and not any(placed.sheet.header.has(DetainerColumn.STATE) for placed in read):
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


def _nameless(sheet: ReportTable) -> int:
    """Return how many rows hold text in a column without a header."""
    columns = [f"column {number}" for number, title in enumerate(sheet.header.titles, 1) if not title]
    return sum(any(map(entry.others().get, columns)) for entry in sheet.rows)


def _states(sheet: ReportTable) -> Iterator[str]:
    strange = [entry for entry in sheet.rows if _printed(entry) and not heading_state(_printed(entry))]
    if strange:
        yield f"The column for the state holds what is no state: {_printed(strange[0])[:80]!r}."
    without = [entry for entry in sheet.rows if not _printed(entry) and not _state(entry)]
    if without and len(without) < len(sheet.rows):
        yield f"The table has a column for the state, and {len(without)} of its rows have none."


def _hollow(sheet: ReportTable) -> Iterator[str]:
    """Yield a problem for rows that lack most of what others have: the rest of a row that was cut."""
    filled = [{column for column in sheet.header.places if entry.get(column)} for entry in sheet.rows]
    usual = {
        column
        for column in sheet.header.places
        if sum(column in row for row in filled) >= _USUAL * len(filled)
    }
    for entry, row in zip(sheet.rows, filled, strict=True):
        missing = usual - row
        if len(missing) > len(usual) / 2 or (DetainerColumn.AGENCY in missing and not entry.heading):
            lacking = ", ".join(sorted(missing))
            yield f"A row on page {entry.line.page} lacks its {lacking}: {as_read(entry)[:80]!r}."
            return


def _torn(sheet: ReportTable) -> Iterator[str]:
    """Yield a problem for a day of which a piece stands elsewhere, or beside which something else stands."""
    for entry in sheet.rows:
        for column in (DetainerColumn.ISSUED, DetainerColumn.DECLINED):
            text = entry.get(column)
            if read_day(text) is None and _PIECE.search(text):
                page = entry.line.page
                yield f"The {column} on page {page} is torn or holds something else: {text[:80]!r}."
                return


def _printed(entry: ReportRow) -> str:
    return entry.get(DetainerColumn.STATE)


def _state(entry: ReportRow) -> str:
    return state_of(entry) or state_in(entry.get(DetainerColumn.AGENCY) or entry.heading)
