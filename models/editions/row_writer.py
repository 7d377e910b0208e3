"""Listings with their places, changes, and counts by area: what a derivation gives, written in bulk.

Counts are kept with each edition so that an answer never counts rows.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select, update

from models import db
from models.domain import (
    Change,
    ChangeKind,
    Interval,
    Lacking,
    Listing,
    ListingKind,
    Noted,
    Period,
    PrintedEntry,
    Row,
    RowChange,
    Until,
    event_day,
    joined,
)
from models.queries import cite, counted, names_place, period_of, where


@dataclass(frozen=True, slots=True)
class Arrival:
    """The edition that changes come with, and when its publisher showed its document (UTC).

    Attributes:
        period: What the rows of an event edition fall in.
    """

    source: str
    series: str
    edition: int
    observed: datetime
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Wordings:
    """What is known of the wordings of some intervals: their rows, and the ids of their printings."""

    rows: Mapping[bytes, Row]
    printings: Mapping[bytes, int]


def add_listings(
    session: Session, arrivals: Mapping[int, Arrival], intervals: Sequence[Interval], wordings: Wordings
) -> dict[int, int]:
    """Write intervals that begin; return the listings' ids by the intervals' numbers.

    Args:
        session: One that writes.
        arrivals: By id the editions with which they begin.
        intervals: In the order in which they are numbered.
        wordings: What they say.
    """
    listings = numbered(intervals, db.new_ids(session, db.ListingRow, len(intervals)))
    db.insert_many(session, db.ListingRow, listing_rows(arrivals, intervals, wordings, listings))
    link_places(session, {listings[each.number]: wordings.rows[each.placed] for each in intervals})
    return listings


def numbered(intervals: Sequence[Interval], ids: Sequence[int]) -> dict[int, int]:
    """Return listings' ids by the numbers of the intervals."""
    return dict(zip((each.number for each in intervals), ids, strict=True))


def listing_rows(
    arrivals: Mapping[int, Arrival],
    intervals: Sequence[Interval],
    wordings: Wordings,
    listings: Mapping[int, int],
) -> list[dict[str, Any]]:
    """Return intervals as they are stored; a new lineage is called by the id of its first listing."""
    return [
        {
            "id": listings[each.number],
            "lineage": each.lineage if each.lineage > 0 else listings[each.lineage],
            **_columns(arrivals[each.first], each, wordings),
        }
        for each in intervals
    ]


def _columns(arrival: Arrival, interval: Interval, wordings: Wordings) -> dict[str, Any]:
    listing = wordings.rows[interval.placed].listing
    first, last = period_of_row(listing, arrival.period)
    count, measure = tally_of(listing)
    begun, begun_number = interval.begun
    return {
        "source": arrival.source,
        "series": arrival.series,
        "key": interval.key,
        "printing": wordings.printings[interval.wording],
        "begun": begun,
        "begun_number": begun_number,
        "first_edition": interval.first,
        "since_edition": interval.since,
        "printed_edition": interval.printed,
        **lacking_columns(interval.lacking, quiet=True),
        "placed_printing": wordings.printings[interval.placed] if interval.continued else None,
        "kind": listing.kind.value,
        "state": listing.state,
        "count": count,
        "measure": measure,
        "period_first": first,
        "period_last": last,
    }


def tally_of(listing: Listing) -> tuple[int | None, str]:
    """Return the count and the measure of a tally; nothing of another row."""
    if listing.kind is not ListingKind.TALLY:
        return None, ""
    count = listing.fields.get("count")
    return count if isinstance(count, int) else None, str(listing.fields.get("measure") or "")


def period_of_row(listing: Listing, period: Period | None) -> tuple[date | None, date | None]:
    """Return the first and last day that a row covers: a tally's own period, its edition's, or its day."""
    printed = listing.fields.get("period") if listing.kind is ListingKind.TALLY else None
    if isinstance(printed, str) and "/" in printed:
        first, last = printed.split("/", 1)
        try:
            return date.fromisoformat(first), date.fromisoformat(last)
        except ValueError:
            pass
    day = event_day(listing)
    covered = period or (Period(day, day) if day else None)
    return (covered.first, covered.last) if covered else (None, None)


def lacking_columns(lacking: Lacking | None, *, quiet: bool = False) -> dict[str, Any]:
    """Return what is stored of a row that is missing; `quiet` where nobody is told of it."""
    return {
        "missing_edition": lacking.edition if lacking else None,
        "missing_like": bool(lacking and lacking.possibly_same),
        "missing_quiet": quiet and lacking is not None,
    }


def until_columns(until: Until | None) -> dict[str, int | None]:
    """Return what is stored of when a row ended; with None it stands on."""
    if until is None:
        return {"until_edition": None, "known_edition": None}
    known = until.known if until.known != until.edition else None
    return {"until_edition": until.edition, "known_edition": known}


def end_listings(session: Session, ended: Mapping[int, Until]) -> None:
    """End listings, by id, each with the edition in which it no longer stands."""
    _set(session, {listing: until_columns(until) for listing, until in ended.items()})


def note_printed(session: Session, noted: Mapping[int, Noted]) -> None:
    """Note by listing which edition printed it last, where the newest doesn't, and whether it is missing."""
    _set(
        session,
        {
            listing: {"printed_edition": each.printed, **lacking_columns(each.lacking)}
            for listing, each in noted.items()
        },
    )


def _set(session: Session, values: Mapping[int, Mapping[str, Any]]) -> None:
    by_value: dict[tuple[tuple[str, Any], ...], list[int]] = {}
    for listing, columns in values.items():
        by_value.setdefault(tuple(columns.items()), []).append(listing)
    for alike, listings in by_value.items():
        for some in db.batches(listings):
            chosen = update(db.ListingRow).where(col(db.ListingRow.id).in_(some))
            session.exec(chosen.values(**dict(alike)))


def link_places(session: Session, rows: Mapping[int, Row]) -> None:
    """Write which places listings name, or may name, by the listings' ids."""
    db.insert_many(session, db.ListingPlaceRow, place_links(rows))


def place_links(rows: Mapping[int, Row]) -> list[dict[str, Any]]:
    """Return which places listings name, or may name, as that is stored."""
    return [
        {"listing": listing, "geoid": geoid, "candidate": candidate}
        for listing, row in rows.items()
        for geoid, candidate in linked(row).items()
    ]


def linked(row: Row) -> dict[str, bool]:
    """Return the GEOIDs of the places that a row names, and of those that it only may name (True)."""
    candidates = {place.geoid: True for place in row.resolution.candidates}
    return candidates | {place.geoid: False for place in row.resolution.places}


@dataclass(frozen=True, slots=True)
class Told:
    """A change of one row, ready to be written.

    Attributes:
        before, after: Ids of the listings.
        edition: The last edition that printed the row before.
        missing: Of a removal that is confirmed, the edition that lacked the row first.
        was, stands: Where it stood there, and where it stands now.
    """

    change: Change
    lineage: int
    before: int | None = None
    after: int | None = None
    edition: int | None = None
    missing: int | None = None
    was: PrintedEntry | None = None
    stands: PrintedEntry | None = None


def add_changes(session: Session, arrival: Arrival, told: Sequence[Told]) -> None:
    """Write what an edition changed, with the places and states concerned."""
    rows = change_rows(session, arrival, told, db.new_ids(session, db.ChangeRow, len(told)))
    db.insert_prepared(session, rows.changes, rows.places)


@dataclass(frozen=True, slots=True)
class ChangeRows:
    """Changes as they are stored, the places that they concern, and what is said of them on."""

    changes: db.Prepared
    places: db.Prepared
    written: list[db.NewChange]


_OF_NEW = itemgetter(*(each.name for each in fields(db.NewChange)))


def change_rows(session: Session, arrival: Arrival, told: Sequence[Told], ids: Sequence[int]) -> ChangeRows:
    """Return what an edition changed, ready to be written under these ids."""
    rows = [
        {"id": number, "told_as": "", "places": each.change.places, **told_columns(arrival, each)}
        for number, each in zip(ids, told, strict=True)
    ]
    places = [{"geoid": geoid, "change": row["id"]} for row in rows for geoid in sorted(row["places"])]
    return ChangeRows(
        db.prepare(session, db.ChangeRow, rows),
        db.prepare(session, db.ChangePlaceRow, places),
        [db.NewChange(*_OF_NEW(row)) for row in rows],
    )


def told_columns(arrival: Arrival, told: Told) -> dict[str, Any]:
    """Return what is stored of the change of a row."""
    columns = {
        **_columns_of(arrival, told.change),
        "lineage": told.lineage,
        "before": told.before,
        "after": told.after,
        "before_edition": told.edition,
        "missing_edition": told.missing,
    }
    for side, entry in (("before", told.was), ("after", told.stands)):
        place = where(entry) if entry else (None, None, "")
        columns |= zip((f"{side}_printing", f"{side}_page", f"{side}_position"), place, strict=True)
    return columns


def _columns_of(arrival: Arrival, change: Change) -> dict[str, Any]:
    """Return what is stored of a change, but for its listings."""
    return {
        "source": arrival.source,
        "edition": arrival.edition,
        "observed": arrival.observed,
        "kind": change.kind.value,
        "differences": [asdict(difference) for difference in change.differences],
        "states": joined(change.states),
        "possibly_same": change.possibly_same,
        "late": change.late,
        "quiet": change.quiet,
        "renewed": change.renewed,
    }


def recount(session: Session, source: str) -> None:
    """Count a source's standing rows anew, by place and by state."""
    session.execute(delete(db.CountRow).where(col(db.CountRow.source) == source))
    columns = ["area", "source", "kind", "measure", "rows", "total", "first", "last"]
    by_place = counted(col(db.ListingPlaceRow.geoid)).join(db.ListingPlaceRow, names_place())
    by_state = counted(col(db.ListingRow.state)).where(col(db.ListingRow.state) != "")
    stands = (col(db.ListingRow.source) == source, col(db.ListingRow.until_edition).is_(None))
    for statement in (by_place, by_state):
        session.execute(insert(db.CountRow).from_select(columns, statement.where(*stands)))


def add_event(session: Session, arrival: Arrival, kind: ChangeKind) -> db.ChangeRow:
    """Write what happened to a whole list: published, withdrawn, back, suspended or resumed."""
    change = db.ChangeRow(**_columns_of(arrival, Change(kind)))
    session.add(change)
    session.flush()
    return change


def arrival_of(edition: db.EditionRow, *, covers: bool) -> Arrival:
    """Return an edition as its changes are written; only rows of event editions fall in its period."""
    assert edition.id is not None  # noqa: S101 - it is written
    period = period_of(edition) if covers else None
    return Arrival(edition.source, edition.series, edition.id, edition.observed, period)


@dataclass(frozen=True, slots=True)
class Between:
    """Where the rows of an edition's changes are printed.

    Attributes:
        wordings: Of the rows that begin or change.
        entries: What stands in the edition's printed list, in the order of the document.
        before: The edition that it was compared with.
    """

    wordings: Wordings
    entries: Sequence[PrintedEntry]
    before: int | None


def told_aloud(session: Session, changes: Sequence[db.StoredChange]) -> list[db.StoredChange]:
    """Return the changes without removals that an edition which came in behind has shown first."""
    missed = [change.before for change in changes if change.missing_edition is not None]
    quiet = select(db.ListingRow.id).where(col(db.ListingRow.missing_quiet))
    of_past = set(db.select_in(session, quiet, db.ListingRow.id, missed))
    return [change for change in changes if change.before not in of_past]


def of_listings(told: Told, listings: Mapping[int, int], lineages: Mapping[int, int]) -> Told:
    """Return a change with ids where it has the numbers of derived intervals and lineages."""
    return replace(
        told,
        lineage=lineages.get(told.lineage, told.lineage),
        before=listings.get(told.before, told.before) if told.before else None,
        after=listings.get(told.after, told.after) if told.after else None,
    )


def cited(session: Session, changes: Sequence[RowChange], printed: Between) -> list[Told]:
    """Return changes with where their rows stood, and stand.

    Of several printed alike those are gone whose place in the old list the new one doesn't name.
    """
    printings = printed.wordings.printings
    was = {
        id(each): ((each.was.printed or printed.before or 0), printings[each.was.wording])
        for each in changes
        if each.was
    }
    old = cite(session, was.values())
    stands: dict[int, list[PrintedEntry]] = defaultdict(list)
    for entry in printed.entries if old else ():
        stands[entry.printing].append(entry)
    left = {place: _gone_first(stood, stands) for place, stood in old.items()}
    return [
        _told(each, printed, was.get(id(each)), left[was[id(each)]].pop(0) if each.before else None)
        for each in changes
    ]


def _told(
    change: RowChange, printed: Between, was: tuple[int, int] | None, entry: PrintedEntry | None
) -> Told:
    side = change.after or change.before
    return Told(
        change.change,
        side.lineage if side else 0,
        change.before.number if change.before else None,
        change.after.number if change.after else None,
        was[0] if was else None,
        change.missing,
        entry,
        printed.entries[change.change.after.ordinal - 1] if change.change.after else None,
    )


def _gone_first(
    stood: Sequence[PrintedEntry], stands: Mapping[int, Sequence[PrintedEntry]]
) -> list[PrintedEntry]:
    here = {each.printing for each in stood}
    still = Counter((each.page, each.position) for printing in here for each in stands.get(printing, ()))
    gone: list[PrintedEntry] = []
    kept: list[PrintedEntry] = []
    for each in stood:
        place = (each.page, each.position)
        (kept if still[place] > 0 else gone).append(each)
        still[place] -= 1
    return [*gone, *reversed(kept)]
