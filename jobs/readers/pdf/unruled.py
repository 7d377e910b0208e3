"""Tables of which nothing is drawn: columns that white rivers part, and rows that their dates tell.

Drawn grids that are no table as they stand: two that touch, or one whose rows nothing parts.

Tables without vertical rules: rules between the rows only, or bands of grey.

The rows come from the rules and the bands, the columns from `column_gaps`. The result is a
`Grid` as if it had been drawn in full, so that all that follows is the same for all tables.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from jobs.readers.pdf.column_gaps import columns, crosses, has_gap
from jobs.readers.pdf.edges import ALIKE, Edge
from jobs.readers.pdf.grid import Grid, made_of, walls
from jobs.readers.pdf.row_split import all_parted
from jobs.readers.pdf.spans import completed
from jobs.readers.pdf.strips import Strip, at_headers, is_prose, outside_rules, runs
from jobs.readers.pdf.words import Word, between, joined, line_text, lines
from jobs.readers.text import DETAINER_COLUMNS

_PAGE = re.compile(r"\W*(page\s*)?\d{1,4}(\s*(of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
"""A page's number: it stands in no column."""
_FEWEST = 2
_MOSTLY = 0.6
"""A header must make sense of this share of its columns, and a row outside of the rules must fill it."""


def bare(words: Sequence[Word], known: Sequence[float]) -> list[Grid]:
    """Return the tables of which nothing is drawn.

    One counts only if its header says what most of its columns are, or if it goes on with the
    columns of the table before it.

    Args:
        words: The page's words outside its tables.
        known: Column boundaries of the document's last table.
    """
    tables = []
    for strip in _regions(words, known):
        rows, xs = _continued(strip, known) or _headed(strip)
        if rows:
            tables.append(completed([], rows, xs))
    return tables


def _regions(words: Sequence[Word], known: Sequence[float]) -> list[Strip]:
    """Return what stands between running text, if several of its lines stand in columns."""
    numberless = [line for line in lines(words) if not _PAGE.fullmatch(line_text(line))]
    tabular = [line for line in numberless if has_gap(line)]
    if len(tabular) < _FEWEST:
        return []
    left, right = min(line[0].box[0] for line in tabular), max(line[-1].box[2] for line in tabular)
    parts: list[list[list[Word]]] = [[]]
    for line in numberless:
        if is_prose(line, left, right):
            parts.append([])
        elif parts[-1] or has_gap(line) or (known and len(parts) == 1 and not _crossed(line, known)):
            parts[-1].append(line)
    whole = [outside_rules(part) for part in parts if sum(map(has_gap, part)) >= _FEWEST]
    return [piece for strip in whole for run in at_headers([strip]) for piece in run]


def _crossed(line: Sequence[Word], xs: Sequence[float]) -> bool:
    """Whether a line runs on over a boundary between columns."""
    return any(a.middle[0] < x < b.middle[0] for a, b in pairwise(line) for x in xs[1:-1])


def _continued(strip: Strip, known: Sequence[float]) -> tuple[list[Strip], Sequence[float]] | None:
    left, right = min(w.box[0] for w in strip.words), max(w.box[2] for w in strip.words)
    if not known or left < known[0] - ALIKE:
        return None
    xs = columns([strip.lines], (known[0], known[-1]), known)
    crossed = any(crosses(w, x) for w in strip.words for x in xs[1:-1])
    if len(xs) != len(known) or xs[0] != known[0] or crossed:
        return None
    xs = (*xs[:-1], max(xs[-1], right + 1))
    return all_parted([strip], xs), xs


def _headed(strip: Strip) -> tuple[list[Strip], Sequence[float]]:
    """Return rows and columns below a header that makes sense; no rows where there is none."""
    sides = min(w.box[0] for w in strip.words) - 1, max(w.box[2] for w in strip.words) + 1
    xs = columns([strip.lines], sides, ())
    rows = all_parted([strip], xs) if len(xs) > _FEWEST else []
    xs = columns([row.lines for row in rows if row.tabular], sides, ())
    if len(xs) <= _FEWEST:
        return [], xs
    rows = all_parted([strip], xs)
    titles = [joined(between(rows[0].words, *side)) for side in pairwise(xs)]
    known = {DETAINER_COLUMNS.meaning(title) for title in titles if title} - {None}
    understood = len(rows) > 1 and len(known) >= max(_FEWEST, _MOSTLY * len(titles))
    return (rows if understood else []), xs


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
        own = [w for w in words if left - ALIKE <= w.middle[0] <= right + ALIKE]
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
        before = (sides[0] - 1,) if sides[0] < drawn[0] - ALIKE else ()
        beyond = (sides[1] + 1,) if sides[1] > drawn[-1] + ALIKE else ()
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
            shared = abs(start - left) <= ALIKE or abs(end - right) <= ALIKE
            if shared and overlap > 0.3 * (end - start):
                stack.append(grid)
                break
        else:
            stacks.append([grid])
    whole: list[list[Grid]] = []
    for stack in sorted(stacks, key=lambda each: each[0].ys[0] - _foot(each), reverse=True):
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


def _drawn(stack: Sequence[Grid]) -> tuple[float, ...]:
    """Return the column boundaries where boxes draw them (cells of every other row filled)."""
    boxed = [grid for grid in stack if grid.columns > 1]
    if not boxed:
        return ()
    most = max(boxed, key=lambda grid: grid.columns)
    alike = all(any(abs(x - m) <= ALIKE for m in most.xs) for grid in boxed for x in grid.xs)
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
    filled = sum(bool(between(strip.words, *side)) for side in pairwise(xs))
    if strip.tabular:
        return filled >= _MOSTLY * (len(xs) - 1)
    return strip.lines[0][0].box[0] > xs[1] and not any(crosses(w, x) for w in strip.words for x in xs)
