"""Drawn grids that are no table as they stand: two that touch, or one whose rows nothing parts."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from jobs.readers.pdf_grid import Grid, walls
from jobs.readers.pdf_grouping import made_of
from jobs.readers.pdf_parting import all_parted
from jobs.readers.pdf_paths import Edge
from jobs.readers.pdf_strips import Strip
from jobs.readers.pdf_text import lines
from jobs.readers.pdf_words import Word

_OTHERS = 2
"""Walls that two neighbouring rows must each have for themselves to be of two tables."""
_TALL = 72.0
"""A row this high may hold several that nothing parts; so may one half as high in a grid of few rows."""
_FEW = 3


def apart(grid: Grid) -> list[Grid]:
    """Return the tables of a grid: another begins where the walls stand in other places than above."""
    if sum(not grid.stands_all_along(x) for x in grid.xs[1:-1]) < 2 * _OTHERS:
        return [grid]
    standing = walls(grid)
    cuts, columns = [0], standing[0]
    for number, row in enumerate(standing):
        if len(row - columns) >= _OTHERS and len(columns - row) >= _OTHERS:
            cuts.append(number)
            columns = row
        columns = columns | row
    return [_piece(grid, one, other) for one, other in pairwise([*cuts, grid.rows])]


def crowded(grid: Grid, words: Sequence[Word]) -> bool:
    """Return whether a row of a grid holds several that only their dates tell apart."""
    for top, bottom in pairwise(grid.ys):
        if top - bottom > _TALL / 2:
            left, right = grid.xs[0], grid.xs[-1]
            inside = [w for w in words if bottom < w.middle[1] <= top and left < w.middle[0] < right]
            if inside and len(all_parted([Strip(top, bottom, tuple(lines(inside)))], grid.xs)) > 1:
                return True
    return False


def tall(grid: Grid) -> bool:
    """Return whether a grid has a row so high that its words must be looked at."""
    least = _TALL if grid.rows > _FEW else _TALL / 2
    return any(top - bottom > least for top, bottom in pairwise(grid.ys))


def _piece(grid: Grid, one: int, other: int) -> Grid:
    top, bottom = grid.ys[one], grid.ys[other]
    across = [edge for edge in grid.across if bottom - 1 <= edge.at <= top + 1]
    down = [
        Edge(edge.at, max(edge.start, bottom), min(edge.end, top))
        for edge in grid.down
        if min(edge.end, top) - max(edge.start, bottom) > 1
    ]
    return replace(made_of(across, down), drawn=grid.drawn)
