"""Stored facts as answers read them: frozen values, apart from the tables they come from. Pure.

Datetimes are aware and in UTC; dates are calendar dates as published.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models.alerts import WHOLE_LIST
from models.values import Cell, ChangeKind

PRINTED_TOTAL = "It prints a total of"
"""How the caveat begins that a printed total and the rows differ (`jobs.arithmetic`)."""

_WHOLE = frozenset(kind.value for kind in WHOLE_LIST)


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


@dataclass(frozen=True, slots=True)
class PublicNote:
    """What operators add to a row for everyone to see.

    Attributes:
        source: The list that the row is on.
        citation: Address of the page where it can be read.
        at: When it was added, UTC.
    """

    source: str
    text: str
    citation: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Fact:
    """One listing as it stands, with the edition that it is read from.

    Attributes:
        listing: Its id.
        edition: Id of the edition that brought it as printed on this page.
        observed: When that edition was received, UTC.
        since_published: Date of the first of the unbroken run of editions that say the same; None
            where that one was undated, or had changed in silence under an older date.
        since_observed: When that one was received, UTC.
        check_first: Why its place may be a namesake of the one that was meant, else empty.
        capture: Says that the edition was read from a web archive, else empty.
    """

    listing: int
    source: str
    series: str
    kind: str
    state: str
    page: int | None
    position: str
    as_read: str
    fields: Mapping[str, Cell]
    annotations: Mapping[str, str]
    notes: Sequence[str]
    count: int | None
    measure: str
    first: date | None
    last: date | None
    edition: int
    address: str
    sha256: str
    published: date | None
    observed: datetime
    transcription: str
    since_published: date | None
    since_observed: datetime
    check_first: str = ""
    capture: str = ""

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is to be checked before the row is believed, each a sentence."""
        return (*self.notes, self.check_first) if self.check_first else tuple(self.notes)

    @property
    def cited(self) -> str:
        """Address of the page to read it on: the one copied from, of a transcription."""
        return self.annotations.get("cited") or self.address

    @property
    def since(self) -> date:
        """The day since which the list says so: as published, else as observed (UTC)."""
        return self.since_published or self.since_observed.date()


@dataclass(frozen=True, slots=True)
class Happened:
    """One change of a place.

    Attributes:
        change: Its id.
        published: The publisher's date of the edition that brought it; None if that was undated, or
            had changed in silence under an older date.
        observed: When we saw it, UTC.
        before: As read before; empty when the row was added.
        after: As read after; empty when the row was removed.
        page: Where it stands, or stood.
        last: Last day of the period that its row counts, where it has one; `first` likewise.
        transcription: Citation, when the edition is a copy.
    """

    change: int
    source: str
    kind: str
    edition: int
    published: date | None
    observed: datetime
    before: str
    after: str
    before_fields: Mapping[str, Cell] | None
    after_fields: Mapping[str, Cell] | None
    differences: Sequence[Mapping[str, Any]]
    page: int | None
    address: str
    first: date | None = None
    last: date | None = None
    transcription: str = ""

    @property
    def day(self) -> date:
        """When it happened: as published, else as observed (UTC)."""
        return self.published or self.observed.date()

    @property
    def whole(self) -> bool:
        """Whether it happened to the list, not to a row of it."""
        return self.kind in _WHOLE

    @property
    def undated(self) -> bool:
        """Whether nobody knows when it happened: its row is of a copy that bears no date."""
        return bool(self.transcription) and not self.whole and self.published is None and self.last is None

    @property
    def happened(self) -> date | None:
        """What orders a history: the day published, else the period's last, else observed (UTC)."""
        return None if self.undated else self.published or self.last or self.observed.date()


@dataclass(frozen=True, slots=True)
class Top:
    """A place within a state, ranked: by refusals, then detainers declined, then lists it is on."""

    geoid: str
    refusals: int
    declined: int
    lists: int


@dataclass(frozen=True, slots=True)
class Part:
    """Which rows of many: so many, after so many others."""

    limit: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class EditionSeen:
    """The newest edition of a source, accepted or held.

    Attributes:
        number: Its id.
        observed: When it was received, UTC.
        transcription: Citation, when its bytes are not the publisher's own.
        reasons: Why the guard held it.
        capture: Says that its bytes are a web archive's; `observed` is then the time of their capture.
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

    @property
    def differences(self) -> list[str]:
        """What a printed total and the rows differ by; a partial copy's rows never add up."""
        return [] if self.partial else [each for each in self.caveats if each.startswith(PRINTED_TOTAL)]


@dataclass(frozen=True, slots=True)
class Announced:
    """What a publisher said of its list itself: `suspended` or `resumed`, on what day, in which words."""

    kind: str
    day: date
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
        announced: What its publisher said of the list since that edition, in order.
    """

    source: str
    checked: datetime | None = None
    succeeded: datetime | None = None
    failures: int = 0
    sentence: str = ""
    withdrawn: datetime | None = None
    accepted: EditionSeen | None = None
    held: EditionSeen | None = None
    announced: tuple[Announced, ...] = ()

    @property
    def suspended(self) -> date | None:
        """Since when its publisher has stopped it; resumed or not, no edition has come since."""
        days = [said.day for said in self.announced if said.kind == ChangeKind.SUSPENDED]
        return days[-1] if days else None

    @property
    def live(self) -> bool:
        """Whether the publisher itself was asked since the edition that stands was seen."""
        if self.checked is None or self.accepted is None:
            return self.checked is not None
        if self.accepted.transcription:
            return self.checked > self.accepted.observed
        return self.checked >= self.accepted.observed
