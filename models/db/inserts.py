"""Many rows at once: made ready for the driver before anybody waits, and inserted without an object a row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect, insert
from sqlmodel import Session, SQLModel

from models.db.engine import batches

AT_ONCE = 5000
"""Rows made ready at a time: those of a release of sixty thousand would take much room."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Rows of one table as the driver takes them, and the statement that inserts them."""

    statement: str = ""
    values: Sequence[Any] = ()


def prepare(session: Session, table: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> Prepared:
    """Return rows as the driver of a session's database takes them; what one doesn't say is the default.

    SQLAlchemy would make the same of them as it executes the insert, while others wait to write.
    """
    statement, columns, positional = _taken(session.get_bind().dialect, table)
    by_column = (
        [make(row.get(name, default)) for row in rows] if make else [row.get(name, default) for row in rows]
        for name, default, make in columns
    )
    values = list(zip(*by_column, strict=True))
    if positional:
        return Prepared(statement, values)
    names = [name for name, *_ in columns]
    return Prepared(statement, [dict(zip(names, each, strict=True)) for each in values])


@lru_cache(32)
def _taken(
    dialect: Dialect, table: type[SQLModel]
) -> tuple[str, list[tuple[str, Any, Callable[[Any], Any] | None]], bool]:
    """Return the insert of all columns; each in its order, with its default and what makes its value."""
    columns = table.__table__.columns  # type: ignore[attr-defined]  # SQLModel doesn't declare it
    compiled = insert(table).compile(dialect=dialect, column_keys=columns.keys())
    makers = [each.type.dialect_impl(dialect).bind_processor(dialect) for each in columns]
    defaults = [each.default.arg if each.default else None for each in columns]
    return str(compiled), list(zip(columns.keys(), defaults, makers, strict=True)), dialect.positional


def insert_prepared(session: Session, *prepared: Prepared) -> None:
    """Insert rows that are ready, in this order."""
    for each in prepared:
        if each.values:
            session.connection().exec_driver_sql(each.statement, each.values)


def insert_many(session: Session, table: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; what one doesn't say is the default of its column."""
    for some in batches(rows, AT_ONCE):
        insert_prepared(session, prepare(session, table, some))
