"""What operators must hear, queued in the outbox like any other message."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from models.people_tables import DeliveryRow
from models.settings import Newsroom


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that operators are told once.

    Attributes:
        key: Names it; a notice whose key is known is not queued again.
        payload: What the renderer needs: sentence, cure and what else is known.
        edition: The edition that it is about, if it is about one.
    """

    key: str
    payload: Mapping[str, Any]
    edition: int | None = None


def queue(session: Session, newsroom: Newsroom, notice: Notice, now: datetime) -> None:
    """Queue a notice for the operators' channel, else for each operator by direct message."""
    channels = (newsroom.operators_channel,) if newsroom.operators_channel else newsroom.operators
    for channel in channels:
        key = f"notice:{notice.key}:{channel}"
        known = session.exec(select(DeliveryRow.id).where(col(DeliveryRow.key) == key)).first()
        if known is None:
            session.add(
                DeliveryRow(
                    key=key,
                    channel=channel,
                    what="notice",
                    edition=notice.edition,
                    payload=dict(notice.payload),
                    created=now,
                    not_before=now,
                )
            )
