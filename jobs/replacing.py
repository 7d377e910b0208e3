"""Stored rows placed anew when the resolver has a new version, so that it needs no new edition."""

import logging
from dataclasses import replace

from jobs.agreement_places import COUNTY_NOTE
from jobs.corrections import correct
from jobs.placing import CLASS_NOTE, place_rows
from jobs.watch import Watch
from models.changes import Row
from models.corrections import BY_HAND
from models.listing_places import outdated, place_again, source_of
from models.store import reading, writing
from models.values import Listing

logger = logging.getLogger(__name__)


def replace_outdated(watch: Watch) -> int:
    """Tell the places of all rows anew that another version of the resolver has told.

    It goes batch by batch, so a stop in the midst costs nothing, and a second run finds nothing to
    do. Nobody is alerted: no publisher has changed anything.

    Returns:
        How many rows mean another place than before.

    Raises:
        StoreError: The database can't be read or written.
    """
    moved = rows = 0
    while batch := _batch(watch):
        before = [row for row, _ in batch]
        after = [_placed(row, source, watch) for row, source in batch]
        with writing(watch.engine) as session:
            moved += place_again(session, before, after)
        rows += len(batch)
    if rows:
        logger.info("Placed %d rows anew; %d mean another place than before.", rows, moved)
    return moved


def _batch(watch: Watch) -> list[tuple[Row, str]]:
    with reading(watch.engine) as session:
        rows = outdated(session)
        sources = source_of(session, [row.stored or 0 for row in rows])
    return [(row, sources[row.stored or 0]) for row in rows]


def _placed(row: Row, source: str, watch: Watch) -> Row:
    placed = place_rows((_unplaced(row.listing),), watch.gazetteer)
    if source in watch.sources:
        placed = correct(placed, watch.sources[source], watch.gazetteer)
    notes = tuple(dict.fromkeys(placed[0].listing.notes))
    return replace(row, listing=replace(row.listing, notes=notes), resolution=placed[0].resolution)


def _unplaced(listing: Listing) -> Listing:
    """The listing without the notes that placing it writes."""
    kept = tuple(note for note in listing.notes if not note.startswith((CLASS_NOTE, COUNTY_NOTE, BY_HAND)))
    return replace(listing, notes=kept)
