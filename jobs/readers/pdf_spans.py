"""Draws what a table without a full grid leaves out: sides, columns, and where cells end.

A cell over several rows (a state beside its jails) ends where a rule stops it. Where no rule
does, its text tells: at the top of its cell, or in the middle of it.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from jobs.readers.pdf_grid import Grid
from jobs.readers.pdf_grouping import made_of
from jobs.readers.pdf_paths import Edge
from jobs.readers.pdf_rivers import crosses
from jobs.readers.pdf_strips import Strip
from jobs.readers.pdf_upright import height, level, texts_in, tiled

_ALIKE = 4.0
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
    return any(abs(e.at - x) <= _ALIKE and e.start <= middle <= e.end for e in edges)


def _groups(across: Sequence[Edge], rows: Sequence[Strip], middle: float) -> list[list[Strip]]:
    """Return the rows that no rule parts in a column."""
    groups = [[rows[0]]]
    for above, strip in pairwise(rows):
        parted = any(e.start <= middle <= e.end and strip.top - 1 <= e.at <= above.bottom + 1 for e in across)
        if parted:
            groups.append([strip])
        else:
            groups[-1].append(strip)
    return groups


def _aligned_at_top(rows: Sequence[Strip], xs: Sequence[float]) -> bool:
    """Whether short cells beside long ones stand at the top; where no row tells, they may not."""
    votes = 0
    for strip in rows[1:]:
        if len(strip.lines) > 1:
            texts = [texts_in([strip], left, right) for left, right in pairwise(xs)]
            short = [text[0] for text in texts if text and text[0][0] - text[-1][1] < height(strip)]
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
        filled = sum(any(left < word.middle[0] <= right for word in strip.words) for strip in data)
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
