"""What has changed lately, edition by edition; and how many alerts a wish would have had so far."""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlmodel import Session, col

from models.db import ChangePlaceRow, ChangeRow, PrintingRow
from models.domain import (
    EVERYWHERE,
    TOLD,
    WHOLE_LIST,
    ChangeKind,
    RecentEdition,
    Subject,
    Terms,
    Volume,
    hears,
)
from models.queries.clauses import FIRST

NAMED = 3
"""Changed rows of an edition that are told by name."""
_HEARD: Any = case((col(ChangeRow.renewed), ChangeKind.CORRECTED.value), else_=col(ChangeRow.kind))
"""As what a change is told."""
_BEGAN = col(ChangeRow.kind).in_([ChangeKind.PUBLISHED.value, ChangeKind.ADDED.value])


def recent_editions(
    session: Session, subject: Subject, *, since: datetime | None = None, limit: int = 15
) -> list[RecentEdition]:
    """Return the editions that changed something of a subject, the one seen last first.

    Of a copy without a date the rows that it began with are left out: when it was copied says
    nothing of the list. What became of them later has its day.

    Args:
        session: One that reads.
        subject: A state, a place, or everything.
        since: The moment from which on changes count, UTC; None for all.
        limit: Most editions.
    """
    columns = (col(ChangeRow.edition), col(ChangeRow.source), col(ChangeRow.observed))
    statement = (
        select(*columns, col(FIRST.dated), col(FIRST.address), _HEARD, func.count())
        .join(FIRST, col(FIRST.id) == col(ChangeRow.edition))
        .where(_of(subject), or_(col(FIRST.transcription) == "", col(FIRST.dated).is_not(None), ~_BEGAN))
        .group_by(*columns, col(FIRST.dated), col(FIRST.address), _HEARD)
        .order_by(col(ChangeRow.observed).desc(), col(ChangeRow.edition).desc())
    )
    if since is not None:
        statement = statement.where(col(ChangeRow.observed) >= since)
    editions: dict[tuple[int, datetime], dict[str, Any]] = {}
    for edition, source, observed, dated, address, kind, number in session.connection().execute(statement):
        fields = editions.setdefault((edition, observed), {
            "edition": edition, "source": source, "published": dated, "observed": observed,
            "address": address, "counts": Counter(), "events": (),
        })  # fmt: skip
        if ChangeKind(kind) in WHOLE_LIST:
            fields["events"] = (*fields["events"], ChangeKind(kind))
        else:
            fields["counts"][ChangeKind(kind)] += number
        if len(editions) > limit:
            editions.popitem()
            break
    return [RecentEdition(**fields, rows=_rows(session, fields, subject)) for fields in editions.values()]


def _rows(session: Session, fields: dict[str, Any], subject: Subject) -> tuple[tuple[ChangeKind, str], ...]:
    if not 0 < fields["counts"].total() <= NAMED:
        return ()
    printing = func.coalesce(col(ChangeRow.after_printing), col(ChangeRow.before_printing))
    named = (
        select(_HEARD, col(PrintingRow.as_read))
        .join(PrintingRow, col(PrintingRow.id) == printing)
        .where(col(ChangeRow.edition) == fields["edition"], _of(subject))
        .order_by(col(ChangeRow.id))
    )
    return tuple((ChangeKind(kind), text) for kind, text in session.connection().execute(named))


def _of(subject: Subject) -> Any:
    """Return the clause that a change is of a subject; what happens to whole lists is of all."""
    return or_(
        col(ChangeRow.kind).in_([kind.value for kind in WHOLE_LIST]), and_(_is_told(), _about(subject))
    )


def last_changed(session: Session, subject: Subject) -> int | None:
    """Return the id of the last edition that told a change of a row of a subject; None if none did."""
    latest = select(col(ChangeRow.edition)).where(_is_told(), _about(subject))
    return session.connection().execute(latest.order_by(col(ChangeRow.id).desc()).limit(1)).scalar()


def _is_told() -> Any:
    """Return the clause that a change of a row is told."""
    return and_(col(ChangeRow.kind).in_([kind.value for kind in TOLD]), col(ChangeRow.quiet).is_(False))


def _about(subject: Subject) -> Any:
    """Return the clause that a change of a row is of a subject."""
    if subject.place:
        places = select(col(ChangePlaceRow.change)).where(col(ChangePlaceRow.geoid) == subject.place)
        return col(ChangeRow.id).in_(places)
    if subject.state == EVERYWHERE:
        return col(ChangeRow.id) > 0
    return col(ChangeRow.states).contains(f",{subject.state},", autoescape=True)


def expected_volume(session: Session, subject: Subject, terms: Terms) -> Volume:
    """Return what a wish would have been told so far; copies of past lists tell nothing of that."""
    watched = and_(col(FIRST.transcription) == "", col(FIRST.status) == "accepted")
    since = select(func.min(col(FIRST.observed))).where(watched)
    statement: Any = (
        select(col(ChangeRow.source), col(ChangeRow.edition), col(ChangeRow.observed), _HEARD)
        .join(FIRST, col(FIRST.id) == col(ChangeRow.edition))
        .where(watched, _of(subject))
        .distinct()
    )
    heard = {
        (edition, observed)
        for source, edition, observed, kind in session.connection().execute(statement)
        if hears(terms, source) and kind not in terms.without
    }
    first = session.connection().execute(since).scalar()
    return Volume(len(heard), first)
