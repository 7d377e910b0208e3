"""Alerts that settle, or are held, when the next edition comes: what undoes itself meanwhile is told once.

What an edition's alert has not told yet when the next edition of its series comes, the next one's
tells with its own: the net of both, against what the channel was told. Where that is nothing, it
hears nothing. An alert that left already stands, and the next edition is told as usual.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from models.db import ChangeRow, DeliveryRow, EditionRow, StoredChange, SubscriptionRow
from models.domain import Alert, ChangeKind, Channel, alerts_for
from models.messaging.deliveries import readable, served_by, serving_read
from models.messaging.enqueue import (
    DeliveryOptions,
    add_messages,
    concerns_of,
    heard,
    message_of,
    queue_alerts,
)
from models.messaging.message_edits import CORRECTION, SUPERSEDED, correct_messages
from models.messaging.payloads import AlertPayload, EditPayload, ReplyPayload
from models.queries import net_changes, places_of

HELD = timedelta(minutes=10)
"""A message that waited longer was held: its channel was closed, or Slack away."""


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What a later alert of a series tells beside its own changes.

    Attributes:
        first: Id of the first edition that was not told.
        event: Id of the change that is the whole list's, `published`, if that was not told.
        compared_from: The edition that that one was compared with.
        summary: When its changes fell is not known.
    """

    first: int
    event: int | None
    compared_from: int | None
    summary: bool


def tell_edition(
    session: Session, changes: Sequence[StoredChange], edition: int, now: datetime, options: DeliveryOptions
) -> int:
    """Queue what an edition means for each channel, and return how many messages that is.

    Args:
        session: The publishing transaction.
        changes: The rows of its changes, as written.
        edition: Its id.
        now: UTC.
        options: How long it is to settle, and what messages are to know.
    """
    back = any(change.kind == ChangeKind.BACK for change in changes)
    unsaid = {} if back else _take_back(session, edition, now)
    queued = queue_alerts(session, changes, edition, now, replace(options, settling=frozenset(unsaid)))
    for each in dict.fromkeys(unsaid.values()):
        channels = {channel for channel, other in unsaid.items() if other == each}
        net_options = replace(
            options,
            first=each.first,
            compared_from=each.compared_from,
            summary=each.summary or options.summary,
            # What was untold until now can't be told by naming the time at which it was said.
            returned=options.returned if options.returned and options.returned < each.first else None,
        )
        messages = [
            message_of(alert, edition, now, net_options, each.event)
            for alert in _net_alerts(session, each, channels, edition)
        ]
        add_messages(session, messages)
        queued += len(messages)
    return queued


def correct_edition(
    session: Session, changes: Sequence[StoredChange], edition: int, now: datetime, settle: timedelta
) -> None:
    """Queue the edits of earlier messages, which settle as alerts do: what is undone at once edits none.

    Args:
        session: The publishing transaction.
        changes: The rows of its changes, as written.
        edition: Its id.
        now: UTC.
        settle: How long it is to settle.
    """
    if any(change.kind == ChangeKind.BACK for change in changes):
        correct_messages(session, changes, now)
    elif changes:
        first = _take_back_edits(session, edition, now)
        correct_messages(
            session, net_changes(session, first, edition) if first else changes, now, now + settle
        )


def _take_back_edits(session: Session, edition: int, now: datetime) -> int | None:
    """Take back the edits of a series that still settle; return the first edition that called for one."""
    waiting = select(DeliveryRow).where(
        col(DeliveryRow.what) == CORRECTION, *_settling(session, edition, now)
    )
    calls = []
    for each in session.exec(waiting.with_for_update()).all():
        match readable(each):
            case EditPayload(why=why, settled=settled) | ReplyPayload(why=why, settled=settled) if (
                settled and settled > now and (change := session.get(ChangeRow, why.first))
            ):
                each.status, each.error = "failed", SUPERSEDED
                calls.append(change.edition)
    return min(calls, default=None)


def _take_back(session: Session, edition: int, now: datetime) -> dict[Channel, Unsaid]:
    """Take back the alerts of a series that settle or are held; return by channel what was not told."""
    waiting = select(DeliveryRow).where(
        col(DeliveryRow.what) == "alert",
        col(DeliveryRow.part) == "message",
        *_untold(session, edition, now),
    )
    unsaid: dict[Channel, Unsaid] = {}
    ordered = waiting.options(serving_read()).order_by(col(DeliveryRow.id)).with_for_update()
    in_digests = set(
        session.exec(select(SubscriptionRow.id).where(col(SubscriptionRow.digest_due).is_not(None)))
    )
    for each in session.exec(ordered).all():
        told = readable(each)  # who changed to digests since is told it by the next one
        if not isinstance(told, AlertPayload):
            continue
        held = each.created <= now - HELD and not told.returned and not told.alternation
        settles = held or (told.settled and told.settled > now)
        if settles and not in_digests.issuperset(served_by(each)):
            each.status, each.error = "failed", SUPERSEDED
            first = told.first or told.edition
            channel = Channel(each.team, each.channel)
            unsaid[channel] = Unsaid(first, told.change, told.compared_from, told.summary)
    return unsaid


def _settling(session: Session, edition: int, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the clauses of what was never tried to be sent of a series, and isn't due yet."""
    return (*_untold(session, edition, now), col(DeliveryRow.not_before) > now)


def _untold(session: Session, edition: int, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the clauses of what was never tried to be sent of a series, and isn't due yet or is held."""
    row = session.get_one(EditionRow, edition)
    series = select(EditionRow.id).where(
        col(EditionRow.source) == row.source, col(EditionRow.series) == row.series
    )
    return (
        col(DeliveryRow.status) == "pending",
        col(DeliveryRow.attempts) == 0,
        or_(col(DeliveryRow.not_before) > now, col(DeliveryRow.created) <= now - HELD),
        col(DeliveryRow.edition).in_(series),
    )


def _net_alerts(
    session: Session, unsaid: Unsaid, channels: Collection[Channel], edition: int
) -> Sequence[Alert]:
    """Return what untold editions, with this one, mean for some channels."""
    changes = net_changes(session, unsaid.first, edition)
    event = session.get(ChangeRow, unsaid.event) if unsaid.event else None
    concerns = concerns_of([*changes, *([event] if event else [])], places_of(session, changes))
    concerned = [each for each in heard(session) if Channel(each.team, each.channel) in channels]
    return alerts_for(concerns, concerned, session.get_one(EditionRow, edition).source)
