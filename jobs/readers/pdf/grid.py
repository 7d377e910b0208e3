"""Pure geometry: edges → grids → the regions that are their cells.

Edges that touch belong to one grid; unit cells with no edge between them are one region.
Nothing here knows text, pages or pdfium.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jobs.readers.pdf.edges import BRIDGE, SNAP, Box, Edge, Edges, grouped

_ALL = 0.95


@dataclass(frozen=True, slots=True)
class Region:
    """A cell: rows `top` to `bottom` and columns `left` to `right` of its grid, ends excluded."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns between `xs` (left to right) and rows between `ys` (top to bottom).

    Attributes:
        across: Horizontal edges of this grid.
        down: Vertical edges of this grid.
        drawn: All its edges are on the page; else some were read from rules, bands and text.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    across: tuple[Edge, ...]
    down: tuple[Edge, ...]
    drawn: bool = True

    @property
    def box(self) -> Box:
        """What the grid encloses."""
        return self.xs[0], self.ys[-1], self.xs[-1], self.ys[0]

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.xs) - 1

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.ys) - 1

    @property
    def open_above(self) -> bool:
        """No edge closes the first row: it goes on from the page before."""
        return self.drawn_at(self.ys[0]) < (self.xs[-1] - self.xs[0]) / 2

    @property
    def open_below(self) -> bool:
        """No edge closes the last row: it goes on over the page."""
        return self.drawn_at(self.ys[-1]) < (self.xs[-1] - self.xs[0]) / 2

    @property
    def walled(self) -> bool:
        """Each side is drawn along all rows or along none: bands of grey draw it along some."""
        height = self.ys[0] - self.ys[-1]
        shares = [_drawn(self.down, side) / height for side in (self.xs[0], self.xs[-1])]
        return all(share <= 1 - _ALL or share >= _ALL for share in shares)

    def stands_all_along(self, x: float) -> bool:
        """Return whether a wall stands at a place beside all rows."""
        return _drawn(self.down, x) >= _ALL * (self.ys[0] - self.ys[-1])

    def drawn_at(self, y: float) -> float:
        """Return the length of the horizontal edges at a height."""
        return _drawn(self.across, y)

    def same_columns(self, other: "Grid") -> bool:
        """Return whether two grids have the same column boundaries."""
        return self.columns == other.columns and all(
            abs(a - b) <= BRIDGE for a, b in zip(self.xs, other.xs, strict=True)
        )

    def area(self, region: Region) -> Box:
        """Return where a region lies."""
        return self.xs[region.left], self.ys[region.bottom], self.xs[region.right], self.ys[region.top]

    def owners(self) -> dict[tuple[int, int], Region]:
        """Return the cell of each (row, column), in reading order; units with no edge between are one."""
        beside = _barriers(self.down, self.xs, self.ys)
        below = _barriers(self.across, self.ys, self.xs)
        owner: dict[tuple[int, int], Region] = {}
        for row in range(self.rows):
            for column in range(self.columns):
                if (row, column) in owner:
                    continue
                if (column + 1, row) in beside and (row + 1, column) in below:
                    owner[row, column] = Region(row, row + 1, column, column + 1)
                else:
                    units = self._flood((row, column), beside, below)
                    rows, columns = {unit[0] for unit in units}, {unit[1] for unit in units}
                    region = Region(min(rows), max(rows) + 1, min(columns), max(columns) + 1)
                    owner.update(dict.fromkeys(units, region))
        return owner

    def _flood(
        self, unit: tuple[int, int], beside: set[tuple[int, int]], below: set[tuple[int, int]]
    ) -> set[tuple[int, int]]:
        reached, ahead = {unit}, [unit]
        while ahead:
            row, column = ahead.pop()
            steps = (
                ((row, column + 1), (column + 1, row) in beside),
                ((row, column - 1), (column, row) in beside),
                ((row + 1, column), (row + 1, column) in below),
                ((row - 1, column), (row, column) in below),
            )
            for step, barred in steps:
                inside = 0 <= step[0] < self.rows and 0 <= step[1] < self.columns
                if inside and not barred and step not in reached:
                    reached.add(step)
                    ahead.append(step)
        return reached


def walls(grid: Grid) -> list[set[int]]:
    """Return for each row the indexes of the column boundaries that a wall is drawn at."""
    standing: list[set[int]] = [set() for _ in range(grid.rows)]
    for column, row in _barriers(grid.down, grid.xs, grid.ys):
        standing[row].add(column)
    return standing


def _drawn(edges: Sequence[Edge], at: float) -> float:
    return sum(e.end - e.start for e in edges if abs(e.at - at) <= SNAP * 2)


def _barriers(edges: Sequence[Edge], ats: Sequence[float], over: Sequence[float]) -> set[tuple[int, int]]:
    """Return (index in `ats`, index of the unit along `over`) wherever an edge stands between units."""
    rising = sorted(range(len(ats)), key=lambda index: ats[index])
    between = [(ats[a] + ats[b]) / 2 for a, b in pairwise(rising)]
    middles = [(a + b) / 2 for a, b in pairwise(over)]
    barriers: set[tuple[int, int]] = set()
    for edge in edges:
        index = rising[bisect_right(between, edge.at)]
        barriers.update(
            (index, unit) for unit, middle in enumerate(middles) if edge.start <= middle <= edge.end
        )
    return barriers


def grids(drawn: Edges) -> list[Grid]:
    """Return one grid for each group of tidy edges that touch, lone rules included, from the top."""
    across, down = drawn.across, drawn.down
    group = list(range(len(across) + len(down)))
    for i, h in enumerate(across):
        for j, v in enumerate(down, len(across)):
            if group[i] != group[j] and _touch(h, v):
                group = [group[i] if number == group[j] else number for number in group]
    members: dict[int, tuple[list[Edge], list[Edge]]] = {number: ([], []) for number in group}
    for number, h in zip(group, across, strict=False):
        members[number][0].append(h)
    for number, v in zip(group[len(across) :], down, strict=True):
        members[number][1].append(v)
    made = [made_of(rules, walls) for rules, walls in members.values() if rules]
    return sorted(made, key=lambda grid: (-grid.ys[0], grid.xs[0]))


def walls_alone(drawn: Edges, known: Sequence[float]) -> list[Grid]:
    """Return the rest of a row that only the walls between its columns tell: no rule touches them.

    Args:
        drawn: Tidy edges of a page.
        known: Column boundaries of the table before; its inner ones must stand here.
    """
    inner = known[1:-1]
    free = [v for v in drawn.down if not any(_touch(h, v) for h in drawn.across)]
    walls = [next((v for v in free if abs(v.at - x) <= BRIDGE), None) for x in inner]
    standing = [wall for wall in walls if wall]
    if not inner or len(standing) < len(inner):
        return []
    top, bottom = max(v.end for v in standing), min(v.start for v in standing)
    return [Grid(tuple(known), (top, bottom), (), tuple(standing))]


def made_of(across: Sequence[Edge], down: Sequence[Edge]) -> Grid:
    """Return the grid of some edges; stretches that reach past the last edge open a row there."""
    left, right = [e.start for e in across], [e.end for e in across]
    xs = _distinct([*(e.at for e in down), min(left), max(right)])
    ys = _distinct([e.at for e in across] + [end for e in down for end in (e.start, e.end)])
    return Grid(tuple(xs), tuple(reversed(ys)), tuple(across), tuple(down))


def _distinct(values: Iterable[float]) -> list[float]:
    groups = grouped(sorted(values), lambda near, value: value - near[0] <= SNAP * 2)
    return [near[0] for near in groups]


def _touch(h: Edge, v: Edge) -> bool:
    return h.start - BRIDGE <= v.at <= h.end + BRIDGE and v.start - BRIDGE <= h.at <= v.end + BRIDGE
