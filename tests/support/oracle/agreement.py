"""Asks a desk and the oracle the same, and says in a sentence where they first differ.

Rows that say the same are interchangeable: which of two twins was removed, or which of their wordings
stands on beside a partial copy, is nobody's to say. So where a row has twins, or had, what is compared is
what it says and how often; everywhere else also each letter, the page and the position. The order of rows
counts in a printed list and nowhere else.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, zip_longest
from types import MappingProxyType
from typing import Protocol

from models.domain import Listing, ListingKind, key
from tests.support.oracle.log import Entry, Happening, Shown, Stood
from tests.support.oracle.oracle import Oracle


class Answering(Protocol):
    """What a desk must do to be asked: `Oracle` says what each answer means.

    An entry that says exactly what stood before it needs no edition of its own; it is asked about all the
    same, and what is answered is that of the edition that it repeats, with no changes.
    """

    def take(self, entry: Entry) -> None:
        """Take in an entry as it arrives: publish it, hold it, or reject it, as it says."""

    def accept(self, name: int) -> None:
        """Accept one that was held, after all others have arrived."""

    def printed(self, name: int) -> Sequence[Shown]:
        """Return the printed list of an accepted edition."""

    def standing(self, name: int) -> Sequence[Stood]:
        """Return what held of its series after it, in any order."""

    def changes(self, name: int) -> Sequence[Happening]:
        """Return what it changed, in any order."""

    def counts(self, on: date) -> Mapping[tuple[str, ListingKind], int]:
        """Return how many rows stood at the end of a day, by area and kind."""

    def lineages(self) -> Mapping[tuple[tuple[int, bytes], ...], int]:
        """Return the lineages: names and keys in the order of the log, and how often there are such."""

    def net(self, first: int, last: int) -> Sequence[Happening]:
        """Return what changed between two editions of a series, in any order."""


def play(entries: Iterable[Entry], *desks: Answering) -> None:
    """Hand entries to some desks in the order of arrival, and then accept what is accepted late."""
    arriving = sorted(entries, key=lambda entry: entry.name)
    for desk in desks:
        for entry in arriving:
            desk.take(entry)
        for entry in arriving:
            if entry.decision == "accepted late":
                desk.accept(entry.name)


def same_rows(
    got: Sequence[Stood],
    right: Sequence[Stood],
    where: str = "what stands",
    twins: Mapping[bytes, bytes] = MappingProxyType({}),
) -> None:
    """Assert that the same rows stand for the same reasons, whatever their order.

    Args:
        got: What a desk says.
        right: What the oracle says.
        where: What was asked.
        twins: By their keys what rows mean that have twins, or had: which of their wordings is left, is
            nobody's to say.
    """
    _same(where, [_told_stood(each, twins) for each in got], [_told_stood(each, twins) for each in right])


def same_changes(
    got: Sequence[Happening],
    right: Sequence[Happening],
    twins: Mapping[bytes, bytes] = MappingProxyType({}),
    where: str = "changes",
) -> None:
    """Assert that the same happened, whatever the order.

    Args:
        got: What a desk says.
        right: What the oracle says.
        twins: By their keys what rows mean that stand more than once, or did.
        where: What was asked.
    """
    _same(where, [_told_change(each, twins) for each in got], [_told_change(each, twins) for each in right])


def _printed(desk: Answering, oracle: Oracle) -> None:
    for entry in oracle.log:
        got, right = desk.printed(entry.name), oracle.printed(entry.name)
        for number, (row, wanted) in enumerate(zip_longest(got, right), 1):
            if _shown(row) != _shown(wanted):
                _differ(f"row {number} of the printed list of {entry.name}", _shown(row), _shown(wanted))


def _standing(desk: Answering, oracle: Oracle) -> None:
    for entry in oracle.log:
        series = oracle.series(entry.name)
        twins = _twins(oracle, series[: series.index(entry.name) + 1])
        got, right = desk.standing(entry.name), oracle.standing(entry.name)
        same_rows(got, right, f"what stands after {entry.name}", twins)


def _changes(desk: Answering, oracle: Oracle) -> None:
    for entry in oracle.log:
        series = oracle.series(entry.name)
        twins = _twins(oracle, series[: series.index(entry.name) + 1])
        got, right = desk.changes(entry.name), oracle.changes(entry.name)
        same_changes(got, right, twins, f"what {entry.name} changed")


def _counts(desk: Answering, oracle: Oracle) -> None:
    days = sorted({entry.stood.date() for entry in oracle.log})
    for day in (days[0] - timedelta(days=1), *days, days[-1] + timedelta(days=1)) if days else ():
        got, right = desk.counts(day), oracle.counts(day)
        for area in sorted({*got, *right}):
            if got.get(area, 0) != right[area]:
                _differ(f"rows of {area[1]} in {area[0]} as of {day}", got.get(area, 0), right[area])


def _lineages(desk: Answering, oracle: Oracle) -> None:
    names = _names(oracle)
    got, right = (
        [
            tuple((name, names.get(said, said.hex())) for name, said in lineage)
            for lineage in Counter(desk_or_oracle.lineages()).elements()
        ]
        for desk_or_oracle in (desk, oracle)
    )
    _same("the lineages", got, right)


def _net(desk: Answering, oracle: Oracle) -> None:
    for series in sorted({tuple(oracle.series(entry.name)) for entry in oracle.log}):
        for first, last in combinations(series, 2):
            where = f"what changed from {first} to {last}"
            twins = _twins(oracle, series[: series.index(last) + 1])
            same_changes(desk.net(first, last), oracle.net(first, last), twins, where)


QUESTIONS: dict[str, Callable[[Answering, Oracle], None]] = {
    "printed": _printed,
    "standing": _standing,
    "changes": _changes,
    "counts": _counts,
    "lineages": _lineages,
    "net": _net,
}


def assert_agree(desk: Answering, oracle: Oracle, questions: Iterable[str] = QUESTIONS) -> None:
    """Ask both about every accepted edition, pair of editions and day; fail at the first difference."""
    for question in questions:
        try:
            QUESTIONS[question](desk, oracle)
        except AssertionError as difference:
            difference.add_note(_told_log(oracle))
            raise


def _twins(oracle: Oracle, names: Iterable[int]) -> dict[bytes, bytes]:
    return {said: meant for name in names for said, meant in oracle.twins(name).items()}


def _names(oracle: Oracle) -> dict[bytes, str]:
    """Return the words by which each row is told in a message; no two keys have the same."""
    listings = (listing for entry in oracle.log for listing in entry.rows)
    return {
        said: f"{' | '.join(_cells(each))} ({said.hex()[:8]})" for each in listings for said in [key(each)]
    }


def _same(where: str, got: Sequence[Hashable], right: Sequence[Hashable]) -> None:
    missing, surplus = Counter(right) - Counter(got), Counter(got) - Counter(right)
    if missing or surplus:
        first = [sorted(map(str, side))[:1] for side in (surplus, missing)]
        _differ(where, *(side[0] if side else "nothing" for side in first))


def _differ(where: str, got: object, right: object) -> None:
    raise AssertionError(f"{where} differs:\n  the desk says    {got}\n  it should say    {right}")


def _told_stood(each: Stood, twins: Mapping[bytes, bytes]) -> tuple[Hashable, ...]:
    return (each.reason or "printed", _said(each.listing, twins))


def _told_change(each: Happening, twins: Mapping[bytes, bytes]) -> tuple[Hashable, ...]:
    sides = (listing and _said(listing, twins) for listing in (each.before, each.after))
    return (str(each.kind), *sides, *_flags(each))


def _flags(each: Happening) -> list[str]:
    flags = {"possibly the same": each.possibly_same, "late": each.late}
    return [name for name, is_so in flags.items() if is_so]


def _said(listing: Listing, twins: Mapping[bytes, bytes]) -> tuple[Hashable, ...]:
    """Return what a row means that has twins; all of it, where it has none."""
    said = key(listing)
    return (listing.state, twins[said].hex()) if said in twins else _words(listing)


def _words(listing: Listing) -> tuple[Hashable, ...]:
    """Return all of a row, as something that can be counted and shown."""
    fields = tuple(sorted((name, value) for name, value in listing.fields.items() if value is not None))
    empty = tuple(sorted(name for name, value in listing.fields.items() if value is None))
    beside = tuple(sorted(listing.annotations.items()))
    place = (f"page {listing.page}", listing.position)
    read = (str(listing.kind), listing.state, listing.section, listing.as_read)
    return (*place, *read, fields, empty, beside, tuple(listing.notes))


def _cells(listing: Listing) -> list[str]:
    cells = [str(value) for value in listing.fields.values() if value is not None]
    return [*cells, listing.state]


def _shown(row: Shown | None) -> object:
    return row and (str(row.mark), *_words(row.listing))


def _told_log(oracle: Oracle) -> str:
    """Return the log as lines, a row each, so that a difference can be followed by eye."""
    lines = ["The log, as it stood:"]
    for entry in oracle.log:
        said = [f"{entry.stood:%Y-%m-%d %H:%M}", entry.decision]
        said += ["partial"] * entry.partial + ([str(entry.period)] if entry.period else [])
        lines.append(f"  {entry.name}: {', '.join(said)}")
        lines += [f"      struck: {' | '.join(_cells(each))}" for each in entry.struck]
        lines += [f"      {' | '.join(_cells(each))}  ({each.as_read!r})" for each in entry.rows]
        lines += [f"      said off: {' | '.join(_cells(each))}" for each in entry.said_off]
    return "\n".join(lines)
