"""An edition on its way into the database, and what became of it."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from models.changes import Change, Row
from models.errata import TakenBack
from models.fills import fills_of
from models.standing import NOTHING, Standing
from models.tables import EditionRow
from models.values import ChangeKind, Document, Edition, Period


@dataclass(frozen=True, slots=True)
class Publication:
    """An edition that was read and resolved; then compared, judged and ready to be written.

    Attributes:
        source: Name of the source.
        document: Where the bytes came from and when.
        sha256: Of the bytes, which are kept already.
        edition: What was read from them, with what the document says of itself.
        series: What it replaces or adds to: its period for events, else empty. All releases of a
            cumulative list are one series.
        rows: Every row of the edition.
        before: What stood when the changes were taken.
        changes: What differs from what stood; rows that end carry their listing's id.
        elsewhere: Rows that say the same as stored ones, but on another page.
        begun: Rows of the first release of a cumulative list: they begin, and are no change.
        told_again: Of a later release: how many rows stand on the days that it covers.
        errata: Rows of earlier issues that it takes back, with their places.
        named: Its file's name tells its date; several of one day are then of that day all.
        held: Id of the held edition that a person accepts with this.
        decided_by: Who accepted it.
        settle: How long its alerts wait for an edition that replaces it.
        beside: Lists that are read from the same document.
    """

    source: str
    document: Document
    sha256: str
    edition: Edition
    series: str
    rows: Sequence[Row]
    before: Standing = NOTHING
    changes: Sequence[Change] = ()
    elsewhere: Sequence[Row] = ()
    begun: Sequence[Row] = ()
    told_again: int | None = None
    errata: Sequence[TakenBack] = ()
    named: bool = False
    held: int | None = None
    decided_by: str = ""
    settle: timedelta = timedelta(0)
    beside: Sequence[str] = ()

    @property
    def covered(self) -> Period | None:
        """The period that its rows fall in; what a list says holds until the next edition."""
        return self.edition.period if self.series else None


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


def content_of(rows: Iterable[Row]) -> str:
    """Return the fingerprint of a multiset of rows, whatever their order."""
    digest = hashlib.blake2b(digest_size=16)
    for key in sorted(row.key for row in rows):
        digest.update(key)
    return digest.hexdigest()


def edition_row(work: Publication) -> EditionRow:
    """Return the row of an edition as its document and its parser tell it, not yet accepted."""
    edition, document = work.edition, work.document
    return EditionRow(
        source=work.source,
        series=work.series,
        status="held",
        sha256=work.sha256,
        address=document.address,
        observed=document.observed,
        published=edition.published,
        dated=None if _keeps_an_old_date(work) else edition.published,
        period_first=edition.period.first if edition.period else None,
        period_last=edition.period.last if edition.period else None,
        content=content_of(work.rows),
        rows=len(edition.listings),
        totals=dict(edition.totals),
        caveats=list(edition.caveats),
        questions=list(edition.questions),
        reasons=[],
        columns=list(edition.columns),
        fills=fills_of(work.rows),
        transcription=edition.transcription,
        partial=edition.partial,
        capture=document.capture,
    )


def _keeps_an_old_date(work: Publication) -> bool:
    """Tell whether the page prints a date that is not that of its changes; a person's word is."""
    printed, last = work.edition.published, work.before.dated
    if printed is None or last is None or work.document.published:
        return False
    return printed < last or (printed == last and not work.named)
