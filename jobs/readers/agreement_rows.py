"""One row of a workbook of 287(g) agreements → a listing, as printed, with what is odd about it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import parse_qs, unquote, urlsplit

from openpyxl.utils.datetime import from_excel

from jobs.readers.agreement_columns import Column
from jobs.readers.printed_dates import read_day
from jobs.readers.workbook import Cell, printed
from models.listings import comparable
from models.place_states import repaired_state_code, state_code
from models.values import Listing, ListingKind

NOTHING = frozenset({"", "#na", "#n/a", "n/a", "na", "#ref!", "#value!", "-", "none"})
"""What stands in a cell that says nothing, in lower case: blanks, and Excel's own errors."""

_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_050
"""Excel's numbers of 2000-01-01 and 2099-12-31, for dates whose cell lost its format."""
_LAW = date(1996, 9, 30)
"""Section 133 of Pub. L. 104-208, which added section 287(g) to the Immigration and Nationality Act."""
_ADDRESS = re.compile(r"https?:/+[^\s]+", re.IGNORECASE)
_WRAPPED = "safelinks.protection.outlook.com"
_ANNOTATED = {Column.COUNTY: "county", Column.MOA: "moa", Column.ADDENDUM: "addendum"}
ANNOTATIONS = frozenset(f"{name}{part}" for name in _ANNOTATED.values() for part in ("", "_link"))
"""Names of the annotations that come from known columns; any other is a header as printed."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of a sheet stand.

    Attributes:
        sheet: Name of the sheet.
        titles: Every header as printed; empty where a column has none.
        columns: Where each known meaning stands, counted from 0.
    """

    sheet: str
    titles: tuple[str, ...]
    columns: Mapping[Column, int]

    def cell(self, cells: Sequence[Cell], column: Column) -> Cell:
        """Return the cell of a meaning; an empty one where the row is shorter or has no such column."""
        place = self.columns.get(column, len(cells))
        return cells[place] if place < len(cells) else Cell(None)

    def repeats(self, cells: Sequence[Cell]) -> bool:
        """Tell whether a row is the header again."""
        return tuple(comparable(printed(cell.value)) for cell in cells) == tuple(map(comparable, self.titles))


def agreement(number: int, cells: Sequence[Cell], layout: Layout, published: date | None = None) -> Listing:
    """Return a row as a listing.

    Args:
        number: The row's number in the sheet.
        cells: Its cells; the row may end before the header does.
        layout: What the columns mean.
        published: The workbook's own date; no agreement in it can be of a later day.
    """
    said = {column: printed(layout.cell(cells, column).value) for column in Column}
    signed = signed_on(layout.cell(cells, Column.SIGNED))
    state = state_code(said[Column.STATE]) or repaired_state_code(said[Column.STATE])
    return Listing(
        kind=ListingKind.AGREEMENT,
        fields={
            "agency": said[Column.AGENCY] or None,
            "agency_type": said[Column.TYPE] or None,
            "support_type": said[Column.SUPPORT] or None,
            "signed": signed.isoformat() if signed else said[Column.SIGNED] or None,
        },
        state=state,
        position=f"sheet {layout.sheet} row {number}",
        as_read=" | ".join(printed(cell.value) for cell in cells),
        annotations=dict(_annotations(cells, layout)),
        notes=(*_notes(said, state, signed), *_odd_day(signed, published)),
    )


def signed_on(cell: Cell) -> date | None:
    """Return the day that a cell names, however its program stored it; None when it names none."""
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    if isinstance(cell.value, int | float) and _FIRST_SERIAL <= cell.value <= _LAST_SERIAL:
        found = from_excel(int(cell.value))
        return found.date() if isinstance(found, datetime) else None
    return read_day(printed(cell.value))


def real_address(link: str) -> str:
    """Return the web address within a link: mail programs and browsers' viewers wrap theirs around it.

    Outlook's wrapper names the mailbox that the link was copied from; the address within leads to
    the same document. What holds no web address is no link.
    """
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    if parts.netloc.lower().endswith(_WRAPPED):
        link = parse_qs(parts.query).get("url", [""])[0]
    found = _ADDRESS.findall(unquote(link) if "%3A%2F%2F" in link else link)
    return re.sub(r"^(https?):/+", r"\1://", found[0]) if found else ""


def _annotations(cells: Sequence[Cell], layout: Layout) -> Iterator[tuple[str, str]]:
    """Yield what stands in the columns that are no part of an agreement's identity, by name."""
    for column, name in _ANNOTATED.items():
        cell = layout.cell(cells, column)
        if cell.value is not None:
            yield name, printed(cell.value)
        if cell.link and real_address(cell.link):
            yield f"{name}_link", real_address(cell.link)
    known = set(layout.columns.values())
    for place, cell in enumerate(cells):
        if place not in known and cell.value is not None:
            title = layout.titles[place] if place < len(layout.titles) else ""
            yield title or f"column {place + 1}", printed(cell.value)


def _notes(said: Mapping[Column, str], state: str, signed: date | None) -> Iterator[str]:
    """Yield what a reader must know of a row that is odd; all of it is kept as printed."""
    for column in (Column.AGENCY, Column.TYPE, Column.SUPPORT, Column.SIGNED, Column.STATE):
        text = said[column]
        if text.lower() in NOTHING:
            yield f"ICE's workbook {f'says {text!r}' if text else 'says nothing'} for the {column}."
        elif column is Column.SIGNED and signed is None:
            yield f"The date signed is printed as {text!r}, which is no date that can be read."
        elif column is Column.STATE and not state_code(text):
            read = f"read as {state}" if state else "which is no state's name"
            yield f"The state is printed as {text!r}, {read}."


def _odd_day(signed: date | None, published: date | None) -> Iterator[str]:
    if signed and signed < _LAW:
        yield f"The date signed, {signed}, is before the law that such agreements rest on."
    if signed and published and signed > published:
        yield f"The date signed, {signed}, is after the workbook's own date, {published}."
