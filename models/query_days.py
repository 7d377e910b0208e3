"""How answers read: statements built once, and what stood on a day.

Building a statement takes longer than running it, so each is built once, with named
parameters. With a day given a question goes back to it: a listing stood from its first
edition's day to the day of the edition in which it was gone: as published, else, as where
a page changed in silence under its old date, as observed (UTC).
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.tables import EditionRow

FIRST, SINCE, UNTIL = aliased(EditionRow), aliased(EditionRow), aliased(EditionRow)
"""The edition that brought a row as printed, the first that said so, the one in which it was gone."""


def run(session: Session, statement: Any, **values: Any) -> Sequence[Any]:
    """Return the rows of a statement with these values of its parameters."""
    return session.connection().execute(statement, values).all()


def day_values(as_of: date | None) -> dict[str, Any]:
    """Return the values of the clauses that `by_day` and `stood` give."""
    if as_of is None:
        return {}
    return {"day": as_of, "midnight": datetime.combine(as_of + timedelta(days=1), time(), UTC)}


def by_day(edition: Any) -> Any:
    """Return the clause that an edition was there by the end of a day (UTC); never NULL, as it is negated."""
    dated = and_(col(edition.dated).is_not(None), col(edition.dated) <= bindparam("day"))
    observed = and_(col(edition.dated).is_(None), col(edition.observed) < bindparam("midnight"))
    return or_(dated, observed)


def stood() -> Any:
    """Return the clause that a row of `FIRST` and `UNTIL` stood at the end of a day (UTC)."""
    return and_(by_day(FIRST), or_(col(UNTIL.id).is_(None), ~by_day(UNTIL)))


def among(column: Any, name: str) -> Any:
    """Return the clause that a column holds one of the values of a parameter."""
    return col(column).in_(bindparam(name, expanding=True))
