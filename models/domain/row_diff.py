"""What changed between two editions of a list, or a release and those before it. Pure.

Rows are a multiset: three rows that say the same are three rows. Rows that stand in both
editions cancel out by their key, whatever their order. What is left is gone or new; which of them
are one row after all, `models.domain.pairing` says.

Releases each hold everything again, and are compared by what their rows say over the days that both
cover: an identifier is another one in each release, so nobody can be found again by it. A row of a
day before a release begins stands on. A row of a day that an earlier release covered, which comes
first now, was recorded late and is no news of this week.
"""

import difflib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.domain.listings import event_day
from models.domain.values import ChangeKind, Listing, ListingKind, Outcome, Period, Resolution


@dataclass(frozen=True, slots=True)
class Row:
    """A listing with its 16-byte key and what the resolver made of its place.

    `stored` is the id of the listing that it is in the database, or that it continues there;
    `ordinal` is where it stands in its document, counted from 1. `check_first` says in a sentence
    why its place may be a namesake of the one that was meant; empty for most rows.
    """

    listing: Listing
    key: bytes
    resolution: Resolution
    stored: int | None = None
    ordinal: int = 0
    check_first: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a corrected or moved row."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one row.

    Attributes:
        kind: Added, removed, corrected, moved, a slip, or newly known.
        before: The row as it stood; None when added.
        after: The row as it stands; None when removed.
        differences: The fields that differ, when corrected, moved or a slip.
        possibly_same: Removed and added rows that could be one, where no pair was certain.
        late: An added event of days that an earlier edition covered already: recorded late, no news of
            this week.
        mends: A slip that ends: the row before was the misprint.
        quiet: A row of the state kind that came or left while an equal one stands: the list says what it
            said, so nobody is told.
        renewed: A removed agreement of which a later one stands, of the same agency and support: it was
            signed anew, and is no departure. The dates differ.
    """

    kind: ChangeKind
    before: Row | None = None
    after: Row | None = None
    differences: tuple[Difference, ...] = ()
    possibly_same: bool = False
    late: bool = False
    mends: bool = False
    quiet: bool = False
    renewed: bool = False

    @property
    def told_as(self) -> ChangeKind:
        """As what people hear of it."""
        return ChangeKind.CORRECTED if self.renewed else self.kind

    @property
    def states(self) -> frozenset[str]:
        """USPS abbreviations that the change concerns, those of mere candidates included."""
        sides = [row for row in (self.before, self.after) if row]
        places = (place for row in sides for place in (*row.resolution.places, *row.resolution.candidates))
        return frozenset({*(place.state for place in places), *(row.listing.state for row in sides)} - {""})

    @property
    def places(self) -> frozenset[str]:
        """GEOIDs of the places that its rows name."""
        sides = (row for row in (self.before, self.after) if row)
        return frozenset(place.geoid for row in sides for place in row.resolution.places)


def joined(states: frozenset[str]) -> str:
    """Return states as a stored change keeps them: `,MA,NY,`."""
    return f",{','.join(sorted(states))}," if states else ""


ALIKE = 0.85
"""Share of letters in common from which two names may be one name misspelt."""


def are_alike(first: str, second: str, share: float = ALIKE) -> bool:
    """Tell whether two texts have a share of their letters in common, whichever comes first."""
    first, second = sorted((first, second))
    if 2 * min(len(first), len(second)) < share * (len(first) + len(second)):
        return False
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    return matcher.quick_ratio() >= share and matcher.ratio() >= share


def is_certain(row: Row) -> bool:
    """Tell whether a row names places that are known."""
    return row.resolution.outcome is Outcome.RESOLVED


def geoids(row: Row) -> frozenset[str]:
    """Return the GEOIDs of the places that a row names."""
    return frozenset(place.geoid for place in row.resolution.places)


def compare(before: Counter[bytes], after: Counter[bytes]) -> tuple[Counter[bytes], Counter[bytes]]:
    """Return which keys are gone and which are new, with their multiplicities."""
    differing = {key for key, _ in before.items() ^ after.items()}
    counts = {key: before[key] - after[key] for key in differing}
    gone = Counter({key: count for key, count in counts.items() if count > 0})
    new = Counter({key: -count for key, count in counts.items() if count < 0})
    return gone, new


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
