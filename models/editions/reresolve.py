"""Places of stored printings told anew by a better resolver: no new edition, no change, no alert."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, insert, or_
from sqlmodel import Session, col, select, update

from models.db import (
    BATCH,
    ChangePlaceRow,
    ChangeRow,
    ListingPlaceRow,
    ListingRow,
    PrintingRow,
    batches,
    lock_source,
    select_in,
)
from models.domain import Listing, Row
from models.editions.printings import add_places, placed_columns
from models.editions.row_writer import link_places, recount
from models.queries import as_printed, places_of


@dataclass(frozen=True, slots=True)
class Outdated:
    """A printing that was placed by other rules, as its reader handed it over."""

    printing: int
    source: str
    key: bytes
    listing: Listing


def outdated(session: Session, marks: Mapping[str, str]) -> list[Outdated]:
    """Return printings of one source that were placed by other rules than it has now, a batch at most.

    Args:
        session: One that reads.
        marks: By source what places its rows (`models.places.resolver_mark`).
    """
    for source, mark in marks.items():
        if rows := session.exec(select(PrintingRow).where(*_others(source, mark)).limit(BATCH)).all():
            return [Outdated(row.id or 0, row.source, row.key, as_printed(row)) for row in rows]
    return []


def _others(source: str, mark: str) -> tuple[ColumnElement[bool], ...]:
    """Return the clauses that a printing of a source was placed by other rules: two ranges, for the index."""
    resolver = col(PrintingRow.resolver)
    return col(PrintingRow.source) == source, or_(resolver < mark, resolver > mark)


def place_again(session: Session, source: str, mark: str, placed: Sequence[tuple[Outdated, Row]]) -> int:
    """Write what the resolver says now of a batch of printings of a source.

    The places of listings and changes follow, and with the last batch its counts; what was told in
    alerts stays told. Printings that another process has placed meanwhile are left alone.

    Args:
        session: A writing transaction.
        source: Name of the source.
        mark: Of what places its rows now.
        placed: From `outdated`, each with its row as it is placed now.

    Returns:
        How many listings mean another place than before.
    """
    lock_source(session, source)
    ids = [old.printing for old, _ in placed]
    found = select(PrintingRow).where(col(PrintingRow.id).in_(ids), *_others(source, mark))
    still = {row.id: row for row in session.exec(found)}
    taken = [(old, row) for old, row in placed if old.printing in still]
    add_places(session, [row for _, row in taken])
    moved = {}
    for old, row in taken:
        columns, before = placed_columns(row, old.listing.notes, mark), still[old.printing]
        if (columns["places"], columns["candidates"]) != (before.places, before.candidates):
            moved[old.printing] = row
        session.exec(update(PrintingRow).where(col(PrintingRow.id) == old.printing).values(**columns))
    listings = _move_listings(session, moved)
    if session.exec(select(PrintingRow.id).where(*_others(source, mark)).limit(1)).first() is None:
        recount(session, source)
    return listings


def _move_listings(session: Session, moved: Mapping[int, Row]) -> int:
    """Let the listings of some printings, and their changes, concern the places that these mean now."""
    columns = select(ListingRow.id, ListingRow.printing)
    found = {
        number or 0: moved[printing]
        for number, printing in select_in(session, columns, ListingRow.printing, moved)
    }
    for some in batches(found):
        session.exec(delete(ListingPlaceRow).where(col(ListingPlaceRow.listing).in_(some)))
    link_places(session, found)
    for some in batches(found):
        _link_changes(session, some)
    return len(found)


def _link_changes(session: Session, listings: Sequence[int]) -> None:
    """Let the changes of these listings concern the places that both of their sides mean now."""
    lineages = select(ListingRow.lineage).where(col(ListingRow.id).in_(listings))
    sides = or_(col(ChangeRow.before).in_(listings), col(ChangeRow.after).in_(listings))
    changed = select(ChangeRow).where(col(ChangeRow.lineage).in_(lineages), sides)
    for changes in batches(session.exec(changed)):
        places = places_of(session, changes)
        session.exec(delete(ChangePlaceRow).where(col(ChangePlaceRow.change).in_(places)))
        links = [{"geoid": geoid, "change": change} for change in places for geoid in sorted(places[change])]
        if links:
            session.execute(insert(ChangePlaceRow), links)
