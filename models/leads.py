"""Leads at rest: what scouts found, each told once, to operators and to the channels that want leads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from models.batches import batches
from models.digests import status_of
from models.notices import Notice, queue
from models.people_tables import DeliveryRow, SubscriptionRow
from models.settings import Newsroom
from models.tables import LeadRow
from models.wishes import LEADS, read_terms


@dataclass(frozen=True, slots=True)
class Lead:
    """A hit of a scout: perhaps a new list.

    Attributes:
        scout: The scout's name.
        address: Of the announcement.
        title: As printed.
        published: As its publisher dates it, UTC.
        words: Which of the scout's words it says.
    """

    scout: str
    address: str
    title: str
    published: datetime | None
    words: Sequence[str]


def leads(session: Session) -> Sequence[LeadRow]:
    """Return every lead, the oldest first."""
    return session.exec(select(LeadRow).order_by(col(LeadRow.id))).all()


def new_leads(session: Session, found: Sequence[Lead]) -> list[Lead]:
    """Return the leads of which no scout has seen the address before, in their order."""
    known: set[str] = set()
    for some in batches(lead.address for lead in found):
        known.update(session.exec(select(LeadRow.address).where(col(LeadRow.address).in_(some))))
    return [lead for lead in found if lead.address not in known]


def record_leads(session: Session, found: Iterable[Lead], now: datetime) -> list[LeadRow]:
    """Write leads, and return those that nobody else has written in this very moment.

    Args:
        session: One that writes.
        found: Leads whose addresses are new.
        now: UTC.
    """
    rows = []
    for lead in found:
        row = LeadRow(
            scout=lead.scout,
            address=lead.address,
            title=lead.title,
            published=lead.published,
            observed=now,
            words=list(lead.words),
        )
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:
            continue
        rows.append(row)
    return rows


def tell_leads(session: Session, rows: Sequence[LeadRow], newsroom: Newsroom, now: datetime) -> None:
    """Queue one message a lead for operators, and one for each channel that hears of leads.

    Args:
        session: The session that wrote them.
        rows: Leads as stored.
        newsroom: Whose operators they are; a channel of operators that hears of leads is told once.
        now: UTC.
    """
    wanted = select(SubscriptionRow).where(col(SubscriptionRow.state) == LEADS)
    heard = session.exec(wanted.order_by(col(SubscriptionRow.id))).all()
    for row in rows:
        payload = {"lead": _told(row)}
        queue(session, newsroom, Notice(f"lead:{row.id}", payload), now)
        session.add_all(
            DeliveryRow(
                key=f"lead:{row.id}:{subscription.id}",
                team=subscription.team,
                channel=subscription.channel,
                what="lead",
                subscription=subscription.id,
                payload=payload,
                status=status_of(read_terms(subscription.terms)),
                created=now,
                not_before=now,
            )
            for subscription in heard
            if subscription.channel != newsroom.operators_channel
        )


def _told(row: LeadRow) -> dict[str, Any]:
    return {
        "scout": row.scout,
        "address": row.address,
        "title": row.title,
        "published": row.published.isoformat() if row.published else None,
        "words": row.words,
    }
