"""Digests: what a channel that hears daily or weekly is owed, gathered until it is due.

Whatever would be told at once is written as `gathered` in the transaction that writes the facts, so
that nothing falls between two digests, however late it was read or accepted. A digest that is due
takes up what was gathered; one that still waits (a muted channel) is extended, so that a channel
hears one digest for the whole gap.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, and_, func, or_, update
from sqlmodel import Session, col, select

from models.db import DeliveryRow, ServingRow, SubscriptionRow, lock_outbox, reading, writing
from models.domain import LEADS, Channel, Every, Rhythm, next_due, read_terms
from models.messaging.deliveries import Delivery, delivery_in, kept, readable, served_by
from models.messaging.enqueue import GATHERED, add_messages, hearing_of, owed, subscription_in
from models.messaging.payloads import DigestPayload, Joined


def queue_next(engine: Engine, zone: str, now: datetime) -> bool:
    """Queue the digest that has been due for longest, if one is, and say when the next one is due.

    What a channel hears by the same clock is one digest. Several processes may ask at once: each
    digest is queued by one of them.

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
    oldest = due.order_by(col(SubscriptionRow.digest_due), col(SubscriptionRow.id))
    with reading(engine) as session:
        found = session.exec(oldest.limit(1)).first()
        channel = Channel(found.team, found.channel) if found else None
    if channel is None:
        return False
    with writing(engine) as session:
        lock_outbox(session)
        rows = session.exec(oldest.where(*_of(channel))).all()
        if not rows:
            return False
        terms, was_due = read_terms(rows[0].terms), rows[0].digest_due or now
        group = [row for row in rows if _clock(row) == _clock(rows[0])]
        group_zone = terms.zone or zone
        following = next_due(terms.rhythm, group_zone, now)
        for row in group:
            row.digest_due = following
        queue_digest(session, group, was_due, DigestSpan(group_zone, now, following))
        return True


def mend_digests(engine: Engine, zone: str, now: datetime) -> None:
    """Let no digest wait for a day that a clock named which was fast, nor tell from one on.

    Args:
        engine: Where subscriptions are.
        zone: As of `queue_next`.
        now: UTC.
    """
    with writing(engine) as session:
        lock_outbox(session)
        for row in session.exec(select(SubscriptionRow).where(col(SubscriptionRow.digest_due) > now)):
            terms = read_terms(row.terms)
            following = next_due(terms.rhythm, terms.zone or zone, now)
            row.digest_due = min(row.digest_due or following, following)
            row.digested = min(row.digested, now) if row.digested else None


def _of(channel: Channel) -> tuple[ColumnElement[bool], ...]:
    return col(SubscriptionRow.team) == channel.team, col(SubscriptionRow.channel) == channel.id


def _clock(row: SubscriptionRow) -> tuple[Rhythm, str, bool]:
    """Return what subscriptions of a channel share that one digest tells; leads have their own."""
    terms = read_terms(row.terms)
    return terms.rhythm, terms.zone, row.state == LEADS


@dataclass(frozen=True, slots=True)
class DigestSpan:
    """Until when a digest tells, when the next one is due (None: never), and by which zone; UTC."""

    zone: str
    until: datetime
    following: datetime | None


def queue_digest(session: Session, rows: Sequence[SubscriptionRow], due: datetime, span: DigestSpan) -> None:
    """Queue a digest on what was gathered until now, or extend one that still waits.

    Args:
        session: One that writes.
        rows: The subscriptions of a channel that it serves.
        due: When this one was.
        span: Until when it tells.
    """
    gathered = (*_gathered(row.id for row in rows), *_not_sooner(session, rows))
    unsent = _unsent(session, rows)
    waits = readable(unsent) if unsent else None
    payload = _payload(rows, waits if isinstance(waits, DigestPayload) else None, span)
    ids = [each.subscription for each in payload.heard]
    if unsent:
        digest, unsent.payload = unsent.id, kept(payload)
        new = set(ids) - set(served_by(unsent))
        unsent.serving += [ServingRow(subscription=number) for number in sorted(new)]
    else:
        channel = Channel(rows[0].team, rows[0].channel)
        key = f"digest:{rows[0].id}:{due.isoformat()}:{span.until.timestamp():.0f}"
        (digest,) = add_messages(session, [owed(channel, key, payload, span.until, serves=ids)])
    for row in rows:
        row.digested = span.until
    session.exec(update(DeliveryRow).where(*gathered).values(parent=digest))


def _payload(rows: Sequence[SubscriptionRow], waits: DigestPayload | None, span: DigestSpan) -> DigestPayload:
    """Return what a digest carries; of one that waits, with what it was to tell before."""
    subscriptions = [subscription_in(row) for row in rows]
    before = {each.subscription for each in waits.heard} if waits else set()
    new = [hearing_of(each) for each in subscriptions if each.id not in before]
    begun = {row.id or 0: row.digested or row.created for row in rows if row.id not in before}
    since = waits.since if waits else min(begun.values())
    late = [Joined(subscription=number, since=start) for number, start in begun.items() if start > since]
    sources = [*([waits.sources] if waits else []), *(each.terms.sources for each in subscriptions)]
    return DigestPayload(
        heard=(*(waits.heard if waits else ()), *new),
        sources=tuple(sorted(set().union(*sources))) if all(sources) else (),
        every=subscriptions[0].terms.rhythm.every,
        since=since,
        until=span.until,
        joined=(*(waits.joined if waits else ()), *late),
        following=span.following,
        zone=span.zone,
    )


def queue_last(session: Session, row: SubscriptionRow, zone: str, now: datetime) -> None:
    """Queue what was gathered for a subscription that no longer hears in digests, if anything was.

    What others of the channel would have heard with it, they hear with it.
    """
    waiting = session.exec(select(DeliveryRow.id).where(*_gathered([row.id]))).all()
    served = select(ServingRow.subscription).where(col(ServingRow.delivery).in_(waiting))
    ids = sorted({*session.exec(served)})
    if ids:
        rows = session.exec(select(SubscriptionRow).where(col(SubscriptionRow.id).in_(ids))).all()
        others = [each.digest_due for each in rows if each.id != row.id and each.digest_due]
        queue_digest(session, rows, now, DigestSpan(zone, now, min(others, default=None)))


def _gathered(ids: Iterable[int | None]) -> tuple[ColumnElement[bool], ...]:
    """Return the clauses of what no digest of some subscriptions has taken up yet."""
    served = select(ServingRow.delivery).where(col(ServingRow.subscription).in_(list(ids)))
    return (
        col(DeliveryRow.id).in_(served),
        col(DeliveryRow.status) == GATHERED,
        col(DeliveryRow.parent).is_(None),
    )


def _not_sooner(session: Session, rows: Sequence[SubscriptionRow]) -> tuple[ColumnElement[bool], ...]:
    """Return the clauses of what no daily digest of the channel tells, where these are weekly ones."""
    mine = [row.id for row in rows]
    if any(read_terms(row.terms).rhythm.every is not Every.WEEKLY for row in rows):
        return ()
    channel = Channel(rows[0].team, rows[0].channel)
    others = session.exec(
        select(SubscriptionRow).where(
            *_of(channel), col(SubscriptionRow.digest_due).is_not(None), col(SubscriptionRow.id).not_in(mine)
        )
    )
    daily = [row.id for row in others if read_terms(row.terms).rhythm.every is Every.DAILY]
    sooner = select(ServingRow.delivery).where(col(ServingRow.subscription).in_(daily))
    return (col(DeliveryRow.id).not_in(sooner),)


def _unsent(session: Session, rows: Sequence[SubscriptionRow]) -> DeliveryRow | None:
    """Return a digest of some subscriptions of which nothing can have been sent yet."""
    served = select(ServingRow.delivery).where(col(ServingRow.subscription).in_([row.id for row in rows]))
    waiting = select(DeliveryRow).where(
        col(DeliveryRow.id).in_(served),
        col(DeliveryRow.what) == "digest",
        col(DeliveryRow.part) == "message",
        col(DeliveryRow.status) == "pending",
        col(DeliveryRow.repeat).is_(False),
    )
    oldest = waiting.order_by(col(DeliveryRow.id)).limit(1)
    return session.exec(oldest.with_for_update(skip_locked=True)).first()


def gathered_for(session: Session, digest: int) -> Sequence[Delivery]:
    """Return what a digest tells, in the order in which it happened.

    Raises:
        UnreadablePayload: What one of them carries can't be read.
    """
    rows = select(DeliveryRow).where(col(DeliveryRow.parent) == digest, col(DeliveryRow.status) == GATHERED)
    return [delivery_in(row) for row in session.exec(rows.order_by(col(DeliveryRow.id)))]


def sent_beside(
    session: Session, digest: int, subscriptions: Iterable[int], since: datetime, until: datetime
) -> int:
    """Return how many alerts of a time (UTC) some subscriptions had, or are owed, beside a digest."""
    served = select(ServingRow.delivery).where(col(ServingRow.subscription).in_(list(subscriptions)))
    in_another = and_(
        col(DeliveryRow.status) == GATHERED,
        col(DeliveryRow.parent).is_not(None),
        col(DeliveryRow.parent) != digest,
    )
    found = select(func.count(col(DeliveryRow.id))).where(
        col(DeliveryRow.id).in_(served),
        col(DeliveryRow.what).in_(("alert", "event", "errata")),
        col(DeliveryRow.part) == "message",
        or_(col(DeliveryRow.status).in_(("pending", "sending", "sent")), in_another),
        col(DeliveryRow.created) > since,
        col(DeliveryRow.created) <= until,
    )
    return session.exec(found).one()


@dataclass(frozen=True, slots=True)
class NamedMissing:
    """Ids of the lineages that a channel's last digest named as missing, and when it was sent, UTC."""

    lineages: tuple[int, ...] = ()
    sent: datetime | None = None


def named_missing(session: Session, digest: int, subscriptions: Iterable[int]) -> NamedMissing:
    """Return what the last digest of some subscriptions that was sent before one named as missing."""
    served = select(ServingRow.delivery).where(col(ServingRow.subscription).in_(list(subscriptions)))
    sent = select(DeliveryRow).where(
        col(DeliveryRow.id).in_(served),
        col(DeliveryRow.id) < digest,
        col(DeliveryRow.what) == "digest",
        col(DeliveryRow.part) == "message",
        col(DeliveryRow.status) == "sent",
    )
    row = session.exec(sent.order_by(col(DeliveryRow.id).desc()).limit(1)).first()
    told = readable(row) if row else None
    return NamedMissing(told.missing, row.sent) if row and isinstance(told, DigestPayload) else NamedMissing()


def overdue(session: Session, before: datetime) -> int:
    """Return how many digests were due before a moment (UTC) and are not queued yet."""
    due = select(SubscriptionRow.id).where(col(SubscriptionRow.digest_due) <= before)
    return len(session.exec(due).all())
