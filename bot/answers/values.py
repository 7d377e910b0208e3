"""Answers as frozen values: all that blocks and `--json` print of a place and its numbers over time. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from models.domain import (
    By,
    Count,
    DayEnd,
    Departure,
    Fact,
    Freshness,
    Happened,
    ListSeen,
    Place,
    PublicNote,
    Series,
    Source,
    end_of,
)


class LookupOutcome(StrEnum):
    """What became of the text that was typed."""

    PLACE = "place"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"
    SUGGESTED = "suggested"


@dataclass(frozen=True, slots=True)
class OnList:
    """A place on one list.

    Attributes:
        source: Name of the list.
        facts: Its rows there; several when the list names it twice.
        withdrawn: Since when the publisher has taken the list down; None while it is there.
        past: No page of its publisher keeps this list; it is known from a copy alone.
        suspended: Since when its publisher has stopped it, if no edition came after that.
    """

    source: str
    facts: tuple[Fact, ...]
    withdrawn: datetime | None = None
    past: bool = False
    suspended: date | None = None

    @property
    def current(self) -> bool:
        """Whether its publisher shows it."""
        return self.withdrawn is None and not self.past and self.suspended is None

    @property
    def missing(self) -> bool:
        """Whether the list lacks the place now, which is not confirmed yet: it counts as standing."""
        return bool(self.facts) and all(fact.is_missing for fact in self.facts)


@dataclass(frozen=True, slots=True)
class Refusals:
    """Refusals recorded row by row in one report.

    Attributes:
        rows: How many.
        first: First day of the periods that they are from.
        latest: A few of them, newest first.
        agency: The one that all of them name, as printed; empty of several, or of very many.
    """

    source: str
    rows: int
    first: date | None
    last: date | None
    latest: tuple[Fact, ...]
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """Detainers of one agency counted without their rows.

    Attributes:
        measure: `declined` or `issued`; the two are never summed.
        count: Over all periods of the same agency, measure and source.
        facts: The rows it is summed from.
    """

    source: str
    agency: str
    measure: str
    count: int
    first: date | None
    last: date | None
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Kin:
    """The county or state that a place lies in, and the lists that name it itself.

    Attributes:
        whole: It is the city that the county asked for is a part of: what names it, names that.
        lists: Current ones.
        former: Those that no publisher shows any more.
        missing: Those that lack it since a day, which is not confirmed yet; they are among the others too.
    """

    place: Place
    lists: tuple[str, ...]
    former: tuple[str, ...]
    missing: Mapping[str, date] = field(default_factory=dict)
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place of a state with what is recorded of it."""

    place: Place
    refusals: int
    declined: int
    lists: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What the lists say of what was asked.

    Attributes:
        query: As typed.
        found: What became of it.
        now: When it was answered, UTC.
        as_of: The day that it goes back to; None for now.
        plain: It was asked in plain words: what lists are not is said first.
        several: The candidates are all named, and no namesakes.
        asked: Whose lists the question asks after, by the publisher's short name; empty for all.
        place: Whom it is about.
        candidates: To pick from, or that may have been meant; else the place's namesakes.
        with_data: GEOIDs of the candidates of which something is recorded.
        nearby: Counties of which something is recorded, where candidates lie of which nothing is.
        note: What was read otherwise than typed, or why nothing was found.
        lists: Lists that designate it or cite its policy, the withdrawn ones too.
        taken_back: Its refusals and tallies that their publisher has taken back since.
        uncertain: Rows that may mean it: their text fits several places.
        changes: The latest change.
        also: Its counties and its state.
        within: Of a state: what stands of all places within it.
        within_missing: How many rows of `within` their lists lack, not confirmed yet, by source and kind.
        top: Of a state: the places with most recorded.
        known: Names of all lists, in the sense of `models.queries.counts.LIST_KINDS`.
        designating: Those of them that name places, not policies alone.
        in_state: The lists that name any place of its state.
        departures: When lists dropped it that name it no more.
        newly_known: Ids of its rows that came into our files behind a copy that lacked them.
        agencies_within: Of a state: how many agencies lists of agreements name in it.
        named_within: Of a state: the places within it on lists that name few of them.
        back_later: After the day it goes back to: detainers of it that were taken back, as in `back_within`.
        errata: What publishers said that they take back of it: the source, in its words, and when (UTC).
        back_within: Of a state: detainers that publishers took back, by source and measure: how many, when.
        rows: How many rows stand of it; of a state, of it and its places.
        freshness: Of every source.
        sources: Every source by name.
        replay: It is told from cited facts, on a clock of the past.
        zone: The newsroom's time zone.
        public: What operators added to its rows for everyone to see, the newest first.
    """

    query: str
    found: LookupOutcome
    now: datetime
    as_of: date | None = None
    plain: bool = False
    several: bool = False
    asked: str = ""
    place: Place | None = None
    candidates: tuple[Place, ...] = ()
    with_data: frozenset[str] = frozenset()
    nearby: tuple[Place, ...] = ()
    note: str = ""
    lists: tuple[OnList, ...] = ()
    refusals: tuple[Refusals, ...] = ()
    tallies: tuple[Tally, ...] = ()
    agreements: tuple[Fact, ...] = ()
    taken_back: tuple[Fact, ...] = ()
    uncertain: tuple[Fact, ...] = ()
    changes: tuple[Happened, ...] = ()
    also: tuple[Kin, ...] = ()
    within: tuple[Count, ...] = ()
    within_missing: Mapping[tuple[str, str], int] = field(default_factory=dict)
    top: tuple[Ranked, ...] = ()
    known: tuple[str, ...] = ()
    designating: frozenset[str] = frozenset()
    in_state: frozenset[str] = frozenset()
    departures: tuple[Departure, ...] = ()
    newly_known: frozenset[int] = frozenset()
    agencies_within: Mapping[str, int] = field(default_factory=dict)
    named_within: Mapping[str, Sequence[Place]] = field(default_factory=dict)
    back_later: Mapping[tuple[str, str], tuple[int, datetime]] = field(default_factory=dict)
    errata: tuple[tuple[str, str, datetime], ...] = ()
    back_within: Mapping[tuple[str, str], tuple[int, datetime]] = field(default_factory=dict)
    rows: int = 0
    freshness: Mapping[str, Freshness] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    replay: bool = False
    zone: str = "America/New_York"
    public: tuple[PublicNote, ...] = ()

    @property
    def until(self) -> DayEnd | None:
        """The end of the day that it goes back to, in the newsroom's zone; None for now."""
        return end_of(self.as_of, self.zone) if self.as_of else None

    @property
    def current(self) -> tuple[OnList, ...]:
        """The lists that it is on and that their publishers show."""
        return tuple(entry for entry in self.lists if entry.current)

    @property
    def former(self) -> tuple[OnList, ...]:
        """The lists that it was on in our last copy, and that no publisher shows any more."""
        return tuple(entry for entry in self.lists if not entry.current)

    @property
    def stopped(self) -> frozenset[str]:
        """The lists that their publishers have stopped, as far as this answer knows of no later edition."""
        suspended = {name for name, source in self.sources.items() if source.suspended}
        suspended |= {name for name, seen in self.freshness.items() if seen.suspended(self.zone)}
        return frozenset(suspended - {entry.source for entry in self.current})

    @property
    def missing(self) -> tuple[Fact, ...]:
        """Its rows that their lists lack, which is not confirmed yet."""
        facts = (*(fact for entry in self.lists for fact in entry.facts), *self.agreements)
        return tuple(fact for fact in facts if fact.is_missing)

    @property
    def stated(self) -> tuple[Fact, ...]:
        """The rows that the answer speaks of: of lists, agreements, tallies, and the latest refusals."""
        return (
            *(fact for entry in self.lists for fact in entry.facts),
            *self.agreements,
            *(fact for tally in self.tallies for fact in tally.facts),
            *(fact for entry in self.refusals for fact in entry.latest),
        )

    @property
    def notes(self) -> Mapping[str, Fact]:
        """What is noted on the rows that are told, corrections, misprints, namesakes, each with its row."""
        facts = [
            *self.taken_back,
            *(fact for entry in self.refusals for fact in entry.latest),
            *(fact for tally in self.tallies for fact in tally.facts),
            *(fact for entry in self.lists for fact in entry.facts),
            *self.agreements,
        ]
        by_note: dict[str, Fact] = {}
        for fact in facts:
            for note in fact.doubts:
                by_note.setdefault(note, fact)
        return by_note

    def shows(self, source: str) -> bool:
        """Whether the publisher of a list shows it now."""
        known = self.freshness.get(source)
        withdrawn = known is not None and known.withdrawn is not None
        return not withdrawn and source in self.sources and bool(self.sources[source].address)

    @property
    def about(self) -> frozenset[str]:
        """The lists that the question asks after."""
        return frozenset(name for name, source in self.sources.items() if source.short == self.asked)

    def short(self, source: str) -> str:
        """Return the publisher of a source in a word."""
        return self.sources[source].short if source in self.sources else source

    def title(self, source: str) -> str:
        """Return the name of a list as its publisher prints it."""
        return self.sources[source].title if source in self.sources else source


@dataclass(frozen=True, slots=True)
class Trended:
    """What is recorded over time.

    Attributes:
        place: Whom it is about; None for the whole country.
        by: What the numbers are told apart by.
        lists: The lists that they are of, by name.
        others: Places of the same name, of which nothing is recorded.
        replay: It is read from a replay of cited facts.
    """

    place: Place | None
    by: By
    series: tuple[Series, ...]
    lists: Mapping[str, ListSeen]
    others: tuple[Place, ...] = ()
    replay: bool = False
