"""Fills an empty database with the bundled past, through the path that live editions take."""

import time
from dataclasses import replace

from sqlalchemy import Engine

from jobs.check import take_edition
from jobs.context import CheckContext
from jobs.history import PastEvent, bundled_sources, read_catalog
from jobs.replay.publisher import PATHS, documents_of
from jobs.steps import note_announcements, note_errata, understand
from models.db import Leadership, reading, writing
from models.domain import ChangeKind, Document, Notes
from models.editions import keep_document, withdraw
from models.queries import ANNOUNCED, Taken, holds_a_publishers_own, taken_in

LOAD_LOCK = 0x_DE5C_F111
"""Advisory lock on PostgreSQL that lets one desk load at a time."""


def load_history(context: CheckContext) -> None:
    """Take every bundled edition, note and withdrawal, in order of time.

    A database that has an edition from a publisher's own document is left alone. A load that
    was cut short goes on where it stopped, and of two desks that start at once one waits. The
    clock of each step is when it could be seen, so that no answer takes an old copy for a fresh one.

    Raises:
        StoreError: The database can't be read or written.
    """
    if not _left(context.engine):
        return
    alone = Leadership(context.engine, LOAD_LOCK, "loading")
    while not alone.held():
        time.sleep(0.1)
    try:
        sources = {**bundled_sources(), **context.sources}
        for past in _left(context.engine):
            _take(past, replace(context, sources=sources, fetcher=None))
    finally:
        alone.release()


def _take(past: PastEvent, context: CheckContext) -> None:
    context = replace(context, clock=lambda: past.observed)
    if past.text:
        _note(past, context)
        return
    if past.document is None or past.edition is None:
        with writing(context.engine) as session:
            withdraw(session, past.source, past.observed, past.observed, address=past.cited[0])
        return
    keep_document(context.engine, past.document, past.source)
    take_edition(past.document, past.edition, past.source, context)


def _note(past: PastEvent, context: CheckContext) -> None:
    """Take what a page said, as a check reads it there: with the notes that stood on it already."""
    source = context.sources[past.source]
    page = documents_of(past.observed)[PATHS[source.name]]
    landing = Document(page, past.cited[0], past.observed, "text/html")
    notes = understand(landing, None, source, context, landing=True).notes or Notes()
    note_errata(notes.errata, landing, source.name, context)
    note_announcements(notes, landing, context.reading(source), context)


def _left(engine: Engine) -> list[PastEvent]:
    """Return what is still to be loaded: nothing where live editions are."""
    with reading(engine) as session:
        if holds_a_publishers_own(session):
            return []
        taken = taken_in(session, (ChangeKind.WITHDRAWN, *ANNOUNCED))
    return [past for past in read_catalog() if _name(past) not in taken]


def _name(past: PastEvent) -> Taken:
    period = past.edition.period if past.edition else None
    return past.source, past.observed, period.first if period else None
