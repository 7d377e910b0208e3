"""This version's schema: how it is made, which one a database carries; and whether a file can be trusted."""

import hashlib
import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Dialect, Engine, MetaData, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from models.db.engine import open_engine, reading, store_errors
from models.db.newsroom_tables import DeliveryRow
from models.errors import StoreError

if TYPE_CHECKING:
    from alembic.config import Config

TABLES = DeliveryRow.metadata
"""Every table of the desk: those of the newsroom stand upon those of the facts."""

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 0x_DE5C
"""Advisory lock on PostgreSQL that lets one process make the tables at a time."""

_migrating = threading.Lock()


def migrate(url: str) -> None:
    """Make the tables in an empty database; a second caller waits and finds them made.

    Raises:
        StoreError: The database can't be reached, or holds the tables of another version; nothing in it
            is touched then.
        SettingsError: The URL can't be understood.
    """
    engine = open_engine(url, threads=2)
    try:
        with _migrating, store_errors(), engine.execution_options(write=True).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
            carried = carried_schema(connection)
            if carried is None:
                _make(connection)
            elif carried != schema_digest():
                raise StoreError(*_OTHER_SCHEMA)
    finally:
        engine.dispose()


_OTHER_SCHEMA = (
    "This database was made by another version of this program, and this version can't read its tables.",
    "Run that version on it, or give this one a new database: set database.url to a SQLite file that "
    "doesn't exist yet, or to an empty PostgreSQL database. The history that comes with the program is "
    "loaded into it; subscriptions, decisions and documents stay in the old database, which was not touched.",
)


def _make(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - takes 0.2 s, and only an empty database needs it

    command.upgrade(alembic_config(connection), "head")


def alembic_config(connection: Connection) -> "Config":
    """Return Alembic's configuration for this project, bound to a connection."""
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def carried_schema(connection: Connection) -> str | None:
    """Return which schema a database says that it was made by; None for one without our tables.

    One that holds tables of ours and doesn't say so carries an empty one.
    """
    names = set(inspect(connection).get_table_names())
    said = text("SELECT version_num FROM alembic_version")
    if "alembic_version" in names and (version := connection.execute(said).scalar()):
        return str(version)
    return "" if names & set(TABLES.tables) else None


@cache
def schema_digest() -> str:
    """Return what a database carries that this version made."""
    return digest_of(TABLES)


def digest_of(tables: MetaData) -> str:
    """Return a digest of how tables and their indexes are created, the same on SQLite and PostgreSQL.

    It fits the 32 characters that Alembic keeps.
    """
    each = tables.tables.values()
    made: list[CreateTable | CreateIndex] = [
        *map(CreateTable, each),
        *(CreateIndex(index) for table in each for index in table.indexes),
    ]
    dialects: list[Dialect] = [sqlite.dialect(), postgresql.dialect()]  # type: ignore[no-untyped-call]  # SQLAlchemy's
    statements = sorted(str(one.compile(dialect=dialect)) for one in made for dialect in dialects)
    return f"tables_{hashlib.sha256(''.join(statements).encode()).hexdigest()[:24]}"


def is_damaged(engine: Engine) -> bool:
    """Tell whether the database file contradicts itself, or is none that can be read."""
    try:
        with reading(engine) as session:
            return session.connection().execute(text("PRAGMA quick_check")).scalar() != "ok"
    except StoreError:
        return True
