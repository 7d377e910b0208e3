"""A source's log: its accepted editions in the order in which they stood, and what stands at a place."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from models.db import EditionRow, ListingRow, PrintedListRow, PrintingRow, select_in
from models.domain import (
    A_DAY,
    Continued,
    Ended,
    Entry,
    Facts,
    Interval,
    Lacking,
    Mark,
    Outcome,
    Period,
    Row,
    Standing,
    printed_only,
)
from models.queries.clauses import accepted
from models.queries.current_state import period_of, rows_of_printings
from models.queries.printed_lists import entries_of, reading_of, wordings_of

MOMENT = timedelta(microseconds=1)
"""By which two editions that stood at once are told apart: the one that was taken in first stands first."""

_FIRST, _UNTIL, _MISSED = aliased(EditionRow), aliased(EditionRow), aliased(EditionRow)
_PLACED = aliased(PrintingRow)


def free_place(
    session: Session, source: str, series: str, wanted: datetime, *, except_for: int | None = None
) -> datetime:
    """Return the first place from a moment on (UTC) at which no other edition of a series stands."""
    stood = select(EditionRow.id, EditionRow.stood).where(
        col(EditionRow.source) == source, col(EditionRow.series) == series, col(EditionRow.stood) >= wanted
    )
    for number, each in session.exec(stood.order_by(col(EditionRow.stood))):
        if each > wanted:
            break
        wanted += MOMENT if number != except_for else timedelta(0)
    return wanted


def log_of(session: Session, source: str, series: str, begin: datetime | None = None) -> Sequence[EditionRow]:
    """Return the accepted editions of a series from a place in the log on, in their order."""
    statement = select(EditionRow).where(*accepted(source, series)).order_by(col(EditionRow.stood))
    return session.exec(statement.where(col(EditionRow.stood) >= begin) if begin else statement).all()


def edition_before(session: Session, source: str, series: str, place: datetime) -> EditionRow | None:
    """Return the accepted edition that stands before a place in the log, if there is one."""
    statement = select(EditionRow).where(*accepted(source, series), col(EditionRow.stood) < place)
    return session.exec(statement.order_by(col(EditionRow.stood).desc()).limit(1)).first()


def editions_after(session: Session, edition: int) -> list[int]:
    """Return the ids of the accepted editions of its series that stand behind one, in their order."""
    row = session.get_one(EditionRow, edition)
    later = select(EditionRow.id).where(*accepted(row.source, row.series), col(EditionRow.stood) > row.stood)
    return [number or 0 for number in session.exec(later.order_by(col(EditionRow.stood)))]


def last_place(session: Session, source: str) -> datetime | None:
    """Return the last place (UTC) in a source's log at which an edition stands, whatever became of it."""
    return session.exec(select(func.max(EditionRow.stood)).where(col(EditionRow.source) == source)).one()


def bears_date(
    session: Session, source: str, series: str, day: date, *, except_for: int | None = None
) -> bool:
    """Tell whether another edition of a series prints a date."""
    of_series = (col(EditionRow.source) == source, col(EditionRow.series) == series)
    others = (*of_series, col(EditionRow.id).is_distinct_from(except_for))
    dated = select(EditionRow.id).where(*others, col(EditionRow.published) == day)
    return session.exec(dated.limit(1)).first() is not None


def is_published(session: Session, source: str, sha256: str) -> bool:
    """Tell whether an accepted edition of a source was read from these bytes."""
    same = select(EditionRow.id).where(*accepted(source), col(EditionRow.sha256) == sha256)
    return session.exec(same.limit(1)).first() is not None


def is_to_confirm(session: Session, source: str, now: datetime) -> bool:
    """Tell whether a row has been missing for so long that the same document confirms that it is gone."""
    missing = (
        select(ListingRow.id)
        .join(_MISSED, col(_MISSED.id) == col(ListingRow.missing_edition))
        .where(
            col(ListingRow.source) == source,
            col(ListingRow.until_edition).is_(None),
            col(_MISSED.stood) <= now - A_DAY,
        )
    )
    return session.exec(missing.limit(1)).first() is not None


def is_behind(session: Session, source: str, series: str, place: datetime) -> bool:
    """Tell whether an accepted edition of a series stands after a place in its log."""
    later = select(EditionRow.id).where(*accepted(source, series), col(EditionRow.stood) > place)
    return session.exec(later.limit(1)).first() is not None


def entries_of_log(session: Session, editions: Sequence[EditionRow]) -> Iterator[Entry]:
    """Yield accepted editions as entries of their log: each as it was read first, then by better readers."""
    numbers = [edition.id for edition in editions]
    lists = select(PrintedListRow.edition, PrintedListRow.reading).order_by(col(PrintedListRow.reading))
    readings: dict[int, list[int | None]] = defaultdict(list)
    for edition, reading in select_in(session, lists, PrintedListRow.edition, numbers):
        readings[edition].append(reading)
    for row in editions:
        for reading in readings[row.id or 0] or [None]:
            yield entry_of(session, row, reading)


def entry_of(session: Session, edition: EditionRow, reading: int | None = None) -> Entry:
    """Return an accepted edition as an entry of its log, from one of its printed lists.

    Args:
        session: One that reads.
        edition: The edition.
        reading: Which reader's; None for that of the best reader.
    """
    assert edition.id is not None  # noqa: S101 - it was read
    printed = reading_of(session, edition.id, reading)
    entries = entries_of(session, printed) if printed else []
    wordings = wordings_of(session, (entry.printing for entry in entries))
    printings = [entry.printing for entry in printed_only(entries)]
    off = (entry for entry in entries if entry.mark is not Mark.PRINTED)
    return Entry(
        edition.id,
        edition.stood,
        [wordings[each][0] for each in printings],
        [wordings[each][1] for each in printings],
        partial=edition.partial,
        off=Counter(wordings[entry.printing][0] for entry in off),
        period=period_of(edition),
        reading=printed.reading if printed else 1,
        document=edition.sha256,
    )


def state_before(session: Session, source: str, series: str, place: datetime) -> Standing:
    """Return what stands of a series just before a place in its log (UTC).

    Of a place in the past, it is known of no row whether the edition before it printed the row.
    """
    last = edition_before(session, source, series, place)
    if last is None:
        return Standing()
    standing: dict[bytes, list[Interval]] = defaultdict(list)
    for interval in _intervals(session, source, series, place):
        standing[interval.key].append(interval)
    ordered = {
        key: tuple(sorted(each, key=lambda one: (one.begun, one.number))) for key, each in standing.items()
    }
    return Standing(last.id, last.partial, ordered, _covered(session, source, series, place))


def prints_all_that_stands(session: Session, edition: EditionRow) -> bool:
    """Tell whether an accepted edition prints each row that stood after it, as far as was known by then."""
    printed = reading_of(session, edition.id or 0, None)
    known = func.coalesce(ListingRow.known_edition, ListingRow.until_edition)
    standing = (
        select(func.count())
        .select_from(ListingRow)
        .join(_FIRST, col(_FIRST.id) == col(ListingRow.first_edition))
        .outerjoin(_UNTIL, col(_UNTIL.id) == known)
        .where(
            col(ListingRow.source) == edition.source,
            col(ListingRow.series) == edition.series,
            col(_FIRST.stood) <= edition.stood,
            or_(col(_UNTIL.id).is_(None), col(_UNTIL.stood) > edition.stood),
        )
    )
    return printed is not None and session.exec(standing).one() == printed.entries


def _intervals(session: Session, source: str, series: str, place: datetime) -> Iterator[Interval]:
    columns: Sequence[Any] = (
        ListingRow.id,
        ListingRow.key,
        PrintingRow.digest,
        ListingRow.lineage,
        ListingRow.begun,
        ListingRow.begun_number,
        ListingRow.first_edition,
        ListingRow.since_edition,
        ListingRow.printed_edition,
        func.coalesce(_PLACED.outcome, PrintingRow.outcome),
        ListingRow.missing_edition,
        _MISSED.stood,
        _MISSED.sha256,
        ListingRow.missing_like,
        PrintingRow.key,
        _PLACED.digest,
    )
    standing = (
        select(*columns)
        .join(PrintingRow, col(PrintingRow.id) == col(ListingRow.printing))
        .outerjoin(_PLACED, col(_PLACED.id) == col(ListingRow.placed_printing))
        .outerjoin(_MISSED, col(_MISSED.id) == col(ListingRow.missing_edition))
        .join(_FIRST, col(_FIRST.id) == col(ListingRow.first_edition))
        .outerjoin(_UNTIL, col(_UNTIL.id) == col(ListingRow.until_edition))
        .where(
            col(ListingRow.source) == source,
            col(ListingRow.series) == series,
            col(_FIRST.stood) < place,
            or_(col(_UNTIL.id).is_(None), col(_UNTIL.stood) >= place),
        )
    )
    yield from map(_interval, session.exec(standing))


def _interval(row: Sequence[Any]) -> Interval:
    number, key, wording, lineage, begun, begun_number, first, since, printed, outcome, *more = row
    missing, stood, document, like, said, placed = more
    return Interval(
        number,
        key,
        wording,
        lineage,
        (begun, begun_number),
        first,
        since,
        printed,
        Outcome(outcome),
        Lacking(missing, stood, document, like) if missing is not None else None,
        Continued(said, placed) if placed is not None else None,
    )


def _covered(session: Session, source: str, series: str, place: datetime) -> Period | None:
    days = select(func.min(EditionRow.period_first), func.max(EditionRow.period_last)).where(
        *accepted(source, series), col(EditionRow.stood) < place
    )
    first, last = session.exec(days).one()
    return Period(first, last) if first and last else None


class StoredFacts:
    """What steps must know of rows, read from the store as they ask, once each.

    Args:
        session: One that reads.
        source: Name of the source.
        series: The series whose log is derived.
        place: Where in it the derivation begins.
        new: Rows of printings that are not stored yet, by wording.
    """

    def __init__(
        self, session: Session, source: str, series: str, place: datetime, new: Mapping[bytes, Row]
    ) -> None:
        self._session, self._source, self._series, self._place = session, source, series, place
        self._rows = dict(new)
        self._states: dict[bytes, str] | None = None

    @property
    def known(self) -> Mapping[bytes, Row]:
        """The rows that were asked for, and those that were given."""
        return self._rows

    def facts(self, *, cumulative: bool, confirmed: bool = False) -> Facts:
        """Return them as a step takes them, with the rules of the source's log."""
        return Facts(self.rows, self.ended, self.in_state, cumulative, confirmed)

    def rows(self, wordings: Iterable[bytes]) -> Mapping[bytes, Row]:
        """Return rows by wording, with those that were asked for before."""
        lacking = {wording for wording in wordings if wording not in self._rows}
        if lacking:
            self._rows |= rows_of_printings(self._session, self._source, lacking)
        return self._rows

    def in_state(self, state: str, wordings: Collection[bytes]) -> set[bytes]:
        """Return those of some wordings whose rows are in a state."""
        if self._states is None:
            said = select(PrintingRow.digest, PrintingRow.state).where(
                col(PrintingRow.source) == self._source
            )
            self._states = dict(self._session.exec(said).all())
        rows, stored = self._rows, self._states
        return {
            each
            for each in wordings
            if state == (rows[each].listing.state if each in rows else stored.get(each))
        }

    def ended(self, keys: Iterable[bytes]) -> Mapping[bytes, Sequence[Ended]]:
        """Return the lineages that ended before the derivation's place, by the key that they ended with."""
        if edition_before(self._session, self._source, self._series, self._place) is None:
            return {}
        statement = select(ListingRow.lineage).where(
            col(ListingRow.source) == self._source, col(ListingRow.series) == self._series
        )
        lineages = set(select_in(self._session, statement, ListingRow.key, set(keys)))
        last: dict[int, tuple[tuple[datetime, bool, datetime, int], bytes, bool, Ended]] = {}
        until = aliased(EditionRow)
        intervals = (
            select(ListingRow, _FIRST.stood, until.stood)
            .join(_FIRST, col(_FIRST.id) == col(ListingRow.first_edition))
            .outerjoin(until, col(until.id) == col(ListingRow.until_edition))
            .where(col(_FIRST.stood) < self._place)
        )
        for row, first, end in select_in(self._session, intervals, ListingRow.lineage, lineages):
            over = end is not None and end < self._place
            # Two readings of one edition begin at one place: the one that stood on is the later.
            order = (first, end is None, end or first, row.id or 0)
            if row.lineage not in last or order > last[row.lineage][0]:
                gone = Ended(row.lineage, (row.begun, row.begun_number), end or first)
                last[row.lineage] = (order, row.key, over, gone)
        ended: dict[bytes, list[Ended]] = defaultdict(list)
        for _, key, over, lineage in last.values():
            if over:
                ended[key].append(lineage)
        return ended
