"""Editions that another reader read than their source has now: read again, and what that gives.

No publisher has changed anything, so nobody is told but operators: no alert, no change, no edit of a
message. What a reader makes of an edition is kept beside what the first one made of it.
"""

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, exists, select

from models import db
from models.config import Newsroom
from models.domain import Mark, Period, Reading, Row, StoredEdition, exact_of, fills_of
from models.editions.printings import ReadBy, intern, keep_list, misprint
from models.editions.publication import Compared, Publication, content_of, edition_row
from models.editions.review_queue import sample_of
from models.editions.rewriting import rewrite
from models.editions.row_writer import recount
from models.messaging import EditionReread, HeldEdition, Notice, queue
from models.queries import (
    as_edition,
    before,
    entries_of,
    newest_reading,
    period_of,
    rows_of_printings,
    wordings_of,
)

logger = logging.getLogger(__name__)

MOST = 0.25
"""Share of an edition's rows up to which a better reader may read them otherwise, without a person."""


_FACTS = {
    "date": ("published", "dated"),
    "totals": ("totals",),
    "caveats": ("caveats",),
    "columns": ("columns",),
}
"""What a better reader may read otherwise beside rows, with the columns that keep it, the read one first."""

_WOULD_ALTER = "It would alter changes that later versions are known to have made."


_Shown = tuple[bytes, Mark]
"""The wording of a row, and how the document shows it."""


class _Rewritten(Exception):
    """Applying a reading would alter what is stored as having happened: nothing of it is kept."""

    def __init__(self, told: EditionReread) -> None:
        super().__init__(_WOULD_ALTER)
        self.told = told


def read_otherwise(session: Session, marks: Mapping[str, str]) -> list[StoredEdition]:
    """Return editions that another reader read last, and of which rows stand or that wait for a person.

    They are the newest of each series, those from which rows still stand that later ones don't print,
    and held ones. What was copied from pages was read by whoever copied it, so it is left out.

    Args:
        session: One that reads.
        marks: By source that of its reader.
    """
    later = aliased(db.EditionRow)
    overtaken = exists().where(
        col(later.source) == col(db.EditionRow.source),
        col(later.series) == col(db.EditionRow.series),
        col(later.status) == "accepted",
        col(later.stood) > col(db.EditionRow.stood),
    )
    brings = exists().where(
        col(db.ListingRow.printed_edition) == col(db.EditionRow.id),
        col(db.ListingRow.source) == col(db.EditionRow.source),
        col(db.ListingRow.until_edition).is_(None),
    )
    counts = or_(
        col(db.EditionRow.status) == "held",
        (col(db.EditionRow.status) == "accepted") & or_(~overtaken, brings),
    )
    statement = select(db.EditionRow).where(counts, col(db.EditionRow.transcription) == "")
    found: list[StoredEdition] = []
    for source, mark in marks.items():
        others = (col(db.EditionRow.source) == source, col(db.EditionRow.reader) != mark)
        rows = session.exec(statement.where(*others).order_by(col(db.EditionRow.stood)))
        found += map(as_edition, rows)
    return found


def read_anew(
    engine: Engine, work: Publication, new: Mapping[bytes, Row], newsroom: Newsroom, now: datetime
) -> bool:
    """Keep what a better reader makes of an accepted edition, and derive from it.

    Where too many rows are read otherwise, or the period is, nothing is applied, and operators are asked,
    once. Its date, totals, caveats and columns are taken over with its rows, or without.

    Args:
        engine: The database.
        work: The edition as it is read now; `held` is its id.
        new: Rows with their places of the wordings that are not stored yet.
        newsroom: Whose operators hear of it.
        now: UTC.

    Returns:
        Whether anything is read otherwise now.
    """
    try:
        with db.writing(engine) as session:
            db.lock_source(session, work.source)
            return _taken(session, work, new, newsroom, now)
    except _Rewritten as error:
        told = error.told.model_copy(update={"reading": None, "otherwise": (), "reason": _WOULD_ALTER})
        with db.writing(engine) as session:
            db.lock_source(session, work.source)
            _ask(session, work, told, newsroom, now)
    return False


def _taken(
    session: Session, work: Publication, new: Mapping[bytes, Row], newsroom: Newsroom, now: datetime
) -> bool:
    row = session.get_one(db.EditionRow, work.held)
    printed = newest_reading(session, row.id or 0)
    if row.reader == work.reader or row.status != "accepted" or printed is None:
        return False
    read = edition_row(replace(work, compared=_beside(session, work)))
    otherwise, same = _otherwise(row, read), printed.exact == exact_of(work.listed)
    reason = _refused(work, new) or _other_series(row, read)
    if same and not otherwise and not reason:
        row.reader = work.reader
        return False
    told = _compared(session, work, printed, reason)
    if told.reason or told.differing > MOST * told.rows:
        _ask(session, work, told, newsroom, now)
        return False
    number = printed.reading if same else printed.reading + 1
    told = told.model_copy(update={"otherwise": otherwise, "reading": number})
    row.reader = work.reader
    for column in (column for name in otherwise for column in _FACTS[name]):
        setattr(row, column, getattr(read, column))
    if not same and not _applied(session, row, work, new, ReadBy(work.reader, now, number)):
        raise _Rewritten(told)
    _queue(session, work, told, newsroom, now)
    line = "%s: edition %s is read by another reader: %d of %d rows otherwise, as reading %s; also %s"
    also = ", ".join(otherwise) or "nothing"
    logger.info(line, work.source, work.held, told.differing, told.rows, told.reading, also)
    return True


def _compared(session: Session, work: Publication, printed: db.PrintedListRow, reason: str) -> EditionReread:
    """Return how many rows are read otherwise, and why that is not applied, if there is a reason."""
    entries = entries_of(session, printed)
    wordings = wordings_of(session, (entry.printing for entry in entries))
    stored = Counter((wordings[entry.printing][1], entry.mark) for entry in entries)
    after = Counter(zip(work.listed.wordings, work.listed.marks, strict=True))
    reason = reason or _gone_otherwise(stored, after)
    return EditionReread(
        edition=printed.edition,
        rows=max(stored.total(), after.total()),
        differing=max((stored - after).total(), (after - stored).total()),
        reason=reason,
    )


def _beside(session: Session, work: Publication) -> Compared:
    """Return what an edition's own facts are told by: what stands before it."""
    return replace(work.compared, before=before(session, work.source, work.series, work.place))


def _otherwise(row: db.EditionRow, read: db.EditionRow) -> tuple[str, ...]:
    return tuple(name for name, (first, *_) in _FACTS.items() if getattr(row, first) != getattr(read, first))


def _other_series(row: db.EditionRow, read: db.EditionRow) -> str:
    """Return why a reading would be of other days, or in another series, as a sentence; else empty."""
    was, now = period_of(row), period_of(read)
    if was != now:
        return f"By the new reader it covers {_days(now)}; as it stands, {_days(was)}."
    return "" if row.series == read.series else "By its settings now it is of another series."


def _days(period: Period | None) -> str:
    return period.said if period else "no period"


def _refused(work: Publication, new: Mapping[bytes, Row]) -> str:
    """Return why a reading is none, as a sentence; empty when it may be one."""
    if not work.reading:
        return next(iter(work.edition.problems), "The new reader reads no row of it.")
    numbers = {wording: number for number, wording in enumerate(work.listed.wordings)}
    return misprint(work.listed, [numbers[wording] for wording in new])


def _gone_otherwise(stored: Counter[_Shown], after: Counter[_Shown]) -> str:
    """Return why what two readings show as gone can't be put right by machine, as a sentence; else empty.

    What was told as removed was told, and what another edition printed is not this one's to end. Only a
    row that the edition itself brought may turn out to be crossed out.
    """
    was, now = (
        Counter({wording: number for (wording, mark), number in shown.items() if mark is not Mark.PRINTED})
        for shown in (stored, after)
    )
    here = Counter({wording: number for (wording, mark), number in stored.items() if mark is Mark.PRINTED})
    if was - now or now - was - here:
        return "It disagrees on which rows the document says are gone."
    return ""


def _applied(
    session: Session, row: db.EditionRow, work: Publication, new: Mapping[bytes, Row], read_by: ReadBy
) -> bool:
    """Write a reading, and what its step gives; tell whether what happened stays what it was."""
    assert row.id is not None  # noqa: S101 - it was read
    printings = intern(session, work, new)
    keep_list(session, row.id, work.listed, printings, read_by)
    happened = _happened(session, work)
    rewrite(session, row, work.rules)
    session.flush()
    row.content, row.rows, row.fills = content_of(work.reading), len(work.reading), _fills(session, work)
    recount(session, work.source)
    return _happened(session, work) == happened


def _happened(session: Session, work: Publication) -> list[tuple[object, ...]]:
    """Return all that is known to have changed in a series, as it is told."""
    change = db.ChangeRow
    columns = select(change.id, change.edition, change.kind, change.before_printing, change.after_printing)  # type: ignore[call-overload]
    of_series = (col(db.EditionRow.source) == work.source, col(db.EditionRow.series) == work.series)
    joined = columns.join(db.EditionRow, col(db.EditionRow.id) == col(change.edition)).where(*of_series)
    return [tuple(each) for each in session.exec(joined.order_by(col(change.id)))]


def _fills(session: Session, work: Publication) -> dict[str, float]:
    reading: Reading = work.reading
    rows = rows_of_printings(session, work.source, reading.wordings)
    outcomes = Counter(rows[wording].resolution.outcome for wording in reading.wordings)
    return fills_of(reading, outcomes)


def _ask(session: Session, work: Publication, told: EditionReread, newsroom: Newsroom, now: datetime) -> None:
    """Ask operators of a reading that is not applied; its reader is not tried on this edition again."""
    session.get_one(db.EditionRow, work.held).reader = work.reader
    _queue(session, work, told, newsroom, now)
    line = "%s: edition %s is left as it was read: %d of %d rows would be read otherwise. %s"
    logger.warning(line, work.source, work.held, told.differing, told.rows, told.reason)


def _queue(
    session: Session, work: Publication, told: EditionReread, newsroom: Newsroom, now: datetime
) -> None:
    queue(session, newsroom, Notice(f"reread:{work.held}:{work.reader}", told, work.held), now)


def judged_anew(
    engine: Engine, work: Publication, newsroom: Newsroom, now: datetime, *, passes: bool
) -> None:
    """Note that another reader read a held edition, and offer it to operators if it passes the guard now.

    Its reasons stay, and it still waits: a person decides.
    """
    with db.writing(engine) as session:
        db.lock_source(session, work.source)
        row = session.get_one(db.EditionRow, work.held)
        if row.reader == work.reader or row.status != "held":
            return
        row.reader = work.reader
        if passes:
            row.sample = sample_of(work)
            told = HeldEdition(edition=row.id or 0, passes=True)
            queue(session, newsroom, Notice(f"offered:{row.id}:{work.reader}", told, row.id), now)
