"""What messages say of an edition itself: its numbers, what came before it, what stands in it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, or_, select

from models.bulletin import EditionFacts
from models.exports import Placed, placed_listings, stands_in
from models.listings import CELLS, comparable
from models.tables import EditionRow, ListingPlaceRow, ListingRow, PlaceRow
from models.values import ListingKind, Period, PlaceKind
from models.wishes import EVERYWHERE, Subject


def edition_facts(session: Session, row: EditionRow) -> EditionFacts:
    """Return an edition as messages speak of it."""
    period = Period(row.period_first, row.period_last) if row.period_first and row.period_last else None
    counts = _counts(session, row)
    tallied = sum(total or 0 for _, measure, _, total in counts if measure == "declined")
    rows: Counter[ListingKind] = Counter()
    for kind, _, number, _ in counts:
        rows[ListingKind(kind)] += number
    return EditionFacts(
        number=row.id or 0,
        address=row.address,
        sha256=row.sha256,
        observed=row.observed,
        published=row.dated,
        period=period,
        transcription=row.transcription,
        partial=row.partial,
        capture=row.capture,
        caveats=tuple(row.caveats),
        rows=rows,
        declined=row.totals.get("declined") or (None if rows[ListingKind.REFUSAL] else tallied or None),
        earlier=seen_before(session, row),
        accepted=row.decided,
    )


def _counts(session: Session, row: EditionRow) -> Sequence[tuple[str, str, int, int | None]]:
    """Return kind, measure, rows and sum of counts of what stands in an edition."""
    statement = (
        select(ListingRow.kind, ListingRow.measure, func.count(), func.sum(ListingRow.count))
        .where(*stands_in(row))
        .group_by(ListingRow.kind, ListingRow.measure)
    )
    return session.exec(statement).all()


def seen_before(session: Session, row: EditionRow) -> datetime | None:
    """Return when the edition before one of the same series was seen, UTC; None of the first."""
    statement = select(EditionRow.observed).where(
        col(EditionRow.source) == row.source,
        col(EditionRow.series) == row.series,
        col(EditionRow.status) == "accepted",
        col(EditionRow.id) < row.id,
    )
    return session.exec(statement.order_by(col(EditionRow.id).desc()).limit(1)).first()


def standing_names(session: Session, row: EditionRow, subject: Subject) -> tuple[str, ...]:
    """Return the rows of a subject that stand in an edition, each by its name as printed."""
    here = _here(subject, candidates=False)
    listings = session.exec(select(ListingRow.id).where(*stands_in(row), *here)).all()
    placed = placed_listings(session, [number for number in listings if number]).values()
    return tuple(sorted({_name(each) for each in placed}, key=comparable))


def begun_in(session: Session, row: EditionRow, subject: Subject) -> Sequence[Placed]:
    """Return the rows that began with an edition and are of a subject, or may be."""
    begun = select(ListingRow.id).where(
        col(ListingRow.source) == row.source,
        col(ListingRow.first_edition) == row.id,
        *_here(subject, candidates=True),
    )
    return list(placed_listings(session, [number for number in session.exec(begun) if number]).values())


def _here(subject: Subject, *, candidates: bool) -> list[Any]:
    """Return the clauses that a row is of a state or a place; none for everything."""
    if subject.state == EVERYWHERE:
        return []
    linked = select(ListingPlaceRow.listing)
    if not candidates:
        linked = linked.where(col(ListingPlaceRow.candidate).is_(False))
    if subject.place:
        return [col(ListingRow.id).in_(linked.where(col(ListingPlaceRow.geoid) == subject.place))]
    named = linked.join(PlaceRow, col(PlaceRow.geoid) == col(ListingPlaceRow.geoid))
    in_state = col(ListingRow.id).in_(named.where(col(PlaceRow.state) == subject.state))
    return [or_(col(ListingRow.state) == subject.state, in_state)]


def _name(placed: Placed) -> str:
    """Return a place as its list prints it; of a state its name, which lists put in sentences."""
    states = [place.name for place in placed.places if place.kind is PlaceKind.STATE]
    printed = placed.row.fields.get(CELLS[ListingKind(placed.row.kind)][0][0])
    return states[0] if states else str(printed or "")
