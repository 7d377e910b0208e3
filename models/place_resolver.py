"""From the readings of a printed name to one outcome: exact, repaired, of another kind, or none."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from models.place_choice import Entry, choose, wanted
from models.place_index import PlaceIndex
from models.place_names import Reading, read_name, speaks_of_state
from models.place_spelling import fold, key, one_edit
from models.place_states import repaired_state_code, state_code, state_name
from models.place_words import Want
from models.values import Outcome, Place, PlaceKind, Resolution

_ORDER = {PlaceKind.STATE: 0, PlaceKind.CITY: 1, PlaceKind.SUBDIVISION: 2, PlaceKind.COUNTY: 3}
_SHORTEST_REPAIRABLE = 5
_LONGEST_NAME = 300


def resolve_name(index: PlaceIndex, name: str, state: str, heading: PlaceKind | None) -> Resolution:
    """Which place a name means; `models.places.Gazetteer.resolve` says what goes in and out."""
    mended = "" if state_code(state) else repaired_state_code(state)
    code = state_code(state) or mended
    if state.strip() and not code:
        return _unknown(f"There is no state called “{state.strip()}”.")
    resolution = _Question(index, " ".join(name.split()), code, heading).answer()
    return _mended(resolution, state, state_name(mended)) if mended else resolution


def readings_of(name: str, code: str) -> list[Reading]:
    """All ways to read a name; none for a text too long to be one."""
    return list(read_name(name, code)) if len(name) <= _LONGEST_NAME else []


def in_order(entries: Iterable[Entry]) -> list[Place]:
    """Places once each: states, cities, towns, counties, each by state and name."""
    places = {entry.place.geoid: entry.place for entry in entries}
    return sorted(places.values(), key=lambda one: (_ORDER[one.kind], one.state, one.name, one.geoid))


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
        self._readings = readings_of(name, code)

    def answer(self) -> Resolution:
        """The first of the ways to an outcome that leads to one."""
        if self._code and any(reading.state != self._code for reading in self._readings):
            return self._contradiction()
        return self._exactly() or self._repaired() or self._unfit()

    def _meant(self, reading: Reading, name: str = "") -> list[Entry]:
        """Entries that a reading may mean; `name` is the key to look for instead of the printed one."""
        bearers = self._index.bearers(name or key(reading.bare), reading.state)
        if reading.whole_class:
            return choose(bearers, Want.STATE) + choose(bearers, Want.COUNTY)
        if reading.stated and reading.want is Want.ANY:
            bearers = [e for e in bearers if e.place.kind is not PlaceKind.STATE] or bearers
        meant = choose(bearers, wanted(reading.want, self._heading))
        return _spelt_alike(self._inside(meant, reading), reading.bare)

    def _inside(self, entries: list[Entry], reading: Reading) -> list[Entry]:
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
        return entries if sole else inside

    def _exactly(self) -> Resolution | None:
        for reading in self._readings:
            meant = self._meant(reading)
            if meant:
                return _settled(meant, reading)
        if self._heading is PlaceKind.STATE and self._code and speaks_of_state(self._name):
            own = Reading(fold(state_name(self._code)), Want.STATE, self._code)
            return _settled(self._meant(own), own)
        return None

    def _repaired(self) -> Resolution | None:
        """The one name of that state and kind that is one edit away, unless the printed one exists.

        A first letter is never mended, nor a name under five letters: too many are near each other.
        """
        near: dict[str, tuple[list[Entry], Reading]] = {}
        for reading in self._readings:
            printed = key(reading.bare)
            if len(printed) < _SHORTEST_REPAIRABLE or not reading.state:
                continue
            if self._index.bearers(printed, reading.state):
                return None
            if self._index.is_unincorporated(printed, reading.state):
                return None
            for other in self._one_edit_away(printed):
                meant = [entry for entry in self._meant(reading, other) if not entry.shadow]
                if meant:
                    near.setdefault(other, (meant, reading))
        if not near:
            return None
        read, (meant, reading) = min(near.items(), key=lambda item: len(item[0]))
        others = [entry for entries, _ in near.values() for entry in entries if entry not in meant]
        if others:
            reason = f"No place is spelt “{self._name}”; more than one is a letter away."
            return _ambiguous([*meant, *others], reason)
        return _mended(_settled(meant, reading), self._name, self._index.spelling[read])

    def _one_edit_away(self, printed: str) -> list[str]:
        return [
            other
            for other in self._index.near(printed)
            if other[0] == printed[0] and len(other) >= _SHORTEST_REPAIRABLE and one_edit(printed, other)
        ]

    def _contradiction(self) -> Resolution:
        said = next(reading.state for reading in self._readings if reading.state != self._code)
        reason = f"The name says {state_name(said)}, its row says {state_name(self._code)}."
        either = [*self._first_meant_in(said), *self._first_meant_in(self._code)]
        return _ambiguous(either, reason) if len(either) > 1 else _unknown(reason)

    def _first_meant_in(self, code: str) -> list[Entry]:
        meant = (self._meant(replace(reading, state=code)) for reading in self._readings)
        return next((entries for entries in meant if entries), [])

    def _unfit(self) -> Resolution:
        """Nothing of that kind: the places of another kind that bear the name, or none at all."""
        where = f" in {state_name(self._code)}" if self._code else ""
        for reading in self._readings:
            bearers = self._index.bearers(key(reading.bare), reading.state)
            current = [entry for entry in bearers if not entry.shadow]
            if current and reading.want is not Want.NONE and not reading.within:
                kind = wanted(reading.want, self._heading)
                return _ambiguous(
                    current, f"No {kind} is called “{self._name}”{where}; a place of another kind is."
                )
        return _unknown(f"No place is called “{self._name[:80]}”{where}.")


def _spelt_alike(entries: list[Entry], bare: str) -> list[Entry]:
    """Of Lake View and Lakeview in one state, the one that is spelt as printed."""
    if len(entries) == 1:
        return entries
    as_printed = {entry.place.state for entry in entries if fold(entry.bare) == bare}
    return [e for e in entries if fold(e.bare) == bare or e.place.state not in as_printed]


def _settled(meant: Sequence[Entry], reading: Reading) -> Resolution:
    places = in_order(meant)
    if len(places) > 1:
        return _ambiguous(meant, f"{len(places)} places bear this name.")
    if reading.whole_class:
        reason = f"The name covers every county of {places[0].name}, so the state stands for them."
        return Resolution(Outcome.RESOLVED, tuple(places), reason=reason)
    resolution = Resolution(Outcome.RESOLVED, tuple(places))
    return _mended(resolution, "", reading.repaired_state) if reading.repaired_state else resolution


def _ambiguous(entries: Iterable[Entry], reason: str) -> Resolution:
    return Resolution(Outcome.AMBIGUOUS, candidates=tuple(in_order(entries)), reason=reason)


def _unknown(reason: str) -> Resolution:
    return Resolution(Outcome.UNKNOWN, reason=reason)


def _mended(resolution: Resolution, printed: str, read: str) -> Resolution:
    """The same place, with a note of the spelling that was read."""
    if resolution.outcome is not Outcome.RESOLVED:
        return resolution
    told = f"Read as “{read}”" + (f", one letter from the printed “{printed.strip()}”." if printed else ".")
    repaired = ", ".join(part for part in (read, resolution.repaired) if part)
    return replace(resolution, reason=f"{told} {resolution.reason}".strip(), repaired=repaired)
