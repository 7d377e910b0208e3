"""A row with its place, and what can happen to it between two editions. Frozen values."""

from dataclasses import dataclass

from models.values import ChangeKind, Listing, Resolution


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
        kind: Added, removed, corrected, moved or newly known.
        before: The row as it stood; None when added.
        after: The row as it stands; None when removed.
        differences: The fields of the one cell that differs, when corrected or moved.
        possibly_same: Removed and added rows that could be one, where no pair was certain.
        late: An added event of days that an earlier edition covered already: recorded late, no news of
            this week.
    """

    kind: ChangeKind
    before: Row | None = None
    after: Row | None = None
    differences: tuple[Difference, ...] = ()
    possibly_same: bool = False
    late: bool = False

    @property
    def states(self) -> frozenset[str]:
        """USPS abbreviations that the change concerns, those of mere candidates included."""
        return frozenset().union(*(states_of(row) for row in (self.before, self.after) if row))

    @property
    def places(self) -> frozenset[str]:
        """GEOIDs of the places that its rows name."""
        sides = (row for row in (self.before, self.after) if row)
        return frozenset(place.geoid for row in sides for place in row.resolution.places)


def states_of(row: Row) -> frozenset[str]:
    """Return the USPS abbreviations of a row: its own, its places' and its candidates'."""
    found = {place.state for place in (*row.resolution.places, *row.resolution.candidates)}
    return frozenset(found | {row.listing.state} - {""})
