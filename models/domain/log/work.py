"""The intervals of one step of a log, as they begin and end. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from models.domain.log.intervals import (
    Begun,
    Continued,
    Ended,
    Entry,
    Interval,
    Lacking,
    Noted,
    RowChange,
    Standing,
    Step,
    Until,
)
from models.domain.row_diff import Change, Row
from models.domain.values import ChangeKind, Period


class Work:
    """The intervals of one step, as they begin and end."""

    def __init__(self, state: Standing, entry: Entry, ended: Mapping[bytes, Sequence[Ended]]) -> None:
        self._state, self._entry = state, entry
        self._standing, self._numbers = dict(state.standing), state.numbers
        self._states = 0
        self._ended, self._resumed = dict(state.ended), set(state.resumed)
        self._before = ended
        self._begun: list[tuple[int, Interval]] = []
        self._over: dict[int, Until] = {}
        self._missing: dict[int, Lacking] = {}
        self._newly: list[Interval] = []

    def take(
        self,
        kind: ChangeKind,
        old: Interval | None,
        number: int | None,
        rows: Mapping[bytes, Row],
        until: Until | None = None,
    ) -> Interval | None:
        """Carry out a change: its row before ends, its row after begins, and goes on with the one before.

        Args:
            kind: Of the change.
            old: The row before; None where there was none.
            number: Which row of the entry is the row after; None where there is none.
            rows: Rows with their places, by wording.
            until: Since when a row is gone that was missing; None for since this entry.
        """
        if old is None:
            return self.begin_anew(number, rows) if number is not None else None
        self.end(old, until)
        if number is None:
            at = old.lacking.stood if until and old.lacking else self._entry.stood
            ended = Ended(old.lineage, old.begun, at)
            self._ended[old.key] = (*self._ended.get(old.key, ()), ended)
            return None
        since = old.since if kind is ChangeKind.CORRECTED else self._entry.edition
        return self.begin(number, old.lineage, self._now(), since, rows)

    def miss(self, interval: Interval, *, possibly_same: bool) -> None:
        """Note that this entry lacks a row, for the first time or still."""
        entry = self._entry
        first = Lacking(entry.edition, entry.stood, entry.document, possibly_same)
        self._missing[interval.number] = interval.lacking or first
        if interval.lacking is None:
            self._newly.append(interval)

    def reword(self, interval: Interval, number: int, meant: bytes, rows: Mapping[bytes, Row]) -> Interval:
        """Let a row go on in the wording of a row of this entry, which may be a slip of what it means."""
        self.end(interval)
        said = self._entry.keys[number]
        continued = Continued(said, interval.placed) if said != meant else None
        return self._begin_on(interval, number, rows, continued)

    def slip(self, interval: Interval, number: int, change: Change, rows: Mapping[bytes, Row]) -> Interval:
        """Let a row go on in a wording that is a slip of it, or that mends the slip that it was."""
        self.end(interval)
        said = self._entry.keys[number]
        continued = None if change.mends or said == interval.key else Continued(said, interval.placed)
        return self._begin_on(interval, number, rows, continued)

    def _begin_on(
        self, interval: Interval, number: int, rows: Mapping[bytes, Row], continued: Continued | None
    ) -> Interval:
        key = interval.key if continued else self._entry.keys[number]
        wording = continued.placed if continued else self._entry.wordings[number]
        outcome = rows[wording].resolution.outcome if wording in rows else interval.outcome
        return self._add(number, replace(
            interval, number=0, key=key, wording=self._entry.wordings[number], first=self._entry.edition,
            printed=None, outcome=outcome, lacking=None, continued=continued,
        ))  # fmt: skip

    def end(self, interval: Interval, until: Until | None = None) -> None:
        """Let an interval end, with this entry or an earlier one."""
        left = tuple(each for each in self._standing[interval.key] if each.number != interval.number)
        self._standing[interval.key] = left
        if not left:
            del self._standing[interval.key]
        self._over[interval.number] = until or Until(self._entry.edition, self._entry.edition)

    def stands(self, key: bytes) -> bool:
        """Tell whether a row of this key stands by now."""
        return key in self._standing

    def placed(self) -> set[bytes]:
        """Return the wordings that tell what stands by now."""
        return {each.placed for several in self._standing.values() for each in several}

    def begin_anew(self, number: int, rows: Mapping[bytes, Row]) -> Interval:
        """Begin an interval of a new lineage, or of one that ended with an equal row."""
        lineage = self._returning(self._entry.keys[number]) or -self._numbers - 1
        return self.begin(number, lineage, self._now(), self._entry.edition, rows)

    def _now(self) -> Begun:
        self._states += 1
        return self._entry.stood, self._states

    def _returning(self, key: bytes) -> int | None:
        """Take the lineage that ended last of those that ended with a key and have not come again."""
        here = self._ended.get(key, ())
        before = [each for each in self._before.get(key, ()) if each.lineage not in self._resumed]
        ended = sorted((*here, *before), key=lambda each: each.begun)
        if not ended:
            return None
        last = max(ended, key=lambda each: each.at)
        self._resumed.add(last.lineage)
        self._ended[key] = tuple(each for each in here if each != last)
        return last.lineage

    def begin(
        self, number: int, lineage: int, begun: Begun, since: int, rows: Mapping[bytes, Row]
    ) -> Interval:
        """Begin an interval with a row of this entry, in a lineage."""
        key, wording = self._entry.keys[number], self._entry.wordings[number]
        outcome = rows[wording].resolution.outcome
        return self._add(
            number,
            Interval(0, key, wording, lineage, begun, self._entry.edition, since, outcome=outcome),
        )

    def _add(self, number: int, begins: Interval) -> Interval:
        self._numbers += 1
        interval = replace(begins, number=-self._numbers)
        several = (*self._standing.get(interval.key, ()), interval)
        self._standing[interval.key] = tuple(sorted(several, key=lambda each: (each.begun, each.number)))
        self._begun.append((number, interval))
        return interval

    def done(
        self, printed: Mapping[int, bool], changes: Sequence[RowChange], slips: Sequence[RowChange] = ()
    ) -> Step:
        """Return the step.

        Args:
            printed: By an interval's number whether the entry prints it, where that is another.
            changes: What is told.
            slips: What is told to operators only.
        """
        noted = dict(self._note(printed))
        state = Standing(
            self._entry.edition,
            self._entry.partial,
            self._standing,
            _joined(self._state.covered, self._entry.period),
            self._ended,
            frozenset(self._resumed),
            self._numbers,
        )
        begun = tuple(interval for _, interval in sorted(self._begun, key=lambda each: each[0]))
        return Step(state, begun, self._over, noted, tuple(changes), tuple(slips), missing=tuple(self._newly))

    def _note(self, printed: Mapping[int, bool]) -> Iterator[tuple[int, Noted]]:
        """Note which edition printed last what this one doesn't; yield what is new of that."""
        for key, several in self._standing.items():
            if not any(each.number in printed for each in several):
                continue
            noted = [self._noted(each, printed) for each in several]
            yield from (
                (new.number, new.noted) for new, old in zip(noted, several, strict=True) if new != old
            )
            self._standing[key] = tuple(noted)

    def _noted(self, interval: Interval, printed: Mapping[int, bool]) -> Interval:
        if printed.get(interval.number, interval.printed is None):
            return replace(interval, printed=None, lacking=None)
        lacking = self._missing.get(interval.number, interval.lacking)
        last = self._state.edition if interval.printed is None else interval.printed
        return replace(interval, printed=last, lacking=lacking)


def _joined(covered: Period | None, period: Period | None) -> Period | None:
    if covered is None or period is None:
        return covered or period
    return Period(min(covered.first, period.first), max(covered.last, period.last))
