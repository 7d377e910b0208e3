"""A subscription: who hears of what, how and when, and which changes concern it. Pure.

Times are wall clock in an IANA zone, across daylight saving: of an hour that an autumn night
has twice the first counts, and what falls into the hour that a spring night skips is due when
that hour would have been over. Moments that go in and come out are aware, in UTC.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from models.domain.values import ChangeKind

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

LEADS = "leads"
"""In place of a state: the channel hears of scouts' leads, and of nothing that any list says."""
EVERYWHERE = "all"
"""In place of a state: the channel hears of every state."""
ANYONE, MEMBERS = "anyone", "members"
"""Who may change what a channel hears, where no people are listed: the newsroom, the channel's members."""

TOLD = frozenset({ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.CORRECTED, ChangeKind.MOVED})
"""Kinds of row changes that alert; what is newly known, or a slip, alerts nobody."""

WHOLE_LIST = frozenset(ChangeKind) - TOLD - {ChangeKind.NEWLY_KNOWN, ChangeKind.SLIP}
"""What happens to a list itself: every subscription hears of it, rows of its state or not."""


class Every(StrEnum):
    """How often a channel hears."""

    ONCE = "at once"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, and when by the newsroom's clock.

    Attributes:
        at: Of a digest, the wall clock time at which it is due.
        weekday: Of a weekly one; 0 is Monday.
    """

    every: Every = Every.ONCE
    at: time = time(8)
    weekday: int = 0

    def __str__(self) -> str:
        if self.every is Every.ONCE:
            return self.every.value
        day = f" {DAYS[self.weekday]}" if self.every is Every.WEEKLY else ""
        return f"{self.every.value}{day} {clock(self.at)}"


AT_ONCE = Rhythm()


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of each day in which nothing is sent; they run over midnight when `last` is the earlier."""

    first: time
    last: time

    def __str__(self) -> str:
        return f"{clock(self.first)}-{clock(self.last)}"


def clock(at: time) -> str:
    """Return a time as people type it: `8:00`."""
    return f"{at.hour}:{at.minute:02}"


def next_due(rhythm: Rhythm, zone: str, after: datetime) -> datetime:
    """Return the next moment, later than the one given, at which a digest is due.

    Args:
        rhythm: Daily or weekly.
        zone: IANA name.
        after: Aware.

    Raises:
        ValueError: The rhythm is `at once`, which is never due later.
    """
    if rhythm.every is Every.ONCE:
        raise ValueError("What is told at once is not due later.")
    day = after.astimezone(ZoneInfo(zone)).date()
    while True:
        if rhythm.every is Every.DAILY or day.weekday() == rhythm.weekday:
            due = moment_of(day, rhythm.at, zone)
            if due > after:
                return due
        day += timedelta(days=1)


def may_send(quiet: Quiet | None, zone: str, now: datetime) -> datetime:
    """Return the first moment from now on that lies in no quiet hours."""
    if quiet is None or quiet.first == quiet.last:
        return now
    local = now.astimezone(ZoneInfo(zone))
    for day in (local.date() - timedelta(days=1), local.date()):
        over_midnight = quiet.last <= quiet.first
        end = day + timedelta(days=1) if over_midnight else day
        first, last = moment_of(day, quiet.first, zone), moment_of(end, quiet.last, zone)
        if first <= now < last:
            return last
    return now


def moment_of(day: date, at: time, zone: str) -> datetime:
    """Return the UTC moment of a wall clock time in a zone."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of a workspace, by Slack's ids (`T…`, `C…`, `G…` or `D…`)."""

    team: str
    id: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What a channel hears of.

    Attributes:
        state: USPS abbreviation, `EVERYWHERE` or `LEADS`; of a place the state that it is in.
        place: GEOID of the one place; empty for the whole state.
    """

    state: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """How a channel hears of a subject.

    Attributes:
        sources: Names of the sources that it hears; empty for all.
        without: Kinds of row changes that it does not hear.
        rhythm: At once, or as a digest.
        quiet: Hours in which nothing is sent; they hold delivery, never checking.
        zone: IANA name; empty for the newsroom's.
        thread: Later alerts of a list stand in the thread of its first one here.
    """

    sources: tuple[str, ...] = ()
    without: tuple[ChangeKind, ...] = ()
    rhythm: Rhythm = AT_ONCE
    quiet: Quiet | None = None
    zone: str = ""
    thread: bool = False


PLAIN = Terms()
"""Everything of the subject, at once."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One subscription as it stands.

    Attributes:
        channel: Slack's id of the channel.
        state: USPS abbreviation, `EVERYWHERE` or `LEADS`.
        created: When it was made, UTC.
        created_by: Slack's id of the person.
        paused: Why nothing is sent, as Slack says it; empty while it is heard.
        place: GEOID of the one place that it is about; empty for all of the state.
        muted_until: Until when its channel wants to hear nothing, UTC.
        digest_due: When its next digest is due, UTC; None while it is told at once.
        team: Slack's id of the channel's workspace.
        private: Its channel isn't open to all of the workspace.
    """

    channel: str
    state: str
    created: datetime
    created_by: str
    paused: str
    place: str = ""
    terms: Terms = PLAIN
    muted_until: datetime | None = None
    digest_due: datetime | None = None
    team: str = ""
    private: bool = False

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return Subject(self.state, self.place)


def terms_json(terms: Terms) -> dict[str, Any]:
    """Return terms as they are stored; `read_terms` gives them back."""
    return {
        "sources": list(terms.sources),
        "without": [kind.value for kind in terms.without],
        "every": terms.rhythm.every.value,
        "at": clock(terms.rhythm.at),
        "weekday": terms.rhythm.weekday,
        "quiet": str(terms.quiet) if terms.quiet else "",
        "zone": terms.zone,
        "thread": terms.thread,
    }


def read_terms(stored: Mapping[str, Any]) -> Terms:
    """Return the terms of a stored subscription; what isn't said is as in `PLAIN`."""
    first, _, last = str(stored.get("quiet", "")).partition("-")
    return Terms(
        sources=tuple(stored.get("sources", ())),
        without=tuple(ChangeKind(kind) for kind in stored.get("without", ())),
        rhythm=Rhythm(
            Every(stored.get("every", Every.ONCE)), _time(stored.get("at", "8:00")), stored.get("weekday", 0)
        ),
        quiet=Quiet(_time(first), _time(last)) if last else None,
        zone=stored.get("zone", ""),
        thread=bool(stored.get("thread", False)),
    )


def _time(text: str) -> time:
    hours, _, minutes = text.partition(":")
    return time(int(hours), int(minutes))


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
    """What one edition's changes mean for one channel, which is told it once.

    Attributes:
        heard: The subscriptions of the channel that it serves: all of them, where the whole list is news,
            else those that rows concern.
        event: What happened to the whole list, if anything did that the channel isn't told by another list;
            that it is new is told with its rows.
        rows: How many changed rows it tells.
    """

    heard: tuple[Subscription, ...]
    event: ChangeKind | None
    rows: int

    @property
    def channel(self) -> Channel:
        """Who hears of it."""
        return Channel(self.heard[0].team, self.heard[0].channel)

    @property
    def every(self) -> Every:
        """When: as the most urgent of the subscriptions has it."""
        return soonest(each.terms.rhythm.every for each in self.heard)


def soonest(every: Iterable[Every]) -> Every:
    """Return the most urgent of some rhythms: as they happen before daily, that before weekly."""
    return min(every, key=_SOONER.index)


def alerts_for(
    changes: Sequence[Concern],
    subscriptions: Iterable[Subscription],
    source: str,
    passing: frozenset[int] = frozenset(),
) -> tuple[Alert, ...]:
    """Return what the changes of one edition of a source mean for each channel: one alert, or none.

    Args:
        changes: Of one edition, the whole list's fate among them.
        subscriptions: Whose there are, in order.
        source: The edition's source.
        passing: Ids of subscriptions that are told by another list what happened to the whole list, and
            hear of rows alone.
    """
    event = next((change.kind for change in changes if change.kind in WHOLE_LIST), None)
    told = _Told(changes, whole=event is ChangeKind.PUBLISHED)
    alerts: dict[Channel, list[tuple[Subscription, bool, set[int]]]] = {}
    for each in subscriptions:
        if not hears(each.terms, source):
            continue
        whole, rows = event is not None and each.id not in passing, told.to(each)
        if whole or rows:
            alerts.setdefault(Channel(each.team, each.channel), []).append((each, whole, rows))
    return tuple(
        Alert(
            tuple(each for each, _, _ in heard),
            event if any(whole for _, whole, _ in heard) else None,
            len(set[int]().union(*(rows for _, _, rows in heard))),
        )
        for heard in alerts.values()
    )


_SOONER = (Every.ONCE, Every.DAILY, Every.WEEKLY)


class _Told:
    """The changed rows of one edition by whom they concern, each by its number.

    Args:
        changes: As alerts see them.
        whole: The list is new: its rows are what it says, so none of their kinds is left out.
    """

    def __init__(self, changes: Sequence[Concern], *, whole: bool) -> None:
        self.whole = whole
        self.changes = changes
        self.rows = frozenset(number for number, change in enumerate(changes) if change.kind in TOLD)
        self._by: dict[str, set[int]] = defaultdict(set)
        for number in self.rows:
            for name in changes[number].states | changes[number].places:
                self._by[name].add(number)

    def to(self, subscription: Subscription) -> set[int]:
        """Return the rows that a subscription hears of."""
        subject, without = subscription.subject, subscription.terms.without
        name = subject.place or subject.state
        rows = self.rows if name == EVERYWHERE else self._by.get(name, set())
        if self.whole or not without:
            return set(rows)
        return {number for number in rows if self.changes[number].kind not in without}


def hears(terms: Terms, source: str) -> bool:
    """Tell whether a subscription hears of a source at all."""
    return not terms.sources or source in terms.sources
