"""What became of a row after it was told: followed from edition to edition, and back.

A row is followed by its changes, and where it only stands elsewhere in a later document
(another page), which is no change, by what it says.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from models.batches import batches
from models.bulletin import Since
from models.query_errata import concerning
from models.tables import ChangeRow, ListingRow
from models.values import ChangeKind

ENDS = frozenset({ChangeKind.CORRECTED, ChangeKind.MOVED, ChangeKind.REMOVED})
"""Kinds of changes after which a row no longer says what it said."""

_BRINGS = (ChangeKind.ADDED, ChangeKind.CORRECTED, ChangeKind.MOVED)


def fates(session: Session, listings: Iterable[int]) -> dict[int, tuple[Since, ...]]:
    """Return by listing what became of the row that it told, the first first; nothing of those that stand.

    Args:
        session: One that reads.
        listings: Ids of rows as they were told, standing or not.
    """
    found: dict[int, tuple[Since, ...]] = {}
    now = {listing: listing for listing in listings}
    while now:
        changed = {change.before: change for change in _changes(session, "before", now.values(), ENDS)}
        carried = _carried(session, [listing for listing in now.values() if listing not in changed])
        following: dict[int, int] = {}
        for told, listing in now.items():
            change = changed.get(listing)
            if change:
                found[told] = (*found.get(told, ()), _since(change))
            after = change.after if change else carried.get(listing)
            if after:
                following[told] = after
        now = following
    return found


def brought_by(session: Session, listings: Iterable[int]) -> set[int]:
    """Return the ids of the changes that brought rows, as they stand or as they stood before."""
    found: set[int] = set()
    now = set(listings)
    while now:
        brought = _changes(session, "after", now, _BRINGS)
        found.update(change.id or 0 for change in brought)
        here = {change.after for change in brought}
        now = {change.before for change in brought if change.before} | _before(session, now - here)
    return found


def taken_back_since(
    session: Session, listings: Sequence[int], errata: Sequence[int]
) -> dict[int, tuple[Since, ...]]:
    """Return by listing what some of a publisher's errata say of its row."""
    found: dict[int, tuple[Since, ...]] = {}
    for some in batches(listings):
        for row in concerning(session, some, errata):
            found[row.id] = (*found.get(row.id, ()), Since(None, row.observed, sentence=row.sentence))
    return found


def fate_of_list(session: Session, source: str, after: datetime) -> tuple[Since, ...]:
    """Return when a list was withdrawn, or was back, from a moment on (UTC)."""
    statement = (
        select(ChangeRow)
        .where(
            col(ChangeRow.source) == source,
            col(ChangeRow.kind).in_([ChangeKind.WITHDRAWN.value, ChangeKind.BACK.value]),
            col(ChangeRow.observed) >= after,
        )
        .order_by(col(ChangeRow.id))
    )
    return tuple(_since(change) for change in session.exec(statement))


def _since(change: ChangeRow) -> Since:
    return Since(
        ChangeKind(change.kind),
        change.observed,
        change.id or 0,
        tuple((one["field"], one["before"], one["after"]) for one in change.differences if "field" in one),
    )


def _changes(
    session: Session, side: str, listings: Iterable[int], kinds: Iterable[ChangeKind]
) -> list[ChangeRow]:
    names = [kind.value for kind in kinds]
    column = col(getattr(ChangeRow, side))
    statement = select(ChangeRow).where(col(ChangeRow.kind).in_(names))
    return [
        change for some in batches(listings) for change in session.exec(statement.where(column.in_(some)))
    ]


def _carried(session: Session, listings: Iterable[int]) -> dict[int, int]:
    """Return by listing the one that says the same elsewhere in the edition in which it ended.

    Rows that say the same are paired in their order: which of them is which nobody can tell.
    """
    ended = [row for row in _listings(session, listings) if row.until_edition]
    by_edition: dict[tuple[str, str, int], list[ListingRow]] = defaultdict(list)
    for row in ended:
        by_edition[row.source, row.series, row.until_edition or 0].append(row)
    found: dict[int, int] = {}
    for (source, series, edition), rows in by_edition.items():
        same: dict[bytes, list[int]] = defaultdict(list)
        for some in batches({row.key for row in rows}):
            began = select(ListingRow.key, ListingRow.id).where(
                col(ListingRow.source) == source,
                col(ListingRow.series) == series,
                col(ListingRow.first_edition) == edition,
                col(ListingRow.key).in_(some),
            )
            for key, number in session.exec(began.order_by(col(ListingRow.id).desc())):
                same[key].append(number or 0)
        found |= {row.id or 0: same[row.key].pop() for row in rows if same[row.key]}
    return found


def _before(session: Session, listings: Iterable[int]) -> set[int]:
    """Return the listings that said the same elsewhere until the edition in which these began."""
    found: set[int] = set()
    for row in _listings(session, listings):
        ended = select(ListingRow.id).where(
            col(ListingRow.source) == row.source,
            col(ListingRow.series) == row.series,
            col(ListingRow.until_edition) == row.first_edition,
            col(ListingRow.key) == row.key,
        )
        found.update(number for number in session.exec(ended) if number)
    return found


def _listings(session: Session, listings: Iterable[int]) -> list[ListingRow]:
    found = select(ListingRow).order_by(col(ListingRow.id))
    return [
        row for some in batches(listings) for row in session.exec(found.where(col(ListingRow.id).in_(some)))
    ]
