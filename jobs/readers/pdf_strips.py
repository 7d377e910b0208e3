"""What stands between two rules of a page, strip by strip: rows, and running text between tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from jobs.readers.pdf_grid import Grid
from jobs.readers.pdf_rivers import has_gap
from jobs.readers.pdf_text import lines
from jobs.readers.pdf_words import Word

_PARAGRAPH = 0.5
"""A line that starts at the left, has no gap and is wider than this share is running text."""
_INDENT = 0.12
_CAPTION = 0.35
"""A line above a header that has no gap and is wider than this share is no part of it."""
_NEAR = 1.1
"""Lines of one block follow each other within this many heights of the lowest."""
_LAST = 2.5
"""So do those of a last row that no rule closes: its cells may be centred or hold lists."""
_SLIVER = 5.0
_SHARE = 0.3
"""A row ends where edges cover this share of the width; the end of one cell alone is none."""


@dataclass(frozen=True, slots=True)
class Strip:
    """What stands between two rules, or outside the first or last: one row, its lines from the top."""

    top: float
    bottom: float
    lines: tuple[list[Word], ...]
    outside: bool = False

    @property
    def words(self) -> list[Word]:
        """All its words."""
        return [word for line in self.lines for word in line]

    @property
    def tabular(self) -> bool:
        """Whether one of its lines stands in more than one column for certain."""
        return any(has_gap(line) for line in self.lines)


def runs(stack: Sequence[Grid], words: Sequence[Word], left: float, right: float) -> list[list[Strip]]:
    """Return the rows between the rules, parted into tables wherever running text stands."""
    ys = _row_ends(stack, left, right)
    if not ys:
        return []
    bounds = [float("inf"), *ys, float("-inf")]
    found: list[list[Strip]] = [[]]
    for top, bottom in pairwise(bounds):
        inside = lines(w for w in words if bottom < w.middle[1] <= top)
        prose = [i for i, line in enumerate(inside) if is_prose(line, left, right)]
        outer = top > ys[0] or bottom < ys[-1]
        strip = Strip(top, bottom, tuple(inside))
        if not prose and not outer and _is_row(strip, stack, left + _INDENT * (right - left)):
            if inside and top - bottom > _SLIVER:
                found[-1].append(strip)
            continue
        upper = inside[: prose[0]] if prose else inside
        lower = inside[prose[-1] + 1 :] if prose else inside
        if top <= ys[0]:
            found[-1] += _below(upper, top, left + _INDENT * (right - left))
        if prose or not outer or top > ys[0]:
            found.append([])
        if bottom >= ys[-1]:
            found[-1] += _above(lower, bottom, left, right)
    return [run for run in found if any(strip.tabular for strip in run)]


def _row_ends(stack: Sequence[Grid], left: float, right: float) -> list[float]:
    """Return where rules or sides of boxes go through most of the columns, from the top."""
    drawn: dict[float, float] = {}
    for grid in stack:
        for y in grid.ys:
            drawn[y] = drawn.get(y, 0.0) + grid.drawn_at(y)
    return sorted((y for y, width in drawn.items() if width >= _SHARE * (right - left)), reverse=True)


def _is_row(strip: Strip, stack: Sequence[Grid], indent: float) -> bool:
    """Whether a strip without running text is a row, not a caption between two tables.

    It is a caption when it starts at the left, fills one column, and has more room around it
    than a row's padding without any box that holds it.
    """
    if not strip.lines or strip.tabular or strip.lines[0][0].box[0] > indent:
        return True
    if any(grid.ys[-1] <= strip.bottom and strip.top <= grid.ys[0] for grid in stack):
        return True
    above, below = strip.top - top_of(strip.lines[0]), bottom_of(strip.lines[-1]) - strip.bottom
    return max(above, below) <= _NEAR * (top_of(strip.lines[0]) - bottom_of(strip.lines[0]))


def _below(inside: Sequence[list[Word]], rule: float, indent: float) -> list[Strip]:
    """Return the row that hangs below the last rule: it fills columns, or begins right of the first."""
    block: list[list[Word]] = []
    edge = rule
    for line in inside:
        if edge - top_of(line) > _LAST * _height([*block, line]):
            break
        block.append(line)
        edge = bottom_of(line)
    rest = bool(block) and min(line[0].box[0] for line in block) > indent
    return [_outside(block)] if rest or any(map(has_gap, block)) else []


def _above(inside: Sequence[list[Word]], rule: float, left: float, right: float) -> list[Strip]:
    """Return the rows that stand on the first rule: a change of type parts header and row."""
    block: list[list[Word]] = []
    edge = rule
    for line in reversed(inside):
        caption = is_prose(line, left, right, _CAPTION)
        if bottom_of(line) - edge > _LAST * _height([*block, line]) or (block and caption):
            break
        block.insert(0, line)
        edge = top_of(line)
    titles = next((line for line in block if has_gap(line)), None)
    if titles is None:
        return []
    while not has_gap(block[0]) and block[0][0].style != titles[0].style:
        block.pop(0)
    return [_outside(group) for group in _by_style(block)]


def _outside(block: Sequence[list[Word]]) -> Strip:
    return Strip(top_of(block[0]) + 1, bottom_of(block[-1]) - 1, tuple(block), outside=True)


def _height(block: Sequence[list[Word]]) -> float:
    """Return the height of the lowest line."""
    return min(top_of(line) - bottom_of(line) for line in block)


def _by_style(block: Sequence[list[Word]]) -> list[list[list[Word]]]:
    groups: list[list[list[Word]]] = []
    for line in block:
        if groups and groups[-1][-1][0].style == line[0].style:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def is_prose(line: Sequence[Word], left: float, right: float, share: float = _PARAGRAPH) -> bool:
    """Return whether a line is running text: it starts at the left, goes far and has no gap."""
    width, start, end = right - left, line[0].box[0], line[-1].box[2]
    return start - left < _INDENT * width and end - start > share * width and not has_gap(line)


def top_of(line: Sequence[Word]) -> float:
    """Return the upper end of a line."""
    return max(word.box[3] for word in line)


def bottom_of(line: Sequence[Word]) -> float:
    """Return the lower end of a line."""
    return min(word.box[1] for word in line)
