"""From the readings of a printed name to one outcome: exact, repaired, of another kind, or none."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from models.domain import Outcome, Place, PlaceKind, Resolution
from models.places.agencies import serves_no_place, words_of
from models.places.index import BOROUGHS, ONE_WITH_STATE, PlaceEntry, PlaceIndex, choose, wanted
from models.places.name_parsing import NameReading, read_loosely, read_name, speaks_of_state
from models.places.spelling import fold, key, one_edit, one_slip, repaired_state_code, state_code, state_name
from models.places.words import Want

NEW_YORK_CITY = "3651000"
_ORDER = {PlaceKind.STATE: 0, PlaceKind.CITY: 1, PlaceKind.SUBDIVISION: 2, PlaceKind.COUNTY: 3}
_SHORTEST_REPAIRABLE = 5
_LONGEST_NAME = 300
_SEVERAL = re.compile(r"\b(?:regional|reg|cooperative|multi ?county|tri ?county|bi ?county)\b")


def in_order(entries: Iterable[PlaceEntry]) -> list[Place]:
    """Places once each: states, cities, towns, counties, each by state and name; all of D.C. is one."""
    meant = (ONE_WITH_STATE.get(entry.place.geoid, entry.place) for entry in entries)
    places = {place.geoid: place for place in meant}
    return sorted(places.values(), key=lambda one: (_ORDER[one.kind], one.state, one.name, one.geoid))


def settled(meant: Sequence[PlaceEntry], reading: NameReading) -> Resolution:
    """Resolved, when one place is meant; else ambiguous between all of them."""
    places = in_order(meant)
    if len(places) > 1:
        return ambiguous(meant, f"{len(places)} places bear this name.")
    if reading.whole_class:
        reason = f"The name covers every county of {places[0].name}, so the state stands for them."
        return Resolution(Outcome.RESOLVED, tuple(places), reason=reason, scope="class")
    resolution = Resolution(Outcome.RESOLVED, tuple(places), reason=_why(places[0], reading))
    for read in (reading.repaired_state, reading.repaired_word):
        resolution = mended(resolution, "", read) if read else resolution
    return resolution


def _why(place: Place, reading: NameReading) -> str:
    if place.geoid == NEW_YORK_CITY and reading.want is Want.JAIL:
        return "New York City's Department of Correction runs the jails of its boroughs."
    return reading.because


def ambiguous(entries: Iterable[PlaceEntry], reason: str) -> Resolution:
    """Any of the entries may be meant, for the reason given."""
    return Resolution(Outcome.AMBIGUOUS, candidates=tuple(in_order(entries)), reason=reason)


def unknown(reason: str) -> Resolution:
    """No place is meant, or none is known, for the reason given."""
    return Resolution(Outcome.UNKNOWN, reason=reason)


def mended(resolution: Resolution, printed: str, read: str, apart: str = "one letter from") -> Resolution:
    """The same place, with a note of the spelling that was read."""
    if resolution.outcome is not Outcome.RESOLVED:
        return resolution
    note = f"Read as “{read}”" + (f", {apart} the printed “{printed.strip()}”." if printed else ".")
    repaired = ", ".join(part for part in (read, resolution.repaired) if part)
    return replace(resolution, reason=f"{note} {resolution.reason}".strip(), repaired=repaired)


def resolve_name(index: PlaceIndex, name: str, state: str, heading: PlaceKind | None) -> Resolution:
    """Which place a name means; `models.places.Gazetteer.resolve` says what goes in and out."""
    repaired = "" if state_code(state) else repaired_state_code(state)
    code = state_code(state) or repaired
    if state.strip() and not code:
        return unknown(f"There is no state called “{state.strip()}”.")
    resolution = _Question(index, " ".join(name.split()), code, heading).answer()
    return mended(resolution, state, state_name(repaired)) if repaired else resolution


def readings_of(name: str, code: str) -> list[NameReading]:
    """The ways to read a name; none for a text too long to be one."""
    return list(read_name(name, code)) if len(name) <= _LONGEST_NAME else []


class _Question:
    """One name in one row.

    Args:
        index: The places.
        name: The name as printed, white space collapsed.
        code: USPS code of the row's own state, or empty.
        heading: Kind of the heading that the row stands under.
    """

    def __init__(self, index: PlaceIndex, name: str, code: str, heading: PlaceKind | None) -> None:
        self._index = index
        self._name = name
        self._code = code
        self._heading = heading
        self._words = words_of(name)
        self._sign, self._serves_none = serves_no_place(self._words)
        self._readings = [each for each in readings_of(name, code) if self._heeds_sign(each)]

    def answer(self) -> Resolution:
        """The first of the ways to an outcome that leads to one."""
        if self._code and any(reading.state != self._code for reading in self._readings):
            return self._contradiction()
        resolution = self._by_fact() or self._exactly(self._readings) or self._exactly(self._looser)
        if resolution or self._serves_none:
            return resolution or unknown(self._serves_none)
        return self._repaired() or self._unfit()

    @cached_property
    def _looser(self) -> list[NameReading]:
        """The looser ways to read an agency's name, tried when the others lead nowhere."""
        if len(self._name) > _LONGEST_NAME:
            return []
        return [each for each in read_loosely(self._name, self._code) if self._heeds_sign(each)]

    def _heeds_sign(self, reading: NameReading) -> bool:
        """Whether the sign of a federal, campus or tribal agency, if any, is part of the place's name."""
        return not self._sign or reading.whole_class or f" {self._sign} " in f" {reading.bare} "

    def _by_fact(self) -> Resolution | None:
        """What is known of a facility whose name hides whom it serves."""
        states = [self._code, *(reading.state for reading in self._readings if reading.stated)]
        known = (self._index.facilities.known(self._words, state) for state in states if state)
        fact = next((fact for fact in known if fact), None)
        if fact is None:
            return None
        served = [self._index.by_geoid[geoid] for geoid in fact.geoids]
        if not served:
            return unknown(f"{fact.reason}.")
        if not fact.certain:
            return ambiguous(served, f"{fact.reason}.")
        return Resolution(Outcome.RESOLVED, tuple(in_order(served)), reason=f"{fact.reason}.")

    def _meant(self, reading: NameReading, name: str = "") -> list[PlaceEntry]:
        """Entries that a reading may mean; `name` is the key to look for instead of the printed one."""
        bearers = self._index.bearers(name or key(reading.bare), reading.state)
        if reading.whole_class:
            return choose(bearers, Want.STATE) + choose(bearers, Want.COUNTY)
        if reading.stated and reading.want is Want.ANY:
            bearers = [e for e in bearers if e.place.kind is not PlaceKind.STATE] or bearers
        if reading.want is Want.CITY and not reading.state:
            bearers += self._index.bearers(f"{name or key(reading.bare)}city")
        meant = choose(bearers, wanted(reading.want, self._heading))
        if reading.want is Want.JAIL and meant and all(e.place.geoid in BOROUGHS for e in meant):
            return [self._index.by_geoid[NEW_YORK_CITY]]
        return _spelt_alike(self._inside(meant, reading), reading.bare)

    def _inside(self, entries: list[PlaceEntry], reading: NameReading) -> list[PlaceEntry]:
        """Those that lie in the county named beside the name; one of unknown county if it is the only one."""
        if not reading.within:
            return entries
        counties = {
            entry.place.geoid
            for beside in read_name(reading.within, reading.state)
            for entry in choose(
                self._index.bearers(key(beside.bare), beside.state), wanted(beside.want, PlaceKind.COUNTY)
            )
        }
        inside = [e for e in entries if e.place.geoid in counties or counties & set(e.place.counties)]
        sole = len(entries) == 1 and not entries[0].place.counties
        elsewhere = sole and counties and entries[0].place.kind is PlaceKind.COUNTY
        return entries if sole and not elsewhere else inside

    def _exactly(self, readings: Sequence[NameReading]) -> Resolution | None:
        for reading in readings:
            meant = self._meant(reading)
            if meant:
                return settled(meant, reading)
        if self._heading is PlaceKind.STATE and self._code and speaks_of_state(self._name):
            own = NameReading(fold(state_name(self._code)), Want.STATE, self._code)
            return settled(self._meant(own), own)
        return None

    def _repaired(self) -> Resolution | None:
        """The one name of that state and kind that is one edit away, unless the printed one exists.

        A first letter is never mended, nor a name under five letters: too many are near each other.
        """
        near: dict[str, tuple[list[PlaceEntry], NameReading]] = {}
        for reading in (*self._readings, *self._looser):
            printed = key(reading.bare)
            if len(printed) < _SHORTEST_REPAIRABLE or not reading.state:
                continue
            if self._index.bearers(printed, reading.state):
                return self._possessive(reading)
            if self._index.is_unincorporated(printed, reading.state):
                return None
            for other in self._one_edit_away(printed):
                meant = [entry for entry in self._meant(reading, other) if not entry.shadow]
                if reading.want is Want.VILLAGE:
                    meant = [entry for entry in meant if entry.word == "village"]
                if meant:
                    near.setdefault(other, (meant, reading))
        if not near:
            return None
        read, (meant, reading) = min(near.items(), key=lambda item: len(item[0]))
        others = [entry for entries, _ in near.values() for entry in entries if entry not in meant]
        if others:
            reason = f"No place is spelt “{self._name}”; more than one is a letter away."
            return ambiguous([*meant, *others], reason)
        apart = "one letter from" if one_edit(key(reading.bare), read) else "two letters swapped in"
        return mended(settled(meant, reading), self._name, self._index.spelling[read], apart)

    def _possessive(self, reading: NameReading) -> Resolution | None:
        """`Queen Anne Co` of Maryland, where Queen Anne is a town: Queen Anne's County."""
        meant = self._meant(reading, f"{key(reading.bare)}s") if reading.want is Want.COUNTY else []
        return mended(settled(meant, reading), self._name, meant[0].bare) if len(meant) == 1 else None

    def _one_edit_away(self, printed: str) -> list[str]:
        return [
            other
            for other in self._index.near(printed)
            if other[0] == printed[0] and len(other) >= _SHORTEST_REPAIRABLE and one_slip(printed, other)
        ]

    def _contradiction(self) -> Resolution:
        named = next(reading.state for reading in self._readings if reading.state != self._code)
        reason = f"The name says {state_name(named)}, its row says {state_name(self._code)}."
        either = [*self._first_meant_in(named), *self._first_meant_in(self._code)]
        return ambiguous(either, reason) if len(either) > 1 else unknown(reason)

    def _first_meant_in(self, code: str) -> list[PlaceEntry]:
        meant = (self._meant(replace(reading, state=code)) for reading in self._readings)
        return next((entries for entries in meant if entries), [])

    def _unfit(self) -> Resolution:
        """Nothing of that kind: the places of another kind that bear the name, or none at all."""
        where = f" in {state_name(self._code)}" if self._code else ""
        for reading in (*self._readings, *self._looser):
            bearers = self._index.bearers(key(reading.bare), reading.state)
            current = [entry for entry in bearers if not entry.shadow]
            if current and reading.want is not Want.NONE and not reading.within:
                kind = wanted(reading.want, self._heading)
                return ambiguous(
                    current, f"No {kind} is called “{self._name}”{where}; a place of another kind is."
                )
        if _SEVERAL.search(self._words):
            return unknown("It serves several places, and its name doesn't say which.")
        return unknown(f"No place is called “{self._name[:80]}”{where}.")


def _spelt_alike(entries: list[PlaceEntry], bare: str) -> list[PlaceEntry]:
    """Of Lake View and Lakeview in one state, the one that is spelt as printed."""
    if len(entries) == 1:
        return entries
    as_printed = {entry.place.state for entry in entries if fold(entry.bare) == bare}
    return [e for e in entries if fold(e.bare) == bare or e.place.state not in as_printed]
