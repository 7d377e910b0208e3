"""Reads of what changed of a place, and of the lists that it is or was on."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, literal, null, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.facts import Happened
from models.query_counts import LIST_KINDS
from models.query_days import FIRST, among, by_day, day_values, run
from models.tables import ChangePlaceRow, ChangeRow, ListingPlaceRow, ListingRow
from models.values import ChangeKind

_before, _after = aliased(ListingRow), aliased(ListingRow)

_FATES = (ChangeKind.WITHDRAWN, ChangeKind.BACK, ChangeKind.SUSPENDED, ChangeKind.RESUMED)

READ = 1000
"""Changes of one place that a history is chosen from: those written last."""


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
    statement = _changes_of_place(past=as_of is not None, undated=False)
    return [Happened(*row) for row in run(session, statement, reports=sorted(reports), **wanted)]


def history_of_place(
    session: Session, geoid: str, *, limit: int, as_of: date | None = None
) -> list[Happened]:
    """Return what happened to a place and to the lists that it stood on then, the latest first.

    A change is dated by its edition, else by the period that its row counts, else by when it
    was observed; what stands in a copy without a date comes last.
    """
    wanted = {"geoid": geoid, **day_values(as_of)}
    of_rows = run(
        session, _changes_of_place(past=as_of is not None, undated=True), limit=READ, reports=[], **wanted
    )
    of_lists = run(session, _fates(past=as_of is not None), **wanted)
    changes = [*(Happened(*row) for row in of_rows), *(Happened(*row) for row in of_lists)]
    changes.sort(key=lambda each: (each.happened or date.min, each.change), reverse=True)
    return changes[:limit]


@cache
def _changes_of_place(*, past: bool, undated: bool) -> Any:
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
            func.coalesce(_after.period_first, _before.period_first),
            func.coalesce(_after.period_last, _before.period_last),
            col(FIRST.transcription),
        )
        .select_from(ChangePlaceRow)
        .join(ChangeRow, col(ChangeRow.id) == col(ChangePlaceRow.change))
        .join(FIRST, col(FIRST.id) == col(ChangeRow.edition))
        .outerjoin(_before, col(_before.id) == col(ChangeRow.before))
        .outerjoin(_after, col(_after.id) == col(ChangeRow.after))
        .where(
            col(ChangePlaceRow.geoid) == bindparam("geoid"),
            ~and_(col(ChangeRow.kind) == ChangeKind.ADDED.value, among(ChangeRow.source, "reports")),
            *([] if undated else [~_undated_beginning()]),
        )
        .order_by(col(ChangePlaceRow.change).desc())
        .limit(bindparam("limit"))
    )
    return found.where(by_day(FIRST)) if past else found


@cache
def _fates(*, past: bool) -> Any:
    """Return when lists were withdrawn, back, suspended or resumed on which the place stood by then."""
    on_it = exists().where(
        col(ListingPlaceRow.listing) == col(ListingRow.id),
        col(ListingPlaceRow.geoid) == bindparam("geoid"),
        col(ListingPlaceRow.candidate).is_(False),
        col(ListingRow.source) == col(ChangeRow.source),
        col(ListingRow.kind).in_([kind.value for kind in LIST_KINDS]),
        col(ListingRow.first_edition) <= col(ChangeRow.edition),
        or_(col(ListingRow.until_edition).is_(None), col(ListingRow.until_edition) > col(ChangeRow.edition)),
    )
    found = (
        select(
            col(ChangeRow.id),
            col(ChangeRow.source),
            col(ChangeRow.kind),
            col(ChangeRow.edition),
            null(),
            col(ChangeRow.observed),
            literal(""),
            literal(""),
            null(),
            null(),
            col(ChangeRow.differences),
            null(),
            col(FIRST.address),
            null(),
            null(),
            col(FIRST.transcription),
        )
        .join(FIRST, col(FIRST.id) == col(ChangeRow.edition))
        .where(col(ChangeRow.kind).in_([kind.value for kind in _FATES]), on_it)
    )
    return found.where(col(ChangeRow.observed) < bindparam("midnight")) if past else found


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
