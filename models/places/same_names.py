"""The same-name alarm: a row of detainers that may mean a namesake of the place it names. Pure.

ICE's first report attributed detainers to Franklin County in Iowa, New York and Pennsylvania
and to Montgomery County, Iowa; they had been issued "outside of the respective county's
jurisdiction in similarly named locations" (its own correction, see `jobs.sources.ice_ddor`).
None of the four had ever been recorded before, and a namesake of each was, often.

Only refusals and tallies are doubted, and only they are history: a place that is on a list,
designated or for its policy, was named there by people. ICE's four had policies of their own.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.domain import ListingKind, Place, PlaceKind, Row
from models.places.gazetteer import Gazetteer
from models.places.spelling import state_name

MANY = 20
"""Detainers recorded of a namesake that make a place without any doubtful.

Measured: were each county of the country named once, 4% of them would be marked, of the agencies
in ICE's 287(g) workbooks of 2025 and 2026 at most 2.6%; with 5 instead it were 9%. Of ICE's four
the namesakes have 62 and 64 (NPR's table of declined detainers, 2007 to 2015).
"""

DETAINERS = (ListingKind.REFUSAL, ListingKind.TALLY)
"""Kinds of listing that attribute detainers to a place."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many detainers earlier rows attribute to places, by GEOID.

    Attributes:
        sure: By rows that nobody doubts.
        doubted: By rows that are marked themselves: history only once they are many.
    """

    sure: Counter[str] = field(default_factory=Counter)
    doubted: Counter[str] = field(default_factory=Counter)

    def has(self, place: Place) -> bool:
        """Whether a place has a history of its own."""
        return self.sure[place.geoid] > 0 or self.doubted[place.geoid] >= MANY


def namesakes(rows: Iterable[Row], gazetteer: Gazetteer) -> dict[Place, tuple[Place, ...]]:
    """Return the places that rows of detainers name, each with its namesakes; those without are left out."""
    named = {
        row.resolution.places[0]
        for row in rows
        if row.listing.kind in DETAINERS and len(row.resolution.places) == 1
    }
    return {
        place: others
        for place in named
        if place.kind is not PlaceKind.STATE and (others := tuple(gazetteer.namesakes(place)))
    }


def marked(rows: Sequence[Row], known: Mapping[Place, Sequence[Place]], recorded: Recorded) -> Sequence[Row]:
    """Return rows, those marked whose place is new to the records while a namesake is often in them.

    Args:
        rows: Of one edition, with their places.
        known: What `namesakes` found of them.
        recorded: Of these places and their namesakes, before this edition.
    """
    doubts = {
        place: doubt
        for place, others in known.items()
        if not recorded.has(place) and (doubt := _doubt(place, others, recorded.sure))
    }
    if not doubts:
        return rows
    return [replace(row, check_first=doubt) if (doubt := _of(row, doubts)) else row for row in rows]


def _of(row: Row, doubts: Mapping[Place, str]) -> str:
    places = row.resolution.places
    return doubts.get(places[0], "") if len(places) == 1 and row.listing.kind in DETAINERS else ""


def _doubt(place: Place, others: Iterable[Place], recorded: Mapping[str, int]) -> str:
    """Return what is to be checked first; empty when no namesake is often recorded."""
    often = [other for other in others if recorded[other.geoid] >= MANY]
    if not often:
        return ""
    most = max(often, key=lambda other: recorded[other.geoid])
    return (
        f"No list we hold had counted a detainer in {_label(place)}, before this row; "
        f"{_label(most)}, is counted often. Check which of them is meant."
    )


def _label(place: Place) -> str:
    return f"{place.name}, {state_name(place.state)}"
