"""What is stored of a log is what the oracle makes of it, in whatever order its editions arrive."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine
from sqlmodel import SQLModel

from models.db import open_engine
from tests.support.newsroom.logged import LoggedDesk
from tests.support.oracle import assert_agree, play
from tests.support.oracle.sequences import GEOIDS, SEQUENCES, STATES, LogStory, logs, oracle_of, resolve

AREAS = (*GEOIDS.values(), *STATES)
TOO_LONG = 1200
"""Seconds for all sequences; a thousand take some minutes."""

emptied_by_itself = settings(
    max_examples=SEQUENCES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def sqlite(sqlite_database: str) -> Iterator[Engine]:
    """A SQLite database that each sequence finds empty."""
    engine = open_engine(sqlite_database, threads=2)
    yield engine
    engine.dispose()


@pytest.fixture
def postgres(postgres_database: str) -> Iterator[Engine]:
    """A PostgreSQL database that each sequence finds empty."""
    engine = open_engine(postgres_database, threads=2)
    yield engine
    engine.dispose()


@pytest.mark.timeout(TOO_LONG)
@given(story=logs())
@emptied_by_itself
def test_what_is_stored_is_what_the_log_says(sqlite: Engine, story: LogStory) -> None:
    """Printed lists, what stands with its reasons, changes, counts, lineages and nets."""
    agree(sqlite, story)


@pytest.mark.timeout(TOO_LONG)
@given(story=logs())
@settings(emptied_by_itself, max_examples=max(40, SEQUENCES // 5))
def test_what_postgresql_stores_is_what_the_log_says(postgres: Engine, story: LogStory) -> None:
    """The same, by the other database's ideas of order, time and nothing."""
    agree(postgres, story)


def agree(engine: Engine, story: LogStory) -> None:
    """Assert that a database answers as the oracle does."""
    with engine.begin() as connection:
        for table in reversed(SQLModel.metadata.sorted_tables):
            connection.execute(table.delete())
    desk = LoggedDesk(engine, story.kind, resolve, AREAS)
    play(story.entries, desk)
    assert_agree(desk, oracle_of(story))
