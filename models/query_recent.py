"""What has changed lately, edition by edition; and how many alerts a wish would have had so far."""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlmodel import Session, col

from models.alerts import TOLD, WHOLE_LIST, hears
from models.query_days import FIRST
from models.query_values import RecentEdition, Volume
from models.tables import ChangePlaceRow, ChangeRow, ListingRow
from models.values import ChangeKind
from models.wishes import EVERYWHERE, Subject, Terms

NAMED = 3
"""Changed rows of an edition that are told by name."""
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
    said = (col(ChangeRow.edition), col(ChangeRow.source), col(ChangeRow.observed))
    statement = (
        select(*said, col(FIRST.dated), col(FIRST.address), col(ChangeRow.kind), func.count())
        .join(FIRST, col(FIRST.id) == col(ChangeRow.edition))
        .where(_of(subject), or_(col(FIRST.transcription) == "", col(FIRST.dated).is_not(None), ~_BEGAN))
        .group_by(*said, col(FIRST.dated), col(FIRST.address), col(ChangeRow.kind))
        .order_by(col(ChangeRow.observed).desc(), col(ChangeRow.edition).desc())
    )
    if since is not None:
        statement = statement.where(col(ChangeRow.observed) >= since)
    found: dict[tuple[int, datetime], dict[str, Any]] = {}
    for edition, source, observed, dated, address, kind, number in session.connection().execute(statement):
        told = found.setdefault((edition, observed), {
            "edition": edition, "source": source, "published": dated, "observed": observed,
            "address": address, "counts": Counter(), "events": (),
        })  # fmt: skip
        if ChangeKind(kind) in WHOLE_LIST:
            told["events"] = (*told["events"], ChangeKind(kind))
        else:
            told["counts"][ChangeKind(kind)] += number
        if len(found) > limit:
            found.popitem()
            break
    return [RecentEdition(**told, rows=_rows(session, told, subject)) for told in found.values()]


def _rows(session: Session, told: dict[str, Any], subject: Subject) -> tuple[tuple[ChangeKind, str], ...]:
    if not 0 < told["counts"].total() <= NAMED:
        return ()
    listing = func.coalesce(col(ChangeRow.after), col(ChangeRow.before))
    named = (
        select(col(ChangeRow.kind), col(ListingRow.as_read))
        .join(ListingRow, col(ListingRow.id) == listing)
        .where(col(ChangeRow.edition) == told["edition"], _of(subject))
        .order_by(col(ChangeRow.id))
    )
    return tuple((ChangeKind(kind), text) for kind, text in session.connection().execute(named))


def _of(subject: Subject) -> Any:
    """Return the clause that a change is of a subject; what happens to whole lists is of all."""
    whole = col(ChangeRow.kind).in_([kind.value for kind in WHOLE_LIST])
    return or_(whole, and_(col(ChangeRow.kind).in_([kind.value for kind in TOLD]), concerns(subject)))


def concerns(subject: Subject) -> Any:
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
    told: Any = (
        select(col(ChangeRow.source), col(ChangeRow.edition), col(ChangeRow.observed), col(ChangeRow.kind))
        .join(FIRST, col(FIRST.id) == col(ChangeRow.edition))
        .where(watched, _of(subject))
        .distinct()
    )
    heard = {
        (edition, observed)
        for source, edition, observed, kind in session.connection().execute(told)
        if hears(terms, source) and kind not in terms.without
    }
    first = session.connection().execute(since).scalar()
    return Volume(len(heard), first)
