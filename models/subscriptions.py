"""A channel's wishes as rows: to hear of something, otherwise than before, or no longer.

Who changed what, and when, is written in the same transaction (`AuditRow`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.claims import end_quiet_hours
from models.digests import GATHERED, queue_last
from models.people_tables import AuditRow, DeliveryRow, SubscriptionRow
from models.query_values import AuditEntry
from models.rhythm import Every, next_due
from models.store import reading, writing
from models.wishes import PLAIN, Channel, Subject, Terms, Wish, read_terms, terms_json


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts and when.

    Attributes:
        by: Slack's id of the person, or what acts in their place.
        now: UTC.
        zone: IANA name of the newsroom's time zone, by which digests are due.
    """

    by: str
    now: datetime
    zone: str = "UTC"


def subscribe(engine: Engine, channel: Channel, subject: Subject, hand: Hand, terms: Terms = PLAIN) -> bool:
    """Let a channel hear of something on these terms; one that was paused is heard again.

    Returns:
        Whether anything changed: it was not subscribed, on other terms, or paused.

    Raises:
        StoreError: The database can't be written.
    """
    with writing(engine) as session:
        row = _row(session, channel, subject)
        if row is None:
            return _add(session, channel, subject, hand, terms)
        changed = read_terms(row.terms) != terms
        if not changed and not row.paused:
            return False
        row.paused = ""
        if changed:
            _change(session, row, terms, hand)
        session.add(_noted(row, hand, "changed" if changed else "resumed", str(terms.rhythm)))
        return True


def _change(session: Session, row: SubscriptionRow, terms: Terms, hand: Hand) -> None:
    """Put a subscription on other terms: a first digest begins now, and a last one is told now."""
    was_due, due = row.digest_due, _due(terms, hand)
    if due and not was_due:
        row.digested = hand.now
    row.digest_due = due
    if was_due and not due:
        queue_last(session, row, read_terms(row.terms).zone or hand.zone, hand.now)
    if read_terms(row.terms).quiet != terms.quiet:
        end_quiet_hours(session, row.id, hand.now)
    row.terms = terms_json(terms)


def _due(terms: Terms, hand: Hand) -> datetime | None:
    once = terms.rhythm.every is Every.ONCE
    return None if once else next_due(terms.rhythm, terms.zone or hand.zone, hand.now)


def _add(session: Session, channel: Channel, subject: Subject, hand: Hand, terms: Terms) -> bool:
    row = SubscriptionRow(
        team=channel.team,
        channel=channel.id,
        state=subject.state,
        place=subject.place,
        terms=terms_json(terms),
        digest_due=_due(terms, hand),
        created=hand.now,
        created_by=hand.by,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False  # someone else asked for the same in this very moment
    session.add(_noted(row, hand, "subscribed", str(terms.rhythm)))
    return True


def _row(session: Session, channel: Channel, subject: Subject) -> SubscriptionRow | None:
    found = _of(channel).where(
        col(SubscriptionRow.state) == subject.state, col(SubscriptionRow.place) == subject.place
    )
    return session.exec(found).first()


def _noted(row: SubscriptionRow, hand: Hand, what: str, detail: str = "") -> AuditRow:
    """Return the entry of the audit log for what is done to a subscription."""
    return AuditRow(
        team=row.team,
        channel=row.channel,
        state=row.state,
        place=row.place,
        what=what,
        by=hand.by,
        at=hand.now,
        detail=detail,
    )


def unsubscribe(
    engine: Engine, channel: Channel, hand: Hand, subjects: Sequence[Subject] = ()
) -> tuple[Subject, ...]:
    """Let a channel no longer hear of some subjects; without any, of all.

    A message that still waits for it is not sent any more, and says so in the outbox; the
    thread of one that was sent is completed.

    Returns:
        What it did hear of, in order.

    Raises:
        StoreError: The database can't be written.
    """
    with writing(engine) as session:
        rows = session.exec(_of(channel)).all()
        ended = [row for row in rows if not subjects or Subject(row.state, row.place) in subjects]
        ids = [row.id for row in ended]
        owed = update(DeliveryRow).where(col(DeliveryRow.subscription).in_(ids))
        unsent = col(DeliveryRow.status).in_(("pending", GATHERED))
        waiting = owed.where(unsent, col(DeliveryRow.part) == "message")
        session.exec(waiting.values(status="failed", error="unsubscribed"))
        session.exec(owed.values(subscription=None))
        for row in ended:
            session.add(_noted(row, hand, "unsubscribed"))
            session.delete(row)
        return tuple(Subject(row.state, row.place) for row in ended)


def mute(engine: Engine, channel: Channel, until: datetime, hand: Hand) -> int:
    """Let a channel hear nothing until a moment (UTC); what is queued waits, nothing is lost.

    Returns:
        How many subscriptions it is about.

    Raises:
        StoreError: The database can't be written.
    """
    with writing(engine) as session:
        rows = session.exec(_of(channel)).all()
        for row in rows:
            row.muted_until = until
            session.add(_noted(row, hand, "muted", until.isoformat()))
        return len(rows)


def resume(engine: Engine, channel: Channel, hand: Hand) -> int:
    """Let a channel that was muted or paused hear again, what waited included.

    Returns:
        How many subscriptions were silent.

    Raises:
        StoreError: The database can't be written.
    """
    with writing(engine) as session:
        rows = session.exec(_of(channel)).all()
        silent = [row for row in rows if row.paused or (row.muted_until and row.muted_until > hand.now)]
        for row in silent:
            row.paused, row.muted_until = "", None
            session.add(_noted(row, hand, "resumed"))
        return len(silent)


def subscriptions(engine: Engine, channel: Channel) -> list[Wish]:
    """Return what a channel hears of, by state and place.

    Raises:
        StoreError: The database can't be read.
    """
    with reading(engine) as session:
        return [wish_of(row) for row in session.exec(_of(channel))]


def subscriptions_of_team(engine: Engine, team: str) -> list[Wish]:
    """Return what all channels of a workspace hear of, by channel, state and place.

    Raises:
        StoreError: The database can't be read.
    """
    with reading(engine) as session:
        found = select(SubscriptionRow).where(col(SubscriptionRow.team) == team)
        ordered = found.order_by(
            col(SubscriptionRow.channel), col(SubscriptionRow.state), col(SubscriptionRow.place)
        )
        return [wish_of(row) for row in session.exec(ordered)]


def history_of(engine: Engine, channel: Channel, limit: int = 20) -> list[AuditEntry]:
    """Return who changed what about a channel's subscriptions, newest first.

    Raises:
        StoreError: The database can't be read.
    """
    with reading(engine) as session:
        found = select(AuditRow).where(
            col(AuditRow.team) == channel.team, col(AuditRow.channel) == channel.id
        )
        rows = session.exec(found.order_by(col(AuditRow.id).desc()).limit(limit))
        return [
            AuditEntry(row.what, row.by, row.at, Subject(row.state, row.place), row.detail) for row in rows
        ]


def _of(channel: Channel) -> SelectOfScalar[SubscriptionRow]:
    return (
        select(SubscriptionRow)
        .where(col(SubscriptionRow.team) == channel.team, col(SubscriptionRow.channel) == channel.id)
        .order_by(col(SubscriptionRow.state), col(SubscriptionRow.place))
    )


def wish_of(row: SubscriptionRow) -> Wish:
    """Return a stored subscription as people see it."""
    return Wish(
        row.channel,
        row.state,
        row.created,
        row.created_by,
        row.paused,
        row.place,
        read_terms(row.terms),
        row.muted_until,
    )
