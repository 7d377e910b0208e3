"""What a source's log means, by the design's rules, taken as literally as they can be.

It keeps whole entries, and when there is another one derives everything from all of them again, in the
order in which they stood. It knows no table and no derived fact; what a row's identity is, and which rows
are one corrected row, it takes from the domain's rules as given.

Rows that say the same are interchangeable. Where it must choose among them, it takes the n-th of equals
for the n-th; `agreement` knows where the choice doesn't count.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

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
)
from models.domain.pairing import pair
from models.domain.row_diff import is_told_again
from tests.support.oracle.log import Entry, Happening, Kind, One, Series, Shown, Stood
from tests.support.oracle.slips import as_meant, off_as_meant, shown


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
        self._derived: dict[str, list[Series]] = {}

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
        stands = self._after(name).as_of
        last = len(stands)
        places = (last if one.place is None else one.place for one in stands)
        return [one.stood for _, one in sorted(zip(places, stands, strict=True), key=lambda each: each[0])]

    def twins(self, name: int) -> dict[bytes, bytes]:
        """Return the rows that have equals after an edition, as was known by then.

        Returns:
            What each means by its key, as it is shown: a slip is shown in its own words, and may say the
            same as another row means.
        """
        stands = self._after(name).stands
        means, says = Counter(one.key for one in stands), Counter(one.slip or one.key for one in stands)
        equals = [one for one in stands if means[one.key] > 1 or says[one.slip or one.key] > 1]
        return {key(one.stood.listing): one.key for one in equals}

    @property
    def has_slips(self) -> bool:
        """Whether a row goes on under a slip, or as what mends one."""
        steps = [step for series in self._all_series() for step in self._steps(series)]
        return any(step.mends or step.meant[-1] != step.entries[-1].keys for step in steps)

    def changes(self, name: int) -> list[Happening]:
        """Return what an edition changed of what stood in its series."""
        return list(self._after(name).changes)

    def counts(self, on: date) -> Counter[tuple[str, ListingKind]]:
        """Return how many rows stood at the end of a day, UTC, by GEOID and by USPS code of their state."""
        counted: Counter[tuple[str, ListingKind]] = Counter()
        for series in self._all_series():
            steps = [step for step in self._steps(series) if step.entries[-1].stood.date() <= on]
            for listing in (one.meant for one in (steps[-1].as_of if steps else ())):
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
        gone = [
            (one.key, _last(number, [step.departures for step in between])._replace(before=one.stood.listing))
            for number, one in before.items()
            if number not in after
        ]
        new = [
            (one.key, _last(number, [step.arrivals for step in between])._replace(after=one.stood.listing))
            for number, one in after.items()
            if number not in before
        ]
        corrected = [self._corrected(*sides) for sides in both if not _says_the_same(*sides, between)]
        return [*corrected, *_without_equals(gone, new)]

    def series(self, name: int) -> list[int]:
        """Return the accepted editions of an edition's series, in the order in which they stood."""
        series = self._series_of(self._taken[name])
        return [entry.name for entry in self.log if self._series_of(entry) == series]

    def _series_of(self, entry: Entry) -> str:
        return str(entry.period) if self.kind == "event" else ""

    def _all_series(self) -> set[str]:
        return {self._series_of(entry) for entry in self.log}

    def _after(self, name: int) -> Series:
        steps = self._steps(self._series_of(self._taken[name]))
        return next(step for step in steps if step.entries[-1].name == name)

    def _steps(self, series: str) -> list[Series]:
        if series not in self._derived:
            steps = [Series()]
            for entry in self.log:
                if self._series_of(entry) == series:
                    steps.append(self._step(steps[-1], entry))
                    _date_back(steps)
            self._derived[series] = steps[1:]
        return self._derived[series]

    def _step(self, before: Series, entry: Entry) -> Series:
        meant, off = as_meant(entry.keys, _slips(before)), off_as_meant(entry.off, _slips(before))
        gone = self._gone(before, entry, meant, off.copy())
        kept = [one for one in before.stands if one not in gone]
        new = _picked(meant, Counter(meant) - Counter(one.key for one in kept))
        after = Series([*before.entries, entry], [*before.meant, meant], kept, [*before.ended, *gone])
        for change, one in self._pairs(gone, entry, new):
            alone = one if change.after is None else None
            named = alone is not None and off[alone.key] > 0
            if alone and named:
                off[alone.key] -= 1
            if alone and not named and self._may_come_back(alone, entry):
                missing = alone.missing or entry
                like = alone.like if alone.missing else change.possibly_same
                after.stands.append(replace(alone, missing=missing, like=like))
                after.ended.remove(alone)
            elif change.kind is ChangeKind.SLIP:
                _go_on(after, change, one)
            else:
                self._apply(after, change, one)
        if self.kind == "cumulative" and not before.entries:
            after.changes = []
        after.stands = _with_texts(after)
        return after

    def _gone(self, before: Series, entry: Entry, meant: Sequence[bytes], off: Counter[bytes]) -> list[One]:
        """Return what stood and ends, the last begun of equals first."""
        lacking = Counter(one.key for one in before.stands) - Counter(meant)
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

    def _may_come_back(self, one: One, entry: Entry) -> bool:
        """Tell whether a row that an entry lacks is only missing; other bytes confirm it six hours later."""
        if self.kind != "confirmed" or entry.partial:
            return False
        return one.missing is None or entry.stood - one.missing.stood < timedelta(hours=6)

    def _would_say(self, before: Series, entry: Entry, listing: Listing) -> bool:
        """Tell whether an edition that lacks a row takes it back by that."""
        if self.kind != "cumulative":
            return True
        periods = [each.period for each in before.entries if each.period]
        covered = Period(min(p.first for p in periods), max(p.last for p in periods)) if periods else None
        return is_told_again(listing, entry.period, covered)

    def _pairs(
        self, gone: Sequence[One], entry: Entry, new: Sequence[int]
    ) -> Iterable[tuple[Change, One | None]]:
        """Return what happened to rows, each with the row that it happened to; in releases, day by day.

        The row before is told as it was printed.
        """
        old = [self._row(one.meant, stored=number) for number, one in enumerate(gone)]
        come = [self._row(entry.rows[place], ordinal=place + 1) for place in new]
        changes: list[Change] = []
        for day in sorted({self._day(row) for row in (*old, *come)}):
            of_day = ([row for row in rows if self._day(row) == day] for rows in (old, come))
            changes += pair(*of_day, seen=entry.stood.date() if self.kind != "cumulative" else None)
        for change, one in zip(changes, _by_age(changes, gone), strict=True):
            before = change.before
            if before:
                before = replace(before, listing=gone[before.stored or 0].stood.listing)
            yield replace(change, before=before), one

    def _day(self, row: Row) -> date:
        """Return the day that a row is only paired within."""
        return (event_day(row.listing) if self.kind == "cumulative" else None) or date.min

    def _row(self, listing: Listing, stored: int | None = None, ordinal: int = 0) -> Row:
        return Row(listing, key(listing), self.resolve(listing), stored, ordinal)

    def _apply(self, after: Series, made: Change, one: One | None) -> None:
        old, new = (row.listing if row else None for row in (made.before, made.after))
        change = _as_known(Happening(made.kind, old, new, made.possibly_same), after.entries)
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
        after.stands = [*after.stands, One(lineage, said, begun, Stood(change.after), change.after)]

    def _corrected(self, before: One, after: One) -> Happening:
        old, new = self.resolve(before.meant), self.resolve(after.meant)
        certain = old.outcome is new.outcome is Outcome.RESOLVED
        moved = certain and {place.geoid for place in old.places} != {place.geoid for place in new.places}
        kind = ChangeKind.MOVED if moved else ChangeKind.CORRECTED
        return Happening(kind, before.stood.listing, after.stood.listing)


def _by_age(changes: Sequence[Change], gone: Sequence[One]) -> list[One | None]:
    """Return what each change happened to: of equals the first begun goes on, the last begun ends first."""
    waiting = sorted(gone, key=lambda one: one.begun)
    happened: dict[int, One] = {}
    for goes_on in (True, False):
        for number, change in enumerate(changes):
            if change.before and bool(change.after) is goes_on:
                equals = [one for one in waiting if one.key == change.before.key]
                happened[number] = equals[0 if goes_on else -1]
                waiting.remove(happened[number])
    return [happened.get(number) for number in range(len(changes))]


def _picked(meant: Sequence[bytes], wanted: Counter[bytes]) -> list[int]:
    picked = []
    for place, said in enumerate(meant):
        if wanted[said] > 0:
            wanted[said] -= 1
            picked.append(place)
    return picked


def _slips(series: Series) -> list[tuple[bytes, bytes]]:
    """Return of each row that stands what its printing says, and what it means; the first begun first."""
    return [(one.slip or one.key, one.key) for one in sorted(series.stands, key=lambda one: one.begun)]


def _go_on(after: Series, change: Change, one: One | None) -> None:
    """Let a row go on under a slip, or as what mends the slip that it was: nobody is told."""
    assert one
    assert change.after
    said = change.after.key if change.mends else one.key
    after.meant[-1][change.after.ordinal - 1] = said
    after.ended.remove(one)
    after.stands.append(replace(one, key=said))
    if change.mends:
        after.mends[one.lineage] = (one.key, said)


def _says_the_same(before: One, after: One, steps: Iterable[Series]) -> bool:
    """Tell whether a row says what it said, or what mended it."""
    said = before.key
    for step in steps:
        slip, mend = step.mends.get(before.lineage, (b"", b""))
        said = mend if said == slip else said
    return after.key in (before.key, said)


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


def _with_texts(series: Series) -> list[One]:
    """Return what stands as the newest list prints it that holds it; the n-th of equals as the n-th there."""
    numbers: Counter[bytes] = Counter()
    stands = []
    for one in sorted(series.stands, key=lambda one: one.begun):
        numbers[one.key] += 1
        stands.append(_with_text(series, one, numbers[one.key]))
    return stands


def _date_back(steps: Sequence[Series]) -> None:
    """Let what the last entry confirms to be gone be so since the entry that lacked it first."""
    before, after = steps[-2:]
    for one in before.stands:
        if one.missing and one.lineage in after.departures and not after.entries[-1].partial:
            since = [entry.name for entry in before.entries].index(one.missing.name)
            for step in steps[since + 1 : -1]:
                step.gone.add(one.lineage)


def _with_text(series: Series, one: One, number: int) -> One:
    for entry, meant in zip(reversed(series.entries), reversed(series.meant), strict=True):
        places = [place for place, said in enumerate(meant) if said == one.key]
        if len(places) < number:
            continue
        place = places[number - 1]
        row, said = entry.rows[place], entry.keys[place]
        right = row if said == one.key else _right(series, one.key, number)
        slip = said if said != one.key else b""
        if entry is series.entries[-1]:
            stood = Stood(shown(row, right), "continued" if slip else "")
            return replace(one, stood=stood, meant=right, slip=slip, place=place, missing=None, like=False)
        stood = Stood(shown(row, right), _reason(series.entries[-1]))
        return replace(one, stood=stood, meant=right, slip=slip, place=None)
    raise AssertionError("a row stands that no list printed")


def _right(series: Series, said: bytes, number: int) -> Listing:
    """Return the newest printing that says something by itself, of equals the n-th if there are as many."""
    for entry, meant in zip(reversed(series.entries), reversed(series.meant), strict=True):
        sides = zip(entry.keys, meant, entry.rows, strict=True)
        if equals := [row for each, means, row in sides if each == means == said]:
            return equals[min(number, len(equals)) - 1]
    raise AssertionError("no list printed what a slip means")


def _reason(entry: Entry) -> str:
    """Return why a row stands that an entry doesn't print."""
    says_all = not entry.partial and all(row.kind is not ListingKind.REFUSAL for row in entry.rows)
    return "missing" if says_all else "unmentioned"


def _last(lineage: int, steps: Sequence[dict[int, Happening]]) -> Happening:
    change = next(step[lineage] for step in reversed(steps) if lineage in step)
    return change._replace(possibly_same=False)


def _without_equals(
    gone: Sequence[tuple[bytes, Happening]], new: Sequence[tuple[bytes, Happening]]
) -> list[Happening]:
    came, left = list(new), []
    for said, change in gone:
        equal = next((each for each in came if each[0] == said), None)
        if equal:
            came.remove(equal)
        else:
            left.append(change)
    return [*left, *(change for _, change in came)]
