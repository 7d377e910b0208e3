"""Made-up agreements, placed as a check places them."""

from functools import cache

from jobs.steps.row_places import place_rows
from models.domain import Cell, Listing, ListingKind, Row
from models.places import load_gazetteer


@cache
def _placed(agency: str, state: str, county: str, said: tuple[tuple[str, Cell], ...]) -> Row:
    beside = {"county": county} if county else {}
    listing = Listing(ListingKind.AGREEMENT, {"agency": agency, **dict(said)}, state, annotations=beside)
    (row,) = place_rows([listing], load_gazetteer())
    return row


def agreement(agency: str, state: str, *, county: str = "", **said: Cell) -> Row:
    """Return one as a row; what is said of its terms stands in place of the usual ones.

    Args:
        agency: As printed.
        state: Its USPS code; empty where what is printed is no state's name.
        county: As printed beside it.
        said: Other fields of its listing.
    """
    usual: dict[str, Cell] = {
        "agency_type": "County",
        "support_type": "Warrant Service Officer",
        "signed": "2025-02-26",
    }
    return _placed(agency, state, county, tuple(sorted((usual | said).items())))
