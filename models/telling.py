"""Who must hear of what was just written: subscribed channels, and operators. Queued, not sent."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.alerts import Alert, Concern, Subscription, alerts_for, hears
from models.batches import batches
from models.bulletin import SOURCE
from models.listing_rows import Arrival
from models.notices import Notice, queue
from models.owing import PLAINLY, Manner, delivery_of
from models.people_tables import SubscriptionRow
from models.settings import Newsroom
from models.tables import ChangePlaceRow, ChangeRow
from models.values import ChangeKind
from models.wishes import LEADS, Subject, read_terms


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
    session: Session, changes: Sequence[ChangeRow], edition: int, now: datetime, manner: Manner = PLAINLY
) -> int:
    """Queue one message for each subscription that the changes concern, and return how many.

    What a subscription hears in digests is gathered for its next one.

    Args:
        session: The publishing transaction.
        changes: The rows of one edition's changes, as written.
        edition: The edition that brought them, or the last one of a list that is gone.
        now: UTC.
        manner: How they are queued.
    """
    if not changes:
        return 0
    whole = next((change for change in changes if change.before is None and change.after is None), None)
    concerns = concerns_of(changes, _places(session, changes))
    alerts = _alerts(session, concerns, changes[0].source, _HEARD)
    owed = [
        delivery_of(alert, f"event:{whole.id}" if whole else f"edition:{edition}", edition, now, manner)
        for alert in alerts
        if manner.tells(alert.subscription.id)
    ]
    for delivery in owed:
        delivery.change = whole.id if whole else None
        session.add(delivery)
    return len(owed)


def concerns_of(changes: Sequence[ChangeRow], places: Mapping[int, frozenset[str]]) -> list[Concern]:
    """Return changes as alerts see them, with the places (GEOID) of each by its id."""
    return [
        Concern(
            ChangeKind(change.kind),
            frozenset(change.states.strip(",").split(",")) - {""},
            places.get(change.id or 0, frozenset()),
        )
        for change in changes
    ]


def alerts_due(session: Session, concerns: Sequence[Concern], source: str) -> tuple[Alert, ...]:
    """Return one alert for each subscription, told at once, that the changes of one edition concern."""
    return _alerts(session, concerns, source, _HEARD.where(col(SubscriptionRow.digest_due).is_(None)))


_HEARD = select(SubscriptionRow).where(col(SubscriptionRow.state) != LEADS).order_by(col(SubscriptionRow.id))
"""Those who hear of lists, at once or in digests."""


def _alerts(
    session: Session, concerns: Sequence[Concern], source: str, wishes: SelectOfScalar[SubscriptionRow]
) -> tuple[Alert, ...]:
    return alerts_for(concerns, map(subscription_of, session.exec(wishes).all()), source)


def hearing(session: Session, sources: Sequence[str]) -> frozenset[int]:
    """Return the ids of the subscriptions that hear of any of some sources."""
    heard = map(subscription_of, session.exec(_HEARD).all()) if sources else ()
    return frozenset(each.id for each in heard if any(hears(each.terms, name) for name in sources))


def subscription_of(row: SubscriptionRow) -> Subscription:
    """Return a stored subscription as alerts see it."""
    subject = Subject(row.state, row.place)
    return Subscription(row.id or 0, row.team, row.channel, subject, read_terms(row.terms))


def _places(session: Session, changes: Sequence[ChangeRow]) -> dict[int, frozenset[str]]:
    """Return the GEOIDs that changes concern; read only where a channel hears of single places."""
    wanted = select(SubscriptionRow.id).where(col(SubscriptionRow.place) != "").limit(1)
    if session.exec(wanted).first() is None:
        return {}
    found: dict[int, set[str]] = defaultdict(set)
    for ids in batches(change.id or 0 for change in changes):
        some = col(ChangePlaceRow.change).in_(ids)
        for change, geoid in session.exec(select(ChangePlaceRow.change, ChangePlaceRow.geoid).where(some)):
            found[change].add(geoid)
    return {change: frozenset(geoids) for change, geoids in found.items()}


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
