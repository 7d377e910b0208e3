"""Printed lists read back: what an edition said, exactly, and where rows stand in print.

A row is cited by the newest list, not after a given edition or day, that holds it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy import select as columns_of
from sqlmodel import Session, col, func, select

from models.db import EditionRow, ListingRow, PrintedChunkRow, PrintedListRow, PrintingRow, batches, select_in
from models.domain import DayEnd, PrintedEntry, StoredEdition, by_ordinal, printed_only, unpack
from models.places import DETAINERS
from models.queries.clauses import among, by_day, day_values, run, stands_in

Cited = tuple[int, int]
"""An edition and a printing."""


def newest_reading(session: Session, edition: int) -> PrintedListRow | None:
    """Return an edition's printed list, of its best reader; None of one that was never accepted."""
    lists = select(PrintedListRow).where(col(PrintedListRow.edition) == edition)
    return session.exec(lists.order_by(col(PrintedListRow.reading).desc()).limit(1)).first()


def reading_of(session: Session, edition: int, reading: int | None) -> PrintedListRow | None:
    """Return the printed list that one reader made of an edition; None asks for the best reader's."""
    return session.get(PrintedListRow, (edition, reading)) if reading else newest_reading(session, edition)


def entries_of(session: Session, printed: PrintedListRow) -> list[PrintedEntry]:
    """Return the entries of a printed list, in the order of its document."""
    chunks = select(PrintedChunkRow.data).where(
        col(PrintedChunkRow.edition) == printed.edition, col(PrintedChunkRow.reading) == printed.reading
    )
    return by_ordinal(entry for data in session.exec(chunks) for entry in unpack(printed.templates, data))


def wordings_of(session: Session, printings: Iterable[int]) -> dict[int, tuple[bytes, bytes]]:
    """Return the key and the wording of printings, by their ids."""
    columns = select(PrintingRow.id, PrintingRow.key, PrintingRow.digest)
    found = select_in(session, columns, PrintingRow.id, sorted(set(printings)))
    return {number or 0: (key, digest) for number, key, digest in found}


def printing_ids(session: Session, source: str, wordings: Iterable[bytes]) -> dict[bytes, int]:
    """Return the ids of the stored printings of a source, by wording."""
    stored = select(PrintingRow.digest, PrintingRow.id).where(col(PrintingRow.source) == source)
    found = select_in(session, stored, PrintingRow.digest, sorted(set(wordings)))
    return {digest: number or 0 for digest, number in found}


def cite(session: Session, wanted: Iterable[Cited]) -> dict[Cited, list[PrintedEntry]]:
    """Return where printings stand in editions, in the order of the document: several of one that repeats.

    A row that is struck or said off stands nowhere.

    Args:
        session: One that reads.
        wanted: Editions, each with a printing.
    """
    by_edition: dict[int, set[int]] = defaultdict(set)
    for edition, printing in wanted:
        by_edition[edition].add(printing)
    found: dict[Cited, list[PrintedEntry]] = {}
    for edition, printings in by_edition.items():
        for entry in _entries(session, edition, printings):
            found.setdefault((edition, entry.printing), []).append(entry)
    return {cited: by_ordinal(entries) for cited, entries in found.items()}


def _entries(session: Session, edition: int, printings: set[int]) -> Iterable[PrintedEntry]:
    """Yield the entries of some printings; each is looked for in the chunks that may hold it."""
    for reading, templates, number, first, last in run(session, _bounds(), edition=edition):
        if any(first <= each <= last for each in printings):
            [[data]] = run(session, _data(), edition=edition, reading=reading, number=number)
            entries = printed_only(_unpacked(tuple(templates), data))
            yield from (entry for entry in entries if entry.printing in printings)


@cache
def _bounds() -> Any:
    """Return the statement that selects the chunks of an edition's newest list, without their data."""
    of_edition = col(PrintedListRow.edition) == bindparam("edition")
    newest = columns_of(func.max(col(PrintedListRow.reading))).where(of_edition).scalar_subquery()
    chunk = (col(PrintedChunkRow.number), col(PrintedChunkRow.first), col(PrintedChunkRow.last))
    return (
        columns_of(col(PrintedListRow.reading), col(PrintedListRow.templates), *chunk)
        .join(PrintedChunkRow, col(PrintedChunkRow.edition) == col(PrintedListRow.edition))
        .where(
            of_edition,
            col(PrintedListRow.reading) == newest,
            col(PrintedChunkRow.reading) == newest,
        )
    )


@cache
def _data() -> Any:
    return columns_of(col(PrintedChunkRow.data)).where(
        col(PrintedChunkRow.edition) == bindparam("edition"),
        col(PrintedChunkRow.reading) == bindparam("reading"),
        col(PrintedChunkRow.number) == bindparam("number"),
    )


@lru_cache(maxsize=64)
def _unpacked(templates: tuple[str, ...], data: bytes) -> tuple[PrintedEntry, ...]:
    """A chunk never changes: those that answers ask for most stay at hand."""
    return tuple(unpack(templates, data))


def lacked_by(session: Session, edition: StoredEdition) -> dict[int, tuple[str, bool]]:
    """Return the rows that stood on although a whole edition lacks them, by their ids.

    Each comes with its kind, and whether an equal row is printed: beside one, none is missing. What became of
    them later changes nothing of that: a message says the same whenever it is made.
    """
    stood = (*stands_in(edition, as_known=True), col(ListingRow.kind).not_in(DETAINERS))
    number = session.exec(select(func.count()).select_from(ListingRow).where(*stood)).one()
    printed = newest_reading(session, edition.number)
    if edition.partial or printed is None or number <= edition.rows:
        return {}
    left = Counter(entry.printing for entry in printed_only(entries_of(session, printed)))
    order = (col(ListingRow.begun), col(ListingRow.begun_number), col(ListingRow.id))
    columns = select(ListingRow.id, ListingRow.printing, ListingRow.kind, ListingRow.key)
    is_printed: dict[bytes, bool] = defaultdict(bool)
    lacked: list[tuple[int, str, bytes]] = []
    for listing, printing, kind, key in session.exec(columns.where(*stood).order_by(*order)):
        if left[printing]:
            left[printing] -= 1
            is_printed[key] = True
        else:
            lacked.append((listing or 0, kind, key))
    return {listing: (kind, is_printed[key]) for listing, kind, key in lacked}


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a row is printed: in which edition's list, None where none of those asked about holds it."""

    edition: int | None
    entry: PrintedEntry


def where_printed(
    session: Session, wanted: Iterable[tuple[int, int | None]], as_of: DayEnd | None = None
) -> dict[int, Citation]:
    """Return where listings are printed, by their ids.

    Of several printed alike each has a place of its own, in the order in which they began.

    Args:
        session: One that reads.
        wanted: Listings, each with the edition after which nothing counts; None for the newest.
        as_of: The day after which nothing counts; None for now.
    """
    latest = dict(wanted)
    rows = _rows(session, latest)
    logs = _Logs(session, as_of)
    found = _cited(session, rows, {each: logs.likely(row, latest[each]) for each, row in rows.items()})
    chosen = {each: logs.editions(row, latest[each]) for each, row in rows.items() if each not in found}
    while waiting := {
        each: editions.pop(0) for each, editions in chosen.items() if editions and each not in found
    }:
        found |= _cited(session, rows, waiting)
    nowhere = rows.keys() - found.keys()
    return found | {each: Citation(None, PrintedEntry(rows[each].printing, 0, None, "")) for each in nowhere}


def _cited(
    session: Session, rows: Mapping[int, Any], editions: Mapping[int, int | None]
) -> dict[int, Citation]:
    """Return where rows are printed in the editions given, by listing; nothing of those that aren't."""
    places = {each: (edition, rows[each].printing) for each, edition in editions.items() if edition}
    entries = cite(session, places.values())
    return {
        each: Citation(place[0], _own(session, rows[each], entries[place]))
        for each, place in places.items()
        if place in entries
    }


class _Logs:
    """The accepted editions of series up to a day, the newest first, read as they are asked for."""

    def __init__(self, session: Session, as_of: DayEnd | None) -> None:
        self._session, self._as_of = session, as_of
        self._newest: dict[tuple[str, str], int | None] = {}
        self._whole: dict[tuple[str, str], list[int]] = {}

    def likely(self, row: Any, latest: int | None) -> int | None:
        """Return the edition that most likely prints a row: the newest; None of one that ended."""
        if row.until or latest or row.printed:
            return None if row.until or self._as_of else latest or row.printed
        series = row.source, row.series
        if series not in self._newest:
            self._newest[series] = next(iter(self._read(*series, newest=True)), None)
        return self._newest[series]

    def editions(self, row: Any, latest: int | None) -> list[int]:
        """Return the editions that may print a row, the newest first."""
        series = row.source, row.series
        if series not in self._whole:
            self._whole[series] = self._read(*series)
        log = self._whole[series]
        last = latest if latest in log else row.printed
        begin = log.index(last) if last in log else 0
        if row.until in log:
            begin = max(begin, log.index(row.until) + 1)
        end = log.index(row.first) + 1 if row.first in log else len(log)
        return log[begin:end]

    def _read(self, source: str, series: str, *, newest: bool = False) -> list[int]:
        statement = _log(past=self._as_of is not None, newest=newest)
        found = run(self._session, statement, source=source, series=series, **day_values(self._as_of))
        return [number for (number,) in found]


@cache
def _log(*, past: bool, newest: bool) -> Any:
    log = columns_of(col(EditionRow.id)).where(
        col(EditionRow.source) == bindparam("source"),
        col(EditionRow.status) == "accepted",
        col(EditionRow.series) == bindparam("series"),
    )
    log = log.where(by_day(EditionRow)) if past else log
    return log.order_by(col(EditionRow.stood).desc()).limit(1 if newest else None)


def _rows(session: Session, listings: Iterable[int]) -> dict[int, Any]:
    found = (row for some in batches(listings) for row in run(session, _listed(), listings=some))
    return {row.id: row for row in found}


@cache
def _listed() -> Any:
    columns: tuple[Any, ...] = (
        col(ListingRow.id),
        col(ListingRow.printing),
        col(ListingRow.source),
        col(ListingRow.series),
        col(ListingRow.first_edition).label("first"),
        col(ListingRow.until_edition).label("until"),
        col(ListingRow.printed_edition).label("printed"),
    )
    return columns_of(*columns).where(among(ListingRow.id, "listings"))


def _own(session: Session, row: Any, entries: Sequence[PrintedEntry]) -> PrintedEntry:
    """Return the entry of a row among several that are printed alike."""
    if len(entries) == 1:
        return entries[0]
    twins = (
        select(ListingRow.id)
        .where(
            col(ListingRow.source) == row.source,
            col(ListingRow.series) == row.series,
            col(ListingRow.printing) == row.printing,
            col(ListingRow.until_edition).is_(None)
            if row.until is None
            else col(ListingRow.until_edition) == row.until,
        )
        .order_by(col(ListingRow.begun), col(ListingRow.begun_number), col(ListingRow.id))
    )
    place = list(session.exec(twins)).index(row.id)
    return entries[min(place, len(entries) - 1)]
