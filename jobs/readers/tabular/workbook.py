"""Bytes of an XLSX workbook → its visible sheets → their rows.

Whether bytes are an XLSX file that may be opened, told before any of it is unpacked.
"""

import io
import re
import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, TypeVar
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.escape import unescape

from jobs.readers.tabular.formulas import Formulas, unsaved_formulas
from jobs.readers.tabular.links import Links, links_of
from models.domain import collapse, storable
from models.errors import UnreadableDocument

BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    BadZipFile,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What openpyxl, its XML parsers and zipfile raise on a broken file."""

MOST_UNPACKED = 4 << 30
MOST_WHOLE = 256 << 20
"""Bytes that a workbook may unpack to when streamed, and when it is all in memory. 500,000 rows
of 64 columns, the largest list on this beat, take about 1.5 GB of XML."""
MOST_RATIO = 400
SMALL = 16 << 20
"""A part above this may not unpack to more than MOST_RATIO times its packed size. XML of a table
packs 6 to 40 times, blanks alone about 100, and nothing more than 1,032 (zlib's own limit)."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTION_FLAG = 0x1
_CURE = "Look at the file; its bytes are kept."


def unreadable(why: object) -> UnreadableDocument:
    """Return the error of a workbook that can't be read.

    Args:
        why: What is wrong with it, as a clause; or the error that a library raised on it.
    """
    if isinstance(why, BaseException):
        why = f"it is broken inside ({type(why).__name__})"
    return UnreadableDocument(f"The XLSX workbook can't be read: {why}.", _CURE)


def opened(body: bytes, *, whole: bool) -> io.BytesIO:
    """Return the bytes of a workbook as a file, once they are known to be harmless.

    Args:
        body: The file's bytes.
        whole: It will be read into memory as a whole, so it must be smaller.

    Raises:
        UnreadableDocument: Not an XLSX workbook, cut off, encrypted, or out of all proportion.
    """
    _refuse_others(body)
    try:
        with ZipFile(io.BytesIO(body)) as archive:
            parts = archive.infolist()
    except BROKEN as error:
        raise unreadable("it is damaged, or breaks off before its end") from error
    names = [part.filename for part in parts]
    if any(part.flag_bits & _ENCRYPTION_FLAG for part in parts):
        raise unreadable("it is encrypted and asks for a password")
    if any(name.endswith("workbook.bin") for name in names):
        raise unreadable("it is in the binary format XLSB; save it as XLSX and use `import`")
    if "[Content_Types].xml" not in names:
        raise unreadable("it is an archive of something else than a workbook")
    limit = MOST_WHOLE if whole else MOST_UNPACKED
    if sum(part.file_size for part in parts) > limit:
        raise unreadable(f"it would unpack to more than {limit >> 20:,} megabytes")
    if any(p.file_size > max(SMALL, MOST_RATIO * p.compress_size) for p in parts):
        raise unreadable("a part of it unpacks to far more than any table does")
    return io.BytesIO(body)


def _refuse_others(body: bytes) -> None:
    """Raise for what is no zip archive, with the name of what it is."""
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not body.strip():
        raise unreadable("it is empty")
    if body.startswith(_OLE):
        if _ENCRYPTED in body:
            raise unreadable("it is encrypted and asks for a password")
        raise unreadable("it is in the old XLS format; save it as XLSX and use `import`")
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        raise unreadable("it is a web page, not a workbook")
    if not body.startswith(b"PK"):
        raise unreadable("it is no workbook at all")


Found = TypeVar("Found")
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
    """A sheet.

    Attributes:
        name: As on its tab.
        rows: Number (counted from 1) and cells of each row that holds anything, up to its last
            cell that does; to be read once. Raises UnreadableDocument where the file is broken.
        hidden: Names of the hidden sheets of the same workbook, which are not read.
    """

    name: str
    rows: Rows
    hidden: tuple[str, ...] = ()


BLANK = Cell(None)


def sheets(body: bytes, *, links: bool = False, hidden: bool = False) -> Iterator[Sheet]:
    """Return the visible sheets of a workbook, in the order of their tabs; or those that it hides.

    Formulas are read as the values that were last saved; those that have none as formulas. The size
    that a sheet declares is not believed.

    Args:
        body: The XLSX file.
        links: Read where cells link to, too; such a list is short, and may be no larger than memory.
        hidden: Return the hidden ones instead.

    Raises:
        UnreadableDocument: Not an XLSX workbook, cut off, encrypted, out of all proportion, or
            without a visible sheet.
    """
    streamed = _load(body, whole=links)
    unseen = [sheet for sheet in streamed.worksheets if sheet.sheet_state != "visible"]
    shown = [sheet for sheet in streamed.worksheets if sheet.sheet_state == "visible"]
    if not shown:
        raise unreadable("it has no visible sheet")
    names = tuple(sheet.title for sheet in unseen)
    formulas = _beside(body, unsaved_formulas)
    linked = _beside(body, links_of) if links else {}
    return (
        Sheet(s.title, _rows(s, linked.get(s.title, {}), formulas.get(s.title, {})), names)
        for s in (unseen if hidden else shown)
    )


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


def _load(body: bytes, *, whole: bool) -> Workbook:
    archive = opened(body, whole=whole)
    try:
        with warnings.catch_warnings(action="ignore"):
            return load_workbook(archive, read_only=True, data_only=True, keep_links=False)
    except BROKEN as error:
        raise unreadable(error) from error


def _beside(body: bytes, found_by: Callable[[ExcelReader], Mapping[str, Found]]) -> Mapping[str, Found]:
    """Return what stands in the sheets of a workbook beside their values, by the name of the sheet."""
    try:
        with warnings.catch_warnings(action="ignore"):
            reader = ExcelReader(io.BytesIO(body), read_only=True, data_only=True, keep_links=False)
            reader.read_manifest()
            reader.read_workbook()
            return found_by(reader)
    except BROKEN as error:
        raise unreadable(error) from error


def _rows(sheet: Any, links: Links, formulas: Formulas) -> Rows:
    """Yield the rows of a read-only sheet.

    Args:
        sheet: As streamed.
        links: Where its cells link to, if that is asked for.
        formulas: Those whose values were never saved.
    """
    rows = {row for row, _ in formulas}
    sheet.reset_dimensions()
    for number, values in enumerate(_quietly(sheet.iter_rows(values_only=True)), start=1):
        if number > MOST_ROWS:
            raise unreadable(f"a sheet has more than {MOST_ROWS:,} rows")
        cells = tuple(BLANK if value is None else Cell(_value(value)) for value in values)
        if number in rows:
            cells = tuple(
                Cell(formulas[number, column]) if (number, column) in formulas else cell
                for column, cell in enumerate(cells, start=1)
            )
        if last := _last(cells):
            cells = cells[:last]
            yield number, (_with_links(cells, number, links) if links else cells)


def _with_links(cells: tuple[Cell, ...], row: int, links: Links) -> tuple[Cell, ...]:
    return tuple(
        Cell(cell.value, links[row, column]) if cell.value is not None and (row, column) in links else cell
        for column, cell in enumerate(cells, start=1)
    )


def _quietly(rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """Yield rows without openpyxl's warnings, for what it leaves out is nothing that we read."""
    while True:
        try:
            with warnings.catch_warnings(action="ignore"):
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
