"""Formulas of a workbook whose values were never saved: a program wrote them, and none computed them.

Whoever opens the workbook sees values, which their own program makes; the file holds none. Such a cell is
read as its formula, which is no value of any column.
"""

import re
from collections.abc import Iterator, Mapping
from typing import IO, Any
from zipfile import ZipFile

from lxml import etree
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

_FORMULA = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?f[\s/>]")
_AT_ONCE = 1 << 20
_OVERLAP = 64
"""Bytes of a tag that may lie across two pieces of a file."""

Formulas = Mapping[tuple[int, int], str]
"""By row and column, counted from 1; each begins with `=`."""


def unsaved_formulas(reader: ExcelReader) -> dict[str, Formulas]:
    """Return the formulas without a saved value of each sheet that has any, by its name.

    Args:
        reader: Of a workbook, its list of sheets read. Raises what openpyxl and lxml do on a broken file.
    """
    sheets = {sheet.name: part.target for sheet, part in reader.parser.find_sheets()}
    found = {name: _of_sheet(reader.archive, part) for name, part in sheets.items()}
    return {name: formulas for name, formulas in found.items() if formulas}


def unsaved_formula(cell: Any) -> str:
    """Return the formula of a cell's element, if its value was not saved; else nothing.

    A value that is an empty text is a saved one: programs say so of the cell (`t="str"`).
    """
    if cell.get("t") == "str" or cell.findtext("{*}v"):
        return ""
    formula = cell.find("{*}f")
    return "" if formula is None else f"={formula.text or 'as in the cells beside it'}"


def _of_sheet(archive: ZipFile, part: str) -> Formulas:
    with archive.open(part) as file:
        if not _has_formulas(file):
            return {}
    with archive.open(part) as file:
        return dict(_read(file))


def _has_formulas(file: IO[bytes]) -> bool:
    """Tell, without parsing a sheet, whether it has any formula: most have none."""
    tail = b""
    while piece := file.read(_AT_ONCE):
        if _FORMULA.search(tail + piece):
            return True
        tail = piece[-_OVERLAP:]
    return False


def _read(file: IO[bytes]) -> Iterator[tuple[tuple[int, int], str]]:
    number = 0
    for _, row in etree.iterparse(file, tag="{*}row", resolve_entities=False, no_network=True):
        number = int(row.get("r") or number + 1)
        column = 0
        for cell in row:
            where = cell.get("r")
            column = column_index_from_string(coordinate_from_string(where)[0]) if where else column + 1
            if formula := unsaved_formula(cell):
                yield (number, column), formula
        row.clear()
        while row.getprevious() is not None:
            del row.getparent()[0]
