"""Deliveries as values: what the outbox holds of one, with its typed payload, written and read here alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy.orm import selectinload
from sqlmodel import Session

from models.db import DeliveryRow
from models.domain import MessageForm
from models.errors import DeskError
from models.messaging.payloads import PAYLOAD, Payload


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message of the outbox as it stood when it was read.

    Attributes:
        what: As `DeliveryRow.what`; so are `part`, `parent`, `repeat` and `thread`.
        payload: Whom it serves and what it tells.
        form: How much of Block Kit Slack takes of it.
        troubled: As `DeliveryRow.troubled`.
        created: When it was queued, UTC.
        sent: When Slack took it, UTC; None before.
        ts: Slack's time stamp of it; empty before.
    """

    id: int
    key: str
    team: str
    channel: str
    what: str
    part: str
    payload: Payload
    form: MessageForm
    parent: int | None
    attempts: int
    repeat: bool
    troubled: datetime | None
    created: datetime
    sent: datetime | None
    ts: str
    thread: str


class UnreadablePayload(DeskError):
    """What a message carries is of another version of the desk, or damaged.

    Attributes:
        delivery: Its id.
    """

    def __init__(self, sentence: str, cure: str = "", delivery: int = 0) -> None:
        super().__init__(sentence, cure)
        self.delivery = delivery


def served_by(row: DeliveryRow) -> list[int]:
    """Return the ids of the subscriptions that a stored delivery serves still."""
    return [each.subscription for each in row.serving]


def serving_read() -> Any:
    """Return the option that reads with deliveries whom they serve: one statement for all."""
    return selectinload(DeliveryRow.serving)  # type: ignore[arg-type]  # SQLModel types it as its value


def kept(payload: Payload) -> dict[str, Any]:
    """Return a payload as the outbox keeps it; made sure that it can be read again."""
    document = payload.model_dump(mode="json")
    PAYLOAD.validate_python(document)
    return document


def payload_of(row: DeliveryRow) -> Payload:
    """Return what a message carries.

    Raises:
        UnreadablePayload: It is of a kind or version that isn't known, or damaged.
    """
    try:
        return PAYLOAD.validate_python(row.payload)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        sentence = f"It can't be read by this version: {where}{': ' if where else ''}{first['msg']}."
        raise UnreadablePayload(sentence, delivery=row.id or 0) from error


def readable(row: DeliveryRow) -> Payload | None:
    """Return what a message carries; None where it can't be read, which its delivery tells."""
    try:
        return payload_of(row)
    except UnreadablePayload:
        return None


def delivery_in(row: DeliveryRow) -> Delivery:
    """Return a stored delivery as a value.

    Raises:
        UnreadablePayload: What it carries can't be read.
    """
    return Delivery(
        id=row.id or 0,
        key=row.key,
        team=row.team,
        channel=row.channel,
        what=row.what,
        part=row.part,
        payload=payload_of(row),
        form=MessageForm(row.form),
        parent=row.parent,
        attempts=row.attempts,
        repeat=row.repeat,
        troubled=row.troubled,
        created=row.created,
        sent=row.sent,
        ts=row.ts,
        thread=row.thread,
    )


def delivery_of(session: Session, number: int | None) -> Delivery:
    """Return the delivery of an id.

    Raises:
        UnreadablePayload: What it carries can't be read.
    """
    return delivery_in(session.get_one(DeliveryRow, number))
