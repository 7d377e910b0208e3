"""Places of stored listings told anew by a better resolver: no new edition, no change, no alert."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, or_
from sqlmodel import Session, col, select, update

from models.batches import BATCH, batches
from models.changes import Row
from models.counts import recount
from models.dialects import one_at_a_time
from models.listing_rows import add_places
from models.places import RESOLVER_VERSION
from models.stored import as_rows
from models.tables import ChangePlaceRow, ChangeRow, ListingPlaceRow, ListingRow

_OUTDATED = or_(col(ListingRow.resolver) < RESOLVER_VERSION, col(ListingRow.resolver) > RESOLVER_VERSION)
"""Two ranges, so that an index answers."""


def outdated(session: Session) -> list[Row]:
    """Return stored listings whose places another version of the resolver told, a batch at most."""
    return as_rows(session, session.exec(select(ListingRow).where(_OUTDATED).limit(BATCH)))


def source_of(session: Session, listings: Sequence[int]) -> dict[int, str]:
    """Return the name of each listing's source, by id; a batch at most."""
    rows = session.exec(select(ListingRow.id, ListingRow.source).where(col(ListingRow.id).in_(listings)))
    return {listing or 0: source for listing, source in rows}


def place_again(session: Session, before: Sequence[Row], after: Sequence[Row]) -> int:
    """Write what the resolver says now of a batch of stored listings.

    The places of changes follow, and with the last batch of a source its counts; what was told in
    alerts stays told. Rows that another process has placed meanwhile are left alone.

    Args:
        session: A writing transaction.
        before: From `outdated`.
        after: The same rows, with notes and places as they are told now.

    Returns:
        How many listings mean another place than before.
    """
    one_at_a_time(session, "place again")
    ids = [row.stored or 0 for row in before]
    claimed = update(ListingRow).where(col(ListingRow.id).in_(ids), _OUTDATED)
    taken = set(session.scalars(claimed.values(resolver=RESOLVER_VERSION).returning(col(ListingRow.id))))
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if old.stored in taken]
    for old, new in pairs:
        if _said(old) != _said(new):
            _write(session, old.stored or 0, new)
    moved = [(old.stored or 0, new) for old, new in pairs if _linked(old) != _linked(new)]
    if moved:
        _link(session, moved)
    for source in sorted(set(source_of(session, ids).values())):
        rest = select(ListingRow.id).where(col(ListingRow.source) == source, _OUTDATED).limit(1)
        if session.exec(rest).first() is None:
            recount(session, source)
    return len(moved)


def _said(row: Row) -> tuple[str, str, str, str, tuple[str, ...]]:
    told = row.resolution
    return told.outcome.value, told.reason, told.repaired, told.scope, row.listing.notes


def _linked(row: Row) -> dict[str, bool]:
    named = {place.geoid: True for place in row.resolution.candidates}
    return named | {place.geoid: False for place in row.resolution.places}


def _write(session: Session, listing: int, row: Row) -> None:
    outcome, reason, repaired, scope, notes = _said(row)
    values = {"outcome": outcome, "reason": reason, "repaired": repaired, "scope": scope}
    session.exec(update(ListingRow).where(col(ListingRow.id) == listing).values(notes=list(notes), **values))


def _link(session: Session, moved: Sequence[tuple[int, Row]]) -> None:
    add_places(
        session,
        {
            place.geoid: place
            for _, row in moved
            for place in (*row.resolution.places, *row.resolution.candidates)
        },
    )
    ids = [listing for listing, _ in moved]
    session.exec(delete(ListingPlaceRow).where(col(ListingPlaceRow.listing).in_(ids)))
    links = [
        {"listing": listing, "geoid": geoid, "candidate": candidate}
        for listing, row in moved
        for geoid, candidate in _linked(row).items()
    ]
    if links:
        session.execute(insert(ListingPlaceRow), links)
    _link_changes(session, ids)


def _link_changes(session: Session, listings: Sequence[int]) -> None:
    """Let the changes of these listings concern the places that both of their sides mean now."""
    sides = or_(col(ChangeRow.before).in_(listings), col(ChangeRow.after).in_(listings))
    concerned = session.exec(select(ChangeRow.id, ChangeRow.before, ChangeRow.after).where(sides))
    for changes in batches(concerned):
        numbers = {change or 0 for change, _, _ in changes}
        session.exec(delete(ChangePlaceRow).where(col(ChangePlaceRow.change).in_(numbers)))
        rows = {side for _, before, after in changes for side in (before, after) if side}
        places: dict[int, set[str]] = {}
        for listing, geoid in session.exec(
            select(ListingPlaceRow.listing, ListingPlaceRow.geoid).where(
                col(ListingPlaceRow.listing).in_(rows), col(ListingPlaceRow.candidate).is_(False)
            )
        ):
            places.setdefault(listing, set()).add(geoid)
        links = [
            {"geoid": geoid, "change": change}
            for change, before, after in changes
            for geoid in sorted(places.get(before or 0, set()) | places.get(after or 0, set()))
        ]
        if links:
            session.execute(insert(ChangePlaceRow), links)
