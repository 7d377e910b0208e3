"""A row as people's side gets it, and what happened to one: values apart from their tables. Pure.

Datetimes are aware and in UTC; dates are calendar dates as published.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from models.domain.days import Dated
from models.domain.listings import CELLS, iso_day, joined_differences
from models.domain.reading import Mark
from models.domain.subscriptions import EVERYWHERE, WHOLE_LIST
from models.domain.values import Cell, ChangeKind, ListingKind, Outcome, Place

MISSING = "missing"
"""`Fact.missing` of a row that the newest whole edition lacks, and that may come back."""

TOOK_BACK = "The publisher took this back in its own correction: "
"""Before the publisher's sentence, in the notes of a row that it took back."""


@dataclass(frozen=True, slots=True)
class PublicNote:
    """What operators add to a row for everyone to see.

    Attributes:
        source: The list that the row is on.
        citation: Address of the page where it can be read.
        at: When it was added, UTC.
        by: Slack's id of the operator, or `command line`.
        number: Its id, one a place of the row; it tells no two notes apart that say the same.
        geoid: That place; None where the row's place isn't known.
    """

    source: str
    text: str
    citation: str
    at: datetime
    by: str = ""
    number: int = field(default=0, compare=False)
    geoid: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a list, with its place and the edition that it is read from.

    Attributes:
        listing: Its id; None of a row that is in no database.
        state: USPS abbreviation that the row or its heading names.
        notes: Its caveats, each a sentence: its reader's, what placing it has to say, then its
            publisher's own corrections.
        edition: Id of the newest edition that prints it, of which are its words, page and position.
        observed: When that edition was received, UTC.
        since_published: Date of the first of the unbroken run of editions that say the same; None
            where that one was undated, or had changed in silence under an older date.
        since_observed: When that one was received, UTC.
        check_first: Why its place may be a namesake of the one that was meant, else empty.
        capture: Says that the edition was read from a web archive, else empty.
        section: Heading of the part of the document it stands in.
        outcome: What the resolver made of its place; `reason` says why, where it is none.
        repaired: The spelling that was read instead of the printed one, if one was.
        scope: `class` when the row names all agencies of its state, which stands for them.
        places: The places that it names; none while they aren't resolved.
        ordinal: Where it stands in its document, from 1; 0 where only its page and position are known.
        missing: Why it stands although its list doesn't print it now: `unmentioned` by a copy or release
            that doesn't say all, `missing` until a later document confirms that it is gone, or
            `continued` under a misprint; else empty.
        missing_since: When the first edition that lacks it said so, of one that is missing.
        mark: How its edition shows it; what is struck or said off doesn't stand.
        candidates: The places that it may name, where it says no one of them.
        taken_back: When its publisher was first seen to take it back, UTC; None if it never was.
    """

    listing: int | None
    source: str
    series: str
    kind: ListingKind
    state: str
    page: int | None
    position: str
    as_read: str
    fields: Mapping[str, Cell]
    annotations: Mapping[str, str]
    notes: tuple[str, ...]
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
    section: str = ""
    outcome: Outcome = Outcome.RESOLVED
    reason: str = ""
    repaired: str = ""
    scope: str = ""
    places: tuple[Place, ...] = ()
    ordinal: int = 0
    missing: str = ""
    missing_since: Dated | None = None
    mark: Mark = Mark.PRINTED
    candidates: tuple[Place, ...] = ()
    taken_back: datetime | None = None

    @property
    def named(self) -> str:
        """Text of the cell that names the place, as printed."""
        return str(self.fields.get(CELLS[self.kind][0][0]) or "")

    @property
    def is_missing(self) -> bool:
        """Whether its list lacks it, and no later one has confirmed that."""
        return self.missing == MISSING

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is to be checked before the row is believed, each a sentence."""
        return (*self.notes, self.check_first) if self.check_first else self.notes

    @property
    def cited(self) -> str:
        """Address of the page to read it on: the one copied from, of a transcription."""
        return self.annotations.get("cited") or self.address

    @property
    def since(self) -> Dated:
        """Since when the list says so; of a copy without a date the day is known on which it was made."""
        copied = self.transcription and self.since_observed == self.observed
        return Dated(self.since_published or (self.observed.date() if copied else None), self.since_observed)

    @property
    def unresolved(self) -> str:
        """Why its place is ambiguous or unknown; empty when it is resolved."""
        return "" if self.outcome is Outcome.RESOLVED else self.reason or self.outcome.value

    @property
    def is_taken_back(self) -> bool:
        """Whether its publisher took the row back by a correction of its own."""
        return any(note.startswith(TOOK_BACK) for note in self.notes)

    def perhaps(self, *states: str) -> bool:
        """Tell whether the row only may be in states: its place isn't resolved, and it doesn't say so."""
        return bool(self.unresolved) and not {self.state, EVERYWHERE} & set(states)


class Became(StrEnum):
    """What stands now of a row that a message told, where that is not what it told."""

    OFF = "off"
    """It was told as listed, and is off."""
    AGAIN = "again"
    """It is listed as told, and was off for a while."""
    BACK = "back"
    """It was told as off, and is listed."""
    OFF_AGAIN = "off again"
    """It was told as off, was back for a while, and is off."""
    CORRECTED = "corrected"
    MOVED = "moved"
    RESTORED = "restored"
    """It says what was told, and said otherwise for a while."""
    TAKEN_BACK = "taken back"
    ADDED = "added"
    """No message told it: a later issue of the report has it."""
    IN_ERROR = "in error"
    """What was told of it never happened."""


@dataclass(frozen=True, slots=True)
class Since:
    """What became of a row, or of a whole list, after it was told.

    Attributes:
        kind: Corrected, moved, removed or added again; of a list withdrawn or back. Undone: what was told
            of the row was none, by a document that came in later. None: its publisher took the row back by
            a correction of its own.
        observed: When we saw that, UTC.
        change: Id of the change; 0 where its publisher took the row back.
        differences: Field, before, after; of a corrected or moved row.
        sentence: The publisher's own, where it took the row back.
        published: The publisher's date of the edition that brought it, if that bears one.
    """

    kind: ChangeKind | None
    observed: datetime
    change: int = 0
    differences: tuple[tuple[str, str, str], ...] = ()
    sentence: str = ""
    published: date | None = None

    @property
    def dated(self) -> Dated:
        """When it happened."""
        return Dated(self.published, self.observed)


@dataclass(frozen=True, slots=True)
class Happened:
    """One change of a row, or of a whole list: then it is of no row.

    Attributes:
        number: Its id; 0 of a row that began with a list's first release, and before it is stored.
        published: The publisher's date of the edition that brought it; None if that was undated, or
            had changed in silence under an older date.
        observed: When we saw it, UTC.
        before: The row as it stood; None when it was added.
        after: The row as it stands; None when it was removed.
        differences: Field, before, after; of a corrected or moved row.
        late: An added event of days that an earlier edition covered already.
        possibly_same: Added and removed rows of which no pair was certain.
        address: Of the edition that brought it.
        transcription: Citation, when that is a copy.
        since: What became of the row after this was told, the first first; empty while it stands.
        public: What operators added to the row for everyone to see.
        missing_since: Of a removal confirmed later, when the edition that lacked the row first said so.
        rivals: The rows that it may be one with, where it is possibly the same and they are known.
        unsaid: It wasn't told with the others: a later issue brought it, as `since` says.
        returned: The row was listed before, and is again.
    """

    number: int
    source: str
    kind: ChangeKind
    edition: int
    published: date | None
    observed: datetime
    before: Fact | None = None
    after: Fact | None = None
    differences: tuple[tuple[str, str, str], ...] = ()
    late: bool = False
    possibly_same: bool = False
    address: str = ""
    transcription: str = ""
    since: tuple[Since, ...] = ()
    public: tuple[PublicNote, ...] = ()
    missing_since: Dated | None = None
    rivals: tuple[Fact, ...] = ()
    unsaid: bool = False
    returned: bool = False

    @property
    def fact(self) -> Fact:
        """The row as it stands now; as it stood, when it was removed."""
        fact = self.after or self.before
        assert fact is not None, "a whole list is no row"  # noqa: S101 - whoever asks tells of rows
        return fact

    @property
    def page(self) -> int | None:
        """Where the row stands, or stood."""
        pages = (fact.page for fact in (self.after, self.before) if fact and fact.page is not None)
        return next(pages, None)

    @property
    def period(self) -> tuple[date, date] | None:
        """The first and last day of what its row counts, where it has any."""
        sides = (fact for fact in (self.after, self.before) if fact)
        return next(((fact.first, fact.last) for fact in sides if fact.first and fact.last), None)

    @property
    def announced(self) -> date | None:
        """The day that a publisher gave as it suspended or resumed a list, if it gave one."""
        days = [after for name, _, after in self.differences if self.whole and name == "day" and after]
        return date.fromisoformat(days[0]) if days else None

    @property
    def sentence(self) -> str:
        """What a publisher said as it suspended or resumed a list; else empty."""
        said = (after for name, _, after in self.differences if self.whole and name == "sentence")
        return next(said, "")

    @property
    def dated(self) -> Dated:
        """When it happened: as published or announced, else as observed."""
        return Dated(self.published or self.announced, self.observed)

    @property
    def signed_anew(self) -> tuple[date, date] | None:
        """The days before and after of an agreement that was signed again, later; None of all else."""
        if self.kind is not ChangeKind.CORRECTED or self.fact.kind is not ListingKind.AGREEMENT:
            return None
        if len(self.differences) != 1 or self.differences[0][0] != "signed":
            return None
        _, *texts = self.differences[0]
        before, after = map(iso_day, texts)
        return (before, after) if before and after and before < after else None

    @property
    def whole(self) -> bool:
        """Whether it happened to the list, not to a row of it."""
        return self.kind in WHOLE_LIST

    @property
    def undated(self) -> bool:
        """Whether nobody knows when it happened: its row is of a copy that bears no date."""
        return bool(self.transcription) and not self.whole and self.published is None and not self.period

    def happened(self, zone: str) -> date | None:
        """Return what orders a history: the day published, else the period's last, else as observed.

        Args:
            zone: IANA name of the zone whose days count.
        """
        if self.undated:
            return None
        return self.published or (self.period[1] if self.period else self.dated.day(zone))

    @property
    def became(self) -> tuple[Became, Since] | None:
        """What stands now of what was told, with what brought that; None while it stands as it was told.

        What its publisher took back stays so, whatever else became of the row.
        """
        if not self.since:
            return None
        if self.unsaid:
            return Became.ADDED, self.since[0]
        by_kind = {each.kind: each for each in self.since}
        for kind, became in ((ChangeKind.UNDONE, Became.IN_ERROR), (None, Became.TAKEN_BACK)):
            if kind in by_kind:
                return became, by_kind[kind]
        return self._stands()

    def _stands(self) -> tuple[Became, Since]:
        """Return what stands of a row that became something by its list."""
        ways = [each for each in self.since if each.kind in {ChangeKind.REMOVED, ChangeKind.ADDED}]
        told_off = self.kind is ChangeKind.REMOVED
        if ways and ways[-1].kind is ChangeKind.REMOVED:
            return (Became.OFF_AGAIN if told_off else Became.OFF), ways[-1]
        if told_off:
            return Became.BACK, ways[-1] if ways else self.since[-1]
        if not joined_differences(each.differences for each in self.since):
            return (Became.AGAIN, ways[-1]) if ways else (Became.RESTORED, self.since[-1])
        last = [each for each in self.since if each.differences][-1]
        return (Became.MOVED if last.kind is ChangeKind.MOVED else Became.CORRECTED), last
