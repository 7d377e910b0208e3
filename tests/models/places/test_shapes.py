"""What a map is drawn from: every state and county has an outline, and cities lie where they are."""

import pytest

from models.domain import PlaceKind
from models.places import STATES, Rings, load_gazetteer, load_shapes
from tests.support.gazetteer.places import current_places

_NO_OUTLINE = {"AS", "GU", "MP", "PR", "VI", "UM"}


def _inside(point: tuple[float, float], rings: Rings) -> bool:
    """Count the edges to the right of a point: odd inside."""
    x, y = point
    crossed = 0
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                crossed += 1
    return crossed % 2 == 1


def test_every_state_and_county_of_the_50_states_has_an_outline() -> None:
    """Only the territories have none, which a map must then say."""
    counties = {each.geoid for each in current_places() if each.kind is PlaceKind.COUNTY}
    shapes = load_shapes(within=counties)
    states = {state.fips for state in STATES.values()} - set(shapes.states)
    assert {state.usps for state in STATES.values() if state.fips in states} <= _NO_OUTLINE
    assert {geoid for geoid in counties - set(shapes.counties) if geoid[:2] not in states} == set()


@pytest.mark.parametrize("fips", ["25", "48", "02"])
def test_cities_lie_in_their_counties(fips: str) -> None:
    """Outlines and points are of one projection, turned alike: most are inside, the coast being coarse."""
    shapes = load_shapes(fips)
    places = load_gazetteer()
    homes = [
        (point, shapes.counties[place.counties[0]])
        for geoid, point in shapes.cities.items()
        if (place := places.by_geoid(geoid)) and len(place.counties) == 1
    ]
    assert len(homes) > 0
    assert sum(_inside(point, rings) for point, rings in homes) >= 0.85 * len(homes)


def test_a_state_stands_upright() -> None:
    """Massachusetts leans by 15 degrees on a map of the country; alone, its northern border is level."""
    shapes = load_shapes("25")
    berkshire = [point for ring in shapes.counties["25003"] for point in ring]
    essex = [point for ring in shapes.counties["25009"] for point in ring]
    heights = [min(y for _, y in county) for county in (berkshire, essex)]
    width = max(x for x, _ in essex) - min(x for x, _ in berkshire)
    assert heights[0] - heights[1] < 0.1 * width


def test_a_territory_has_no_shapes() -> None:
    """Nothing is drawn of Puerto Rico, and nothing of another state in its place."""
    assert load_shapes("72") == load_shapes("99")
    assert not load_shapes("72").states
