"""Bytes of an XLSX workbook → its visible sheets → their rows."""

import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape

from jobs.readers.workbook_file import BROKEN, opened, unreadable
from models.listings import collapse, storable

Value = str | int | float | datetime | date | bool | None
Rows = Iterable[tuple[int, tuple["Cell", ...]]]

MOST_ROWS = 1_048_576
"""Rows of a sheet, the limit of the format itself (Microsoft, "Excel specifications and limits")."""
_AT_ONCE = 500
_ESCAPED = re.compile("_x[0-9A-Fa-f]{4}_")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell holds, and the address that it links to, if links were asked for."""

    value: Value
    link: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet.

    Attributes:
        name: As on its tab.
        rows: Number (counted from 1) and cells of each row that holds anything, up to its last
            cell that does; to be read once. Raises UnreadableDocument where the file is broken.
        hidden: Names of the hidden sheets of the same workbook, which are not read.
    """

    name: str
    rows: Rows
    hidden: tuple[str, ...] = ()


_EMPTY = Cell(None)


def sheets(body: bytes, *, links: bool = False) -> Iterator[Sheet]:
    """Return the visible sheets of a workbook, in the order of their tabs.

    Formulas are read as the values that were last saved. The size that a sheet declares is
    not believed.

    Args:
        body: The XLSX file.
        links: Read where cells link to, which needs the whole workbook in memory; without, rows
            are read one by one.

    Raises:
        UnreadableDocument: Not an XLSX workbook, cut off, encrypted, out of all proportion, or
            without a visible sheet.
    """
    streamed = _load(body, read_only=True)
    linked = _load(body, read_only=False) if links else None
    hidden = tuple(sheet.title for sheet in streamed.worksheets if sheet.sheet_state != "visible")
    shown = [sheet for sheet in streamed.worksheets if sheet.sheet_state == "visible"]
    if not shown:
        raise unreadable("it has no visible sheet")
    return (Sheet(s.title, _rows(s, linked[s.title] if linked else None), hidden) for s in shown)


def printed(value: Value) -> str:
    """Return a cell as a person sees it: days in ISO form, whole numbers without `.0`, else its text."""
    if isinstance(value, str):
        return collapse(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


def _load(body: bytes, *, read_only: bool) -> Workbook:
    archive = opened(body, whole=not read_only)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(archive, read_only=read_only, data_only=True, keep_links=False)
    except BROKEN as error:
        raise unreadable(error) from error


def _rows(sheet: Any, linked: Any) -> Rows:
    """Yield the rows of a read-only sheet, with the links of the same sheet as it is in memory."""
    sheet.reset_dimensions()
    for number, values in enumerate(_quietly(sheet.iter_rows(values_only=True)), start=1):
        if number > MOST_ROWS:
            raise unreadable(f"a sheet has more than {MOST_ROWS:,} rows")
        cells = tuple(_EMPTY if value is None else Cell(_value(value)) for value in values)
        if last := _last(cells):
            cells = cells[:last]
            yield number, (_with_links(cells, number, linked) if linked else cells)


def _with_links(cells: tuple[Cell, ...], row: int, linked: Any) -> tuple[Cell, ...]:
    found = []
    for column, cell in enumerate(cells, start=1):
        link = linked.cell(row, column).hyperlink if cell.value is not None else None
        found.append(Cell(cell.value, str(link.target or "").strip()) if link else cell)
    return tuple(found)


def _quietly(rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """Yield rows without openpyxl's warnings, for what it leaves out is nothing that we read."""
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                some = list(islice(rows, _AT_ONCE))
        except BROKEN as error:
            raise unreadable(error) from error
        if not some:
            return
        yield from some


def _last(cells: tuple[Cell, ...]) -> int:
    """Return the number of the last cell that says anything; 0 for an empty row."""
    number = len(cells)
    while number and cells[number - 1].value is None:
        number -= 1
    return number


def _value(value: object) -> Value:
    if isinstance(value, str):
        text = storable(unescape(value)) if _ESCAPED.search(value) else value
        return text if text.strip() else None
    if isinstance(value, time | timedelta):
        return str(value)
    return value if isinstance(value, int | float | datetime | date | bool) else None
