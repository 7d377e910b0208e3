"""What happens to a whole list: withdrawn, back, suspended or resumed. Each is told once."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from models.db import ChangeRow, SourceRow, lock_source
from models.domain import Announcement, ChangeKind
from models.editions.errata import Statement
from models.editions.row_writer import Arrival, add_event
from models.editions.source_health import source_row
from models.messaging import DeliveryOptions, Missing, correct_messages, hearing, queue_alerts
from models.queries import ANNOUNCED, last_edition


def add_announcements(
    session: Session,
    page: Statement,
    announcements: Sequence[Announcement],
    now: datetime,
    beside: Sequence[str] = (),
) -> int:
    """Write what a page newly says of its list, tell who hears of it, and return how many notes it was.

    A note is news when it wasn't on the page the last time and says another thing than the last
    one did, or an edition came in between. One that stands on, or is taken down, is none. A page
    from before the last event (an archive's) says nothing new, and neither does any page of a
    list without an edition: that is told at the check after the first.

    Args:
        session: One that writes.
        page: Where it was read.
        announcements: In the page's order.
        now: UTC.
        beside: Lists that are read from the same page; who hears of one of them is told by that.
    """
    lock_source(session, page.source)
    edition = last_edition(session, page.source)
    last = _last_event(session, page.source)
    if edition is None or (last and page.observed < last.observed):
        return 0
    row = source_row(session, page.source)
    new = [each for each in announcements if each.sentence not in row.announced]
    if last and any(each.kind == last.kind for each in announcements if each not in new):
        # An old note that is back below the one that followed it says what it said then.
        told_before = {one["sentence"] for one in row.said}
        new = [each for each in new if each.sentence not in told_before]
    row.announced = [each.sentence for each in announcements]
    news, options = 0, DeliveryOptions(passing=hearing(session, beside))
    for each in sorted(new, key=_in_time):
        if last is None or last.kind != each.kind.value or last.edition < edition:
            arrival = Arrival(page.source, "", edition, page.observed)
            last = _add(session, arrival, each, page.address)
            row.said = [*row.said, _kept(each, page)]
            queue_alerts(session, [last], edition, now, options)
            news += 1
    return news


def _kept(announcement: Announcement, page: Statement) -> dict[str, str]:
    """Return an announcement as the list's row keeps it: with the publisher's day, else when it was seen."""
    day = announcement.day.isoformat() if announcement.day else ""
    seen = page.observed.isoformat()
    return {"kind": announcement.kind.value, "day": day, "seen": seen, "sentence": announcement.sentence}


def _in_time(announcement: Announcement) -> tuple[date, bool]:
    """Two notes that are new at once tell what happened in turn: a list stops before it goes on."""
    return announcement.day or date.max, announcement.kind is ChangeKind.RESUMED


def _add(session: Session, arrival: Arrival, announcement: Announcement, address: str) -> ChangeRow:
    day = announcement.day.isoformat() if announcement.day else ""
    said = {"sentence": announcement.sentence, "day": day, "address": address}
    return _event(session, arrival, announcement.kind, said)


def _event(session: Session, arrival: Arrival, kind: ChangeKind, said: Mapping[str, str]) -> ChangeRow:
    """Write what happened to a whole list, with what is known of it by the names of its fields."""
    change = add_event(session, arrival, kind)
    change.differences = [{"field": name, "before": "", "after": text} for name, text in said.items()]
    session.flush()
    return change


def _last_event(session: Session, source: str) -> ChangeRow | None:
    announced = select(ChangeRow).where(
        col(ChangeRow.source) == source, col(ChangeRow.kind).in_([kind.value for kind in ANNOUNCED])
    )
    return session.exec(announced.order_by(col(ChangeRow.id).desc()).limit(1)).first()


def withdraw(  # noqa: PLR0913 - what is gone, since when, with what, and who says so
    session: Session,
    source: str,
    seen: datetime,
    now: datetime,
    beside: Sequence[str] = (),
    *,
    address: str = "",
) -> int | None:
    """Call a list withdrawn and queue its alerts; return the id of its last edition.

    A list of which no edition was ever accepted can't be withdrawn; None then.

    Args:
        session: One that writes.
        source: Name of the list.
        seen: When the page was found gone, UTC.
        now: UTC.
        beside: Lists that are read from the same page, and are gone with it; who hears of several is
            told by the first of them.
        address: Where it was read that it is gone; empty for the list's own page.
    """
    lock_source(session, source, *beside)
    missing = _missing(source_row(session, source))
    gone: list[str] = []
    for name in dict.fromkeys((source, *beside)):
        last, row = last_edition(session, name), source_row(session, name)
        if last is not None and row.withdrawn is None:
            row.withdrawn = seen
            said = {"address": address} if address else {}
            change = _event(session, Arrival(name, "", last, seen), ChangeKind.WITHDRAWN, said)
            queue_alerts(
                session, [change], last, now, DeliveryOptions(missing=missing, passing=hearing(session, gone))
            )
            correct_messages(session, [change], now)
            gone.append(name)
    return last_edition(session, source)


def call_back(
    session: Session, source: str, seen: datetime, now: datetime, beside: Sequence[str] | None = ()
) -> None:
    """Say that a list is there again whose page was gone, and whose newest document has no part for it.

    Args:
        session: One that writes.
        source: Name of the list.
        seen: When the page was found again, UTC.
        now: UTC.
        beside: Lists that are read from the same page; who hears of one that is back is told by that.
            None where nobody is to be told.
    """
    lock_source(session, source)
    if (last := last_edition(session, source)) is not None:
        change = add_event(session, Arrival(source, "", last, seen), ChangeKind.BACK)
        if beside is not None:
            passing = hearing(session, back_with(session, beside, seen))
            queue_alerts(session, [change], last, now, DeliveryOptions(passing=passing))
        correct_messages(session, [change], now)


def back_with(session: Session, sources: Sequence[str], seen: datetime) -> list[str]:
    """Return which of some lists are back since the same moment, that of their document."""
    statement = select(ChangeRow.source).where(
        col(ChangeRow.source).in_(sources),
        col(ChangeRow.kind) == ChangeKind.BACK.value,
        col(ChangeRow.observed) == seen,
    )
    return list(session.exec(statement))


def _missing(row: SourceRow) -> Missing:
    """Return what is known of it now: a list that is back before it is told has forgotten it."""
    return Missing(since=row.gone_since, checks=row.gone_checks, seen=row.succeeded)
