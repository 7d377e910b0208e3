"""What reads of people's side give, as frozen values. Pure."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from models.values import ChangeKind
from models.wishes import Subject


@dataclass(frozen=True, slots=True)
class Volume:
    """How many alerts a wish would have had.

    Attributes:
        alerts: Editions and events that would have been told.
        since: When the first document of a publisher's own was seen, UTC; None when there is none.
    """

    alerts: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who changed what about a subscription.

    Attributes:
        what: `subscribed`, `changed`, `unsubscribed`, `muted`, `resumed` or `paused`.
        by: Slack's id of the person, or what acted in their place.
        at: UTC.
        detail: What it was set to.
    """

    what: str
    by: str
    at: datetime
    subject: Subject
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RecentEdition:
    """What one edition changed of a subject, or what happened to a whole list.

    Attributes:
        published: The publisher's date of it; None where that is undated or unchanged.
        observed: When it was seen, UTC.
        counts: Changed rows by kind.
        events: What happened to the list itself.
        rows: A few of the changed rows as read, with what became of them.
    """

    edition: int
    source: str
    published: date | None
    observed: datetime
    address: str
    counts: Counter[ChangeKind] = field(default_factory=Counter)
    events: tuple[ChangeKind, ...] = ()
    rows: tuple[tuple[ChangeKind, str], ...] = ()
