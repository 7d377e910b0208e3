"""The facts at rest: every word of the design as a table.

Two of them are the truth: a *printing* is one wording of a row, and a *printed list* says
in chunks which printings an edition held, in what order, on which page. The rest is derived
from them (`models.domain.log`): a *listing* is a row for as long as it stands in one
wording. `first_edition` is the edition that brought it, `until_edition` the one in which it
was no longer there (null while it stands), `since_edition` the first of the unbroken run of
editions that say the same. Storage grows with what changed and not with how often one looks.

Every datetime is aware and in UTC (SQLModel's own column type keeps it so on SQLite and
PostgreSQL); dates are calendar dates as published.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, LargeBinary, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

Json = JSON().with_variant(JSONB(), "postgresql")


KEY_ALONE = {"sqlite_with_rowid": False}
"""Of a table of short rows, found by their key: SQLite keeps them by it, not beside an index of it."""


class DocumentRow(SQLModel, table=True):
    """The bytes fetched once; kept for ever, never altered."""

    __tablename__ = "document"
    sha256: str = Field(primary_key=True)
    source: str = Field(index=True)
    size: int
    media_type: str
    address: str
    observed: datetime
    headers: dict[str, str] = Field(sa_column=Column(Json, nullable=False))


class ChunkRow(SQLModel, table=True):
    """A zlib-compressed stretch of a document's bytes."""

    __tablename__ = "document_chunk"
    sha256: str = Field(primary_key=True, foreign_key="document.sha256")
    number: int = Field(primary_key=True)
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class SourceRow(SQLModel, table=True):
    """What we know of a watched list itself: is it there, how fresh, when is it due.

    Attributes:
        announced: What its landing page said of the list at the last look, each a sentence.
        said: Its suspensions and resumptions in order, `{kind, day, sentence}`: read with each answer.
    """

    __tablename__ = "source"
    name: str = Field(primary_key=True)
    due: datetime | None = None
    checked: datetime | None = None
    succeeded: datetime | None = None
    failures: int = 0
    gone_checks: int = 0
    gone_since: datetime | None = None
    withdrawn: datetime | None = None
    sentence: str = ""
    announced: list[str] = Field(default_factory=list, sa_column=Column(Json, nullable=False))
    said: list[dict[str, str]] = Field(default_factory=list, sa_column=Column(Json, nullable=False))


class FactsVersionRow(SQLModel, table=True):
    """How often somebody began to write facts of a source: with the same number they are the same.

    It is raised by `models.db.engine.lock_source`, and by nothing else.
    """

    __tablename__ = "facts_version"
    __table_args__ = KEY_ALONE
    source: str = Field(primary_key=True)
    version: int


class AddressRow(SQLModel, table=True):
    """What a server said of one address, for the next conditional request.

    Attributes:
        fingerprint: Of what its last document says.
        sha256: Of that document's bytes, so that the same are told before anything is read.
        whole: When its publisher gave them last, UTC.
    """

    __tablename__ = "address"
    __table_args__ = KEY_ALONE
    source: str = Field(primary_key=True)
    address: str = Field(primary_key=True)
    etag: str = ""
    last_modified: str = ""
    fingerprint: str = ""
    sha256: str = ""
    whole: datetime | None = None
    checked: datetime


class EditionRow(SQLModel, table=True):
    """One parsed document of a source.

    Attributes:
        series: The period of an event edition as `FIRST/LAST`; empty for state lists.
        stood: Its place in its source's log, UTC; no two editions of a series share it.
        last_seen: When its list was last seen to say so before the next edition, UTC; null of the newest.
        status: `accepted`, `held` or `rejected`.
        reasons: Why the guard held it, each a sentence.
        sample: Its first rows as read, of one that was held: no list of it is stored.
        seen: Somebody says when it was received; not so of a file that was taken in later.
        published: The date that it prints, else `given`.
        given: What is known of its date from outside its bytes, as a person tells it.
        dated: The day of its changes as the publisher tells it: `published`, unless an earlier
            edition bears that date already. A page that changes in silence keeps its old one.
        content: Fingerprint of the multiset of its rows; two editions that say the same share it.
        columns: Headers of its table as printed.
        fills: Share of its rows in which each field says something (`models.domain.listings`).
        capture: Says that its bytes are a web archive's, and `observed` the time of their capture.
        reader: Mark of the reader that read its document last, whatever came of it.
    """

    __tablename__ = "edition"
    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(index=True)
    series: str = ""
    status: str
    sha256: str = Field(foreign_key="document.sha256")
    reader: str = ""
    address: str
    observed: datetime
    stood: datetime = Field(index=True)
    last_seen: datetime | None = None
    seen: bool = True
    published: date | None = None
    given: date | None = None
    dated: date | None = None
    period_first: date | None = None
    period_last: date | None = None
    content: str
    rows: int
    totals: dict[str, int] = Field(sa_column=Column(Json, nullable=False))
    caveats: list[str] = Field(sa_column=Column(Json, nullable=False))
    questions: list[str] = Field(sa_column=Column(Json, nullable=False))
    reasons: list[str] = Field(sa_column=Column(Json, nullable=False))
    sample: list[str] = Field(default_factory=list, sa_column=Column(Json, nullable=False))
    columns: list[str] = Field(default_factory=list, sa_column=Column(Json, nullable=False))
    fills: dict[str, float] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    transcription: str = ""
    partial: bool = False
    capture: str = ""
    decided: datetime | None = None
    decided_by: str = ""


class PrintingRow(SQLModel, table=True):
    """One wording of a row of a source, stored once for ever, with what is made of its place.

    Attributes:
        digest: 16 bytes that all printed alike share (`models.domain.wording`).
        key: 16-byte identity of what it says.
        fields: As they are read, hand corrections included.
        printed: Those fields that a hand correction reads otherwise, as the reader gave them.
        notes: The reader's caveats of the row, each a sentence.
        remarks: What placing it has to say, each a sentence; hand corrections among them.
        outcome: What the resolver made of the place: `resolved`, `ambiguous` or `unknown`.
        resolver: Mark of the resolver that said so.
        scope: `class` when the row names all agencies of its state, which stands for them.
        places: GEOIDs of the places that it names.
        candidates: GEOIDs of those that it only may name.
        check_first: Why the place may be a namesake of the one that was meant, else empty.
    """

    __tablename__ = "printing"
    __table_args__ = (
        UniqueConstraint("source", "digest"),
        Index("ix_printing_resolver", "source", "resolver"),
    )
    id: int | None = Field(default=None, primary_key=True)
    source: str
    digest: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    key: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    kind: str
    state: str = ""
    section: str = ""
    as_read: str = ""
    fields: dict[str, Any] = Field(sa_column=Column(Json, nullable=False))
    printed: dict[str, Any] = Field(sa_column=Column(Json, nullable=False))
    annotations: dict[str, str] = Field(sa_column=Column(Json, nullable=False))
    notes: list[str] = Field(sa_column=Column(Json, nullable=False))
    remarks: list[str] = Field(sa_column=Column(Json, nullable=False))
    outcome: str
    reason: str = ""
    repaired: str = ""
    resolver: str = ""
    scope: str = ""
    places: list[str] = Field(sa_column=Column(Json, nullable=False))
    candidates: list[str] = Field(sa_column=Column(Json, nullable=False))
    check_first: str = ""


class PrintedListRow(SQLModel, table=True):
    """What a reader handed over of an edition's rows, in their order.

    Attributes:
        reading: 1 for the reader that took the edition in; each better reader's is one more.
        reader: Mark of the reader.
        made: When it was read, UTC.
        entries: How many rows it shows as standing.
        templates: Positions without their numbers: `sheet FY2026 row {}`.
        exact: Fingerprint of its rows in their order, each with its page, position and mark.
    """

    __tablename__ = "printed_list"
    edition: int = Field(primary_key=True, foreign_key="edition.id")
    reading: int = Field(default=1, primary_key=True)
    reader: str = ""
    made: datetime
    entries: int
    templates: list[str] = Field(sa_column=Column(Json, nullable=False))
    exact: str


class PrintedChunkRow(SQLModel, table=True):
    """About a thousand entries of a printed list, sorted by printing (`models.domain.printed_lists`).

    Attributes:
        first, last: Ids of its first and its last printing, so that one row's citation is one seek.
    """

    __tablename__ = "printed_chunk"
    edition: int = Field(primary_key=True, foreign_key="edition.id")
    reading: int = Field(default=1, primary_key=True)
    first: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    last: int
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class ListingRow(SQLModel, table=True):
    """One row of a list, for as long as it stands there in one wording.

    Attributes:
        key: 16-byte identity of what the row says.
        printing: The wording; what the row says is read from there.
        lineage: The row that it continues, by the id of its first listing.
        begun, begun_number: When the lineage began to say this: its edition's place in the log (UTC), and
            its own in the step.
        printed_edition: The last edition that printed it, once a later one doesn't; null while the
            newest of its series does.
        missing_edition: Of a row that stands and is missing, the first whole edition that lacks it.
        missing_like: That edition has a new row that may be the same.
        missing_quiet: That it is missing follows from an edition that came in behind: nobody is told.
        known_edition: Of a row that was missing, the edition that confirmed that it is gone.
        placed_printing: Of a slip, the printing that says what is meant, its place and state too.
        count: Of a tally.
        measure: Of a tally: `declined` or `issued`.
    """

    __tablename__ = "listing"
    __table_args__ = (
        Index("ix_listing_key", "source", "series", "key", "until_edition"),
        Index("ix_listing_state", "state", "source", "until_edition"),
        {"sqlite_autoincrement": True},
    )
    id: int | None = Field(default=None, primary_key=True)
    source: str
    series: str = ""
    key: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    printing: int = Field(foreign_key="printing.id", index=True)
    lineage: int = Field(index=True)
    begun: datetime
    begun_number: int
    first_edition: int = Field(foreign_key="edition.id", index=True)
    until_edition: int | None = Field(default=None, foreign_key="edition.id")
    since_edition: int = Field(foreign_key="edition.id")
    printed_edition: int | None = Field(default=None, foreign_key="edition.id")
    missing_edition: int | None = Field(default=None, foreign_key="edition.id")
    missing_like: bool = False
    missing_quiet: bool = False
    known_edition: int | None = Field(default=None, foreign_key="edition.id")
    placed_printing: int | None = Field(default=None, foreign_key="printing.id")
    kind: str
    state: str = ""
    count: int | None = None
    measure: str = ""
    period_first: date | None = None
    period_last: date | None = None


class ListingPlaceRow(SQLModel, table=True):
    """A place of a listing, or one that it could be."""

    __tablename__ = "listing_place"
    __table_args__ = (Index("ix_listing_place_geoid", "geoid", "candidate", "listing"), KEY_ALONE)
    listing: int = Field(primary_key=True, foreign_key="listing.id")
    geoid: str = Field(primary_key=True, foreign_key="place.geoid")
    candidate: bool = False


class PlaceRow(SQLModel, table=True):
    """A state, county or city that some listing names; the whole gazetteer is in memory."""

    __tablename__ = "place"
    __table_args__ = KEY_ALONE
    geoid: str = Field(primary_key=True)
    name: str
    state: str = Field(index=True)
    kind: str


class CountRow(SQLModel, table=True):
    """Current rows by area, kept by `models.editions.publish` so that an answer never counts.

    Attributes:
        area: A GEOID, or the USPS abbreviation for everything within a state.
        total: Sum of the counts of tallies; rows themselves otherwise.
    """

    __tablename__ = "place_count"
    __table_args__ = KEY_ALONE
    area: str = Field(primary_key=True)
    source: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    measure: str = Field(primary_key=True)
    rows: int
    total: int
    first: date | None = None
    last: date | None = None


class ChangeRow(SQLModel, table=True):
    """What one edition changed in one row, or what happened to a whole list.

    Attributes:
        edition: The edition that brought the change; for `withdrawn`, the last one seen.
        observed: When we saw it.
        lineage: That of its row; null for a whole list.
        missing_edition: Of a removal that its edition confirms, the one that lacked the row first.
        before, after: Ids of the listings; both null for a whole list.
        before_edition: The last edition that printed the row before.
        before_printing, after_printing: How it was printed there, and in the change's own edition.
        before_page, before_position, after_page, after_position: Where it stood in them.
        differences: `[{field, before, after}]` of a corrected or moved row.
        states: USPS abbreviations that it concerns, as `,MA,NY,`.
        possibly_same: Added and removed rows of which no pair was certain.
        told_as: The kind of one that was told and is undone since.
        asked: Operators were asked about it, as what was told is not what is known now.
        late: An added event of days that an earlier edition covered already.
        quiet: It came or left while an equal row stands: nobody is told, and it ends nothing that was told.
        renewed: An agreement that is gone, and that its agency signed anew: told as corrected.
    """

    __tablename__ = "change"
    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(index=True)
    edition: int = Field(foreign_key="edition.id", index=True)
    observed: datetime
    kind: str
    before: int | None = Field(default=None, foreign_key="listing.id")
    after: int | None = Field(default=None, foreign_key="listing.id")
    lineage: int | None = Field(default=None, index=True)
    missing_edition: int | None = Field(default=None, foreign_key="edition.id")
    before_edition: int | None = Field(default=None, foreign_key="edition.id")
    before_printing: int | None = Field(default=None, foreign_key="printing.id")
    before_page: int | None = None
    before_position: str = ""
    after_printing: int | None = Field(default=None, foreign_key="printing.id")
    after_page: int | None = None
    after_position: str = ""
    differences: list[dict[str, Any]] = Field(sa_column=Column(Json, nullable=False))
    states: str = ""
    possibly_same: bool = False
    late: bool = False
    quiet: bool = False
    renewed: bool = False
    told_as: str = ""
    asked: bool = False


@dataclass(frozen=True, slots=True)
class NewChange:
    """A change to the transaction that writes it: as `ChangeRow` has it, without where its rows stand.

    Attributes:
        places: GEOIDs of those that it concerns.
    """

    id: int
    source: str
    edition: int
    kind: str
    lineage: int | None
    before: int | None
    after: int | None
    missing_edition: int | None
    states: str
    quiet: bool
    renewed: bool
    told_as: str
    places: frozenset[str]


StoredChange = ChangeRow | NewChange


class ChangePlaceRow(SQLModel, table=True):
    """A place that a change concerns, so that the latest change of a place is one seek."""

    __tablename__ = "change_place"
    __table_args__ = KEY_ALONE
    geoid: str = Field(primary_key=True)
    change: int = Field(primary_key=True, foreign_key="change.id")


class ErratumRow(SQLModel, table=True):
    """A publisher's own statement that a place's rows in an earlier issue were wrong.

    Attributes:
        key: Names what is taken back, so that a statement repeated is written once.
        edition: The edition that says so; null when the landing page does.
        address, observed: Where and when the statement was read.
        period_first, period_last: Of the issue that it corrects; null when it names none.
        geoid: The place, when its name and state resolve.
        sentence: As printed.
    """

    __tablename__ = "erratum"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    source: str = Field(index=True)
    edition: int | None = Field(default=None, foreign_key="edition.id")
    address: str
    observed: datetime
    period_first: date | None = None
    period_last: date | None = None
    name: str
    state: str
    geoid: str | None = Field(default=None, index=True)
    sentence: str


class LeadRow(SQLModel, table=True):
    """A hit of a scout: perhaps a new list. Told to people once; never an edition.

    Attributes:
        scout: Name of the `[[scouts]]` entry.
        address: Of the announcement; each is a lead once, whichever scout sees it. One without a link has
            that of its feed, with a fragment of its own.
        published: As the feed says it, UTC.
        words: Which of the scout's words it was found by.
        linked: It has a link of its own.
    """

    __tablename__ = "lead"
    id: int | None = Field(default=None, primary_key=True)
    scout: str = Field(index=True)
    address: str = Field(unique=True)
    title: str
    published: datetime | None = None
    observed: datetime
    words: list[str] = Field(sa_column=Column(Json, nullable=False))
    linked: bool = True
