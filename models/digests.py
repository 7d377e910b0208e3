"""Digests: what a channel that hears daily or weekly is owed, gathered until it is due.

Whatever would be told at once is written as `gathered` in the transaction that writes the facts, so
that nothing falls between two digests, however late it was read or accepted. A digest that is due
takes up what was gathered; one that still waits (a muted channel) is extended, so that a channel
hears one digest for the whole gap.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, update
from sqlmodel import Session, col, select

from models.people_tables import DeliveryRow, SubscriptionRow
from models.rhythm import Every, next_due
from models.store import reading, writing
from models.wishes import Terms, read_terms

GATHERED = "gathered"


def status_of(terms: Terms) -> str:
    """Return how a message for a subscription on these terms is queued: to be sent, or gathered."""
    return "pending" if terms.rhythm.every is Every.ONCE else GATHERED


def queue_next(engine: Engine, zone: str, now: datetime) -> bool:
    """Queue the digest that has been due for longest, if one is, and say when the next one is due.

    Several processes may ask at once: each digest is queued by one of them.

    Args:
        engine: Where the outbox is.
        zone: IANA name of the newsroom's time zone, for subscriptions that name none.
        now: UTC.

    Returns:
        Whether one was due.

    Raises:
        StoreError: The database can't be read or written.
    """
    due = select(SubscriptionRow).where(col(SubscriptionRow.digest_due) <= now)
    oldest = due.order_by(col(SubscriptionRow.digest_due), col(SubscriptionRow.id)).limit(1)
    with reading(engine) as session:
        if session.exec(oldest).first() is None:
            return False
    with writing(engine) as session:
        row = session.exec(oldest.with_for_update(skip_locked=True)).first()
        if row is None or row.digest_due is None:
            return False
        terms = read_terms(row.terms)
        row_zone, was_due = terms.zone or zone, row.digest_due
        row.digest_due = next_due(terms.rhythm, row_zone, now)
        queue_digest(session, row, was_due, row_zone, now)
        return True


def queue_digest(session: Session, row: SubscriptionRow, due: datetime, zone: str, now: datetime) -> None:
    """Queue a subscription's digest on what was gathered until now, or extend one that still waits.

    Args:
        session: One that writes.
        row: The subscription, with the moment at which its next digest is due.
        due: When this one was.
        zone: IANA name of its time zone.
        now: UTC.
    """
    until = {"until": now.isoformat(), "next": row.digest_due.isoformat() if row.digest_due else ""}
    digest = _unsent(session, row)
    if digest:
        digest.payload = {**digest.payload, **until}
    else:
        digest = DeliveryRow(
            key=f"digest:{row.id}:{due.isoformat()}",
            team=row.team,
            channel=row.channel,
            what="digest",
            subscription=row.id,
            payload={
                "state": row.state,
                "place": row.place,
                "terms": row.terms,
                "zone": zone,
                "since": (row.digested or row.created).isoformat(),
                **until,
            },
            created=now,
            not_before=now,
        )
        session.add(digest)
    session.flush()
    row.digested = now
    session.exec(update(DeliveryRow).where(*_gathered(row)).values(parent=digest.id))


def queue_last(session: Session, row: SubscriptionRow, zone: str, now: datetime) -> None:
    """Queue what was gathered for a subscription that no longer hears in digests, if anything was."""
    owed = select(DeliveryRow.id).where(*_gathered(row)).limit(1)
    if session.exec(owed).first() is not None:
        queue_digest(session, row, now, zone, now)


def _gathered(row: SubscriptionRow) -> tuple[ColumnElement[bool], ...]:
    """Return the clauses of what no digest of a subscription has taken up yet."""
    return (
        col(DeliveryRow.subscription) == row.id,
        col(DeliveryRow.status) == GATHERED,
        col(DeliveryRow.parent).is_(None),
    )


def _unsent(session: Session, row: SubscriptionRow) -> DeliveryRow | None:
    """Return a digest of which nothing can have been sent yet."""
    waiting = select(DeliveryRow).where(
        col(DeliveryRow.subscription) == row.id,
        col(DeliveryRow.what) == "digest",
        col(DeliveryRow.part) == "message",
        col(DeliveryRow.status) == "pending",
        col(DeliveryRow.repeat).is_(False),
    )
    return session.exec(waiting.limit(1).with_for_update(skip_locked=True)).first()


def gathered_for(session: Session, digest: int) -> Sequence[DeliveryRow]:
    """Return what a digest tells, in the order in which it happened."""
    told = select(DeliveryRow).where(col(DeliveryRow.parent) == digest, col(DeliveryRow.status) == GATHERED)
    return session.exec(told.order_by(col(DeliveryRow.id))).all()


def overdue(session: Session, before: datetime) -> int:
    """Return how many digests were due before a moment (UTC) and are not queued yet."""
    due = select(SubscriptionRow.id).where(col(SubscriptionRow.digest_due) <= before)
    return len(session.exec(due).all())
