"""Outlines of states and counties, and points of cities, for maps.

They lie flat already, as d3.geoAlbersUsa lays out the country (975 wide, y down; Alaska small, below the
southwest): `data/README.md` says where they are from. The territories have none.
"""

import lzma
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from math import cos, radians, sin
from pathlib import Path

FINENESS = 20
"""The file's whole numbers in one unit of the layout."""
_FILE = Path(__file__).parent / "data" / "shapes.txt.xz"
_STATE, _COUNTY = 2, 5

Point = tuple[float, float]
Rings = tuple[tuple[Point, ...], ...]


@dataclass(frozen=True)
class Shapes:
    """Outlines and points of one state, turned so that north is up, or of the country.

    Attributes:
        states: Rings by a state's GEOID.
        counties: Rings by a county's GEOID; a few cities of Virginia have none, they are too small.
        cities: Point by the GEOID of a city or town, of those that GeoNames knows.
    """

    states: dict[str, Rings] = field(default_factory=dict)
    counties: dict[str, Rings] = field(default_factory=dict)
    cities: dict[str, Point] = field(default_factory=dict)


def load_shapes(fips: str = "", within: Collection[str] = ()) -> Shapes:
    """Read the shapes of a state, or of the country.

    Args:
        fips: Two digits, `25`; empty for the 50 states and D.C., which aren't turned.
        within: Of the country, the GEOIDs of counties and cities that are wanted as well.

    Returns:
        Read anew at each call, in hundredths of a second; empty for a territory.
    """
    shapes = Shapes()
    turn = 0.0
    for line in _lines(fips):
        geoid, _, rest = line.partition(" ")
        if not fips and len(geoid) > _STATE and geoid not in within:
            continue
        if len(geoid) == _STATE:
            tilt, _, rest = rest.partition(";")
            turn = radians(float(tilt)) if fips else 0.0
            shapes.states[geoid] = _rings(rest, turn)
        elif len(geoid) == _COUNTY:
            shapes.counties[geoid] = _rings(rest, turn)
        else:
            shapes.cities[geoid] = _rings(rest, turn)[0][0]
    return shapes


def _lines(fips: str) -> Iterator[str]:
    with lzma.open(_FILE, "rt", encoding="utf-8") as file:
        text = file.read()
    if not fips:
        yield from text.splitlines()
        return
    start = text.find(f"\n{fips} ") + 1 if not text.startswith(f"{fips} ") else 0
    for line in text[start:].splitlines() if start or text.startswith(f"{fips} ") else ():
        if not line.startswith(fips):
            return
        yield line


def _rings(text: str, turn: float) -> Rings:
    return tuple(_turned(ring, turn) for ring in text.split(";"))


def _turned(text: str, turn: float) -> tuple[Point, ...]:
    """Return the points of one ring, each written as its way from the one before."""
    steps = iter(map(int, text.split()))
    across, along = cos(turn) / FINENESS, sin(turn) / FINENESS
    points = []
    x = y = 0
    for dx, dy in zip(steps, steps, strict=True):
        x, y = x + dx, y + dy
        points.append((x * across - y * along, x * along + y * across))
    return tuple(points)
