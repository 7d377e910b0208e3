"""Who was told what: the channels that a change reached, and what their messages say since."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models.errors import UsageError
from models.people_tables import DeliveryRow, TellingRow
from models.tables import ChangeRow

CORRECTION, EDIT, REPLY = "correction", "edit", "reply"
"""What a delivery that corrects an earlier message is called, and its two parts."""


@dataclass(frozen=True, slots=True)
class Told:
    """A message that told a change.

    Attributes:
        what: `alert`, `event` or another kind of message.
        sent: When, UTC.
        ts: Slack's time stamp of it.
        edited: When it was last edited to say what became of its rows, UTC; None when it never was.
        replied: When its thread was last told so, UTC.
    """

    delivery: int
    team: str
    channel: str
    what: str
    sent: datetime
    ts: str
    edited: datetime | None = None
    replied: datetime | None = None


def corrections_of(delivery: int | None) -> str:
    """Return how the keys of all corrections of a message begin."""
    return f"{CORRECTION}:{delivery}:"


def told_of_change(session: Session, change: int) -> list[Told]:
    """Return the messages that told a change, in the order in which they were queued.

    Raises:
        UsageError: There is no such change.
    """
    if session.get(ChangeRow, change) is None:
        raise UsageError(
            f"There is no change {change}.", "See the ids in python -m bot changes SOURCE --json."
        )
    statement = (
        select(DeliveryRow)
        .join(TellingRow, col(TellingRow.delivery) == col(DeliveryRow.id))
        .where(col(TellingRow.change) == change, col(DeliveryRow.sent).is_not(None))
        .order_by(col(DeliveryRow.id))
    )
    return [_told(session, row) for row in session.exec(statement)]


def _told(session: Session, row: DeliveryRow) -> Told:
    assert row.id is not None and row.sent is not None  # noqa: PT018, S101 - it was read, and sent
    return Told(
        row.id,
        row.team,
        row.channel,
        row.what,
        row.sent,
        row.ts,
        _corrected(session, row.id, EDIT),
        _corrected(session, row.id, REPLY),
    )


def _corrected(session: Session, delivery: int, part: str) -> datetime | None:
    """Return when a message was last corrected in one way, as far as Slack took it."""
    statement = (
        select(DeliveryRow.sent)
        .where(
            col(DeliveryRow.key).startswith(corrections_of(delivery), autoescape=True),
            col(DeliveryRow.part) == part,
            col(DeliveryRow.sent).is_not(None),
        )
        .order_by(col(DeliveryRow.sent).desc())
        .limit(1)
    )
    return session.exec(statement).first()
