"""Which place a printed name means: resolved, ambiguous or unknown, never guessed.

Places are those of Census: states, counties and equivalents, incorporated places, and county
subdivisions that govern. Pure, but for reading its own data once (`models/gazetteer/`).
"""

import csv
import lzma
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path

from models.place_choice import Entry, choose, wanted
from models.place_names import Reading, Want, read_name, speaks_of_state, two_names
from models.place_spelling import NearKeys, fold, key, one_edit, one_slip
from models.place_states import USPS_BY_FIPS, repaired_state_code, state_code, state_name
from models.values import Outcome, Place, PlaceKind, Resolution

__all__ = ["RESOLVER_VERSION", "Gazetteer", "load_gazetteer", "state_code", "state_name"]

RESOLVER_VERSION = "2026.11.1"
"""Kept beside each resolution; raise it when the data or a rule changes what a name resolves to."""

_DATA = Path(__file__).parent / "gazetteer"
_KINDS = {2: PlaceKind.STATE, 5: PlaceKind.COUNTY, 7: PlaceKind.CITY, 10: PlaceKind.SUBDIVISION}
_ORDER = {PlaceKind.STATE: 0, PlaceKind.CITY: 1, PlaceKind.SUBDIVISION: 2, PlaceKind.COUNTY: 3}
_SHORTEST_REPAIRABLE = 5
_LONGEST_NAME = 300


class Gazetteer:
    """Every place by GEOID and by name, and the rules that tell which one a printed name means.

    Args:
        entries: The places with their bare names; names that are looked up besides, by GEOID.
        also: Other names, by GEOID.
        unincorporated: (USPS code, name) of communities without a government, whose names are
            therefore no misspellings of others.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        also: dict[str, tuple[str, ...]],
        unincorporated: Iterable[tuple[str, str]] = (),
    ) -> None:
        self._by_geoid: dict[str, Entry] = {}
        self._by_key: dict[str, list[Entry]] = defaultdict(list)
        self._spelling: dict[str, str] = {}
        keyed = cache(lambda spelt: key(fold(spelt)))
        for entry in entries:
            self._by_geoid[entry.place.geoid] = entry
            spelt_so = (entry.bare, *also.get(entry.place.geoid, ()), *_unusual_county(entry))
            spellings = {keyed(spelt): spelt for spelt in spelt_so}
            for name in spellings:
                self._by_key[name].append(entry)
            self._spelling |= spellings
        self._unincorporated = {(state, key(fold(name))) for state, name in unincorporated}

    @cached_property
    def _near(self) -> NearKeys:
        return NearKeys(self._by_key)

    def geoids(self) -> tuple[str, ...]:
        """Every GEOID that `by_geoid` knows, in order."""
        return tuple(sorted(self._by_geoid))

    def is_current(self, geoid: str) -> bool:
        """Whether the GEOID names a place of its own today: not dissolved, renamed, or another's second."""
        return geoid in self._by_geoid and not self._by_geoid[geoid].shadow

    def by_geoid(self, geoid: str) -> Place | None:
        """The place of a Census GEOID of 2, 5, 7 or 10 digits; None when there is none."""
        entry = self._by_geoid.get(geoid)
        return entry.place if entry else None

    def namesakes(self, place: Place) -> list[Place]:
        """Other places of the same bare name: counties of a county, else cities, towns and townships.

        Args:
            place: The Bostons of Georgia, Indiana, Michigan, New York and Ohio for Boston, Mass.

        Returns:
            Sorted by state; empty when there are none or the place isn't known.
        """
        own = self._by_geoid.get(place.geoid)
        if own is None:
            return []
        same = (place.kind is PlaceKind.COUNTY) and own.word != "independent city"
        return _sorted(
            entry
            for entry in self._by_key[key(fold(own.bare))]
            if entry is not own
            and not entry.shadow
            and same == (entry.place.kind is PlaceKind.COUNTY and entry.word != "independent city")
        )

    def suggest(self, text: str, state: str | None = None, limit: int = 10) -> list[Place]:
        """Places that a typed text may mean: of that name, or one slip of the finger away.

        Args:
            text: What was typed: `Bostn`, `sufolk co`.
            state: A state's name or abbreviation that the place must be in; None for any.
            limit: How many at most.

        Returns:
            Exact names first, then states, cities, towns, counties; empty when nothing is near.
        """
        found: list[Place] = []
        for reading in _readings(text, state_code(state or "")):
            exact = key(reading.bare)
            slips = [k for k in self._near.sharing_a_form(exact) if one_slip(exact, k)]
            for name in (exact, *sorted(slips)):
                meant = choose(self._bearers(name, reading.state), reading.want)
                found += [p for p in _sorted(meant) if p not in found]
        return found[:limit]

    def resolve(self, name: str, state: str | None = None, heading: PlaceKind | None = None) -> Resolution:
        """Which place a name means, as printed in a list.

        Args:
            name: As printed, with prefixes, agency words, ZIP codes, footnote marks and all.
            state: The row's own state, name or any abbreviation; None when it names none.
            heading: Kind of the heading it stands under (`Cities`), if it stands under one.

        Returns:
            Resolved: the place, or both of `Chaves and Eddy Counties`; `repaired` and `reason` say
            what was read otherwise than printed. Ambiguous: the places that it could be. Unknown:
            why. Raises nothing, whatever the text.
        """
        pair = two_names(name)
        if pair:
            both = [self._resolve(one, state or "", heading) for one in pair]
            if all(one.outcome is Outcome.RESOLVED for one in both):
                places = tuple(place for one in both for place in one.places)
                return replace(both[0], places=places, reason=" ".join(one.reason for one in both).strip())
        return self._resolve(name, state or "", heading)

    def _resolve(self, name: str, state: str, heading: PlaceKind | None) -> Resolution:
        mended = "" if state_code(state) else repaired_state_code(state)
        code = state_code(state) or mended
        if state.strip() and not code:
            return _unknown(f"There is no state called “{state.strip()}”.")
        readings = _readings(name, code)
        if code and any(reading.state != code for reading in readings):
            return self._contradiction(readings, code, heading)
        found = self._exactly(name, readings, code, heading) or self._repaired(name, readings, heading)
        if found is None:
            return self._unfit(name, readings, code, heading)
        if mended and found.outcome is Outcome.RESOLVED:
            return _mended(found, state, state_name(mended))
        return found

    def _bearers(self, name: str, state: str) -> list[Entry]:
        entries = self._by_key.get(name, [])
        return [entry for entry in entries if entry.place.state == state] if state else entries

    def _meant(self, reading: Reading, heading: PlaceKind | None, name: str = "") -> list[Entry]:
        """Entries that a reading may mean; `name` is the key to look for instead of the printed one."""
        bearers = self._bearers(name or key(reading.bare), reading.state)
        if reading.whole_class:
            return choose(bearers, Want.STATE) + choose(bearers, Want.COUNTY)
        if (
            reading.stated
            and reading.want is Want.ANY
            and any(e.place.kind is not PlaceKind.STATE for e in bearers)
        ):
            bearers = [entry for entry in bearers if entry.place.kind is not PlaceKind.STATE]
        meant = choose(bearers, wanted(reading.want, heading))
        meant = self._inside(meant, reading) if reading.within else meant
        as_printed = {e.place.state for e in meant if fold(e.bare) == reading.bare} if len(meant) > 1 else ()
        return [e for e in meant if fold(e.bare) == reading.bare or e.place.state not in as_printed]

    def _inside(self, entries: list[Entry], reading: Reading) -> list[Entry]:
        """Those that lie in the county named beside the name; one of unknown county if it is the only one."""
        counties = {
            entry.place.geoid
            for beside in read_name(reading.within, reading.state)
            for entry in self._meant(replace(beside, within=""), PlaceKind.COUNTY)
        }
        inside = [e for e in entries if e.place.geoid in counties or counties & set(e.place.counties)]
        return inside or ([] if len(entries) > 1 or (entries and entries[0].place.counties) else entries)

    def _exactly(
        self, name: str, readings: Sequence[Reading], code: str, heading: PlaceKind | None
    ) -> Resolution | None:
        for reading in readings:
            meant = self._meant(reading, heading)
            if meant:
                return _settled(meant, reading)
        state = self._bearers(key(fold(state_name(code))), code) if code else []
        if heading is PlaceKind.STATE and state and speaks_of_state(name):
            return _settled(choose(state, Want.STATE), Reading(""))
        return None

    def _repaired(
        self, name: str, readings: Sequence[Reading], heading: PlaceKind | None
    ) -> Resolution | None:
        """The one name of that state and kind that is one edit away, unless the printed one exists.

        A first letter is never mended, nor a name under five letters: too many are near each other.
        """
        near: dict[str, tuple[list[Entry], Reading]] = {}
        for reading in readings:
            printed = key(reading.bare)
            if len(printed) < _SHORTEST_REPAIRABLE or not reading.state:
                continue
            if self._bearers(printed, reading.state) or (reading.state, printed) in self._unincorporated:
                return None
            for other in self._near.sharing_a_form(printed):
                if other[0] == printed[0] and len(other) >= _SHORTEST_REPAIRABLE and one_edit(printed, other):
                    meant = [e for e in self._meant(reading, heading, other) if not e.shadow]
                    if meant:
                        near.setdefault(other, (meant, reading))
        if not near:
            return None
        meant = [entry for entries, _ in near.values() for entry in entries]
        if len({entry.place.geoid for entry in meant}) > max(len(entries) for entries, _ in near.values()):
            return _ambiguous(meant, f"No place is spelt “{name.strip()}”; more than one is a letter away.")
        read, (meant, reading) = min(near.items(), key=lambda item: len(item[0]))
        return _mended(_settled(meant, reading), name, self._spelling[read])

    def _contradiction(self, readings: Sequence[Reading], code: str, heading: PlaceKind | None) -> Resolution:
        said = next(reading.state for reading in readings if reading.state != code)
        reason = f"The name says {state_name(said)}, its row says {state_name(code)}."
        either = [entry for state in (said, code) for entry in self._first_meant(readings, state, heading)]
        return _ambiguous(either, reason) if len(either) > 1 else _unknown(reason)

    def _first_meant(self, readings: Sequence[Reading], state: str, heading: PlaceKind | None) -> list[Entry]:
        meant = (self._meant(replace(reading, state=state), heading) for reading in readings)
        return next((entries for entries in meant if entries), [])

    def _unfit(
        self, name: str, readings: Sequence[Reading], code: str, heading: PlaceKind | None
    ) -> Resolution:
        """Nothing of that kind: the places of another kind that bear the name, or none at all."""
        where = f" in {state_name(code)}" if code else ""
        for reading in readings:
            bearers = [e for e in self._bearers(key(reading.bare), reading.state) if not e.shadow]
            if bearers and reading.want is not Want.NONE and not reading.within:
                kind = wanted(reading.want, heading)
                reason = f"No {kind} is called “{name.strip()}”{where}; a place of another kind is."
                return _ambiguous(bearers, reason)
        return _unknown(f"No place is called “{name.strip()[:80]}”{where}.")


def _unusual_county(entry: Entry) -> tuple[str, ...]:
    """Full names that don't end in a kind to strip: `Juneau City and Borough`, `St. Croix Island`."""
    county = entry.place.kind is PlaceKind.COUNTY and entry.word not in {"county", "parish"}
    return (entry.place.name,) if county else ()


def _readings(name: str, code: str) -> list[Reading]:
    text = " ".join(name.split())
    return list(read_name(text, code)) if len(text) <= _LONGEST_NAME else []


def _sorted(entries: Iterable[Entry]) -> list[Place]:
    places = {entry.place.geoid: entry.place for entry in entries}
    return sorted(
        places.values(), key=lambda place: (_ORDER[place.kind], place.state, place.name, place.geoid)
    )


def _settled(meant: Sequence[Entry], reading: Reading) -> Resolution:
    places = _sorted(meant)
    if len(places) > 1:
        return _ambiguous(meant, f"{len(places)} places bear this name.")
    if reading.whole_class:
        reason = f"The name covers every county of {places[0].name}, so the state stands for them."
        return Resolution(Outcome.RESOLVED, tuple(places), reason=reason)
    resolution = Resolution(Outcome.RESOLVED, tuple(places))
    return _mended(resolution, "", reading.repaired_state) if reading.repaired_state else resolution


def _ambiguous(entries: Iterable[Entry], reason: str) -> Resolution:
    return Resolution(Outcome.AMBIGUOUS, candidates=tuple(_sorted(entries)), reason=reason)


def _unknown(reason: str) -> Resolution:
    return Resolution(Outcome.UNKNOWN, reason=reason)


def _mended(resolution: Resolution, printed: str, read: str) -> Resolution:
    """The same place, with a note of the spelling that was read."""
    if resolution.outcome is not Outcome.RESOLVED:
        return resolution
    told = f"Read as “{read}”" + (f", one letter from the printed “{printed.strip()}”." if printed else ".")
    repaired = ", ".join(part for part in (read, resolution.repaired) if part)
    return replace(resolution, reason=f"{told} {resolution.reason}".strip(), repaired=repaired)


def _read_places() -> Iterator[tuple[Entry, tuple[str, ...]]]:
    with lzma.open(_DATA / "places.csv.xz", "rt", encoding="utf-8", newline="") as file:
        for geoid, bare, word, name, also, counties, shadow in csv.reader(file):
            place = Place(
                geoid,
                name or bare,
                USPS_BY_FIPS[geoid[:2]],
                _KINDS[len(geoid)],
                tuple(counties.split("|")) if counties else (),
            )
            yield Entry(place, bare, word, bool(shadow)), tuple(also.split("|")) if also else ()


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer, read once a process: 39,452 places in a quarter of a second.

    The first misspelling costs as much again, for the table of names that lack a letter.
    """
    rows = list(_read_places())
    with (_DATA / "unincorporated.csv").open(encoding="utf-8", newline="") as file:
        unincorporated = [(state, name) for state, name in csv.reader(file)]
    also = {entry.place.geoid: names for entry, names in rows if names}
    return Gazetteer((entry for entry, _ in rows), also, unincorporated)
