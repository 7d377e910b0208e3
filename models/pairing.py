"""Which gone row became which new one: without a guess, or not at all. Pure.

A gone row and a new row are paired only where they agree in all printed cells but one, and
neither has another such partner. Everything else is removed and added; where partners
compete, the rows are marked `possibly_same`.
"""

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from models.changes import Change, Difference, Row
from models.listings import CELLS, STATE, cell, comparable, place_text
from models.values import ChangeKind, Listing, ListingKind, Outcome

ALIKE = 0.85
"""Share of letters in common from which two names may be one name misspelt."""

_NAMED_BY_PLACE = frozenset({ListingKind.DESIGNATION, ListingKind.TALLY})
"""Kinds whose other cells don't tell rows apart, so that a new name may be another place."""


def pair(gone: Sequence[Row], new: Sequence[Row]) -> tuple[Change, ...]:
    """Return the changes between rows that are gone and rows that are new."""
    partners = _partners(gone, new)
    suitors = Counter(index for found in partners.values() for index in found)
    changes, paired = [], set()
    for left, row in enumerate(gone):
        found = partners[left]
        if len(found) == 1 and suitors[found[0]] == 1:
            paired.add(found[0])
            changes.append(_corrected(row, new[found[0]]))
        else:
            changes.append(Change(ChangeKind.REMOVED, before=row, possibly_same=bool(found)))
    changes += [
        Change(ChangeKind.ADDED, after=row, possibly_same=suitors[right] > 0)
        for right, row in enumerate(new)
        if right not in paired
    ]
    return tuple(sorted(changes, key=_order))


def _partners(gone: Sequence[Row], new: Sequence[Row]) -> dict[int, list[int]]:
    """Return for each gone row the new rows that differ from it in one cell alone."""
    index: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for right, row in enumerate(new):
        for left_out in _left_out(row.listing):
            index[left_out].append(right)
    found: dict[int, list[int]] = {}
    for left, row in enumerate(gone):
        matches = {right for left_out in _left_out(row.listing) for right in index[left_out]}
        found[left] = sorted(right for right in matches if _may_be_one(row, new[right]))
    return found


def _left_out(listing: Listing) -> Iterable[tuple[object, ...]]:
    cells = [cell(listing, fields) for fields in CELLS[listing.kind]]
    for number in range(len(cells)):
        yield (listing.kind, number, *cells[:number], *cells[number + 1 :])


def _may_be_one(before: Row, after: Row) -> bool:
    """Tell whether two rows that differ in one cell may be one row.

    A designation whose name differs is another place, unless both names mean the same
    place, are the same name in another state, or one of them is misspelt.
    """
    if before.listing.kind not in _NAMED_BY_PLACE:
        return True
    old, new = _bare(before.listing), _bare(after.listing)
    if old == new:
        return True
    if _certain(before) and _certain(after):
        return _geoids(before) == _geoids(after)
    first, second = sorted((old, new))
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE


def _bare(listing: Listing) -> str:
    """Return the name that a row gives its place, without a state behind a comma."""
    return comparable(re.sub(r",[^,]*$", "", place_text(listing)))


def _certain(row: Row) -> bool:
    return row.resolution.outcome is Outcome.RESOLVED


def _geoids(row: Row) -> frozenset[str]:
    return frozenset(place.geoid for place in row.resolution.places)


def _corrected(before: Row, after: Row) -> Change:
    resolved = _certain(before) and _certain(after)
    kind = ChangeKind.MOVED if resolved and _geoids(before) != _geoids(after) else ChangeKind.CORRECTED
    return Change(kind, before, after, _differences(before.listing, after.listing))


def _differences(before: Listing, after: Listing) -> tuple[Difference, ...]:
    names = [name for fields in CELLS[before.kind] for name in fields]
    said = ((name, _said(before, name), _said(after, name)) for name in names)
    return tuple(Difference(*each) for each in said if comparable(each[1]) != comparable(each[2]))


def _said(listing: Listing, name: str) -> str:
    value = listing.state if name == STATE else listing.fields.get(name)
    return "" if value is None else str(value)


_KINDS = list(ChangeKind)


def _order(change: Change) -> tuple[object, ...]:
    row = change.after or change.before
    assert row is not None  # noqa: S101 - a change has at least one row
    return (_KINDS.index(change.kind), row.listing.state, comparable(place_text(row.listing)), row.key)
