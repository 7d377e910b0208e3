"""What follows from a source's log: one pure step from what stands to what an entry makes of it.

A list's editions are entries, in the order in which they *stood*. Each is compared with what stood
before it, so publishing takes one step, and an edition that comes in behind takes the steps again
from its place. What a step gives are intervals (a row for as long as it stands in one wording), their
lineages, and the changes that it tells.

Rows that say the same are interchangeable. Of several the one that began last ends first, the one that
began first goes on in other words, and an equal row that comes again later goes on with the lineage that
ended last.

Where departures wait to be confirmed, a row that an edition lacks stands on as missing. The edition that
confirms it tells the removal, and the row is gone from the edition on that lacked it first. What a
document itself names as gone (crossed out, or said off by a copy) waits for nobody.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.domain.log.intervals import Entry, Facts, Interval, Lacking, RowChange, Standing, Step, Until
from models.domain.log.standing_slips import as_meant, off_as_meant
from models.domain.log.work import Work
from models.domain.pairing import EVENTS, differences, pair, pair_of_release, signed_anew
from models.domain.row_diff import (
    Change,
    Row,
    compare,
    geoids,
    is_told_again,
    mentioned,
    newly_known,
)
from models.domain.values import ChangeKind


@dataclass(slots=True)
class _Sides:
    """Of the keys whose rows differ: what ends, is new, is only worded anew, or is printed no more.

    Numbers are places in the entry, from 0. What ends is told as a twin whose wording the entry lacks.
    """

    ending: list[tuple[Interval, Interval]] = field(default_factory=list)
    new: list[int] = field(default_factory=list)
    reworded: list[tuple[Interval, int]] = field(default_factory=list)
    printed: dict[int, bool] = field(default_factory=dict)


def step(state: Standing, entry: Entry, facts: Facts) -> Step:
    """Return what an entry makes of what stood before it.

    Args:
        state: What stood.
        entry: The next edition of the same series.
        facts: Of the rows that differ.
    """
    meant, off = as_meant(state, entry), off_as_meant(state, entry)
    sides = _sides(state, replace(entry, keys=meant, off=off), facts)
    rows = facts.rows(_wanted(entry, sides))
    work = Work(state, entry, facts.ended({entry.keys[number] for number in sides.new}))
    for interval, number in sides.reworded:
        work.reword(interval, number, meant[number], rows)
    if facts.cumulative and state.edition is None:
        for number in sides.new:
            work.begin_anew(number, rows)
        return work.done(sides.printed, ())
    gone = [replace(rows[twin.placed], stored=each.number) for each, twin in sides.ending]
    new = [replace(rows[entry.wordings[number]], ordinal=number + 1) for number in sides.new]
    ends = {id(row): end for row, end in zip(gone, sides.ending, strict=True)}
    begins = {id(row): number for row, number in zip(new, sides.new, strict=True)}
    told, slips = [], []
    changes = _changes(state, entry, facts, gone, new)
    aged = _by_age(changes, ends)
    for change in changes:
        before, was = aged[id(change.before)] if change.before else (None, None)
        place = begins[id(change.after)] if change.after else None
        if change.kind is ChangeKind.SLIP and before and place is not None:
            slips.append(RowChange(change, before, work.slip(before, place, change, rows), was))
        elif before and facts.confirmed and _may_come_back(change, entry, before, off):
            sides.printed[before.number] = False
            work.miss(before, possibly_same=change.possibly_same)
        else:
            until = _gone_since(before, entry) if before and change.kind is ChangeKind.REMOVED else None
            after = work.take(change.kind, before, place, rows, until)
            missing = until.edition if until else None
            told.append(RowChange(_as_first_missed(change, before), before, after, was, missing))
    return work.done(sides.printed, [_as_heard(each, state, work, facts) for each in told], slips)


def _as_heard(told: RowChange, state: Standing, work: Work, facts: Facts) -> RowChange:
    """Return a change as what it means beside what stands.

    It is quiet where a row comes or leaves beside an equal one of a list of the state kind; of events each
    counts: of two equal refusals one may be taken back. An agreement that leaves beside a later one of its
    agency and support was signed anew.
    """
    row = told.change.before or told.change.after
    gone = told.change.kind is ChangeKind.REMOVED and told.before and work.stands(told.before.key)
    come = told.change.kind is ChangeKind.ADDED and told.after and told.after.key in state.standing
    if row is not None and row.listing.kind not in EVENTS and (gone or come):
        return replace(told, change=replace(told.change, quiet=True))
    if row is None or told.change.kind is not ChangeKind.REMOVED:
        return told
    later = signed_anew(row, _standing(row.listing.state, work, facts))
    if later is None:
        return told
    differing = differences(row.listing, later.listing)
    return replace(told, change=replace(told.change, renewed=True, differences=differing))


def _standing(state: str, work: Work, facts: Facts) -> Iterator[Row]:
    """Yield the rows that stand in a state; they are read once somebody asks."""
    wordings = sorted(facts.in_state(state, work.placed()))
    rows = facts.rows(wordings)
    yield from (rows[wording] for wording in wordings)


def _by_age(
    changes: Sequence[Change], ends: Mapping[int, tuple[Interval, Interval]]
) -> Mapping[int, tuple[Interval, Interval]]:
    """Return which interval each row is that ends, by the row's id: of equals the first begun goes on.

    Args:
        changes: What becomes of them. Those that have no partner are taken in this order, the last begun
            first: it is the first to be named as gone.
        ends: By the row's id an interval as which it may be told, and the twin as which it is told.
    """
    equals: dict[object, list[Change]] = defaultdict(list)
    for change in changes:
        if change.before:
            equals[change.before.key, geoids(change.before)].append(change)
    aged = dict(ends)
    for several in equals.values():
        alone = [id(change.before) for change in several if not change.after]
        rows = [*(id(change.before) for change in several if change.after), *reversed(alone)]
        intervals = sorted((ends[row][0] for row in rows), key=lambda each: (each.begun, each.number))
        aged |= {row: (each, ends[row][1]) for row, each in zip(rows, intervals, strict=True)}
    return aged


def _may_come_back(change: Change, entry: Entry, before: Interval, off: Counter[bytes]) -> bool:
    """Tell whether a row that an entry lacks is only missing, as none has confirmed that it is gone.

    Args:
        change: What becomes of it.
        entry: What lacks it.
        before: The row.
        off: Rows that the entry names as gone, each to be taken once.
    """
    if change.kind is not ChangeKind.REMOVED or entry.partial:
        return False
    if off[before.key]:
        off[before.key] -= 1
        return False
    return before.lacking is None or not entry.confirms(before.lacking)


def _gone_since(before: Interval, entry: Entry) -> Until | None:
    lacking = before.lacking
    return Until(lacking.edition, entry.edition) if lacking and not entry.partial else None


def _as_first_missed(change: Change, before: Interval | None) -> Change:
    """Return a change with what was known of it when its row was first missing."""
    lacking: Lacking | None = before.lacking if before and change.kind is ChangeKind.REMOVED else None
    return replace(change, possibly_same=True) if lacking and lacking.possibly_same else change


def _wanted(entry: Entry, sides: _Sides) -> set[bytes]:
    numbers = (*sides.new, *(number for _, number in sides.reworded))
    ending = {wording for _, twin in sides.ending for wording in (twin.wording, twin.placed)}
    meant = {interval.placed for interval, _ in sides.reworded}
    return ending | meant | {entry.wordings[number] for number in numbers}


def _changes(
    state: Standing, entry: Entry, facts: Facts, gone: Sequence[Row], new: Sequence[Row]
) -> Sequence[Change]:
    changes = (
        pair_of_release(gone, new, state.covered)
        if facts.cumulative
        else pair(gone, new, seen=entry.stood.date())
    )
    return newly_known(changes, before_partial=state.partial, after_partial=entry.partial)


def _sides(state: Standing, entry: Entry, facts: Facts) -> _Sides:
    """Tell apart what differs; keys whose rows stand in the same wordings cancel out first."""
    sides, stood, printed = _Sides(), state.keys, Counter(entry.keys)
    gone, _ = compare(mentioned(stood, printed, entry.off) if entry.partial else stood, printed)
    if facts.cumulative and gone:
        gone = _told_again(state, entry, gone, facts)
    for key, numbers in _differing(state, entry).items():
        _settle(sides, state.standing.get(key, ()), numbers, gone[key], entry.wordings)
    sides.new.sort()
    return sides


def _told_again(state: Standing, entry: Entry, gone: Counter[bytes], facts: Facts) -> Counter[bytes]:
    """Return the keys of the rows that a release would hold if they were still true, or names as gone."""
    wordings = {key: state.standing[key][0].wording for key in gone}
    rows = facts.rows(wordings.values())
    listings = {key: rows[wording].listing for key, wording in wordings.items()}
    told = {key for key, each in listings.items() if is_told_again(each, entry.period, state.covered)}
    return Counter(
        {key: number if key in told else min(number, entry.off[key]) for key, number in gone.items()}
    )


def _differing(state: Standing, entry: Entry) -> dict[bytes, list[int]]:
    """Return the keys whose wordings differ from those that stand, with where the entry prints them."""
    stood = Counter(each.wording for several in state.standing.values() for each in several)
    changed = {wording for wording, _ in stood.items() ^ Counter(entry.wordings).items()}
    keys: dict[bytes, list[int]] = {
        key: []
        for key, several in state.standing.items()
        if any(each.wording in changed or each.printed is not None for each in several)
    }
    keys |= {key: [] for key, each in zip(entry.keys, entry.wordings, strict=True) if each in changed}
    for number, key in enumerate(entry.keys):
        if key in keys:
            keys[key].append(number)
    return keys


def _settle(
    sides: _Sides, stood: Sequence[Interval], numbers: Sequence[int], gone: int, wordings: Sequence[bytes]
) -> None:
    """Match the rows of one key with the intervals that stand of it: equal wordings first, then in order.

    A copy that mentions fewer of them than stand says nothing of those that are missing.
    """
    kept, ending = stood[: len(stood) - gone], stood[len(stood) - gone :]
    surplus = len(kept) - len(numbers)
    unsaid = [each.number for each in kept if each.lacking][-surplus:] if surplus > 0 else []
    here: dict[bytes, list[int]] = defaultdict(list)
    for number in reversed(numbers):
        here[wordings[number]].append(number)
    waiting = []
    for each in kept:
        if each.number in unsaid:
            sides.printed[each.number] = False
        elif here[each.wording]:
            here[each.wording].pop()
            sides.printed[each.number] = True
        else:
            waiting.append(each)
    left = sorted(number for several in here.values() for number in several)
    sides.reworded += zip(waiting, left, strict=False)
    sides.printed |= {each.number: False for each in waiting[len(left) :]}
    sides.new += left[len(waiting) :]
    no_more = Counter(each.wording for each in stood) - Counter(wordings[number] for number in numbers)
    sides.ending += _as_told(ending, stood, no_more)


def _as_told(
    ending: Sequence[Interval], stood: Sequence[Interval], no_more: Counter[bytes]
) -> Iterator[tuple[Interval, Interval]]:
    """Yield the intervals that end, each with the twin that it is told as: one that is printed no more."""
    alone = {each.number for each in ending if _taken(each, no_more)}
    others = iter([each for each in stood if each.number not in alone and _taken(each, no_more)])
    yield from ((each, each if each.number in alone else next(others, each)) for each in ending)


def _taken(interval: Interval, no_more: Counter[bytes]) -> bool:
    """Tell whether a wording of this interval's is printed no more, and count it as told."""
    left = no_more[interval.wording]
    no_more[interval.wording] = max(left - 1, 0)
    return left > 0
