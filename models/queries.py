"""Reads of the rows that stand for an answer: of a place, of its lists, of what may be a place.

Columns are selected, never entities: an answer takes a few seeks however many listings
there are. Counts are read by `models.query_counts`, changes by `models.query_changes`, all
rows in turn by `models.query_rows`.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import bindparam, exists, select
from sqlmodel import Session, col

from models.facts import Fact, Part
from models.query_days import among, day_values, run
from models.query_errata import concerns
from models.query_facts import facts, of_place, read_facts
from models.tables import ErratumRow, ListingPlaceRow, ListingRow
from models.values import ListingKind, Place


def rows_of_lists(
    session: Session, place: Place, sources: Iterable[str], as_of: date | None = None
) -> list[Fact]:
    """Return a place's rows on state lists, which are few: read by state and source, not by place.

    Args:
        session: One that reads.
        place: Whose rows.
        sources: Names of the state lists that hold it, by `counts`.
        as_of: The day to go back to; None for now.
    """
    wanted = {"geoid": place.geoid, "states": ["", place.state], "sources": sorted(set(sources))}
    statement = _rows_of_lists(past=as_of is not None)
    return read_facts(session, statement, **wanted, **day_values(as_of))


@cache
def _rows_of_lists(*, past: bool) -> Any:
    # The concatenation keeps the planner from walking all of the place's rows by their index.
    here = exists().where(
        col(ListingPlaceRow.listing) == col(ListingRow.id),
        col(ListingPlaceRow.geoid).concat("") == bindparam("geoid"),
        col(ListingPlaceRow.candidate).is_(False),
    )
    return (
        facts(past=past)
        .where(here, among(ListingRow.state, "states"), among(ListingRow.source, "sources"))
        .order_by(col(ListingRow.source), col(ListingRow.id))
    )


def rows_of_place(
    session: Session, geoid: str, kinds: Iterable[ListingKind], part: Part, as_of: date | None = None
) -> list[Fact]:
    """Return a place's rows of some kinds, newest first."""
    statement = _rows_of_place(past=as_of is not None)
    wanted = {"geoid": geoid, "kinds": [kind.value for kind in kinds], **day_values(as_of)}
    return read_facts(session, statement, limit=part.limit, offset=part.offset, **wanted)


@cache
def _rows_of_place(*, past: bool) -> Any:
    return (
        facts(past=past)
        .join(ListingPlaceRow, of_place(candidate=False))
        .where(among(ListingRow.kind, "kinds"))
        .order_by(col(ListingPlaceRow.listing).desc())
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )


def rows_that_may_be(session: Session, geoid: str, *, limit: int, as_of: date | None = None) -> list[Fact]:
    """Return ambiguous rows of which this place is a candidate, newest first."""
    statement = _rows_that_may_be(past=as_of is not None)
    return read_facts(session, statement, geoid=geoid, limit=limit, **day_values(as_of))


@cache
def _rows_that_may_be(*, past: bool) -> Any:
    found = facts(past=past).join(ListingPlaceRow, of_place(candidate=True))
    return found.order_by(col(ListingPlaceRow.listing).desc()).limit(bindparam("limit"))


def rows_taken_back(session: Session, geoid: str, *, limit: int, as_of: date | None = None) -> list[Fact]:
    """Return a place's rows that their publisher has taken back since, those of the first notice first."""
    if not run(session, _errata_of_place(), geoid=geoid):
        return []
    statement = _rows_taken_back(past=as_of is not None)
    return read_facts(session, statement, geoid=geoid, limit=limit, **day_values(as_of))


@cache
def _errata_of_place() -> Any:
    return select(col(ErratumRow.id)).where(col(ErratumRow.geoid) == bindparam("geoid")).limit(1)


@cache
def _rows_taken_back(*, past: bool) -> Any:
    found = facts(past=past).join(ListingPlaceRow, of_place(candidate=False)).join(ErratumRow, concerns())
    return found.order_by(col(ErratumRow.id), col(ListingRow.id).desc()).limit(bindparam("limit"))


def series_with_rows(session: Session, geoid: str, series: Iterable[str]) -> set[tuple[str, str]]:
    """Return (source, series) pairs in which a place has refusals row by row.

    Such rows supersede the tallies of the same source, period and place.
    """
    found = run(session, _series_with_rows(), geoid=geoid, series=sorted(set(series)))
    return {(row[0], row[1]) for row in found}


@cache
def _series_with_rows() -> Any:
    return (
        select(col(ListingRow.source), col(ListingRow.series))
        .distinct()
        .join(ListingPlaceRow, of_place(candidate=False))
        .where(
            col(ListingRow.kind) == ListingKind.REFUSAL.value,
            col(ListingRow.until_edition).is_(None),
            among(ListingRow.series, "series"),
        )
    )
