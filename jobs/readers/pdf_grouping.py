"""Edges → grids: edges that touch belong together."""

from collections.abc import Iterable, Sequence

from jobs.readers.pdf_edges import BRIDGE, SNAP
from jobs.readers.pdf_grid import Grid
from jobs.readers.pdf_paths import Edge, Edges


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


def _touch(h: Edge, v: Edge) -> bool:
    return h.start - BRIDGE <= v.at <= h.end + BRIDGE and v.start - BRIDGE <= h.at <= v.end + BRIDGE


def _root(group: list[int], index: int) -> int:
    while group[index] != index:
        group[index] = group[group[index]]
        index = group[index]
    return index


def _join(group: list[int], one: int, other: int) -> None:
    group[_root(group, one)] = _root(group, other)
