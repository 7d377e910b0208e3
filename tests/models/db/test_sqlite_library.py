"""One process, one SQLite: that of the wheel where there is one for this machine, else Python's own."""

import json
import subprocess
import sys
from importlib.util import find_spec

from sqlalchemy import text

from models.db import has_wal_bug, open_engine, reading, sqlite

WITHOUT_WHEEL = """
import os, sys
sys.modules["pysqlite3"] = None
os.environ["DESK_DATABASE__URL"], os.environ["DESK_HISTORY__LOAD"] = sys.argv[1], "false"
from bot.__main__ import main
main(["doctor", "--json"])
"""


def test_the_database_is_opened_by_the_one_that_is_handed_out(sqlite_database: str) -> None:
    """What the engine runs on is what the doctor tells, and with the wheel it loses no commits."""
    engine = open_engine(sqlite_database)
    with reading(engine) as session:
        assert session.connection().execute(text("SELECT sqlite_version()")).scalar() == sqlite.sqlite_version
    engine.dispose()
    assert not (find_spec("pysqlite3") and has_wal_bug())


def test_the_doctor_says_whether_what_runs_can_be_trusted(sqlite_database: str) -> None:
    """A machine without a wheel runs on Python's own, and is warned where that can lose commits."""
    command = [sys.executable, "-c", WITHOUT_WHEEL, sqlite_database]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    (found,) = (each for each in map(json.loads, done.stdout.splitlines()) if each["check"] == "sqlite")
    version = found["sentence"].split()[1]
    affected = has_wal_bug(tuple(map(int, version.split("."))))
    assert found["level"] == ("warn" if affected else "ok")
    assert version != sqlite.sqlite_version or find_spec("pysqlite3") is None
