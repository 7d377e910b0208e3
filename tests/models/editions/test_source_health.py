"""Checks are counted by the hour, on SQLite and PostgreSQL alike."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from models.config import Newsroom
from models.db import CheckMinuteRow, open_engine, reading, writing
from models.editions import checks_between, count_check, record_failure, record_success
from models.editions.source_health import KEPT
from models.errors import Blocked
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST

HOUR = timedelta(hours=1)


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """A migrated database, SQLite and PostgreSQL in turn."""
    opened = open_engine(database, threads=2)
    yield opened
    opened.dispose()


def test_the_checks_of_two_spans_are_those_of_both(engine: Engine, clock: Clock) -> None:
    """Where one digest ends the next begins: no check is counted twice, and none falls between."""
    began = clock()
    for _ in range(10):
        for source in ("list", "report"):
            with writing(engine) as session:
                count_check(session, source, clock())
        clock.advance(timedelta(minutes=25))
    middle = began + timedelta(minutes=90)
    with reading(engine) as session:
        parts = [checks_between(session, ["list"], *span) for span in ((began, middle), (middle, clock()))]
        whole = checks_between(session, ["list", "report"], began, clock())
    assert sum(part["list"] for part in parts) == whole["list"] == whole["report"]
    assert whole["list"] == 10


def test_what_was_checked_in_the_current_hour_counts(engine: Engine, clock: Clock) -> None:
    """A digest that is due within the hour in which a list was checked says that it was."""
    began = clock()
    clock.advance(timedelta(minutes=5))
    with writing(engine) as session:
        count_check(session, "list", clock())
    clock.advance(timedelta(minutes=5))
    with reading(engine) as session:
        assert checks_between(session, ["list"], began, clock()) == {"list": 1}
        assert not checks_between(session, ["list"], clock(), clock() + HOUR)


def test_a_failed_check_is_no_success(engine: Engine, clock: Clock) -> None:
    """Both count as looked; only the one that gave the list counts as read."""
    with writing(engine) as session:
        record_success(session, LIST.name, Newsroom(), clock(), clock())
        count_check(session, LIST.name, clock())
        record_failure(session, LIST, Blocked("Not let in.", "Wait."), Newsroom(), clock())
        count_check(session, LIST.name, clock())
    with reading(engine) as session:
        (row,) = session.exec(select(CheckMinuteRow)).all()
    assert (row.checks, row.successes) == (2, 1)


def test_checks_of_long_ago_are_forgotten(engine: Engine, clock: Clock) -> None:
    """The count grows with the checks of two months, not with those of years."""
    for _ in range(3):
        with writing(engine) as session:
            count_check(session, "list", clock())
        clock.advance(KEPT / 2 + HOUR)
    with reading(engine) as session:
        assert len(session.exec(select(CheckMinuteRow)).all()) == 2
