"""Places by GEOID and by name, and which bearers of a name the words around it mean, kind by kind."""

import csv
import lzma
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from models.domain import Place, PlaceKind
from models.places.agencies import Facilities
from models.places.spelling import USPS_BY_FIPS, NearKeys, fold, key
from models.places.words import SOFT, Want

_DATA = Path(__file__).parent / "data"
_KINDS = {2: PlaceKind.STATE, 5: PlaceKind.COUNTY, 7: PlaceKind.CITY, 10: PlaceKind.SUBDIVISION}

TWIN_TOWN_STATES = frozenset({"CT", "NJ", "NY", "VT"})
"""Where a village or borough and the town around it are both called by the bare name (Census Bureau,
Geographic Areas Reference Manual, chapter 8: strong minor civil divisions that overlap places)."""

_SAID_CITY = frozenset({"city", "independent city", "city and county", "municipality", "city and borough"})
_CALLED_BY_KIND = frozenset({"township", "charter township", "plantation"})
BOROUGHS = frozenset({"36005", "36047", "36061", "36081", "36085"})
"""New York City's five counties, which have no jails of their own (its Charter, section 623)."""
_DISTRICT = Place("11", "District of Columbia", "DC", PlaceKind.STATE)
_GUAM = Place("66", "Guam", "GU", PlaceKind.STATE)
ONE_WITH_STATE = {"11001": _DISTRICT, "1150000": _DISTRICT, "66010": _GUAM}
"""Washington, and the county equivalents of D.C. and Guam: the District, the territory governs them."""
PART_OF = {**dict.fromkeys(BOROUGHS, "3651000"), "22071": "2255000"}
"""Counties that have no government beside a city's of another name: the boroughs, and Orleans Parish."""
_ONE_WITH_CITY = frozenset({"06075", "08014", "08031", "42101"})
"""San Francisco, Broomfield, Denver, Philadelphia: city and county are one government of one name."""
_CITY_AND_COUNTY = frozenset({"independent city", "city and county"})
"""Counties or equivalents that are a city as well."""


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place, and what the resolver must know of it besides.

    Attributes:
        place: The place.
        bare: Its name without its kind.
        word: Census's word for its kind, `charter township`.
        shadow: Gone, renamed, or the same area as another: a current place of the name goes first.
        also: Other names.
    """

    place: Place
    bare: str
    word: str
    shadow: bool = False
    also: tuple[str, ...] = ()


def is_independent(entry: PlaceEntry) -> bool:
    """Whether it is a city that lies in no county and counts as one (Virginia's, Baltimore, St. Louis)."""
    return entry.word == "independent city"


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

    def __init__(self, entries: Iterable[PlaceEntry], unincorporated: Iterable[tuple[str, str]] = ()) -> None:
        self.by_geoid: dict[str, PlaceEntry] = {}
        self.spelling: dict[str, str] = {}
        self.facilities = Facilities()
        self._by_key: dict[str, list[PlaceEntry]] = defaultdict(list)
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

    def bearers(self, name: str, state: str = "") -> list[PlaceEntry]:
        """Entries of a name, by its key; of one state, by its USPS code, or of all."""
        entries = self._by_key.get(name, [])
        return [entry for entry in entries if entry.place.state == state] if state else list(entries)

    def near(self, name: str) -> set[str]:
        """Keys that may be one edit or one swap away from a key; the first call builds their table."""
        return self._near.sharing_a_form(name)

    def is_unincorporated(self, name: str, state: str) -> bool:
        """Whether a key is the name of a community without a government, and so no misspelling."""
        return (state, name) in self._unincorporated


def _unusual_county(entry: PlaceEntry) -> tuple[str, ...]:
    """Full names that don't end in a kind to strip: `Juneau City and Borough`, `St. Croix Island`."""
    county = entry.place.kind is PlaceKind.COUNTY and entry.word not in {"county", "parish"}
    return (entry.place.name,) if county else ()


@cache
def read_index() -> PlaceIndex:
    """The bundled gazetteer, read once a process: 39,452 places in a quarter of a second."""
    with (_DATA / "unincorporated.csv").open(encoding="utf-8", newline="") as file:
        unincorporated = [(state, name) for state, name in csv.reader(file)]
    return PlaceIndex(_read_places(), unincorporated)


def _read_places() -> Iterator[PlaceEntry]:
    with lzma.open(_DATA / "places.csv.xz", "rt", encoding="utf-8", newline="") as file:
        for geoid, bare, word, name, also, counties, shadow in csv.reader(file):
            place = Place(
                geoid,
                name or bare,
                USPS_BY_FIPS[geoid[:2]],
                _KINDS[len(geoid)],
                tuple(counties.split("|")) if counties else (),
            )
            yield PlaceEntry(place, bare, word, bool(shadow), tuple(also.split("|")) if also else ())


_Test = Callable[[PlaceEntry, Sequence[PlaceEntry]], bool]
"""Whether an entry is meant, seeing all bearers of the name in its state."""


def _is(kind: PlaceKind) -> _Test:
    return lambda entry, _: entry.place.kind is kind


def _worded(*words: str) -> _Test:
    return lambda entry, _: entry.word in words


def _either(first: _Test, second: _Test) -> _Test:
    return lambda entry, bearers: first(entry, bearers) or second(entry, bearers)


_state, _any_county, _subdivision = _is(PlaceKind.STATE), _is(PlaceKind.COUNTY), _is(PlaceKind.SUBDIVISION)


def _county(entry: PlaceEntry, _: Sequence[PlaceEntry]) -> bool:
    return entry.place.kind is PlaceKind.COUNTY and not is_independent(entry)


def _township(entry: PlaceEntry, _: Sequence[PlaceEntry]) -> bool:
    return entry.word in _CALLED_BY_KIND


def _incorporated(entry: PlaceEntry) -> bool:
    return entry.place.kind is PlaceKind.CITY or entry.word in _CITY_AND_COUNTY


def _called_city(entry: PlaceEntry, _: Sequence[PlaceEntry]) -> bool:
    return _incorporated(entry) and entry.word in _SAID_CITY


def _town_like(entry: PlaceEntry) -> bool:
    """Subdivisions that people call by the bare name; New Jersey's townships are (Montclair, Edison)."""
    named_by_kind = entry.word in _CALLED_BY_KIND and entry.place.state != "NJ"
    return entry.place.kind is PlaceKind.SUBDIVISION and not named_by_kind


def _municipal(entry: PlaceEntry, bearers: Sequence[PlaceEntry]) -> bool:
    """An incorporated place, or the town around it where both are called by the bare name.

    East Hampton, N.Y., may be the village or the town; Ithaca is the city.
    """
    twins = entry.place.state in TWIN_TOWN_STATES and not any(_called_city(e, bearers) for e in bearers)
    return _incorporated(entry) or (twins and _town_like(entry))


def _policed(entry: PlaceEntry, bearers: Sequence[PlaceEntry]) -> bool:
    towns = _town_like(entry) and not any(_incorporated(other) for other in bearers)
    return _municipal(entry, bearers) or towns


def _jailer(entry: PlaceEntry, bearers: Sequence[PlaceEntry]) -> bool:
    """A county whose name no city has: else a jail's bare name may only say where it stands.

    Vista Detention Facility is San Diego County's, in Vista.
    """
    cities = any(other.place.kind is PlaceKind.CITY for other in bearers)
    return entry.place.kind is PlaceKind.COUNTY and (not cities or entry.place.geoid in _ONE_WITH_CITY)


_elects_constables = _either(_any_county, _either(_municipal, _subdivision))
"""Counties do in Texas and elsewhere, towns and wards of cities in Pennsylvania (44 Pa.C.S. 7111)."""

_TIERS: dict[Want, tuple[_Test, ...]] = {
    Want.ANY: (_either(_state, _policed), _either(_county, _township)),
    Want.STATE: (_state,),
    Want.COUNTY: (_county,),
    Want.UNDER_COUNTIES: (_county, _any_county),
    Want.SHERIFF: (_any_county,),
    Want.CONSTABLE: (_elects_constables,),
    Want.JAIL: (_jailer,),
    Want.CITY: (_called_city, _municipal, _subdivision),
    Want.UNDER_CITIES: (_called_city, _municipal, _subdivision),
    Want.POLICE: (_policed, _subdivision),
    Want.TOWN: (_worded("town"), _municipal, _subdivision),
    Want.TOWNSHIP: (_township, _subdivision),
    Want.PLANTATION: (_worded("plantation"), _subdivision),
    Want.VILLAGE: (_worded("village"), _municipal),
    Want.BOROUGH: (_worded("borough", "city and borough"), _municipal, _county),
    Want.NONE: (),
}
"""The first test that anything passes decides."""

_UNDER_HEADING = {
    PlaceKind.STATE: Want.STATE,
    PlaceKind.COUNTY: Want.UNDER_COUNTIES,
    PlaceKind.CITY: Want.UNDER_CITIES,
    PlaceKind.SUBDIVISION: Want.UNDER_CITIES,
}


def wanted(want: Want, heading: PlaceKind | None) -> Want:
    """What is asked for: a kind word in the name overrules the heading, the heading all else.

    "Albany County" under Cities is the county; "Albany" under Counties is it too.
    """
    return _UNDER_HEADING[heading] if heading and want in SOFT else want


def choose(bearers: Iterable[PlaceEntry], want: Want) -> list[PlaceEntry]:
    """The bearers of one name that are meant: none, the one, or all between which the words leave it open.

    Args:
        bearers: Every entry of the name, in one state or several.
        want: What the words and the heading ask for, from `wanted`.
    """
    states: dict[str, list[PlaceEntry]] = defaultdict(list)
    for entry in bearers:
        states[entry.place.state].append(entry)
    groups = [_current(group) for group in states.values()]
    if want is Want.JAIL and len(groups) > 1:
        owners = [e for group in groups for e in group if _any_county(e, group) or _incorporated(e)]
        if len({entry.place.state for entry in owners}) > 1:
            return owners
    for test in _TIERS[want]:
        meant = [entry for group in groups for entry in group if test(entry, group)]
        if meant:
            return meant
    return []


def _current(group: list[PlaceEntry]) -> list[PlaceEntry]:
    return [entry for entry in group if not entry.shadow] or group
