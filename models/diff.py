"""What changed between two editions of a list: pure and whatever their order.

Rows are a multiset: three rows that say the same are three rows. Rows that stand in both
editions cancel out by their key; `models.pairing` makes changes of what is left.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from models.changes import Change, Row
from models.pairing import pair
from models.values import ChangeKind, ListingKind


def diff(
    stood: Counter[bytes], after: Sequence[Row], load: Callable[[Counter[bytes]], Sequence[Row]]
) -> tuple[Change, ...]:
    """Return the changes that make the new edition of what stood; the order of rows never matters.

    Args:
        stood: The keys of the rows that stood, with how often each.
        after: The rows of the new edition.
        load: Gives the rows that stood under some of those keys: of a hundred thousand rows
            only those that are gone need to be read.
    """
    gone, new = compare(stood, Counter(row.key for row in after))
    return pair(load(gone), pick(after, new))


def compare(before: Counter[bytes], after: Counter[bytes]) -> tuple[Counter[bytes], Counter[bytes]]:
    """Return which keys are gone and which are new, with their multiplicities."""
    differing = {key for key, _ in before.items() ^ after.items()}
    counts = {key: before[key] - after[key] for key in differing}
    gone = Counter({key: count for key, count in counts.items() if count > 0})
    new = Counter({key: -count for key, count in counts.items() if count < 0})
    return gone, new


def pick(rows: Iterable[Row], wanted: Counter[bytes]) -> list[Row]:
    """Return as many of the rows as are wanted of each key."""
    left, picked = Counter(wanted), []
    for row in rows:
        if left[row.key] > 0:
            left[row.key] -= 1
            picked.append(row)
    return picked


def mentioned(stood: Counter[bytes], after: Counter[bytes], said_gone: Counter[bytes]) -> Counter[bytes]:
    """Return what stood, without the rows of which a partial edition says nothing."""
    return (stood & after) + ((stood - after) & said_gone)


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
