"""Edges as drawn → edges as meant: those that nearly coincide are one."""

from collections.abc import Sequence

from jobs.readers.pdf_paths import Edge, Edges

SNAP = 1.5
"""Edges nearer to each other than this are the same edge."""
SHORTEST = 6.5
"""No side of a cell is shorter; dots that make no line together go."""
BRIDGE = 4.0
"""Two stretches of an edge with a smaller gap between them are one: boxes drawn apart."""


def tidy(found: Edges) -> Edges:
    """Return the edges with those that nearly coincide snapped together and overlaps merged."""
    return Edges(tuple(_merged(found.across)), tuple(_merged(found.down)))


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
