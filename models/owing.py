"""An alert as the message that a channel is owed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.alerts import Alert, Subscription
from models.digests import status_of
from models.people_tables import DeliveryRow
from models.values import ChangeKind


@dataclass(frozen=True, slots=True)
class Manner:
    """How messages are queued.

    Attributes:
        settle: How long the alerts of an edition wait first, for one that replaces it.
        told: What each message is to know, as JSON: what is true now and may not be when it is sent.
        passing: Ids of subscriptions that are told otherwise.
        among: Ids of the only subscriptions that are told; None for all.
    """

    settle: timedelta = timedelta(0)
    told: Mapping[str, object] = field(default_factory=dict)
    passing: frozenset[int] = frozenset()
    among: frozenset[int] | None = None

    def tells(self, subscription: int) -> bool:
        """Tell whether a subscription is told so."""
        return subscription not in self.passing and (self.among is None or subscription in self.among)


PLAINLY = Manner()


def delivery_of(alert: Alert, key: str, edition: int, now: datetime, manner: Manner) -> DeliveryRow:
    """Return the message of an alert; the key names what it tells. Only alerts of editions settle."""
    subscription = alert.subscription
    is_edition = alert.event in {None, ChangeKind.PUBLISHED}
    settled = now + manner.settle if is_edition else now
    settling = {"settled": settled.isoformat()} if settled > now else {}
    return DeliveryRow(
        key=f"{key}:{subscription.id}",
        team=subscription.team,
        channel=subscription.channel,
        what="alert" if is_edition else "event",
        subscription=subscription.id,
        edition=edition,
        payload={**told_of(subscription), "rows": alert.rows, **manner.told, **settling},
        status=status_of(subscription.terms),
        created=now,
        not_before=settled,
    )


def told_of(subscription: Subscription) -> dict[str, object]:
    """Return what a message's payload keeps of its subscription: it may be changed before it is sent."""
    subject, terms = subscription.subject, subscription.terms
    place = {"place": subject.place} if subject.place else {}
    without = {"without": [kind.value for kind in terms.without]} if terms.without else {}
    return {"state": subject.state, **place, **without}
