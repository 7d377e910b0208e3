"""Stored listings as the values that they were, with their places."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col, select

from models.batches import batches
from models.changes import Row
from models.tables import ListingPlaceRow, ListingRow, PlaceRow
from models.values import Listing, ListingKind, Outcome, Place, PlaceKind, Resolution


def as_rows(session: Session, found: Iterable[ListingRow]) -> list[Row]:
    """Return stored listings as rows of the diff, with their places and ids."""
    stored = list(found)
    places = _places(session, [row.id or 0 for row in stored])
    return [
        Row(as_listing(row), row.key, _resolution(row, places), row.id, check_first=row.check_first)
        for row in stored
    ]


def as_listing(row: ListingRow) -> Listing:
    """Return a stored listing as the value that it was."""
    return Listing(
        kind=ListingKind(row.kind),
        fields=row.fields,
        state=row.state,
        section=row.section,
        page=row.page,
        position=row.position,
        as_read=row.as_read,
        annotations=row.annotations,
        notes=tuple(row.notes),
    )


def _places(session: Session, ids: list[int]) -> dict[int, list[tuple[bool, Place]]]:
    found: dict[int, list[tuple[bool, Place]]] = {}
    for some in batches(ids):
        statement: Any = (
            select(ListingPlaceRow.listing, ListingPlaceRow.candidate, PlaceRow)
            .join(PlaceRow, col(PlaceRow.geoid) == col(ListingPlaceRow.geoid))
            .where(col(ListingPlaceRow.listing).in_(some))
            .order_by(col(ListingPlaceRow.geoid))
        )
        for listing, candidate, place in session.exec(statement):
            value = Place(place.geoid, place.name, place.state, PlaceKind(place.kind))
            found.setdefault(listing, []).append((candidate, value))
    return found


def _resolution(row: ListingRow, places: dict[int, list[tuple[bool, Place]]]) -> Resolution:
    linked = places.get(row.id or 0, [])
    return Resolution(
        Outcome(row.outcome),
        tuple(place for candidate, place in linked if not candidate),
        tuple(place for candidate, place in linked if candidate),
        row.reason,
        row.repaired,
        row.scope,
    )
