"""The one writing transaction: edition, listings, changes, counts and deliveries, or nothing.

What is decided here has been decided before: the guard has judged, the diff has been
taken against what stood. If another edition was published in between, `Overtaken` says
so and the caller takes the diff again.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from models.counts import recount
from models.diff import Change, Row
from models.health import record_success
from models.listing_rows import Arrival, add_changes, add_listings, end_listings
from models.settings import Newsroom
from models.standing import NOTHING, Standing, standing
from models.store import writing
from models.tables import ChangeRow, EditionRow
from models.telling import add_event, ask_operators, queue_alerts
from models.values import ChangeKind, Document, Edition


class Overtaken(Exception):
    """Another edition of the series was published after the diff was taken."""


@dataclass(frozen=True, slots=True)
class Publication:
    """An edition that was read and resolved; then compared, judged and ready to be written.

    Attributes:
        source: Name of the source.
        document: Where the bytes came from and when.
        sha256: Of the bytes, which are kept already.
        edition: What was read from them, with what the document says of itself.
        series: What it replaces or adds to: its period for events, else empty.
        rows: Every row of the edition.
        before: What stood when the changes were taken.
        changes: What differs from what stood; rows that end carry their listing's id.
        elsewhere: Rows that say the same as stored ones, but on another page.
        held: Id of the held edition that a person accepts with this.
        decided_by: Who accepted it.
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
    held: int | None = None
    decided_by: str = ""


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


def publish(engine: Engine, work: Publication, newsroom: Newsroom, now: datetime) -> Published:
    """Write an accepted edition with everything that follows from it.

    Raises:
        Overtaken: What stood has changed since the diff was taken.
        StoreError: The database can't be written; nothing was.
    """
    with writing(engine) as session:
        before = standing(session, work.source, work.series)
        if before.edition != work.before.edition or before.content != work.before.content:
            raise Overtaken
        edition = _edition_row(session, work, now)
        arrival = Arrival(work.source, work.series, edition, work.document.observed, work.edition.period)
        written = _write_changes(session, work, arrival)
        event = _event(session, work, newsroom, now)
        if event:
            written.append(add_event(session, arrival, event))
        recount(session, work.source)
        queued = queue_alerts(session, written, edition, now, summary=_follows_transcription(work))
        ask_operators(session, arrival, work.edition.questions, newsroom, now)
        return Published(edition, event, Counter(change.kind for change in work.changes), queued)


def _write_changes(session: Session, work: Publication, arrival: Arrival) -> list[ChangeRow]:
    ended = [change.before.stored for change in work.changes if change.before]
    moved = [row.stored for row in work.elsewhere]
    end_listings(session, [listing for listing in (*ended, *moved) if listing], arrival.edition)
    begun = [_continuing(change) for change in work.changes if change.after]
    rows = [*begun, *work.elsewhere]
    as_they_stand = sorted(range(len(rows)), key=lambda number: rows[number].ordinal)
    listings = add_listings(session, arrival, [rows[number] for number in as_they_stand])
    stored = dict(zip(as_they_stand, listings, strict=True))
    return add_changes(session, arrival, work.changes, [stored[number] for number in range(len(begun))])


def _continuing(change: Change) -> Row:
    """Return the row after a change; a corrected one stands since the row that it corrects."""
    assert change.after is not None  # noqa: S101 - the caller has looked
    if change.kind is ChangeKind.CORRECTED and change.before:
        return replace(change.after, stored=change.before.stored)
    return change.after


def _edition_row(session: Session, work: Publication, now: datetime) -> int:
    row = session.get(EditionRow, work.held) if work.held else None
    if row is None:
        row = edition_row(work)
    else:
        row.decided, row.decided_by = now, work.decided_by
    row.status, row.rows, row.content = "accepted", len(work.rows), content_of(work.rows)
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 - the database has just numbered it
    return row.id


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
        period_first=edition.period.first if edition.period else None,
        period_last=edition.period.last if edition.period else None,
        content=content_of(work.rows),
        rows=len(edition.listings),
        totals=dict(edition.totals),
        caveats=list(edition.caveats),
        questions=list(edition.questions),
        reasons=[],
        transcription=edition.transcription,
        partial=edition.partial,
    )


def _event(session: Session, work: Publication, newsroom: Newsroom, now: datetime) -> ChangeKind | None:
    if record_success(session, work.source, newsroom, now):
        return ChangeKind.BACK
    return ChangeKind.PUBLISHED if work.before.source_edition is None else None


def _follows_transcription(work: Publication) -> bool:
    return work.before.transcription and not work.edition.transcription
