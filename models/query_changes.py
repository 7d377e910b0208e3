"""Reads of what changed of a place."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.facts import Happened
from models.query_days import FIRST, among, by_day, day_values, run
from models.tables import ChangePlaceRow, ChangeRow, ListingRow
from models.values import ChangeKind

_before, _after = aliased(ListingRow), aliased(ListingRow)


def changes_of_place(
    session: Session, geoid: str, *, limit: int, reports: Iterable[str] = (), as_of: date | None = None
) -> list[Happened]:
    """Return a place's changes, the last one written first.

    Rows that came with a list's first edition are left out where that edition bears no
    date: when they were copied says nothing of the place.

    Args:
        session: One that reads.
        geoid: The place.
        limit: Most changes to return.
        reports: Sources whose new rows are no change of the place: each period adds some.
        as_of: The day to go back to; None for now.
    """
    wanted = {"geoid": geoid, "limit": limit, **day_values(as_of)}
    found = run(session, _changes_of_place(past=as_of is not None), reports=sorted(reports), **wanted)
    return [Happened(*row) for row in found]


@cache
def _changes_of_place(*, past: bool) -> Any:
    found = (
        select(
            col(ChangeRow.id),
            col(ChangeRow.source),
            col(ChangeRow.kind),
            col(ChangeRow.edition),
            col(FIRST.dated),
            col(ChangeRow.observed),
            func.coalesce(_before.as_read, ""),
            func.coalesce(_after.as_read, ""),
            col(_before.fields),
            col(_after.fields),
            col(ChangeRow.differences),
            func.coalesce(_after.page, _before.page),
            col(FIRST.address),
        )
        .select_from(ChangePlaceRow)
        .join(ChangeRow, col(ChangeRow.id) == col(ChangePlaceRow.change))
        .join(FIRST, col(FIRST.id) == col(ChangeRow.edition))
        .outerjoin(_before, col(_before.id) == col(ChangeRow.before))
        .outerjoin(_after, col(_after.id) == col(ChangeRow.after))
        .where(
            col(ChangePlaceRow.geoid) == bindparam("geoid"),
            ~and_(col(ChangeRow.kind) == ChangeKind.ADDED.value, among(ChangeRow.source, "reports")),
            ~_undated_beginning(),
        )
        .order_by(col(ChangePlaceRow.change).desc())
        .limit(bindparam("limit"))
    )
    return found.where(by_day(FIRST)) if past else found


def _undated_beginning() -> Any:
    whole = aliased(ChangeRow)
    began = exists().where(
        col(whole.edition) == col(ChangeRow.edition), col(whole.kind) == ChangeKind.PUBLISHED.value
    )
    return and_(
        col(ChangeRow.kind) == ChangeKind.ADDED.value,
        col(FIRST.published).is_(None),
        col(FIRST.transcription) != "",
        began,
    )
