"""Leads at rest: what scouts found, each told once, to operators and to the channels that want leads."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from models.config import Newsroom
from models.db import LeadRow, SubscriptionRow, lock_outbox, select_in
from models.domain import LEADS, Channel
from models.messaging.enqueue import add_messages, hearing_of, key_of, owed, status_of, subscription_in
from models.messaging.notices import Lead, LeadFound
from models.messaging.operator_notices import Notice, queue
from models.messaging.payloads import LeadPayload


def all_leads(session: Session) -> list[Lead]:
    """Return every lead, the oldest first."""
    rows = session.exec(select(LeadRow).order_by(col(LeadRow.id)))
    return [
        Lead(row.scout, row.address, row.title, row.published, row.words, row.observed, row.linked)
        for row in rows
    ]


def new_leads(session: Session, leads: Sequence[Lead]) -> list[Lead]:
    """Return the leads of which no scout has seen the address before, in their order."""
    addresses = (lead.address for lead in leads)
    known = set(select_in(session, select(LeadRow.address), LeadRow.address, addresses))
    return [lead for lead in leads if lead.address not in known]


def record_leads(session: Session, leads: Iterable[Lead], now: datetime) -> None:
    """Write leads that nobody is told of.

    Args:
        session: One that writes.
        leads: Leads whose addresses are new.
        now: UTC.
    """
    _recorded(session, leads, now)


def _recorded(session: Session, leads: Iterable[Lead], now: datetime) -> list[LeadRow]:
    """Write leads, and return those that nobody else has written in this very moment."""
    lock_outbox(session)
    rows = []
    for lead in leads:
        row = LeadRow(**asdict(lead) | {"words": list(lead.words), "observed": now})
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:
            continue
        rows.append(row)
    return rows


def tell_leads(session: Session, leads: Iterable[Lead], newsroom: Newsroom, now: datetime) -> None:
    """Write leads; queue one message a lead for operators, and one for each channel that hears of leads.

    Args:
        session: One that writes.
        leads: Leads whose addresses are new.
        newsroom: Whose operators they are; a channel of operators that hears of leads is told once.
        now: UTC.
    """
    rows = _recorded(session, leads, now)
    wanted = select(SubscriptionRow).where(col(SubscriptionRow.state) == LEADS)
    heard = [subscription_in(row) for row in session.exec(wanted.order_by(col(SubscriptionRow.id)))]
    for row in rows:
        lead = row.id or 0
        queue(session, newsroom, Notice(f"lead:{lead}", LeadFound(lead=lead)), now)
        for subscription in heard:
            if subscription.channel != newsroom.operators_channel:
                payload = LeadPayload(lead=lead, heard=(hearing_of(subscription),))
                channel = Channel(subscription.team, subscription.channel)
                key, status = key_of(f"lead:{lead}", channel), status_of(subscription.terms.rhythm.every)
                serves = [subscription.id]
                add_messages(session, [owed(channel, key, payload, now, serves=serves, status=status)])
