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
_HEADINGS = {
    **dict.fromkeys(("state", "states"), PlaceKind.STATE),
    **dict.fromkeys(("county", "counties", "parish", "parishes"), PlaceKind.COUNTY),
    **dict.fromkeys(("city", "cities", "town", "towns", "village", "villages"), PlaceKind.CITY),
    **dict.fromkeys(("township", "townships", "borough", "boroughs"), PlaceKind.CITY),
    **dict.fromkeys(("municipality", "municipalities"), PlaceKind.CITY),
}


def place_rows(listings: Sequence[Listing], gazetteer: Gazetteer) -> tuple[Row, ...]:
    """Return listings as rows with their keys and places; a name is resolved once."""
    known: dict[tuple[str, str, PlaceKind | None], Resolution] = {}
    rows = []
    for ordinal, (listing, key) in enumerate(zip(listings, keys(listings), strict=True), start=1):
        if listing.kind is ListingKind.AGREEMENT:
            noted, place = place_agreement(listing, gazetteer)
            rows.append(Row(noted, key, place, ordinal=ordinal))
            continue
        asked = (place_text(listing), listing.state, heading_kind(str(listing.fields.get("heading") or "")))
        if asked not in known:
            name, state, heading = asked
            known[asked] = gazetteer.resolve(name, state or None, heading)
        rows.append(Row(_of_class(listing, known[asked]), key, known[asked], ordinal=ordinal))
    return tuple(rows)


def _of_class(listing: Listing, resolution: Resolution) -> Listing:
    """Say beside a row that names a whole class that it isn't the state's own act."""
    if not resolution.scope:
        return listing
    note = f"{CLASS_NOTE}; it is not an act of {resolution.places[0].name} itself."
    return replace(listing, notes=(*listing.notes, note))


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
