"""What several editions in a row changed together, of what stood before the first. Pure.

Changes are joined end to end: a row corrected from A to B and then from B to C was corrected from
A to C; one that went from A to B and back to A did not change. Rows are the same when they say the
same (`key`), whatever they are numbered.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from models.values import ChangeKind


@dataclass(frozen=True, slots=True)
class Side:
    """A listing before or after a change: its id, and the 16-byte identity of what it says."""

    listing: int
    key: bytes


@dataclass(frozen=True, slots=True)
class Step:
    """A change of one row.

    Attributes:
        change: Its id; of joined ones, the last one's.
        before: None when the row was added.
        after: None when it was removed.
        differences: Field, before, after; of a corrected or moved row.
        late: An added event of days that an earlier edition covered already.
    """

    change: int
    kind: ChangeKind
    before: Side | None
    after: Side | None
    differences: tuple[tuple[str, str, str], ...] = ()
    late: bool = False


def net(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Return what is left of changes, in the order of their ids; a row before is no row after.

    Args:
        steps: The changes of editions in the order of these.
    """
    left: dict[int, Step] = {}
    begins: dict[bytes, list[int]] = defaultdict(list)
    ends: dict[bytes, list[int]] = defaultdict(list)
    for number, each in enumerate(steps):
        step: Step | None = each
        if each.before and (earlier := _taken(left, ends[each.before.key])):
            step = _joined(earlier, each)
        if step and step.after and (later := _taken(left, begins[step.after.key])):
            step = _joined(step, later)
        if step:
            left[number] = step
            if step.before:
                begins[step.before.key].append(number)
            if step.after:
                ends[step.after.key].append(number)
    return tuple(sorted(left.values(), key=lambda step: step.change))


def _taken(left: dict[int, Step], numbers: list[int]) -> Step | None:
    while numbers:
        step = left.pop(numbers.pop(), None)
        if step:
            return step
    return None


def _joined(first: Step, second: Step) -> Step | None:
    """Return one change from where the first begins to where the second ends; None when that is none."""
    before, after = first.before, second.after
    if (before and before.key) == (after and after.key):
        return None
    change = max(first.change, second.change)
    if before is None or after is None:
        whole = first if before is None else second
        return Step(change, whole.kind, before, after, (), whole.late)
    moved = ChangeKind.MOVED in {first.kind, second.kind}
    kind = ChangeKind.MOVED if moved else ChangeKind.CORRECTED
    return Step(change, kind, before, after, _differences(first, second))


def _differences(first: Step, second: Step) -> tuple[tuple[str, str, str], ...]:
    sides = {field: (before, after) for field, before, after in first.differences}
    for field, before, after in second.differences:
        sides[field] = (sides[field][0] if field in sides else before, after)
    return tuple((field, before, after) for field, (before, after) in sides.items() if before != after)
