"""Changes × subscriptions → alerts: who hears of an edition, and of what in it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.values import ChangeKind
from models.wishes import EVERYWHERE, PLAIN, Subject, Terms

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
    """A channel's wish, as the database numbers it."""

    id: int
    team: str
    channel: str
    subject: Subject
    terms: Terms = PLAIN


@dataclass(frozen=True, slots=True)
class Concern:
    """A change as alerts see it: its kind, and the states (USPS) and places (GEOID) that it concerns."""

    kind: ChangeKind
    states: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Alert:
    """What one edition's changes mean for one subscription.

    Attributes:
        subscription: Who hears of it.
        event: What happened to the whole list, if anything did.
        rows: How many changed rows concern its subject.
    """

    subscription: Subscription
    event: ChangeKind | None
    rows: int


def alerts_for(
    changes: Sequence[Concern], subscriptions: Iterable[Subscription], source: str
) -> tuple[Alert, ...]:
    """Return one alert for each subscription that the changes of one edition of a source concern."""
    event = next((change.kind for change in changes if change.kind in WHOLE_LIST), None)
    alerts = []
    for subscription in subscriptions:
        if not hears(subscription.terms, source):
            continue
        rows = sum(1 for change in changes if concerns(change, subscription.subject, subscription.terms))
        if event or rows:
            alerts.append(Alert(subscription, event, rows))
    return tuple(alerts)


def hears(terms: Terms, source: str) -> bool:
    """Tell whether a subscription hears of a source at all."""
    return not terms.sources or source in terms.sources


def concerns(change: Concern, subject: Subject, terms: Terms) -> bool:
    """Tell whether a subscription hears of a changed row."""
    if change.kind not in TOLD or change.kind in terms.without:
        return False
    if subject.place:
        return subject.place in change.places
    return subject.state == EVERYWHERE or subject.state in change.states
