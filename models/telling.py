"""Who must hear of what was just written: subscribed channels, and operators. Queued, not sent."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from sqlmodel import Session, col, select

from models.alerts import Alert, Concern, Subscription, alerts_for
from models.bulletin import SOURCE
from models.listing_rows import Arrival
from models.notices import Notice, queue
from models.people_tables import DeliveryRow, SubscriptionRow
from models.settings import Newsroom
from models.tables import ChangeRow
from models.values import ChangeKind
from models.wishes import LEADS


def add_event(session: Session, arrival: Arrival, kind: ChangeKind) -> ChangeRow:
    """Write what happened to a whole list: published, withdrawn, back, suspended or resumed."""
    change = ChangeRow(
        source=arrival.source,
        edition=arrival.edition,
        observed=arrival.observed,
        kind=kind.value,
        differences=[],
    )
    session.add(change)
    session.flush()
    return change


def queue_alerts(
    session: Session,
    changes: Sequence[ChangeRow],
    edition: int,
    now: datetime,
    told: Mapping[str, object] = MappingProxyType({}),
) -> int:
    """Queue one message for each subscription that the changes concern, and return how many.

    Args:
        session: The publishing transaction.
        changes: The rows of one edition's changes, as written.
        edition: The edition that brought them, or the last one of a list that is gone.
        now: UTC.
        told: What each message is to know beside that, as JSON: what is true now and may not be when it
            is sent.
    """
    concerns = [
        Concern(ChangeKind(change.kind), frozenset(change.states.strip(",").split(",")) - {""})
        for change in changes
    ]
    whole = next((change for change in changes if change.before is None and change.after is None), None)
    alerts = alerts_due(session, concerns)
    for alert in alerts:
        key = f"event:{whole.id}" if whole else f"edition:{edition}"
        session.add(
            DeliveryRow(
                key=f"{key}:{alert.subscription.id}",
                team=alert.subscription.team,
                channel=alert.subscription.channel,
                what="alert" if alert.event in {None, ChangeKind.PUBLISHED} else "event",
                subscription=alert.subscription.id,
                edition=edition,
                change=whole.id if whole else None,
                payload={"state": alert.subscription.state, "rows": alert.rows, **told},
                created=now,
                not_before=now,
            )
        )
    return len(alerts)


def alerts_due(session: Session, concerns: Sequence[Concern]) -> tuple[Alert, ...]:
    """Return one alert for each subscription that the changes of one edition concern."""
    wishes = select(SubscriptionRow).where(col(SubscriptionRow.state) != LEADS)
    heard = session.exec(wishes.order_by(col(SubscriptionRow.id))).all()
    subscriptions = [Subscription(row.id or 0, row.team, row.channel, row.state) for row in heard]
    return alerts_for(concerns, subscriptions)


def ask_operators(
    session: Session, arrival: Arrival, questions: Sequence[str], newsroom: Newsroom, now: datetime
) -> None:
    """Queue each question of an edition for operators, once ever."""
    for question in questions:
        digest = hashlib.blake2b(question.encode(), digest_size=8).hexdigest()
        payload = {
            "sentence": f"{SOURCE}: {question}",
            "cure": "The rows are published as printed.",
            "source": arrival.source,
        }
        queue(session, newsroom, Notice(f"question:{arrival.source}:{digest}", payload, arrival.edition), now)
