"""What a release changes of those before it, where each holds everything again. Pure.

Releases are compared by what their rows say, over the days that both cover: an identifier is
another one in each release, so nobody can be found again by it. A row of a day before a release
begins stands on. A row of a day that an earlier release covered, which comes first now, was
recorded late and is no news of this week.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from models.changes import Change, Row
from models.diff import compare, pick
from models.listings import iso_day
from models.pairing import pair
from models.values import ChangeKind, Listing, Period

Load = Callable[[Counter[bytes]], Sequence[Row]]


def changes_of_release(
    stood: Counter[bytes], after: Sequence[Row], load: Load, covers: Period | None, covered: Period | None
) -> tuple[Change, ...]:
    """Return what a release changes of what stands; the order of rows never matters.

    A row is only paired with one of the same day: what else tells the rows of one jail apart is
    so little that a detainer that is gone and another one that came would read as a correction.

    Args:
        stood: The keys of the rows that stand, with how often each.
        after: The rows of the release.
        load: Gives the rows that stand under some of those keys.
        covers: First and last day of the release, by all its rows; None removes nothing.
        covered: First and last day of all releases before it; None if there is none.
    """
    gone, new = compare(stood, Counter(row.key for row in after))
    told_again = [row for row in load(gone) if is_told_again(row.listing, covers, covered)]
    found = [change for old, fresh in _by_day(told_again, pick(after, new)) for change in pair(old, fresh)]
    return tuple(
        replace(change, late=True) if _is_late(change, covered) else change
        for change in sorted(found, key=lambda change: list(ChangeKind).index(change.kind))
    )


def is_told_again(listing: Listing, covers: Period | None, covered: Period | None) -> bool:
    """Tell whether a row that stands would be in a release if it still were true.

    A row without a day would only be in a release that covers all days covered before.
    """
    if covers is None:
        return False
    day = event_day(listing)
    if day is None:
        return covered is None or (covers.first <= covered.first and covers.last >= covered.last)
    return covers.first <= day <= covers.last


def event_day(listing: Listing) -> date | None:
    """Return the day of an event: when its detainer was issued, else declined; None if no row says so."""
    return iso_day(listing.fields.get("issued")) or iso_day(listing.fields.get("declined"))


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
