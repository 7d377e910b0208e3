"""Workbooks of hundreds of thousands of rows, read row by row in a few megabytes of memory.

Only the cells of the columns that are asked for are made into values, because most of the time
goes into those that nobody reads: of 300,000 rows of 65 columns openpyxl makes 19 million, and takes
three times as long.
"""

import warnings
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, Any
from zipfile import ZipFile

from lxml import etree
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904, from_excel

from jobs.readers.tabular import BROKEN, opened, unreadable, unsaved_formula

Raw = str | float
"""A cell's text, or its number; a day is the number of its days since the workbook's epoch."""


@dataclass
class LongSheet:
    """A visible sheet, to be read once.

    Attributes:
        name: As on its tab.
        mac: Whether its workbook counts days as a Mac did.
        wanted: Columns to read, counted from 1; all, until a reader has seen the header.
    """

    name: str
    mac: bool
    _part: str
    _archive: ZipFile
    _strings: list[str]
    wanted: Collection[int] | None = None
    _columns: dict[str, int] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[int, dict[int, Raw]]]:
        """Yield the number of each row that has cells, and those that say something, by column.

        Raises:
            UnreadableDocument: The sheet breaks off, or is no XML.
        """
        try:
            with self._archive.open(self._part) as part:
                yield from self._read(part)
        except BROKEN as error:
            raise unreadable(error) from error

    def _read(self, part: IO[bytes]) -> Iterator[tuple[int, dict[int, Raw]]]:
        number = 0
        for _, row in etree.iterparse(part, tag="{*}row", resolve_entities=False, no_network=True):
            number = int(row.get("r") or number + 1)
            cells = self._cells(row)
            if cells:
                yield number, cells
            row.clear()
            while row.getprevious() is not None:
                del row.getparent()[0]

    def _cells(self, row: Any) -> dict[int, Raw]:
        values: dict[int, Raw] = {}
        column = 0
        for cell in row:
            where = cell.get("r")
            column = self._column(where) if where else column + 1
            if self.wanted is None or column in self.wanted:
                value = self._value(cell)
                if value is not None and value != "":
                    values[column] = value
        return values

    def _column(self, where: str) -> int:
        letters = where.rstrip("0123456789")
        if letters not in self._columns:
            self._columns[letters] = column_index_from_string(letters)
        return self._columns[letters]

    def _value(self, cell: Any) -> Raw | None:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "".join(cell.itertext())
        text = cell.findtext("{*}v")
        if not text or kind == "e":
            return unsaved_formula(cell) or None
        if kind == "s":
            return self._strings[int(text)]
        if kind == "b":
            return "TRUE" if text == "1" else "FALSE"
        return float(text) if kind == "n" else str(text)


def day_of(number: float, *, mac: bool) -> date | None:
    """Return the day that a number is in a workbook, by its count of days; None when it is none."""
    try:
        moment = from_excel(number, CALENDAR_MAC_1904) if mac else from_excel(number)
    except (OverflowError, ValueError):
        return None
    return moment.date() if isinstance(moment, datetime) else None


def opened_sheets(body: bytes) -> list[LongSheet]:
    """Open an XLSX workbook to read its visible sheets row by row, in the order of their tabs.

    Raises:
        UnreadableDocument: Not an XLSX workbook, cut off, encrypted, out of all proportion, or
            without a visible sheet.
    """
    file = opened(body, whole=False)
    try:
        reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
        with warnings.catch_warnings(action="ignore"):
            reader.read_manifest()
            reader.read_strings()
            reader.read_workbook()
        strings = [str(text) for text in reader.shared_strings]
        mac = reader.wb.epoch == CALENDAR_MAC_1904
        sheets = [
            LongSheet(sheet.name, mac, part.target, reader.archive, strings)
            for sheet, part in reader.parser.find_sheets()
            if sheet.state == "visible"
        ]
    except BROKEN as error:
        raise unreadable(error) from error
    if not sheets:
        raise unreadable("it has no visible sheet")
    return sheets
