"""Which places of a state have most of something, by source: never summed over two of them."""

from collections import defaultdict
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, func, select
from sqlmodel import Session, col

from models.db import CountRow, ErratumRow, ListingPlaceRow, ListingRow
from models.domain import Count
from models.places import DETAINERS
from models.queries.clauses import erratum_concerns, names_place, run


def counted_places(session: Session, fips: str) -> list[Count]:
    """Return the detainers counted of each place of a state, by source and measure, most first.

    What publishers took back is left out.

    Args:
        session: One that reads.
        fips: The state's own GEOID, two digits: those of its places begin with it.
    """
    back: dict[tuple[str, str, str], int] = defaultdict(int)
    seen: set[int] = set()
    for row in run(session, _taken_back(), state=fips):
        if row.id not in seen:
            seen.add(row.id)
            back[row.geoid, row.source, row.measure] += 1 if row.count is None else row.count
    counts = [
        Count(area, source, kind, measure, rows, total - back[area, source, measure], first, last)
        for area, source, kind, measure, rows, total, first, last in run(
            session, _counted(), begin=fips, end=f"{int(fips) + 1:02}"
        )
    ]
    return sorted((each for each in counts if each.total > 0), key=lambda each: (-each.total, each.area))


@cache
def _counted() -> Any:
    columns = (CountRow.rows, CountRow.total, CountRow.first, CountRow.last)
    named = (CountRow.area, CountRow.source, CountRow.kind, CountRow.measure)
    return select(*map(col, (*named, *columns))).where(
        col(CountRow.area) > bindparam("begin"),
        col(CountRow.area) < bindparam("end"),
        col(CountRow.kind).in_([kind.value for kind in DETAINERS]),
    )


@cache
def _taken_back() -> Any:
    """Errata are few, and each names its place."""
    columns = (ListingRow.id, ListingRow.source, ListingRow.measure, ListingRow.count)
    return (
        select(*map(col, columns), col(ErratumRow.geoid))
        .select_from(ErratumRow)
        .join(ListingPlaceRow, col(ListingPlaceRow.geoid) == col(ErratumRow.geoid))
        .join(ListingRow, and_(names_place(), erratum_concerns()))
        .where(
            func.substr(col(ErratumRow.geoid), 1, 2) == bindparam("state"),
            col(ListingRow.until_edition).is_(None),
        )
    )
