"""Whole editions read back: their listings and their changes, each with its places."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from models.batches import batches
from models.errors import DeskError, UsageError
from models.people_tables import AuditRow, SubscriptionRow
from models.query_errata import taken_back
from models.tables import ChangeRow, EditionRow, ListingPlaceRow, ListingRow, PlaceRow
from models.values import Place, PlaceKind


@dataclass(frozen=True, slots=True)
class Placed:
    """A listing as stored, with the places that it names, and what its publisher has said of it since."""

    row: ListingRow
    places: tuple[Place, ...] = ()
    taken_back: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """Its caveats, each a sentence: those of its own edition, then the publisher's corrections."""
        return (*self.row.notes, *self.taken_back)


@dataclass(frozen=True, slots=True)
class ChangeTold:
    """A change as stored, with its listings; both None where a whole list is concerned."""

    row: ChangeRow
    before: Placed | None = None
    after: Placed | None = None


def editions(session: Session, source: str = "") -> Sequence[EditionRow]:
    """Return the editions of a source, or of all, in the order in which they were taken in."""
    found = select(EditionRow).order_by(col(EditionRow.id))
    return session.exec(found.where(col(EditionRow.source) == source) if source else found).all()


def recorded_sources(session: Session) -> Sequence[str]:
    """Return the names of the sources that have editions, watched any more or not."""
    return session.exec(select(EditionRow.source).distinct()).all()


def edition_of(session: Session, source: str, number: int | None = None) -> EditionRow:
    """Return an accepted edition of a source: the one of a number, else the last.

    Raises:
        UsageError: There is no such edition of that source, or it was not accepted.
        DeskError: The source has no edition yet.
    """
    if number is not None:
        row = session.get(EditionRow, number)
        if row is None or row.source != source:
            raise UsageError(f"{source} has no edition {number}.", f"See python -m bot editions {source}.")
        if row.status != "accepted":
            raise UsageError(f"Edition {number} is {row.status}.", "See python -m bot review list.")
        return row
    accepted = select(EditionRow).where(
        col(EditionRow.source) == source, col(EditionRow.status) == "accepted"
    )
    row = session.exec(accepted.order_by(col(EditionRow.id).desc()).limit(1)).first()
    if row is None:
        raise DeskError(f"{source} has no edition yet.", f"Run python -m bot check {source}.")
    return row


def stands_in(edition: EditionRow) -> tuple[ColumnElement[bool], ...]:
    """Return the clauses that a listing says what an edition says."""
    until = col(ListingRow.until_edition)
    return (
        col(ListingRow.source) == edition.source,
        col(ListingRow.series) == edition.series,
        col(ListingRow.first_edition) <= edition.id,
        or_(until.is_(None), until > edition.id),
    )


def listings_of(session: Session, edition: EditionRow) -> Iterator[Placed]:
    """Yield what an edition says in the order in which it stands there: by page, then by position."""
    found = session.exec(select(ListingRow).where(*stands_in(edition))).all()
    for rows in batches(sorted(found, key=place_in_document)):
        yield from _placed(session, rows)


def place_in_document(row: ListingRow) -> tuple[int, list[tuple[str, int]], int]:
    """Return what sorts rows as they stand in their document: by page, then `row 10` after `row 9`."""
    parts = re.findall(r"(\D*)(\d+)", row.position)
    return row.page or 0, [(word, int(number)) for word, number in parts], row.id or 0


def changes_of(session: Session, edition: EditionRow) -> Iterator[ChangeTold]:
    """Yield what an edition changed, and what happened to its list while it was the last."""
    found = select(ChangeRow).where(col(ChangeRow.edition) == edition.id).order_by(col(ChangeRow.id))
    for rows in batches(session.exec(found).all()):
        wanted = [number for row in rows for number in (row.before, row.after) if number]
        placed = placed_listings(session, wanted)
        yield from (ChangeTold(row, placed.get(row.before or 0), placed.get(row.after or 0)) for row in rows)


def placed_listings(session: Session, wanted: Sequence[int]) -> Mapping[int, Placed]:
    """Return listings by id, each with its places."""
    found: dict[int, Placed] = {}
    for some in batches(wanted):
        rows = session.exec(select(ListingRow).where(col(ListingRow.id).in_(some))).all()
        found.update((each.row.id or 0, each) for each in _placed(session, rows))
    return found


def _placed(session: Session, rows: Sequence[ListingRow]) -> Iterator[Placed]:
    ids = [row.id or 0 for row in rows]
    places, back = places_of(session, ids), taken_back(session, ids)
    return (Placed(row, places.get(row.id or 0, ()), back.get(row.id or 0, ())) for row in rows)


def places_of(session: Session, wanted: Sequence[int]) -> Mapping[int, tuple[Place, ...]]:
    """Return the places of listings by the listing's id; mere candidates are left out."""
    named: dict[int, tuple[Place, ...]] = defaultdict(tuple)
    for some in batches(wanted):
        statement = (
            select(ListingPlaceRow.listing, PlaceRow)
            .join(PlaceRow, col(PlaceRow.geoid) == col(ListingPlaceRow.geoid))
            .where(col(ListingPlaceRow.listing).in_(some), col(ListingPlaceRow.candidate).is_(False))
            .order_by(col(PlaceRow.geoid))
        )
        for listing, place in session.exec(statement):
            named[listing] += (Place(place.geoid, place.name, place.state, PlaceKind(place.kind)),)
    return named


def all_subscriptions(session: Session) -> Sequence[SubscriptionRow]:
    """Return every subscription of every workspace, by channel and state."""
    channel, state = col(SubscriptionRow.channel), col(SubscriptionRow.state)
    return session.exec(select(SubscriptionRow).order_by(col(SubscriptionRow.team), channel, state)).all()


def audit_log(session: Session) -> Sequence[AuditRow]:
    """Return who changed what about the subscriptions of every workspace, oldest first."""
    return session.exec(select(AuditRow).order_by(col(AuditRow.id))).all()
