"""The text of one PDF page, read two ways: fast within a box, and word by word with positions.

All coordinates are points, y upwards, in an upright frame: a page whose text runs sideways
is turned until it reads left to right, whatever its /Rotate says. pdfium is not
thread-safe: use pages from one thread only.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

import pypdfium2 as pdfium
import pypdfium2.raw as c

from jobs.readers.pdf.edges import IDENTITY, Box, Edges, Matrix, bounds, edges, holds, moved
from jobs.readers.pdf.words import Sign, Word, blanks_are_kept, words_of
from models.errors import UnreadableDocument

MOST_SIGNS = 200_000
_SAMPLE = 24
_TURNS: tuple[Matrix, ...] = (
    IDENTITY,
    (0.0, 1.0, -1.0, 0.0, 0.0, 0.0),
    (-1.0, 0.0, 0.0, -1.0, 0.0, 0.0),
    (0.0, -1.0, 1.0, 0.0, 0.0, 0.0),
)
"""What turns a page upright whose text runs 0 to 3 quarter turns clockwise."""
_STAMP = 120
"""A page number, a header and a stamp have no more signs than this."""
_EDGE = 2.0
"""What is drawn this near to a page's own edge is its background."""


class PdfPage:
    """One page, open while it is read.

    Args:
        page: The page as pdfium holds it; whoever opened it closes it.
        number: Counted from 1, as people count.

    Raises:
        UnreadableDocument: The page has more signs than a page can show.
    """

    def __init__(self, page: pdfium.PdfPage, number: int) -> None:
        self.number = number
        self._page = page
        self._text = page.get_textpage()
        self._buffer = (ctypes.c_ushort * 8192)()
        self.signs: int = c.FPDFText_CountChars(self._text.raw)
        if self.signs > MOST_SIGNS:
            raise UnreadableDocument(
                f"Page {number} of the PDF holds {self.signs:,} signs, more than a page can show.",
                "Open the document by hand and check that it is the report.",
            )
        turns = self._quarter_turns()
        self._turn = _TURNS[turns]
        self._show_upright(-turns % 4 * 90)
        self.upright = self._turn is IDENTITY
        self.frame: Box = moved(self._turn, page.get_bbox())

    def close(self) -> None:
        """Give the page's text back to pdfium."""
        self._text.close()

    @property
    def is_picture(self) -> bool:
        """Whether a picture fills the page and hardly any text stands beside it: a scan."""
        if self.signs > _STAMP:
            return False
        left, bottom, right, top = self._page.get_bbox()
        for index in range(c.FPDFPage_CountObjects(self._page.raw)):
            thing = c.FPDFPage_GetObject(self._page.raw, index)
            box = bounds(thing) if c.FPDFPageObj_GetType(thing) == c.FPDF_PAGEOBJ_IMAGE else None
            if box is not None:
                x0, y0, x1, y1 = box
                if not self.signs or (x1 - x0) * (y1 - y0) > (right - left) * (top - bottom) / 2:
                    return True
        return False

    def reads_across(self) -> bool:
        """Whether pdfium parts this page's words where its gaps are, by a sample of its signs.

        On some pages it takes the columns of a table for vertical writing and loses blanks.
        """
        starts = (0, self.signs // 2)
        samples = (range(first, min(first + _SAMPLE * 2, self.signs)) for first in starts)
        return all(blanks_are_kept(self._boxes(sample)) for sample in samples)

    def edges(self) -> Edges:
        """Return the edges that the page's paths draw, without those of its own background.

        Raises as `edges` of `jobs.readers.pdf.edges` does.
        """
        drawn = edges(self._page.raw, self._turn, self.number)
        left, bottom, right, top = self.frame
        return Edges(
            tuple(edge for edge in drawn.across if bottom + _EDGE < edge.at < top - _EDGE),
            tuple(edge for edge in drawn.down if left + _EDGE < edge.at < right - _EDGE),
        )

    def text_within(self, box: Box) -> str:
        """Return the text that touches a box, lines parted by line feeds. Upright pages only."""
        left, bottom, right, top = box
        raw, size = self._text.raw, len(self._buffer)
        n = c.FPDFText_GetBoundedText(raw, left, top, right, bottom, self._buffer, size)
        if n >= size:
            n = c.FPDFText_GetBoundedText(raw, left, top, right, bottom, None, 0)
            self._buffer = (ctypes.c_ushort * (n + 1))()
            n = c.FPDFText_GetBoundedText(raw, left, top, right, bottom, self._buffer, n + 1)
        read = bytes(memoryview(self._buffer)[: max(n, 0)])
        return read.decode("utf-16-le", "replace").rstrip("\0")

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words whose centre the page shows, in the order in which they were drawn."""
        return tuple(word for word in words_of(self._signs()) if holds(self.frame, word.middle))

    def _show_upright(self, rotation: int) -> None:
        """Rotate the page so that its text is upright, whatever its /Rotate: pdfium orders signs as shown."""
        if self._page.get_rotation() != rotation:
            self._text.close()
            self._page.set_rotation(rotation)
            self._text = self._page.get_textpage()
            self.signs = c.FPDFText_CountChars(self._text.raw)

    def _quarter_turns(self) -> int:
        turns: Counter[int] = Counter()
        for index in range(0, self.signs, max(1, self.signs // _SAMPLE)):
            angle = c.FPDFText_GetCharAngle(self._text.raw, index)
            if angle >= 0 and not c.FPDFText_IsGenerated(self._text.raw, index):
                turns[round(angle / (math.pi / 2)) % 4] += 1
        return turns.most_common(1)[0][0] if turns else 0

    def _boxes(self, indexes: range) -> Iterator[tuple[int, str, Box]]:
        """Yield signs with their boxes, which are as high and wide as their type, not their ink."""
        raw, loose = self._text.raw, c.FS_RECTF()
        for index in indexes:
            code = c.FPDFText_GetUnicode(raw, index)
            if code and c.FPDFText_GetLooseCharBox(raw, index, loose):
                sides = (loose.left, min(loose.bottom, loose.top), loose.right, max(loose.bottom, loose.top))
                yield index, chr(code), moved(self._turn, sides)

    def _signs(self) -> Iterator[Sign]:
        """Yield each sign with its box, what drew it, and the style of that."""
        raw, drawer, style = self._text.raw, 0, ""
        for index, sign, box in self._boxes(range(self.signs)):
            source = ctypes.cast(c.FPDFText_GetTextObject(raw, index), ctypes.c_void_p).value or 0
            if source != drawer:
                drawer, style = source, self._style(index)
            yield sign, box, drawer, style

    def _style(self, index: int) -> str:
        size = c.FPDFText_GetFontSize(self._text.raw, index)
        name = ctypes.create_string_buffer(64)
        c.FPDFText_GetFontInfo(self._text.raw, index, name, len(name), None)
        return f"{size:.1f} {name.value.decode('utf-8', 'replace')}"
