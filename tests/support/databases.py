"""A database of its own for each test, copied from one that was migrated once."""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from models import schema


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
        self._run("CREATE DATABASE {} TEMPLATE {}", name, template)
        try:
            yield self.server.set(database=name).render_as_string(hide_password=False)
        finally:
            self._run("DROP DATABASE {} WITH (FORCE)", name)

    @contextmanager
    def migrated(self) -> Iterator[str]:
        """Give the name of a new database at the newest schema, to be used as a template."""
        with self.database() as url:
            schema.migrate(url)
            yield str(make_url(url).database)

    def _run(self, statement: str, *names: str) -> None:
        with psycopg.connect(_libpq(self.server), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _libpq(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def migrated_sqlite(path: Path) -> Path:
    """Make a migrated SQLite file at a path and return the path."""
    schema.migrate(f"sqlite:///{path}")
    return path


def copy_sqlite(template: Path, path: Path) -> str:
    """Copy a SQLite database with what its write-ahead log still holds; return the copy's URL."""
    source, target = sqlite3.connect(template), sqlite3.connect(path)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()
    return f"sqlite:///{path}"
