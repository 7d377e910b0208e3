"""How a source fares: reached, blocked, failing, gone, and how often it was checked. One alarm each time."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from models.config import Newsroom
from models.db import CheckMinuteRow, SourceRow, insert_of, lock_source
from models.domain import Source
from models.errors import DeskError, Gone
from models.messaging import Notice, SourceAnswers, SourceFails, note_look, queue

ALARM_AFTER = 3
"""Failed checks in a row after which operators are told, once."""


KEPT = timedelta(days=60)
"""For how long checks are counted: longer than the gap of any digest, but for a channel long muted."""


def source_row(session: Session, name: str) -> SourceRow:
    """Return what is known of a source, beginning with nothing; nobody else alters it meanwhile."""
    lock_source(session, name)
    row = session.get(SourceRow, name)
    if row is None:
        row = SourceRow(name=name)
        session.add(row)
    return row


def put_off(session: Session, name: str, until: datetime) -> None:
    """Note when a source or a scout is due to be asked again, UTC."""
    source_row(session, name).due = until


def is_withdrawn(session: Session, name: str, shown: datetime | None = None) -> bool:
    """Tell whether a list has been taken down by its publisher and has not come back.

    Args:
        session: One that reads.
        name: Of the source.
        shown: When its publisher showed a document, UTC: one of before is no return.
    """
    row = session.get(SourceRow, name)
    if row is None or row.withdrawn is None:
        return False
    return shown is None or shown >= row.withdrawn


def last_shown(session: Session, name: str) -> datetime | None:
    """Return when a source's publisher last showed its list, UTC; None if it never did."""
    row = session.get(SourceRow, name)
    return row.succeeded if row else None


def record_check(session: Session, names: Collection[str], now: datetime) -> None:
    """Note that the publisher of some sources was asked and answered."""
    lock_source(session, *names)
    for name in names:
        source_row(session, name).checked = now


def record_success(session: Session, name: str, newsroom: Newsroom, now: datetime, seen: datetime) -> bool:
    """Note that a source has a document; tell whether its list was withdrawn until now.

    Args:
        session: One that writes.
        name: Of the source.
        newsroom: Whom to tell that it answers again.
        now: UTC.
        seen: When its publisher showed the document, UTC: a file may be taken in long afterwards. One of
            before its list was withdrawn, or before it failed last, says nothing of how it fares now.
    """
    row = source_row(session, name)
    row.succeeded = max(row.succeeded or seen, seen)
    if (row.withdrawn and seen < row.withdrawn) or (row.failures and row.checked and seen < row.checked):
        return False
    was_withdrawn = row.withdrawn is not None
    _answered(session, row, newsroom, now)
    row.withdrawn = None
    return was_withdrawn


def record_quiet(session: Session, names: Collection[str], newsroom: Newsroom, now: datetime) -> None:
    """Note that the publisher of some sources answers, and says itself why it shows no document."""
    lock_source(session, *names)
    for name in names:
        row = source_row(session, name)
        _answered(session, row, newsroom, now)
        row.checked = now


def _answered(session: Session, row: SourceRow, newsroom: Newsroom, now: datetime) -> None:
    if row.failures >= ALARM_AFTER:
        told = SourceAnswers(source=row.name, failures=row.failures)
        queue(session, newsroom, Notice(f"well:{row.name}:{now:%Y%m%dT%H%M%S}", told), now)
    row.failures = row.gone_checks = 0
    row.gone_since = None
    row.sentence = ""


def record_capture(session: Session, name: str, seen: datetime) -> None:
    """Note that an archive's capture shows a source's document; how its publisher fares stays as it is.

    Args:
        session: One that writes.
        name: Of the source.
        seen: When the capture was made, UTC.
    """
    row = source_row(session, name)
    row.succeeded = max(row.succeeded or seen, seen)


def record_failure(
    session: Session, source: Source, error: DeskError, newsroom: Newsroom, seen: datetime
) -> bool:
    """Note that a check failed; tell whether the list is to be called withdrawn now.

    A list is withdrawn when the page was gone at `gone_after` checks over `gone_for`.
    Being blocked neither counts towards that nor resets it.

    Args:
        session: One that writes.
        source: What was asked for.
        error: What came instead of a document.
        newsroom: Whom to tell.
        seen: When it came, UTC: a page that was saved may be taken in long afterwards.
    """
    row = _troubled(session, source.name, error, newsroom, seen)
    if not isinstance(error, Gone):
        return False
    row.gone_checks += 1
    row.gone_since = min(row.gone_since or seen, seen)
    lasted = row.gone_checks >= source.gone_after and seen - row.gone_since >= source.gone_for
    return lasted and row.withdrawn is None


def record_trouble(session: Session, name: str, error: DeskError, newsroom: Newsroom, seen: datetime) -> None:
    """Note that a check of a source or a scout failed; operators are told at the third in a row, once."""
    _troubled(session, name, error, newsroom, seen)


def _troubled(session: Session, name: str, error: DeskError, newsroom: Newsroom, seen: datetime) -> SourceRow:
    row = source_row(session, name)
    row.checked, row.sentence = max(row.checked or seen, seen), str(error)
    row.failures += 1
    if row.failures == ALARM_AFTER:
        told = SourceFails(source=name, failures=row.failures, error=str(error), last=row.succeeded)
        queue(session, newsroom, Notice(f"failing:{name}:{seen:%Y%m%dT%H%M%S}", told), seen)
    return row


def count_check(
    session: Session,
    source: str,
    now: datetime,
    *,
    began: datetime | None = None,
    unchanged: Collection[str] = (),
) -> None:
    """Count one check of a source that is over, and forget those of long ago.

    Args:
        session: One that writes.
        source: The name of the one whose documents were asked for.
        now: UTC.
        began: When the check did, UTC.
        unchanged: Lists that it found as they were.
    """
    lock_source(session, source, *unchanged)
    for name in unchanged:
        if not is_withdrawn(session, name):
            note_look(session, name, began or now, now)
    row = session.get(SourceRow, source)
    ok = int(row is not None and not row.failures)
    first = insert_of(session)(CheckMinuteRow).values(
        source=source, minute=_minute(now), checks=1, successes=ok
    )
    again = {"checks": CheckMinuteRow.checks + 1, "successes": CheckMinuteRow.successes + ok}
    session.connection().execute(first.on_conflict_do_update(index_elements=["source", "minute"], set_=again))
    session.exec(delete(CheckMinuteRow).where(col(CheckMinuteRow.minute) < now - KEPT))


def checks_between(
    session: Session, sources: Iterable[str], since: datetime, until: datetime
) -> Counter[str]:
    """Return how many checks were made of each source between two moments (UTC), in whole minutes."""
    made = select(CheckMinuteRow.source, func.sum(CheckMinuteRow.checks)).where(
        col(CheckMinuteRow.source).in_(sorted(set(sources))),
        col(CheckMinuteRow.minute) >= _minute(since),
        col(CheckMinuteRow.minute) < _minute(until),
    )
    return Counter(dict(session.exec(made.group_by(CheckMinuteRow.source)).all()))


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
