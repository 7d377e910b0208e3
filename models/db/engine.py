"""The engine, its sessions, and what SQLite and PostgreSQL each do in a way of their own.

SQLite runs in WAL mode; its writing transactions begin IMMEDIATE, since a transaction
that reads first and writes later fails at once when another has written in between.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, func
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlmodel import Session, col, select

from models.db.fact_tables import FactsVersionRow
from models.db.sqlite_library import sqlite
from models.errors import SettingsError, StoreError

Item = TypeVar("Item")

BATCH = 500
"""Keys or ids in one statement; SQLite's older builds take 999 parameters at most."""

_URL_CURE = "Use sqlite:///desk.db or postgresql://user:password@host/name."
_LETTERS_CURE = "In a name or password write @ as %40, / as %2F, ? as %3F, & as %26 and % as %25."
_SECRET = ("password", "sslpassword")

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
    parsed = _understood(url)
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


def _understood(url: str) -> URL:
    """Return the parts of a database's address, its password where SQLAlchemy hides it.

    What stands where, in one that isn't written as it must be, can't be known: any part may be a password,
    so nothing of it is repeated.

    Args:
        url: `sqlite:///desk.db` or `postgresql://user:password@host/name`
            (https://docs.sqlalchemy.org/en/21/core/engines.html#database-urls).

    Raises:
        SettingsError: It can't be understood, or parts of a password would be taken for something else.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        # The cause would show the address to whoever prints it.
        raise SettingsError("database.url is not a database address.", _URL_CURE) from None
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite":
        if parsed.username or parsed.password or parsed.host or re.search("//.*:.*@", url):
            raise SettingsError("database.url is half a file's and half a server's address.", _URL_CURE)
        if parsed.query.keys() & {*_SECRET}:
            raise SettingsError("database.url gives a password to a file, which has none.", _URL_CURE)
        return parsed
    parts = (url.partition("?")[2], parsed.username, parsed.host, parsed.database)
    if any("@" in part for part in parts if part):
        raise SettingsError("database.url has an @ where none can be.", _LETTERS_CURE)
    if parsed.drivername == "postgresql+psycopg" and not parsed.query.keys() <= _options():
        raise SettingsError("database.url has an option that PostgreSQL doesn't know.", _LETTERS_CURE)
    given = parsed.query.get("password")
    if isinstance(given, str) and not parsed.password:
        parsed = parsed.set(password=given).difference_update_query(["password"])
    return parsed


def _options() -> set[str]:
    """Return what may stand behind the question mark, by what libpq says of itself."""
    from psycopg.pq import Conninfo  # noqa: PLC0415 - a desk on SQLite needs none

    return {option.keyword.decode() for option in Conninfo.get_defaults()}


def _count_days_in_utc(connection: Any, _record: Any) -> None:
    """Let PostgreSQL take the day of a moment from UTC, as SQLite does, and not from its own zone."""
    with connection.cursor() as cursor:
        cursor.execute("SET TIME ZONE 'UTC'")
    connection.commit()


def _open_sqlite(url: str, database: str | None, threads: int) -> Engine:
    if not database or database == ":memory:":
        raise SettingsError("database.url names no file.", _URL_CURE)
    try:
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"The folder of {database} can't be made: {error.strerror}.", _URL_CURE
        ) from error
    waiting, reads = {"timeout": 30}, {"json_deserializer": _read_json}
    engine = create_engine(
        url, module=sqlite, pool_size=threads, max_overflow=0, connect_args=waiting, **reads
    )

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


def _read_json(text: str) -> Any:
    """Return what a cell of JSON holds: most hold nothing, and a message may need tens of thousands."""
    return [] if text == "[]" else {} if text == "{}" else _DECODER.raw_decode(text)[0]


_DECODER = json.JSONDecoder()
"""Asked without `json.loads`, which looks for white space that nobody wrote: a third of its time."""


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Give a session that only reads.

    Raises:
        StoreError: The database can't be reached or read.
    """
    with store_errors(), Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Give a session whose work is committed as one, or not at all.

    Do no network, parsing or Slack call inside: on SQLite others wait to write.

    Raises:
        StoreError: The database can't be reached or written.
    """
    with (
        store_errors(),
        Session(engine.execution_options(write=True), expire_on_commit=False) as session,
        session.begin(),
    ):
        yield session


@contextmanager
def store_errors() -> Iterator[None]:
    """Tell what a database said as a StoreError: one sentence, with the next step."""
    try:
        yield
    except DBAPIError as error:
        message = str(error.orig).strip().splitlines()[0]
        if any(word in message for word in DAMAGED):
            raise StoreError(
                f"The database file is damaged: {message}.",
                "See that database.url names the right file; if it does, restore the last backup.",
            ) from error
        raise StoreError(
            f"The database did not answer: {message}.",
            "Nothing was lost; see that database.url is right and the disk has room, then try again.",
        ) from error


def batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """Yield the items in their order, as many at a time as one statement takes."""
    wanted = list(items)
    return (wanted[start : start + size] for start in range(0, len(wanted), size))


def select_in(session: Session, statement: Any, column: Any, wanted: Iterable[Any]) -> Iterator[Any]:
    """Yield what a statement finds where a column holds one of many values, a batch at a time."""
    for some in batches(wanted):
        yield from session.exec(statement.where(col(column).in_(some)))


def new_ids(session: Session, table: Any, number: int) -> list[int]:
    """Return ids for rows that are about to be inserted, in order; nobody else takes them.

    To a session that only reads SQLite gives those that are next, if nobody writes meanwhile (`are_free`).

    Args:
        session: One that writes.
        table: Whose `id` counts its rows.
        number: How many.
    """
    connection = session.connection()
    if _is_sqlite(session):  # nobody else writes until this transaction ends
        last = connection.execute(select(func.coalesce(func.max(table.id), 0))).scalar_one()
        return list(range(last + 1, last + 1 + number))
    counter = func.pg_get_serial_sequence(table.__tablename__, "id")
    drawn = select(func.nextval(counter)).select_from(func.generate_series(1, number))
    return sorted(connection.execute(drawn).scalars())


def are_free(session: Session, table: Any, ids: Sequence[int]) -> bool:
    """Tell whether ids that were foreseen for new rows are still nobody's, nor any later one."""
    later = select(table.id).where(table.id >= min(ids, default=0)).limit(1)
    return not ids or session.connection().execute(later).first() is None


def insert_of(session: Session) -> Any:
    """Return the `insert` of a session's database, which knows what to do where a key is taken."""
    return sqlite_dialect.insert if _is_sqlite(session) else postgresql.insert


def lock_source(session: Session, *sources: str) -> None:
    """Let nobody else write facts of these sources, or what is known of them, until this transaction ends.

    Whoever reads the facts of one knows by `facts_version` whether they are still those that it knows.
    Taken before what is to be altered is read. A transaction that alters several sources takes them all
    here, at its beginning: whoever took one and then another might wait for who took them the other way.

    Args:
        session: One that writes.
        sources: Their names; those that it holds already cost nothing.
    """
    held = session.info.setdefault(_HELD, set())
    wanted = sorted({*sources} - held)
    assert not (wanted and held), f"{wanted} after {sorted(held)}: see above."  # noqa: S101 - a slip of ours
    for source in wanted:
        held.add(source)
        one_at_a_time(session, f"source {source}")
    if wanted and _writes(session):
        first = [{"source": source, "version": 1} for source in wanted]
        raised = {"version": FactsVersionRow.version + 1}
        new = insert_of(session)(FactsVersionRow).values(first)
        session.execute(new.on_conflict_do_update(index_elements=["source"], set_=raised))


def facts_version(session: Session, source: str) -> int:
    """Return a number that another transaction raises which writes facts of a source, or what is known of it.

    Read it before the facts: those that belong to it are as it says, or newer.
    """
    version = select(FactsVersionRow.version).where(FactsVersionRow.source == source)
    return session.connection().execute(version).scalar() or 0


def lock_outbox(session: Session) -> None:
    """Let nobody else alter subscriptions, or queue what they are owed, until this transaction ends.

    So no message is queued for a subscription that ends in that moment, and none leaves uncorrected.
    Taken before what is to be altered is read, but after `lock_source`.

    Args:
        session: One that writes.
    """
    held = session.info.setdefault(_HELD, set())
    if _OUTBOX not in held:
        held.add(_OUTBOX)
        one_at_a_time(session, _OUTBOX)


_HELD = "locks held"
_OUTBOX = "the outbox"


def one_at_a_time(session: Session, what: str) -> None:
    """Wait until nobody else does the same, and let others wait until this transaction ends.

    Take it before anything is read, so that what is read is what they have written. SQLite lets
    one write at a time as it is, and a session that only reads waits for nobody.

    Args:
        session: One that writes.
        what: Names what is done: `keep` and a digest.
    """
    if _writes(session) and not _is_sqlite(session):
        session.exec(select(func.pg_advisory_xact_lock(func.hashtextextended(what, 0))))


def _writes(session: Session) -> bool:
    return bool(session.get_bind().get_execution_options().get("write"))


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
