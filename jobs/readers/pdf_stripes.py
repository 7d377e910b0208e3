"""Tables without vertical rules: rules between the rows only, or bands of grey.

The rows come from the rules and the bands, the columns from `pdf_rivers`. The result is a
`Grid` as if it had been drawn in full, so that all that follows is the same for all tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from jobs.readers.pdf_grid import Grid, made_of
from jobs.readers.pdf_page import Word
from jobs.readers.pdf_paths import Edge
from jobs.readers.pdf_rivers import columns, crosses, has_gap
from jobs.readers.pdf_text import lines

_ALIKE = 4.0
"""Rules of one table start or end within this of each other."""
_PARAGRAPH = 0.5
"""A line that starts at the left, has no gap and is wider than this share is running text."""
_INDENT = 0.12
_NEAR = 1.1
"""Lines of one block follow each other within this many heights of the lowest."""
_MOSTLY = 0.6
"""A row outside the first and last rule must fill this share of the columns."""
_SLIVER = 5.0


@dataclass(frozen=True, slots=True)
class _Strip:
    """What stands between two rules: one row, with its lines from the top."""

    top: float
    bottom: float
    lines: tuple[list[Word], ...]

    @property
    def words(self) -> list[Word]:
        return [word for line in self.lines for word in line]

    @property
    def tabular(self) -> bool:
        return any(has_gap(line) for line in self.lines)


def striped(loose: Sequence[Grid], words: Sequence[Word], known: Sequence[float]) -> list[Grid]:
    """Return the tables that lone rules, bands and boxes with white rows between them make.

    Args:
        loose: What was drawn and is no table by itself, from the top of the page.
        words: The page's words outside its tables.
        known: Column boundaries of the document's last table, used again where they fit: a
            page may hold one row only.
    """
    tables = []
    for stack in _stacks(loose):
        left, right = min(g.xs[0] for g in stack), max(g.xs[-1] for g in stack)
        own = [w for w in words if left - _ALIKE <= w.middle[0] <= right + _ALIKE]
        for run in _runs(stack, own, left, right):
            members = [g for g in stack if g.ys[-1] < run[0].top and g.ys[0] > run[-1].bottom]
            xs = _drawn(members) or columns([s.lines for s in run if s.tabular], (left, right), known)
            rows = _fitting(run, xs)
            if len(xs) > 2 and (len(rows) > 1 or list(xs) == list(known)):  # noqa: PLR2004 - two columns
                tables.append(_grid(members, rows, xs))
    return tables


def _stacks(loose: Sequence[Grid]) -> list[list[Grid]]:
    stacks: list[list[Grid]] = []
    for grid in loose:
        left, _, right, _ = grid.box
        for stack in stacks:
            start, end = min(g.xs[0] for g in stack), max(g.xs[-1] for g in stack)
            overlap = min(end, right) - max(start, left)
            shared = abs(start - left) <= _ALIKE or abs(end - right) <= _ALIKE
            if shared and overlap > 0.3 * (end - start):
                stack.append(grid)
                break
        else:
            stacks.append([grid])
    return stacks


def _drawn(stack: Sequence[Grid]) -> tuple[float, ...]:
    """Return the column boundaries where boxes draw them (cells of every other row filled)."""
    boxed = [grid for grid in stack if grid.columns > 1]
    if not boxed:
        return ()
    most = max(boxed, key=lambda grid: grid.columns)
    alike = all(any(abs(x - m) <= _ALIKE for m in most.xs) for grid in boxed for x in grid.xs)
    return most.xs if alike else ()


def _runs(stack: Sequence[Grid], words: Sequence[Word], left: float, right: float) -> list[list[_Strip]]:
    """Return the rows between the rules, parted into tables wherever running text stands."""
    ys = sorted({y for grid in stack for y in grid.ys}, reverse=True)
    bounds = [float("inf"), *ys, float("-inf")]
    runs: list[list[_Strip]] = [[]]
    for top, bottom in pairwise(bounds):
        inside = lines(w for w in words if bottom < w.middle[1] <= top)
        prose = [i for i, line in enumerate(inside) if _is_prose(line, left, right)]
        outer = top > ys[0] or bottom < ys[-1]
        strip = _Strip(top, bottom, tuple(inside))
        if not prose and not outer and (strip.tabular or _tight(strip) or _drawn_around(stack, strip)):
            if inside and top - bottom > _SLIVER:
                runs[-1].append(strip)
            continue
        upper = inside[: prose[0]] if prose else inside
        lower = inside[prose[-1] + 1 :] if prose else inside
        if top <= ys[0]:
            runs[-1] += _beside_rule(upper, top, below=True)
        if prose or not outer or top > ys[0]:
            runs.append([])
        if bottom >= ys[-1]:
            runs[-1] += _beside_rule(lower, bottom, below=False)
    return [run for run in runs if any(strip.tabular for strip in run)]


def _tight(strip: _Strip) -> bool:
    """Whether nothing but a row's padding is around the words: no caption between two tables."""
    if not strip.lines:
        return True
    above, below = strip.top - _top(strip.lines[0]), _bottom(strip.lines[-1]) - strip.bottom
    return max(above, below) <= _NEAR * (_top(strip.lines[0]) - _bottom(strip.lines[0]))


def _drawn_around(stack: Sequence[Grid], strip: _Strip) -> bool:
    """Whether one drawn box holds the strip: then it is a row, however much room it leaves."""
    return any(grid.ys[-1] <= strip.bottom and strip.top <= grid.ys[0] for grid in stack)


def _beside_rule(inside: Sequence[list[Word]], rule: float, *, below: bool) -> list[_Strip]:
    """Return the rows that touch a rule from outside; a change of type parts header and row."""
    block: list[list[Word]] = []
    edge, lowest = rule, float("inf")
    for line in inside if below else reversed(inside):
        lowest = min(lowest, _top(line) - _bottom(line))
        gap = edge - _top(line) if below else _bottom(line) - edge
        if gap > _NEAR * lowest:
            break
        block.append(line)
        edge = _bottom(line) if below else _top(line)
    if not below:
        block.reverse()
    strips: list[_Strip] = []
    for group in _by_style(block):
        top, bottom = _top(group[0]) + 1, _bottom(group[-1]) - 1
        strips.append(_Strip(top, bottom, tuple(group)))
    return strips if any(strip.tabular for strip in strips) else []


def _by_style(block: Sequence[list[Word]]) -> list[list[list[Word]]]:
    groups: list[list[list[Word]]] = []
    for line in block:
        if groups and groups[-1][-1][0].style == line[0].style:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _is_prose(line: Sequence[Word], left: float, right: float) -> bool:
    width, start, end = right - left, line[0].box[0], line[-1].box[2]
    return start - left < _INDENT * width and end - start > _PARAGRAPH * width and not has_gap(line)


def _fitting(run: Sequence[_Strip], xs: Sequence[float]) -> list[_Strip]:
    """Drop a first or last strip that fits the columns badly: a page's header or footer."""
    rows = list(run)
    for end in (0, -1):
        if len(rows) > 1 and not _fits(rows[end], xs):
            rows.pop(end)
    return rows


def _fits(strip: _Strip, xs: Sequence[float]) -> bool:
    if not strip.tabular:
        return True
    filled = sum(any(a < w.middle[0] <= b for w in strip.words) for a, b in pairwise(xs))
    return filled >= _MOSTLY * (len(xs) - 1)


def _grid(stack: Sequence[Grid], rows: Sequence[_Strip], xs: Sequence[float]) -> Grid:
    """Draw what is missing: sides, column boundaries in rows that have none, ends of cells."""
    top, bottom = rows[0].top, rows[-1].bottom
    drawn = [e for grid in stack for e in grid.down]
    across = [e for grid in stack for e in grid.across if bottom - 1 <= e.at <= top + 1]
    across += [Edge(top, xs[0], xs[-1]), Edge(bottom, xs[0], xs[-1])]
    for above, strip in pairwise(rows):
        if not any(strip.top - 1 <= e.at <= above.bottom + 1 for e in across):
            across.append(Edge(above.bottom, xs[0], xs[-1]))
    down = [Edge(xs[0], bottom, top), Edge(xs[-1], bottom, top)]
    for strip in rows:
        closed = all(_has(drawn, x, strip) for x in (xs[0], xs[-1]))
        for x in xs[1:-1]:
            crossed = any(crosses(word, x) for word in strip.words)
            if _has(drawn, x, strip) or (not closed and (strip.tabular or not crossed)):
                down.append(Edge(x, strip.bottom, strip.top))
    return made_of(across, down)


def _has(edges: Sequence[Edge], x: float, strip: _Strip) -> bool:
    middle = (strip.top + strip.bottom) / 2
    return any(abs(e.at - x) <= _ALIKE and e.start <= middle <= e.end for e in edges)


def _top(line: Sequence[Word]) -> float:
    return max(word.box[3] for word in line)


def _bottom(line: Sequence[Word]) -> float:
    return min(word.box[1] for word in line)
