"""Where the cells of a workbook link to, read without the rest of it.

openpyxl tells links only of a workbook that is all in memory, which takes longer than its rows do.
"""

from collections.abc import Iterator, Mapping
from zipfile import ZipFile

from lxml import etree
from openpyxl.packaging.relationship import get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import range_boundaries

_TARGET = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Links = Mapping[tuple[int, int], str]
"""Addresses by row and column, counted from 1."""


def links_of(reader: ExcelReader) -> dict[str, Links]:
    """Return the links of each sheet, by its name; a place within the workbook is no link.

    Args:
        reader: Of a workbook, its list of sheets read. Raises what openpyxl and lxml do on a broken file.
    """
    parts = {sheet.name: part.target for sheet, part in reader.parser.find_sheets()}
    return {name: dict(_of_sheet(reader.archive, part)) for name, part in parts.items()}


def _of_sheet(archive: ZipFile, part: str) -> Iterator[tuple[tuple[int, int], str]]:
    targets = _targets(archive, get_rels_path(part))  # type: ignore[no-untyped-call]  # openpyxl's
    with archive.open(part) as file:
        for _, element in etree.iterparse(
            file, tag=("{*}row", "{*}hyperlink"), resolve_entities=False, no_network=True
        ):
            if name := element.get(_TARGET):
                left, top, right, bottom = (edge or 0 for edge in range_boundaries(element.get("ref")))
                cells = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
                yield from ((cell, targets[name]) for cell in cells)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _targets(archive: ZipFile, part: str) -> dict[str, str]:
    """Return what the parts and addresses are that a sheet refers to, by the names that it has for them."""
    if part not in archive.namelist():
        return {}
    return {each.get("Id"): each.get("Target", "").strip() for each in etree.fromstring(archive.read(part))}
