"""The newest schema: brought to a database by one process at a time."""

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from models.errors import StoreError
from models.store import open_engine, told

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 0x_DE5C
"""Advisory lock on PostgreSQL that lets one process migrate at a time."""

_migrating = threading.Lock()


def migrate(url: str) -> None:
    """Bring the database to the newest schema; a second caller waits and finds it done.

    Raises:
        StoreError: The database can't be reached, or a newer version has migrated it.
        SettingsError: The URL can't be understood.
    """
    engine = open_engine(url, threads=2)
    try:
        with _migrating, told(), engine.execution_options(write=True).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
            command.upgrade(alembic_config(connection), "head")
    except CommandError as error:
        raise StoreError(
            "The database was made by a newer version of this program.",
            "Start that version, or restore a backup from before it.",
        ) from error
    finally:
        engine.dispose()


def alembic_config(connection: Connection) -> Config:
    """Return Alembic's configuration for this project, bound to a connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def schema_is_current(engine: Engine) -> bool:
    """Tell whether the database is at the newest schema."""
    with told(), engine.connect() as connection:
        now = MigrationContext.configure(connection).get_current_revision()
    return now == ScriptDirectory(str(MIGRATIONS)).get_current_head()
