"""Reads of all rows of a place or a state, in the order in which people turn their pages."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func
from sqlmodel import Session, col

from models.facts import Fact, Part
from models.query_counts import LIST_KINDS
from models.query_days import SINCE, day_values
from models.query_facts import facts, of_place, read_facts
from models.tables import ListingPlaceRow, ListingRow


def all_rows_of_place(
    session: Session, geoid: str, current: Iterable[str], part: Part, as_of: date | None = None
) -> list[Fact]:
    """Return a place's rows of every kind, ordered as `_by_day` says."""
    found = facts(past=as_of is not None).join(ListingPlaceRow, of_place(candidate=False))
    return _turned(session, found, current, part, {"geoid": geoid, **day_values(as_of)})


def rows_of_state(
    session: Session, state: str, current: Iterable[str], part: Part, as_of: date | None = None
) -> list[Fact]:
    """Return the rows within a state (USPS code), ordered as `_by_day` says."""
    found = facts(past=as_of is not None).where(col(ListingRow.state) == state)
    return _turned(session, found, current, part, day_values(as_of))


def _turned(
    session: Session, found: Any, current: Iterable[str], part: Part, values: Mapping[str, Any]
) -> list[Fact]:
    page = found.order_by(*_by_day(current)).limit(part.limit).offset(part.offset)
    return read_facts(session, page, **values)


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
