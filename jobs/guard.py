"""Pure: an edition and what went before → publish it, or hold it and say why.

A reader of an alert can't see that a table was cut off; so whatever looks wrong waits for a
person. What doesn't hold: new columns, unknown values and unreadable cells. They are questions
for operators, and the rows are published as printed. The thresholds have their reasons in
docs/decisions.md.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from jobs.arithmetic import differences
from jobs.guard_dates import dates_after_today, declined_before_issued, outside_the_period
from jobs.guard_history import Before, as_successor, collapsed, more_unknown, placeless
from jobs.guard_repeats import repeats
from models.fills import PLACED
from models.listings import CELLS
from models.values import Edition, Source, Verdict

__all__ = ["Before", "Now", "judge"]

FEWEST = 5
"""Rows below which a share of them says nothing."""

MOST_UNKNOWN = 0.6
"""Share of rows whose place may be unknown; a genuine table of jails without states has up to 41%."""

MOST_NAMELESS = 0.1
"""Share of rows that may be without the name of a place."""


@dataclass(frozen=True, slots=True)
class Now:
    """What is known of an edition beside what was read.

    Attributes:
        fills: Share of its rows in which each field says something (`models.fills`).
        usual: The same of the editions before it; empty for a source's first.
        times: How often its rarest row stands in it.
        today: The day on which its document was seen, UTC; a day later may have begun elsewhere.
        back: The list was withdrawn and this is its return: it may carry an older date.
    """

    fills: Mapping[str, float] = field(default_factory=dict)
    usual: Mapping[str, float] = field(default_factory=dict)
    times: int = 1
    today: date = date.max - timedelta(days=1)
    back: bool = False


def judge(edition: Edition, source: Source, before: Before | None = None, now: Now | None = None) -> Verdict:
    """Decide whether an edition may be published.

    Args:
        edition: What was read.
        source: Its source, for the kind and the floor.
        before: What it would replace: the last accepted edition of a list, or of the same period of
            a report; None when there is nothing to replace.
        now: What else is known of it.

    Returns:
        A verdict with one reason a sentence; none means publish.
    """
    now = now or Now()
    if edition.problems and not edition.listings:
        return Verdict(edition.problems)  # What couldn't be read lacks everything, which says nothing more.
    return Verdict(
        (
            *_content(edition, source),
            *_names(edition, now),
            *dates_after_today(edition, now.today),
            *outside_the_period(edition, source),
            *declined_before_issued(edition),
            *collapsed(now.fills, now.usual, len(edition.listings)),
            *more_unknown(now.fills, now.usual, len(edition.listings)),
            *repeats(edition, source.kind, now.times, now.fills, now.usual),
            *(as_successor(edition, source, before, back=now.back) if before else ()),
            *(placeless(before, now.usual) if before else ()),
        )
    )


def _content(edition: Edition, source: Source) -> Iterator[str]:
    """Yield what is wrong with the edition by itself."""
    rows = len(edition.listings)
    yield from edition.problems
    if not rows:
        yield "No rows were found."
    elif rows < source.floor and not edition.partial:
        yield f"Only {rows:,} rows were found; a whole edition has at least {source.floor:,}."
    if not edition.transcription:
        yield from differences(edition)


def _names(edition: Edition, now: Now) -> Iterator[str]:
    """Yield that rows have no name, or one that is no place's: words were lost, or moved."""
    rows = len(edition.listings)
    nameless = sum(not row.fields.get(CELLS[row.kind][0][0]) and not row.state for row in edition.listings)
    if nameless > MOST_NAMELESS * rows:
        yield f"{nameless:,} of {rows:,} rows name no place."
    unknown = round((1 - now.fills.get(PLACED, 1.0)) * rows)
    if unknown >= FEWEST and unknown > MOST_UNKNOWN * rows:
        yield f"The places of {unknown:,} of {rows:,} rows are unknown."
