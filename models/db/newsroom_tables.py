"""People's side at rest: what channels wish to hear, what they are owed, who did what.

Every datetime is aware and in UTC.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, UniqueConstraint, text
from sqlmodel import Field, Relationship, SQLModel

from models.db.fact_tables import Json


class SubscriptionRow(SQLModel, table=True):
    """A channel's wish to hear of something; it belongs to the channel, not to a person.

    Attributes:
        state: USPS abbreviation, or EVERYWHERE or LEADS (what scouts find, and no list) of
            `models.domain.subscriptions`.
        place: GEOID of the one place that it is about; empty for all of the state.
        terms: How it is heard, as `models.domain.subscriptions.terms_json` writes it.
        muted_until: Until when its channel wants to hear nothing.
        digest_due: When its next digest is due; null while it is told at once.
        digested: Until when its last digest told; null before the first.
        private: Its channel isn't open to all of the workspace: it shows and ends there alone.
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
    private: bool = False


class ServingRow(SQLModel, table=True):
    """A subscription that a delivery serves, as long as its channel hears of that."""

    __tablename__ = "serving"
    delivery: int | None = Field(default=None, primary_key=True, foreign_key="delivery.id")
    subscription: int = Field(primary_key=True, foreign_key="subscription.id", index=True)


def _unsent_in_order(name: str, line: str) -> Index:
    """Return the index of what a line has not sent yet, by channel; what is sent leaves it."""
    unsent = text(f"status NOT IN ('sent', 'failed', 'gathered') AND {line}")
    order = ("team", "channel", text("coalesce(parent, id)"), "id")
    return Index(name, *order, sqlite_where=unsent, postgresql_where=unsent)


class DeliveryRow(SQLModel, table=True):
    """The outbox: one message that one channel is owed, of one event.

    Attributes:
        key: Names what is told to which channel of which installation; unique, so nothing is queued twice.
        team: Slack's id of the installation: of a workspace.
        what: `alert` (an edition's changes), `event` (a whole list), `errata` (rows taken back), `lead` (what
            a scout found), `correction` (of an earlier message), `digest`, `notice` (to operators) or
            `welcome` (to them, once).
        part: `message`, then `rows` and `csv`, which wait for the message's time stamp; of a correction
            `edit`, then `reply` in the message's thread.
        parent: The message that a part stands below, or that a correction edits; of what is gathered, the
            digest that tells it.
        serving: The subscriptions that it serves; none of a notice, or once all of them ended.
        payload: Whom it serves and what it tells (`models.messaging.payloads`), written and read by
            `models.messaging.deliveries` alone.
        form: How much of Block Kit Slack takes of it (`models.domain.MessageForm`).
        status: `pending`, `sending` (claimed, outcome not known), `sent` or `failed`; `gathered` is what a
            digest tells.
        attempts: How often sending was begun.
        repeat: An earlier try may have reached the channel; the message says so.
        claimed: Changes while the process that sends it is alive; what it says is of no use to others.
        troubled: Since when Slack's answers to it are none that say what is wrong, UTC.
        ts: Slack's time stamp of the message, once it is known.
        thread: Slack's time stamp of the message that it stands below; empty in the channel itself.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        Index("ix_delivery_due", "status", "not_before"),
        Index("ix_delivery_channel", "channel", "sent"),
        _unsent_in_order("ix_delivery_messages", "part <> 'csv'"),
        _unsent_in_order("ix_delivery_files", "part = 'csv'"),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    team: str = ""
    channel: str
    what: str
    part: str = "message"
    parent: int | None = Field(default=None, foreign_key="delivery.id")
    serving: list[ServingRow] = Relationship(cascade_delete=True)
    edition: int | None = Field(default=None, foreign_key="edition.id")
    change: int | None = Field(default=None, foreign_key="change.id")
    payload: dict[str, Any] = Field(sa_column=Column(Json, nullable=False))
    form: str = "table"
    status: str = "pending"
    attempts: int = 0
    repeat: bool = False
    created: datetime
    not_before: datetime
    claimed: datetime | None = None
    troubled: datetime | None = None
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
        lineage: Of the listing, so that the note stays with the row through corrections and returns.
        citation: Where the reply is to be read; an address.
    """

    __tablename__ = "public_note"
    id: int | None = Field(default=None, primary_key=True)
    source: str
    lineage: int = Field(index=True)
    geoid: str | None = Field(default=None, index=True)
    text: str
    citation: str
    by: str
    at: datetime


class CheckMinuteRow(SQLModel, table=True):
    """How often a source was checked in a minute (UTC), and how often it gave a document; digests say so."""

    __tablename__ = "check_minute"
    source: str = Field(primary_key=True)
    minute: datetime = Field(primary_key=True)
    checks: int = 0
    successes: int = 0


class AlternatingRow(SQLModel, table=True):
    """A list that alternated between several states, of which no turn is told: two servers, one behind.

    Attributes:
        first: Id of the first edition that was not told.
        edition: Id of its last edition.
        stood: When what that says was first seen, UTC.
        looks: Checks since then that found the list unchanged.
        over: When one state had stood for long enough, UTC; null while it alternates.
    """

    __tablename__ = "alternating"
    source: str = Field(primary_key=True)
    series: str = Field(primary_key=True)
    first: int = Field(foreign_key="edition.id")
    edition: int = Field(foreign_key="edition.id")
    stood: datetime
    looks: int = 0
    over: datetime | None = None
