"""Any published table → lines of text with their place: CSV, XLSX, JSON, HTML or PDF."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from jobs.readers import html, pdf
from jobs.readers.blocks import Block, BlockKind
from jobs.readers.pdf_table import Table
from jobs.readers.text_files import read_csv, read_json
from jobs.readers.text_table import Line, TextTable
from jobs.readers.workbook import printed, sheets
from models.errors import UnreadableDocument
from models.listings import comparable
from models.settings_sources import TableFormat
from models.values import Document

MOST_LINES = 500_000
"""Lines of a table that is read as a whole; longer files need a source that streams them."""


def read_tables(
    document: Document, form: TableFormat, wanted: Sequence[str], *, sheet: str = "", path: str = ""
) -> list[TextTable]:
    """Return the tables of a document in their order.

    Args:
        document: Its bytes.
        form: What they should be.
        wanted: Headers that tell the delimiter of a CSV.
        sheet: The only sheet of a workbook to read; empty for all that are visible.
        path: Dotted path to the array of a JSON document.

    Raises:
        UnreadableDocument: They are something else, broken, or larger than any such list.
    """
    if form is TableFormat.CSV:
        return [read_csv(document, wanted)]
    if form is TableFormat.JSON:
        return [read_json(document, path)]
    if form is TableFormat.XLSX:
        return list(_sheets(document, sheet))
    return list(_of_page(document) if form is TableFormat.HTML else _of_pdf(document))


def _sheets(document: Document, only: str) -> Iterator[TextTable]:
    found = []
    for sheet in sheets(document.body):
        found.append(sheet.name)
        if only and comparable(only) != comparable(sheet.name):
            continue
        lines: list[Line] = []
        for number, cells in sheet.rows:
            if len(lines) == MOST_LINES:
                raise UnreadableDocument(
                    f"The sheet {sheet.name} has more than {MOST_LINES:,} rows.",
                    "A list of that size needs a source of its own; see CONTRIBUTING.md.",
                )
            text = tuple(printed(cell.value) for cell in cells)
            lines.append(Line(text, f"sheet {sheet.name} row {number}"))
        yield TextTable(f"sheet {sheet.name}", tuple(lines))
    if only and comparable(only) not in map(comparable, found):
        raise UnreadableDocument(
            f"The workbook has no sheet {only!r}, only {', '.join(found)}.", "Mend the entry's sheet."
        )


def _of_page(document: Document) -> Iterator[TextTable]:
    text: list[str] = []
    blocks = html.read_blocks(document)
    number = 0
    for (kind, group), some in groupby(blocks, key=lambda block: (block.kind, block.group)):
        if kind is not BlockKind.ROW or not group:
            text += [block.text for block in some]
            continue
        number += 1
        lines = tuple(_row(block, place) for place, block in enumerate(some, 1))
        yield TextTable(f"table {number}", lines, " ".join(text))


def _row(block: Block, number: int) -> Line:
    cells = tuple(" ".join(cell) for cell in block.cells)
    return Line(cells, f"row {number}", heading=len(cells) > 1 and len(set(cells)) == 1)


def _of_pdf(document: Document) -> Iterator[TextTable]:
    text: list[str] = []
    for number, block in enumerate(pdf.read(document.body), 1):
        if not isinstance(block, Table):
            text.append(block.text)
            continue
        lines = tuple(Line(row.cells, "", row.page, row.heading) for row in block.rows)
        yield TextTable(f"table {number} on page {block.page}", lines, " ".join(text))
