"""A channel's wishes as rows: to hear of something, otherwise than before, or no longer.

Who changed what, and when, is written in the same transaction (`AuditRow`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.db import AuditRow, SubscriptionRow, lock_outbox, reading, writing
from models.domain import (
    AT_ONCE,
    PLAIN,
    AuditEntry,
    Channel,
    Every,
    Subject,
    Terms,
    Wish,
    next_due,
    read_terms,
    terms_json,
)
from models.messaging import audited, end_quiet_hours, end_serving, queue_last
from models.queries import as_entry, as_wish


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts and when.

    Attributes:
        by: Slack's id of the person, or what acts in their place.
        now: UTC.
        zone: IANA name of the newsroom's time zone, by which digests are due.
        private: They act in a channel that isn't open to all of the workspace.
    """

    by: str
    now: datetime
    zone: str = "UTC"
    private: bool = False


def subscribe(engine: Engine, channel: Channel, subject: Subject, actor: Actor, terms: Terms = PLAIN) -> bool:
    """Let a channel hear of something on these terms; one that was paused is heard again.

    Args:
        engine: The desk's database.
        channel: Whose subscription it is.
        subject: What it is about.
        actor: Who subscribes it, and whether that shows that the channel is private.
        terms: How it is heard.

    Returns:
        Whether anything changed: it was not subscribed, on other terms, or paused.

    Raises:
        StoreError: The database can't be written.
    """
    with writing(engine) as session:
        lock_outbox(session)
        same = (col(SubscriptionRow.state) == subject.state, col(SubscriptionRow.place) == subject.place)
        row = session.exec(_of(channel).where(*same)).first()
        if row is None:
            return _add(session, channel, subject, actor, terms)
        changed = read_terms(row.terms) != terms
        row.private = row.private or actor.private
        if not changed and not row.paused:
            return False
        row.paused = ""
        if changed:
            _change(session, row, terms, actor)
        session.add(_noted(row, actor, "changed" if changed else "resumed", str(terms.rhythm)))
        return True


def _change(session: Session, row: SubscriptionRow, terms: Terms, actor: Actor) -> None:
    """Put a subscription on other terms: a first digest begins now, and a last one is told now."""
    was_due, due = row.digest_due, _due(terms, actor)
    if due and not was_due:
        row.digested = actor.now
    row.digest_due = due
    if was_due and not due:
        queue_last(session, row, read_terms(row.terms).zone or actor.zone, actor.now)
    if read_terms(row.terms).quiet != terms.quiet:
        end_quiet_hours(session, row.id, actor.now)
    row.terms = terms_json(terms)


def _due(terms: Terms, actor: Actor) -> datetime | None:
    once = terms.rhythm.every is Every.ONCE
    return None if once else next_due(terms.rhythm, terms.zone or actor.zone, actor.now)


def _add(session: Session, channel: Channel, subject: Subject, actor: Actor, terms: Terms) -> bool:
    row = SubscriptionRow(
        team=channel.team,
        channel=channel.id,
        state=subject.state,
        place=subject.place,
        terms=terms_json(terms),
        digest_due=_due(terms, actor),
        created=actor.now,
        created_by=actor.by,
        private=actor.private,
    )
    session.add(row)
    session.add(_noted(row, actor, "subscribed", str(terms.rhythm)))
    return True


def _noted(row: SubscriptionRow, actor: Actor, what: str, detail: str = "") -> AuditRow:
    return audited(row, what, actor.by, actor.now, detail)


def unsubscribe(
    engine: Engine, channel: Channel, actor: Actor, subjects: Sequence[Subject] = ()
) -> tuple[Subject, ...]:
    """Let a channel no longer hear of some subjects; without any, of all.

    A message that still waits for it leaves for the others that it serves; without any it is not sent
    any more, and says so in the outbox. The thread of one that was sent is completed.

    Returns:
        What it did hear of, in order.

    Raises:
        StoreError: The database can't be written.
    """
    with writing(engine) as session:
        lock_outbox(session)
        rows = session.exec(_of(channel)).all()
        ended = [row for row in rows if not subjects or Subject(row.state, row.place) in subjects]
        end_serving(session, channel, [row.id or 0 for row in ended])
        for row in ended:
            session.add(_noted(row, actor, "unsubscribed"))
            session.delete(row)
        return tuple(Subject(row.state, row.place) for row in ended)


def mute(engine: Engine, channel: Channel, until: datetime, actor: Actor) -> int:
    """Let a channel hear nothing until a moment (UTC); what is queued waits, nothing is lost.

    Returns:
        How many subscriptions it is about.

    Raises:
        StoreError: The database can't be written.
    """
    with writing(engine) as session:
        lock_outbox(session)
        rows = session.exec(_of(channel)).all()
        for row in rows:
            row.muted_until = until
            session.add(_noted(row, actor, "muted", until.isoformat()))
        return len(rows)


def resume(engine: Engine, channel: Channel, actor: Actor) -> int:
    """Let a channel that was muted or paused hear again, what waited included.

    Returns:
        How many subscriptions were silent.

    Raises:
        StoreError: The database can't be written.
    """
    with writing(engine) as session:
        lock_outbox(session)
        rows = session.exec(_of(channel)).all()
        silent = [row for row in rows if row.paused or (row.muted_until and row.muted_until > actor.now)]
        for row in silent:
            row.paused, row.muted_until = "", None
            session.add(_noted(row, actor, "resumed"))
        return len(silent)


def subscriptions_of(engine: Engine, channel: Channel) -> list[Wish]:
    """Return what a channel hears of, by state and place.

    Raises:
        StoreError: The database can't be read.
    """
    with reading(engine) as session:
        return [as_wish(row) for row in session.exec(_of(channel))]


def subscriptions_of_team(engine: Engine, team: str) -> list[Wish]:
    """Return what all channels of a workspace hear of, by channel, state and place.

    Raises:
        StoreError: The database can't be read.
    """
    with reading(engine) as session:
        of_team = select(SubscriptionRow).where(col(SubscriptionRow.team) == team)
        ordered = of_team.order_by(
            col(SubscriptionRow.channel), col(SubscriptionRow.state), col(SubscriptionRow.place)
        )
        return [as_wish(row) for row in session.exec(ordered)]


def history_of(engine: Engine, channel: Channel, limit: int = 20) -> list[AuditEntry]:
    """Return who changed what about a channel's subscriptions, newest first.

    Raises:
        StoreError: The database can't be read.
    """
    with reading(engine) as session:
        same = (col(AuditRow.team) == channel.team, col(AuditRow.channel) == channel.id)
        rows = session.exec(select(AuditRow).where(*same).order_by(col(AuditRow.id).desc()).limit(limit))
        return [as_entry(row) for row in rows]


def copy_at_once(desk: Engine, other: Engine) -> None:
    """Let channels hear in another database of what they hear of in a desk's, all of it at once.

    Digests, quiet hours and mutes go by a clock that the other, which tells the past, doesn't have.

    Raises:
        StoreError: A database can't be read or written.
    """
    with reading(desk) as session:
        rows = session.exec(select(SubscriptionRow).order_by(col(SubscriptionRow.id))).all()
    with writing(other) as session:
        session.add_all(_at_once(row) for row in rows)


def _at_once(row: SubscriptionRow) -> SubscriptionRow:
    terms = replace(read_terms(row.terms), rhythm=AT_ONCE, quiet=None)
    columns = {"terms": terms_json(terms), "digest_due": None, "muted_until": None}
    return SubscriptionRow(**row.model_dump(exclude={"id"}) | columns)


def _of(channel: Channel) -> SelectOfScalar[SubscriptionRow]:
    return (
        select(SubscriptionRow)
        .where(col(SubscriptionRow.team) == channel.team, col(SubscriptionRow.channel) == channel.id)
        .order_by(col(SubscriptionRow.state), col(SubscriptionRow.place))
    )
