"""What SQLite and PostgreSQL each do in a way of their own, within a transaction."""

from typing import Any

from sqlalchemy import func
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, select


def insert_of(session: Session) -> Any:
    """Return the `insert` of a session's database, which knows what to do where a key is taken."""
    return sqlite.insert if _is_sqlite(session) else postgresql.insert


def one_at_a_time(session: Session, what: str) -> None:
    """Wait until nobody else does the same, and let others wait until this transaction ends.

    Take it before anything is read, so that what is read is what they have written. SQLite lets
    one write at a time as it is.

    Args:
        session: One that writes.
        what: Names what is done: `publish doj_eo14287`.
    """
    if not _is_sqlite(session):
        session.exec(select(func.pg_advisory_xact_lock(func.hashtextextended(what, 0))))


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
