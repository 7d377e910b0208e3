"""Which place a printed name means: resolved, ambiguous or unknown, never guessed.

Places are those of Census: states, counties and equivalents, incorporated places, and county
subdivisions that govern. Pure, but for reading its own data once (`models/gazetteer/`). A name goes
through `place_names` and `place_kinds` (what may it mean), `place_choice` (which bearers of it) and
`place_resolver`; `place_agencies` and `place_facilities` say whom an agency serves.
"""

from functools import cache

from models.place_choice import choose
from models.place_entry import is_independent
from models.place_index import PlaceIndex, read_index
from models.place_lists import agencies_beside, both_sides, conjoined, joint_names, several_names
from models.place_outcomes import in_order
from models.place_resolver import readings_of, resolve_name
from models.place_spelling import fold, key, one_slip
from models.place_states import state_code, state_name
from models.values import Outcome, Place, PlaceKind, Resolution

__all__ = ["RESOLVER_VERSION", "Gazetteer", "load_gazetteer", "state_code", "state_name"]

RESOLVER_VERSION = "2026.11.3"
"""Kept beside each resolution; raise it when the data or a rule changes what a name resolves to."""


class Gazetteer:
    """Every place, and what printed and typed names of them mean.

    Args:
        index: The places by GEOID and name.
    """

    def __init__(self, index: PlaceIndex) -> None:
        self._index = index

    def resolve(
        self, name: str, state: str | None = None, heading: PlaceKind | None = None, county: str = ""
    ) -> Resolution:
        """Which place a name means, as printed in a list.

        Args:
            name: As printed, with prefixes, agency words, ZIP codes, footnote marks and all.
            state: The row's own state, name or any abbreviation; None when it names none.
            heading: Kind of the heading it stands under (`Cities`), if it stands under one.
            county: What the row's own column says of the county; it only tells namesakes apart.

        Returns:
            Resolved: the place, or all of `Chaves and Eddy Counties`; `repaired` and `reason` say
            what was read otherwise than printed. Ambiguous: the places that it could be. Unknown:
            why. Raises nothing, whatever the text.
        """
        name = " ".join(name.split())
        names = several_names(name) or agencies_beside(name)
        several = [self._one(each, state, heading) for each in names]
        if any(one.outcome is Outcome.RESOLVED for one in several):
            return _together(several)
        found = self._one(name, state, heading)
        if found.outcome is not Outcome.RESOLVED:
            found = self._of_parts(name, state, heading) or found
        _, dash, after = name.rpartition(" - ")
        beside = county or (after if dash else "")
        return self._told_apart(found, state, beside) if beside and found.candidates else found

    def _one(self, name: str, state: str | None, heading: PlaceKind | None) -> Resolution:
        return resolve_name(self._index, name, state or "", heading)

    def _of_parts(self, name: str, state: str | None, heading: PlaceKind | None) -> Resolution | None:
        """Two counties that share a jail, or one place named twice; nothing if any part is open."""
        for names in (joint_names(name), conjoined(name)):
            joint = [self._one(each, state, heading) for each in names]
            if joint and all(one.outcome is Outcome.RESOLVED and not one.repaired for one in joint):
                return _together(joint)
        sides = [self._one(each, state, heading) for each in both_sides(name)]
        same = sides and all(one.places and one.places == sides[0].places for one in sides)
        return sides[0] if same else None

    def _told_apart(self, found: Resolution, state: str | None, county: str) -> Resolution:
        """Of several candidates the one in the county that the row itself names, if it is one alone."""
        told = self._one(county, state, PlaceKind.COUNTY).places
        inside = [
            one for one in found.candidates if {one.geoid, *one.counties} & {place.geoid for place in told}
        ]
        if len(inside) != 1 or inside == list(found.candidates):
            return found
        reason = f"Told from its namesakes by the county named beside it, {told[0].name}."
        return Resolution(Outcome.RESOLVED, tuple(inside), reason=reason)

    def suggest(self, text: str, state: str | None = None, limit: int = 10) -> list[Place]:
        """Places that a typed text may mean: of that name, or one slip of the finger away.

        Args:
            text: What was typed: `Bostn`, `sufolk co`.
            state: A state's name or abbreviation that the place must be in; None for any.
            limit: How many at most.

        Returns:
            Exact names first, then states, cities, towns, counties; empty when nothing is near. The
            first call takes a quarter of a second longer, to build the table of misspellings.
        """
        found: list[Place] = []
        for reading in readings_of(" ".join(text.split()), state_code(state or "")):
            exact = key(reading.bare)
            slips = [name for name in self._index.near(exact) if one_slip(exact, name)]
            for name in (exact, *sorted(slips)):
                meant = choose(self._index.bearers(name, reading.state), reading.want)
                found += [place for place in in_order(meant) if place not in found]
        return found[:limit]

    def by_geoid(self, geoid: str) -> Place | None:
        """The place of a Census GEOID of 2, 5, 7 or 10 digits; None when there is none."""
        entry = self._index.by_geoid.get(geoid)
        return entry.place if entry else None

    def namesakes(self, place: Place) -> list[Place]:
        """Other places of the same bare name: counties of a county, else cities, towns and townships.

        Args:
            place: Boston, Mass., for the Bostons of Georgia, Indiana, Michigan, New York and Ohio.

        Returns:
            Sorted by state; empty when there are none or the place isn't known.
        """
        own = self._index.by_geoid.get(place.geoid)
        if own is None:
            return []
        counties = place.kind is PlaceKind.COUNTY and not is_independent(own)
        return in_order(
            other
            for other in self._index.bearers(key(fold(own.bare)))
            if other is not own
            and not other.shadow
            and counties == (other.place.kind is PlaceKind.COUNTY and not is_independent(other))
        )

    def geoids(self) -> tuple[str, ...]:
        """Every GEOID that `by_geoid` knows, in order."""
        return tuple(sorted(self._index.by_geoid))

    def is_current(self, geoid: str) -> bool:
        """Whether the GEOID names a place of its own today: not dissolved, renamed, or another's second."""
        return geoid in self._index.by_geoid and not self._index.by_geoid[geoid].shadow


def _together(several: list[Resolution]) -> Resolution:
    """All places of a row that lists several, at least one of them known; ambiguous if not all are."""
    places = {place.geoid: place for one in several for place in (*one.places, *one.candidates)}
    if any(one.outcome is not Outcome.RESOLVED for one in several):
        reason = "It names several places, of which not all are known."
        return Resolution(Outcome.AMBIGUOUS, candidates=tuple(places.values()), reason=reason)
    repaired = ", ".join(one.repaired for one in several if one.repaired)
    reason = " ".join(one.reason for one in several if one.reason)
    return Resolution(Outcome.RESOLVED, tuple(places.values()), reason=reason, repaired=repaired)


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer, read once a process: 39,452 places in a quarter of a second."""
    return Gazetteer(read_index())
