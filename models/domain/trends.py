"""Counts over time, and what makes them comparable or not. Pure.

Reports of events count by the period that they cover, cumulative files by the month of the
event, lists by edition. Sources are never summed: each counts by its own rule.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from models.domain.days import day, period
from models.domain.values import ListingKind, Source, SourceKind

ALIKE = 0.2
"""Share by which two periods' lengths may differ: months do, a week and a quarter are two things."""
NAMED = 3


class By(StrEnum):
    """What counts are told apart by, beside source and period."""

    PERIOD = "period"
    STATE = "state"
    PLACE = "place"
    AGENCY = "agency"
    OFFENSE = "offense"


@dataclass(frozen=True, slots=True)
class Point:
    """One number: of a period, or of what stood on a list in one edition.

    Attributes:
        first: First day covered; of a list the day of the edition.
        last: Last day covered, included.
        count: Rows; of tallies the sum of their counts.
        group: State (USPS), place (`Travis County, TX (48453)`), agency or offense as printed; empty when
            by period.
        partial: Rows are missing from the copy that it was counted from.
        taken_back: What its publisher took back of it since, which `count` leaves out; `back_on` tells the
            last day on which it did, in the newsroom's zone.
        total: What the report itself says that it counts in the whole country; None where it doesn't or
            where less is asked for.
        whole: Of a list: rows that name a state itself; `district` tells that one is the District's.
    """

    first: date
    last: date
    count: int
    group: str = ""
    partial: bool = False
    taken_back: int = 0
    whole: int = 0
    district: bool = False
    back_on: date | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of one kind of row in one source, in the order of their periods.

    Attributes:
        measure: Of tallies: `declined` or `issued`; the two are never summed.
        withdrawn: Since when its publisher has taken the list down; None while it is there.
        covered: First and last day of each period that the source has told of, here or elsewhere.
        caveats: What makes its numbers comparable or not, each a sentence.
    """

    source: str
    kind: ListingKind
    measure: str
    points: tuple[Point, ...]
    withdrawn: date | None = None
    covered: tuple[tuple[date, date], ...] = ()
    caveats: tuple[str, ...] = ()

    @property
    def periods(self) -> tuple[Point, ...]:
        """The numbers by period alone, whatever they are told apart by."""
        by_days: dict[tuple[date, date], list[Point]] = defaultdict(list)
        for point in self.points:
            by_days[point.first, point.last].append(point)
        return tuple(
            Point(
                *days,
                sum(p.count for p in points),
                partial=any(p.partial for p in points),
                taken_back=sum(p.taken_back for p in points),
                whole=sum(p.whole for p in points),
                district=any(p.district for p in points),
                back_on=max((p.back_on for p in points if p.back_on), default=None),
                total=max((p.total for p in points if p.total), default=None),
            )
            for days, points in sorted(by_days.items())
        )

    @property
    def groups(self) -> tuple[tuple[str, int], ...]:
        """The sums by group over all periods, largest first; of a list those of its newest edition."""
        newest = max((point.last for point in self.points), default=date.min)
        sums: dict[str, int] = defaultdict(int)
        for point in self.points:
            if point.group and (self.events or point.last == newest):
                sums[point.group] += point.count
        return tuple(sorted(sums.items(), key=lambda item: (-item[1], item[0])))

    @property
    def events(self) -> bool:
        """Whether its rows are events of a period, and not places that stand on a list."""
        return self.kind in {ListingKind.REFUSAL, ListingKind.TALLY}


def doubts(series: Series, source: Source) -> Iterator[str]:
    """Yield what makes the numbers of a series comparable or not, each a sentence."""
    periods = series.periods
    if any(point.partial for point in periods):
        yield "Numbers marked “at least” come from partial copies: rows are missing from them."
    if source.cumulative:
        yield (
            "The file is cumulative: recent months rise in later releases, since rows are recorded late; "
            "its months are no weekly reports."
        )
    elif series.events:
        yield from _lengths(periods)
        yield from _gaps(sorted({*series.covered, *((point.first, point.last) for point in periods)}))
        yield from _silent(series)
    if source.kind is SourceKind.STATE and len(periods) > 1:
        yield "What stands on a list is counted anew in each edition; the numbers are not to be summed."
    if series.withdrawn:
        down = f"The list was taken down by {day(series.withdrawn)}."
        yield f"{down} A list taken down is not a place taken off."
    if source.suspended:
        stopped = day(source.suspended)
        yield f"Its publisher suspended it {stopped}: no number after that doesn't mean zero."


def _lengths(periods: Sequence[Point]) -> Iterator[str]:
    days = sorted((point.last - point.first).days + 1 for point in periods)
    if days and days[-1] > days[0] * (1 + ALIKE):
        yield f"Its periods are of {days[0]} to {days[-1]} days: the numbers can't be compared as they stand."


def _gaps(covered: Sequence[tuple[date, date]]) -> Iterator[str]:
    """Yield which days lie between two periods and in none."""
    reached, missing = date.min, []
    for (_, before), (after, _) in pairwise(covered):
        reached = max(reached, before)
        if after > reached + timedelta(days=1):
            first, last = reached + timedelta(days=1), after - timedelta(days=1)
            missing.append(period(first, last))
    if missing:
        shown = ", ".join(missing[:NAMED]) + (" and others" if len(missing) > NAMED else "")
        yield f"No report that we have covers {shown}, which doesn't mean zero."


def _silent(series: Series) -> Iterator[str]:
    """Yield who was counted before and is not in the newest period."""
    newest = max(point.last for point in series.points)
    heard = {point.group for point in series.points if point.group and point.last == newest and point.count}
    sums = dict(series.groups)
    silent = [group for group in sums if group not in heard]
    if not silent:
        return
    # Agencies have commas in their names.
    shown = "; ".join(silent[:NAMED]) + (f"; and {len(silent) - NAMED} more" if len(silent) > NAMED else "")
    yield (
        f"Not in its newest period, but in earlier ones: {shown}. They declined none, "
        "or none were recorded; the report doesn't tell which."
    )


def with_doubts(series: Iterable[Series], sources: Mapping[str, Source]) -> tuple[Series, ...]:
    """Return series with their caveats; one of a source that is watched no more has none."""
    return tuple(
        replace(one, caveats=tuple(doubts(one, sources[one.source]))) if one.source in sources else one
        for one in series
    )
