"""Whether a SQLite file, and the SQLite that writes it, can be trusted."""

from sqlalchemy import Engine, text

from models.errors import StoreError
from models.store import reading

FIXED_SQLITE = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
"""First releases of each line without the bug: https://sqlite.org/wal.html#walresetbug."""


def has_wal_bug(version: tuple[int, ...]) -> bool:
    """Tell whether a SQLite release can lose commits when a write-ahead log is reset."""
    line = next((fixed for fixed in FIXED_SQLITE if fixed[:2] == version[:2]), FIXED_SQLITE[-1])
    return version < line


def is_damaged(engine: Engine) -> bool:
    """Tell whether the database file contradicts itself, or is none that can be read."""
    try:
        with reading(engine) as session:
            return session.connection().execute(text("PRAGMA quick_check")).scalar() != "ok"
    except StoreError:
        return True
