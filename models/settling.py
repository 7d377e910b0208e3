"""Alerts of an edition that was just fetched wait a while: a publisher who re-issues at once is told once.

What an edition's alert has not told yet when the next edition of its series comes, the next one's
tells with its own: the net of both, against what the channel was told. Where that is nothing, it
hears nothing. An alert that left already stands, and the next edition is told as usual.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from models.alerts import Alert, alerts_for
from models.correcting import correct_messages
from models.ledger import CORRECTION
from models.net_changes import net_changes, places_of
from models.owing import Manner, delivery_of
from models.people_tables import DeliveryRow, SubscriptionRow
from models.tables import ChangeRow, EditionRow
from models.telling import concerns_of, queue_alerts, subscription_of
from models.values import ChangeKind

SUPERSEDED = "superseded"
"""Of a delivery that failed so: a later edition's message told what it would have."""


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What a later alert of a series tells beside its own changes.

    Attributes:
        first: Id of the first edition that was not told.
        event: Id of the change that is the whole list's, `published`, if that was not told.
        summary: When its changes fell is not known.
    """

    first: int
    event: int | None
    summary: bool


def tell_edition(
    session: Session, changes: Sequence[ChangeRow], edition: int, now: datetime, manner: Manner
) -> int:
    """Queue what an edition means for each subscription, and return how many messages that is.

    Args:
        session: The publishing transaction.
        changes: The rows of its changes, as written.
        edition: Its id.
        now: UTC.
        manner: How long it is to settle, and what messages are to know. Who is passed over with the
            list's own fate hears of its rows all the same.
    """
    back = any(change.kind == ChangeKind.BACK for change in changes)
    unsaid = {} if back else _take_back(session, edition, now)
    passing = manner.passing | frozenset(unsaid)
    queued = queue_alerts(session, changes, edition, now, replace(manner, passing=passing))
    if manner.passing:
        rows = [change for change in changes if change.before or change.after]
        queued += queue_alerts(
            session, rows, edition, now, replace(manner, among=manner.passing, passing=frozenset(unsaid))
        )
    for each in dict.fromkeys(unsaid.values()):
        numbers = [number for number, other in unsaid.items() if other == each]
        summary = each.summary or bool(manner.told.get("summary"))
        told = replace(manner, told={**manner.told, "first": each.first, "summary": summary})
        for alert in _net_alerts(session, each, numbers, edition):
            delivery = delivery_of(alert, f"edition:{edition}", edition, now, told)
            delivery.change = each.event
            session.add(delivery)
            queued += 1
    return queued


def correct_edition(
    session: Session, changes: Sequence[ChangeRow], edition: int, now: datetime, settle: timedelta
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
        correct_messages(session, net_changes(session, first, edition) if first else changes, now + settle)


def _take_back_edits(session: Session, edition: int, now: datetime) -> int | None:
    """Take back the edits of a series that still settle; return the first edition that called for one."""
    waiting = select(DeliveryRow).where(
        col(DeliveryRow.what) == CORRECTION, col(DeliveryRow.created) > now, *_settling(session, edition, now)
    )
    calls = []
    for each in session.exec(waiting.with_for_update()).all():
        change = session.get(ChangeRow, each.payload.get("first"))
        if change:
            each.status, each.error = "failed", SUPERSEDED
            calls.append(change.edition)
    return min(calls, default=None)


def _take_back(session: Session, edition: int, now: datetime) -> dict[int, Unsaid]:
    """Take back the alerts of a series that still settle; return by subscription what was not told."""
    waiting = select(DeliveryRow).where(
        col(DeliveryRow.what) == "alert",
        col(DeliveryRow.part) == "message",
        *_settling(session, edition, now),
    )
    unsaid: dict[int, Unsaid] = {}
    for each in session.exec(waiting.order_by(col(DeliveryRow.id)).with_for_update()).all():
        settled = each.payload.get("settled")
        if each.subscription and settled and datetime.fromisoformat(settled) > now:
            each.status, each.error = "failed", SUPERSEDED
            first = int(each.payload.get("first") or each.edition or edition)
            unsaid[each.subscription] = Unsaid(first, each.change, bool(each.payload.get("summary")))
    return unsaid


def _settling(session: Session, edition: int, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the clauses of what was never tried to be sent of a series, and isn't due yet."""
    row = session.get_one(EditionRow, edition)
    series = select(EditionRow.id).where(
        col(EditionRow.source) == row.source, col(EditionRow.series) == row.series
    )
    return (
        col(DeliveryRow.status) == "pending",
        col(DeliveryRow.attempts) == 0,
        col(DeliveryRow.not_before) > now,
        col(DeliveryRow.edition).in_(series),
    )


def _net_alerts(
    session: Session, unsaid: Unsaid, subscriptions: Sequence[int], edition: int
) -> Sequence[Alert]:
    """Return what the editions that were not told, with this one, mean for some subscriptions."""
    changes = net_changes(session, unsaid.first, edition)
    event = session.get(ChangeRow, unsaid.event) if unsaid.event else None
    concerns = concerns_of([*changes, *([event] if event else [])], places_of(session, changes))
    found = select(SubscriptionRow).where(col(SubscriptionRow.id).in_(subscriptions))
    heard = session.exec(found.order_by(col(SubscriptionRow.id))).all()
    source = session.get_one(EditionRow, edition).source
    return alerts_for(concerns, map(subscription_of, heard), source)
