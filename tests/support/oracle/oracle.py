"""What a source's log means, by the design's rules, taken as literally as they can be.

It keeps whole entries, and when there is another one derives everything from all of them again, in the
order in which they stood. It knows no table and no derived fact; what a row's identity is, and which rows
are one corrected row, it takes from the domain's rules as given.

Rows that say the same are interchangeable. Where it must choose among them, it takes the n-th of equals
for the n-th; `agreement` knows where the choice doesn't count.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Literal, NamedTuple

from models.domain import (
    Change,
    ChangeKind,
    Listing,
    ListingKind,
    Mark,
    Outcome,
    Period,
    Resolution,
    Row,
    event_day,
    key,
    keys,
)
from models.domain.pairing import pair
from models.domain.row_diff import is_told_again

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
class _One:
    """One of the rows that stand: which lineage it is the present state of, and when that began."""

    lineage: int
    key: bytes
    begun: int
    stood: Stood
    missing: Entry | None = None
    like: bool = False
    """The entry that lacked it first had a row that may be the same."""


@dataclass
class _Series:
    """A series after some of its entries: each step makes the next one of it."""

    entries: list[Entry] = field(default_factory=list)
    stands: list[_One] = field(default_factory=list)
    ended: list[_One] = field(default_factory=list)
    """Last states of the lineages that don't stand; the last that ended is the first to return."""
    changes: list[Happening] = field(default_factory=list)
    arrivals: dict[int, Happening] = field(default_factory=dict)
    departures: dict[int, Happening] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    """Lineages that a later entry confirmed to be gone since this one."""

    @property
    def as_of(self) -> list[_One]:
        """What stood after it, as far as is known by now."""
        return [one for one in self.stands if one.lineage not in self.gone]


class Oracle:
    """Answers for a log that is handed over entry by entry, in any order.

    Args:
        kind: Of the source: `state`, `confirmed` (the same, where departures wait to be confirmed), `event`,
            or `cumulative` (releases of events).
        resolve: Gives the place of a row; the same for rows that say the same.
    """

    def __init__(self, kind: Kind, resolve: Callable[[Listing], Resolution]) -> None:
        self.kind, self.resolve = kind, resolve
        self._taken: dict[int, Entry] = {}
        self._accepted: set[int] = set()
        self._derived: dict[str, list[_Series]] = {}

    def take(self, entry: Entry) -> None:
        """Take an entry as it arrives; one that isn't accepted (yet) changes nothing."""
        self._taken[entry.name] = entry
        if entry.decision == "accepted":
            self.accept(entry.name)

    def accept(self, name: int) -> None:
        """Accept one that was held."""
        self._accepted.add(name)
        self._derived = {}

    @property
    def log(self) -> list[Entry]:
        """The accepted entries in the order in which they stood."""
        return sorted((self._taken[name] for name in self._accepted), key=lambda entry: entry.stood)

    def printed(self, name: int) -> list[Shown]:
        """Return what an edition's reader handed over."""
        entry = self._taken[name]
        struck = (Shown(row, Mark.STRUCK) for row in entry.struck)
        return [*struck, *map(Shown, entry.rows), *(Shown(row, Mark.SAID_OFF) for row in entry.said_off)]

    def standing(self, name: int) -> list[Stood]:
        """Return what holds of an edition's series after it: first what it prints, in its order."""
        after = self._after(name)
        beside = [one.stood for one in after.as_of if one.stood.reason]
        return [*map(Stood, after.entries[-1].rows), *beside]

    def twins(self, name: int) -> set[bytes]:
        """Return the keys of the rows that stood more than once after an edition, as was known by then."""
        often = Counter(one.key for one in self._after(name).stands)
        return {said for said, number in often.items() if number > 1}

    def changes(self, name: int) -> list[Happening]:
        """Return what an edition changed of what stood in its series."""
        return list(self._after(name).changes)

    def counts(self, on: date) -> Counter[tuple[str, ListingKind]]:
        """Return how many rows stood at the end of a day, UTC, by GEOID and by USPS code of their state."""
        counted: Counter[tuple[str, ListingKind]] = Counter()
        for series in self._all_series():
            steps = [step for step in self._steps(series) if step.entries[-1].stood.date() <= on]
            for listing, _ in (one.stood for one in (steps[-1].as_of if steps else ())):
                areas = {place.geoid for place in self.resolve(listing).places} | {listing.state} - {""}
                counted.update((area, listing.kind) for area in areas)
        return counted

    def lineages(self) -> Counter[tuple[tuple[int, bytes], ...]]:
        """Return for each lineage after which editions it stood, as what; as often as there are such.

        Twins that stood after the same editions are one lineage twice over.
        """
        found: dict[tuple[str, int], list[tuple[int, bytes]]] = defaultdict(list)
        for series in self._all_series():
            for step in self._steps(series):
                for one in step.as_of:
                    found[series, one.lineage].append((step.entries[-1].name, one.key))
        return Counter(map(tuple, found.values()))

    def net(self, first: int, last: int) -> list[Happening]:
        """Return what changed from one edition to a later one of its series: by lineage, state against state.

        A row that is gone and one that came and says the same are no change.
        """
        steps = self._steps(self._series_of(self._taken[first]))
        names = [step.entries[-1].name for step in steps]
        between = steps[names.index(first) + 1 : names.index(last) + 1]
        before = {one.lineage: one for one in self._after(first).stands}
        after = {one.lineage: one for one in self._after(last).stands}
        both = [(before[number], after[number]) for number in before.keys() & after.keys()]
        corrected = [self._corrected(old.stood, new.stood) for old, new in both if old.key != new.key]
        gone = [
            _last(number, [step.departures for step in between])._replace(before=one.stood.listing)
            for number, one in before.items()
            if number not in after
        ]
        new = [
            _last(number, [step.arrivals for step in between])._replace(after=one.stood.listing)
            for number, one in after.items()
            if number not in before
        ]
        return [*corrected, *_without_equals(gone, new)]

    def series(self, name: int) -> list[int]:
        """Return the accepted editions of an edition's series, in the order in which they stood."""
        series = self._series_of(self._taken[name])
        return [entry.name for entry in self.log if self._series_of(entry) == series]

    def _series_of(self, entry: Entry) -> str:
        return str(entry.period) if self.kind == "event" else ""

    def _all_series(self) -> set[str]:
        return {self._series_of(entry) for entry in self.log}

    def _after(self, name: int) -> _Series:
        steps = self._steps(self._series_of(self._taken[name]))
        return next(step for step in steps if step.entries[-1].name == name)

    def _steps(self, series: str) -> list[_Series]:
        if series not in self._derived:
            steps = [_Series()]
            for entry in self.log:
                if self._series_of(entry) == series:
                    steps.append(self._step(steps[-1], entry))
                    _date_back(steps)
            self._derived[series] = steps[1:]
        return self._derived[series]

    def _step(self, before: _Series, entry: Entry) -> _Series:
        gone = self._gone(before, entry)
        kept = [one for one in before.stands if one not in gone]
        new = _picked(entry, Counter(entry.keys) - Counter(one.key for one in kept))
        after = _Series([*before.entries, entry], kept, [*before.ended, *gone])
        off = entry.off
        for change, one in self._pairs(gone, new):
            alone = one if change.after is None else None
            named = alone is not None and off[alone.key] > 0
            if alone and named:
                off[alone.key] -= 1
            if alone and not named and self._may_come_back(alone, entry):
                missing = alone.missing or entry
                like = alone.like if alone.missing else change.possibly_same
                after.stands.append(replace(alone, missing=missing, like=like))
                after.ended.remove(alone)
            else:
                self._apply(after, (change, one))
        if self.kind == "cumulative" and not before.entries:
            after.changes = []
        after.stands = _with_texts(after)
        return after

    def _gone(self, before: _Series, entry: Entry) -> list[_One]:
        """Return what stood and ends, the last begun of equals first."""
        lacking, off = Counter(one.key for one in before.stands) - Counter(entry.keys), entry.off
        if entry.partial:
            lacking &= off
        gone = []
        for one in sorted(before.stands, key=lambda one: -one.begun):
            named = off[one.key] > 0
            if lacking[one.key] and (named or self._would_say(before, entry, one.stood.listing)):
                lacking[one.key] -= 1
                off[one.key] -= named
                gone.append(one)
        return gone

    def _may_come_back(self, one: _One, entry: Entry) -> bool:
        """Tell whether a row that an entry lacks is only missing; other bytes confirm it six hours later."""
        if self.kind != "confirmed" or entry.partial:
            return False
        return one.missing is None or entry.stood - one.missing.stood < timedelta(hours=6)

    def _would_say(self, before: _Series, entry: Entry, listing: Listing) -> bool:
        """Tell whether an edition that lacks a row takes it back by that."""
        if self.kind != "cumulative":
            return True
        periods = [each.period for each in before.entries if each.period]
        covered = Period(min(p.first for p in periods), max(p.last for p in periods)) if periods else None
        return is_told_again(listing, entry.period, covered)

    def _pairs(self, gone: Sequence[_One], new: Sequence[Listing]) -> Iterable[tuple[Happening, _One | None]]:
        """Return what happened to rows, each with the row that it happened to; in releases, day by day."""
        old = [self._row(one.stood.listing) for one in gone]
        come = [self._row(listing) for listing in new]
        days = sorted({self._day(row) for row in (*old, *come)})
        changes = [
            change
            for day in days
            for change in pair(*([row for row in rows if self._day(row) == day] for rows in (old, come)))
        ]
        for change, one in zip(changes, _by_age(changes, gone), strict=True):
            before, after = (row.listing if row else None for row in (change.before, change.after))
            yield Happening(change.kind, before, after, change.possibly_same), one

    def _day(self, row: Row) -> date:
        """Return the day that a row is only paired within."""
        return (event_day(row.listing) if self.kind == "cumulative" else None) or date.min

    def _row(self, listing: Listing) -> Row:
        return Row(listing, key(listing), self.resolve(listing))

    def _apply(self, after: _Series, paired: tuple[Happening, _One | None]) -> None:
        change, one = paired
        change = _as_known(change, after.entries)
        if one and one.missing and one.like and change.kind is ChangeKind.REMOVED:
            change = change._replace(possibly_same=True)
        if self.kind == "cumulative":
            change = change._replace(late=_is_late(change, after.entries))
        after.changes.append(change)
        if change.after is None:
            assert one
            after.departures[one.lineage] = change
            return
        said = key(change.after)
        if one is None:
            equals = [each for each in after.ended if each.key == said]
            one = equals[-1] if equals else None
        known = {each.lineage for each in (*after.stands, *after.ended)}
        lineage = one.lineage if one else len(known)
        if one:
            after.ended.remove(one)
        if change.before is None:
            after.arrivals[lineage] = change
        begun = max((each.begun for each in (*after.stands, *after.ended)), default=0) + 1
        after.stands = [*after.stands, _One(lineage, said, begun, Stood(change.after))]

    def _corrected(self, before: Stood, after: Stood) -> Happening:
        old, new = self.resolve(before.listing), self.resolve(after.listing)
        certain = old.outcome is new.outcome is Outcome.RESOLVED
        moved = certain and {place.geoid for place in old.places} != {place.geoid for place in new.places}
        kind = ChangeKind.MOVED if moved else ChangeKind.CORRECTED
        return Happening(kind, before.listing, after.listing)


def _by_age(changes: Sequence[Change], gone: Sequence[_One]) -> list[_One | None]:
    """Return what each change happened to: of equals the first begun goes on, the last begun ends first."""
    waiting = sorted(gone, key=lambda one: one.begun)
    happened: dict[int, _One] = {}
    for goes_on in (True, False):
        for number, change in enumerate(changes):
            if change.before and bool(change.after) is goes_on:
                equals = [one for one in waiting if one.key == change.before.key]
                happened[number] = equals[0 if goes_on else -1]
                waiting.remove(happened[number])
    return [happened.get(number) for number in range(len(changes))]


def _picked(entry: Entry, wanted: Counter[bytes]) -> list[Listing]:
    picked = []
    for said, listing in zip(entry.keys, entry.rows, strict=True):
        if wanted[said] > 0:
            wanted[said] -= 1
            picked.append(listing)
    return picked


def _as_known(change: Happening, entries: Sequence[Entry]) -> Happening:
    """Return a change as newly known where only a partial copy before the edition makes it one."""
    if len(entries) > 1 and entries[-2].partial:
        tally = change.before is not None and change.before.kind is ListingKind.TALLY
        replaced = change.kind is ChangeKind.REMOVED and tally and not entries[-1].partial
        if change.kind is ChangeKind.ADDED or replaced:
            return change._replace(kind=ChangeKind.NEWLY_KNOWN)
    return change


def _is_late(change: Happening, entries: Sequence[Entry]) -> bool:
    """Tell whether a row came of a day that an earlier release covered, or of no day."""
    covered = [entry.period.last for entry in entries[:-1] if entry.period]
    if change.before or change.after is None or not covered:
        return False
    day = event_day(change.after)
    return day is None or day <= max(covered)


def _with_texts(series: _Series) -> list[_One]:
    """Return what stands as the newest list prints it that holds it; the n-th of equals as the n-th there."""
    numbers: Counter[bytes] = Counter()
    stands = []
    for one in sorted(series.stands, key=lambda one: one.begun):
        numbers[one.key] += 1
        stood = _newest(series.entries, one.key, numbers[one.key])
        missing = one.missing if stood.reason else None
        stands.append(replace(one, stood=stood, missing=missing, like=one.like and missing is not None))
    return stands


def _date_back(steps: Sequence[_Series]) -> None:
    """Let what the last entry confirms to be gone be so since the entry that lacked it first."""
    before, after = steps[-2:]
    for one in before.stands:
        if one.missing and one.lineage in after.departures and not after.entries[-1].partial:
            since = [entry.name for entry in before.entries].index(one.missing.name)
            for step in steps[since + 1 : -1]:
                step.gone.add(one.lineage)


def _newest(entries: Sequence[Entry], said: bytes, number: int) -> Stood:
    for entry in reversed(entries):
        equals = [row for each, row in zip(entry.keys, entry.rows, strict=True) if each == said]
        if len(equals) >= number:
            return Stood(equals[number - 1], "" if entry is entries[-1] else _reason(entries[-1]))
    raise AssertionError("a row stands that no list printed")


def _reason(entry: Entry) -> str:
    """Return why a row stands that an entry doesn't print."""
    says_all = not entry.partial and all(row.kind is not ListingKind.REFUSAL for row in entry.rows)
    return "missing" if says_all else "unmentioned"


def _last(lineage: int, steps: Sequence[dict[int, Happening]]) -> Happening:
    change = next(step[lineage] for step in reversed(steps) if lineage in step)
    return change._replace(possibly_same=False)


def _without_equals(gone: Sequence[Happening], new: Sequence[Happening]) -> list[Happening]:
    came, left = list(new), []
    for change in gone:
        equal = next((each for each in came if key(_row_of(each)) == key(_row_of(change))), None)
        if equal:
            came.remove(equal)
        else:
            left.append(change)
    return [*left, *came]


def _row_of(change: Happening) -> Listing:
    listing = change.after or change.before
    assert listing
    return listing
