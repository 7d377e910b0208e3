"""Stored changes say what is derived of a log now; what was told and is derived no more is kept as undone."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete
from sqlmodel import Session, col, select

from models import db
from models.domain import ChangeKind, RowChange, printed_only
from models.editions.rewriting.past import Past, set_columns
from models.editions.row_writer import Arrival, Between, Told, add_changes, cited, of_listings, told_columns
from models.messaging import AlertPayload, EventPayload, readable
from models.queries import ROWS, entries_of, reading_of, wordings_of

_Same = tuple[str, int | None, bytes | None, bytes | None]
"""What makes two changes one: their kind, lineage, and what their rows say."""

_Keys = Mapping[int, tuple[bytes, bytes]]
"""What printings say, and how, by their ids."""


@dataclass(frozen=True, slots=True)
class _Derived:
    """A change that is derived of an edition. Most are stored already, so no row is made of them."""

    arrival: Arrival
    told: Told

    @property
    def printings(self) -> tuple[int, int]:
        """Ids of the printings of the rows before and after; 0 where there is none."""
        was, stands = self.told.was, self.told.stands
        return was.printing if was else 0, stands.printing if stands else 0

    def same(self, keys: _Keys) -> _Same:
        """Return what makes it one with a stored change."""
        return self.told.change.kind.value, self.told.lineage, *_said(self.printings, keys)


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
    keys = wordings_of(session, _printings(stored, derived))
    left: dict[_Same, list[db.ChangeRow]] = defaultdict(list)
    for row in stored:
        row.lineage = merged.get(row.lineage or 0, row.lineage)
        left[_same(row, keys)].append(row)
    for each in derived:
        same, edition = left[each.same(keys)], each.arrival.edition
        known = next((row for row in same if row.edition == edition), None) or (same[0] if same else None)
        if known:
            same.remove(known)
            _copy(each, known)
        else:
            add_changes(session, each.arrival, [each.told])
    session.flush()
    undone = _undo(session, [row for several in left.values() for row in several])
    nets = _nets(derived)
    spans = _compared(session, undone)
    untrue = []
    for row in undone:
        compared = spans.get(row.id or 0, [(None, row.edition)])
        if not row.asked and not all(_is_net(row, each, past, nets, keys) for each in compared):
            untrue.append(row)
    for row in untrue:
        row.asked = True
    return untrue


def _told(session: Session, past: Past, listings: Mapping[int, int]) -> list[_Derived]:
    """Return what is derived of each edition."""
    derived = []
    before = past.state.edition
    changes: dict[int, list[RowChange]] = defaultdict(list)
    for edition, change in past.derived.changes:
        changes[edition].append(change)
    lineages = {**listings, **past.lineages}
    for edition, arrival in past.arrivals.items():
        printed = reading_of(session, edition, 1)
        entries = printed_only(entries_of(session, printed)) if printed and changes[edition] else []
        told = cited(session, changes[edition], Between(past.wordings, entries, before))
        derived += [_Derived(arrival, of_listings(each, listings, lineages)) for each in told]
        before = edition
    return derived


def _changes_of(session: Session, past: Past) -> list[db.ChangeRow]:
    kinds = [kind.value for kind in (*ROWS, ChangeKind.UNDONE)]
    changes = select(db.ChangeRow).where(col(db.ChangeRow.kind).in_(kinds)).order_by(col(db.ChangeRow.id))
    return list(db.select_in(session, changes, db.ChangeRow.edition, past.order))


def _printings(stored: Sequence[db.ChangeRow], derived: Sequence[_Derived]) -> set[int]:
    of_stored = {each or 0 for row in stored for each in (row.before_printing, row.after_printing)}
    return (of_stored | {printing for each in derived for printing in each.printings}) - {0}


def _same(row: db.ChangeRow, keys: _Keys) -> _Same:
    printings = row.before_printing or 0, row.after_printing or 0
    return row.told_as or row.kind, row.lineage, *_said(printings, keys)


def _said(printings: tuple[int, int], keys: _Keys) -> tuple[bytes | None, bytes | None]:
    before, after = (keys[each][0] if each in keys else None for each in printings)
    return before, after


def _copy(derived: _Derived, stored: db.ChangeRow) -> None:
    """Let a stored change say what is derived of it now; what brought it may be an earlier edition."""
    columns = told_columns(derived.arrival, derived.told)
    set_columns(stored, {**columns, "told_as": "", "asked": False})


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


def _nets(derived: Sequence[_Derived]) -> dict[int | None, list[_Derived]]:
    """Return what is derived, by lineage, in the order of the log."""
    by_lineage: dict[int | None, list[_Derived]] = defaultdict(list)
    for each in derived:
        by_lineage[each.told.lineage].append(each)
    return by_lineage


def _is_net(
    row: db.ChangeRow,
    compared: _Compared,
    past: Past,
    nets: Mapping[int | None, Sequence[_Derived]],
    keys: _Keys,
) -> bool:
    """Tell whether a change that was told is what two editions, and those between them, tell together."""
    order = past.order
    begin, end = order.get(compared[0] or 0, -1), order.get(compared[1], len(order))
    steps = [each for each in nets.get(row.lineage, ()) if begin < order[each.arrival.edition] <= end]
    if not steps:
        return False
    ends = _said((steps[0].printings[0], steps[-1].printings[1]), keys)
    return ends == _said((row.before_printing or 0, row.after_printing or 0), keys)
