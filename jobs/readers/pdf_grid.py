"""Pure geometry: edges → grids → the regions that are their cells.

Edges that nearly coincide are one; edges that touch belong to one grid; unit cells with no
edge between them are one region. Nothing here knows text, pages or pdfium.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jobs.readers.pdf_paths import Box, Edge, Edges

SNAP = 1.5
"""Edges nearer to each other than this are the same edge."""
SHORTEST = 6.5
"""No side of a cell is shorter; dots that make no line together go."""
BRIDGE = 4.0
"""Two stretches of an edge with a smaller gap between them are one: boxes drawn apart."""


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
        return not _covers(self.across, self.ys[0], self.xs)

    @property
    def open_below(self) -> bool:
        """No edge closes the last row: it goes on over the page."""
        return not _covers(self.across, self.ys[-1], self.xs)

    @property
    def walled(self) -> bool:
        """Each side is drawn along all rows or along none: bands of grey draw it along some."""
        height = self.ys[0] - self.ys[-1]
        shares = [_drawn(self.down, side) / height for side in (self.xs[0], self.xs[-1])]
        return all(share <= 1 - _ALL or share >= _ALL for share in shares)

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
                    reached = self._flood((row, column), beside, below)
                    region = _around(reached)
                    owner.update(dict.fromkeys(reached, region))
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


def _around(units: set[tuple[int, int]]) -> Region:
    rows, columns = {row for row, _ in units}, {column for _, column in units}
    return Region(min(rows), max(rows) + 1, min(columns), max(columns) + 1)


def tidy(found: Edges) -> Edges:
    """Return the edges with those that nearly coincide snapped together and overlaps merged."""
    return Edges(tuple(_merged(found.across)), tuple(_merged(found.down)))


def grids(found: Edges) -> list[Grid]:
    """Return one grid for each group of tidy edges that touch, lone rules included, from the top."""
    across, down = found.across, found.down
    group = list(range(len(across) + len(down)))
    for i, h in enumerate(across):
        for j, v in enumerate(down):
            if _touch(h, v) and group[i] != group[len(across) + j]:
                _join(group, i, len(across) + j)
    members: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for index in range(len(group)):
        pair = members.setdefault(_root(group, index), ([], []))
        if index < len(across):
            pair[0].append(across[index])
        else:
            pair[1].append(down[index - len(across)])
    made = [made_of(h, v) for h, v in members.values() if h]
    return sorted(made, key=lambda grid: (-grid.ys[0], grid.xs[0]))


def walls_alone(found: Edges, known: Sequence[float]) -> list[Grid]:
    """Return the rest of a row that only the walls between its columns tell: no rule touches them.

    Args:
        found: Tidy edges of a page.
        known: Column boundaries of the table before; its inner ones must stand here.
    """
    inner = known[1:-1]
    free = [v for v in found.down if not any(_touch(h, v) for h in found.across)]
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
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > SNAP * 2:
            kept.append(value)
    return kept


def _merged(edges: Sequence[Edge]) -> list[Edge]:
    merged: list[Edge] = []
    for cluster in _clusters(edges):
        at = sum(e.at for e in cluster) / len(cluster)
        cluster.sort(key=lambda e: e.start)
        start, end = cluster[0].start, cluster[0].end
        for edge in cluster:
            if edge.start > end + BRIDGE:
                merged.append(Edge(at, start, end))
                start, end = edge.start, edge.end
            end = max(end, edge.end)
        merged.append(Edge(at, start, end))
    return [edge for edge in merged if edge.end - edge.start >= SHORTEST]


def _clusters(edges: Sequence[Edge]) -> list[list[Edge]]:
    clusters: list[list[Edge]] = []
    for edge in sorted(edges, key=lambda e: e.at):
        if clusters and edge.at - clusters[-1][0].at <= SNAP:
            clusters[-1].append(edge)
        else:
            clusters.append([edge])
    return clusters


def _touch(h: Edge, v: Edge) -> bool:
    return h.start - BRIDGE <= v.at <= h.end + BRIDGE and v.start - BRIDGE <= h.at <= v.end + BRIDGE


def _root(group: list[int], index: int) -> int:
    while group[index] != index:
        group[index] = group[group[index]]
        index = group[index]
    return index


def _join(group: list[int], one: int, other: int) -> None:
    group[_root(group, one)] = _root(group, other)


def _drawn(edges: Sequence[Edge], at: float) -> float:
    return sum(e.end - e.start for e in edges if abs(e.at - at) <= SNAP * 2)


def _covers(edges: Sequence[Edge], at: float, over: Sequence[float]) -> bool:
    return _drawn(edges, at) >= (over[-1] - over[0]) / 2


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
