"""How many detainers the rows that stand attribute to places: the history of the same-name alarm."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.batches import batches
from models.namesakes import DETAINERS, Recorded
from models.query_days import among, run
from models.tables import ListingPlaceRow, ListingRow

_DOUBTED = (col(ListingRow.check_first) != "").label("doubted")
_NUMBER = func.sum(func.coalesce(col(ListingRow.count), 1)).label("number")
_RECORDED: Any = (
    select(col(ListingPlaceRow.geoid), _DOUBTED, _NUMBER)
    .join(ListingRow, col(ListingRow.id) == col(ListingPlaceRow.listing))
    .where(
        among(ListingPlaceRow.geoid, "geoids"),
        col(ListingPlaceRow.candidate).is_(False),
        col(ListingRow.kind).in_([kind.value for kind in DETAINERS]),
        col(ListingRow.until_edition).is_(None),
    )
    .group_by(col(ListingPlaceRow.geoid), _DOUBTED)
)


def recorded(session: Session, geoids: Iterable[str]) -> Recorded:
    """Return what stands of some places: refusals row by row, tallies by their counts."""
    found = Recorded()
    for some in batches(sorted(set(geoids))):
        for row in run(session, _RECORDED, geoids=some):
            counter = found.doubted if row.doubted else found.sure
            counter[row.geoid] += int(row.number)
    return found
