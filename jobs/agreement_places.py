"""Which place a 287(g) agreement is about: the agency's name, checked against the COUNTY column beside it."""

from dataclasses import replace

from jobs.readers.agreement_rows import NOTHING
from models.places import Gazetteer
from models.values import Outcome, Place, PlaceKind, Resolution

COUNTY_NOTE = "The COUNTY column says"
"""How the note begins that is written where the column and the agency's name disagree."""
_SUBDIVISION = 10
"""Digits of the GEOID of a county subdivision; its first five are its county's."""


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
    found = gazetteer.resolve(agency, state or None, county=county)
    if found.outcome is not Outcome.RESOLVED:
        return replace(found, reason=f"{found.reason} {COUNTY_NOTE} {county}.".strip()), ""
    return found, _disagreement(county, state, found, gazetteer)


def _disagreement(county: str, state: str, found: Resolution, gazetteer: Gazetteer) -> str:
    """Return what is to be told of a county that isn't that of the agency's place; empty when it is."""
    ours = {geoid for place in found.places for geoid in _counties(place)}
    if not ours:
        return ""
    told = gazetteer.resolve(county, state or None, PlaceKind.COUNTY)
    names = " and ".join(place.name for place in found.places)
    if told.outcome is not Outcome.RESOLVED:
        return f"{COUNTY_NOTE} {county!r}, which names no one county; the place is {names}, by name."
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
