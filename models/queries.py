"""Reads of the rows that stand: of a place, of a state, of a place's lists, of what may be a place.

Columns are selected, never entities: an answer takes a few seeks however many listings
there are. Counts are read by `models.query_counts`, changes by `models.query_changes`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, case, exists, func, select
from sqlmodel import Session, col

from models.facts import Fact, Part
from models.query_counts import LIST_KINDS
from models.query_days import FIRST, SINCE, UNTIL, among, day_values, run, stood
from models.tables import ListingPlaceRow, ListingRow
from models.values import ListingKind, Place

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
)


def _facts(*, past: bool) -> Any:
    found = (
        select(*_FACT)
        .select_from(ListingRow)
        .join(FIRST, col(FIRST.id) == col(ListingRow.first_edition))
        .join(SINCE, col(SINCE.id) == col(ListingRow.since_edition))
    )
    if not past:
        return found.where(col(ListingRow.until_edition).is_(None))
    return found.outerjoin(UNTIL, col(UNTIL.id) == col(ListingRow.until_edition)).where(stood())


def _of_place(*, candidate: bool) -> Any:
    return and_(
        col(ListingPlaceRow.listing) == col(ListingRow.id),
        col(ListingPlaceRow.geoid) == bindparam("geoid"),
        col(ListingPlaceRow.candidate).is_(candidate),
    )


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
    return [Fact(*row) for row in run(session, statement, **wanted, **day_values(as_of))]


@cache
def _rows_of_lists(*, past: bool) -> Any:
    # The concatenation keeps the planner from walking all of the place's rows by their index.
    here = exists().where(
        col(ListingPlaceRow.listing) == col(ListingRow.id),
        col(ListingPlaceRow.geoid).concat("") == bindparam("geoid"),
        col(ListingPlaceRow.candidate).is_(False),
    )
    return (
        _facts(past=past)
        .where(here, among(ListingRow.state, "states"), among(ListingRow.source, "sources"))
        .order_by(col(ListingRow.source), col(ListingRow.id))
    )


def rows_of_place(
    session: Session, geoid: str, kinds: Iterable[ListingKind], part: Part, as_of: date | None = None
) -> list[Fact]:
    """Return a place's rows of some kinds, newest first."""
    statement = _rows_of_place(past=as_of is not None)
    wanted = {"geoid": geoid, "kinds": [kind.value for kind in kinds], **day_values(as_of)}
    found = run(session, statement, limit=part.limit, offset=part.offset, **wanted)
    return [Fact(*row) for row in found]


@cache
def _rows_of_place(*, past: bool) -> Any:
    return (
        _facts(past=past)
        .join(ListingPlaceRow, _of_place(candidate=False))
        .where(among(ListingRow.kind, "kinds"))
        .order_by(col(ListingPlaceRow.listing).desc())
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )


def all_rows_of_place(
    session: Session, geoid: str, current: Iterable[str], part: Part, as_of: date | None = None
) -> list[Fact]:
    """Return a place's rows of every kind, ordered as `_by_day` says."""
    found = _facts(past=as_of is not None).join(ListingPlaceRow, _of_place(candidate=False))
    return _turned(session, found, current, part, {"geoid": geoid, **day_values(as_of)})


def rows_of_state(
    session: Session, state: str, current: Iterable[str], part: Part, as_of: date | None = None
) -> list[Fact]:
    """Return the rows within a state (USPS code), ordered as `_by_day` says."""
    found = _facts(past=as_of is not None).where(col(ListingRow.state) == state)
    return _turned(session, found, current, part, day_values(as_of))


def _turned(
    session: Session, found: Any, current: Iterable[str], part: Part, values: Mapping[str, Any]
) -> list[Fact]:
    page = found.order_by(*_by_day(current)).limit(part.limit).offset(part.offset)
    return [Fact(*row) for row in run(session, page, **values)]


def _by_day(current: Iterable[str]) -> tuple[Any, ...]:
    """Return the order in which rows are read: those of current lists, then the newest.

    A row is as old as its edition, else as the period that it counts; one of a copy that
    bears no date comes last.
    """
    lists = and_(
        col(ListingRow.kind).in_([kind.value for kind in LIST_KINDS]),
        col(ListingRow.source).in_(sorted(current)),
    )
    day = func.coalesce(col(SINCE.dated), col(ListingRow.period_last))
    undated = and_(day.is_(None), col(SINCE.transcription) != "")
    seen = func.coalesce(day, func.date(col(SINCE.observed)))
    return case((lists, 0), else_=1), case((undated, 1), else_=0), seen.desc(), col(ListingRow.id).desc()


def rows_that_may_be(session: Session, geoid: str, *, limit: int, as_of: date | None = None) -> list[Fact]:
    """Return ambiguous rows of which this place is a candidate, newest first."""
    statement = _rows_that_may_be(past=as_of is not None)
    return [Fact(*row) for row in run(session, statement, geoid=geoid, limit=limit, **day_values(as_of))]


@cache
def _rows_that_may_be(*, past: bool) -> Any:
    found = _facts(past=past).join(ListingPlaceRow, _of_place(candidate=True))
    return found.order_by(col(ListingPlaceRow.listing).desc()).limit(bindparam("limit"))


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
        .join(ListingPlaceRow, _of_place(candidate=False))
        .where(
            col(ListingRow.kind) == ListingKind.REFUSAL.value,
            col(ListingRow.until_edition).is_(None),
            among(ListingRow.series, "series"),
        )
    )
