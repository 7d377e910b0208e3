"""Tables without vertical rules: rules between the rows only, or bands of grey.

The rows come from the rules and the bands, the columns from `pdf_rivers`. The result is a
`Grid` as if it had been drawn in full, so that all that follows is the same for all tables.
"""

from collections.abc import Sequence
from itertools import pairwise

from jobs.readers.pdf_grid import Grid
from jobs.readers.pdf_parting import all_parted
from jobs.readers.pdf_rivers import columns, crosses, has_gap
from jobs.readers.pdf_spans import completed
from jobs.readers.pdf_strips import Strip, runs
from jobs.readers.pdf_text import lines
from jobs.readers.pdf_titles import at_headers
from jobs.readers.pdf_words import Word

_ALIKE = 4.0
"""Rules of one table start or end within this of each other."""
_MOSTLY = 0.6
"""A row outside the first and last rule must fill this share of the columns."""


def striped(loose: Sequence[Grid], words: Sequence[Word], known: Sequence[float]) -> list[Grid]:
    """Return the tables that lone rules, bands and boxes with white rows between them make.

    Args:
        loose: What was drawn and is no table by itself, from the top of the page.
        words: The page's words outside its tables.
        known: Column boundaries of the document's last table, used again where they fit: a
            page may hold one row only.
    """
    tables = []
    stacks = _stacks(loose)
    for stack in stacks:
        left, right = min(g.xs[0] for g in stack), max(g.xs[-1] for g in stack)
        if len(stacks) == 1:
            left, right = _reach(stack, words, left, right)
        own = [w for w in words if left - _ALIKE <= w.middle[0] <= right + _ALIKE]
        for run in (table for part in runs(stack, own, left, right) for table in at_headers(part)):
            members = [g for g in stack if g.ys[-1] < run[0].top and g.ys[0] > run[-1].bottom]
            table = _table(run, members, (left, right), known)
            tables += [table] if table else []
    return _largest(tables)


def _largest(tables: Sequence[Grid]) -> list[Grid]:
    """Drop tables that were made of a part of another one's words, such as the rule below a title."""
    kept: list[Grid] = []
    for grid in sorted(tables, key=lambda each: each.rows * each.columns, reverse=True):
        left, bottom, right, top = grid.box
        boxes = [other.box for other in kept]
        if not any(left < b[2] and b[0] < right and bottom < b[3] - 1 and b[1] + 1 < top for b in boxes):
            kept.append(grid)
    return kept


def _table(
    run: Sequence[Strip], members: Sequence[Grid], sides: tuple[float, float], known: Sequence[float]
) -> Grid | None:
    drawn = _drawn(members)
    if drawn:
        before = (sides[0] - 1,) if sides[0] < drawn[0] - _ALIKE else ()
        beyond = (sides[1] + 1,) if sides[1] > drawn[-1] + _ALIKE else ()
        drawn = (*before, *drawn, *beyond)
    xs = drawn or columns([s.lines for s in run if s.tabular], sides, known)
    rows = _fitting(all_parted(run, xs), xs) if len(xs) > 2 else []  # noqa: PLR2004 - two columns
    return completed(members, rows, xs) if len(rows) > 1 or (rows and list(xs) == list(known)) else None


def _reach(stack: Sequence[Grid], words: Sequence[Word], left: float, right: float) -> tuple[float, float]:
    """Return the ends of rows that reach beyond their bands: a cell over several rows has none."""
    top, bottom = stack[0].ys[0], _foot(stack)
    beside = [w for line in lines(words) if has_gap(line) for w in line if bottom < w.middle[1] < top]
    return min([left, *(w.box[0] for w in beside)]), max([right, *(w.box[2] for w in beside)])


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
    whole: list[list[Grid]] = []
    for stack in sorted(stacks, key=_span, reverse=True):
        around = next(
            (w for w in whole if w[0].ys[0] + 1 > stack[0].ys[0] and _foot(w) - 1 < _foot(stack)), None
        )
        if around:
            around += stack
        else:
            whole.append(stack)
    return whole


def _foot(stack: Sequence[Grid]) -> float:
    return min(grid.ys[-1] for grid in stack)


def _span(stack: Sequence[Grid]) -> float:
    return stack[0].ys[0] - _foot(stack)


def _drawn(stack: Sequence[Grid]) -> tuple[float, ...]:
    """Return the column boundaries where boxes draw them (cells of every other row filled)."""
    boxed = [grid for grid in stack if grid.columns > 1]
    if not boxed:
        return ()
    most = max(boxed, key=lambda grid: grid.columns)
    alike = all(any(abs(x - m) <= _ALIKE for m in most.xs) for grid in boxed for x in grid.xs)
    return most.xs if alike else ()


def _fitting(run: Sequence[Strip], xs: Sequence[float]) -> list[Strip]:
    """Drop what stands outside the first and last rule and is no row: captions, a page's foot.

    A row fills most columns, or is the rest of one: it begins to the right of the first column.
    """
    rows = list(run)
    for end in (0, -1):
        while len(rows) > 1 and rows[end].outside and not _fits(rows[end], xs):
            rows.pop(end)
    return rows


def _fits(strip: Strip, xs: Sequence[float]) -> bool:
    filled = sum(any(a < w.middle[0] <= b for w in strip.words) for a, b in pairwise(xs))
    if strip.tabular:
        return filled >= _MOSTLY * (len(xs) - 1)
    return strip.lines[0][0].box[0] > xs[1] and not any(crosses(w, x) for w in strip.words for x in xs)
