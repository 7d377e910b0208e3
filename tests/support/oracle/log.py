"""A source's log as it is handed over, what is asked of it, and what the oracle keeps after each entry."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal, NamedTuple

from models.domain import ChangeKind, Listing, Mark, Period, keys

Decision = Literal["accepted", "held", "rejected", "accepted late"]
Kind = Literal["state", "confirmed", "event", "cumulative"]


@dataclass(frozen=True)
class Entry:
    """One edition in a source's log.

    Attributes:
        name: Which one to arrive it is, counted from 0.
        stood: Where it stands in the log, UTC; no other entry of the log stands there.
        rows: As printed, in order, each with its page and position.
        partial: A copy that lacks rows: what it doesn't mention stands on.
        said_off: Rows that a partial copy names as no longer on the list, below its own.
        period: Of an event edition its series; of a release of a cumulative list the days it covers.
        decision: Held and rejected ones change nothing. One that is accepted late is held as it
            arrives, and accepted when all others have arrived; it then stands at its place in the log.
        struck: Rows that are crossed out, above the others.
    """

    name: int
    stood: datetime
    rows: tuple[Listing, ...]
    partial: bool = False
    said_off: tuple[Listing, ...] = ()
    period: Period | None = None
    decision: Decision = "accepted"
    struck: tuple[Listing, ...] = ()

    @cached_property
    def keys(self) -> list[bytes]:
        """What each row says."""
        return keys(self.rows)

    @property
    def off(self) -> Counter[bytes]:
        """What it names as gone."""
        return Counter(keys((*self.struck, *self.said_off)))


class Shown(NamedTuple):
    """A row of a printed list, and how the document shows it."""

    listing: Listing
    mark: Mark = Mark.PRINTED


class Happening(NamedTuple):
    """What happened to one row; `before` and `after` as they were printed last."""

    kind: ChangeKind
    before: Listing | None
    after: Listing | None
    possibly_same: bool = False
    late: bool = False


class Stood(NamedTuple):
    """A row that stands, and why although the edition doesn't print it; empty where it does."""

    listing: Listing
    reason: str = ""


@dataclass(frozen=True)
class One:
    """One of the rows that stand: which lineage it is the present state of, and when that began."""

    lineage: int
    key: bytes
    begun: int
    stood: Stood
    meant: Listing
    """What it says: its newest printing but for slips, of which it has the place and the state."""
    slip: bytes = b""
    """What its newest printing says by itself, where that is a slip."""
    place: int | None = None
    """Where it stands in the newest entry, from 0; None if it isn't printed there."""
    missing: Entry | None = None
    like: bool = False
    """The entry that lacked it first had a row that may be the same."""


@dataclass
class Series:
    """A series after some of its entries: each step makes the next one of it."""

    entries: list[Entry] = field(default_factory=list)
    meant: list[list[bytes]] = field(default_factory=list)
    """What each row of each entry says, slips as what they are slips of."""
    stands: list[One] = field(default_factory=list)
    ended: list[One] = field(default_factory=list)
    """Last states of the lineages that don't stand; the last that ended is the first to return."""
    changes: list[Happening] = field(default_factory=list)
    arrivals: dict[int, Happening] = field(default_factory=dict)
    departures: dict[int, Happening] = field(default_factory=dict)
    mends: dict[int, tuple[bytes, bytes]] = field(default_factory=dict)
    """By lineage what a row said while it was a slip of what it says now."""
    gone: set[int] = field(default_factory=set)
    """Lineages that a later entry confirmed to be gone since this one."""

    @property
    def as_of(self) -> list[One]:
        """What stood after it, as far as is known by now."""
        return [one for one in self.stands if one.lineage not in self.gone]
