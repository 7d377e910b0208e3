"""Places by GEOID and by name: the gazetteer's data in memory, and nothing of what names mean."""

import csv
import lzma
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path

from models.place_entry import Entry
from models.place_facilities import Facilities
from models.place_spelling import NearKeys, fold, key
from models.place_states import USPS_BY_FIPS
from models.values import Place, PlaceKind

_DATA = Path(__file__).parent / "gazetteer"
_KINDS = {2: PlaceKind.STATE, 5: PlaceKind.COUNTY, 7: PlaceKind.CITY, 10: PlaceKind.SUBDIVISION}


class PlaceIndex:
    """Entries by GEOID, and by the keys of all their names.

    Args:
        entries: The places.
        unincorporated: (USPS code, name) of communities without a government.

    Attributes:
        by_geoid: Entry by GEOID.
        spelling: How the name of a key is spelt.
        facilities: Whom facilities of other names serve.
    """

    def __init__(self, entries: Iterable[Entry], unincorporated: Iterable[tuple[str, str]] = ()) -> None:
        self.by_geoid: dict[str, Entry] = {}
        self.spelling: dict[str, str] = {}
        self.facilities = Facilities()
        self._by_key: dict[str, list[Entry]] = defaultdict(list)
        keyed = cache(lambda spelt: key(fold(spelt)))
        for entry in entries:
            self.by_geoid[entry.place.geoid] = entry
            spellings = {keyed(spelt): spelt for spelt in (entry.bare, *entry.also, *_unusual_county(entry))}
            for name in spellings:
                self._by_key[name].append(entry)
            self.spelling |= spellings
        self._unincorporated = {(state, key(fold(name))) for state, name in unincorporated}

    @cached_property
    def _near(self) -> NearKeys:
        return NearKeys(self._by_key)

    def bearers(self, name: str, state: str = "") -> list[Entry]:
        """Entries of a name, by its key; of one state, by its USPS code, or of all."""
        entries = self._by_key.get(name, [])
        return [entry for entry in entries if entry.place.state == state] if state else list(entries)

    def near(self, name: str) -> set[str]:
        """Keys that may be one edit or one swap away from a key; the first call builds their table."""
        return self._near.sharing_a_form(name)

    def is_unincorporated(self, name: str, state: str) -> bool:
        """Whether a key is the name of a community without a government, and so no misspelling."""
        return (state, name) in self._unincorporated


def _unusual_county(entry: Entry) -> tuple[str, ...]:
    """Full names that don't end in a kind to strip: `Juneau City and Borough`, `St. Croix Island`."""
    county = entry.place.kind is PlaceKind.COUNTY and entry.word not in {"county", "parish"}
    return (entry.place.name,) if county else ()


def read_index() -> PlaceIndex:
    """The bundled gazetteer: 39,452 places in a quarter of a second."""
    with (_DATA / "unincorporated.csv").open(encoding="utf-8", newline="") as file:
        unincorporated = [(state, name) for state, name in csv.reader(file)]
    return PlaceIndex(_read_places(), unincorporated)


def _read_places() -> Iterator[Entry]:
    with lzma.open(_DATA / "places.csv.xz", "rt", encoding="utf-8", newline="") as file:
        for geoid, bare, word, name, also, counties, shadow in csv.reader(file):
            place = Place(
                geoid,
                name or bare,
                USPS_BY_FIPS[geoid[:2]],
                _KINDS[len(geoid)],
                tuple(counties.split("|")) if counties else (),
            )
            yield Entry(place, bare, word, bool(shadow), tuple(also.split("|")) if also else ())
