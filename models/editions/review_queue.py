"""Editions that wait for a person: held, decided on, and accepted after a later one was published.

A later document that says what stands is no news, but while an edition is held it is one: else
accepting the older would tell what it has undone already.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine, or_
from sqlmodel import Session, col, select

from models.config import Newsroom
from models.db import EditionRow, lock_source, reading, writing
from models.domain import StoredEdition, storable
from models.editions.publication import Publication, edition_row
from models.errors import UsageError
from models.messaging import HeldEdition, Notice, queue
from models.queries import as_edition, free_place, newest_edition

SAMPLE = 5
"""Rows of a held edition that operators see beside the reason."""


def hold(engine: Engine, work: Publication, reasons: Sequence[str], newsroom: Newsroom, now: datetime) -> int:
    """Write an edition as held, queue one notice to operators unless nobody is told, and return its id.

    A page whose bytes differ at each visit, but whose rows and faults are those of an edition
    that was set aside before, is that edition: operators aren't asked twice.
    """
    with writing(engine) as session:
        lock_source(session, work.source)
        row = edition_row(work)
        row.stood = free_place(session, work.source, work.series, work.place)
        row.reasons = list(reasons)
        row.sample = sample_of(work)
        if (known := _same_question(session, row)) is not None:
            return known
        session.add(row)
        session.flush()
        assert row.id is not None  # noqa: S101 - the database has just numbered it
        if not work.quiet:
            told = HeldEdition(edition=row.id)
            queue(session, newsroom, Notice(f"held:{row.id}", told, row.id), now)
        return row.id


def sample_of(work: Publication) -> list[str]:
    """Return the first rows of an edition as read, as any database can keep them."""
    return [storable(listing.as_read) for listing in work.reading[:SAMPLE]]


def _same_question(session: Session, row: EditionRow) -> int | None:
    last = newest_edition(
        session,
        col(EditionRow.source) == row.source,
        col(EditionRow.series) == row.series,
        col(EditionRow.content) == row.content,
    )
    return last.id if last and last.status != "accepted" and last.reasons == row.reasons else None


def set_aside(session: Session, source: str, sha256: str) -> StoredEdition | None:
    """Return the held or rejected edition of a source that was read from these bytes, if any."""
    not_accepted = col(EditionRow.status) != "accepted"
    row = newest_edition(
        session, col(EditionRow.source) == source, col(EditionRow.sha256) == sha256, not_accepted
    )
    return as_edition(row) if row else None


def pending(engine: Engine) -> list[StoredEdition]:
    """Return the editions that wait for a decision, oldest first."""
    with reading(engine) as session:
        held = select(EditionRow).where(col(EditionRow.status) == "held").order_by(col(EditionRow.id))
        return [as_edition(row) for row in session.exec(held)]


def held_edition(session: Session, number: int) -> StoredEdition:
    """Return an edition that waits for a decision.

    Raises:
        UsageError: There is none of that number, or it was decided already.
    """
    return as_edition(_held(session.get(EditionRow, number), number))


def held_row(session: Session, number: int) -> EditionRow:
    """Return the row of an edition that waits for a decision, and keep others from deciding meanwhile.

    Args:
        session: One that writes; the row is locked until it ends, which SQLite does anyway.
        number: The edition's id.

    Raises:
        UsageError: There is none of that number, or it was decided already.
    """
    return _held(session.get(EditionRow, number, with_for_update=True), number)


def _held(row: EditionRow | None, number: int) -> EditionRow:
    if row is None:
        raise UsageError(f"There is no edition {number}.", "See python -m bot review list.")
    if row.status != "held":
        by = f" by {row.decided_by}" if row.decided_by else ""
        raise UsageError(f"Edition {number} was {row.status} already{by}.", "See python -m bot review list.")
    return row


def reject(engine: Engine, number: int, by: str, now: datetime) -> StoredEdition:
    """Decide that a held edition is never published; its bytes are kept.

    Raises:
        UsageError: There is none of that number, or it was decided already.
    """
    with writing(engine) as session:
        known = session.exec(select(EditionRow.source).where(col(EditionRow.id) == number)).first()
        if known:
            lock_source(session, known)
        row = held_row(session, number)
        row.status, row.decided, row.decided_by = "rejected", now, by
        return as_edition(row)


def leaves_behind(session: Session, work: Publication, *, in_order: bool) -> bool:
    """Tell whether a document that says what stands was shown after one that is held, and overtakes it.

    Args:
        session: One that reads.
        work: Compared with what stands.
        in_order: The dates of its source's documents tell which is the later; of a page that is
            written over it is the one that is shown.
    """
    waiting = [
        col(EditionRow.source) == work.source,
        col(EditionRow.series) == work.series,
        col(EditionRow.status) == "held",
        col(EditionRow.stood) <= work.place,
    ]
    if (last := work.compared.before.edition) is not None:
        waiting.append(col(EditionRow.stood) > session.get_one(EditionRow, last).stood)
    if in_order and (published := work.edition.published):
        waiting.append(or_(col(EditionRow.published).is_(None), col(EditionRow.published) <= published))
    return session.exec(select(EditionRow.id).where(*waiting).limit(1)).first() is not None
