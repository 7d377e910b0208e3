"""Any published table → lines of text with their place: CSV, XLSX, JSON, HTML or PDF."""

from collections.abc import Iterator
from itertools import groupby

from jobs.readers.html import BlockKind, read_blocks
from jobs.readers.pdf import Table, read
from jobs.readers.tabular import Sheet, TextTable, printed, read_csv, read_json, sheets
from jobs.readers.text import Columns
from models.config import TableFormat
from models.domain import Document, Repeated, comparable, numbered
from models.errors import UnreadableDocument

MOST_LINES = 500_000
"""Lines of a table that is read as a whole; longer files need a source that streams them."""


def read_tables(
    document: Document, form: TableFormat, columns: Columns[str], *, sheet: str = "", path: str = ""
) -> list[TextTable]:
    """Return the tables of a document in their order.

    Args:
        document: Its bytes.
        form: What they should be.
        columns: What its columns are called, which tells the delimiter of a CSV.
        sheet: The only sheet of a workbook to read; empty for all that are visible.
        path: Dotted path to the array of a JSON document.

    Raises:
        UnreadableDocument: They are something else, broken, or larger than any such list.
    """
    if form is TableFormat.CSV:
        return [read_csv(document, columns)]
    if form is TableFormat.JSON:
        return [read_json(document, path)]
    if form is TableFormat.XLSX:
        return list(_sheets(document, sheet))
    return list(_of_page(document) if form is TableFormat.HTML else _of_pdf(document))


def _sheets(document: Document, only: str) -> Iterator[TextTable]:
    names = []
    for sheet in sheets(document.body):
        names.append(sheet.name)
        if only and comparable(only) != comparable(sheet.name):
            continue
        yield _table(sheet)
    if only and comparable(only) not in map(comparable, names):
        raise UnreadableDocument(
            f"The workbook has no sheet {only!r}, only {', '.join(names)}.", "Mend the entry's sheet."
        )


def hidden_tables(document: Document) -> list[TextTable]:
    """Return the hidden sheets of a workbook, which are no part of what it shows."""
    return [_table(sheet) for sheet in sheets(document.body, hidden=True)]


def _table(sheet: Sheet) -> TextTable:
    lines: list[list[str]] = []
    numbers: list[int] = []
    for number, cells in sheet.rows:
        if len(lines) == MOST_LINES:
            raise UnreadableDocument(
                f"The sheet {sheet.name} has more than {MOST_LINES:,} rows.",
                "A list of that size needs a source of its own; see CONTRIBUTING.md.",
            )
        lines.append([printed(cell.value) for cell in cells])
        numbers.append(number)
    return TextTable(f"sheet {sheet.name}", lines, numbered(f"sheet {sheet.name} row ", numbers))


def _of_page(document: Document) -> Iterator[TextTable]:
    text: list[str] = []
    blocks = read_blocks(document)
    number = 0
    heading = ""
    for (kind, group), some in groupby(blocks, key=lambda block: (block.kind, block.group)):
        if kind is not BlockKind.ROW or not group:
            for block in some:
                text.append(block.text)
                heading = block.text if block.is_heading else heading
            continue
        number += 1
        lines = [[" ".join(cell) for cell in block.cells] for block in some]
        headings = frozenset(n for n, cells in enumerate(lines) if len(cells) > 1 and len(set(cells)) == 1)
        positions = numbered("row ", range(1, len(lines) + 1))
        yield TextTable(
            f"table {number}", lines, positions, headings=headings, before=" ".join(text), heading=heading
        )


def _of_pdf(document: Document) -> Iterator[TextTable]:
    text: list[str] = []
    for number, block in enumerate(read(document.body), 1):
        if not isinstance(block, Table):
            text.append(block.text)
            continue
        yield TextTable(
            f"table {number} on page {block.page}",
            [row.cells for row in block.rows],
            Repeated("", len(block.rows)),
            [row.page for row in block.rows],
            frozenset(place for place, row in enumerate(block.rows) if row.heading),
            " ".join(text),
        )
