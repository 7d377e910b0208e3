"""What a source's log and what follows from it are made of: entries, intervals, changes. Pure.

A list's editions are entries, in the order in which they *stood*. A row is an interval for as long as it
stands in one wording; what it continues is its lineage.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Self

from models.domain.row_diff import Change, Row
from models.domain.values import Outcome, Period

Begun = tuple[datetime, int]
"""When a row began to say what it says: its edition's place in the log (UTC), and its own in the step."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An edition as it stands in its source's log.

    Attributes:
        edition: Its id; 0 before it is written.
        stood: Its place in the log, UTC; unique in its series.
        keys: What each row says that it shows as standing, in the order of the document.
        wordings: How each is printed.
        partial: It is a copy that lacks rows: what it doesn't mention stands on.
        off: Keys of rows that it names as no longer on the list: crossed out, or said off by a copy.
        period: What it covers.
        reading: Which reader's it is: a better reader's reading of an edition is an entry of its own.
        document: SHA-256 of its document.
    """

    edition: int
    stood: datetime
    keys: Sequence[bytes]
    wordings: Sequence[bytes]
    partial: bool = False
    off: Counter[bytes] = field(default_factory=Counter)
    period: Period | None = None
    reading: int = 1
    document: str = ""

    def confirms(self, lacking: "Lacking") -> bool:
        """Tell whether this edition, which lacks a row too, shows that the row is gone.

        Other bytes do six hours later, the same a day later: a file that was put out in haste is often
        followed by its mend (of 449 disappearances over 309 of ICE's workbooks 87 were back in the next).
        """
        since = self.stood - lacking.stood
        return since >= (A_DAY if self.document == lacking.document else SOME_HOURS)


SOME_HOURS, A_DAY = timedelta(hours=6), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Lacking:
    """The first whole edition that lacks a row, of a list whose departures wait to be confirmed.

    Attributes:
        edition: Its id; 0 before it is written.
        stood: Its place in the log, UTC.
        document: SHA-256 of its document.
        possibly_same: It has a new row that may be the one that it lacks.
    """

    edition: int
    stood: datetime
    document: str
    possibly_same: bool = False


@dataclass(frozen=True, slots=True)
class Continued:
    """A row that goes on in a wording that is a slip.

    Attributes:
        said: The key of what the wording says by itself.
        placed: The wording that says what is meant, its place too.
    """

    said: bytes
    placed: bytes


@dataclass(frozen=True, slots=True)
class Interval:
    """A row of a list for as long as it stands in one wording.

    Attributes:
        number: Id of the stored listing; negative while it is only derived.
        lineage: The row that it continues; negative while it is only derived.
        begun: When its lineage began to say this.
        first: Edition that brought this wording.
        since: First edition of the unbroken run that says the same, corrections included.
        printed: The last edition that printed it, once a later one doesn't; None while the newest does.
        outcome: What the resolver makes of its place.
        lacking: The edition since which it is missing, if it is.
        continued: What it is a slip of, if its wording is one.
    """

    number: int
    key: bytes
    wording: bytes
    lineage: int
    begun: Begun
    first: int
    since: int
    printed: int | None = None
    outcome: Outcome = Outcome.RESOLVED
    lacking: Lacking | None = None
    continued: Continued | None = None

    @property
    def placed(self) -> bytes:
        """The wording that tells its place: its own, but for a slip."""
        return self.continued.placed if self.continued else self.wording

    @property
    def noted(self) -> "Noted":
        """What is noted of it beside what it says."""
        return Noted(self.printed, self.lacking)


@dataclass(frozen=True, slots=True)
class Noted:
    """What an edition that doesn't print a row, or prints it again, has noted of it."""

    printed: int | None = None
    lacking: Lacking | None = None


@dataclass(frozen=True, slots=True)
class Until:
    """The edition in which a row is no longer there, and the one by which that is known."""

    edition: int
    known: int


@dataclass(frozen=True, slots=True)
class Ended:
    """A lineage of which nothing stands: when its last state began, and the place (UTC) at which it ended."""

    lineage: int
    begun: Begun
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands after an entry.

    Attributes:
        edition: That of the entry; None before the first.
        standing: Intervals by key, the one that began first first.
        covered: First and last day of all entries so far.
        ended: Lineages that ended in this derivation, by their last key.
        resumed: Lineages that an equal row has gone on with in it.
        numbers: How many intervals and lineages this derivation has begun.
    """

    edition: int | None = None
    partial: bool = False
    standing: Mapping[bytes, tuple[Interval, ...]] = field(default_factory=dict)
    covered: Period | None = None
    ended: Mapping[bytes, tuple[Ended, ...]] = field(default_factory=dict)
    resumed: frozenset[int] = frozenset()
    numbers: int = 0

    @property
    def keys(self) -> Counter[bytes]:
        """How often each row stands."""
        return Counter({key: len(intervals) for key, intervals in self.standing.items()})


@dataclass(frozen=True, slots=True)
class Facts:
    """What a step must know beside keys: asked for few rows only.

    Attributes:
        rows: Rows with their places, by wording.
        ended: Lineages that ended before this derivation, by the key that they ended with.
        in_state: Of some wordings those whose rows are in a state (USPS).
        cumulative: Each edition holds all events of a long period again.
        confirmed: A row that an edition lacks is missing, until a later one confirms that it is gone.
    """

    rows: Callable[[Iterable[bytes]], Mapping[bytes, Row]]
    ended: Callable[[Iterable[bytes]], Mapping[bytes, Sequence[Ended]]]
    in_state: Callable[[str, Collection[bytes]], Collection[bytes]]
    cumulative: bool = False
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class RowChange:
    """A change of one row, with the intervals on its two sides.

    Attributes:
        was: The twin as which the row before is told: of several that say the same one that is printed no
            more; itself, where it has none.
        missing: Of a removal that is confirmed, the edition that lacked the row first.
    """

    change: Change
    before: Interval | None = None
    after: Interval | None = None
    was: Interval | None = None
    missing: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What one entry made of what stood before it.

    Attributes:
        state: What stands after it.
        begun: Intervals that begin, in the order of the document.
        ended: When intervals end, by their numbers.
        noted: By the number of an interval that stands on, what is newly noted of it.
        changes: What it tells.
        slips: What goes on under a misprint, or its mend: told to operators only.
        missing: What it lacks first, and may print again.
    """

    state: Standing
    begun: tuple[Interval, ...] = ()
    ended: Mapping[int, Until] = field(default_factory=dict)
    noted: Mapping[int, Noted] = field(default_factory=dict)
    changes: tuple[RowChange, ...] = ()
    slips: tuple[RowChange, ...] = ()
    missing: tuple[Interval, ...] = ()

    def of_edition(self, edition: int) -> Self:
        """Return the step of an edition that was compared before it was written, as edition 0."""
        begun = tuple(_of_edition(each, edition) for each in self.begun)
        new = {each.number: each for each in begun}
        changes = tuple(
            replace(each, after=new[each.after.number]) if each.after else each for each in self.changes
        )
        ended = {number: Until(each.edition or edition, edition) for number, each in self.ended.items()}
        noted = {number: _noted_by(each, edition) for number, each in self.noted.items()}
        return replace(self, begun=begun, changes=changes, ended=ended, noted=noted)


def _of_edition(interval: Interval, edition: int) -> Interval:
    return replace(interval, first=edition, since=interval.since or edition)


def _noted_by(noted: Noted, edition: int) -> Noted:
    lacking = noted.lacking
    if lacking is None or lacking.edition:
        return noted
    return replace(noted, lacking=replace(lacking, edition=edition))


@dataclass(frozen=True, slots=True)
class Derived:
    """What the steps from a place in a log on give together.

    Attributes:
        begun: Intervals that begin, by their numbers, in the order of the log and of its documents.
        until: When intervals end, by their numbers.
        noted: By the number of an interval from before, what is noted of it at last.
        changes: Each with its edition.
    """

    begun: Mapping[int, Interval] = field(default_factory=dict)
    until: Mapping[int, Until] = field(default_factory=dict)
    noted: Mapping[int, Noted] = field(default_factory=dict)
    changes: Sequence[tuple[int, RowChange]] = ()


def derive(steps: Iterable[tuple[int, Step]]) -> Derived:
    """Return what steps that follow each other give together, each with its edition."""
    begun: dict[int, Interval] = {}
    until: dict[int, Until] = {}
    noted: dict[int, Noted] = {}
    changes: list[tuple[int, RowChange]] = []
    for edition, each in steps:
        until |= each.ended
        begun |= {interval.number: interval for interval in each.begun}
        for number, note in each.noted.items():
            if number in begun:
                begun[number] = replace(begun[number], printed=note.printed, lacking=note.lacking)
            else:
                noted[number] = note
        changes += [(edition, change) for change in each.changes]
    return Derived(begun, until, noted, changes)
