"""What several editions of a series changed together, read from what each of them changed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from models.alerts import TOLD
from models.batches import batches
from models.change_rows import joined
from models.net import Side, Step, net
from models.tables import ChangeRow, EditionRow, ListingPlaceRow, ListingRow, PlaceRow
from models.values import ChangeKind

ROWS = (*sorted(TOLD), ChangeKind.NEWLY_KNOWN)


def net_changes(session: Session, first: int, last: int) -> list[ChangeRow]:
    """Return what the editions of a series from one to another changed together.

    Args:
        session: One that reads.
        first: Id of the first of these editions.
        last: Id of the last one, of the same source and series.

    Returns:
        Rows as `change` has them, but not of it: one that joins several bears the id of the last of
        them, and concerns the states that its two ends are in.
    """
    stored = _stored(session, first, last)
    keys = _keys(session, {listing for row in stored for listing in (row.before, row.after) if listing})
    rows = {row.id: row for row in stored}
    left = net(_step(row, keys) for row in stored)
    return [_row(session, rows[step.change], step) for step in left]


def places_of(session: Session, changes: Sequence[ChangeRow]) -> dict[int, frozenset[str]]:
    """Return the GEOIDs of the places that the two ends of changes name, by the changes' ids."""
    ends = {listing for row in changes for listing in (row.before, row.after) if listing}
    found: dict[int, set[str]] = defaultdict(set)
    for some in batches(ends):
        named = select(ListingPlaceRow.listing, ListingPlaceRow.geoid).where(
            col(ListingPlaceRow.listing).in_(some), col(ListingPlaceRow.candidate).is_(False)
        )
        for listing, geoid in session.exec(named):
            found[listing].add(geoid)
    return {row.id or 0: frozenset(found[row.before or 0] | found[row.after or 0]) for row in changes}


def _stored(session: Session, first: int, last: int) -> Sequence[ChangeRow]:
    edition = session.get_one(EditionRow, last)
    series = select(EditionRow.id).where(
        col(EditionRow.source) == edition.source,
        col(EditionRow.series) == edition.series,
        col(EditionRow.status) == "accepted",
        col(EditionRow.id) >= first,
        col(EditionRow.id) <= last,
    )
    of_rows = col(ChangeRow.kind).in_([kind.value for kind in ROWS])
    found = select(ChangeRow).where(col(ChangeRow.edition).in_(series), of_rows)
    return session.exec(found.order_by(col(ChangeRow.id))).all()


def _keys(session: Session, listings: Iterable[int]) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    for some in batches(listings):
        rows = session.exec(select(ListingRow.id, ListingRow.key).where(col(ListingRow.id).in_(some)))
        found.update((number or 0, key) for number, key in rows)
    return found


def _step(row: ChangeRow, keys: dict[int, bytes]) -> Step:
    return Step(
        row.id or 0,
        ChangeKind(row.kind),
        Side(row.before, keys[row.before]) if row.before else None,
        Side(row.after, keys[row.after]) if row.after else None,
        tuple((one["field"], one["before"], one["after"]) for one in row.differences),
        row.late,
    )


def _row(session: Session, row: ChangeRow, step: Step) -> ChangeRow:
    before, after = (side.listing if side else None for side in (step.before, step.after))
    if (before, after) == (row.before, row.after):
        return row
    return ChangeRow(
        id=step.change,
        source=row.source,
        edition=row.edition,
        observed=row.observed,
        kind=step.kind.value,
        before=before,
        after=after,
        differences=[dict(zip(("field", "before", "after"), one, strict=True)) for one in step.differences],
        states=joined(_states(session, [end for end in (before, after) if end])),
        late=step.late,
    )


def _states(session: Session, listings: Sequence[int]) -> frozenset[str]:
    """Return the USPS abbreviations that rows are in, or may be."""
    own = session.exec(select(ListingRow.state).where(col(ListingRow.id).in_(listings))).all()
    named = (
        select(PlaceRow.state)
        .join(ListingPlaceRow, col(ListingPlaceRow.geoid) == col(PlaceRow.geoid))
        .where(col(ListingPlaceRow.listing).in_(listings))
    )
    return frozenset({*own, *session.exec(named)} - {""})
