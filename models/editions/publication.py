"""An edition on its way into the database, and what became of it."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.db import EditionRow
from models.domain import (
    Change,
    ChangeKind,
    Document,
    Edition,
    Entry,
    Mark,
    Outcome,
    Period,
    Reading,
    Row,
    Standing,
    Step,
    fills_of,
)
from models.editions.errata import TakenBack
from models.queries import EditionBefore


@dataclass(frozen=True, slots=True)
class Rules:
    """How the log of a source is derived.

    Attributes:
        cumulative: Each edition holds all events of a long period again.
        covers: The rows of an edition fall in the period that it covers.
        confirmed: A row that an edition lacks is missing, until a later one confirms that it is gone.
    """

    cumulative: bool = False
    covers: bool = False
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """An edition compared with what stood before its place in the log.

    Attributes:
        before: The edition that stands before it.
        state: What stood.
        stood: How many rows stand of those that it would hold if they were still true.
        step: What it makes of them.
        rows: Rows of the wordings that are not stored yet, and of those that the step asked for.
        outcomes: Its rows by what the resolver makes of their places.
        exact: The edition before printed the same rows at the same places.
        behind: Later editions stand after it: it is history, and nothing of it is told.
        printings: Ids of its wordings that were stored already.
    """

    before: EditionBefore = field(default_factory=EditionBefore)
    state: Standing = field(default_factory=Standing)
    stood: int = 0
    step: Step = field(default_factory=lambda: Step(Standing()))
    rows: Mapping[bytes, Row] = field(default_factory=dict)
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    exact: bool = False
    behind: bool = False
    printings: Mapping[bytes, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Publication:
    """An edition that was read; then compared, judged and ready to be written.

    Attributes:
        source: Name of the source.
        document: Where the bytes came from and when.
        sha256: Of the bytes, which are kept already.
        edition: What was read from them, with what the document says of itself.
        series: What it replaces or adds to: its period for events, else empty. All releases of a
            cumulative list are one series.
        listed: Its rows as the reader handed them over, in their order; then those that it says are gone.
        rules: How its log is derived.
        place: Where it stands in the log, UTC.
        reader: Mark of the reader.
        resolver: Mark of what places its rows.
        compared: With what stood before it.
        errata: Rows of earlier issues that it takes back, with their places.
        named: Its file's name tells its date; several of one day are then of that day all.
        held: Id of the stored edition that is read again: mostly a held one that a person accepts.
        decided_by: Who accepted it.
        settle: How long its alerts wait for an edition that replaces it.
        beside: Lists that are read from the same document.
        quiet: Nobody is told of it, neither channels nor operators; what messages said is mended still.
        looked: A check fetched it from its publisher.
    """

    source: str
    document: Document
    sha256: str
    edition: Edition
    series: str
    listed: Reading
    rules: Rules
    place: datetime
    reader: str = ""
    resolver: str = ""
    compared: Compared = field(default_factory=Compared)
    errata: Sequence[TakenBack] = ()
    named: bool = False
    held: int | None = None
    decided_by: str = ""
    settle: timedelta = timedelta(0)
    beside: Sequence[str] = ()
    looked: bool = False
    quiet: bool = False

    @property
    def shown(self) -> datetime:
        """When its publisher showed its document, UTC: a file of a day long past is taken in now."""
        return min(self.document.observed, self.place)

    @property
    def reading(self) -> Reading:
        """Its rows that the document shows as standing."""
        return self.listed.printed

    @property
    def changes(self) -> list[Change]:
        """What differs from what stood."""
        return [each.change for each in self.compared.step.changes]

    @property
    def covered(self) -> Period | None:
        """The period that its rows fall in; what a list says holds until the next edition."""
        return self.edition.period if self.rules.covers and self.series else None

    def entry(self, edition: int = 0) -> Entry:
        """Return it as an entry of its log; 0 before it is written."""
        keys, marks = self.listed.keys, self.listed.marks
        return Entry(
            edition,
            self.place,
            self.reading.keys,
            self.reading.wordings,
            partial=self.edition.partial,
            off=Counter(each for each, mark in zip(keys, marks, strict=True) if mark is not Mark.PRINTED),
            period=self.edition.period,
            document=self.sha256,
        )


@dataclass(frozen=True, slots=True)
class Published:
    """What was written.

    Attributes:
        edition: Id of the edition.
        event: `published` for a source's first edition, `back` for one that was withdrawn.
        counts: Changes by kind.
        deliveries: Messages queued.
    """

    edition: int
    event: ChangeKind | None
    counts: Counter[ChangeKind] = field(default_factory=Counter)
    deliveries: int = 0


def series_of(edition: Edition, *, event: bool) -> str:
    """Return what an edition replaces or adds to: its period when events, else the whole list."""
    return str(edition.period) if event and edition.period else ""


def listed_in(edition: Edition) -> Reading:
    """Return what an edition prints: its rows as they stand there, then those that it names as gone."""
    rows = Reading.of(edition.listings)
    return Reading.joined((rows, Reading.of(edition.gone).marked(Mark.SAID_OFF))) if edition.gone else rows


def content_of(reading: Reading) -> str:
    """Return the fingerprint of a multiset of rows by what they say, whatever their order."""
    digest = hashlib.blake2b(digest_size=16)
    for each in sorted(reading.keys):
        digest.update(each)
    return digest.hexdigest()


def edition_row(work: Publication) -> EditionRow:
    """Return the row of an edition as its document and its parser tell it, not yet accepted."""
    edition, document = work.edition, work.document
    return EditionRow(
        source=work.source,
        series=work.series,
        status="held",
        sha256=work.sha256,
        reader=work.reader,
        address=document.address,
        observed=work.shown,
        stood=work.place,
        seen=document.seen,
        published=edition.published,
        given=document.published,
        dated=None if _keeps_an_old_date(work) else edition.published,
        period_first=edition.period.first if edition.period else None,
        period_last=edition.period.last if edition.period else None,
        content=content_of(work.reading),
        rows=len(work.reading),
        totals=dict(edition.totals),
        caveats=list(edition.caveats),
        questions=list(edition.questions),
        reasons=[],
        columns=list(edition.columns),
        fills=fills_of(work.reading, work.compared.outcomes),
        transcription=edition.transcription,
        partial=edition.partial,
        capture=document.capture,
    )


def _keeps_an_old_date(work: Publication) -> bool:
    """Tell whether the page prints a date that is not that of its changes; a person's word is."""
    printed, last = work.edition.published, work.compared.before.dated
    if printed is None or last is None or work.document.published:
        return False
    return printed < last or (printed == last and not work.named)
