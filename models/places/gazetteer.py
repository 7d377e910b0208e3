"""Which place a printed name means: resolved, ambiguous or unknown, never guessed.

Places are those of Census: states, counties and equivalents, incorporated places, and county
subdivisions that govern. Pure, but for reading its own data once (`models/places/data/`). A row that
names several places (`Chaves and Eddy Counties`) is taken apart here; each name goes through
`name_parsing` (what may it mean), `index` (which bearers of it) and `resolver` (one outcome), and
`agencies` says whom an agency serves.
"""

import hashlib
import re
from collections.abc import Iterable
from functools import cache

from models.domain import Correction, Outcome, Place, PlaceKind, Resolution
from models.places.index import ONE_WITH_STATE, PART_OF, PlaceIndex, choose, is_independent, read_index
from models.places.resolver import in_order, readings_of, resolve_name
from models.places.spelling import fold, key, one_slip, state_code
from models.places.words import Want

RESOLVER_VERSION = "2026.12.1"
"""Kept beside each resolution; raise it when the data or a rule changes what a name resolves to."""


def resolver_mark(corrections: Iterable[Correction] = ()) -> str:
    """Return what tells by which rules a row was placed: the resolver's version and its hand corrections."""
    by_hand = sorted(map(repr, corrections))
    digest = hashlib.blake2b("\n".join(by_hand).encode(), digest_size=6).hexdigest()
    return f"{RESOLVER_VERSION}+{digest}" if by_hand else RESOLVER_VERSION


_LONGEST = 300
_SEVERAL = re.compile(
    r"(?P<names>.+?) (?P<kind>counties|parishes|boroughs|cities|towns|townships)(?P<rest>,.*| in .*)?",
    re.IGNORECASE,
)
_ONE_OF_TWO = re.compile(
    r"(?P<names>[^,]+?(?: and | & |/|-)[^,]+?) (?P<kind>county|co\.?|parish)(?P<rest>\b.*)", re.IGNORECASE
)
_REGIONAL = re.compile(
    r"(?P<names>.+?(?:,| and | & |/|-).+?) regional (?:jail|adult detention|detention|juvenile)\b.*",
    re.IGNORECASE,
)
_KIND = re.compile(r"\b(?:county|parish|city|town|township|village|borough)\b", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,\s*(?:and|&)\s+|,|\s+and\s+|\s+&\s+|/)\s*", re.IGNORECASE)
_PAIR = re.compile(r"\s*(?:,\s*(?:and|&)\s+|,|\s+and\s+|\s+&\s+|/|-)\s*", re.IGNORECASE)
_AGENCY = re.compile(r"\w\S*\s.*\b(?:sheriff\S*|s\.?o|police|p\.?d)\b", re.IGNORECASE)
_ONE = {
    "counties": "County",
    "parishes": "Parish",
    "boroughs": "Borough",
    "cities": "City",
    "towns": "Town",
    "townships": "Township",
}


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
        resolution = self._one(name, state, heading)
        if resolution.outcome is not Outcome.RESOLVED:
            resolution = self._of_parts(name, state, heading) or resolution
        _, dash, after = name.rpartition(" - ")
        beside = county or (after if dash else "")
        return self._told_apart(resolution, state, beside) if beside and resolution.candidates else resolution

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

    def _told_apart(self, resolution: Resolution, state: str | None, county: str) -> Resolution:
        """Of several candidates the one in the county that the row itself names, if it is one alone."""
        counties = self._one(county, state, PlaceKind.COUNTY).places
        named = {place.geoid for place in counties}
        inside = [one for one in resolution.candidates if named & {one.geoid, *one.counties}]
        if len(inside) != 1 or inside == list(resolution.candidates):
            return resolution
        reason = f"Told from its namesakes by the county named beside it, {counties[0].name}."
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
        places: list[Place] = []
        for reading in readings_of(" ".join(text.split()), state_code(state or "")):
            exact = key(reading.bare)
            slips = [name for name in self._index.near(exact) if one_slip(exact, name)]
            # Whoever leaves letters out at the end is as often right in the ones before: `Lowel` for Lowell.
            for name in (exact, *sorted(slips, key=lambda slip: (not slip.startswith(exact), slip))):
                meant = choose(self._index.bearers(name, reading.state), reading.want)
                places += [place for place in in_order(meant) if place not in places]
        return places[:limit]

    def by_geoid(self, geoid: str) -> Place | None:
        """The place of a Census GEOID of 2, 5, 7 or 10 digits; None when there is none.

        The District of Columbia has three.
        """
        entry = self._index.by_geoid.get(geoid)
        return ONE_WITH_STATE.get(geoid, entry.place) if entry else None

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
        named = in_order(
            other
            for other in self._index.bearers(key(fold(own.bare)))
            if other is not own
            and not other.shadow
            and counties == (other.place.kind is PlaceKind.COUNTY and not is_independent(other))
        )
        return [each for each in named if each != place]

    def counties_called(self, text: str) -> list[Place]:
        """Counties of a bare name, typed without `County` and without a state: `Hennepin`, `Brooklyn`."""
        bare = [each.bare for each in readings_of(text, "") if each.want is Want.ANY and not each.state]
        return in_order(
            entry
            for name in dict.fromkeys(map(key, bare))
            for entry in self._index.bearers(name)
            if entry.place.kind is PlaceKind.COUNTY and not entry.shadow and not is_independent(entry)
        )

    def containing(self, place: Place) -> Place | None:
        """The city that a county is a part of, or one with: New York City of its boroughs; else None."""
        return self.by_geoid(PART_OF[place.geoid]) if place.geoid in PART_OF else None


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
    """The gazetteer, one for a process."""
    return Gazetteer(read_index())


def several_names(text: str) -> tuple[str, ...]:
    """The names of a row that lists places of one kind, each with the kind and what followed it.

    Args:
        text: As printed: `Harris, Travis and Bexar counties, Texas`.

    Returns:
        `Harris County, Texas` and so on, two at least; nothing when it lists none.
    """
    match = _SEVERAL.fullmatch(" ".join(text[:_LONGEST].split()))
    if match is None:
        return ()
    names = [name for name in _AND.split(match["names"]) if name]
    rest = re.sub(r"^ in ", ", ", match["rest"] or "")
    return tuple(f"{name} {_ONE[match['kind'].lower()]}{rest}" for name in names) if len(names) > 1 else ()


def joint_names(text: str) -> tuple[str, ...]:
    """`Lee/Russell County Jail` → `Lee County` and `Russell County`; so with `Lee, Russell Regional Jail`.

    Only for a name that fits no one place: King and Queen County is one.
    """
    plain = " ".join(text[:_LONGEST].split())
    match = _ONE_OF_TWO.fullmatch(plain) or _REGIONAL.fullmatch(plain)
    if match is None:
        return ()
    kind = "Parish" if match.groupdict().get("kind", "").lower() == "parish" else "County"
    return tuple(f"{name} {kind}" for name in _PAIR.split(match["names"]) if name)


def conjoined(text: str) -> tuple[str, ...]:
    """`Baltimore City and Baltimore County, Maryland` → both, each with the state.

    Only where each side says its kind: Lewis and Clark County is one place.
    """
    head, comma, rest = " ".join(text[:_LONGEST].split()).partition(",")
    sides = re.split(r" and | & ", head, flags=re.IGNORECASE)
    kinds = all(_KIND.search(side) for side in sides)
    return tuple(f"{side}{comma}{rest}" for side in sides) if len(sides) > 1 and kinds else ()


def both_sides(text: str) -> tuple[str, ...]:
    """`County of Franklin / Franklin County Jail` → its two sides, which may name one place twice."""
    sides = tuple(side.strip() for side in text[:_LONGEST].split("/") if side.strip())
    return sides if len(sides) > 1 else ()


def agencies_beside(text: str) -> tuple[str, ...]:
    """`Travis Co SO / Austin PD` → both; nothing unless each side of a slash is an agency with a name."""
    sides = both_sides(text)
    return sides if sides and all(map(_AGENCY.match, sides)) else ()
