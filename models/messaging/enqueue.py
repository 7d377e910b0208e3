"""Who must hear of what was just written, and the message that each is owed: queued, not sent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from models.db import (
    DeliveryRow,
    NewChange,
    ServingRow,
    StoredChange,
    SubscriptionRow,
    insert_many,
    lock_outbox,
    new_ids,
)
from models.domain import (
    LEADS,
    Alert,
    Alternation,
    ChangeKind,
    Channel,
    Concern,
    Every,
    Subject,
    Subscription,
    alerts_for,
    hears,
    read_terms,
)
from models.messaging.deliveries import kept
from models.messaging.payloads import AlertPayload, EventPayload, Hearing, Missing, Payload
from models.queries import heard_as

GATHERED = "gathered"
"""`DeliveryRow.status` of what waits for a digest to tell it."""


@dataclass(frozen=True, slots=True)
class DeliveryOptions:
    """How messages are queued.

    Attributes:
        settle: How long the alerts of an edition wait first, for one that replaces it.
        compared_from: The edition of its series that the edition was compared with.
        summary: Its changes fell between two editions of which the first was no full copy.
        first: Id of the first of several editions whose changes are told together.
        missing: What is known now of a list that is gone, and may not be when it is told.
        passing: Ids of subscriptions that are told elsewhere what happened to the whole list.
        settling: Channels that are told otherwise.
        returned: Id of the earlier edition that said the same as the one that is told.
        alternation: The list alternates: that is told, and none of its rows.
        name: Names a message on an edition, beside what else its channel is told of that.
    """

    settle: timedelta = timedelta(0)
    compared_from: int | None = None
    summary: bool = False
    first: int | None = None
    missing: Missing | None = None
    passing: frozenset[int] = frozenset()
    settling: frozenset[Channel] = frozenset()
    returned: int | None = None
    alternation: Alternation | None = None
    name: str = "edition"


def status_of(every: Every) -> str:
    """Return how a message is queued that is told so often: to be sent, or gathered."""
    return "pending" if every is Every.ONCE else GATHERED


def key_of(event: str, channel: Channel) -> str:
    """Return what names a delivery: its event, installation and channel, which is told that once."""
    return f"{event}:{channel.team}:{channel.id}"


@dataclass(frozen=True, slots=True)
class Owed:
    """A message that a channel is owed: columns of `DeliveryRow`, and ids of the subscriptions it serves."""

    columns: Mapping[str, Any]
    serves: Sequence[int]


def owed(
    to: Channel,
    key: str,
    payload: Payload,
    now: datetime,
    *,
    serves: Iterable[int] = (),
    **more: Any,
) -> Owed:
    """Return a message that a channel is owed, due now unless `not_before` says otherwise.

    Args:
        to: The channel, or a person of the same installation.
        key: Names what is told to whom; nothing is queued twice under one.
        payload: Whom it serves, and what it tells.
        now: UTC.
        serves: Ids of the subscriptions that it serves.
        more: Other columns of `DeliveryRow`; `what` of a part and of a correction.
    """
    said = {"key": key, "team": to.team, "channel": to.id, "what": payload.kind, "payload": kept(payload)}
    return Owed({**said, "created": now, "not_before": now, **more}, sorted(set(serves)))


def message_of(
    alert: Alert, edition: int, now: datetime, options: DeliveryOptions, change: int | None = None
) -> Owed:
    """Return the message of an alert; only alerts of editions settle.

    Args:
        alert: What a channel is told.
        edition: The edition that brought it, or the last one of a list that is gone.
        now: UTC.
        options: How it is queued.
        change: Id of the change of the whole list, if that is told.
    """
    is_edition = alert.event in {None, ChangeKind.PUBLISHED}
    settled = now + options.settle if is_edition else now
    return owed(
        alert.channel,
        key_of(f"{options.name}:{edition}" if is_edition else f"event:{change}", alert.channel),
        _payload(
            alert, edition, options, change, settled if settled > now and not options.alternation else None
        ),
        now,
        serves=[each.id for each in alert.heard],
        edition=edition,
        change=change,
        status=status_of(alert.every),
        not_before=settled,
    )


def add_messages(session: Session, messages: Sequence[Owed]) -> list[int]:
    """Queue new messages, with the subscriptions that they serve; return their ids."""
    ids = new_ids(session, DeliveryRow, len(messages))
    with_ids = list(zip(ids, messages, strict=True))
    insert_many(session, DeliveryRow, [{"id": number, **each.columns} for number, each in with_ids])
    serving = [(number, served) for number, each in with_ids for served in each.serves]
    insert_many(session, ServingRow, [dict(zip(_SERVING, pair, strict=True)) for pair in serving])
    return ids


_SERVING = ("delivery", "subscription")


def _payload(
    alert: Alert, edition: int, options: DeliveryOptions, change: int | None, settled: datetime | None
) -> AlertPayload | EventPayload:
    heard = tuple(map(hearing_of, alert.heard))
    if change is not None and alert.event not in {None, ChangeKind.PUBLISHED}:
        return EventPayload(
            edition=edition,
            compared_from=options.compared_from,
            heard=heard,
            rows=alert.rows,
            summary=options.summary,
            change=change,
            missing=options.missing,
        )
    return AlertPayload(
        edition=edition,
        compared_from=options.compared_from,
        heard=heard,
        rows=0 if options.alternation else alert.rows,
        summary=options.summary,
        change=change,
        first=options.first,
        settled=settled,
        returned=options.returned,
        alternation=options.alternation,
    )


def hearing_of(subscription: Subscription) -> Hearing:
    """Return what a message keeps of a subscription that it serves: it may be changed before it is sent."""
    subject, without = subscription.subject, subscription.terms.without
    return Hearing(
        subscription=subscription.id, state=subject.state, place=subject.place or None, without=without
    )


def queue_alerts(
    session: Session,
    changes: Sequence[StoredChange],
    edition: int,
    now: datetime,
    options: DeliveryOptions,
) -> int:
    """Queue what each channel is told of some changes, and return how many messages that is.

    What none of its subscriptions hears as it happens is gathered for a channel's next digest.

    Args:
        session: The publishing transaction.
        changes: The rows of one edition's changes, as written.
        edition: The edition that brought them, or the last one of a list that is gone.
        now: UTC.
        options: How they are queued.
    """
    if not changes:
        return 0
    whole = next((change.id for change in changes if change.before is None and change.after is None), None)
    places = {change.id: change.places for change in changes if isinstance(change, NewChange)}
    concerns = concerns_of(changes, places)
    messages = [
        message_of(alert, edition, now, options, whole if alert.event else None)
        for alert in alerts_for(concerns, heard(session), changes[0].source, options.passing)
        if alert.channel not in options.settling
    ]
    add_messages(session, messages)
    return len(messages)


def concerns_of(changes: Sequence[StoredChange], places: Mapping[int, frozenset[str]]) -> list[Concern]:
    """Return changes as alerts see them, without quiet ones, with the places (GEOID) of each by its id."""
    return [
        Concern(
            heard_as(change),
            frozenset(change.states.strip(",").split(",")) - {""},
            places.get(change.id or 0, frozenset()),
        )
        for change in changes
        if not change.quiet
    ]


def alerts_due(session: Session, concerns: Sequence[Concern], source: str) -> tuple[Alert, ...]:
    """Return what each channel is told at once of the changes of one edition."""
    alerts = alerts_for(concerns, heard(session), source)
    return tuple(alert for alert in alerts if alert.every is Every.ONCE)


def heard(session: Session, *only: ColumnElement[bool]) -> list[Subscription]:
    """Return the subscriptions that hear of lists, at once or in digests: all, or those of some clauses.

    To a session that writes they stay as they are until its transaction ends.
    """
    lock_outbox(session)
    statement = select(SubscriptionRow).where(col(SubscriptionRow.state) != LEADS, *only)
    return [subscription_in(row) for row in session.exec(statement.order_by(col(SubscriptionRow.id)))]


def subscription_in(row: SubscriptionRow) -> Subscription:
    """Return a stored subscription as a value."""
    subject, terms = Subject(row.state, row.place), read_terms(row.terms)
    return Subscription(row.id or 0, row.team, row.channel, subject, terms)


def hearing(session: Session, sources: Sequence[str]) -> frozenset[int]:
    """Return the ids of the subscriptions that hear of any of some sources."""
    every = heard(session) if sources else ()
    return frozenset(each.id for each in every if any(hears(each.terms, name) for name in sources))
