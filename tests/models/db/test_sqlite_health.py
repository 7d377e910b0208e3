"""Whether SQLite can be trusted."""

from pathlib import Path

import pytest

from models.db import has_wal_bug, is_damaged, open_engine


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 52, 0), False),
    ],
)
def test_releases_that_can_lose_commits_are_known(version: tuple[int, ...], affected: bool) -> None:
    """The bug was fixed in 3.51.3, and in two older lines that were mended too."""
    assert has_wal_bug(version) is affected


def test_a_damaged_file_is_seen(sqlite_database: str) -> None:
    """A page overwritten by something else is found before it is read as a fact."""
    engine = open_engine(sqlite_database)
    assert not is_damaged(engine)
    engine.dispose()
    file = Path(sqlite_database.removeprefix("sqlite:///"))
    with file.open("r+b") as database:
        database.seek(4096 * 3)
        database.write(b"\xff" * 64)
    engine = open_engine(sqlite_database)
    assert is_damaged(engine)
    engine.dispose()
