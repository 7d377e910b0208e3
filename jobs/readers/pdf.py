"""A PDF's bytes → its tables, joined over pages, and the lines of text between them.

Method and figures: edges from path bounds, grids from edges, text within each cell; a page
on which a sign would be lost or read twice is read again word by word. It parses some
hundred pages a second, more than twenty times what pdfplumber does on the same tables.
"""

from collections.abc import Sequence

import pypdfium2 as pdfium

from jobs.readers.pdf_apart import apart, crowded, tall
from jobs.readers.pdf_bare import bare
from jobs.readers.pdf_edges import tidy
from jobs.readers.pdf_frame import Box
from jobs.readers.pdf_grid import Grid
from jobs.readers.pdf_grouping import grids, walls_alone
from jobs.readers.pdf_join import join
from jobs.readers.pdf_page import Page
from jobs.readers.pdf_stripes import striped
from jobs.readers.pdf_table import Block, Table, fast_blocks, holds, outside, slow_blocks
from models.errors import UnreadableDocument

MOST_PAGES = 2_000
_SCANNED = "Read it by hand, or ask the publisher for the file that it was printed from."
_TAIL = 2_048
_LEGIBLE = 0.7
"""Share of signs that must be letters, digits or common marks for text to be text."""
_LONGEST_SAMPLE = 20_000


def read(body: bytes) -> list[Block]:
    """Return a PDF's tables and lines of text in reading order, each with its page.

    Args:
        body: The document's bytes.

    Raises:
        UnreadableDocument: Not a PDF, cut off, encrypted, scanned without text, text that its
            fonts don't spell out, or larger than any report.
    """
    _check_ends(body)
    document = _opened(body)
    try:
        if len(document) > MOST_PAGES:
            raise UnreadableDocument(
                f"The PDF has {len(document):,} pages, more than any report.",
                "Open it by hand and check that it is the report.",
            )
        blocks: list[Block] = []
        for index in range(len(document)):
            blocks += _page_blocks(document, index, _known(blocks))
    finally:
        document.close()
    _check_text(blocks)
    return join(blocks)


def _check_ends(body: bytes) -> None:
    if b"%PDF-" not in body[:1024]:
        raise UnreadableDocument(
            "The document is not a PDF, although it came from a link to one.",
            "Open the address in a browser: it may show an error or a login page.",
        )
    if b"%%EOF" not in body[-_TAIL:]:
        raise UnreadableDocument(
            "The PDF is cut off: its end is missing.", "A whole one is read once it is served, or imported."
        )


def _opened(body: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableDocument(
                "The PDF is encrypted and asks for a password.",
                "Ask the publisher for an open copy and import it by hand.",
            ) from error
        raise UnreadableDocument(
            "The PDF is damaged and can't be opened.", "A whole one is read once it is served, or imported."
        ) from error


def _page_blocks(document: pdfium.PdfDocument, index: int, known: Sequence[float]) -> list[Block]:
    try:
        raw = document[index]
    except pdfium.PdfiumError as error:
        raise UnreadableDocument(
            f"Page {index + 1} of the PDF is damaged and can't be read.",
            "A whole one is read once it is served, or imported.",
        ) from error
    page = Page(raw, index + 1)
    try:
        if index and page.is_picture:
            raise UnreadableDocument(
                f"Page {page.number} of the PDF is a scan, a picture without text.", _SCANNED
            )
        return _blocks(page, known)
    finally:
        page.close()
        raw.close()


def _blocks(page: Page, known: Sequence[float]) -> list[Block]:
    edges = tidy(page.edges())
    found = [piece for grid in grids(edges) for piece in apart(grid)]
    ruled = _outermost([grid for grid in found if _stands_alone(grid, found)]) or walls_alone(edges, known)
    ruled = [grid for grid in ruled if not (tall(grid) and crowded(grid, page.words))]
    boxes = [grid.box for grid in ruled]
    loose = [grid for grid in found if grid not in ruled and not _beside(grid, boxes)]
    if page.upright and not loose and page.reads_across():
        blocks = fast_blocks(page, ruled) if ruled else None
        if blocks is not None:
            return blocks
    tables = ruled + striped(loose, outside(page.words, boxes), known)
    tables += bare(outside(page.words, [grid.box for grid in tables]), known)
    tables.sort(key=lambda grid: -grid.ys[0])
    return slow_blocks(page, tables, outside(page.words, [grid.box for grid in tables]))


def _stands_alone(grid: Grid, found: Sequence[Grid]) -> bool:
    """Whether a grid is a table by itself, not one of several that white rows part."""
    whole = grid.columns > 1 and grid.rows > 1 and grid.walled
    return whole and not any(other is not grid and grid.same_columns(other) for other in found)


def _outermost(ruled: Sequence[Grid]) -> list[Grid]:
    """Drop grids that lie in a cell of another one."""
    return [
        grid
        for grid in ruled
        if not any(other is not grid and _inside(grid.box, other.box) for other in ruled)
    ]


def _inside(inner: Box, outer: Box) -> bool:
    return holds(outer, (inner[0], inner[1])) and holds(outer, (inner[2], inner[3]))


def _beside(grid: Grid, boxes: Sequence[Box]) -> bool:
    """Whether what was drawn is of no use: it lies within a table, or is a frame around one."""
    return any(_inside(grid.box, box) or _inside(box, grid.box) for box in boxes)


def _known(blocks: Sequence[Block]) -> tuple[float, ...]:
    return next((block.xs for block in reversed(blocks) if isinstance(block, Table)), ())


def _check_text(blocks: Sequence[Block]) -> None:
    text = "".join(
        "".join(cell for row in block.rows for cell in row.cells) if isinstance(block, Table) else block.text
        for block in blocks
    )
    if not text:
        raise UnreadableDocument("The PDF holds no text: it is a scan, a picture of the report.", _SCANNED)
    sample = text[:_LONGEST_SAMPLE]
    legible = sum(sign.isalnum() or sign in " .,:;()'/-&–’\"" for sign in sample)
    if legible < _LEGIBLE * len(sample):
        raise UnreadableDocument(
            "The PDF's fonts don't tell which letters they show, so its text can't be read.",
            "Read it by hand, or ask the publisher for another copy.",
        )
