"""What reads of the database give, as frozen values apart from the tables they come from. Pure.

Datetimes are aware and in UTC; dates are calendar dates as published.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from models.domain.days import Dated
from models.domain.subscriptions import Subject
from models.domain.values import ChangeKind, Erratum, ListingKind, Period, Place

PRINTED_TOTAL = "It prints a total of"
"""How the caveat begins that a printed total and the rows differ (`jobs.guard.totals`)."""

LONGEST_NOTE = 1000
"""Characters of a note: it stands under every answer."""

_ON_THE_WEB = re.compile(r"https?://[^/?#@:.]+(\.[^/?#@:.]+)+(:\d+)?([/?#]|$)", re.IGNORECASE)
"""Scheme and a host with a dot, as link checkers ask for."""

NEVER = datetime.min.replace(tzinfo=UTC)
"""Before every moment."""


@dataclass(frozen=True, slots=True)
class Count:
    """Standing rows of one kind in one area: a GEOID, or the USPS code for all within a state.

    Attributes:
        measure: Of tallies: `declined` or `issued`.
        total: Sum of the counts of tallies; rows themselves otherwise.
        first: First day covered, where the rows have one.
        last: Last day covered.
    """

    area: str
    source: str
    kind: str
    measure: str
    rows: int
    total: int
    first: date | None
    last: date | None


def wrong_citation(address: str) -> str:
    """Return why an address can't be cited, as a sentence; empty when it can."""
    whole = len(address.split()) == 1 and _ON_THE_WEB.match(address.strip())
    return "" if whole else "Give a full web address."


@dataclass(frozen=True, slots=True)
class Departure:
    """A place that a list named, and doesn't any more.

    Attributes:
        since: From when on it did.
        until: When the first edition that lacks it said so; `announced`: it bears its publisher's own date.
        kind: What it named it as.
        address: Of that edition; `transcription`: its citation, when it is a copy.
    """

    source: str
    since: Dated
    until: Dated
    announced: bool
    address: str
    transcription: str
    kind: ListingKind


@dataclass(frozen=True, slots=True)
class Top:
    """A place within a state, ranked: by refusals, then detainers declined, then lists it is on."""

    geoid: str
    refusals: int
    declined: int
    lists: int


@dataclass(frozen=True, slots=True)
class RowRange:
    """Which rows of many: so many, after so many others."""

    limit: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class EditionSeen:
    """The newest edition of a source, accepted or held.

    Attributes:
        number: Its id.
        observed: When its list said so, UTC: a file of a day long past was received when it was taken in.
        transcription: Citation, when its bytes are not the publisher's own.
        reasons: Why the guard held it.
        capture: Says that its bytes are a web archive's; `observed` is then the time of their capture.
        stood: Its place in its source's log, UTC.
        seen: Somebody says when it was received; not so of a file that was taken in later.
    """

    number: int
    source: str
    status: str
    published: date | None
    observed: datetime
    address: str
    transcription: str
    partial: bool
    caveats: Sequence[str]
    reasons: Sequence[str]
    capture: str = ""
    stood: datetime = NEVER
    seen: bool = True

    @property
    def differences(self) -> list[str]:
        """What a printed total and the rows differ by; a partial copy's rows never add up."""
        return [] if self.partial else [each for each in self.caveats if each.startswith(PRINTED_TOTAL)]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEdition(EditionSeen):
    """An edition as it is stored: accepted, held or rejected.

    Attributes:
        series: The period of an event edition as `FIRST/LAST`; empty for state lists.
        sha256: Of the bytes that it was read from.
        dated: The day of its changes as the publisher tells it; None where that is not known.
        given: The publisher's date where something outside its bytes tells it.
        period: What it covers, if its document says so.
        totals: As the document prints them.
        questions: What operators were asked of it.
        decided: When a person decided on it, UTC; `decided_by` says who.
    """

    series: str
    sha256: str
    dated: date | None
    given: date | None
    period: Period | None
    rows: int
    totals: Mapping[str, int]
    questions: Sequence[str]
    decided: datetime | None
    decided_by: str


@dataclass(frozen=True, slots=True)
class StoredErratum:
    """What a publisher took back of an earlier issue, as it is stored.

    Attributes:
        number: Its id.
        statement: What was said, of which place and issue.
        geoid: The place, when its name and state resolve.
        edition: Id of the edition that says so; None when the landing page does.
        address: Where it was read.
        observed: When that was received, UTC.
    """

    number: int
    source: str
    statement: Erratum
    geoid: str | None
    edition: int | None
    address: str
    observed: datetime


@dataclass(frozen=True, slots=True)
class Announced:
    """What a publisher said of its list itself: `suspended` or `resumed`, when, in which words."""

    kind: str
    dated: Dated
    sentence: str


@dataclass(frozen=True, slots=True)
class Freshness:
    """What is known of one source.

    Attributes:
        checked: When its publisher was last asked, whatever came of it, UTC; taking a file in asks nobody.
        succeeded: When its publisher last showed a document that we hold, UTC.
        failures: Failed checks since then.
        sentence: What the last failed check said.
        withdrawn: Since when the list is withdrawn, UTC.
        accepted: The edition that answers are read from.
        held: A newer edition that waits for a decision.
        said: What its publisher ever said of the list, in order.
        first: When the first edition of it that we hold came out.
    """

    source: str
    checked: datetime | None = None
    succeeded: datetime | None = None
    failures: int = 0
    sentence: str = ""
    withdrawn: datetime | None = None
    accepted: EditionSeen | None = None
    held: EditionSeen | None = None
    said: tuple[Announced, ...] = ()
    first: Dated | None = None

    def announced(self, zone: str) -> tuple[Announced, ...]:
        """Return what its publisher said of the list since the edition that stands, by a zone's days."""
        edition = self.accepted
        day = Dated(edition.published, edition.observed).day(zone) if edition else date.min
        return tuple(each for each in self.said if each.dated.day(zone) >= day)

    def suspended(self, zone: str) -> date | None:
        """Return since when its publisher has stopped it; resumed or not, no edition has come since."""
        stopped = [each for each in self.announced(zone) if each.kind == ChangeKind.SUSPENDED]
        return stopped[-1].dated.day(zone) if stopped else None

    @property
    def live(self) -> bool:
        """Whether the publisher itself was asked since the edition that stands was seen."""
        if self.checked is None or self.accepted is None:
            return self.checked is not None
        if self.accepted.transcription:
            return self.checked > self.accepted.observed
        return self.checked >= self.accepted.observed


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
        what: `subscribed`, `changed`, `unsubscribed`, `muted`, `resumed`, `paused` or `moved`.
        by: Slack's id of the person, or what acted in their place.
        at: UTC.
        detail: What it was set to.
        team: Slack's id of the workspace whose `channel` it is about.
    """

    what: str
    by: str
    at: datetime
    subject: Subject
    detail: str = ""
    team: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class RecentRow:
    """A row that changed lately: what became of it, its text, and the one place that it names."""

    kind: ChangeKind
    as_read: str
    what: ListingKind
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class RecentEdition:
    """What one edition changed of a subject, or what happened to a whole list.

    Attributes:
        published: The publisher's date of it; None where that is undated or unchanged.
        observed: When it was seen, UTC.
        partial: It is a copy that lacks rows.
        covers: First and last day that it tells of; None of a list.
        counts: Changed rows by kind.
        whole: Those of them that name a state itself.
        events: What happened to the list itself; `said` has what its publisher says of that.
        rows: A few of the changed rows.
    """

    edition: int
    source: str
    published: date | None
    observed: datetime
    address: str
    partial: bool = False
    covers: Period | None = None
    counts: Counter[ChangeKind] = field(default_factory=Counter)
    whole: Counter[ChangeKind] = field(default_factory=Counter)
    events: tuple[ChangeKind, ...] = ()
    rows: tuple[RecentRow, ...] = ()
    said: str = ""

    @property
    def dated(self) -> Dated:
        """When it happened: what becomes of a list later has a day of its own, not its version's."""
        later = bool(self.events) and ChangeKind.PUBLISHED not in self.events
        return Dated(None if later else self.published, self.observed)


@dataclass(frozen=True, slots=True)
class TookBack:
    """Figures that a publisher took back on one day.

    Attributes:
        observed: When that was read, UTC.
        number: Detainers in all; `measure` as `Count` has it, empty where they stood case by case.
        places: Of whom they were.
    """

    source: str
    observed: datetime
    address: str
    measure: str
    number: int
    places: tuple[Place, ...]
