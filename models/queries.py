"""Reads for answers: what stands of a place, what changed, how fresh it is.

Columns are selected, never entities, and counts come from the table that `models.publish`
keeps, so that an answer takes a few seeks however many listings there are. With `as_of`
a question goes back to a day: a listing stood from its first edition's date to the date
of the edition in which it was gone, as published, else as observed (UTC).

Here a *list* is what designates places or cites their policies (`LIST_KINDS`). Reports of
refusals and 287(g) agreements are told apart from lists, always.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import and_, case, distinct, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.facts import Count, Fact, Happened, Part, Top
from models.place_states import STATES
from models.tables import ChangePlaceRow, ChangeRow, CountRow, EditionRow, ListingPlaceRow, ListingRow
from models.values import ChangeKind, ListingKind

LIST_KINDS = (ListingKind.DESIGNATION, ListingKind.POLICY)
"""Kinds of listing that make a list; a source of other kinds is a report or the other side."""

_EVENTS = (ListingKind.REFUSAL.value, ListingKind.TALLY.value)
RECENT_CHANGES = 200
"""Changes of one place that are looked through for its latest; the newest come first."""


_first, _since, _until = aliased(EditionRow), aliased(EditionRow), aliased(EditionRow)
_before, _after = aliased(ListingRow), aliased(ListingRow)

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
    col(_first.id),
    col(_first.address),
    col(_first.sha256),
    col(_first.published),
    col(_first.observed),
    col(_first.transcription),
    col(_since.published),
    col(_since.observed),
)


def _read(session: Session, statement: Any) -> Sequence[Any]:
    return session.connection().execute(statement).all()


def _by(edition: Any, day: date) -> Any:
    """Return the clause that an edition was there by the end of a day (UTC)."""
    midnight = datetime.combine(day + timedelta(days=1), time(), UTC)
    observed = and_(col(edition.published).is_(None), col(edition.observed) < midnight)
    return or_(col(edition.published) <= day, observed)


def _facts(as_of: date | None) -> Any:
    found = (
        select(*_FACT)
        .select_from(ListingRow)
        .join(_first, col(_first.id) == col(ListingRow.first_edition))
        .join(_since, col(_since.id) == col(ListingRow.since_edition))
    )
    if as_of is None:
        return found.where(col(ListingRow.until_edition).is_(None))
    return found.outerjoin(_until, col(_until.id) == col(ListingRow.until_edition)).where(
        _by(_first, as_of), or_(col(_until.id).is_(None), ~_by(_until, as_of))
    )


def _of_place(geoid: str, *, candidate: bool) -> Any:
    return and_(
        col(ListingPlaceRow.listing) == col(ListingRow.id),
        col(ListingPlaceRow.geoid) == geoid,
        col(ListingPlaceRow.candidate).is_(candidate),
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
        now = select(*_COUNT).where(col(CountRow.area).in_(wanted))
        return [Count(*row) for row in _read(session, now)]
    places = [area for area in wanted if area.isdigit()]
    states = [area for area in wanted if not area.isdigit()]
    by_place = _counted(col(ListingPlaceRow.geoid), as_of).join(
        ListingPlaceRow, col(ListingPlaceRow.listing) == col(ListingRow.id)
    )
    here = and_(col(ListingPlaceRow.geoid).in_(places), col(ListingPlaceRow.candidate).is_(False))
    by_state = _counted(col(ListingRow.state), as_of).where(col(ListingRow.state).in_(states))
    return [Count(*row) for each in (by_place.where(here), by_state) for row in _read(session, each)]


def _counted(area: Any, as_of: date) -> Any:
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
        .join(_first, col(_first.id) == col(ListingRow.first_edition))
        .outerjoin(_until, col(_until.id) == col(ListingRow.until_edition))
        .where(_by(_first, as_of), or_(col(_until.id).is_(None), ~_by(_until, as_of)))
        .group_by(*said)
    )


def rows_of_lists(
    session: Session, geoid: str, state: str, sources: Iterable[str], as_of: date | None = None
) -> list[Fact]:
    """Return a place's rows on state lists, which are few: read by state and source, not by place.

    Args:
        session: One that reads.
        geoid: The place.
        state: Its USPS code.
        sources: Names of the state lists that hold it, by `counts`.
        as_of: The day to go back to; None for now.
    """
    listed = (
        _facts(as_of)
        .join(ListingPlaceRow, _of_place(geoid, candidate=False))
        .where(col(ListingRow.state).in_(("", state)), col(ListingRow.source).in_(sorted(set(sources))))
        .order_by(col(ListingRow.source), col(ListingRow.id))
    )
    return [Fact(*row) for row in _read(session, listed)]


def rows_of_place(
    session: Session, geoid: str, kinds: Iterable[ListingKind], part: Part, as_of: date | None = None
) -> list[Fact]:
    """Return a place's rows of some kinds, newest first."""
    found = (
        _facts(as_of)
        .join(ListingPlaceRow, _of_place(geoid, candidate=False))
        .where(col(ListingRow.kind).in_([kind.value for kind in kinds]))
        .order_by(col(ListingPlaceRow.listing).desc())
    )
    return [Fact(*row) for row in _read(session, found.limit(part.limit).offset(part.offset))]


def rows_of_state(session: Session, state: str, part: Part, as_of: date | None = None) -> list[Fact]:
    """Return the rows within a state (USPS code), newest first."""
    found = _facts(as_of).where(col(ListingRow.state) == state).order_by(col(ListingRow.id).desc())
    return [Fact(*row) for row in _read(session, found.limit(part.limit).offset(part.offset))]


def rows_that_may_be(session: Session, geoid: str, *, limit: int, as_of: date | None = None) -> list[Fact]:
    """Return ambiguous rows of which this place is a candidate, newest first."""
    found = _facts(as_of).join(ListingPlaceRow, _of_place(geoid, candidate=True))
    newest = found.order_by(col(ListingPlaceRow.listing).desc()).limit(limit)
    return [Fact(*row) for row in _read(session, newest)]


def series_with_rows(session: Session, geoid: str, series: Iterable[str]) -> set[tuple[str, str]]:
    """Return (source, series) pairs in which a place has refusals row by row.

    Such rows supersede the tallies of the same source, period and place.
    """
    found = (
        select(col(ListingRow.source), col(ListingRow.series))
        .distinct()
        .join(ListingPlaceRow, _of_place(geoid, candidate=False))
        .where(
            col(ListingRow.kind) == ListingKind.REFUSAL.value,
            col(ListingRow.until_edition).is_(None),
            col(ListingRow.series).in_(sorted(set(series))),
        )
    )
    return {(row[0], row[1]) for row in _read(session, found)}


def changes_of_place(
    session: Session, geoid: str, *, limit: int, as_of: date | None = None, events: bool = False
) -> list[Happened]:
    """Return a place's changes, the latest first.

    Rows that came with a list's first edition are left out where that edition bears no
    date: when they were copied says nothing of the place.

    Args:
        session: One that reads.
        geoid: The place.
        limit: Most changes to return, of the newest 200 that were written.
        as_of: The day to go back to; None for now.
        events: Whether refusals and tallies that came with a new period count as changes.
    """
    recent = (
        select(col(ChangePlaceRow.change))
        .where(col(ChangePlaceRow.geoid) == geoid)
        .order_by(col(ChangePlaceRow.change).desc())
        .limit(RECENT_CHANGES)
    )
    kind = func.coalesce(_after.kind, _before.kind)
    found = (
        select(
            col(ChangeRow.id),
            col(ChangeRow.source),
            col(ChangeRow.kind),
            col(ChangeRow.edition),
            col(_first.published),
            col(ChangeRow.observed),
            kind,
            func.coalesce(_before.as_read, ""),
            func.coalesce(_after.as_read, ""),
            col(_before.fields),
            col(_after.fields),
            col(ChangeRow.differences),
            func.coalesce(_after.page, _before.page),
            col(_first.address),
        )
        .select_from(ChangeRow)
        .join(_first, col(_first.id) == col(ChangeRow.edition))
        .outerjoin(_before, col(_before.id) == col(ChangeRow.before))
        .outerjoin(_after, col(_after.id) == col(ChangeRow.after))
        .where(col(ChangeRow.id).in_(recent), ~_undated_beginning())
    )
    if not events:
        found = found.where(~and_(col(ChangeRow.kind) == ChangeKind.ADDED.value, kind.in_(_EVENTS)))
    if as_of is not None:
        found = found.where(_by(_first, as_of))
    rows = [Happened(*row) for row in _read(session, found)]
    return sorted(rows, key=lambda row: (row.day, row.change), reverse=True)[:limit]


def _undated_beginning() -> Any:
    whole = aliased(ChangeRow)
    began = exists().where(
        col(whole.edition) == col(ChangeRow.edition), col(whole.kind) == ChangeKind.PUBLISHED.value
    )
    return and_(
        col(ChangeRow.kind) == ChangeKind.ADDED.value,
        col(_first.published).is_(None),
        col(_first.transcription) != "",
        began,
    )


def top_places(session: Session, fips: str, *, limit: int) -> list[Top]:
    """Return the places of a state with the most refusals; GEOIDs of a state share its FIPS code.

    Args:
        session: One that reads.
        fips: The state's own GEOID, two digits.
        limit: Most places to return.
    """
    kind, rows = col(CountRow.kind), col(CountRow.rows)
    refusals = func.sum(case((kind == ListingKind.REFUSAL.value, rows), else_=0))
    declined = func.sum(case((col(CountRow.measure) == "declined", col(CountRow.total)), else_=0))
    lists = func.count(distinct(case((kind.in_(LIST_KINDS), col(CountRow.source)))))
    found = (
        select(col(CountRow.area), refusals, declined, lists)
        .where(col(CountRow.area) > fips, col(CountRow.area) < f"{int(fips) + 1:02}")
        .group_by(col(CountRow.area))
        .having(refusals + declined + lists > 0)
        .order_by(refusals.desc(), declined.desc(), lists.desc(), col(CountRow.area))
        .limit(limit)
    )
    return [Top(*row) for row in _read(session, found)]


def known_lists(session: Session) -> set[str]:
    """Return the names of the sources whose standing rows make a list."""
    listed = col(CountRow.kind).in_([kind.value for kind in LIST_KINDS])
    found = select(col(CountRow.source)).distinct().where(col(CountRow.area).in_(sorted(STATES)), listed)
    return {row[0] for row in _read(session, found)}
