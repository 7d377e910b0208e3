"""What stands in the outbox, as its types."""

from datetime import datetime

from sqlmodel import Session

from bot.blocks import notice
from models.db import DeliveryRow
from models.messaging import (
    AlertPayload,
    DigestPayload,
    EventPayload,
    Hearing,
    MoreLeads,
    NoticePayload,
    Payload,
    facts_of,
    kept,
    payload_of,
)

SOME_NOTICE = NoticePayload(notice=MoreLeads(scout="made up", number=2))
"""Of a message of which nothing matters but that it is there."""


def news_in(row: DeliveryRow) -> AlertPayload | EventPayload:
    """Return what an alert or an event carries."""
    told = payload_of(row)
    assert isinstance(told, AlertPayload | EventPayload)
    return told


def digest_in(row: DeliveryRow) -> DigestPayload:
    """Return what a digest carries."""
    told = payload_of(row)
    assert isinstance(told, DigestPayload)
    return told


def notice_text(session: Session, row: DeliveryRow) -> str:
    """Return what the notification of a notice says."""
    told = payload_of(row)
    assert isinstance(told, NoticePayload)
    return notice(facts_of(session, told.notice)).text


def alert_for(subscription: int, edition: int = 1) -> AlertPayload:
    """Return what an alert for a channel that hears of Massachusetts carries."""
    return AlertPayload(edition=edition, heard=(Hearing(subscription=subscription, state="MA"),))


def owed_row(key: str, channel: str, now: datetime, payload: Payload = SOME_NOTICE) -> DeliveryRow:
    """Return a message that is owed to a channel, not written yet."""
    what = payload.kind
    return DeliveryRow(
        key=key, channel=channel, what=what, payload=kept(payload), created=now, not_before=now
    )
