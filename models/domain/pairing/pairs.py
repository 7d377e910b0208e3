"""Pairs rows that are gone with rows that are new, one to one, and guesses nothing.

The nearest fits are taken first: a slip, then a row of the same name, then others. Rows are paired where
neither has another partner as near; where partners compete, rows are removed and added, marked
`possibly_same`. Rows of a list that say the same are interchangeable: which of them is paired is no guess.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from models.domain.listings import CELLS, STATE, collapse, comparable, event_day, place_text
from models.domain.pairing.fits import EVENTS, Closeness, Fit, fits
from models.domain.pairing.slips import Slip
from models.domain.row_diff import Change, Difference, Row, geoids, is_certain
from models.domain.values import ChangeKind, Listing, Period

_KINDS = list(ChangeKind)
_Sides = tuple[int, int]
"""A row that is gone and one that is new, by their numbers; twins have one number."""


def pair(gone: Sequence[Row], new: Sequence[Row], *, seen: date | None = None) -> tuple[Change, ...]:
    """Return the changes between rows that are gone and rows that are new.

    Args:
        gone: Rows that stood.
        new: Rows that come.
        seen: The day on which these were seen, UTC: a date after it can't be. None where nobody knows.
    """
    before, after = _twins(gone), _twins(new)
    found = fits([rows[0] for rows in before], [rows[0] for rows in after], seen)
    pairs = _paired(found)
    changes = []
    for left, right in pairs:
        sides = zip(before[left], after[right], strict=False)
        changes += [_one(old, fresh, found[left, right]) for old, fresh in sides]
        told = min(len(before[left]), len(after[right]))
        before[left], after[right] = before[left][told:], after[right][told:]
    taken = [{sides[side] for sides in pairs} for side in (0, 1)]
    doubtful = [sides for sides in found if sides[0] not in taken[0] and sides[1] not in taken[1]]
    for side, rows in enumerate((before, after)):
        unsure = {sides[side] for sides in doubtful}
        changes += [
            _alone(row, gone=side == 0, possibly_same=number in unsure)
            for number, several in enumerate(rows)
            for row in several
        ]
    return tuple(sorted(changes, key=_order))


def may_be_one(gone: Sequence[Row], new: Sequence[Row]) -> set[tuple[int, int]]:
    """Return which rows that are gone may be one with which that are new, by their numbers from 0."""
    return set(fits(gone, new, None))


def _twins(rows: Sequence[Row]) -> list[list[Row]]:
    """Return rows, those of a list together that say the same; each event is a row of its own."""
    together: dict[object, list[Row]] = defaultdict(list)
    for number, row in enumerate(rows):
        together[number if row.listing.kind in EVENTS else row.key].append(row)
    return [sorted(several, key=_place) if len(several) > 1 else several for several in together.values()]


def _place(row: Row) -> tuple[object, ...]:
    return (sorted(geoids(row)), row.listing.as_read, row.ordinal)


def _paired(found: Mapping[_Sides, Fit]) -> set[_Sides]:
    """Return which fits are one to one, the nearest first."""
    pairs: set[_Sides] = set()
    for closeness in (each for each in Closeness if each is not Closeness.DOUBTFUL):
        taken = [{sides[side] for sides in pairs} for side in (0, 1)]
        near = [
            sides
            for sides, fit in found.items()
            if fit.closeness <= closeness and sides[0] not in taken[0] and sides[1] not in taken[1]
        ]
        lefts, rights = (Counter(sides[side] for sides in near) for side in (0, 1))
        pairs |= {sides for sides in near if lefts[sides[0]] == 1 and rights[sides[1]] == 1}
    return pairs


def _one(before: Row, after: Row, fit: Fit) -> Change:
    differing = differences(before.listing, after.listing)
    if fit.closeness is Closeness.SLIP:
        return Change(ChangeKind.SLIP, before, after, differing, mends=fit.slip is Slip.BEFORE)
    stateless = bool(before.listing.state) != bool(after.listing.state)
    resolved = is_certain(before) and is_certain(after) and not stateless
    kind = ChangeKind.MOVED if resolved and geoids(before) != geoids(after) else ChangeKind.CORRECTED
    return Change(kind, before, after, differing)


def misprint(change: Change) -> tuple[str, str]:
    """Return what a slip prints, and for what: the one cell in which its texts differ, else a field."""
    before, after = (row.listing.as_read if row else "" for row in (change.before, change.after))
    texts = differing_cell(before, after)
    if texts is None:
        texts = next(((each.before, each.after) for each in change.differences), ("", ""))
    return (texts[0], texts[1]) if change.mends else (texts[1], texts[0])


def differing_cell(before: str, after: str) -> tuple[str, str] | None:
    """Return the one cell in which the texts of two rows differ; None where that is none, or several."""
    cells = [text.split(" | ") for text in (before, after)]
    if len(cells[0]) != len(cells[1]):
        return None
    differing = [pair for pair in zip(*cells, strict=True) if comparable(pair[0]) != comparable(pair[1])]
    return (collapse(differing[0][0]), collapse(differing[0][1])) if len(differing) == 1 else None


def _alone(row: Row, *, gone: bool, possibly_same: bool) -> Change:
    if gone:
        return Change(ChangeKind.REMOVED, before=row, possibly_same=possibly_same)
    return Change(ChangeKind.ADDED, after=row, possibly_same=possibly_same)


def differences(before: Listing, after: Listing) -> tuple[Difference, ...]:
    """Return the fields of its identity in which one row differs from another."""
    names = [name for fields in CELLS[before.kind] for name in fields]
    values = ((name, _text(before, name), _text(after, name)) for name in names)
    return tuple(Difference(*each) for each in values if comparable(each[1]) != comparable(each[2]))


def _text(listing: Listing, name: str) -> str:
    value = listing.state if name == STATE else listing.fields.get(name)
    return "" if value is None else str(value)


def _order(change: Change) -> tuple[object, ...]:
    row = change.after or change.before
    assert row is not None  # noqa: S101 - a change has at least one row
    return (_KINDS.index(change.kind), row.listing.state, comparable(place_text(row.listing)), row.key)


def pair_of_release(gone: Sequence[Row], new: Sequence[Row], covered: Period | None) -> tuple[Change, ...]:
    """Return the changes between rows that a release would hold again, and its new ones.

    A row is only paired with one of the same day: what else tells the rows of one jail apart is
    so little that a detainer that is gone and another one that came would read as a correction.

    Args:
        gone: Rows that stood.
        new: Rows that come.
        covered: First and last day of all releases before it; None if there is none.
    """
    changes = [change for old, fresh in _by_day(gone, new) for change in pair(old, fresh)]
    return tuple(
        replace(change, late=True) if _is_late(change, covered) else change
        for change in sorted(changes, key=lambda change: _KINDS.index(change.kind))
    )


def _is_late(change: Change, covered: Period | None) -> bool:
    if change.kind is not ChangeKind.ADDED or change.after is None or covered is None:
        return False
    day = event_day(change.after.listing)
    return day is None or day <= covered.last


def _by_day(gone: Sequence[Row], new: Sequence[Row]) -> Iterator[tuple[list[Row], list[Row]]]:
    days: dict[date, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((gone, new)):
        for row in rows:
            days[event_day(row.listing) or date.min][side].append(row)
    yield from (days[day] for day in sorted(days))
