"""What stands in a desk's database, as its newest lists print it."""

from sqlalchemy import Engine
from sqlmodel import col, select

from models.db import ListingRow, reading
from models.domain import Fact
from models.queries import facts_numbered


def standing_of(engine: Engine, source: str = "") -> list[Fact]:
    """Return the rows that stand, of one source or of all, in the order of their listings."""
    stands = select(ListingRow.id).where(col(ListingRow.until_edition).is_(None)).order_by(col(ListingRow.id))
    if source:
        stands = stands.where(col(ListingRow.source) == source)
    with reading(engine) as session:
        listings = [number or 0 for number in session.exec(stands)]
        facts = facts_numbered(session, listings)
    return [facts[number] for number in listings]
