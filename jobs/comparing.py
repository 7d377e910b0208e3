"""An edition compared with the rows that stand, before anything is written."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlmodel import Session

from models.changes import Change, Row
from models.diff import diff, mentioned, newly_known
from models.listings import key
from models.publication import Publication
from models.standing import Standing, elsewhere, standing_rows

Load = Callable[[Counter[bytes]], Sequence[Row]]
"""Gives the rows that stand under some keys."""


def compared(
    session: Session,
    work: Publication,
    before: Standing,
    changes_of: Callable[[Counter[bytes], Sequence[Row], Load], tuple[Change, ...]] = diff,
) -> Publication:
    """Return the work with what it changes of what stands.

    Rows that a partial transcription doesn't mention stand on, unless it says that they are gone.

    Args:
        session: One that reads.
        work: The edition, read and placed.
        before: What stands of its series.
        changes_of: Takes the difference between the keys that stand and the rows of an edition.
    """
    stood = before.keys
    if work.edition.partial:
        said_gone = Counter(map(key, work.edition.gone))
        stood = mentioned(stood, Counter(row.key for row in work.rows), said_gone)
    changes = newly_known(
        changes_of(stood, work.rows, lambda gone: standing_rows(session, work.source, work.series, gone)),
        before_partial=before.partial,
        after_partial=work.edition.partial,
    )
    moved = elsewhere(session, work.source, work.series, work.rows)
    return replace(work, before=before, changes=changes, elsewhere=moved)
