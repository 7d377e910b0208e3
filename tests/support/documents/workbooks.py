"""Workbooks made for tests, by openpyxl."""

import io
from collections.abc import Mapping, Sequence
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook

from jobs.readers.tabular import Cell, sheets

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(rows: Sequence[Sequence[object]], title: str = "Sheet1") -> bytes:
    """Return a workbook with one sheet of these rows."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Return a workbook as a file's bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def saved_again(body: bytes) -> bytes:
    """Return the same cells and links in other bytes, as another program would save them."""
    return saved(load_workbook(io.BytesIO(body)))


def turned_over(body: bytes) -> bytes:
    """Return a workbook with the rows below the header in the opposite order."""
    rows = list(load_workbook(io.BytesIO(body)).worksheets[0].iter_rows(values_only=True))
    return workbook([rows[0], *rows[:0:-1]])


def with_cells(body: bytes, cells: Mapping[str, str], links: Mapping[str, str]) -> bytes:
    """Return a workbook in which some cells, by their names, say something else or link somewhere."""
    book = load_workbook(io.BytesIO(body))
    for name, value in cells.items():
        book.worksheets[0][name] = value
    for name, address in links.items():
        book.worksheets[0][name].hyperlink = address
    return saved(book)


def with_part(body: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """Return a workbook in whose part some bytes are others."""
    return repacked(body, {name: ZipFile(io.BytesIO(body)).read(name).replace(old, new, 1)})


def repacked(body: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return a workbook in which some parts are replaced, or added."""
    with ZipFile(io.BytesIO(body)) as archive:
        whole = {name: archive.read(name) for name in archive.namelist()} | dict(parts)
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in whole.items():
            archive.writestr(name, data)
    return out.getvalue()


def first_sheet(body: bytes, *, links: bool = False) -> list[tuple[int, tuple[Cell, ...]]]:
    """Return the numbered rows of the first visible sheet."""
    return list(next(sheets(body, links=links)).rows)
