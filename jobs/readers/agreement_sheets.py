"""A workbook of 287(g) agreements → its listings, and what people should hear of it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jobs.readers.agreement_columns import IDENTITY, MOST_PREAMBLE, Column, columns_of, is_header
from jobs.readers.agreement_rows import ANNOTATIONS, NOTHING, Layout, agreement
from jobs.readers.workbook import Cell, printed, sheets
from models.listings import comparable
from models.values import Listing

_USUAL = {
    "agency_type": (Column.TYPE, {"county", "municipality", "state agency", "state"}),
    "support_type": (
        Column.SUPPORT,
        {"jail enforcement model", "task force model", "warrant service officer"},
    ),
}
"""What the workbooks of 2025 and 2026 say in these columns; anything else is told, and kept."""
_TOTAL = re.compile(r"\b(?:grand )?total\b\D*(?P<number>\d[\d,]*)$", re.IGNORECASE)
_TOLD = 5


@dataclass(frozen=True, slots=True)
class Agreements:
    """What a workbook says.

    Attributes:
        listings: One a row, in their order.
        columns: The headers as printed.
        missing: Columns without which this is another list.
        above: Rows above the headers that look like agreements, which are not read.
        totals: A printed total of rows, as `listings`.
        caveats: What a reader must know of the edition.
        questions: What operators should be told once.
    """

    listings: tuple[Listing, ...]
    columns: tuple[str, ...]
    missing: tuple[Column, ...]
    above: int
    totals: Mapping[str, int]
    caveats: tuple[str, ...]
    questions: tuple[str, ...]


def read_agreements(body: bytes, published: date | None) -> Agreements:
    """Read every visible sheet that has the headers of the list.

    Args:
        body: The XLSX file.
        published: Its own date, if known.

    Raises:
        UnreadableDocument: Not an XLSX workbook, cut off, encrypted, or out of all proportion.
    """
    found: list[_Sheet] = []
    questions: list[str] = []
    for sheet in sheets(body, links=True):
        rows = list(sheet.rows)
        questions += [f"The workbook hides a sheet {name!r}, which is not read." for name in sheet.hidden]
        read = _read(sheet.name, rows, published)
        if read:
            found.append(read)
        elif rows:
            questions.append(f"The sheet {sheet.name!r} is no list of agreements, and is not read.")
    listings = [row for each in found for row in each.listings]
    stray = [line for each in found for line in each.stray]
    return Agreements(
        listings=tuple(listings),
        columns=tuple(dict.fromkeys(title for each in found for title in each.layout.titles if title)),
        missing=tuple(c for c in IDENTITY if any(c not in each.layout.columns for each in found)),
        above=sum(each.above for each in found),
        totals=_totals(stray),
        caveats=tuple(_caveats(listings)),
        questions=tuple(dict.fromkeys((*questions, *_questions(listings, stray)))),
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet of agreements: its rows, and those that are none, below and above its headers."""

    layout: Layout
    listings: tuple[Listing, ...]
    stray: tuple[str, ...]
    above: int


def _read(name: str, rows: Sequence[tuple[int, tuple[Cell, ...]]], published: date | None) -> _Sheet | None:
    """Return a sheet if a row near its top names the columns, and it is none of pending agencies."""
    top = next((place for place, (_, cells) in enumerate(rows[:MOST_PREAMBLE]) if is_header(cells)), None)
    if top is None or "pending" in name.lower():
        return None
    header = rows[top][1]
    layout = Layout(name, tuple(printed(cell.value) for cell in header), columns_of(header))
    signed = [(number, cells) for number, cells in rows[top + 1 :] if _is_agreement(cells, layout)]
    others = [cells for _, cells in rows[top + 1 :] if not _is_agreement(cells, layout)]
    return _Sheet(
        layout,
        tuple(agreement(number, cells, layout, published) for number, cells in signed),
        tuple(_text(cells) for cells in others if not layout.repeats(cells)),
        sum(_is_agreement(cells, layout) for _, cells in rows[:top]),
    )


def _text(cells: Sequence[Cell]) -> str:
    return " ".join(printed(cell.value) for cell in cells if cell.value is not None)


def _is_agreement(cells: Sequence[Cell], layout: Layout) -> bool:
    """Tell a row from a footnote, a total or the header again: it fills several of its columns."""
    said = [column for column in IDENTITY if layout.cell(cells, column).value is not None]
    return len(said) > 1 and not layout.repeats(cells)


def _totals(stray: Sequence[str]) -> dict[str, int]:
    found = [int(match["number"].replace(",", "")) for line in stray if (match := _TOTAL.search(line))]
    return {"listings": found[-1]} if found else {}


def _unusual(listings: Sequence[Listing]) -> Counter[tuple[Column, str]]:
    """Count the kinds of agency and support that the list has not used before, as printed."""
    return Counter(
        (column, str(listing.fields[field]))
        for listing in listings
        for field, (column, usual) in _USUAL.items()
        if comparable(listing.fields[field]) not in usual | NOTHING
    )


def _caveats(listings: Sequence[Listing]) -> Iterator[str]:
    noted = sum(bool(listing.notes) for listing in listings)
    if noted:
        rows = "1 row has" if noted == 1 else f"{noted:,} rows have"
        yield f"{rows} a cell that is blank, odd or can't be read; it is kept as printed."
    for (column, text), number in _unusual(listings).most_common(_TOLD):
        rows = "1 row gives" if number == 1 else f"{number:,} rows give"
        yield f"{rows} {text!r} as the {column}, kept as printed."


def _questions(listings: Sequence[Listing], stray: Sequence[str]) -> Iterator[str]:
    for column, text in _unusual(listings):
        yield f"The {column} is printed as {text!r}, which is new."
    for name in dict.fromkeys(name for listing in listings for name in listing.annotations):
        if name not in ANNOTATIONS:
            yield f"The workbook has a column {name!r} that was not met before; its cells are kept."
    for line in stray[:_TOLD]:
        yield f"A row was read as no agreement: {line[:200]!r}."
