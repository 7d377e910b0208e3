"""Rows of the gazetteer, and the names that people use for them."""

from collections import defaultdict
from dataclasses import dataclass

from models.places.index import TWIN_TOWN_STATES
from models.places.spelling import USPS_BY_FIPS, fold, key
from tests.support.gazetteer.by_hand import NAMES

STATE, COUNTY, PLACE, SUBDIVISION = 2, 5, 7, 10
"""Digits of a GEOID."""


@dataclass(frozen=True)
class PlaceRecord:
    """One line of places.csv.

    Attributes:
        geoid: Census GEOID.
        bare: Name without its kind, `Suffolk`.
        word: Census's word for its kind, `county`.
        name: Name as people say it, unlike any other in its state.
        also: Other names.
        counties: GEOIDs of the counties that it lies in.
        shadow: Gone, renamed, or the same area as another row: a current place of the name goes first.
    """

    geoid: str
    bare: str
    word: str
    name: str = ""
    also: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    shadow: bool = False

    @property
    def state(self) -> str:
        """USPS code."""
        return USPS_BY_FIPS[self.geoid[:STATE]]


class DisplayNames:
    """Gives each row the name that people use, with its kind or county where it needs one."""

    def __init__(self, rows: list[PlaceRecord]) -> None:
        self._current = [row for row in rows if not row.shadow]
        self._bearers: dict[tuple[str, str, int], list[PlaceRecord]] = defaultdict(list)
        for row in self._current:
            self._bearers[row.state, key(fold(row.bare)), len(row.geoid)].append(row)
        self._county_names = {row.geoid: self.of(row) for row in rows if len(row.geoid) == COUNTY}

    def of(self, row: PlaceRecord) -> str:
        """The name of one row."""
        if row.geoid in NAMES:
            return NAMES[row.geoid]
        if len(row.geoid) == COUNTY:
            return self._county(row)
        if len(row.geoid) == PLACE:
            return self._place(row)
        return self._subdivision(row) if len(row.geoid) == SUBDIVISION else row.bare

    def _others(self, row: PlaceRecord, digits: int) -> list[PlaceRecord]:
        return [r for r in self._bearers[row.state, key(fold(row.bare)), digits] if r.geoid != row.geoid]

    def _county(self, row: PlaceRecord) -> str:
        if row.word == "independent city":
            return f"{row.bare} City" if self._others(row, COUNTY) else row.bare
        return row.bare if row.word == "area" else f"{row.bare} {row.word.title()}".replace(" And ", " and ")

    def _place(self, row: PlaceRecord) -> str:
        others = self._others(row, PLACE)
        if others:
            same_word = any(other.word == row.word for other in others)
            return self._qualified(row, row.word, with_county=same_word)
        towns = [town for town in self._others(row, SUBDIVISION) if not town.word.endswith("township")]
        twins = self._others(row, SUBDIVISION) if row.state == "NJ" else towns
        if row.word != "city" and row.state in TWIN_TOWN_STATES and twins:
            return self._qualified(row, row.word, with_county=False)
        return row.bare

    def _subdivision(self, row: PlaceRecord) -> str:
        others = [other for other in self._others(row, SUBDIVISION) if _say(other.word) == _say(row.word)]
        word = _say(row.word)
        if word == "town":
            if self._others(row, PLACE):
                return self._qualified(row, "town", with_county=bool(others))
            return self._qualified(row, "", with_county=bool(others))
        alone = not others and not self._others(row, PLACE)
        if row.state == "NJ" and alone:
            return row.bare
        county = f" ({self._county_names[row.geoid[:COUNTY]]})" if others else ""
        return f"{row.bare} {word.title()}{county}"

    def _qualified(self, row: PlaceRecord, word: str, *, with_county: bool) -> str:
        county = [self._county_names[geoid] for geoid in row.counties[:1] if with_county]
        told = ", ".join([part for part in (word, *county) if part])
        return f"{row.bare} ({told})" if told else row.bare


def _say(word: str) -> str:
    return word.removeprefix("charter ")
