"""How a source fares: reached, blocked, failing, gone. One alarm each time, not many."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from models.bulletin import SOURCE
from models.errors import DeskError, Gone
from models.notices import Notice, queue
from models.settings import Newsroom
from models.tables import SourceRow
from models.values import Source

ALARM_AFTER = 3
"""Failed checks in a row after which operators are told, once."""


def source_row(session: Session, name: str) -> SourceRow:
    """Return what is known of a source, beginning with nothing."""
    row = session.get(SourceRow, name)
    if row is None:
        row = SourceRow(name=name)
        session.add(row)
    return row


def is_withdrawn(session: Session, name: str) -> bool:
    """Tell whether a list has been taken down by its publisher and has not come back."""
    row = session.get(SourceRow, name)
    return row is not None and row.withdrawn is not None


def record_check(session: Session, names: Iterable[str], now: datetime) -> None:
    """Note that the publisher of some sources was asked and answered."""
    for name in names:
        source_row(session, name).checked = now


def record_success(session: Session, name: str, newsroom: Newsroom, now: datetime, seen: datetime) -> bool:
    """Note that a source has a document; tell whether its list was withdrawn until now.

    Args:
        session: One that writes.
        name: Of the source.
        newsroom: Whom to tell that it answers again.
        now: UTC.
        seen: When its publisher showed the document, UTC: a file may be taken in long afterwards.
    """
    row = source_row(session, name)
    was_withdrawn = row.withdrawn is not None
    _answered(session, row, newsroom, now)
    row.succeeded = max(row.succeeded or seen, seen)
    row.withdrawn = None
    return was_withdrawn


def record_quiet(session: Session, names: Iterable[str], newsroom: Newsroom, now: datetime) -> None:
    """Note that the publisher of some sources answers, and says itself why it shows no document."""
    for name in names:
        row = source_row(session, name)
        _answered(session, row, newsroom, now)
        row.checked = now


def _answered(session: Session, row: SourceRow, newsroom: Newsroom, now: datetime) -> None:
    if row.failures >= ALARM_AFTER:
        told = f"{SOURCE} answers again after {row.failures} failed checks."
        payload = {"sentence": told, "source": row.name}
        queue(session, newsroom, Notice(f"well:{row.name}:{now:%Y%m%dT%H%M%S}", payload), now)
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
    row = record_trouble(session, source.name, error, newsroom, seen)
    if not isinstance(error, Gone):
        return False
    row.gone_checks += 1
    row.gone_since = min(row.gone_since or seen, seen)
    lasted = row.gone_checks >= source.gone_after and seen - row.gone_since >= source.gone_for
    return lasted and row.withdrawn is None


def record_trouble(
    session: Session, name: str, error: DeskError, newsroom: Newsroom, seen: datetime
) -> SourceRow:
    """Note that a check of a source or a scout failed, and return what is known of it.

    Operators are told at the third in a row, once.
    """
    row = source_row(session, name)
    row.checked, row.sentence = max(row.checked or seen, seen), str(error)
    row.failures += 1
    if row.failures == ALARM_AFTER:
        payload = {"sentence": str(error), "source": name, "failures": row.failures}
        queue(session, newsroom, Notice(f"failing:{name}:{seen:%Y%m%dT%H%M%S}", payload), seen)
    return row
