"""What operators must hear, and how they are welcomed: queued in the outbox like any other message."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col

from models.config import Newsroom
from models.db import DeliveryRow, insert_of, writing
from models.messaging.deliveries import kept
from models.messaging.notices import Noticed
from models.messaging.payloads import NoticePayload, WelcomePayload

WELCOME = "welcome"
"""`DeliveryRow.what` of the message that says what the desk does."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that operators are told once.

    Attributes:
        key: Names it; a notice whose key is known is not queued again.
        told: What it is about, and the facts that are stored nowhere else.
        edition: The edition that it is about, if it is about one.
    """

    key: str
    told: Noticed
    edition: int | None = None


def queue(session: Session, newsroom: Newsroom, notice: Notice, now: datetime) -> None:
    """Queue a notice for the operators' channel, else for each operator by direct message."""
    channels = (newsroom.operators_channel,) if newsroom.operators_channel else newsroom.operators
    said = {"what": "notice", "edition": notice.edition, "payload": kept(NoticePayload(notice=notice.told))}
    _queue_once(session, {f"notice:{notice.key}:{each}": said | {"channel": each} for each in channels}, now)


def _queue_once(session: Session, messages: Mapping[str, Mapping[str, Any]], now: datetime) -> int:
    """Queue messages by their keys, but for those whose key is taken, be it in this very moment."""
    times = {"created": now, "not_before": now}
    rows = [{"key": key, **columns, **times} for key, columns in sorted(messages.items())]
    if not rows:
        return 0
    new = insert_of(session)(DeliveryRow).values(rows).on_conflict_do_nothing(index_elements=["key"])
    return len(session.scalars(new.returning(col(DeliveryRow.id))).all())


def welcome_once(engine: Engine, team: str, people: Iterable[str], now: datetime) -> int:
    """Queue a direct message to each person who was not welcomed yet in this workspace.

    Args:
        engine: Where the outbox is.
        team: Slack's id of the workspace.
        people: Slack's ids.
        now: UTC.

    Returns:
        How many were queued.

    Raises:
        StoreError: The database can't be written.
    """
    said = {"team": team, "what": WELCOME, "payload": kept(WelcomePayload())}
    messages = {f"first-run:{team}:{person}": said | {"channel": person} for person in people}
    with writing(engine) as session:
        return _queue_once(session, messages, now)
