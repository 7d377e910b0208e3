"""Fills an empty database with the bundled past, through the path that live editions take."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Engine
from sqlmodel import col, select

from jobs.check import take_edition
from jobs.history.bundled import bundled_sources
from jobs.history.catalog import Past, notes_until, read_catalog
from jobs.history.pages import landing_page
from jobs.landing import note_announcements, note_errata, read_notes, readers
from jobs.watch import Watch
from models.announcements import ANNOUNCED
from models.documents import keep
from models.hold import withdraw
from models.leader import Leadership
from models.store import reading, writing
from models.tables import ChangeRow, EditionRow, ErratumRow
from models.values import ChangeKind, Document

LOAD_LOCK = 0x_DE5C_F111
"""Advisory lock on PostgreSQL that lets one desk load at a time."""

Taken = tuple[str, datetime, date | None]
"""What tells one thing of the past from all others: its list, when it was seen, its first day."""


def load_history(watch: Watch) -> None:
    """Take every bundled edition, note and withdrawal, in order of time.

    A database that has an edition from a publisher's own document is left alone. A load that
    was cut short goes on where it stopped, and of two desks that start at once one waits. The
    clock of each step is when it could be seen, so that no answer takes an old copy for a fresh one.

    Raises:
        StoreError: The database can't be read or written.
    """
    if not _left(watch.engine):
        return
    alone = Leadership(watch.engine, LOAD_LOCK, "loading")
    while not alone.held():
        time.sleep(0.1)
    try:
        sources = {**bundled_sources(), **watch.sources}
        for past in _left(watch.engine):
            _take(past, replace(watch, sources=sources, clock=_stopped(past.observed)))
    finally:
        alone.release()


def _take(past: Past, watch: Watch) -> None:
    if past.text:
        _note(past, watch)
        return
    if past.document is None or past.edition is None:
        with writing(watch.engine) as session:
            withdraw(session, past.source, past.observed, past.observed)
        return
    keep(watch.engine, past.document, past.source)
    take_edition(past.document, past.edition, past.source, watch)


def _note(past: Past, watch: Watch) -> None:
    """Take what a page said, as a check reads it there: with the notes that stood on it already."""
    source = watch.sources[past.source]
    page = landing_page(source.title, (), notes_until(past))
    landing = Document(page, past.cited[0], past.observed, "text/html")
    notes = read_notes(source, landing)
    note_errata(notes.errata, landing, source.name, watch)
    note_announcements(notes, landing, readers(source, watch), watch)


def _left(engine: Engine) -> list[Past]:
    """Return what is still to be loaded: nothing where live editions are."""
    taken = _taken(engine)
    if taken is None:
        return []
    return [past for past in read_catalog() if _name(past) not in taken]


def _taken(engine: Engine) -> set[Taken] | None:
    """Return what is loaded already; None where live editions are."""
    live = select(EditionRow.id).where(col(EditionRow.transcription) == "").limit(1)
    events = [kind.value for kind in (ChangeKind.WITHDRAWN, *ANNOUNCED)]
    happened = select(ChangeRow).where(col(ChangeRow.kind).in_(events))
    with reading(engine) as session:
        if session.exec(live).first() is not None:
            return None
        editions = {(row.source, row.observed, row.period_first) for row in session.exec(select(EditionRow))}
        others = [*session.exec(happened), *session.exec(select(ErratumRow))]
        return editions | {(row.source, row.observed, None) for row in others}


def _name(past: Past) -> Taken:
    period = past.edition.period if past.edition else None
    return past.source, past.observed, period.first if period else None


def _stopped(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment
