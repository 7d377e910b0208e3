"""People's side at rest: what channels wish to hear, what they are owed, who did what.

Every datetime is aware and in UTC.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.tables import Json


class SubscriptionRow(SQLModel, table=True):
    """A channel's wish to hear of something; it belongs to the channel, not to a person.

    Attributes:
        state: USPS abbreviation, `models.wishes.EVERYWHERE`, or `models.wishes.LEADS`: what scouts
            find, and no list.
        place: GEOID of the one place that it is about; empty for all of the state.
        terms: How it is heard, as `models.wishes.terms_json` writes it.
        muted_until: Until when its channel wants to hear nothing.
        digest_due: When its next digest is due; null while it is told at once.
        digested: Until when its last digest told; null before the first.
    """

    __tablename__ = "subscription"
    __table_args__ = (UniqueConstraint("team", "channel", "state", "place"),)
    id: int | None = Field(default=None, primary_key=True)
    team: str
    channel: str
    state: str = Field(index=True)
    place: str = ""
    terms: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    muted_until: datetime | None = None
    digest_due: datetime | None = Field(default=None, index=True)
    digested: datetime | None = None
    created: datetime
    created_by: str
    paused: str = ""
    """Why nothing is sent, as Slack says it (`is_archived`); empty while it is heard."""


class DeliveryRow(SQLModel, table=True):
    """The outbox: one message that one channel is owed.

    Attributes:
        key: Names what is told to whom; unique, so nothing is queued twice.
        what: `alert` (an edition's changes), `event` (a whole list), `errata` (rows taken back), `lead` (what
            a scout found), `correction` (of an earlier message), `digest`, `notice` (to operators) or
            `welcome` (to them, once).
        part: `message`, then `rows` and `csv`, which wait for the message's time stamp; of a correction
            `edit`, then `reply` in the message's thread.
        parent: The message that a part stands below, or that a correction edits; of what is gathered, the
            digest that tells it.
        payload: What the renderer needs: edition, change or sentence.
        status: `pending`, `sending` (claimed, outcome not known), `sent` or `failed`; `gathered` is what a
            digest tells.
        attempts: How often sending was begun.
        repeat: An earlier try may have reached the channel; the message says so.
        ts: Slack's time stamp of the message, once it is known.
        thread: Slack's time stamp of the message that it stands below; empty in the channel itself.
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
    thread: str = ""
    error: str = ""


class AuditRow(SQLModel, table=True):
    """Who changed what about a subscription, and when.

    Attributes:
        what: `subscribed`, `changed`, `unsubscribed`, `muted`, `resumed`, `paused` or `moved`.
        by: Slack's id of the person, `command line`, or Slack's word for what closed the channel.
        detail: What it was set to, in the words of the command.
    """

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_channel", "team", "channel", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    team: str
    channel: str
    state: str = ""
    place: str = ""
    what: str
    by: str
    at: datetime
    detail: str = ""


class TellingRow(SQLModel, table=True):
    """A change that a message told: who was told what."""

    __tablename__ = "telling"
    delivery: int = Field(primary_key=True, foreign_key="delivery.id")
    change: int = Field(primary_key=True, foreign_key="change.id", index=True)


class RemarkRow(SQLModel, table=True):
    """What a person says of an answer or an alert (*This is wrong*), or of the desk (feedback).

    Attributes:
        about: What it was said of: a place's GEOID, `alert:` and the alert's handle, or empty for feedback.
        shown: The text that the person was looking at.
        words: The person's own.
    """

    __tablename__ = "remark"
    id: int | None = Field(default=None, primary_key=True)
    team: str
    channel: str
    person: str
    about: str = ""
    shown: str = ""
    words: str
    at: datetime


class PublicNoteRow(SQLModel, table=True):
    """What operators add to a listing for everyone to see: a county's reply to its designation.

    Attributes:
        key: 16-byte identity of the listing, so that the note stays with what the row says.
        citation: Where the reply is to be read; an address.
    """

    __tablename__ = "public_note"
    id: int | None = Field(default=None, primary_key=True)
    source: str
    key: bytes = Field(sa_column=Column(LargeBinary, nullable=False, index=True))
    geoid: str | None = Field(default=None, index=True)
    text: str
    citation: str
    by: str
    at: datetime


class CheckHourRow(SQLModel, table=True):
    """How often a source was checked in an hour, and how often it gave a document; digests say so."""

    __tablename__ = "check_hour"
    source: str = Field(primary_key=True)
    hour: datetime = Field(primary_key=True)
    checks: int = 0
    successes: int = 0
