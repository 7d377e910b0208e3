"""Hand corrections, applied between a row's being read and its place's being told.

The row keeps its printed text, which is its identity: a correction changes nothing in the
difference between two editions, only how a row is read and where it is placed.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from jobs.placing import heading_kind
from jobs.readers.charges import read_activity
from jobs.readers.printed_dates import read_enacted
from models.changes import Row
from models.corrections import Correction
from models.listings import comparable, place_text
from models.places import Gazetteer
from models.values import Cell, Listing, Outcome, Resolution, Source, SourceKind

logger = logging.getLogger(__name__)


def correct(rows: Sequence[Row], source: Source, gazetteer: Gazetteer) -> tuple[Row, ...]:
    """Return rows as the hand corrections of their source read them."""
    by_cell = _by_cell(source.corrections)
    read = []
    for row in rows:
        for correction in _fitting(row.listing, by_cell):
            row = _applied(row, correction, gazetteer)  # noqa: PLW2901 - one after the other
        read.append(row)
    return tuple(read)


def unused(rows: Sequence[Row], source: Source) -> list[str]:
    """Return a question on each hand correction that no row of a whole list prints any more.

    An event edition is one of many, so a correction that it doesn't need is no question there.
    """
    if source.kind is SourceKind.EVENT or not source.corrections:
        return []
    by_cell = _by_cell(source.corrections)
    used = {correction for row in rows for correction in _fitting(row.listing, by_cell)}
    idle = [correction for correction in source.corrections if correction not in used]
    for each in idle:
        logger.warning("%s: no row prints the corrected %r", source.name, each.printed)
    return [
        f"No row prints “{each.printed}” any more, which is corrected by hand: see its file of corrections."
        for each in idle
    ]


def _by_cell(corrections: Sequence[Correction]) -> dict[tuple[str, str], list[Correction]]:
    found: dict[tuple[str, str], list[Correction]] = {}
    for each in corrections:
        found.setdefault((each.column, comparable(each.printed)), []).append(each)
    return found


def _fitting(
    listing: Listing, by_cell: Mapping[tuple[str, str], Sequence[Correction]]
) -> Iterator[Correction]:
    for column in {column for column, _ in by_cell}:
        printed = listing.fields.get(column) if column else place_text(listing)
        for each in by_cell.get((column, comparable(printed)), ()):
            if each.state in {"", listing.state}:
                yield each


def _applied(row: Row, correction: Correction, gazetteer: Gazetteer) -> Row:
    fields = {**row.listing.fields, **_read_again(correction)}
    listing = replace(row.listing, fields=fields, notes=(*row.listing.notes, correction.sentence))
    if correction.column:
        return replace(row, listing=listing)
    return replace(row, listing=listing, resolution=_resolution(row.listing, correction, gazetteer))


def _read_again(correction: Correction) -> dict[str, Cell]:
    """Return the fields that are read from a corrected cell; the cell itself stays as printed."""
    if correction.column == "enacted_as_printed":
        return {"enacted": read_enacted(correction.text)}
    if correction.column == "activity_as_printed":
        offense, disposition = read_activity(correction.text)
        return {"offense": offense, "disposition": disposition}
    return {}


def _resolution(listing: Listing, correction: Correction, gazetteer: Gazetteer) -> Resolution:
    if correction.geoids:
        places = tuple(filter(None, map(gazetteer.by_geoid, correction.geoids)))
        named = "; ".join(f"{place.name}, {place.state}" for place in places)
        return Resolution(Outcome.RESOLVED, places, reason=correction.sentence, repaired=named)
    heading = heading_kind(str(listing.fields.get("heading") or ""))
    found = gazetteer.resolve(correction.text, listing.state or None, heading)
    return replace(
        found,
        reason=f"{correction.sentence} {found.reason}".strip(),
        repaired=found.repaired or correction.text,
    )
