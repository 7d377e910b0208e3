"""The edges that a PDF page's paths draw, whatever way the producer drew its grid.

A thin box is a line, any other box has four sides; a path of many parts is taken apart.
All coordinates are points, y upwards, in the upright frame that the caller's matrix gives.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2.raw as c

from jobs.readers.pdf_frame import Box, Matrix, Point, apply, chain, moved
from models.errors import UnreadableDocument

THIN = 3.0
"""A box no thicker than this is a line; the boldest rules met in reports are 2.25 pt."""
SPECK = 6.0
"""A box smaller than this both ways is a bullet, not a cell; smaller than THIN, a dot of a dotted line."""
MOST_OBJECTS = 60_000
_FORM_DEPTH = 4
_PLAIN_SEGMENTS = 5
_TWO_POINTS = 2


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight stretch: `at` its own coordinate, from `start` to `end` along the other axis."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Edges:
    """Horizontal and vertical edges of a page."""

    across: tuple[Edge, ...] = ()
    down: tuple[Edge, ...] = ()


def edges(page: c.FPDF_PAGE, turn: Matrix, number: int) -> Edges:
    """Return the edges that the visible paths of a page draw, neither merged nor snapped.

    Args:
        page: The page as pdfium holds it.
        turn: What turns the page's own frame upright.
        number: The page's number, for the sentence of an error.

    Raises:
        UnreadableDocument: The page draws more objects than any report does.
    """
    across: list[Edge] = []
    down: list[Edge] = []
    for seen, (path, matrix) in enumerate(_paths(page, turn)):
        if seen > MOST_OBJECTS:
            raise UnreadableDocument(
                f"Page {number} of the PDF holds more than {MOST_OBJECTS:,} drawn objects.",
                "Open the document by hand and check that it is the report.",
            )
        for box in _boxes(path, matrix):
            _add_sides(box, across, down)
    return Edges(tuple(across), tuple(down))


def _matrix(thing: c.FPDF_PAGEOBJECT) -> Matrix:
    m = c.FS_MATRIX()
    c.FPDFPageObj_GetMatrix(thing, m)
    return m.a, m.b, m.c, m.d, m.e, m.f


def _paths(page: c.FPDF_PAGE, turn: Matrix) -> Iterator[tuple[c.FPDF_PAGEOBJECT, Matrix]]:
    for index in range(c.FPDFPage_CountObjects(page)):
        yield from _unfold(c.FPDFPage_GetObject(page, index), turn, _FORM_DEPTH)


def _unfold(
    thing: c.FPDF_PAGEOBJECT, matrix: Matrix, depth: int
) -> Iterator[tuple[c.FPDF_PAGEOBJECT, Matrix]]:
    kind = c.FPDFPageObj_GetType(thing)
    if kind == c.FPDF_PAGEOBJ_PATH:
        if _is_drawn(thing):
            yield thing, matrix
    elif kind == c.FPDF_PAGEOBJ_FORM and depth:
        inner = chain(_matrix(thing), matrix)
        for index in range(c.FPDFFormObj_CountObjects(thing)):
            yield from _unfold(c.FPDFFormObj_GetObject(thing, index), inner, depth - 1)


def _is_drawn(path: c.FPDF_PAGEOBJECT) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    c.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(fill.value or stroke.value)


def _boxes(path: c.FPDF_PAGEOBJECT, matrix: Matrix) -> Iterator[Box]:
    segments = c.FPDFPath_CountSegments(path)
    if segments > _PLAIN_SEGMENTS:
        yield from _pieces(path, segments, chain(_matrix(path), matrix))
        return
    left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    if c.FPDFPageObj_GetBounds(path, left, bottom, right, top):
        box = moved(matrix, (left.value, bottom.value, right.value, top.value))
        slanted = segments <= _TWO_POINTS and min(box[2] - box[0], box[3] - box[1]) > THIN
        if not slanted:
            yield box


def _pieces(path: c.FPDF_PAGEOBJECT, segments: int, matrix: Matrix) -> Iterator[Box]:
    """Yield each straight piece of a path of many parts as a thin box of its own."""
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(segments):
        segment = c.FPDFPath_GetPathSegment(path, index)
        c.FPDFPathSegment_GetPoint(segment, x, y)
        point = apply(matrix, (x.value, y.value))
        kind = c.FPDFPathSegment_GetType(segment)
        if kind == c.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == c.FPDF_SEGMENT_LINETO:
            yield from _straight(last, point)
        if c.FPDFPathSegment_GetClose(segment):
            yield from _straight(point, start)
        last = point


def _straight(a: Point, b: Point) -> Iterator[Box]:
    box = (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
    if min(box[2] - box[0], box[3] - box[1]) <= 1:
        yield box


def _add_sides(box: Box, across: list[Edge], down: list[Edge]) -> None:
    left, bottom, right, top = box
    width, height = right - left, top - bottom
    if width <= THIN and height <= THIN:
        across.append(Edge((top + bottom) / 2, left, right))
        down.append(Edge((left + right) / 2, bottom, top))
    elif width <= SPECK and height <= SPECK:
        return
    elif height <= THIN:
        across.append(Edge((top + bottom) / 2, left, right))
    elif width <= THIN:
        down.append(Edge((left + right) / 2, bottom, top))
    else:
        across += (Edge(top, left, right), Edge(bottom, left, right))
        down += (Edge(left, bottom, top), Edge(right, bottom, top))
