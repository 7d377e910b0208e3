"""One desk at a time checks publishers: whoever holds the lock leads, until its process ends.

PostgreSQL keeps the lock as a session's advisory lock. SQLite has none, so a second little
database file beside the first is held open in an exclusive transaction: the operating
system frees it when the process dies, however it dies.
"""

import threading
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from models.db.sqlite_library import sqlite
from models.errors import StoreError

LEADER_LOCK = 0x_DE5C_1EAD
"""Advisory lock on PostgreSQL, beside `models.db.schema.MIGRATION_LOCK`."""


class Leadership:
    """The claim to be the desk that checks publishers, or that does something else alone.

    Args:
        engine: The database that is led.
        lock: What is claimed, on PostgreSQL.
        file: What is claimed, on SQLite: the end of the second file's name.
    """

    def __init__(self, engine: Engine, lock: int = LEADER_LOCK, file: str = "running") -> None:
        self._engine, self._lock, self._name = engine, lock, file
        self._session: Connection | None = None
        self._file: sqlite.Connection | None = None
        self._guard = threading.Lock()

    def held(self) -> bool:
        """Tell whether this desk leads, and try to when it doesn't; safe from any thread."""
        with self._guard:
            if self._engine.dialect.name == "sqlite":
                return self._hold_file()
            return self._hold_session()

    def release(self) -> None:
        """Let another desk lead."""
        with self._guard:
            if self._file is not None:
                self._file.close()
                self._file = None
            if self._session is not None:
                with suppress(DBAPIError):  # or the pool would keep the lock with the connection
                    self._session.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": self._lock})
                self._session.close()
                self._session = None

    def _hold_file(self) -> bool:
        if self._file is not None:
            return True
        path = Path(f"{self._engine.url.database}.{self._name}")
        try:
            connection = sqlite.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        except sqlite.Error as error:
            raise StoreError(f"{path} can't be written.", "See that the folder is writable.") from error
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite.OperationalError:
            connection.close()
            return False
        self._file = connection
        return True

    def _hold_session(self) -> bool:
        try:
            if self._session is None:
                session = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
                if not session.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": self._lock}):
                    session.close()
                    return False
                self._session = session
            self._session.execute(text("SELECT 1"))
        except DBAPIError:
            self._let_go()
            return False
        return True

    def _let_go(self) -> None:
        """End a session that no longer answers."""
        with suppress(DBAPIError):
            if self._session is not None:
                self._session.invalidate()
                self._session.close()
        self._session = None
