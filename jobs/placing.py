"""Which place a listing means: the words of its row, handed to the resolver."""

from collections.abc import Sequence

from models.changes import Row
from models.listings import comparable, keys, place_text
from models.places import Gazetteer
from models.values import Listing, PlaceKind, Resolution

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
        asked = (place_text(listing), listing.state, heading_kind(str(listing.fields.get("heading") or "")))
        if asked not in known:
            name, state, heading = asked
            known[asked] = gazetteer.resolve(name, state or None, heading)
        rows.append(Row(listing, key, known[asked], ordinal=ordinal))
    return tuple(rows)


def heading_kind(heading: str) -> PlaceKind | None:
    """Return the kind of place that a heading such as `COUNTIES:` announces, if it does."""
    words = comparable(heading).strip(" :.").split()
    return next((_HEADINGS[word] for word in words if word in _HEADINGS), None)
