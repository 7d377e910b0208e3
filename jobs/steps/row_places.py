"""Which place a row means, and whether that may be a namesake of the one that was meant.

The words of the row are handed to the resolver; a 287(g) agreement is placed by its agency's name, checked
against the COUNTY column beside it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from sqlmodel import Session

from jobs.history import read_catalog
from jobs.readers.text import NOTHING
from models.domain import (
    COUNTY_NOTE,
    Erratum,
    Listing,
    ListingKind,
    Outcome,
    Place,
    PlaceKind,
    Resolution,
    Row,
    comparable,
    keys,
    place_text,
)
from models.editions import TakenBack
from models.places import Gazetteer, marked, namesakes
from models.queries import recorded

_SUBDIVISION = 10
"""Digits of the GEOID of a county subdivision; its first five are its county's."""

CLASS_NOTE = "The row names a whole class of places or agencies of the state"
"""How the note begins that is written beside such a row."""

_Asked = tuple[ListingKind, str, str, str]
"""What a row's place depends on: its kind, name, state, and its heading or the county beside it."""
_HEADINGS = {
    **dict.fromkeys(("state", "states"), PlaceKind.STATE),
    **dict.fromkeys(("county", "counties", "parish", "parishes"), PlaceKind.COUNTY),
    **dict.fromkeys(("city", "cities", "town", "towns", "village", "villages"), PlaceKind.CITY),
    **dict.fromkeys(("township", "townships", "borough", "boroughs"), PlaceKind.CITY),
    **dict.fromkeys(("municipality", "municipalities"), PlaceKind.CITY),
}


def place_rows(listings: Sequence[Listing], gazetteer: Gazetteer) -> tuple[Row, ...]:
    """Return listings as rows with their keys and places; a name is resolved once."""
    known: dict[_Asked, tuple[Resolution, str]] = {}
    rows = []
    for ordinal, (listing, key) in enumerate(zip(listings, keys(listings), strict=True), start=1):
        asked = _asked(listing)
        if asked not in known:
            known[asked] = _placed(asked, gazetteer)
        place, note = known[asked]
        noted = replace(listing, notes=(*listing.notes, note)) if note else listing
        rows.append(Row(noted, key, place, ordinal=ordinal))
    return tuple(rows)


def place_agreement(agency: str, state: str, county: str, gazetteer: Gazetteer) -> tuple[Resolution, str]:
    """Return the place of an agreement, and what its county column has to say against it, if anything.

    The agency's name says whom it serves; the column tells namesakes apart. Where the two disagree,
    the name is followed and a note says so, for either may be the error. A state's agency has a
    seat in some county and serves all of them, so there the column is not compared.

    Args:
        agency: As printed.
        state: The row's USPS code; empty when it names none.
        county: As printed beside the agency; empty when the list has no such column.
        gazetteer: The places.
    """
    if county.lower() in NOTHING:
        return gazetteer.resolve(agency, state or None), ""
    resolution = gazetteer.resolve(agency, state or None, county=county)
    if resolution.outcome is not Outcome.RESOLVED:
        return replace(resolution, reason=f"{resolution.reason} {COUNTY_NOTE} {county}.".strip()), ""
    return resolution, _disagreement(county, state, resolution, gazetteer)


def _disagreement(county: str, state: str, resolution: Resolution, gazetteer: Gazetteer) -> str:
    """Return what is to be told of a county that isn't that of the agency's place; empty when it is."""
    ours = {geoid for place in resolution.places for geoid in _counties(place)}
    if not ours:
        return ""
    other = gazetteer.resolve(county, state or None, PlaceKind.COUNTY)
    names = " and ".join(place.name for place in resolution.places)
    if other.outcome is not Outcome.RESOLVED:
        return f"{COUNTY_NOTE} {county!r}, which names no one county; the place is {names}, by name."
    if ours & {geoid for place in other.places for geoid in _counties(place)}:
        return ""
    counties = filter(None, map(gazetteer.by_geoid, sorted(ours)))
    theirs = " and ".join(county.name for county in counties)
    where = names if theirs in ("", names) else f"{names} ({theirs})"
    return f"{COUNTY_NOTE} {county}; by its name the agency serves {where}, which was taken."


def _counties(place: Place) -> tuple[str, ...]:
    """Return the GEOIDs of the counties that a place is or lies in; none of a state."""
    if place.kind is PlaceKind.COUNTY:
        return (place.geoid,)
    return (place.geoid[:5],) if len(place.geoid) == _SUBDIVISION else place.counties


def _asked(listing: Listing) -> _Asked:
    if listing.kind is ListingKind.AGREEMENT:
        return listing.kind, place_text(listing), listing.state, listing.annotations.get("county", "")
    return listing.kind, place_text(listing), listing.state, str(listing.fields.get("heading") or "")


def _placed(asked: _Asked, gazetteer: Gazetteer) -> tuple[Resolution, str]:
    """Return the place of a row, and what is to be noted of it: that it names a whole class, for one."""
    kind, name, state, beside = asked
    if kind is ListingKind.AGREEMENT:
        return place_agreement(name, state, beside, gazetteer)
    resolution = gazetteer.resolve(name, state or None, heading_kind(beside))
    if not resolution.scope:
        return resolution, ""
    return resolution, f"{CLASS_NOTE}; it is not an act of {resolution.places[0].name} itself."


def heading_kind(heading: str) -> PlaceKind | None:
    """Return the kind of place that a heading such as `COUNTIES:` announces, if it does."""
    words = comparable(heading).strip(" :.").split()
    return next((_HEADINGS[word] for word in words if word in _HEADINGS), None)


def place_errata(errata: Sequence[Erratum], gazetteer: Gazetteer) -> tuple[TakenBack, ...]:
    """Return errata with the places that they name; of an ambiguous or unknown name none."""
    resolutions = [gazetteer.resolve(one.name, one.state, PlaceKind.COUNTY) for one in errata]
    return tuple(
        TakenBack(one, resolution.places[0] if len(resolution.places) == 1 else None)
        for one, resolution in zip(errata, resolutions, strict=True)
    )


def mark_namesakes(session: Session, rows: Sequence[Row], gazetteer: Gazetteer) -> Sequence[Row]:
    """Return rows, those to check first marked with the sentence that says why. Nothing is dropped.

    A place's history is what stands of it in the database, and NPR's counts of 2007 to 2015, which
    are bundled: the first report that a new desk reads has a past too.
    """
    named = namesakes(rows, gazetteer)
    if not named:
        return rows
    past = _until_2015(gazetteer)
    known = {place: others for place, others in named.items() if not past[place.geoid]}
    if not known:
        return rows
    asked = {place.geoid for one, others in known.items() for place in (one, *others)}
    history = recorded(session, asked)
    return marked(rows, known, replace(history, sure=history.sure | past))


@cache
def _until_2015(gazetteer: Gazetteer) -> Counter[str]:
    """Return how many detainers NPR's table counts as declined, by the GEOID of the jail's place."""
    counted: Counter[str] = Counter()
    for past in read_catalog():
        if past.source == "npr_declined" and past.edition:
            for row in place_rows(past.edition.listings, gazetteer):
                number = int(row.listing.fields["count"] or 0)
                for place in row.resolution.places:
                    counted[place.geoid] += number
    return counted
