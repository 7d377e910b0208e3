"""Listings, their places and their changes, written in bulk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select, update

from models.batches import batches
from models.changes import Row
from models.cumulative import event_day
from models.dialects import insert_of
from models.places import RESOLVER_VERSION
from models.tables import ListingPlaceRow, ListingRow, PlaceRow
from models.values import ListingKind, Period

AT_ONCE = 5000
"""Rows in one insert: those of a release of sixty thousand would take 300 MB as its parameters."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """The edition that rows begin or end with, and when its document was received (UTC)."""

    source: str
    series: str
    edition: int
    observed: datetime
    period: Period | None = None


def add_listings(session: Session, arrival: Arrival, rows: Sequence[Row]) -> list[int]:
    """Write the rows that begin with an edition, and return their ids in the same order.

    A row that continues a stored one (`Row.stored`) stands since that one did.
    """
    parts = (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))
    return [number for part in parts for number in _add(session, arrival, part)]


def _add(session: Session, arrival: Arrival, rows: Sequence[Row]) -> list[int]:
    since = _since(session, [row.stored for row in rows if row.stored])
    begin = {"source": arrival.source, "series": arrival.series, "first_edition": arrival.edition}
    columns = [
        columns_of(row, arrival.period)
        | begin
        | {"since_edition": since.get(row.stored or 0, arrival.edition)}
        for row in rows
    ]
    added = insert(ListingRow).returning(col(ListingRow.id), sort_by_parameter_order=True)
    ids = [int(number or 0) for number in session.scalars(added, columns)]
    _add_places(session, list(zip(ids, rows, strict=True)))
    return ids


def end_listings(session: Session, listings: Sequence[int], edition: int) -> None:
    """End listings with the edition in which they no longer stand."""
    for some in batches(listings):
        ended = col(ListingRow.id).in_(some)
        session.exec(update(ListingRow).where(ended).values(until_edition=edition))


def _since(session: Session, listings: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for some in batches(listings):
        chunk = col(ListingRow.id).in_(some)
        rows = session.exec(select(ListingRow.id, ListingRow.since_edition).where(chunk))
        found.update((listing or 0, since) for listing, since in rows)
    return found


def columns_of(row: Row, period: Period | None) -> dict[str, Any]:
    """Return what is stored of a row, but for the editions that it stands in."""
    listing, resolution = row.listing, row.resolution
    tally = listing.kind is ListingKind.TALLY
    day = event_day(listing)
    told = period or (Period(day, day) if day else None)
    first, last = _period(listing.fields.get("period") if tally else None, told)
    return {
        "key": row.key,
        "kind": listing.kind.value,
        "state": listing.state,
        "section": listing.section,
        "page": listing.page,
        "position": listing.position,
        "as_read": listing.as_read,
        "fields": dict(listing.fields),
        "annotations": dict(listing.annotations),
        "notes": list(listing.notes),
        "count": listing.fields.get("count") if tally else None,
        "measure": (listing.fields.get("measure") or "") if tally else "",
        "period_first": first,
        "period_last": last,
        "outcome": resolution.outcome.value,
        "reason": resolution.reason,
        "repaired": resolution.repaired,
        "resolver": RESOLVER_VERSION,
        "scope": resolution.scope,
        "check_first": row.check_first,
    }


def _period(printed: object, period: Period | None) -> tuple[date | None, date | None]:
    """Return the first and last day of a tally's own period, else of its edition's."""
    if isinstance(printed, str) and "/" in printed:
        first, last = printed.split("/", 1)
        try:
            return date.fromisoformat(first), date.fromisoformat(last)
        except ValueError:
            pass
    return (period.first, period.last) if period else (None, None)


def _add_places(session: Session, rows: Sequence[tuple[int, Row]]) -> None:
    places = {
        place.geoid: place
        for _, row in rows
        for place in (*row.resolution.places, *row.resolution.candidates)
    }
    add_places(session, places)
    links = [
        {"listing": listing, "geoid": place.geoid, "candidate": candidate}
        for listing, row in rows
        for candidate, named in ((False, row.resolution.places), (True, row.resolution.candidates))
        for place in {place.geoid: place for place in named}.values()
    ]
    if links:
        session.execute(insert(ListingPlaceRow), links)


def add_places(session: Session, places: Mapping[str, Any]) -> None:
    """Write the places that no listing has named before."""
    known: set[str] = set()
    for some in batches(sorted(places)):
        known.update(session.exec(select(PlaceRow.geoid).where(col(PlaceRow.geoid).in_(some))))
    new = [
        {"geoid": place.geoid, "name": place.name, "state": place.state, "kind": place.kind.value}
        for geoid, place in sorted(places.items())
        if geoid not in known
    ]
    if new:
        session.execute(insert_of(session)(PlaceRow).on_conflict_do_nothing(), new)
