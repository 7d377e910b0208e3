"""Counts by area, kept with each edition so that an answer never counts rows."""

from typing import Any

from sqlalchemy import delete, func, insert, literal
from sqlmodel import Session, col, select

from models.tables import CountRow, ListingPlaceRow, ListingRow


def recount(session: Session, source: str) -> None:
    """Count a source's standing rows anew, by place and by state."""
    session.execute(delete(CountRow).where(col(CountRow.source) == source))
    columns = ["area", "source", "kind", "measure", "rows", "total", "first", "last"]
    by_place = (
        _counted(col(ListingPlaceRow.geoid), source)
        .join(ListingPlaceRow, col(ListingPlaceRow.listing) == col(ListingRow.id))
        .where(col(ListingPlaceRow.candidate).is_(False))
    )
    by_state = _counted(col(ListingRow.state), source).where(col(ListingRow.state) != "")
    for statement in (by_place, by_state):
        session.execute(insert(CountRow).from_select(columns, statement))


def _counted(area: Any, source: str) -> Any:
    tallied = func.coalesce(func.sum(col(ListingRow.count)), func.count())
    return (
        select(  # type: ignore[call-overload]
            area,
            literal(source),
            col(ListingRow.kind),
            col(ListingRow.measure),
            func.count(),
            tallied,
            func.min(col(ListingRow.period_first)),
            func.max(col(ListingRow.period_last)),
        )
        .where(col(ListingRow.source) == source, col(ListingRow.until_edition).is_(None))
        .group_by(area, col(ListingRow.kind), col(ListingRow.measure))
    )
