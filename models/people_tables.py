"""People's side at rest: what channels wish to hear, what they are owed, who did what.

Every datetime is aware and in UTC.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.tables import Json


class SubscriptionRow(SQLModel, table=True):
    """A channel's wish to hear of a state; it belongs to the channel, not to a person.

    Attributes:
        state: USPS abbreviation, or `models.wishes.LEADS`: what scouts find, and no list.
    """

    __tablename__ = "subscription"
    __table_args__ = (UniqueConstraint("team", "channel", "state"),)
    id: int | None = Field(default=None, primary_key=True)
    team: str
    channel: str
    state: str = Field(index=True)
    created: datetime
    created_by: str
    paused: str = ""
    """Why nothing is sent, as Slack says it (`is_archived`); empty while it is heard."""


class DeliveryRow(SQLModel, table=True):
    """The outbox: one message that one channel is owed.

    Attributes:
        key: Names what is told to whom; unique, so nothing is queued twice.
        what: `alert` (an edition's changes), `event` (a whole list), `errata` (rows taken back), `lead` (what
            a scout found) or `notice` (to operators).
        part: `message`, then `rows` and `csv`, which wait for the message's time stamp.
        payload: What the renderer needs: edition, change or sentence.
        status: `pending`, `sending` (claimed, outcome not known), `sent` or `failed`.
        attempts: How often sending was begun.
        repeat: An earlier try may have reached the channel; the message says so.
        ts: Slack's time stamp of the message, once it is known.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        Index("ix_delivery_due", "status", "not_before"),
        Index("ix_delivery_channel", "channel", "sent"),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    team: str = ""
    channel: str
    what: str
    part: str = "message"
    parent: int | None = Field(default=None, foreign_key="delivery.id")
    subscription: int | None = Field(default=None, foreign_key="subscription.id")
    edition: int | None = Field(default=None, foreign_key="edition.id")
    change: int | None = Field(default=None, foreign_key="change.id")
    payload: dict[str, Any] = Field(sa_column=Column(Json, nullable=False))
    status: str = "pending"
    attempts: int = 0
    repeat: bool = False
    created: datetime
    not_before: datetime
    claimed: datetime | None = None
    sent: datetime | None = None
    ts: str = ""
    error: str = ""
