"""What stands between two rules of a page, strip by strip: rows, and running text between tables.

A header that stands again: tables that touch, each with columns of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, takewhile

from jobs.readers.pdf.column_gaps import has_gap
from jobs.readers.pdf.grid import Grid
from jobs.readers.pdf.words import Word, bottom_of, height_of, line_text, lines, top_of

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
    tables: list[list[Strip]] = [[]]
    for top, bottom in pairwise([float("inf"), *ys, float("-inf")]):
        inside = lines(w for w in words if bottom < w.middle[1] <= top)
        prose = [i for i, line in enumerate(inside) if is_prose(line, left, right)]
        outer = top > ys[0] or bottom < ys[-1]
        strip = Strip(top, bottom, tuple(inside))
        if not prose and not outer and _is_row(strip, stack, left + _INDENT * (right - left)):
            if inside and top - bottom > _SLIVER:
                tables[-1].append(strip)
            continue
        upper = inside[: prose[0]] if prose else inside
        lower = inside[prose[-1] + 1 :] if prose else inside
        if top <= ys[0]:
            tables[-1] += _below(upper, top, left + _INDENT * (right - left))
        if prose or not outer or top > ys[0]:
            tables.append([])
        if bottom >= ys[-1]:
            tables[-1] += _above(lower, bottom, left, right)
    return [run for run in tables if any(strip.tabular for strip in run)]


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
    return max(above, below) <= _NEAR * height_of(strip.lines[0])


def _below(inside: Sequence[list[Word]], rule: float, indent: float) -> list[Strip]:
    """Return the row that hangs below the last rule: it fills columns, or begins right of the first."""
    block: list[list[Word]] = []
    edge = rule
    for line in inside:
        if edge - top_of(line) > _LAST * min(map(height_of, [*block, line])):
            break
        block.append(line)
        edge = bottom_of(line)
    rest = bool(block) and min(line[0].box[0] for line in block) > indent
    return [outside_rules(block)] if rest or any(map(has_gap, block)) else []


def _above(inside: Sequence[list[Word]], rule: float, left: float, right: float) -> list[Strip]:
    """Return the rows that stand on the first rule: a change of type parts header and row."""
    block: list[list[Word]] = []
    edge = rule
    for line in reversed(inside):
        caption = is_prose(line, left, right, _CAPTION)
        far = bottom_of(line) - edge > _LAST * min(map(height_of, [*block, line]))
        if far or (block and caption):
            break
        block.insert(0, line)
        edge = top_of(line)
    titles = next((line for line in block if has_gap(line)), None)
    if titles is None:
        return []
    while not has_gap(block[0]) and block[0][0].style != titles[0].style:
        block.pop(0)
    return [outside_rules(list(group)) for _, group in groupby(block, key=lambda line: line[0].style)]


def outside_rules(block: Sequence[list[Word]]) -> Strip:
    """Return lines that no rules enclose as one strip."""
    return Strip(top_of(block[0]) + 1, bottom_of(block[-1]) - 1, tuple(block), outside=True)


def is_prose(line: Sequence[Word], left: float, right: float, share: float = _PARAGRAPH) -> bool:
    """Return whether a line is running text: it starts at the left, goes far and has no gap."""
    width, start, end = right - left, line[0].box[0], line[-1].box[2]
    return start - left < _INDENT * width and end - start > share * width and not has_gap(line)


_TALLEST = 6
_SAME = 0.8


def at_headers(run: Sequence[Strip]) -> list[list[Strip]]:
    """Return the strips of each table of a run: another begins where the header's words come again.

    A header is told by its lines alone: they come first and hold no digit.
    """
    titles = _titles([line for strip in run for line in strip.lines])
    tables: list[list[Strip]] = [[]]
    for strip in run:
        alike = [_is_title(line, titles) for line in strip.lines]
        lead = all(_is_title(line, titles) for above in tables[-1] for line in above.lines)
        follows = [lead, *alike]
        begins = [i for i, line in enumerate(strip.lines) if alike[i] and has_gap(line) and not follows[i]]
        pieces = _cut(strip, begins)
        if 0 not in begins:
            tables[-1].append(pieces.pop(0))
        tables += [[piece] for piece in pieces]
    return tables


def _titles(inside: Sequence[Sequence[Word]]) -> frozenset[str]:
    """Return the words of the first lines that stand in columns and hold no digit, in a type of their own."""
    start = next((i for i, line in enumerate(inside) if has_gap(line)), 0)
    lead = list(takewhile(lambda line: not _has_digit(line), inside[start:]))
    body = {line[0].style for line in inside if _has_digit(line)}
    if not lead or lead[0][0].style in body:
        return frozenset()
    titles = [line for line in lead if line[0].style == lead[0][0].style]
    return frozenset(text for line in titles[:_TALLEST] for text in _texts(line))


def _has_digit(line: Iterable[Word]) -> bool:
    return any(sign.isdigit() for word in line for sign in word.text)


def _texts(line: Sequence[Word]) -> list[str]:
    return line_text(line).casefold().split()


def _is_title(line: Sequence[Word], titles: frozenset[str]) -> bool:
    texts = _texts(line)
    return sum(text in titles for text in texts) >= _SAME * len(texts)


def _cut(strip: Strip, begins: Iterable[int]) -> list[Strip]:
    pieces = []
    top = strip.top
    for one, other in pairwise([0, *(i for i in begins if i), len(strip.lines)]):
        bottom = strip.bottom
        if other < len(strip.lines):
            bottom = (bottom_of(strip.lines[other - 1]) + top_of(strip.lines[other])) / 2
        pieces.append(Strip(top, bottom, strip.lines[one:other], strip.outside))
        top = bottom
    return pieces
