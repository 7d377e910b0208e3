"""What one step of a log makes of rows that are all at hand."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from models.domain import Change, Entry, Facts, Period, Reading, Row, Standing, Step, step, wording

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def facts_of(rows: Iterable[Row], *, cumulative: bool = False) -> Facts:
    """Return what a step may ask of these rows; nothing has ended before."""
    known = {wording(row.listing): row for row in rows}
    return Facts(lambda _wordings: known, lambda _keys: {}, lambda _state, wordings: wordings, cumulative)


def entry_of(edition: int, rows: Sequence[Row], period: Period | None = None) -> Entry:
    """Return rows as an entry of a log; entries stand in the order of their numbers."""
    reading = Reading.of(row.listing for row in rows)
    keys = [row.key for row in rows]
    return Entry(edition, BEGIN + timedelta(days=edition), keys, reading.wordings, period=period)


def taken(state: Standing, entry: Entry, facts: Facts) -> Step:
    """Return a step whose changes hold the rows as they were given."""
    made = step(state, entry, facts)
    changes = tuple(
        replace(each, change=replace(
            each.change, before=_plain(each.change.before), after=_plain(each.change.after)
        ))
        for each in made.changes
    )  # fmt: skip
    return replace(made, changes=changes)


def _plain(row: Row | None) -> Row | None:
    return replace(row, stored=None, ordinal=0) if row else None


def changed(before: Sequence[Row], after: Sequence[Row]) -> tuple[Change, ...]:
    """Return the changes between two editions of a list."""
    known = facts_of([*before, *after])
    stood = step(Standing(), entry_of(1, before), known).state
    return tuple(each.change for each in taken(stood, entry_of(2, after), known).changes)


def changed_by_release(
    before: Sequence[Row], after: Sequence[Row], covers: Period | None, covered: Period | None
) -> tuple[Change, ...]:
    """Return the changes of a release that covers some days, after others that covered theirs."""
    known = facts_of([*before, *after], cumulative=True)
    stood = step(Standing(), entry_of(1, before, covered), known).state
    return tuple(each.change for each in taken(stood, entry_of(2, after, covers), known).changes)
