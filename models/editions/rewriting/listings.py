"""Stored listings say what is derived of a log now, under their own ids."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col

from models import db
from models.domain import Interval, Noted, Row, Until
from models.editions.rewriting.past import Past, set_columns
from models.editions.row_writer import add_listings, end_listings, lacking_columns, link_places, until_columns


def write_listings(session: Session, past: Past) -> tuple[dict[int, int], list[db.ListingRow]]:
    """Write the intervals that differ from what is stored.

    Returns:
        The listings' ids by the numbers of the intervals, and the listings that are derived no more.
    """
    until = past.derived.until
    _note(past)
    left: dict[tuple[int, int], list[db.ListingRow]] = defaultdict(list)
    for row in past.listings:
        left[row.first_edition, row.printing].append(row)
    listings, new = {}, []
    meant_otherwise: dict[int, Row] = {}
    for each in past.derived.begun.values():
        interval = replace(each, lineage=past.lineages.get(each.lineage, each.lineage))
        same = left[each.first, past.wordings.printings[each.wording]]
        if same and interval.lineage > 0:
            row = min(same, key=lambda one: one.lineage != interval.lineage)
            same.remove(row)
            listings[each.number] = row.id or 0
            if row.placed_printing != _meant(interval, past):
                meant_otherwise[row.id or 0] = past.wordings.rows[interval.placed]
            _put(row, interval, past, until.get(each.number))
        else:
            new.append(interval)
    session.flush()
    _place_anew(session, meant_otherwise)
    listings |= add_listings(session, past.arrivals, new, past.wordings)
    end_listings(session, {listings[each.number]: until[each.number] for each in new if each.number in until})
    return listings, [row for several in left.values() for row in several]


def _note(past: Past) -> None:
    """Let listings of before the place say until when they stand, and what was printed of them last."""
    for number, row in past.standing.items():
        noted = past.derived.noted.get(number, Noted())
        set_columns(row, _stood(row, past.derived.until.get(number), noted))


def _put(row: db.ListingRow, interval: Interval, past: Past, until: Until | None) -> None:
    """Let a stored listing say what is derived of it now."""
    begun, begun_number = interval.begun
    set_columns(
        row,
        {
            **_stood(row, until, interval.noted),
            "begun": begun,
            "begun_number": begun_number,
            "key": interval.key,
            "lineage": interval.lineage,
            "since_edition": interval.since,
            "placed_printing": _meant(interval, past),
            "state": past.wordings.rows[interval.placed].listing.state,
        },
    )


def _meant(interval: Interval, past: Past) -> int | None:
    """Return the printing that a slip is one of."""
    return past.wordings.printings[interval.placed] if interval.continued else None


def _place_anew(session: Session, rows: Mapping[int, Row]) -> None:
    """Let listings, by id, name the places of what they mean: an edition behind them may make them slips."""
    _unlink(session, rows)
    link_places(session, rows)


def _unlink(session: Session, listings: Iterable[int | None]) -> None:
    for some in db.batches(listings):
        session.exec(delete(db.ListingPlaceRow).where(col(db.ListingPlaceRow.listing).in_(some)))


def _stood(row: db.ListingRow, until: Until | None, noted: Noted) -> dict[str, Any]:
    """Return until when a listing stands, and whether it is missing: newly so, nobody is told."""
    known = None if row.missing_quiet else row.missing_edition
    quiet = noted.lacking is not None and noted.lacking.edition != known
    lacking = lacking_columns(noted.lacking, quiet=quiet)
    return {**until_columns(until), **lacking, "printed_edition": noted.printed}


def delete_listings(session: Session, rows: Sequence[db.ListingRow]) -> None:
    """Delete listings that are derived no more, with the places that they name."""
    _unlink(session, [row.id for row in rows])
    for some in db.batches([row.id for row in rows]):
        session.exec(delete(db.ListingRow).where(col(db.ListingRow.id).in_(some)))
