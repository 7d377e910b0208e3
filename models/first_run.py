"""The people who run a desk are welcomed once: queued in the outbox like any other message."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import col, select

from models.people_tables import DeliveryRow
from models.store import writing

WELCOME = "welcome"
"""`DeliveryRow.what` of it."""


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
    keys = {f"first-run:{team}:{person}": person for person in people}
    with writing(engine) as session:
        known = set(session.exec(select(DeliveryRow.key).where(col(DeliveryRow.key).in_(keys))))
        new = [(key, person) for key, person in keys.items() if key not in known]
        session.add_all(
            DeliveryRow(
                key=key, team=team, channel=person, what=WELCOME, payload={}, created=now, not_before=now
            )
            for key, person in new
        )
        return len(new)
