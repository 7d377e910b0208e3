"""What tells that a table of ICE's report was read wrongly: better held than published half right."""

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
_ABOUT_DETAINERS = ("I", "II")


def misread(sheets: Iterable[Placed]) -> Iterator[str]:
    """Yield a problem for each table whose columns cut words, and for states that are none or missing."""
    for placed in sheets:
        sheet = placed.sheet
        if sheet.cut:
            yield f"The columns of a table can't be told apart: {sheet.cut[0]!r} reaches over two of them."
        if sheet.has(Column.STATE):
            yield from _states(sheet)
        yield from _hollow(sheet)


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


def _printed(entry: Entry) -> str:
    return entry.cells.get(Column.STATE, "")


def _told(entry: Entry) -> str:
    return entry.state or state_in(entry.cells.get(Column.AGENCY, "") or entry.heading)
