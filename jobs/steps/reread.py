"""Editions read again from their kept bytes when their source has another reader: no alert, no change."""

import logging
from dataclasses import replace

from jobs.context import Acceptance, CheckContext
from jobs.fetching import as_published
from jobs.readers import Question, reader_mark
from jobs.steps.evaluate import evaluate_edition, place_new
from jobs.steps.fetch_page import editions_in
from jobs.steps.prepare import prepare_edition
from models.db import reading
from models.domain import Document, Edition, StoredEdition
from models.editions import (
    Compared,
    Publication,
    first_printed,
    judged_anew,
    load_document,
    read_anew,
    read_otherwise,
    stored_printings,
)
from models.errors import StoreError

logger = logging.getLogger(__name__)


def reread_outdated(context: CheckContext) -> int:
    """Read editions again that another reader read than their source has now, one by one.

    Each is done once for a reader, whatever comes of it, so a stop in the midst costs nothing, and a
    second run finds nothing to do. One whose bytes are damaged is left alone, and said so in the log.

    Returns:
        How many editions have another reading than before.

    Raises:
        StoreError: The database can't be read or written.
    """
    marks = {name: reader_mark(source) for name, source in context.sources.items()}
    with reading(context.engine) as session:
        editions = read_otherwise(session, marks)
    return sum(_read_again(each, context) for each in editions)


def _read_again(row: StoredEdition, context: CheckContext) -> bool:
    """Read one edition again; tell whether it has another reading than before."""
    try:
        work = _prepared(row, context)
    except StoreError as error:
        logger.error("%s: edition %d can't be read again: %s", row.source, row.number, error)  # noqa: TRY400
        return False
    return _judged(work, context) if row.status == "held" else _read(work, context)


def kept_edition(row: StoredEdition, context: CheckContext) -> tuple[Document, Edition]:
    """Return the document of a stored edition, and what its source's reader reads in it now.

    Its period may be told by another list that is read from the same document.
    """
    kept = load_document(context.engine, row.sha256)
    document = Document(
        kept.body,
        row.address,
        row.observed,
        kept.media_type,
        kept.headers,
        row.given,
        row.transcription,
        row.partial,
        row.capture,
        row.seen,
    )
    beside = context.reading(context.read_by(row.source))
    parse = {name: context.sources[name].parse for name in beside}
    seconds = max(context.sources[name].limits.reading_seconds for name in beside)
    understood = context.parser.understand(Question(as_published(document), parse, vouched=True), seconds)
    return document, editions_in(understood)[row.source]


def _prepared(row: StoredEdition, context: CheckContext) -> Publication:
    document, edition = kept_edition(row, context)
    decision = Acceptance(row.number, "", row.stood)
    return prepare_edition(document, edition, context.sources[row.source], context, decision)


def _read(work: Publication, context: CheckContext) -> bool:
    with reading(context.engine) as session:
        stored = stored_printings(session, work)
        first = first_printed(work, stored)
        new = place_new(session, work, context.sources[work.source], context, first)
    work = replace(work, compared=Compared(printings=stored))
    return read_anew(context.engine, work, new, context.settings.newsroom, context.clock())


def _judged(work: Publication, context: CheckContext) -> bool:
    """Judge a held edition again; its reading is not stored before a person accepts it."""
    passes = False
    if work.reading:
        passes = not evaluate_edition(work, context.sources[work.source], context).verdict.held
    judged_anew(context.engine, work, context.settings.newsroom, context.clock(), passes=passes)
    return False
