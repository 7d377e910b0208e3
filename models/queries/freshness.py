"""How fresh each list is: when it was checked, what stands of it, what waits, and whether that is news."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Executable, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.config import PREFIX
from models.db import AuditRow, ChangeRow, EditionRow, SourceRow, SubscriptionRow
from models.domain import Announced, ChangeKind, Dated, DayEnd, EditionSeen, Freshness
from models.queries.clauses import newest_first

_SOURCES = select(
    col(SourceRow.name),
    col(SourceRow.checked),
    col(SourceRow.succeeded),
    col(SourceRow.failures),
    col(SourceRow.sentence),
    col(SourceRow.withdrawn),
    col(SourceRow.said),
)
_LISTS = _SOURCES.where(col(SourceRow.name).not_like(f"{PREFIX}%"))
_SCOUTS = _SOURCES.where(col(SourceRow.name).like(f"{PREFIX}%"))
_LAST = (
    select(
        col(EditionRow.id),
        func.row_number()
        .over(
            partition_by=(col(EditionRow.source), col(EditionRow.status)),
            order_by=newest_first(),
        )
        .label("place"),
    )
    .where(col(EditionRow.status).in_(("accepted", "held")))
    .subquery()
)
_NEWEST_OF_EACH = select(_LAST.c.id).where(_LAST.c.place == 1)
_BEGAN, _EARLIER = aliased(EditionRow), aliased(EditionRow)
_FIRST_OF_EACH = (
    select(col(_EARLIER.id))
    .where(col(_EARLIER.source) == col(EditionRow.source), col(_EARLIER.status) == col(EditionRow.status))
    .order_by(col(_EARLIER.stood), col(_EARLIER.id))
    .limit(1)
    .correlate(EditionRow)
    .scalar_subquery()
)
_NEWEST = (
    select(
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
        col(EditionRow.stood),
        col(EditionRow.seen),
        col(_BEGAN.published).label("began_published"),
        col(_BEGAN.stood).label("began_stood"),
    )
    .join(_BEGAN, col(_BEGAN.id) == _FIRST_OF_EACH)
    .where(col(EditionRow.id).in_(_NEWEST_OF_EACH))
    .order_by(col(EditionRow.source), *newest_first())
)


def freshness_by_source(session: Session) -> dict[str, Freshness]:
    """Return what is known of every source that was ever checked or loaded, by name."""
    known = _known(session, _LISTS)
    rows: Iterable[Any] = session.connection().execute(_NEWEST)
    for row in rows:
        seen = known.get(row.source, Freshness(row.source))
        edition, first = EditionSeen(*row[:-2]), Dated(row.began_published, row.began_stood)
        if row.status == "accepted":
            known[row.source] = replace(seen, accepted=edition, first=first)
        elif seen.accepted is None:  # it stands behind what is accepted, and waits
            known[row.source] = replace(seen, held=edition)
    return known


def scouts_seen(session: Session) -> dict[str, Freshness]:
    """Return when each scout looked and how it fares, by its key."""
    return _known(session, _SCOUTS)


def _known(session: Session, statement: Executable) -> dict[str, Freshness]:
    rows: Iterable[Any] = session.connection().execute(statement)
    return {row.name: replace(Freshness(*row[:-1]), said=tuple(map(_announced, row.said))) for row in rows}


def _announced(entry: Mapping[str, str]) -> Announced:
    day = date.fromisoformat(entry["day"]) if entry["day"] else None
    seen = entry.get("seen") or f"{entry['day']}T00:00Z"  # there was a day alone in earlier versions
    return Announced(entry["kind"], Dated(day, datetime.fromisoformat(seen)), entry["sentence"])


def withdrawn_on(session: Session, as_of: DayEnd) -> dict[str, datetime]:
    """Return the lists that were withdrawn by the end of a day, and since when (UTC)."""
    whole = (
        select(col(ChangeRow.source), col(ChangeRow.kind), col(ChangeRow.observed))
        .where(
            col(ChangeRow.kind).in_([ChangeKind.WITHDRAWN.value, ChangeKind.BACK.value]),
            col(ChangeRow.observed) < as_of.midnight,
        )
        .order_by(col(ChangeRow.observed), col(ChangeRow.id))
    )
    fate = {source: (kind, seen) for source, kind, seen in session.connection().execute(whole)}
    return {source: seen for source, (kind, seen) in fate.items() if kind == ChangeKind.WITHDRAWN.value}


def newest(session: Session) -> tuple[int, ...]:
    """Return numbers that differ once a subscription, an edition, a decision or a list's health does."""
    held = col(EditionRow.status) == "held"
    counted = (
        select(func.max(col(AuditRow.id))),
        select(func.max(col(EditionRow.id))),
        select(func.max(col(ChangeRow.id))),
        select(func.count()).select_from(EditionRow).where(held),
        select(func.count()).select_from(SourceRow).where(col(SourceRow.failures) > 0),
        select(func.count()).select_from(SubscriptionRow).where(col(SubscriptionRow.paused) != ""),
    )
    row = session.connection().execute(select(*(each.scalar_subquery() for each in counted))).one()
    return tuple(int(number or 0) for number in row)
