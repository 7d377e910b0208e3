"""Stored rows placed anew when the resolver or a hand correction is another: no new edition is needed."""

import logging
from collections.abc import Mapping

from jobs.context import CheckContext
from jobs.steps.prepare import correct
from jobs.steps.row_places import place_rows
from models.db import reading, writing
from models.domain import Row
from models.editions import Outdated, outdated, place_again
from models.places import resolver_mark

logger = logging.getLogger(__name__)


def replace_outdated(context: CheckContext) -> int:
    """Tell the places of all rows anew that were placed by other rules than their source has now.

    It goes batch by batch, so a stop in the midst costs nothing, and a second run finds nothing to
    do. Nobody is alerted: no publisher has changed anything.

    Returns:
        How many rows mean another place than before.

    Raises:
        StoreError: The database can't be read or written.
    """
    marks = {name: resolver_mark(source.corrections) for name, source in context.sources.items()}
    moved = rows = 0
    while batch := _batch(context, marks):
        source = batch[0].source
        placed = [(old, _placed(old, context)) for old in batch]
        with writing(context.engine) as session:
            moved += place_again(session, source, marks[source], placed)
        rows += len(batch)
    if rows:
        logger.info("Placed %d rows anew; %d mean another place than before.", rows, moved)
    return moved


def _batch(context: CheckContext, marks: Mapping[str, str]) -> list[Outdated]:
    with reading(context.engine) as session:
        return outdated(session, marks)


def _placed(old: Outdated, context: CheckContext) -> Row:
    placed = place_rows((old.listing,), context.gazetteer)
    return correct(placed, context.sources[old.source], context.gazetteer)[0]
