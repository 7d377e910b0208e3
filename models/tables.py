"""The facts at rest: every word of the design as a table.

A listing is stored once for as long as it stands: `first_edition` is the edition that
brought this row as printed on this page, `until_edition` the one in which it was no
longer there (null while it stands), `since_edition` the first of the unbroken run of
editions that say the same. What a list said at any edition is the rows whose interval
holds it, so storage grows with what changed and not with how often one looks.

Every datetime is aware and in UTC (SQLModel's own column type keeps it so on SQLite and
PostgreSQL); dates are calendar dates as published.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, LargeBinary
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

Json = JSON().with_variant(JSONB(), "postgresql")


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


class AddressRow(SQLModel, table=True):
    """What a server said of one address, for the next conditional request."""

    __tablename__ = "address"
    source: str = Field(primary_key=True)
    address: str = Field(primary_key=True)
    etag: str = ""
    last_modified: str = ""
    fingerprint: str = ""
    checked: datetime


class EditionRow(SQLModel, table=True):
    """One parsed document of a source.

    Attributes:
        series: The period of an event edition as `FIRST/LAST`; empty for state lists.
        status: `accepted`, `held` or `rejected`.
        reasons: Why the guard held it, each a sentence.
        published: The date that it prints, or that a person gave it.
        dated: The day of its changes as the publisher tells it: `published`, unless an earlier
            edition bears that date already. A page that changes in silence keeps its old one.
        content: Fingerprint of the multiset of its rows; two editions that say the same share it.
        columns: Headers of its table as printed.
        fills: Share of its rows in which each field says something (`models.fills`).
        capture: Says that its bytes are a web archive's, and `observed` the time of their capture.
    """

    __tablename__ = "edition"
    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(index=True)
    series: str = ""
    status: str
    sha256: str = Field(foreign_key="document.sha256")
    address: str
    observed: datetime
    published: date | None = None
    dated: date | None = None
    period_first: date | None = None
    period_last: date | None = None
    content: str
    rows: int
    totals: dict[str, int] = Field(sa_column=Column(Json, nullable=False))
    caveats: list[str] = Field(sa_column=Column(Json, nullable=False))
    questions: list[str] = Field(sa_column=Column(Json, nullable=False))
    reasons: list[str] = Field(sa_column=Column(Json, nullable=False))
    columns: list[str] = Field(default_factory=list, sa_column=Column(Json, nullable=False))
    fills: dict[str, float] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    transcription: str = ""
    partial: bool = False
    capture: str = ""
    decided: datetime | None = None
    decided_by: str = ""


class ListingRow(SQLModel, table=True):
    """One row of a list, for as long as it stands there unchanged.

    Attributes:
        key: 16-byte identity of what the row says.
        count: Of a tally.
        measure: Of a tally: `declined` or `issued`.
        outcome: What the resolver made of the place: `resolved`, `ambiguous` or `unknown`.
        resolver: Version of the resolver that said so.
        scope: `class` when the row names all agencies of its state, which stands for them.
        check_first: Why the place may be a namesake of the one that was meant, else empty.
    """

    __tablename__ = "listing"
    __table_args__ = (
        Index("ix_listing_current", "source", "series", "until_edition", "key"),
        Index("ix_listing_state", "state", "source", "until_edition"),
        Index("ix_listing_resolver", "resolver"),
    )
    id: int | None = Field(default=None, primary_key=True)
    source: str
    series: str = ""
    key: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    first_edition: int = Field(foreign_key="edition.id", index=True)
    until_edition: int | None = Field(default=None, foreign_key="edition.id")
    since_edition: int = Field(foreign_key="edition.id")
    kind: str
    state: str = ""
    section: str = ""
    page: int | None = None
    position: str = ""
    as_read: str = ""
    fields: dict[str, Any] = Field(sa_column=Column(Json, nullable=False))
    annotations: dict[str, str] = Field(sa_column=Column(Json, nullable=False))
    notes: list[str] = Field(sa_column=Column(Json, nullable=False))
    count: int | None = None
    measure: str = ""
    period_first: date | None = None
    period_last: date | None = None
    outcome: str
    reason: str = ""
    repaired: str = ""
    resolver: str = ""
    scope: str = ""
    check_first: str = ""


class ListingPlaceRow(SQLModel, table=True):
    """A place of a listing, or one that it could be."""

    __tablename__ = "listing_place"
    __table_args__ = (Index("ix_listing_place_geoid", "geoid", "candidate", "listing"),)
    listing: int = Field(primary_key=True, foreign_key="listing.id")
    geoid: str = Field(primary_key=True, foreign_key="place.geoid")
    candidate: bool = False


class PlaceRow(SQLModel, table=True):
    """A state, county or city that some listing names; the whole gazetteer is in memory."""

    __tablename__ = "place"
    geoid: str = Field(primary_key=True)
    name: str
    state: str = Field(index=True)
    kind: str


class CountRow(SQLModel, table=True):
    """Current rows by area, kept by `models.publish` so that an answer never counts.

    Attributes:
        area: A GEOID, or the USPS abbreviation for everything within a state.
        total: Sum of the counts of tallies; rows themselves otherwise.
    """

    __tablename__ = "place_count"
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
        before, after: Ids of the listings; both null for a whole list.
        differences: `[{field, before, after}]` of a corrected or moved row.
        states: USPS abbreviations that it concerns, as `,MA,NY,`.
        possibly_same: Added and removed rows of which no pair was certain.
        late: An added event of days that an earlier edition covered already.
    """

    __tablename__ = "change"
    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(index=True)
    edition: int = Field(foreign_key="edition.id", index=True)
    observed: datetime
    kind: str
    before: int | None = Field(default=None, foreign_key="listing.id", index=True)
    after: int | None = Field(default=None, foreign_key="listing.id", index=True)
    differences: list[dict[str, Any]] = Field(sa_column=Column(Json, nullable=False))
    states: str = ""
    possibly_same: bool = False
    late: bool = False


class ChangePlaceRow(SQLModel, table=True):
    """A place that a change concerns, so that the latest change of a place is one seek."""

    __tablename__ = "change_place"
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
        address: Of the announcement; each is a lead once, whichever scout sees it.
        published: As the feed says it, UTC.
        words: Which of the scout's words it was found by.
    """

    __tablename__ = "lead"
    id: int | None = Field(default=None, primary_key=True)
    scout: str = Field(index=True)
    address: str = Field(unique=True)
    title: str
    published: datetime | None = None
    observed: datetime
    words: list[str] = Field(sa_column=Column(Json, nullable=False))
