"""Changes × subscriptions → alerts: who hears of an edition, and of what in it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.values import ChangeKind

TOLD = frozenset({ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.CORRECTED, ChangeKind.MOVED})
"""Kinds of row changes that alert; what is newly known alerts nobody."""

WHOLE_LIST = frozenset(
    {
        ChangeKind.PUBLISHED,
        ChangeKind.WITHDRAWN,
        ChangeKind.BACK,
        ChangeKind.SUSPENDED,
        ChangeKind.RESUMED,
    }
)
"""What happens to a list itself: every subscription hears of it, rows of its state or not."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A channel's wish to hear of one state (USPS abbreviation)."""

    id: int
    team: str
    channel: str
    state: str


@dataclass(frozen=True, slots=True)
class Concern:
    """A change as alerts see it: its kind and the USPS abbreviations that it concerns."""

    kind: ChangeKind
    states: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Alert:
    """What one edition's changes mean for one subscription.

    Attributes:
        subscription: Who hears of it.
        event: What happened to the whole list, if anything did.
        rows: How many changed rows concern its state.
    """

    subscription: Subscription
    event: ChangeKind | None
    rows: int


def alerts_for(changes: Sequence[Concern], subscriptions: Iterable[Subscription]) -> tuple[Alert, ...]:
    """Return one alert for each subscription that the changes of one edition concern."""
    event = next((change.kind for change in changes if change.kind in WHOLE_LIST), None)
    alerts = []
    for subscription in subscriptions:
        rows = sum(1 for change in changes if change.kind in TOLD and subscription.state in change.states)
        if event or rows:
            alerts.append(Alert(subscription, event, rows))
    return tuple(alerts)
