"""The engine and its sessions: with `models.dialects` all that knows SQLite by name.

SQLite runs in WAL mode; its writing transactions begin IMMEDIATE, since a transaction
that reads first and writes later fails at once when another has written in between.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlmodel import Session

from models.errors import SettingsError, StoreError

DAMAGED = ("malformed", "not a database")
"""What SQLite says of a file that it can't trust (https://sqlite.org/rescode.html, 11 and 26)."""


def open_engine(url: str, *, threads: int = 32) -> Engine:
    """Open the database at a SQLAlchemy URL.

    Args:
        url: `sqlite:///desk.db` or `postgresql://user@host/name`.
        threads: Most threads that use it at once; the pool is as large.

    Raises:
        SettingsError: The URL can't be understood.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise SettingsError(f"database.url is not a database address: {url}.", _URL_CURE) from error
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed.render_as_string(hide_password=False), parsed.database, threads)
    try:
        engine = create_engine(parsed, pool_size=threads, pool_pre_ping=True)
    except (NoSuchModuleError, ImportError) as error:
        raise SettingsError(
            f"database.url names a database that isn't supported: {parsed.drivername}.", _URL_CURE
        ) from error
    event.listen(engine, "connect", _count_days_in_utc)
    return engine


def _count_days_in_utc(connection: Any, _record: Any) -> None:
    """Let PostgreSQL take the day of a moment from UTC, as SQLite does, and not from its own zone."""
    with connection.cursor() as cursor:
        cursor.execute("SET TIME ZONE 'UTC'")
    connection.commit()


_URL_CURE = "Use sqlite:///desk.db or postgresql://user:password@host/name."


def _open_sqlite(url: str, database: str | None, threads: int) -> Engine:
    if not database or database == ":memory:":
        raise SettingsError("database.url names no file.", _URL_CURE)
    try:
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"The folder of {database} can't be made: {error.strerror}.", _URL_CURE
        ) from error
    engine = create_engine(url, pool_size=threads, max_overflow=0, connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-65536"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Give a session that only reads.

    Raises:
        StoreError: The database can't be reached or read.
    """
    with told(), Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Give a session whose work is committed as one, or not at all.

    Do no network, parsing or Slack call inside: on SQLite others wait to write.

    Raises:
        StoreError: The database can't be reached or written.
    """
    with (
        told(),
        Session(engine.execution_options(write=True), expire_on_commit=False) as session,
        session.begin(),
    ):
        yield session


@contextmanager
def told() -> Iterator[None]:
    """Tell what a database said as a StoreError: one sentence, with the next step."""
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig).strip().splitlines()[0]
        if any(word in said for word in DAMAGED):
            raise StoreError(
                f"The database file is damaged: {said}.",
                "See that database.url names the right file; if it does, restore the last backup.",
            ) from error
        raise StoreError(
            f"The database did not answer: {said}.",
            "Nothing was lost; see that database.url is right and the disk has room, then try again.",
        ) from error
