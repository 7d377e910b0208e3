"""What the doctor says of the machine: which SQLite runs."""

from collections.abc import Iterator

from sqlalchemy import Engine

from bot.cli.findings import Finding, ok, warn
from models.db import has_wal_bug, sqlite


def examine_machine(engine: Engine) -> Iterator[Finding]:
    """Yield what is as it should be on this machine, and what isn't.

    Args:
        engine: Of the database that the settings name.
    """
    if engine.dialect.name == "sqlite":
        yield _sqlite()


def _sqlite() -> Finding:
    if has_wal_bug():
        return warn(
            "sqlite",
            f"SQLite {sqlite.sqlite_version} can lose commits in rare cases "
            "(sqlite.org/wal.html#walresetbug). Use a Python with SQLite 3.51.3 or newer, or PostgreSQL.",
        )
    return ok("sqlite", f"SQLite {sqlite.sqlite_version} runs.")
