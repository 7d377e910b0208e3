"""Draws what a table without a full grid leaves out: sides, columns, and where cells end.

A cell over several rows (a state beside its jails) ends where a rule stops it. Where no rule
does, its text tells: at the top of its cell, or in the middle of it.

Where a column's texts stand in rows, and which cells they are the middle of.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from jobs.readers.pdf.column_gaps import crosses
from jobs.readers.pdf.edges import ALIKE, Edge, grouped
from jobs.readers.pdf.grid import Grid, made_of
from jobs.readers.pdf.strips import Strip
from jobs.readers.pdf.words import between, bottom_of, height_of, lines, top_of

_CENTRED = 3.0
"""Points by which a text may miss the middle of its cell."""
_LEADING = 0.8
"""Lines further apart than this share of their height belong to two cells."""


def level(strip: Strip, top: float) -> bool:
    """Whether a text begins on the first line of its row."""
    return abs(top_of(strip.lines[0]) - top) <= _CENTRED


def texts_in(group: Sequence[Strip], left: float, right: float) -> list[tuple[float, float]]:
    """Return upper and lower end of each text in a column; lines close together are one."""
    texts: list[tuple[float, float]] = []
    for line in lines(between((word for strip in group for word in strip.words), left, right)):
        top, bottom = top_of(line), bottom_of(line)
        if texts and texts[-1][1] - top < _LEADING * (top - bottom):
            texts[-1] = (texts[-1][0], bottom)
        else:
            texts.append((top, bottom))
    return texts


def tiled(group: Sequence[Strip], centres: Sequence[float]) -> list[int] | None:
    """Return where cells begin if each text stands in the middle of one, from the last one up.

    Rows above the first such cell are the end of one whose text is on the page before.
    """
    starts: list[int] = []
    edge = group[-1].bottom
    for centre in reversed(centres):
        top = 2 * centre - edge
        row = next((i for i, strip in enumerate(group) if abs(strip.top - top) <= _CENTRED), None)
        if row is None or (starts and row >= starts[0]):
            return None
        starts.insert(0, row)
        edge = group[row].top
    return starts if starts[0] == 0 else [0, *starts]


_ONE_LINE = 1.5
"""A text lower than so many times the first line of its row has one line."""
_SPARSE = 0.7
"""A column whose cells span rows has texts in fewer rows than this share."""


def completed(stack: Sequence[Grid], rows: Sequence[Strip], xs: Sequence[float]) -> Grid:
    """Return the grid of some rows as if all its cells had been drawn.

    Args:
        stack: What was drawn of the table.
        rows: Its rows from the top.
        xs: Its column boundaries, sides included.
    """
    top, bottom = rows[0].top, rows[-1].bottom
    across = [e for grid in stack for e in grid.across if bottom - 1 <= e.at <= top + 1]
    across += [Edge(top, xs[0], xs[-1]), Edge(bottom, xs[0], xs[-1])]
    rows = _closed_up(rows)
    across = [_at_row_end(edge, rows) for edge in across]
    for above, strip in pairwise(rows):
        if not any(strip.top - 1 <= e.at <= above.bottom + 1 for e in across):
            across.append(Edge(above.bottom, xs[0], xs[-1]))
    at_top = _aligned_at_top(rows, xs)
    for left, right in pairwise(xs):
        for cell in [] if at_top or left != xs[0] else _across_bands(rows, left, right):
            across = [piece for edge in across for piece in _without(edge, cell, left, right)]
        for group in _groups(across, rows, (left + right) / 2):
            starts = _starts(group, left, right, at_top=at_top)
            across = across + [Edge(group[i].top, left, right) for i in starts if i]
    down = _walls([e for grid in stack if grid.columns > 1 for e in grid.down], rows, xs)
    return replace(made_of(across, down), drawn=False)


def _closed_up(rows: Sequence[Strip]) -> list[Strip]:
    """Let each row begin where the one above it ends: boxes may be drawn apart."""
    tops = [rows[0].top, *(above.bottom for above in rows)]
    return [replace(row, top=top) for row, top in zip(rows, tops, strict=False)]


def _at_row_end(edge: Edge, rows: Sequence[Strip]) -> Edge:
    """Move an edge to the nearest end of a row, so that all cells end where rows do."""
    ends = [rows[0].top, *(row.bottom for row in rows)]
    return replace(edge, at=min(ends, key=lambda end: abs(end - edge.at)))


def _walls(drawn: Sequence[Edge], rows: Sequence[Strip], xs: Sequence[float]) -> list[Edge]:
    down = [Edge(x, rows[-1].bottom, rows[0].top) for x in (xs[0], xs[-1])]
    for strip in rows:
        closed = all(_has(drawn, x, strip) for x in (xs[0], xs[-1]))
        for x in xs[1:-1]:
            crossed = any(crosses(word, x) for word in strip.words)
            if _has(drawn, x, strip) or (not closed and (strip.tabular or not crossed)):
                down.append(Edge(x, strip.bottom, strip.top))
    return down


def _has(edges: Sequence[Edge], x: float, strip: Strip) -> bool:
    middle = (strip.top + strip.bottom) / 2
    return any(abs(e.at - x) <= ALIKE and e.start <= middle <= e.end for e in edges)


def _groups(across: Sequence[Edge], rows: Sequence[Strip], middle: float) -> list[list[Strip]]:
    """Return the rows that no rule parts in a column."""
    heights = [edge.at for edge in across if edge.start <= middle <= edge.end]

    def unparted(group: list[Strip], strip: Strip) -> bool:
        return not any(strip.top - 1 <= at <= group[-1].bottom + 1 for at in heights)

    return grouped(rows, unparted)


def _aligned_at_top(rows: Sequence[Strip], xs: Sequence[float]) -> bool:
    """Whether short cells beside long ones stand at the top; where no row tells, they may not."""
    votes = 0
    for strip in rows[1:]:
        if len(strip.lines) > 1:
            texts = [texts_in([strip], left, right) for left, right in pairwise(xs)]
            tallest = _ONE_LINE * height_of(strip.lines[0])
            short = [text[0] for text in texts if text and text[0][0] - text[-1][1] < tallest]
            votes += sum(1 if level(strip, top) else -1 for top, _ in short)
    return votes > 0


def _starts(group: Sequence[Strip], left: float, right: float, *, at_top: bool) -> list[int]:
    """Return the rows in which the texts of a column say that a cell begins."""
    texts = texts_in(group, left, right)
    if len(group) == 1 or not texts:
        return []
    centred = None if at_top else tiled(group, [(top + bottom) / 2 for top, bottom in texts])
    if centred is not None:
        return centred
    starts = []
    for top, _ in texts:
        row = next((i for i, strip in enumerate(group) if strip.bottom < top <= strip.top), None)
        if row is not None and level(group[row], top):
            starts.append(row)
    return starts


def _across_bands(rows: Sequence[Strip], left: float, right: float) -> list[Sequence[Strip]]:
    """Return the rows of each cell that bands or rules cross: its text stands in its middle."""
    for data in (rows[1:], rows):
        texts = texts_in(data, left, right)
        filled = sum(bool(between(strip.words, left, right)) for strip in data)
        if not texts or filled > _SPARSE * len(data):
            return []
        at_rows = [
            any(strip.bottom < top <= strip.top and level(strip, top) for strip in data) for top, _ in texts
        ]
        if all(at_rows) and texts[0][0] > data[0].bottom:
            return []
        starts = tiled(data, [(top + bottom) / 2 for top, bottom in texts])
        if starts is not None:
            return [data[start:end] for start, end in pairwise([*starts, len(data)])]
    return []


def _without(edge: Edge, cell: Sequence[Strip], left: float, right: float) -> list[Edge]:
    """Return what is left of an edge outside a cell that it crosses."""
    if not cell[-1].bottom + 1 < edge.at < cell[0].top - 1:
        return [edge]
    parts = (Edge(edge.at, edge.start, min(edge.end, left)), Edge(edge.at, max(edge.start, right), edge.end))
    return [part for part in parts if part.end > part.start]
