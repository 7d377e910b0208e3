"""What the sources that read ICE's report share: states, annotations, and what to ask about rows."""

import re
from collections.abc import Iterable, Iterator, Sequence

from jobs.readers.columns import Column
from jobs.readers.ddor import Placed, Report
from jobs.readers.sheets import Entry, Sheet
from models.place_states import state_code
from models.values import Listing

_EXAMPLES = 3


def state_in(text: str) -> str:
    """Return the state that a place's text names at its end: `Travis County, Texas`, `Clark County, NV`.

    A name that is a state's by itself (`Connecticut`) is that state; one within a name
    (`Texas Department of Corrections`) is left to the resolver.
    """
    parts = [part.strip() for part in text.split(",")]
    for part in reversed(parts):
        if code := state_code(part):
            return code
    aside = re.search(r"\(([^()]+)\)\s*$", text)
    last = re.search(r"\b([A-Z]{2})$", text)
    return state_code(aside[1]) if aside else state_code(last[1]) if last else ""


def is_policies(sheet: Sheet) -> bool:
    """Return whether a table has a row for each policy."""
    return sheet.has(Column.CRITERIA) or sheet.has(Column.POLICY, Column.ENACTED)


def annotations(entry: Entry) -> dict[str, str]:
    """Return the cells that are no part of a row's identity, by their header."""
    kept = {title: cell for title, cell in entry.others.items() if cell}
    rank = entry.cells.get(Column.RANK)
    return {"rank": rank, **kept} if rank else kept


def dropped(sheets: Iterable[Placed]) -> list[str]:
    """Return the caveat that columns which name persons were left out, if there were any."""
    if any(Column.PERSON in placed.sheet.columns for placed in sheets):
        return ["Columns that name or identify persons were left out."]
    return []


def needs(sheet: Sheet, what: str, columns: Sequence[Column]) -> Iterator[str]:
    """Yield a problem for each column that a table must have, its agencies' included."""
    named = sheet.has(Column.AGENCY) or bool(sheet.headings) or sheet.has(Column.STATE, Column.COUNT)
    if not named:
        yield f"The table of {what} has no column for {Column.AGENCY}."
    for column in columns:
        if not sheet.has(column):
            yield f"The table of {what} has no column for {column}."


def not_understood(report: Report, sections: Sequence[str]) -> Iterator[str]:
    """Yield a problem for each table of some sections whose columns make no sense."""
    for section, table in report.strange:
        if section.number in sections:
            header = " | ".join(table.rows[0].cells)
            yield f"A table on page {table.page} has columns that can't be understood: {header[:200]}."


def common_questions(sheets: Iterable[Placed], listings: Sequence[Listing]) -> Iterator[str]:
    """Yield what operators should look at once: new columns, headings, unreadable cells, no place."""
    for placed in sheets:
        new = [
            title or "(no header)"
            for title, column in zip(placed.sheet.titles, placed.sheet.columns, strict=True)
            if column is Column.OTHER
        ]
        if new:
            yield f"New columns, kept as annotations: {', '.join(new)}."
        if placed.sheet.has(Column.AGENCY) and placed.sheet.headings:
            yield f"Headings that name no state: {_some(placed.sheet.headings)}."
    doubts = [note for listing in listings for note in listing.notes]
    if doubts:
        number = "1 cell" if len(doubts) == 1 else f"{len(doubts)} cells"
        yield f"{number} can't be read, kept as printed: {doubts[0]}"
    nameless = sum(
        not listing.fields.get("agency", listing.fields.get("jurisdiction")) for listing in listings
    )
    if nameless:
        yield f"{nameless} row{'s'[: nameless > 1]} without the name of a place."


def _some(texts: Sequence[str]) -> str:
    shown = ", ".join(repr(text) for text in texts[:_EXAMPLES])
    more = len(texts) - _EXAMPLES
    return f"{shown} and {more} more" if more > 0 else shown
