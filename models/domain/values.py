"""The words of the design as frozen values: what travels between the stops of a row.

Publisher → Document → Edition of Listings → Changes → Alerts. No value here knows a
database, a network or a clock. Dates are calendar dates as published; datetimes are
aware and in UTC.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from importlib import import_module
from typing import Generic, Literal, TypeVar

from models.domain.days import period

Cell = str | int | None
"""One field of a listing: text as printed (white space collapsed), a count, or nothing."""

BY_HAND = "By hand,"
"""How the note on a corrected row begins."""


COUNTY_NOTE = "The COUNTY column says"
"""How the note begins that is written where such a column and the agency's name disagree."""


class SourceKind(StrEnum):
    """How two editions of a list relate."""

    STATE = "state"
    """The next edition replaces the last."""
    EVENT = "event"
    """A new period adds; only a re-issue of the same period corrects or removes."""


class ListingKind(StrEnum):
    """What one row says."""

    REFUSAL = "refusal"
    TALLY = "tally"
    POLICY = "policy"
    DESIGNATION = "designation"
    AGREEMENT = "agreement"


class PlaceKind(StrEnum):
    """What sort of area a GEOID names."""

    STATE = "state"
    COUNTY = "county"
    """County or equivalent: parish, borough, independent city, planning region."""
    CITY = "city"
    """Incorporated place: city, town, village or borough."""
    SUBDIVISION = "subdivision"
    """County subdivision that governs: township, New England town."""


@dataclass(frozen=True, slots=True)
class Place:
    """A state, county or city with its Census GEOID.

    Attributes:
        geoid: 2 digits (state), 5 (county), 7 (incorporated place) or 10 (county subdivision).
        name: As people say it, with the kind where it is needed to tell: `Boston`, `Suffolk County`.
        state: USPS abbreviation, `MA`.
        kind: What sort of area it is.
        counties: GEOIDs of the counties that it lies in, where known.
    """

    geoid: str
    name: str
    state: str
    kind: PlaceKind
    counties: tuple[str, ...] = ()


class Outcome(StrEnum):
    """What the resolver made of a name."""

    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Resolution:
    """A name resolved, or openly not.

    Attributes:
        outcome: Resolved, ambiguous or unknown.
        places: The place (several for a regional jail) when resolved, else empty.
        candidates: The places it could be, when ambiguous.
        reason: Why it is ambiguous or unknown, or what was repaired, in one sentence.
        repaired: The spelling that was read instead of the printed one, if one was.
        scope: `class` when the name covers every such agency of the state that stands for them
            (`Colorado County Jails`), else empty.
    """

    outcome: Outcome
    places: tuple[Place, ...] = ()
    candidates: tuple[Place, ...] = ()
    reason: str = ""
    repaired: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day that an edition or a tally covers, both included."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    @property
    def said(self) -> str:
        """The days as people read them: `Jan. 28 to Feb. 3, 2017`."""
        return period(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes fetched once, and where and when they came from.

    Attributes:
        body: The bytes as received, unpacked from the transport's own compression.
        address: Where they were fetched from (after redirects), or a `file:` address.
        observed: When they were received, UTC.
        media_type: As the server said it, without parameters; empty when it said nothing.
        headers: Response headers, names in lower case.
        published: The publisher's date where something outside the bytes tells it.
        transcription: A sentence of citation when the bytes are facts copied from cited pages.
        partial: The transcription does not hold all rows of what the publisher printed.
        capture: When the bytes are a web archive's capture of the publisher's page, which could not
            be asked itself: a sentence that says so. `observed` is then the time of the capture.
        seen: Somebody says when it was received; not so of a file that is taken in later.
    """

    body: bytes
    address: str
    observed: datetime
    media_type: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    published: date | None = None
    transcription: str = ""
    partial: bool = False
    capture: str = ""
    seen: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """One row of an edition.

    Attributes:
        kind: What the row says.
        fields: What it says, in the field names of `models.domain.listings.FIELDS[kind]`; its identity.
        state: USPS abbreviation of the state that the row or its heading names, else empty.
        section: Heading of the part of the document it stands in; no part of its identity.
        page: Page, counted from 1, in documents that have pages; no part of its identity.
        position: Where else it stands (`sheet FY2026 row 12`, `item 14`); no part of its identity.
        as_read: The row's text as read, cells joined by ` | `.
        annotations: Columns that are no part of its identity (a county beside an agency, a link).
        notes: Caveats of this row, each a sentence.
    """

    kind: ListingKind
    fields: Mapping[str, Cell]
    state: str = ""
    section: str = ""
    page: int | None = None
    position: str = ""
    as_read: str = ""
    annotations: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Erratum:
    """A publisher's own statement that a place's rows in one of its earlier issues were wrong.

    Attributes:
        name: The place as the statement names it, `Franklin County`.
        state: USPS abbreviation that the statement gives it.
        period: What the issue that it corrects covers; None when it names none.
        sentence: The sentence that says what was wrong, as printed.
    """

    name: str
    state: str
    period: Period | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a publisher's page says of the list itself.

    Attributes:
        kind: `ChangeKind.SUSPENDED` or `ChangeKind.RESUMED`.
        sentence: As printed.
        day: The day that it gives for it, if it does.
    """

    kind: "ChangeKind"
    sentence: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Notes:
    """What a landing page says beside its links.

    Attributes:
        errata: Rows of earlier issues that the publisher takes back.
        announcements: The list is suspended, or resumed; in the page's order.
    """

    errata: tuple[Erratum, ...] = ()
    announcements: tuple[Announcement, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """One parsed document of a source, before anything is known of its places.

    Attributes:
        source: Name of the source.
        listings: The rows in the order in which they stand: a `models.domain.Reading` once it was read.
        published: The publisher's date, if the document or its link tells it.
        period: What an event edition covers.
        totals: Totals as the document prints them, by what they count (`declined`, `issued`).
        caveats: What a reader must know, each a sentence.
        questions: What operators should be told once: new columns, unknown values, unreadable cells.
        problems: Why it can't be right (required words or columns missing); any of them holds it.
        transcription: Citation, when the document is not the publisher's own bytes.
        partial: A transcription that lacks rows: absence from it means nothing.
        gone: Rows that a partial transcription says are no longer on the list.
        columns: Headers of its table as printed, in its order; empty where columns mean nothing.
        errata: Rows of earlier issues that this document takes back.
        silent: The document has no part for this source, and says so by announcing none: no news.
    """

    source: str
    listings: Sequence[Listing]
    published: date | None = None
    period: Period | None = None
    totals: Mapping[str, int] = field(default_factory=dict)
    caveats: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    transcription: str = ""
    partial: bool = False
    gone: tuple[Listing, ...] = ()
    columns: tuple[str, ...] = ()
    errata: tuple[Erratum, ...] = ()
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link on a landing page that leads to a document of the source; with what its line or row says."""

    address: str
    text: str
    line: str = field(default="", compare=False)


_Read_co = TypeVar("_Read_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Reader(Generic[_Read_co]):
    """A function that reads a document, by its name: only the process that calls it loads what it needs.

    Attributes:
        name: `module:function`; it is called with the document.
        given: What it is given after the document.
    """

    name: str
    given: tuple[object, ...] = ()

    def __call__(self, document: object) -> _Read_co:
        """Load the function, and read a document, or answer a question about one, with it."""
        module, _, function = self.name.partition(":")
        read: _Read_co = getattr(import_module(module), function)(document, *self.given)
        return read


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document of a source may take, where that is more than others may.

    Attributes:
        megabytes: Of the document; the larger of this and the settings' `fetch.max_megabytes` counts.
        download_seconds: For the whole answer; likewise with `fetch.timeout`.
        reading_seconds: For reading it in the parsing child.
    """

    megabytes: int = 0
    download_seconds: float = 0.0
    reading_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of a file of hand corrections. What the row prints stays what it says.

    Attributes:
        printed: The text of a cell, as the publisher prints it.
        reason: Why it is to be read otherwise, in words that end without a full stop.
        citation: The page, or the row of a cited table, that shows it.
        text: What it is read as; empty when the places are given.
        geoids: The places that it names.
        state: USPS abbreviation of the rows that it is for; empty for any.
        column: The field that prints it; empty for the one that names the place.
    """

    printed: str
    reason: str
    citation: str
    text: str = ""
    geoids: tuple[str, ...] = ()
    state: str = ""
    column: str = ""

    @property
    def sentence(self) -> str:
        """What is told of a row that was read by it."""
        read = f"“{self.printed}” is read as “{self.text}”" if self.text else f"“{self.printed}” is placed"
        return f"{BY_HAND} {read}: {self.reason} ({self.citation})."


Removals = Literal["at once", "confirmed"]


@dataclass(frozen=True, slots=True)
class ListNames:
    """How messages call a list and its publisher, in the words of a newsroom.

    Attributes:
        text: The list at its first mention: `the Justice Department's list of “sanctuary jurisdictions”`.
        again: At later ones: `the Justice Department's list`.
        headline: `Justice Dept. list`.
        label: In tables and files: `Justice Dept.`.
        publisher: In a headline, and where a line begins: `Justice Dept.`.
        full: The publisher in a sentence to print: `the Justice Department`.
        sentence: The list in one; as `text`, if empty.
        dated: It is told apart by its day: `the DHS list of May 29, 2025`.
        in_full: What its publisher suspends, behind `its`: `weekly report on declined detainers`.
        in_short: The same without its rhythm: `declined-detainer report`.
    """

    text: str
    again: str
    headline: str
    label: str
    publisher: str
    full: str
    sentence: str = ""
    dated: bool = False
    in_full: str = ""
    in_short: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One watched list: where to look, how to read it, what is normal for it.

    Attributes:
        name: The module's name, `doj_eo14287`.
        kind: State or event.
        publisher: Who publishes, `U.S. Department of Justice`.
        short: The publisher in a word, as answers print it: `DOJ`.
        title: The list's name as its publisher prints it.
        names: How messages call it; None where nothing but publisher and title is known.
        address: The page to fetch: the list itself, or the landing page that links to it.
        every: Time between two checks.
        caveat: The sentence that every answer from this list carries.
        later: What became true of the list later, each with the day from which it did.
        floor: Fewest rows that a whole edition can have.
        parse: Document → edition; raises UnreadableDocument. This, `links` and `notes` are named
            (`Reader`), for the child process that reads documents calls them, and the desk never does.
        links: Landing page → links to documents; None when the page is the document.
        reads: Name of the source whose documents this one reads; empty when it has its own.
        gone_after: Checks that must find the page gone before the list is withdrawn.
        gone_for: Time over which they must have done so.
        suspended: Day on which the publisher stopped it; an edition from before is not current.
        cumulative: Each edition holds all events of a long period again: compared by content
            over the days that both cover, and rows of old days that come first now are late.
        removals: When a row that a whole edition lacks is removed: at once, or once a later one confirms
            it, because what the publisher drops is often back in the next.
        fallback: Address of the newest capture of `address` in a public web archive, asked when
            the publisher blocks us; empty when there is no second way.
        notes: Landing page → what it says beside its links; None when it says nothing.
        limits: Of documents that are larger, or slower to read, than those of other sources.
        corrections: By hand, of what its documents print.
        enabled: Whether it is checked; not so where the settings switch it off.
    """

    name: str
    kind: SourceKind
    publisher: str
    short: str
    title: str
    address: str
    every: timedelta
    caveat: str
    floor: int
    parse: Callable[[Document], Edition]
    links: Callable[[Document], Sequence[Link]] | None = None
    reads: str = ""
    gone_after: int = 3
    gone_for: timedelta = timedelta(hours=3)
    suspended: date | None = None
    cumulative: bool = False
    removals: Removals = "at once"
    fallback: str = ""
    later: tuple[tuple[date, str], ...] = ()
    notes: Callable[[Document], Notes] | None = None
    names: ListNames | None = None
    limits: Limits = Limits()
    corrections: tuple[Correction, ...] = ()
    enabled: bool = True

    def caveats(self, on: date | None = None) -> list[str]:
        """Return what must be known of the list, on a day or now."""
        later = [text for day, text in self.later if on is None or day <= on]
        return [text for text in (self.caveat, *later) if text]


class ChangeKind(StrEnum):
    """What happened to a row, or to a whole list."""

    ADDED = "added"
    REMOVED = "removed"
    CORRECTED = "corrected"
    MOVED = "moved"
    SLIP = "slip"
    """A row that goes on under a misprint, or whose misprint is mended: told to operators alone."""
    NEWLY_KNOWN = "newly_known"
    """First seen after, or missing from, a partial edition: alerts nobody."""
    UNDONE = "undone"
    """Told once, and derived no more since an edition came in behind: alerts nobody."""
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    BACK = "back"
    SUSPENDED = "suspended"
    """The publisher says that it stops the list for now; its last edition stays what it was."""
    RESUMED = "resumed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the guard says of an edition: publish it, or hold it for the reasons given.

    Attributes:
        reasons: Why it is held, each a sentence; none means publish.
        questions: What operators are asked where it is published.
        caveats: What its readers must know.
    """

    reasons: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()

    @property
    def held(self) -> bool:
        """Whether the edition waits for a person."""
        return bool(self.reasons)
