"""What one message of the outbox says, as values: read by `bot.briefing`, rendered by `bot.blocks`.

Pure: no SQL, no Slack, no clock. Datetimes are aware and in UTC.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from models.facts import PublicNote
from models.values import Announcement, Cell, ChangeKind, ListingKind, Period, Source, SourceKind
from models.wishes import EVERYWHERE

SOURCE, CHANNEL = "{source}", "{channel}"
"""In a notice's sentence: its list by the publisher, and its channel, as the renderer names them."""


class Form(StrEnum):
    """How much of Block Kit a message uses; each is what Slack takes when it refuses the one before."""

    TABLE = "table"
    SECTIONS = "sections"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Since:
    """What became of a row, or of a whole list, after it was told.

    Attributes:
        kind: Corrected, moved or removed; of a list withdrawn or back. None: its publisher took the
            row back by a correction of its own.
        observed: When we saw that, UTC.
        change: Id of the change; 0 where its publisher took the row back.
        differences: Field, before, after; of a corrected or moved row.
        sentence: The publisher's own, where it took the row back.
    """

    kind: ChangeKind | None
    observed: datetime
    change: int = 0
    differences: tuple[tuple[str, str, str], ...] = ()
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One changed row.

    Attributes:
        change: Added, removed, corrected or moved.
        kind: What the row says.
        fields: The row as it stands now; as it stood, when it was removed.
        state: USPS abbreviation that the row or its heading names.
        places: Names of its places, `Travis County`; empty while they aren't resolved.
        unresolved: Why its place is ambiguous or unknown; empty when it is resolved.
        differences: Field, before, after; of a corrected or moved row.
        notes: The row's caveats, its publisher's own corrections among them.
        check_first: Why its place may be a namesake of the one that was meant, else empty.
        late: An added event of days that an earlier edition covered already.
        number: Id of that change; None of a row that began with a list's first release.
        listing: Id of the row as told.
        since: What became of it after it was told, the first first; empty while it stands.
        public: What operators added to it for everyone to see.
    """

    change: ChangeKind
    kind: ListingKind
    fields: Mapping[str, Cell]
    state: str = ""
    places: tuple[str, ...] = ()
    unresolved: str = ""
    differences: tuple[tuple[str, str, str], ...] = ()
    page: int | None = None
    position: str = ""
    as_read: str = ""
    notes: tuple[str, ...] = ()
    check_first: str = ""
    late: bool = False
    number: int | None = None
    listing: int | None = None
    since: tuple[Since, ...] = ()
    public: tuple[PublicNote, ...] = ()

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is to be checked before the row is believed, each a sentence."""
        return (*self.notes, self.check_first) if self.check_first else self.notes

    @property
    def again(self) -> bool:
        """Whether it was changed after it was told, and then changed back."""
        if not self.since or any(each.kind in {None, ChangeKind.REMOVED} for each in self.since):
            return False
        first: dict[str, str] = {}
        last: dict[str, str] = {}
        for field_name, before, after in (one for each in self.since for one in each.differences):
            first.setdefault(field_name, before)
            last[field_name] = after
        return first == last

    def perhaps(self, state: str) -> bool:
        """Tell whether the row only may be in a state: its place isn't resolved, and it doesn't say so."""
        return bool(self.unresolved) and state not in {self.state, EVERYWHERE}


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """The edition that a message speaks of.

    Attributes:
        capture: Says that its bytes are a web archive's, `observed` the time of their capture.
        rows: Rows by kind.
        declined: Detainers declined as the document itself totals them, else as its tallies do.
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
class Bulletin:
    """What one edition's changes, or a whole list's fate, mean for one state.

    Attributes:
        source: The list.
        state: USPS abbreviation of the subscription's state, or `EVERYWHERE`.
        state_name: Its name; the place's, where the subscription is about one.
        edition: The edition that changed something; the last one seen, of a list that is gone.
        event: Published, withdrawn, back, suspended or resumed, when the whole list is news.
        change: Id of that change.
        rows: The state's changed rows: removed, moved, corrected, added, each in the order of the document.
        standing: The state's places that stand on a list of places, as printed.
        changed: Changed rows of all states by kind, `newly_known` among them.
        absence: Of a list that is withdrawn.
        announcement: Of a list that is suspended or resumed.
        summary: The changes fell between two editions of which the first was no full copy.
        first: Id of the first of several editions whose changes it tells together; None of one alone.
        repeat: It may have been told already.
        late: When it was due, if that is more than a day ago.
        replay: It is told from cited facts, on a clock of the past.
        zone: IANA name of the newsroom's time zone.
        place: GEOID of the one place that the subscription is about; empty for a whole state.
        since: What became of the list after this was told.
    """

    source: Source
    state: str
    state_name: str
    edition: EditionFacts
    event: ChangeKind | None = None
    rows: tuple[ToldRow, ...] = ()
    change: int | None = None
    standing: tuple[str, ...] = ()
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
    since: tuple[Since, ...] = ()

    @property
    def gone(self) -> bool:
        """Whether its list was withdrawn after this was told, and is not back."""
        return bool(self.since) and self.since[-1].kind is ChangeKind.WITHDRAWN

    @property
    def overtaken(self) -> tuple[ToldRow, ...]:
        """The rows that no longer say what they said."""
        return tuple(row for row in self.rows if row.since and not row.again)

    @property
    def standing_rows(self) -> tuple[ToldRow, ...]:
        """The rows that say what they said."""
        return tuple(row for row in self.rows if not row.since or row.again)

    @property
    def again(self) -> tuple[ToldRow, ...]:
        """The rows that said otherwise for a while, and say what they said again."""
        return tuple(row for row in self.rows if row.again)

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
    """

    name: str
    state: str
    period: Period | None
    sentence: str
    rows: int


@dataclass(frozen=True, slots=True)
class Retraction:
    """What a publisher's correction notice means for one subscription.

    Attributes:
        source: The list.
        address: Of the document or page that holds the notice.
        observed: When that was received, UTC.
        repeat: It may have been told already.
        replay: It is told from cited facts, on a clock of the past.
        zone: IANA name of the newsroom's time zone.
    """

    source: Source
    address: str
    observed: datetime
    places: tuple[Retracted, ...]
    repeat: bool = False
    replay: bool = False
    zone: str = "America/New_York"
