"""Stored changes say what is derived of a log now; what was told and is derived no more is kept as undone."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import delete
from sqlmodel import Session, col, select

from models import db
from models.domain import ChangeKind, RowChange, printed_only
from models.editions.rewriting.past import Past, set_columns
from models.editions.row_writer import Between, Told, add_changes, cited, of_listings, told_row
from models.messaging import AlertPayload, EventPayload, readable
from models.queries import ROWS, entries_of, keys_of_changes, reading_of

_Same = tuple[str, int | None, bytes | None, bytes | None]
"""What makes two changes one: their kind, lineage, and what their rows say."""


def write_changes(
    session: Session,
    past: Past,
    merged: Mapping[int, int],
    listings: Mapping[int, int],
) -> list[db.ChangeRow]:
    """Write the changes that differ from what is stored.

    Returns:
        Those that were told, and are not what the editions tell now that their messages compared.
    """
    db.lock_outbox(session)  # whoever records what a message told waits for its changes, holding this
    derived = _told(session, past, listings)
    stored = _changes_of(session, past)
    keys = keys_of_changes(session, [*stored, *(row for row, _ in derived)])
    left: dict[_Same, list[db.ChangeRow]] = defaultdict(list)
    for row in stored:
        row.lineage = merged.get(row.lineage or 0, row.lineage)
        left[_same(row, keys)].append(row)
    for row, told in derived:
        same = left[_same(row, keys)]
        known = next((one for one in same if one.edition == row.edition), None) or (same[0] if same else None)
        if known:
            same.remove(known)
            _copy(row, known)
        else:
            add_changes(session, past.arrivals[row.edition], [told])
    session.flush()
    undone = _undo(session, [row for several in left.values() for row in several])
    nets = _nets([row for row, _ in derived])
    spans = _compared(session, undone)
    untrue = []
    for row in undone:
        compared = spans.get(row.id or 0, [(None, row.edition)])
        if not row.asked and not all(_is_net(row, each, past, nets, keys) for each in compared):
            untrue.append(row)
    for row in untrue:
        row.asked = True
    return untrue


def _told(session: Session, past: Past, listings: Mapping[int, int]) -> list[tuple[db.ChangeRow, Told]]:
    """Return what is derived of each edition, as it is stored."""
    rows = []
    before = past.state.edition
    changes: dict[int, list[RowChange]] = defaultdict(list)
    for edition, change in past.derived.changes:
        changes[edition].append(change)
    lineages = {**listings, **past.lineages}
    for edition, arrival in past.arrivals.items():
        printed = reading_of(session, edition, 1)
        entries = printed_only(entries_of(session, printed)) if printed and changes[edition] else []
        told = cited(session, changes[edition], Between(past.wordings, entries, before))
        named = [of_listings(each, listings, lineages) for each in told]
        rows += [(told_row(arrival, each), each) for each in named]
        before = edition
    return rows


def _changes_of(session: Session, past: Past) -> list[db.ChangeRow]:
    kinds = [kind.value for kind in (*ROWS, ChangeKind.UNDONE)]
    changes = select(db.ChangeRow).where(col(db.ChangeRow.kind).in_(kinds)).order_by(col(db.ChangeRow.id))
    return list(db.select_in(session, changes, db.ChangeRow.edition, past.order))


def _same(row: db.ChangeRow, keys: Mapping[int, bytes]) -> _Same:
    return (
        row.told_as or row.kind,
        row.lineage,
        keys.get(row.before_printing or 0),
        keys.get(row.after_printing or 0),
    )


def _copy(derived: db.ChangeRow, stored: db.ChangeRow) -> None:
    """Let a stored change say what is derived of it now; what brought it may be an earlier edition."""
    set_columns(stored, derived.model_dump(exclude={"id"}))


def _undo(session: Session, rows: Sequence[db.ChangeRow]) -> list[db.ChangeRow]:
    """Take changes out of what happened; keep those that were told, as undone, and return them."""
    ids = [row.id for row in rows]
    told = set(db.select_in(session, select(db.TellingRow.change), db.TellingRow.change, ids))
    undone = [row for row in rows if row.id in told]
    for row in undone:
        row.told_as, row.kind = row.told_as or row.kind, ChangeKind.UNDONE.value
        row.before = row.after = None
    session.flush()
    for some in db.batches([number for number in ids if number not in told]):
        session.exec(delete(db.ChangePlaceRow).where(col(db.ChangePlaceRow.change).in_(some)))
        session.exec(delete(db.ChangeRow).where(col(db.ChangeRow.id).in_(some)))
    return undone


_Compared = tuple[int | None, int]
"""The edition that a message compared with, None where nothing stood before, and the one that it told of."""


def _compared(session: Session, rows: Sequence[db.ChangeRow]) -> dict[int, list[_Compared]]:
    """Return by change which editions the messages compared that told it."""
    told = select(db.TellingRow.change, db.DeliveryRow).join(
        db.DeliveryRow, col(db.DeliveryRow.id) == col(db.TellingRow.delivery)
    )
    spans: dict[int, list[_Compared]] = defaultdict(list)
    for change, delivery in db.select_in(session, told, db.TellingRow.change, [row.id for row in rows]):
        news = readable(delivery)
        if isinstance(news, AlertPayload | EventPayload):
            spans[change].append((news.compared_from, news.edition))
    return spans


def _nets(rows: Sequence[db.ChangeRow]) -> dict[int | None, list[db.ChangeRow]]:
    """Return what is derived, by lineage, in the order of the log."""
    by_lineage: dict[int | None, list[db.ChangeRow]] = defaultdict(list)
    for row in rows:
        by_lineage[row.lineage].append(row)
    return by_lineage


def _is_net(
    row: db.ChangeRow,
    compared: _Compared,
    past: Past,
    nets: Mapping[int | None, Sequence[db.ChangeRow]],
    keys: Mapping[int, bytes],
) -> bool:
    """Tell whether a change that was told is what two editions, and those between them, tell together."""
    order = past.order
    begin, end = order.get(compared[0] or 0, -1), order.get(compared[1], len(order))
    steps = [each for each in nets.get(row.lineage, ()) if begin < order[each.edition] <= end]
    if not steps:
        return False
    ends = keys.get(steps[0].before_printing or 0), keys.get(steps[-1].after_printing or 0)
    return ends == (keys.get(row.before_printing or 0), keys.get(row.after_printing or 0))
