"""The SQLite that the desk runs on: that of a wheel where there is one for this machine, else Python's own.

Nothing else of the desk imports sqlite3. Two copies of SQLite in one process must not open one file: what one
of them closes takes the other's locks away
(https://sqlite.org/howtocorrupt.html#multiple_copies_of_sqlite_linked_into_the_same_application).
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import dbapi2 as sqlite
else:
    try:
        from pysqlite3 import dbapi2 as sqlite
    except ImportError:
        from sqlite3 import dbapi2 as sqlite

FIXED_SQLITE = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
"""First releases of each line without the bug: https://sqlite.org/wal.html#walresetbug."""


def has_wal_bug(version: tuple[int, ...] = sqlite.sqlite_version_info) -> bool:
    """Tell whether a SQLite release, by default the one that runs, can lose commits when a log is reset."""
    line = next((fixed for fixed in FIXED_SQLITE if fixed[:2] == version[:2]), FIXED_SQLITE[-1])
    return version < line
