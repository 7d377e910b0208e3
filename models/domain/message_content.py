"""What one message of the outbox says, as values: read by `bot.delivery`, rendered by `bot.blocks`.

Pure: no SQL, no Slack, no clock. Datetimes are aware and in UTC.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from models.domain.days import Dated
from models.domain.facts import Happened, Since
from models.domain.news import ListedPlace
from models.domain.statements import Unit
from models.domain.subscriptions import EVERYWHERE, Subject
from models.domain.values import (
    Announcement,
    ChangeKind,
    ListingKind,
    Period,
    Place,
    PlaceKind,
    Source,
    SourceKind,
)


class MessageForm(StrEnum):
    """How much of Block Kit a message uses; each is what Slack takes when it refuses the one before."""

    TABLE = "table"
    SECTIONS = "sections"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """The edition that a message speaks of.

    Attributes:
        capture: Says that its bytes are a web archive's, `observed` the time of their capture.
        rows: Rows by kind; those of a copy that lacks some, and of events, as they stand.
        missing: How many rows more stood on, although it lacks them; not confirmed when it came.
        kinds: Of a list of places, its rows by what they name; None those whose place isn't known.
        district: The District of Columbia is one of the states among them, and `territories` so many.
        counts: What its rows count, each unit on its own.
        was: How many rows, or places, the edition before it had, likewise without what it lacked.
        first: The publisher's date of the first edition of its series.
        held: Refusals that it counts row by row, else in the totals of its rows.
        issued: Detainers issued, as the document itself totals them.
        declined: Detainers declined as the document itself totals them.
        earlier: When the edition before it was seen; None for a list's first.
        accepted: When a person accepted it, of one that was held for review, UTC.
    """

    number: int
    address: str
    sha256: str
    observed: datetime
    published: date | None = None
    period: Period | None = None
    transcription: str = ""
    partial: bool = False
    capture: str = ""
    caveats: tuple[str, ...] = ()
    rows: Counter[ListingKind] = field(default_factory=Counter)
    declined: int | None = None
    earlier: datetime | None = None
    accepted: datetime | None = None
    missing: int = 0
    kinds: Counter[PlaceKind | None] = field(default_factory=Counter)
    district: bool = False
    territories: int = 0
    counts: Counter[Unit] = field(default_factory=Counter)
    was: int | None = None
    first: date | None = None
    issued: int | None = None
    held: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on a held edition.

    Attributes:
        edition: Its id.
        status: `accepted` or `rejected`.
        by: A Slack user id, or `command line`.
        at: When, UTC.
        zone: IANA name of the newsroom's time zone.
    """

    edition: int
    status: str
    by: str
    at: datetime | None
    zone: str


@dataclass(frozen=True, slots=True)
class Absence:
    """What is known of a list that is gone.

    Attributes:
        since: When a check first found it gone, UTC.
        checks: How many have.
        seen: When it was last seen, UTC.
    """

    since: datetime | None
    checks: int
    seen: datetime | None


@dataclass(frozen=True, slots=True)
class Alternation:
    """What is known of a list that alternates.

    Attributes:
        since: When the second of its states was first seen, UTC.
        versions: How many there are.
    """

    since: datetime
    versions: int


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What one edition's changes, or a whole list's fate, mean for one channel.

    Attributes:
        source: The list.
        state: USPS abbreviation of the state that it is told for, or `EVERYWHERE`; empty for several.
        state_name: Its name; the place's, where it is told for one; of several `Texas and Georgia`.
        edition: The edition that changed something; the last one seen, of a list that is gone.
        event: Published, withdrawn, back, suspended or resumed, when the whole list is news.
        change: Id of that change.
        happened: When that was seen, UTC.
        rows: The changed rows there: removed, moved, corrected, added, each in the order of the document.
        standing: What of these stands on a list of what stands, states before places, by name.
        changed: Changed rows of all states by kind, `newly_known` among them.
        absence: Of a list that is withdrawn.
        announcement: Of a list that is suspended or resumed.
        summary: The changes fell between two editions of which the first was no full copy.
        first: Id of the first of several editions whose changes it tells together; None of one alone.
        repeat: It may have been told already.
        late: When it was due, if that is more than a day ago.
        replay: It is told from cited facts, on a clock of the past.
        zone: IANA name of the newsroom's time zone.
        place: GEOID of the one place that it is told for; empty for a whole state, or for several.
        subjects: What it is told for, where that is more than one state or place.
        places: The places below a state among them.
        since: What became of the list after this was told.
        reissued: The newest issue of a report, where that isn't `edition`.
        held: It was held back, and what became of its rows was known when it was first told.
        said_at: When the list said before what it says again, UTC; None if it says something new.
        alternation: Of a list that alternates: no row of it is told then.
    """

    source: Source
    state: str
    state_name: str
    edition: EditionFacts
    event: ChangeKind | None = None
    rows: tuple[Happened, ...] = ()
    change: int | None = None
    standing: tuple[ListedPlace, ...] = ()
    changed: Counter[ChangeKind] = field(default_factory=Counter)
    absence: Absence | None = None
    announcement: Announcement | None = None
    summary: bool = False
    repeat: bool = False
    late: datetime | None = None
    replay: bool = False
    zone: str = "America/New_York"
    place: str = ""
    first: int | None = None
    subjects: tuple[Subject, ...] = ()
    since: tuple[Since, ...] = ()
    reissued: EditionFacts | None = None
    held: bool = False
    said_at: datetime | None = None
    alternation: Alternation | None = None
    happened: datetime | None = None
    places: tuple[Place, ...] = ()

    @property
    def told_for(self) -> tuple[Subject, ...]:
        """The states and places that it is told for."""
        return self.subjects or (Subject(self.state, self.place),)

    @property
    def is_everywhere(self) -> bool:
        """Whether it is told for the whole country, beside states and places of the channel's or alone."""
        return any(subject.state == EVERYWHERE for subject in self.told_for)

    def perhaps(self, row: Happened) -> bool:
        """Tell whether a row only may be where it is told for."""
        return row.fact.perhaps(*(subject.state for subject in self.told_for))

    @property
    def gone(self) -> bool:
        """Whether its list was withdrawn after this was told, and is not back."""
        return bool(self.since) and self.since[-1].kind is ChangeKind.WITHDRAWN

    @property
    def overtaken(self) -> tuple[Happened, ...]:
        """The rows of which something became: they no longer say what they said, or didn't for a while."""
        return tuple(row for row in self.rows if row.since)

    @property
    def retotaled(self) -> bool:
        """Whether a later issue of its report has another total."""
        return self.reissued is not None and self.reissued.declined != self.edition.declined

    @property
    def tells(self) -> tuple[int, ...]:
        """Ids of the changes that it tells: the whole list's, then its rows'."""
        whole = (self.change,) if self.change else ()
        return (*whole, *(row.number for row in self.rows if row.number))

    @property
    def noun(self) -> str:
        """What people call it: a report of events, or a list of what stands."""
        if set(self.edition.rows) == {ListingKind.AGREEMENT}:
            return "287(g) list"
        return "report" if self.source.kind is SourceKind.EVENT else "list"


@dataclass(frozen=True, slots=True)
class Retracted:
    """One place whose rows a publisher takes back.

    Attributes:
        name: As the publisher names it, `Franklin County`.
        state: USPS abbreviation.
        period: Of the issue that it corrects; None when it names none.
        sentence: Its own, that says what was wrong.
        rows: Standing rows that this marks; none before their issue is read.
        place: The place, where its name and state resolve.
        counts: What those rows count, by unit.
    """

    name: str
    state: str
    period: Period | None
    sentence: str
    rows: int
    place: Place | None = None
    counts: Mapping[Unit, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Retraction:
    """What a publisher's correction notice means for one subscription.

    Attributes:
        source: The list.
        address: Of the document or page that holds the notice.
        observed: When that was received, UTC.
        left: What the issue that stood then counts without them, by state (USPS) and unit.
        errata: Their ids.
        now: What the newest issue counts without them, of the day `reissued`, if that is another one.
        partial: Our copy of the issue lacks rows.
        first: It is the list's first issue.
        published: The publisher's date of the issue.
        repeat: It may have been told already.
        replay: It is told from cited facts, on a clock of the past.
        zone: IANA name of the newsroom's time zone.
    """

    source: Source
    address: str
    observed: datetime
    places: tuple[Retracted, ...]
    left: Mapping[str, Mapping[Unit, int]] = field(default_factory=dict)
    errata: tuple[int, ...] = ()
    now: Mapping[str, Mapping[Unit, int]] = field(default_factory=dict)
    reissued: Dated | None = None
    partial: bool = False
    first: bool = False
    published: date | None = None
    repeat: bool = False
    replay: bool = False
    zone: str = "America/New_York"
