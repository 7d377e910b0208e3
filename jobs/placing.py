"""Which place a listing means: the words of its row, handed to the resolver."""

from collections.abc import Sequence
from dataclasses import replace

from jobs.agreement_places import place_agreement
from models.changes import Row
from models.errata import TakenBack
from models.listings import comparable, keys, place_text
from models.places import Gazetteer
from models.values import Erratum, Listing, ListingKind, PlaceKind, Resolution

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


def _asked(listing: Listing) -> _Asked:
    if listing.kind is ListingKind.AGREEMENT:
        return listing.kind, place_text(listing), listing.state, listing.annotations.get("county", "")
    return listing.kind, place_text(listing), listing.state, str(listing.fields.get("heading") or "")


def _placed(asked: _Asked, gazetteer: Gazetteer) -> tuple[Resolution, str]:
    """Return the place of a row, and what is to be noted of it: that it names a whole class, for one."""
    kind, name, state, beside = asked
    if kind is ListingKind.AGREEMENT:
        return place_agreement(name, state, beside, gazetteer)
    found = gazetteer.resolve(name, state or None, heading_kind(beside))
    note = f"{CLASS_NOTE}; it is not an act of {found.places[0].name} itself." if found.scope else ""
    return found, note


def heading_kind(heading: str) -> PlaceKind | None:
    """Return the kind of place that a heading such as `COUNTIES:` announces, if it does."""
    words = comparable(heading).strip(" :.").split()
    return next((_HEADINGS[word] for word in words if word in _HEADINGS), None)


def place_errata(errata: Sequence[Erratum], gazetteer: Gazetteer) -> tuple[TakenBack, ...]:
    """Return errata with the places that they name; of an ambiguous or unknown name none."""
    found = [gazetteer.resolve(one.name, one.state, PlaceKind.COUNTY) for one in errata]
    return tuple(
        TakenBack(one, resolution.places[0] if len(resolution.places) == 1 else None)
        for one, resolution in zip(errata, found, strict=True)
    )
