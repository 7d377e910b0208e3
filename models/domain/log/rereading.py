"""What a better reader's reading of an edition makes of what stands, and how a log is walked with it. Pure.

The bytes are the same, so nothing happened to any row: no change is told. Rows go on with their
lineages; what only the better reader reads begins one, and what only the first one read ends.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace

from models.domain.log.derivation import step
from models.domain.log.intervals import Entry, Facts, Interval, Standing, Step
from models.domain.log.work import Work
from models.domain.pairing import pair
from models.domain.values import ChangeKind


def walk(state: Standing, log: Iterable[Entry], facts: Facts) -> Iterator[tuple[Entry, Step]]:
    """Yield the step of each entry of a log, from what stands before the first of them.

    An edition's later readings follow its first one as entries of their own.
    """
    before: Entry | None = None
    for entry in log:
        again = before is not None and before.edition == entry.edition and entry.reading > 1
        made = reread(state, before, entry, facts) if before and again else step(state, entry, facts)
        yield entry, made
        state, before = made.state, entry


def reread(state: Standing, before: Entry, after: Entry, facts: Facts) -> Step:
    """Return what a later reading of an edition makes of what stands by the one before it.

    Args:
        state: What stands after the edition by the reading before.
        before: The edition by that reading.
        after: The same edition by the later one.
        facts: Of the rows that differ.
    """
    partners, stands = _matched(before, after, facts), _printed(state, before)
    came = set(range(len(after.keys))) - {there for here, there in partners.items() if here in stands}
    anew = [(stands[here], there) for here, there in sorted(partners.items()) if here in stands]
    anew = [(each, there) for each, there in anew if each.wording != after.wordings[there]]
    found, new = _unmentioned(state, after, sorted(came))
    anew += [(each, there) for each, there in found if each.wording != after.wordings[there]]
    rows = facts.rows({after.wordings[there] for there in (*(there for _, there in anew), *new)})
    work = Work(state, after, facts.ended({after.keys[there] for there in new}))
    for here, each in stands.items():
        if here not in partners:
            work.take(ChangeKind.REMOVED, each, None, rows)
    for each, there in anew:
        still = each.continued is not None and each.continued.said == after.keys[there]
        work.reword(each, there, each.key if still else after.keys[there], rows)
    for there in new:
        work.begin_anew(there, rows)
    return work.done({each.number: True for each, _ in found}, ())


def _printed(state: Standing, before: Entry) -> dict[int, Interval]:
    """Return the interval of each row that an edition prints, by the row's number."""
    waiting: dict[bytes, list[Interval]] = defaultdict(list)
    for several in state.standing.values():
        for each in reversed(several):
            if each.printed is None:
                waiting[each.wording].append(each)
    wordings = enumerate(before.wordings)
    return {number: waiting[wording].pop() for number, wording in wordings if waiting[wording]}


def _unmentioned(
    state: Standing, after: Entry, numbers: Sequence[int]
) -> tuple[list[tuple[Interval, int]], list[int]]:
    """Return rows that stand and that only the later reading finds in the edition, and those that are new."""
    waiting = {
        key: [each for each in reversed(several) if each.printed is not None]
        for key, several in state.standing.items()
    }
    found, new = [], []
    for number in numbers:
        if several := waiting.get(after.keys[number]):
            found.append((several.pop(), number))
        else:
            new.append(number)
    return found, new


def _matched(before: Entry, after: Entry, facts: Facts) -> dict[int, int]:
    """Return which row of a reading is which of a later one, by their numbers.

    Rows that say the same are one row, at the same ordinal before elsewhere. An ordinal alone proves
    nothing once a row was lost before it: it is counted from the nearest row that both read alike.
    """
    partners: dict[int, int] = {}
    ways: Sequence[Callable[[Entry, int], Hashable]] = (
        lambda entry, number: (number, entry.wordings[number]),
        lambda entry, number: (number, entry.keys[number]),
        lambda entry, number: entry.wordings[number],
        lambda entry, number: entry.keys[number],
    )
    for way in ways:
        here, there = _left(before, after, partners)
        _take([way(before, number) for number in here], [way(after, number) for number in there],
              here, there, partners)  # fmt: skip
    here, there = _left(before, after, partners)
    ours, theirs = _runs(here, partners.__getitem__), _runs(there, lambda number: number)
    sizes = Counter(run for run, _ in ours), Counter(run for run, _ in theirs)
    _take([each if sizes[0][each[0]] == sizes[1][each[0]] else None for each in ours],
          theirs, here, there, partners)  # fmt: skip
    here, there = _left(before, after, partners)
    return partners | _paired(before, after, here, there, facts)


def _left(before: Entry, after: Entry, partners: dict[int, int]) -> tuple[list[int], list[int]]:
    taken = set(partners.values())
    here = [number for number in range(len(before.keys)) if number not in partners]
    return here, [number for number in range(len(after.keys)) if number not in taken]


def _take(
    ours: Sequence[Hashable],
    theirs: Sequence[Hashable],
    here: Sequence[int],
    there: Sequence[int],
    partners: dict[int, int],
) -> None:
    """Make those rows partners that have the same name among each side's; None is no name."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for name, number in zip(reversed(theirs), reversed(there), strict=True):
        waiting[name].append(number)
    for name, number in zip(ours, here, strict=True):
        if name is not None and waiting[name]:
            partners[number] = waiting[name].pop()


def _runs(numbers: Sequence[int], known: Callable[[int], int]) -> list[tuple[int, int]]:
    """Name rows by the last row before each that both readings read alike, and count from there.

    Args:
        numbers: Rows of one reading that have no partner yet, in their order.
        known: By the number of another row of it, which row of the later reading that is.

    Returns:
        For each that row, -1 before the first, and which one it is of those that follow it.
    """
    left = set(numbers)
    named: list[tuple[int, int]] = []
    run, place = -1, 0
    for number in range(max(numbers, default=-1) + 1):
        if number in left:
            named.append((run, place))
            place += 1
        else:
            run, place = known(number), 0
    return named


def _paired(
    before: Entry, after: Entry, here: Sequence[int], there: Sequence[int], facts: Facts
) -> dict[int, int]:
    """Return partners among rows of which one cell is read otherwise."""
    if not here or not there:
        return {}
    ours, theirs = [before.wordings[each] for each in here], [after.wordings[each] for each in there]
    rows = facts.rows({*ours, *theirs})
    gone, new = [replace(rows[each]) for each in ours], [replace(rows[each]) for each in theirs]
    left = {id(row): number for row, number in zip(gone, here, strict=True)}
    right = {id(row): number for row, number in zip(new, there, strict=True)}
    changes = [each for each in pair(gone, new) if each.before and each.after]
    return {left[id(each.before)]: right[id(each.after)] for each in changes}
