"""Reads of the counts that `models.publish` keeps: of areas, of a state's places, of the lists.

Here a *list* is what designates places or cites their policies (`LIST_KINDS`). Reports of
refusals and 287(g) agreements are told apart from lists, always.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, case, func, or_, select
from sqlmodel import Session, col

from models.facts import Count, Top
from models.query_days import FIRST, UNTIL, among, day_values, run, stood
from models.tables import CountRow, ListingPlaceRow, ListingRow
from models.values import ListingKind

LIST_KINDS = (ListingKind.DESIGNATION, ListingKind.POLICY)
"""Kinds of listing that make a list; a source of other kinds is a report or the other side."""

_COUNT = (
    col(CountRow.area),
    col(CountRow.source),
    col(CountRow.kind),
    col(CountRow.measure),
    col(CountRow.rows),
    col(CountRow.total),
    col(CountRow.first),
    col(CountRow.last),
)


def counts(session: Session, areas: Iterable[str], as_of: date | None = None) -> list[Count]:
    """Return what stands in some areas.

    Args:
        session: One that reads.
        areas: GEOIDs, or USPS codes for everything within a state.
        as_of: The day to go back to; None for now.
    """
    wanted = sorted(set(areas))
    if as_of is None:
        return [Count(*row) for row in run(session, _counts_now(), areas=wanted)]
    rows = [
        *run(session, _counts_by_place(), areas=wanted, **day_values(as_of)),
        *run(session, _counts_by_state(), areas=wanted, **day_values(as_of)),
    ]
    return [Count(*row) for row in rows]


@cache
def _counts_now() -> Any:
    return select(*_COUNT).where(among(CountRow.area, "areas"))


@cache
def _counts_by_place() -> Any:
    here = col(ListingPlaceRow.listing) == col(ListingRow.id)
    sure = and_(among(ListingPlaceRow.geoid, "areas"), col(ListingPlaceRow.candidate).is_(False))
    return _counted(col(ListingPlaceRow.geoid)).join(ListingPlaceRow, here).where(sure)


@cache
def _counts_by_state() -> Any:
    return _counted(col(ListingRow.state)).where(among(ListingRow.state, "areas"))


def _counted(area: Any) -> Any:
    said = (area, col(ListingRow.source), col(ListingRow.kind), col(ListingRow.measure))
    return (
        select(
            *said,
            func.count(),
            func.coalesce(func.sum(col(ListingRow.count)), func.count()),
            func.min(col(ListingRow.period_first)),
            func.max(col(ListingRow.period_last)),
        )
        .select_from(ListingRow)
        .join(FIRST, col(FIRST.id) == col(ListingRow.first_edition))
        .outerjoin(UNTIL, col(UNTIL.id) == col(ListingRow.until_edition))
        .where(stood())
        .group_by(*said)
    )


def top_places(session: Session, fips: str, *, limit: int) -> list[Top]:
    """Return the places of a state with the most refusals; GEOIDs of a state share its FIPS code.

    Args:
        session: One that reads.
        fips: The state's own GEOID, two digits.
        limit: Most places to return.
    """
    found = run(session, _top_places(), begin=fips, end=f"{int(fips) + 1:02}", limit=limit)
    return [Top(*row) for row in found if row.refusals or row.declined or row.lists]


@cache
def _top_places() -> Any:
    kind, listed = col(CountRow.kind), [kind.value for kind in LIST_KINDS]
    counted = {
        "refusals": case((kind == ListingKind.REFUSAL.value, col(CountRow.rows)), else_=0),
        "declined": case((col(CountRow.measure) == "declined", col(CountRow.total)), else_=0),
        "lists": case((kind.in_(listed), 1), else_=0),
    }
    sums = [func.sum(each).label(name) for name, each in counted.items()]
    return (
        select(col(CountRow.area), *sums)
        .where(col(CountRow.area) > bindparam("begin"), col(CountRow.area) < bindparam("end"))
        .group_by(col(CountRow.area))
        .order_by(*(each.desc() for each in sums), col(CountRow.area))
        .limit(bindparam("limit"))
    )


def known_lists(session: Session) -> set[str]:
    """Return the names of the sources whose standing rows make a list."""
    return {row[0] for row in run(session, _known_lists())}


@cache
def _known_lists() -> Any:
    in_a_state = col(CountRow.area) >= "A"  # USPS codes stand after all GEOIDs
    designates, cites_policy = (col(CountRow.kind) == kind.value for kind in LIST_KINDS)
    return select(col(CountRow.source)).distinct().where(in_a_state, or_(designates, cites_policy))
