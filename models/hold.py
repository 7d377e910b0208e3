"""Editions that wait for a person, and lists that their publishers took down."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.bulletin import SOURCE
from models.correcting import correct_messages
from models.dialects import one_at_a_time
from models.errors import UsageError
from models.health import source_row
from models.listing_rows import Arrival
from models.notices import Notice, queue
from models.owing import Manner
from models.publication import Publication, edition_row
from models.settings import Newsroom
from models.standing import last_edition
from models.store import reading, writing
from models.tables import ChangeRow, EditionRow, SourceRow
from models.telling import add_event, hearing, queue_alerts
from models.values import ChangeKind

SAMPLE = 5
"""Rows of a held edition that operators see beside the reason."""


def hold(
    engine: Engine,
    work: Publication,
    reasons: Sequence[str],
    newsroom: Newsroom,
    now: datetime,
) -> int:
    """Write an edition as held, queue one notice to operators, and return its id.

    A page whose bytes differ at each visit, but whose rows and faults are those of an edition
    that was set aside before, is that edition: operators aren't asked twice.
    """
    with writing(engine) as session:
        one_at_a_time(session, f"publish {work.source}")
        row = edition_row(work)
        row.reasons = list(reasons)
        if (known := _same_question(session, row)) is not None:
            return known
        session.add(row)
        session.flush()
        assert row.id is not None  # noqa: S101 - the database has just numbered it
        payload = {
            "sentence": f"A new {SOURCE} document arrived and looks wrong. Nobody was alerted.",
            "reasons": list(reasons),
            "source": work.source,
            "edition": row.id,
            "address": work.document.address,
            "sha256": work.sha256,
            "sample": [each.listing.as_read for each in work.rows[:SAMPLE]],
        }
        queue(session, newsroom, Notice(f"held:{row.id}", payload, row.id), now)
        return row.id


def _same_question(session: Session, row: EditionRow) -> int | None:
    statement = (
        select(EditionRow)
        .where(
            col(EditionRow.source) == row.source,
            col(EditionRow.series) == row.series,
            col(EditionRow.content) == row.content,
        )
        .order_by(col(EditionRow.id).desc())
        .limit(1)
    )
    last = session.exec(statement).first()
    return last.id if last and last.status != "accepted" and last.reasons == row.reasons else None


def set_aside(session: Session, source: str, sha256: str) -> EditionRow | None:
    """Return the held or rejected edition of a source that was read from these bytes, if any."""
    statement = (
        select(EditionRow)
        .where(
            col(EditionRow.source) == source,
            col(EditionRow.sha256) == sha256,
            col(EditionRow.status) != "accepted",
        )
        .order_by(col(EditionRow.id).desc())
        .limit(1)
    )
    return session.exec(statement).first()


def pending(engine: Engine) -> list[EditionRow]:
    """Return the editions that wait for a decision, oldest first."""
    with reading(engine) as session:
        held = select(EditionRow).where(col(EditionRow.status) == "held").order_by(col(EditionRow.id))
        return list(session.exec(held))


def held_edition(session: Session, number: int, *, deciding: bool = False) -> EditionRow:
    """Return an edition that waits for a decision.

    Args:
        session: One that writes, when `deciding`.
        number: The edition's id.
        deciding: Keep others from deciding until the transaction ends; SQLite does so anyway.

    Raises:
        UsageError: There is none of that number, or it was decided already.
    """
    row = session.get(EditionRow, number, with_for_update=True if deciding else None)
    if row is None:
        raise UsageError(f"There is no edition {number}.", "See python -m bot review list.")
    if row.status != "held":
        by = f" by {row.decided_by}" if row.decided_by else ""
        raise UsageError(f"Edition {number} was {row.status} already{by}.", "See python -m bot review list.")
    return row


def reject(engine: Engine, number: int, by: str, now: datetime) -> EditionRow:
    """Decide that a held edition is never published; its bytes are kept.

    Raises:
        UsageError: There is none of that number, or it was decided already.
    """
    with writing(engine) as session:
        row = held_edition(session, number, deciding=True)
        row.status, row.decided, row.decided_by = "rejected", now, by
        return row


def withdraw(
    session: Session, source: str, seen: datetime, now: datetime, beside: Sequence[str] = ()
) -> int | None:
    """Call a list withdrawn and queue its alerts; return the id of its last edition.

    A list of which no edition was ever accepted can't be withdrawn; None then.

    Args:
        session: One that writes.
        source: Name of the list.
        seen: When the page was found gone, UTC.
        now: UTC.
        beside: Lists that are read from the same page, and are gone with it; who hears of several is
            told by the first of them.
    """
    absence = {"absence": _absence(source_row(session, source))}
    gone: list[str] = []
    for name in dict.fromkeys((source, *beside)):
        last, row = last_edition(session, name), source_row(session, name)
        if last is not None and row.withdrawn is None:
            row.withdrawn = seen
            change = add_event(session, Arrival(name, "", last, seen), ChangeKind.WITHDRAWN)
            queue_alerts(session, [change], last, now, Manner(told=absence, passing=hearing(session, gone)))
            correct_messages(session, [change], now)
            gone.append(name)
    return last_edition(session, source)


def call_back(
    session: Session, source: str, seen: datetime, now: datetime, beside: Sequence[str] = ()
) -> None:
    """Say that a list is there again whose page was gone, and whose newest document has no part for it.

    Args:
        session: One that writes.
        source: Name of the list.
        seen: When the page was found again, UTC.
        now: UTC.
        beside: Lists that are read from the same page; who hears of one that is back is told by that.
    """
    if (last := last_edition(session, source)) is not None:
        told = hearing(session, back_with(session, beside, seen))
        change = add_event(session, Arrival(source, "", last, seen), ChangeKind.BACK)
        queue_alerts(session, [change], last, now, Manner(passing=told))
        correct_messages(session, [change], now)


def back_with(session: Session, sources: Sequence[str], seen: datetime) -> list[str]:
    """Return which of some lists are back since the same moment, that of their document."""
    statement = select(ChangeRow.source).where(
        col(ChangeRow.source).in_(sources),
        col(ChangeRow.kind) == ChangeKind.BACK.value,
        col(ChangeRow.observed) == seen,
    )
    return list(session.exec(statement))


def _absence(row: SourceRow) -> dict[str, object]:
    """Return what is known of it now: a list that is back before it is told has forgotten it."""
    times = {"since": row.gone_since, "seen": row.succeeded}
    return {name: time.isoformat() for name, time in times.items() if time} | {"checks": row.gone_checks}
