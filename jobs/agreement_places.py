"""Which place a 287(g) agreement is about: the agency's name, checked against the COUNTY column beside it."""

from dataclasses import replace

from jobs.readers.agreement_rows import NOTHING
from models.listings import place_text
from models.places import Gazetteer
from models.values import Listing, Outcome, Place, PlaceKind, Resolution

COUNTY_NOTE = "The COUNTY column says"
"""How the note begins that is written where the column and the agency's name disagree."""
_SUBDIVISION = 10
"""Digits of the GEOID of a county subdivision; its first five are its county's."""


def place_agreement(listing: Listing, gazetteer: Gazetteer) -> tuple[Listing, Resolution]:
    """Return an agreement with what its county column adds, and its place.

    The agency's name says whom it serves; the column tells namesakes apart. Where the two disagree,
    the name is followed and the row says so, for either may be the error. A state's agency has a
    seat in some county and serves all of them, so there the column is not compared.

    Args:
        listing: A row of the workbook, with the column as the annotation `county`, if it has one.
        gazetteer: The places.
    """
    county = listing.annotations.get("county", "")
    if county.lower() in NOTHING:
        return listing, gazetteer.resolve(place_text(listing), listing.state or None)
    found = gazetteer.resolve(place_text(listing), listing.state or None, county=county)
    if found.outcome is not Outcome.RESOLVED:
        return listing, replace(found, reason=f"{found.reason} The COUNTY column says {county}.".strip())
    note = _disagreement(county, listing.state, found, gazetteer)
    return (replace(listing, notes=(*listing.notes, note)) if note else listing), found


def _disagreement(county: str, state: str, found: Resolution, gazetteer: Gazetteer) -> str:
    """Return what is to be told of a county that isn't that of the agency's place; empty when it is."""
    ours = {geoid for place in found.places for geoid in _counties(place)}
    if not ours:
        return ""
    told = gazetteer.resolve(county, state or None, PlaceKind.COUNTY)
    names = " and ".join(place.name for place in found.places)
    if told.outcome is not Outcome.RESOLVED:
        return (
            f"{COUNTY_NOTE} {county!r}, which names no one county; the place is {names}, by name."
        )
    if ours & {geoid for place in told.places for geoid in _counties(place)}:
        return ""
    theirs = " and ".join(filter(None, (_county_name(geoid, gazetteer) for geoid in sorted(ours))))
    where = names if theirs in ("", names) else f"{names} ({theirs})"
    return f"{COUNTY_NOTE} {county}; by its name the agency serves {where}, which was taken."


def _counties(place: Place) -> tuple[str, ...]:
    """Return the GEOIDs of the counties that a place is or lies in; none of a state."""
    if place.kind is PlaceKind.COUNTY:
        return (place.geoid,)
    return (place.geoid[:5],) if len(place.geoid) == _SUBDIVISION else place.counties


def _county_name(geoid: str, gazetteer: Gazetteer) -> str:
    county = gazetteer.by_geoid(geoid)
    return county.name if county else ""
