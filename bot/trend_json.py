"""A trend as JSON for scripts: an object a series."""

from typing import Any

from bot.row_json import place_json
from bot.trend_values import Trended
from models.trends import Point


def trend_json(trended: Trended) -> list[dict[str, Any]]:
    """Return what `trend --json` prints: days in ISO 8601, both included."""
    place = place_json(trended.place) if trended.place else None
    return [
        {
            "place": place,
            "source": series.source,
            "kind": series.kind.value,
            "measure": series.measure,
            "by": trended.by.value,
            "points": [_point(point) for point in series.points],
            "caveats": list(series.caveats),
        }
        for series in trended.series
    ]


def _point(point: Point) -> dict[str, Any]:
    return {
        "first": point.first.isoformat(),
        "last": point.last.isoformat(),
        "group": point.group,
        "count": point.count,
        "partial": point.partial,
    }
