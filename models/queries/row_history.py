"""The changes of lineages: what several editions changed together, and what became of a row that was told."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import and_, exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.db import (
    ChangeRow,
    EditionRow,
    ListingPlaceRow,
    ListingRow,
    PlaceRow,
    PrintingRow,
    StoredChange,
    batches,
    select_in,
)
from models.domain import TOLD, ChangeKind, Outcome, PrintedEntry, Since, joined, joined_differences
from models.places import DETAINERS
from models.queries.clauses import accepted, concerning, heard_as, says_the_same, stands_in
from models.queries.current_state import linked_places
from models.queries.log import edition_before
from models.queries.printed_lists import where_printed

ROWS = (*sorted(TOLD), ChangeKind.NEWLY_KNOWN)


def net_changes(session: Session, first: int, last: int) -> list[ChangeRow]:
    """Return what the editions of a series from one to another changed together.

    Each lineage is told by its first state against its last, as these were printed.

    Args:
        session: One that reads.
        first: Id of the first of these editions.
        last: Id of the last one, of the same source and series.

    Returns:
        Rows as `change` has them, but not of it: one that joins several bears the id of the last of
        them, and concerns the states that its two ends are in.
    """
    begin, end = session.get_one(EditionRow, first), session.get_one(EditionRow, last)
    by_lineage: dict[int, list[ChangeRow]] = defaultdict(list)
    for row in _stored(session, begin, end):
        by_lineage[row.lineage or 0].append(row)
    earlier = edition_before(session, begin.source, begin.series, begin.stood)
    before = _states_of(session, by_lineage, earlier) if earlier else {}
    after = _states_of(session, by_lineage, end)
    known = _known(session, by_lineage.values(), [*before.values(), *after.values()])
    left = [
        (net, *ends)
        for lineage, rows in by_lineage.items()
        for ends in [(before.get(lineage), after.get(lineage))]
        if (net := _joined(known, rows, *ends))
    ]
    kept = _without_equals(left)
    gone = _beside_equals(session, end, [before for _, before, after in kept if before and not after])
    came = _beside_equals(session, earlier, [after for _, before, after in kept if after and not before])
    for row, _, _ in kept:
        row.quiet = row.before in gone if row.after is None else row.before is None and row.after in came
    return sorted((row for row, _, _ in kept), key=lambda row: row.id or 0)


@dataclass(frozen=True, slots=True)
class _State:
    """What a lineage says after an edition, in which printing, and where it is printed then."""

    listing: int
    kind: str
    key: bytes
    meant: int
    edition: int
    entry: PrintedEntry


def _states_of(session: Session, lineages: Iterable[int], edition: EditionRow) -> dict[int, _State]:
    stand = select(ListingRow).where(*stands_in(edition, as_known=True))
    rows = list(select_in(session, stand, ListingRow.lineage, lineages))
    where = where_printed(session, [(row.id or 0, edition.id) for row in rows])
    return {
        row.lineage: _State(
            row.id or 0,
            row.kind,
            row.key,
            row.placed_printing or row.printing,
            edition.id or 0,
            where[row.id or 0].entry,
        )
        for row in rows
    }


def _beside_equals(session: Session, edition: EditionRow | None, states: Iterable[_State]) -> set[int]:
    """Return which rows of lists of the state kind came or left while an equal one stood after an edition."""
    of_lists = [each for each in states if each.kind not in DETAINERS]
    if edition is None or not of_lists:
        return set()
    stand = select(ListingRow.key).where(*stands_in(edition, as_known=True))
    stood = set(select_in(session, stand, ListingRow.key, {each.key for each in of_lists}))
    return {each.listing for each in of_lists if each.key in stood}


def _without_equals(
    rows: Sequence[tuple[ChangeRow, _State | None, _State | None]],
) -> list[tuple[ChangeRow, _State | None, _State | None]]:
    """Leave out a row that is gone and an equal one that came, be they of two lineages."""
    gone: dict[bytes, list[ChangeRow]] = defaultdict(list)
    for row, before, after in rows:
        if before and not after:
            gone[before.key].append(row)
    left = {id(each[0]): each for each in rows}
    for row, before, after in rows:
        if after and not before and gone[after.key]:
            del left[id(row)], left[id(gone[after.key].pop())]
    return list(left.values())


def places_of(session: Session, changes: Sequence[StoredChange]) -> dict[int, frozenset[str]]:
    """Return the GEOIDs of the places that the two ends of changes name, by the changes' ids."""
    links = linked_places(session, _ends(changes))
    return {
        row.id or 0: frozenset(
            place.geoid for end in _ends([row]) for candidate, place in links[end] if not candidate
        )
        for row in changes
    }


def _ends(changes: Sequence[StoredChange]) -> set[int]:
    return {listing for row in changes for listing in (row.before, row.after) if listing}


def _stored(session: Session, begin: EditionRow, end: EditionRow) -> Sequence[ChangeRow]:
    changes = (
        select(ChangeRow)
        .join(EditionRow, col(EditionRow.id) == col(ChangeRow.edition))
        .where(
            *accepted(end.source, end.series),
            col(EditionRow.stood).between(begin.stood, end.stood),
            col(ChangeRow.kind).in_([kind.value for kind in ROWS]),
        )
    )
    return session.exec(changes.order_by(col(EditionRow.stood), col(ChangeRow.id))).all()


@dataclass(frozen=True, slots=True)
class _Known:
    """What is stored of the rows that changes are joined of.

    Attributes:
        keys: What the listings say before the first and after the last change of each lineage.
        places: The places (GEOID) of the printings that say what is meant, where they are resolved.
        states: By listing, the USPS abbreviations that its row is in, or may be.
    """

    keys: dict[int | None, bytes]
    places: dict[int | None, frozenset[str]]
    states: dict[int | None, set[str]]


def _known(session: Session, lineages: Iterable[Sequence[ChangeRow]], states: Sequence[_State]) -> _Known:
    sides = {side for rows in lineages for side in (rows[0].before, rows[-1].after) if side}
    keys = select_in(session, select(ListingRow.id, ListingRow.key), ListingRow.id, sorted(sides))
    printings = select(PrintingRow.id, PrintingRow.places).where(
        col(PrintingRow.outcome) == Outcome.RESOLVED.value
    )
    placed = select_in(session, printings, PrintingRow.id, sorted({each.meant for each in states}))
    listings = sorted({each.listing for each in states})
    own = select_in(session, select(ListingRow.id, ListingRow.state), ListingRow.id, listings)
    named = select(ListingPlaceRow.listing, PlaceRow.state).join(
        PlaceRow, col(PlaceRow.geoid) == col(ListingPlaceRow.geoid)
    )
    of_listing: dict[int | None, set[str]] = defaultdict(set)
    for listing, state in (*own, *select_in(session, named, ListingPlaceRow.listing, listings)):
        of_listing[listing].add(state)
    return _Known(dict(keys), {number: frozenset(geoids) for number, geoids in placed}, of_listing)


def _joined(
    known: _Known, rows: Sequence[ChangeRow], before: _State | None, after: _State | None
) -> ChangeRow | None:
    """Return one change from what a lineage said to what it says; None when that is the same."""
    if (before and before.key) == (after and after.key) or _is_mended(known, rows, before, after):
        return None
    end = rows[-1]
    renewed = before is not None and after is None and end.renewed
    told = renewed or (before and after)
    differences = joined_differences([_cells(row) for row in rows]) if told else ()
    row = ChangeRow(
        id=max(row.id or 0 for row in rows),
        source=end.source,
        edition=end.edition,
        observed=end.observed,
        kind=_kind(known, rows, before, after),
        lineage=end.lineage,
        missing_edition=end.missing_edition if after is None else None,
        differences=[dict(zip(("field", "before", "after"), one, strict=True)) for one in differences],
        states=joined(_states(known, [each.listing for each in (before, after) if each])),
        renewed=renewed,
        possibly_same=len(rows) == 1 and end.possibly_same,
        late=_came(rows).late if before is None else end.late,
    )
    if before:
        row.before, row.before_edition = before.listing, before.edition
        row.before_printing, row.before_page, row.before_position = where(before.entry)
    if after:
        row.after = after.listing
        row.after_printing, row.after_page, row.after_position = where(after.entry)
    return row


def _is_mended(known: _Known, rows: Sequence[ChangeRow], before: _State | None, after: _State | None) -> bool:
    """Tell whether a row says again what it said before the first of its changes, or the mend of that."""
    first, last = rows[0].before, rows[-1].after
    if before is None or after is None or first is None or last is None:
        return False
    said, says = known.keys[first], known.keys[last]
    return said in (says, after.key)


def where(entry: PrintedEntry) -> tuple[int, int | None, str]:
    """Return a printing, its page and its position, as changes have them."""
    return entry.printing, entry.page, entry.position


def _kind(known: _Known, rows: Sequence[ChangeRow], before: _State | None, after: _State | None) -> str:
    if before is None or after is None:
        return (_came(rows) if before is None else rows[-1]).kind
    named = [known.places[each.meant] for each in (before, after) if each.meant in known.places]
    moved = len(named) > 1 and named[0] != named[1]
    return (ChangeKind.MOVED if moved else ChangeKind.CORRECTED).value


def _came(rows: Sequence[ChangeRow]) -> ChangeRow:
    """Return the last of a lineage's changes with which it came."""
    return next(row for row in reversed(rows) if row.before is None)


def _cells(row: ChangeRow) -> Sequence[tuple[str, str, str]]:
    return [(one["field"], one["before"], one["after"]) for one in row.differences]


def _states(known: _Known, listings: Sequence[int]) -> frozenset[str]:
    """Return the USPS abbreviations that rows are in, or may be."""
    return frozenset(state for each in listings for state in known.states[each] if state)


ENDS = frozenset({ChangeKind.CORRECTED, ChangeKind.MOVED, ChangeKind.REMOVED})
"""Kinds of changes after which a row no longer says what it said."""
_BECAME = (*ENDS, ChangeKind.ADDED)
"""Kinds of what becomes of a row; it goes on where an equal one comes again."""

_BRINGS = (ChangeKind.ADDED, ChangeKind.CORRECTED, ChangeKind.MOVED)


def fates(session: Session, listings: Iterable[int]) -> dict[int, tuple[Since, ...]]:
    """Return by listing what became of the row that it told, the first first; nothing of those that stand.

    Args:
        session: One that reads.
        listings: Ids of rows as they were told, standing or not.
    """
    told, later = aliased(EditionRow), aliased(EditionRow)
    changes = (
        select(ListingRow.id, ChangeRow, later)
        .join(ChangeRow, col(ChangeRow.lineage) == col(ListingRow.lineage))
        .join(told, col(told.id) == col(ListingRow.first_edition))
        .join(later, col(later.id) == col(ChangeRow.edition))
        .where(
            col(later.stood) > col(told.stood),
            col(ChangeRow.kind).in_([kind.value for kind in _BECAME]),
            col(ChangeRow.quiet).is_(False),
        )
        .order_by(col(later.stood), col(ChangeRow.id))
    )
    became: dict[int, tuple[Since, ...]] = {}
    for listing, change, edition in select_in(session, changes, ListingRow.id, listings):
        became[listing or 0] = (
            *became.get(listing or 0, ()),
            replace(_since(change), published=edition.dated),
        )
    ends = _equal_ends(session, set(listings))
    of_equals = fates(session, set(ends.values())) if ends else {}
    for listing, equal in ends.items():
        since = became.get(listing, ())
        if not since or since[-1].kind is not ChangeKind.REMOVED:
            became[listing] = (*since, *of_equals.get(equal, ()))
    return became


def _equal_ends(session: Session, listings: Collection[int]) -> dict[int, int]:
    """Return for rows that left quietly, beside equal ones, the last of those, if none stood after it."""
    told, quiet, ending, standing = (aliased(EditionRow) for _ in range(4))
    left, ended, row, equal, stands = (
        aliased(ChangeRow), aliased(ChangeRow), aliased(ListingRow), aliased(ListingRow), aliased(ListingRow)
    )  # fmt: skip
    ends = (
        select(ListingRow.id, equal.id)
        .join(told, col(told.id) == col(ListingRow.first_edition))
        .join(left, col(left.lineage) == col(ListingRow.lineage))
        .join(row, col(row.id) == col(left.before))
        .join(quiet, col(quiet.id) == col(left.edition))
        .join(equal, says_the_same(equal, row))
        .join(ended, col(ended.before) == col(equal.id))
        .join(ending, col(ending.id) == col(ended.edition))
        .where(
            col(left.quiet),
            col(quiet.stood) > col(told.stood),
            col(ended.quiet).is_(False),
            col(ended.kind).in_([kind.value for kind in ENDS]),
            col(ending.stood) > col(quiet.stood),
            ~exists().where(
                says_the_same(stands, row),
                col(stands.until_edition).is_(None),
                col(stands.first_edition) == col(standing.id),
                col(standing.stood) <= col(ending.stood),
            ),
        )
        .order_by(col(ending.stood), col(ended.id))
    )
    return {
        listing or 0: number or 0 for listing, number in select_in(session, ends, ListingRow.id, listings)
    }


def lineages_of(session: Session, listings: Iterable[int]) -> dict[int, int]:
    """Return by its id of which lineage a row is."""
    rows = select_in(session, select(ListingRow.id, ListingRow.lineage), ListingRow.id, listings)
    return {number or 0: lineage for number, lineage in rows}


def brought_by(session: Session, listings: Iterable[int], ways: Iterable[int]) -> set[int]:
    """Return the ids of the changes that brought rows, as they stand or as they stood before.

    With them those of equal rows that left before, quietly.

    Args:
        session: One that reads.
        listings: Ids of rows that say something else, are off or are on again.
        ways: Those that are off or on again: of these the changes count too by which they were off before.
    """
    brought = (
        select(ChangeRow.id)
        .join(ListingRow, col(ListingRow.lineage) == col(ChangeRow.lineage))
        .where(col(ChangeRow.kind).in_([kind.value for kind in _BRINGS]))
    )
    off = (
        select(ChangeRow.id)
        .join(ListingRow, col(ListingRow.lineage) == col(ChangeRow.lineage))
        .where(col(ChangeRow.kind) == ChangeKind.REMOVED.value)
    )
    left, row = aliased(ChangeRow), aliased(ListingRow)
    quietly = (
        select(row.id)
        .join(left, and_(col(left.before) == col(row.id), col(left.quiet)))
        .join(ListingRow, says_the_same(ListingRow, row))
    )
    every = {*listings, *select_in(session, quietly, ListingRow.id, listings)}
    told = [*select_in(session, brought, ListingRow.id, every), *select_in(session, off, ListingRow.id, ways)]
    return {number or 0 for number in told}


def taken_back_since(
    session: Session, listings: Sequence[int], errata: Sequence[int]
) -> dict[int, tuple[Since, ...]]:
    """Return by listing what some of a publisher's errata say of its row."""
    by_listing: dict[int, tuple[Since, ...]] = {}
    for some in batches(listings):
        for row in concerning(session, some, errata):
            since = Since(None, row.observed, sentence=row.sentence)
            by_listing[row.id] = (*by_listing.get(row.id, ()), since)
    return by_listing


def fate_of_list(session: Session, source: str, after: datetime, change: int = 0) -> tuple[Since, ...]:
    """Return when a list was withdrawn, or was back, from a moment on (UTC) and after a change (its id)."""
    statement = (
        select(ChangeRow)
        .where(
            col(ChangeRow.source) == source,
            col(ChangeRow.kind).in_([ChangeKind.WITHDRAWN.value, ChangeKind.BACK.value]),
            col(ChangeRow.observed) >= after,
            col(ChangeRow.id) > change,
        )
        .order_by(col(ChangeRow.id))
    )
    return tuple(_since(change) for change in session.exec(statement))


def _since(change: ChangeRow) -> Since:
    return Since(
        heard_as(change),
        change.observed,
        change.id or 0,
        tuple((one["field"], one["before"], one["after"]) for one in change.differences if "field" in one),
    )
