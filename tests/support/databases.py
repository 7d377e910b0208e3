"""A database of its own for each test, copied from one that was migrated once."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from models.db import migrate, sqlite


class Postgres:
    """Makes databases on one server.

    Args:
        url: The server, as a SQLAlchemy URL of a database that may be connected to.
    """

    def __init__(self, url: str) -> None:
        self.server = make_url(url).set(drivername="postgresql+psycopg")

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """Give the URL of a new database, dropped afterwards with whoever is still connected.

        Args:
            template: Name of the database that it is a copy of; nobody may be connected to that.
        """
        name = f"desk_test_{uuid.uuid4().hex}"
        self._copy(name, template)
        try:
            yield self.server.set(database=name).render_as_string(hide_password=False)
        finally:
            with self._connection() as connection:
                _run(connection, "DROP DATABASE {} WITH (FORCE)", name)

    @contextmanager
    def filled(self, fill: Callable[[str], None], template: str = "template0") -> Iterator[str]:
        """Give the name of a new database to copy from, once it was filled by its URL."""
        with self.database(template) as url:
            fill(url)
            yield str(make_url(url).database)

    def _copy(self, name: str, template: str) -> None:
        with self._connection() as connection:
            # PostgreSQL 15 and newer would rather log every page, which takes three times as long.
            strategy = " STRATEGY FILE_COPY" if connection.info.server_version >= 150_000 else ""
            _run(connection, "CREATE DATABASE {} TEMPLATE {}" + strategy, name, template)

    def _connection(self) -> psycopg.Connection:
        return psycopg.connect(_libpq(self.server), autocommit=True)


def _run(connection: psycopg.Connection, statement: str, *names: str) -> None:
    connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _libpq(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def migrated_sqlite(path: Path) -> Path:
    """Make a migrated SQLite file at a path and return the path."""
    migrate(f"sqlite:///{path}")
    return path


def copy_sqlite(template: Path, path: Path) -> str:
    """Copy a SQLite database with what its write-ahead log still holds; return the copy's URL."""
    source, target = sqlite.connect(template), sqlite.connect(path)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()
    return f"sqlite:///{path}"
