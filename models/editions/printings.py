"""What an edition printed, at rest: its wordings, each stored once for ever, and its list in order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from models import db
from models.domain import (
    Listing,
    Place,
    PrintedEntry,
    Reading,
    Row,
    by_ordinal,
    entries_of_reading,
    exact_of,
    pack,
    storable,
    unpack,
)
from models.editions.publication import Publication
from models.queries import newest_reading, printing_ids


@dataclass(frozen=True, slots=True)
class ReadBy:
    """Which reader made a reading, and when (UTC)."""

    reader: str
    made: datetime
    reading: int = 1


def intern(session: Session, work: Publication, rows: Mapping[bytes, Row]) -> list[int]:
    """Return the printing of each row of an edition, and store those that are new.

    Only of wordings that were not stored when it was compared is asked again.

    Args:
        session: One that writes, under the source's lock.
        work: The edition.
        rows: Rows with their places of the wordings that may be new.
    """
    known = stored_wordings(session, work)
    new = new_printings(work, rows, known)
    add_places(session, [rows[wording] for wording in new])
    known |= zip(new, db.new_ids(session, db.PrintingRow, len(new)), strict=True)
    db.insert_many(session, db.PrintingRow, [{"id": known[each], **row} for each, row in new.items()])
    return [known[wording] for wording in work.listed.wordings]


def stored_wordings(session: Session, work: Publication) -> dict[bytes, int]:
    """Return the printings of an edition that are stored, by wording."""
    known = dict(work.compared.printings)
    return known | printing_ids(
        session, work.source, (each for each in work.listed.wordings if each not in known)
    )


def new_printings(
    work: Publication, rows: Mapping[bytes, Row], known: Mapping[bytes, int]
) -> dict[bytes, dict[str, Any]]:
    """Return the columns of the printings of an edition that are not known, in the order of its document."""
    reading = work.listed
    new = {wording: number for number, wording in enumerate(reading.wordings) if wording not in known}
    ordered = sorted(new, key=new.__getitem__)
    return {wording: _columns(work, wording, rows[wording], reading[new[wording]]) for wording in ordered}


def _columns(work: Publication, wording: bytes, row: Row, printed: Listing) -> dict[str, Any]:
    listing = row.listing
    read_otherwise = {
        name: value for name, value in printed.fields.items() if listing.fields.get(name) != value
    }
    return {
        "source": work.source,
        "digest": wording,
        "key": row.key,
        "kind": listing.kind.value,
        "state": listing.state,
        "section": listing.section,
        "as_read": listing.as_read,
        "printed": read_otherwise,
        "annotations": dict(listing.annotations),
        "notes": list(printed.notes),
        "check_first": row.check_first,
        **placed_columns(row, printed.notes, work.resolver),
    }


def placed_columns(row: Row, notes: Sequence[str], mark: str) -> dict[str, Any]:
    """Return what is stored of what is made of a printing: its place, hand corrections and remarks.

    Args:
        row: With its place.
        notes: The reader's own caveats of it; what the row has beside them are remarks.
        mark: Of what placed it.
    """
    resolution = row.resolution
    return {
        "fields": dict(row.listing.fields),
        "remarks": list(row.listing.notes[len(notes) :]),
        "outcome": resolution.outcome.value,
        "reason": resolution.reason,
        "repaired": resolution.repaired,
        "resolver": mark,
        "scope": resolution.scope,
        "places": [place.geoid for place in resolution.places],
        "candidates": [place.geoid for place in resolution.candidates],
    }


def add_places(session: Session, rows: Iterable[Row]) -> None:
    """Write the places that no row has named before."""
    places: dict[str, Place] = {
        place.geoid: place for row in rows for place in (*row.resolution.places, *row.resolution.candidates)
    }
    known = set(db.select_in(session, select(db.PlaceRow.geoid), db.PlaceRow.geoid, sorted(places)))
    new = [
        {"geoid": place.geoid, "name": place.name, "state": place.state, "kind": place.kind.value}
        for geoid, place in sorted(places.items())
        if geoid not in known
    ]
    if new:
        session.execute(db.insert_of(session)(db.PlaceRow).on_conflict_do_nothing(), new)


def keep_list(
    session: Session, edition: int, reading: Reading, printings: Sequence[int], read_by: ReadBy
) -> list[PrintedEntry]:
    """Write the printed list of an edition, and return its entries in the order of the document."""
    listed = list_rows(edition, reading, printings, read_by)
    write_list(session, listed)
    return listed.entries


@dataclass(frozen=True, slots=True)
class ListRows:
    """A printed list as it is stored, and its entries in the order of the document."""

    columns: dict[str, Any]
    chunks: list[dict[str, Any]]
    entries: list[PrintedEntry]


def list_rows(edition: int, reading: Reading, printings: Sequence[int], read_by: ReadBy) -> ListRows:
    """Return the rows of the printed list of an edition, ready to be written."""
    entries = entries_of_reading(reading, printings)
    templates, chunks = pack(entries)
    of_edition = {"edition": edition, "reading": read_by.reading}
    columns = {
        **of_edition,
        "reader": read_by.reader,
        "made": read_by.made,
        "entries": len(reading.printed),
        "templates": templates,
        "exact": exact_of(reading),
    }
    return ListRows(columns, [{**of_edition, **asdict(chunk)} for chunk in chunks], entries)


def write_list(session: Session, listed: ListRows) -> None:
    """Write a printed list; its edition is written."""
    db.insert_many(session, db.PrintedListRow, [listed.columns])
    db.insert_many(session, db.PrintedChunkRow, listed.chunks)


def copy_list(session: Session, edition: int, to: int) -> None:
    """Write the newest printed list of an edition as the first of another one."""
    printed = newest_reading(session, edition)
    assert printed is not None  # noqa: S101 - every accepted edition has one
    columns = printed.model_dump(exclude={"edition", "reading"})
    session.add(db.PrintedListRow(edition=to, reading=1, **columns))
    session.flush()
    chunks = select(db.PrintedChunkRow).where(
        col(db.PrintedChunkRow.edition) == edition, col(db.PrintedChunkRow.reading) == printed.reading
    )
    for chunk in session.exec(chunks).all():
        session.add(
            db.PrintedChunkRow(edition=to, reading=1, **chunk.model_dump(exclude={"edition", "reading"}))
        )
    session.flush()


def misprint(reading: Reading, new: Iterable[int]) -> str:
    """Return why a reading can't be stored as it was read, as a sentence; empty when it can.

    It is packed and unpacked in memory: where each row stands, and what those say that are new.

    Args:
        reading: What the reader handed over.
        new: Numbers, from 0, of the rows whose wording isn't stored yet.
    """
    ranks = {wording: rank for rank, wording in enumerate(dict.fromkeys(reading.wordings), start=1)}
    entries = entries_of_reading(reading, [ranks[wording] for wording in reading.wordings])
    templates, chunks = pack(entries)
    back = by_ordinal(entry for chunk in chunks for entry in unpack(templates, chunk.data))
    exact = all(storable(template) == template for template in templates)
    for before, after in zip(entries, back, strict=True):
        if before != after or not (exact or storable(before.position) == before.position):
            return f"Row {before.ordinal:,} can't be stored where it stands: {storable(before.position)}."
    for number in new:
        listing = reading[number]
        said = {**listing.fields, **listing.annotations}
        texts = (listing.state, listing.section, listing.as_read, *listing.notes, *said)
        cells = (str(value) for value in said.values() if value is not None)
        if any(storable(text) != text for text in (*texts, *cells)):
            return f"Row {number + 1:,} holds what can't be stored: {storable(listing.as_read)}."
    return ""
