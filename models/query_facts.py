"""What every read of rows selects, and how it is joined to a place."""

from dataclasses import replace
from typing import Any

from sqlalchemy import and_, bindparam, select
from sqlmodel import Session, col

from models.facts import Fact
from models.namesakes import DETAINERS
from models.query_days import FIRST, SINCE, UNTIL, run, stood
from models.query_errata import taken_back
from models.tables import ListingPlaceRow, ListingRow

_FACT = (
    col(ListingRow.id),
    col(ListingRow.source),
    col(ListingRow.series),
    col(ListingRow.kind),
    col(ListingRow.state),
    col(ListingRow.page),
    col(ListingRow.position),
    col(ListingRow.as_read),
    col(ListingRow.fields),
    col(ListingRow.annotations),
    col(ListingRow.notes),
    col(ListingRow.count),
    col(ListingRow.measure),
    col(ListingRow.period_first),
    col(ListingRow.period_last),
    col(FIRST.id),
    col(FIRST.address),
    col(FIRST.sha256),
    col(FIRST.published),
    col(FIRST.observed),
    col(FIRST.transcription),
    col(SINCE.dated),
    col(SINCE.observed),
    col(ListingRow.check_first),
    col(FIRST.capture),
)


def facts(*, past: bool) -> Any:
    """Return the statement that selects the rows standing now, else on a day, as `Fact` takes them."""
    found = (
        select(*_FACT)
        .select_from(ListingRow)
        .join(FIRST, col(FIRST.id) == col(ListingRow.first_edition))
        .join(SINCE, col(SINCE.id) == col(ListingRow.since_edition))
    )
    if not past:
        return found.where(col(ListingRow.until_edition).is_(None))
    return found.outerjoin(UNTIL, col(UNTIL.id) == col(ListingRow.until_edition)).where(stood())


def of_place(*, candidate: bool) -> Any:
    """Return the clause that a row names a place, or that it may be one of several that it names."""
    return and_(
        col(ListingPlaceRow.listing) == col(ListingRow.id),
        col(ListingPlaceRow.geoid) == bindparam("geoid"),
        col(ListingPlaceRow.candidate).is_(candidate),
    )


def read_facts(session: Session, statement: Any, **values: Any) -> list[Fact]:
    """Return the rows of a statement made of `facts`, with what their publishers have taken back since."""
    found = [Fact(*row) for row in run(session, statement, **values)]
    back = taken_back(session, [fact.listing for fact in found if fact.kind in DETAINERS])
    return [replace(fact, notes=(*fact.notes, *back.get(fact.listing, ()))) for fact in found]
