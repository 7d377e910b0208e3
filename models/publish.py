"""The one writing transaction: edition, listings, changes, counts and deliveries, or nothing.

What is decided here has been decided before: the guard has judged, the diff has been
taken against what stood. If another edition was published in between, `Overtaken` says
so and the caller takes the diff again.
"""

from collections import Counter
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from models.change_rows import add_changes
from models.changes import Change, Row
from models.counts import recount
from models.dialects import one_at_a_time
from models.errata import Statement, add_errata
from models.health import record_capture, record_success
from models.hold import back_with, held_edition
from models.layouts import tell_of_layout
from models.listing_rows import Arrival, add_listings, end_listings
from models.owing import Manner
from models.publication import Publication, Published, content_of, edition_row
from models.settings import Newsroom
from models.settling import correct_edition, tell_edition
from models.standing import standing
from models.store import writing
from models.tables import ChangeRow
from models.telling import add_event, ask_operators, hearing
from models.values import ChangeKind


class Overtaken(Exception):
    """Another edition of the series was published after the diff was taken."""


def publish(engine: Engine, work: Publication, newsroom: Newsroom, now: datetime) -> Published:
    """Write an accepted edition with everything that follows from it.

    Raises:
        Overtaken: What stood has changed since the diff was taken.
        UsageError: Somebody else decided on the held edition meanwhile.
        StoreError: The database can't be written; nothing was.
    """
    with writing(engine) as session:
        one_at_a_time(session, f"publish {work.source}")
        before = standing(session, work.source, work.series)
        if before.edition != work.before.edition or before.content != work.before.content:
            raise Overtaken
        edition = _edition_row(session, work, now)
        arrival = Arrival(work.source, work.series, edition, work.document.observed, work.covered)
        written = _write_changes(session, work, arrival)
        event = _event(session, work, newsroom, now)
        if event:
            written.append(add_event(session, arrival, event))
        recount(session, work.source)
        said = Statement(work.source, work.document.address, work.document.observed, edition)
        add_errata(session, said, work.errata, newsroom, now)
        back = back_with(session, work.beside, work.document.observed) if event is ChangeKind.BACK else ()
        told = {"summary": _follows_transcription(work)}
        manner = Manner(work.settle, told, passing=hearing(session, back))
        queued = tell_edition(session, written, edition, now, manner)
        correct_edition(session, written, edition, now, work.settle)
        ask_operators(session, arrival, work.edition.questions, newsroom, now)
        tell_of_layout(session, work, edition, newsroom, now)
        return Published(edition, event, Counter(change.kind for change in work.changes), queued)


def _write_changes(session: Session, work: Publication, arrival: Arrival) -> list[ChangeRow]:
    ended = [change.before.stored for change in work.changes if change.before]
    moved = [row.stored for row in work.elsewhere]
    end_listings(session, [listing for listing in (*ended, *moved) if listing], arrival.edition)
    begun = [_continuing(change) for change in work.changes if change.after]
    rows = [*begun, *work.elsewhere, *work.begun]
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
    if work.held is None:
        row = edition_row(work)
    else:
        row = held_edition(session, work.held, deciding=True)
        row.decided, row.decided_by = now, work.decided_by
    row.status, row.rows, row.content = "accepted", len(work.rows), content_of(work.rows)
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 - the database has just numbered it
    return row.id


def _event(session: Session, work: Publication, newsroom: Newsroom, now: datetime) -> ChangeKind | None:
    if work.document.capture:
        record_capture(session, work.source, work.document.observed)
    elif record_success(session, work.source, newsroom, now, work.document.observed):
        return ChangeKind.BACK
    return ChangeKind.PUBLISHED if work.before.source_edition is None else None


def _follows_transcription(work: Publication) -> bool:
    """Tell whether the changes fell between a transcription and this edition, no one knows when."""
    return work.before.transcription and not work.edition.transcription
