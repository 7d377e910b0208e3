"""What is said of a name's outcome: the place, the candidates, and the sentence that says why."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from models.place_entry import Entry
from models.place_kinds import Reading
from models.place_words import Want
from models.values import Outcome, Place, PlaceKind, Resolution

NEW_YORK_CITY = "3651000"
_ORDER = {PlaceKind.STATE: 0, PlaceKind.CITY: 1, PlaceKind.SUBDIVISION: 2, PlaceKind.COUNTY: 3}


def in_order(entries: Iterable[Entry]) -> list[Place]:
    """Places once each: states, cities, towns, counties, each by state and name."""
    places = {entry.place.geoid: entry.place for entry in entries}
    return sorted(places.values(), key=lambda one: (_ORDER[one.kind], one.state, one.name, one.geoid))


def settled(meant: Sequence[Entry], reading: Reading) -> Resolution:
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


def _why(place: Place, reading: Reading) -> str:
    if place.geoid == NEW_YORK_CITY and reading.want is Want.JAIL:
        return "New York City's Department of Correction runs the jails of its boroughs."
    return reading.because


def ambiguous(entries: Iterable[Entry], reason: str) -> Resolution:
    """Any of the entries may be meant, for the reason given."""
    return Resolution(Outcome.AMBIGUOUS, candidates=tuple(in_order(entries)), reason=reason)


def unknown(reason: str) -> Resolution:
    """No place is meant, or none is known, for the reason given."""
    return Resolution(Outcome.UNKNOWN, reason=reason)


def mended(resolution: Resolution, printed: str, read: str, apart: str = "one letter from") -> Resolution:
    """The same place, with a note of the spelling that was read."""
    if resolution.outcome is not Outcome.RESOLVED:
        return resolution
    told = f"Read as “{read}”" + (f", {apart} the printed “{printed.strip()}”." if printed else ".")
    repaired = ", ".join(part for part in (read, resolution.repaired) if part)
    return replace(resolution, reason=f"{told} {resolution.reason}".strip(), repaired=repaired)
