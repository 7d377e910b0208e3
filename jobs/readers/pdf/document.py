"""A PDF's bytes → its tables, joined over pages, and the lines of text between them.

Method and figures: edges from path bounds, grids from edges, text within each cell; a page
on which a sign would be lost or read twice is read again word by word. It parses some
hundred pages a second, more than twenty times what pdfplumber does on the same tables.

Whether a PDF's bytes are all there: its index stands where its end says, its text unpacks to its sum.

A program that shows PDFs mends a broken index silently, and leaves out the pages that it lost; so
a file with a hole in its middle opens like a shorter report. Of text that is packed and damaged it
shows what comes before the damage, and garbage.
"""

import base64
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing

import pypdfium2 as pdfium

from jobs.readers.pdf.edges import Box, holds, tidy
from jobs.readers.pdf.grid import Grid, grids, walls_alone
from jobs.readers.pdf.page import PdfPage
from jobs.readers.pdf.page_breaks import join
from jobs.readers.pdf.table import Block, Table, fast_blocks, outside, slow_blocks
from jobs.readers.pdf.unruled import apart, bare, crowded, striped, tall
from models.errors import UnreadableDocument

MOST_PAGES = 2_000
_SCANNED = "Read it by hand, or ask the publisher for the file that it was printed from."
_WHOLE = "A whole one is read once it is served, or imported."
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
    with closing(_opened(body)) as document:
        if len(document) > MOST_PAGES:
            raise UnreadableDocument(
                f"The PDF has {len(document):,} pages, more than any report.",
                "Open it by hand and check that it is the report.",
            )
        blocks: list[Block] = []
        for index in range(len(document)):
            known = next((block.xs for block in reversed(blocks) if isinstance(block, Table)), ())
            blocks += _page_blocks(document, index, known)
    _check_text(blocks)
    return join(blocks)


def _check_ends(body: bytes) -> None:
    if b"%PDF-" not in body[:1024]:
        raise UnreadableDocument(
            "The document is not a PDF, although it came from a link to one.",
            "Open the address in a browser: it may show an error or a login page.",
        )
    if b"%%EOF" not in body[-_TAIL:]:
        raise UnreadableDocument("The PDF is cut off: its end is missing.", _WHOLE)


def _opened(body: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableDocument(
                "The PDF is encrypted and asks for a password.",
                "Ask the publisher for an open copy and import it by hand.",
            ) from error
        raise UnreadableDocument("The PDF is damaged and can't be opened.", _WHOLE) from error


def _page_blocks(document: pdfium.PdfDocument, index: int, known: Sequence[float]) -> list[Block]:
    try:
        raw = document[index]
    except pdfium.PdfiumError as error:
        raise UnreadableDocument(
            f"Page {index + 1} of the PDF is damaged and can't be read.", _WHOLE
        ) from error
    with closing(raw), closing(PdfPage(raw, index + 1)) as page:
        if index and page.is_picture:
            raise UnreadableDocument(
                f"Page {page.number} of the PDF is a scan, a picture without text.", _SCANNED
            )
        return _blocks(page, known)


def _blocks(page: PdfPage, known: Sequence[float]) -> list[Block]:
    edges = tidy(page.edges())
    drawn = [piece for grid in grids(edges) for piece in apart(grid)]
    whole = [grid for grid in drawn if _stands_alone(grid, drawn)]
    outermost = [g for g in whole if not any(other is not g and _inside(g.box, other.box) for other in whole)]
    ruled = outermost or walls_alone(edges, known)
    ruled = [grid for grid in ruled if not (tall(grid) and crowded(grid, page.words))]
    boxes = [grid.box for grid in ruled]
    loose = [grid for grid in drawn if grid not in ruled and not _beside(grid, boxes)]
    if page.upright and not loose and page.reads_across():
        blocks = fast_blocks(page, ruled) if ruled else None
        if blocks is not None:
            return blocks
    tables = ruled + striped(loose, outside(page.words, boxes), known)
    tables += bare(outside(page.words, [grid.box for grid in tables]), known)
    tables.sort(key=lambda grid: -grid.ys[0])
    return slow_blocks(page, tables, outside(page.words, [grid.box for grid in tables]))


def _stands_alone(grid: Grid, drawn: Sequence[Grid]) -> bool:
    """Whether a grid is a table by itself, not one of several that white rows part."""
    whole = grid.columns > 1 and grid.rows > 1 and grid.walled
    return whole and not any(other is not grid and grid.same_columns(other) for other in drawn)


def _inside(inner: Box, outer: Box) -> bool:
    return holds(outer, (inner[0], inner[1])) and holds(outer, (inner[2], inner[3]))


def _beside(grid: Grid, boxes: Sequence[Box]) -> bool:
    """Whether what was drawn is of no use: it lies within a table, or is a frame around one."""
    return any(_inside(grid.box, box) or _inside(box, grid.box) for box in boxes)


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


_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_INDEX = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
_PACKED = re.compile(rb"/Filter\s*\[?\s*(/ASCII85Decode\s*|/A85\s*)?/Fl(?:ateDecode)?\b")
_NO_TEXT = re.compile(rb"/(?:Subtype|Length1|Type\s*/XRef)\b")
_AT_ONCE = 1 << 20
_HEADER = 1024
"""Bytes of junk that may stand before a PDF's header (ISO 32000-1, annex H, note 13)."""


def not_intact(body: bytes) -> Iterator[str]:
    """Yield a problem for a PDF of which bytes were lost or added in the middle.

    Args:
        body: The whole file, which has its header and its end.
    """
    end = _START.search(body[-_HEADER:])
    header = body.find(b"%PDF-", 0, _HEADER)
    if end and not any(_INDEX.match(body, int(end[1]) + start) for start in {0, max(header, 0)}):
        yield "The PDF is damaged: its index is not where its end says, so bytes in its middle were lost."
    if b"/Encrypt" not in body and not all(map(_unpacks, _packed_texts(body))):
        yield "The PDF is damaged: a part of its text can't be unpacked. Look at it; its bytes are kept."


def _packed_texts(body: bytes) -> Iterator[bytes]:
    """Yield the streams that are packed with zlib and hold neither a picture nor a font."""
    for start in re.finditer(rb"\bstream\r?\n", body):
        about = body[max(body.rfind(b" obj", 0, start.start()), 0) : start.start()]
        packed = _PACKED.search(about)
        if packed and not _NO_TEXT.search(about):
            stream = body[start.end() : body.find(b"endstream", start.end())]
            yield _from_letters(stream) if packed[1] else stream


def _from_letters(stream: bytes) -> bytes:
    try:
        return base64.a85decode(stream.partition(b"~>")[0])
    except ValueError:
        return b""


def _unpacks(stream: bytes) -> bool:
    """Whether a stream unpacks to its end, where its sum of all bytes stands (RFC 1950)."""
    unpacking = zlib.decompressobj()
    try:
        while stream and not unpacking.eof:
            unpacking.decompress(stream, _AT_ONCE)
            stream = unpacking.unconsumed_tail
    except zlib.error:
        return False
    return unpacking.eof
