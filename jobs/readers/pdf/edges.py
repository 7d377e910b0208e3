"""The edges that a PDF page's paths draw, whatever way the producer drew its grid.

A thin box is a line, any other box has four sides; a path of many parts is taken apart.
All coordinates are points, y upwards, in the upright frame that the caller's matrix gives.

Boxes, points and the transformations between a PDF's frames; points, y upwards.

Edges as drawn → edges as meant: those that nearly coincide are one.
"""

import ctypes
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pypdfium2.raw as c

from models.errors import UnreadableDocument

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
_Thing = TypeVar("_Thing")

ALIKE = 4.0
"""Boundaries of two tables, or rules of one, that differ by no more than this are the same."""
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def moved(m: Matrix, box: Box) -> Box:
    """Return a box as it lies after a transformation by quarter turns, scaling and shifting."""
    if m is IDENTITY:
        return box
    x0, y0 = apply(m, (box[0], box[1]))
    x1, y1 = apply(m, (box[2], box[3]))
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def apply(m: Matrix, p: Point) -> Point:
    """Return where a transformation moves a point."""
    return m[0] * p[0] + m[2] * p[1] + m[4], m[1] * p[0] + m[3] * p[1] + m[5]


def chain(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the transformation that does first the inner, then the outer one."""
    shiftless = (*outer[:4], 0.0, 0.0)
    return (
        *apply(shiftless, (inner[0], inner[1])),
        *apply(shiftless, (inner[2], inner[3])),
        *apply(outer, (inner[4], inner[5])),
    )


def holds(box: Box, point: Point) -> bool:
    """Return whether a point lies in a box."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def grouped(things: Iterable[_Thing], belongs: Callable[[list[_Thing], _Thing], bool]) -> list[list[_Thing]]:
    """Return things in groups: one begins with each thing that doesn't belong to the group before it."""
    groups: list[list[_Thing]] = []
    for thing in things:
        if groups and belongs(groups[-1], thing):
            groups[-1].append(thing)
        else:
            groups.append([thing])
    return groups


def united(stretches: Iterable[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    """Return stretches in their order along the line, those that no more than a gap parts as one."""
    wholes: list[tuple[float, float]] = []
    for start, end in sorted(stretches):
        if wholes and start <= wholes[-1][1] + gap:
            wholes[-1] = (wholes[-1][0], max(wholes[-1][1], end))
        else:
            wholes.append((start, end))
    return wholes


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
    box = bounds(path)
    if box is not None:
        box = moved(matrix, box)
        slanted = segments <= _TWO_POINTS and min(box[2] - box[0], box[3] - box[1]) > THIN
        if not slanted:
            yield box


def bounds(thing: c.FPDF_PAGEOBJECT) -> Box | None:
    """Return the box around what a page draws, in the page's own frame; None where pdfium tells none."""
    left, bottom, right, top = sides = [ctypes.c_float() for _ in range(4)]
    if not c.FPDFPageObj_GetBounds(thing, *sides):
        return None
    return left.value, bottom.value, right.value, top.value


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
    if THIN < max(width, height) <= SPECK:
        return
    if height <= THIN:
        across.append(Edge((top + bottom) / 2, left, right))
    if width <= THIN:
        down.append(Edge((left + right) / 2, bottom, top))
    if min(width, height) > THIN:
        across += (Edge(top, left, right), Edge(bottom, left, right))
        down += (Edge(left, bottom, top), Edge(right, bottom, top))


SNAP = 1.5
"""Edges nearer to each other than this are the same edge."""
SHORTEST = 6.5
"""No side of a cell is shorter; dots that make no line together go."""
BRIDGE = 4.0
"""Two stretches of an edge with a smaller gap between them are one: boxes drawn apart."""


def tidy(drawn: Edges) -> Edges:
    """Return the edges with those that nearly coincide snapped together and overlaps merged."""
    return Edges(tuple(_merged(drawn.across)), tuple(_merged(drawn.down)))


def _merged(edges: Sequence[Edge]) -> list[Edge]:
    merged: list[Edge] = []
    by_place = sorted(edges, key=lambda e: e.at)
    for cluster in grouped(by_place, lambda near, edge: edge.at - near[0].at <= SNAP):
        at = sum(e.at for e in cluster) / len(cluster)
        wholes = united(((e.start, e.end) for e in cluster), BRIDGE)
        merged += [Edge(at, start, end) for start, end in wholes if end - start >= SHORTEST]
    return merged
