"""What changed between two editions of a list: pure and whatever their order.

Rows are a multiset: three rows that say the same are three rows. Rows that stand in both
editions cancel out by their key; `models.pairing` makes changes of what is left.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from models.changes import Change, Row
from models.pairing import pair
from models.values import ChangeKind, ListingKind


def compare(before: Counter[bytes], after: Counter[bytes]) -> tuple[Counter[bytes], Counter[bytes]]:
    """Return which keys are gone and which are new, with their multiplicities."""
    differing = {key for key, _ in before.items() ^ after.items()}
    counts = {key: before[key] - after[key] for key in differing}
    gone = Counter({key: count for key, count in counts.items() if count > 0})
    new = Counter({key: -count for key, count in counts.items() if count < 0})
    return gone, new


def diff(before: Sequence[Row], after: Sequence[Row]) -> tuple[Change, ...]:
    """Return the changes that make `after` of `before`; the order of rows never matters."""
    gone, new = compare(Counter(row.key for row in before), Counter(row.key for row in after))
    return pair(take(before, gone), take(after, new))


def take(rows: Iterable[Row], wanted: Counter[bytes]) -> list[Row]:
    """Return as many of the rows as are wanted of each key."""
    left, taken = Counter(wanted), []
    for row in rows:
        if left[row.key] > 0:
            left[row.key] -= 1
            taken.append(row)
    return taken


def newly_known(
    changes: Iterable[Change], *, before_partial: bool, after_partial: bool = False
) -> tuple[Change, ...]:
    """Return the changes with those marked that only an incomplete transcription makes.

    Rows first seen after a partial edition are newly known; so is the end of a tally that
    the whole edition replaces by its rows.
    """
    return tuple(
        replace(change, kind=ChangeKind.NEWLY_KNOWN)
        if before_partial and _only_copied(change, after_partial=after_partial)
        else change
        for change in changes
    )


def _only_copied(change: Change, *, after_partial: bool) -> bool:
    tally = change.before is not None and change.before.listing.kind is ListingKind.TALLY
    replaced = change.kind is ChangeKind.REMOVED and tally and not after_partial
    return change.kind is ChangeKind.ADDED or replaced
