"""Which bearers of a name the words around it mean: the rules, kind by kind."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from models.place_entry import Entry, is_independent
from models.place_words import SOFT, Want
from models.values import PlaceKind

TWIN_TOWN_STATES = frozenset({"CT", "NJ", "NY", "VT"})
"""Where a village or borough and the town around it are both called by the bare name (Census Bureau,
Geographic Areas Reference Manual, chapter 8: strong minor civil divisions that overlap places)."""

_SAID_CITY = frozenset({"city", "independent city", "city and county", "municipality", "city and borough"})
_CALLED_BY_KIND = frozenset({"township", "charter township", "plantation"})
BOROUGHS = frozenset({"36005", "36047", "36061", "36081", "36085"})
"""New York City's five counties, which have no jails of their own (its Charter, section 623)."""
_ONE_WITH_CITY = frozenset({"06075", "08014", "08031", "42101"})
"""San Francisco, Broomfield, Denver, Philadelphia: city and county are one government of one name."""
_CITY_AND_COUNTY = frozenset({"independent city", "city and county"})
"""Counties or equivalents that are a city as well."""


_Test = Callable[[Entry, Sequence[Entry]], bool]
"""Whether an entry is meant, seeing all bearers of the name in its state."""


def _state(entry: Entry, _: Sequence[Entry]) -> bool:
    return entry.place.kind is PlaceKind.STATE


def _any_county(entry: Entry, _: Sequence[Entry]) -> bool:
    return entry.place.kind is PlaceKind.COUNTY


def _county(entry: Entry, _: Sequence[Entry]) -> bool:
    return entry.place.kind is PlaceKind.COUNTY and not is_independent(entry)


def _subdivision(entry: Entry, _: Sequence[Entry]) -> bool:
    return entry.place.kind is PlaceKind.SUBDIVISION


def _township(entry: Entry, _: Sequence[Entry]) -> bool:
    return entry.word in _CALLED_BY_KIND


def _incorporated(entry: Entry) -> bool:
    return entry.place.kind is PlaceKind.CITY or entry.word in _CITY_AND_COUNTY


def _called_city(entry: Entry, _: Sequence[Entry]) -> bool:
    return _incorporated(entry) and entry.word in _SAID_CITY


def _town_like(entry: Entry) -> bool:
    """Subdivisions that people call by the bare name; New Jersey's townships are (Montclair, Edison)."""
    named_by_kind = entry.word in _CALLED_BY_KIND and entry.place.state != "NJ"
    return entry.place.kind is PlaceKind.SUBDIVISION and not named_by_kind


def _municipal(entry: Entry, bearers: Sequence[Entry]) -> bool:
    """An incorporated place, or the town around it where both are called by the bare name.

    East Hampton, N.Y., may be the village or the town; Ithaca is the city.
    """
    twins = entry.place.state in TWIN_TOWN_STATES and not any(_called_city(e, bearers) for e in bearers)
    return _incorporated(entry) or (twins and _town_like(entry))


def _policed(entry: Entry, bearers: Sequence[Entry]) -> bool:
    towns = _town_like(entry) and not any(_incorporated(other) for other in bearers)
    return _municipal(entry, bearers) or towns


def _civic(entry: Entry, bearers: Sequence[Entry]) -> bool:
    return entry.place.kind is PlaceKind.STATE or _policed(entry, bearers)


def _county_or_township(entry: Entry, bearers: Sequence[Entry]) -> bool:
    return _county(entry, bearers) or _township(entry, bearers)


def _jailer(entry: Entry, bearers: Sequence[Entry]) -> bool:
    """A county whose name no city has: else a jail's bare name may only say where it stands.

    Vista Detention Facility is San Diego County's, in Vista.
    """
    cities = any(other.place.kind is PlaceKind.CITY for other in bearers)
    return entry.place.kind is PlaceKind.COUNTY and (not cities or entry.place.geoid in _ONE_WITH_CITY)


def _elects_constables(entry: Entry, bearers: Sequence[Entry]) -> bool:
    """Counties do in Texas and elsewhere, towns and wards of cities in Pennsylvania (44 Pa.C.S. 7111)."""
    return _any_county(entry, bearers) or _municipal(entry, bearers) or _subdivision(entry, bearers)


def _worded(*words: str) -> _Test:
    return lambda entry, _: entry.word in words


_TIERS: dict[Want, tuple[_Test, ...]] = {
    Want.ANY: (_civic, _county_or_township),
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


def choose(bearers: Iterable[Entry], want: Want) -> list[Entry]:
    """The bearers of one name that are meant: none, the one, or all between which the words leave it open.

    Args:
        bearers: Every entry of the name, in one state or several.
        want: What the words and the heading ask for, from `wanted`.
    """
    states: dict[str, list[Entry]] = defaultdict(list)
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


def _current(group: list[Entry]) -> list[Entry]:
    return [entry for entry in group if not entry.shadow] or group
