"""How fresh each list is: when it was checked, what stands of it, what waits for a person."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Executable, func, select
from sqlmodel import Session, col

from models.facts import Announced, EditionSeen, Freshness
from models.settings_scouts import PREFIX
from models.tables import ChangeRow, EditionRow, SourceRow
from models.values import ChangeKind

_SOURCES = select(
    col(SourceRow.name),
    col(SourceRow.checked),
    col(SourceRow.succeeded),
    col(SourceRow.failures),
    col(SourceRow.sentence),
    col(SourceRow.withdrawn),
    col(SourceRow.said),
)
_OF_SOURCES = col(SourceRow.name).not_like(f"{PREFIX}%")
_NEWEST_OF_EACH = (
    select(func.max(col(EditionRow.id)))
    .where(col(EditionRow.status).in_(("accepted", "held")))
    .group_by(col(EditionRow.source), col(EditionRow.status))
)
_NEWEST = select(
    col(EditionRow.id),
    col(EditionRow.source),
    col(EditionRow.status),
    col(EditionRow.published),
    col(EditionRow.observed),
    col(EditionRow.address),
    col(EditionRow.transcription),
    col(EditionRow.partial),
    col(EditionRow.caveats),
    col(EditionRow.reasons),
    col(EditionRow.capture),
).where(col(EditionRow.id).in_(_NEWEST_OF_EACH))


def freshness(session: Session) -> dict[str, Freshness]:
    """Return what is known of every source that was ever checked or loaded, by name."""
    known = _known(session, _SOURCES.where(_OF_SOURCES))
    newest = _newest(session)
    for name in sorted({source for source, _ in newest}):
        accepted, held = newest.get((name, "accepted")), newest.get((name, "held"))
        waits = held if held and (accepted is None or held.number > accepted.number) else None
        known[name] = replace(known.get(name, Freshness(name)), accepted=accepted, held=waits)
    return {name: replace(seen, announced=_since_edition(seen)) for name, seen in known.items()}


def _since_edition(seen: Freshness) -> tuple[Announced, ...]:
    """Return what a publisher has said of a list since its last edition."""
    edition = seen.accepted
    day = (edition.published or edition.observed.date()) if edition else date.min
    return tuple(said for said in seen.announced if said.day >= day)


def scouts_seen(session: Session) -> dict[str, Freshness]:
    """Return when each scout looked and how it fares, by its key."""
    return _known(session, _SOURCES.where(~_OF_SOURCES))


def _known(session: Session, statement: Executable) -> dict[str, Freshness]:
    rows: Iterable[Any] = session.connection().execute(statement)
    return {row.name: replace(Freshness(*row[:-1]), announced=_announced(row.said)) for row in rows}


def _announced(said: Iterable[Mapping[str, str]]) -> tuple[Announced, ...]:
    return tuple(Announced(one["kind"], date.fromisoformat(one["day"]), one["sentence"]) for one in said)


def _newest(session: Session) -> Mapping[tuple[str, str], EditionSeen]:
    rows: Iterable[Any] = session.connection().execute(_NEWEST)
    return {(row.source, row.status): EditionSeen(*row) for row in rows}


def withdrawn_on(session: Session, day: date) -> dict[str, datetime]:
    """Return the lists that were withdrawn by the end of a day (UTC), and since when."""
    whole = (
        select(col(ChangeRow.source), col(ChangeRow.kind), col(ChangeRow.observed))
        .where(
            col(ChangeRow.kind).in_([ChangeKind.WITHDRAWN.value, ChangeKind.BACK.value]),
            col(ChangeRow.observed) < datetime.combine(day + timedelta(days=1), time(), UTC),
        )
        .order_by(col(ChangeRow.observed), col(ChangeRow.id))
    )
    fate = {source: (kind, seen) for source, kind, seen in session.connection().execute(whole)}
    return {source: seen for source, (kind, seen) in fate.items() if kind == ChangeKind.WITHDRAWN.value}
