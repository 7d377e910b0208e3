"""What publishers say of a list itself: suspended, resumed. Each is an event of the source, told once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from models.health import source_row
from models.listing_rows import Arrival
from models.owing import Manner
from models.standing import last_edition
from models.tables import ChangeRow
from models.telling import add_event, hearing, queue_alerts
from models.values import Announcement, ChangeKind

ANNOUNCED = (ChangeKind.SUSPENDED, ChangeKind.RESUMED)


@dataclass(frozen=True, slots=True)
class Page:
    """The landing page that was read: of which list, and when it was received (UTC)."""

    source: str
    observed: datetime


def add_announcements(
    session: Session, page: Page, said: Sequence[Announcement], now: datetime, beside: Sequence[str] = ()
) -> int:
    """Write what a page newly says of its list, tell who hears of it, and return how many notes it was.

    A note is news when it wasn't on the page the last time and says another thing than the last
    one did, or an edition came in between. One that stands on, or is taken down, is none. A page
    from before the last event (an archive's) says nothing new, and neither does any page of a
    list without an edition: that is told at the check after the first.

    Args:
        session: One that writes.
        page: Where it was read.
        said: In the page's order.
        now: UTC.
        beside: Lists that are read from the same page; who hears of one of them is told by that.
    """
    edition = last_edition(session, page.source)
    last = _last_event(session, page.source)
    if edition is None or (last and page.observed < last.observed):
        return 0
    row = source_row(session, page.source)
    new = [each for each in said if each.sentence not in row.announced]
    if last and any(each.kind == last.kind for each in said if each not in new):
        # An old note that is back below the one that followed it says what it said then.
        told_before = {one["sentence"] for one in row.said}
        new = [each for each in new if each.sentence not in told_before]
    row.announced = [each.sentence for each in said]
    told, manner = 0, Manner(passing=hearing(session, beside))
    for each in sorted(new, key=_in_time):
        if last is None or last.kind != each.kind.value or last.edition < edition:
            last = _add(session, Arrival(page.source, "", edition, page.observed), each)
            day = (each.day or page.observed.date()).isoformat()
            row.said = [*row.said, {"kind": each.kind.value, "day": day, "sentence": each.sentence}]
            queue_alerts(session, [last], edition, now, manner)
            told += 1
    return told


def _in_time(said: Announcement) -> tuple[date, bool]:
    """Two notes that are new at once tell what happened in turn: a list stops before it goes on."""
    return said.day or date.max, said.kind is ChangeKind.RESUMED


def _add(session: Session, arrival: Arrival, said: Announcement) -> ChangeRow:
    change = add_event(session, arrival, said.kind)
    day = said.day.isoformat() if said.day else ""
    change.differences = [
        {"field": "sentence", "before": "", "after": said.sentence},
        {"field": "day", "before": "", "after": day},
    ]
    session.flush()
    return change


def _last_event(session: Session, source: str) -> ChangeRow | None:
    announced = select(ChangeRow).where(
        col(ChangeRow.source) == source, col(ChangeRow.kind).in_([kind.value for kind in ANNOUNCED])
    )
    return session.exec(announced.order_by(col(ChangeRow.id).desc()).limit(1)).first()


def said_of(event: ChangeRow) -> Announcement | None:
    """Return what a publisher said with an event of a whole list; None when the event is another."""
    if event.kind not in {kind.value for kind in ANNOUNCED}:
        return None
    said = {one["field"]: one["after"] for one in event.differences}
    day = date.fromisoformat(said["day"]) if said.get("day") else None
    return Announcement(ChangeKind(event.kind), said.get("sentence", ""), day)
