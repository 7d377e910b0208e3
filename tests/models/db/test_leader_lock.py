"""One desk at a time checks publishers, on SQLite and PostgreSQL alike."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from models.db import Leadership, open_engine

HOLD = """
import sys
from models.db.leader_lock import Leadership
from models.db.engine import open_engine
lead = Leadership(open_engine(sys.argv[1]))
print(lead.held(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """The engine of a fresh database."""
    opened = open_engine(database)
    yield opened
    opened.dispose()


def test_one_leads_and_the_other_takes_over(engine: Engine, database: str) -> None:
    """The second desk is refused until the first lets go; asking again changes nothing."""
    other = open_engine(database)
    first, second = Leadership(engine), Leadership(other)
    assert first.held()
    assert first.held()
    assert not second.held()
    first.release()
    assert second.held()
    second.release()
    other.dispose()


def test_a_killed_desk_leads_no_longer(engine: Engine, database: str) -> None:
    """However a process dies, its lock dies with it."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, database], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as desk:
        assert desk.stdout
        assert desk.stdout.readline().strip() == "True"
        leadership = Leadership(engine)
        assert not leadership.held()
        desk.kill()
        desk.wait()
        for _ in range(100):
            if leadership.held():
                break
        assert leadership.held()
        leadership.release()
