"""The database: its transactions, its times, its errors in a sentence."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import DateTime, func, text
from sqlmodel import select
from sqlmodel.sql.sqltypes import UTCDateTime

from models.db import SourceRow, migrate, open_engine, reading, writing
from models.errors import SettingsError, StoreError
from tests.support.clock import Clock


def test_every_time_is_kept_as_utc() -> None:
    """A column that stores naive or local times would be hours wrong; there is none."""
    columns = [column for table in SourceRow.metadata.tables.values() for column in table.columns]
    assert [str(column) for column in columns if isinstance(column.type, DateTime)] == []
    assert "source.checked" in [str(column) for column in columns if isinstance(column.type, UTCDateTime)]


def test_times_come_back_as_they_went_in(database: str, clock: Clock) -> None:
    """Aware and in UTC on SQLite and on PostgreSQL."""
    engine = open_engine(database, threads=2)
    with writing(engine) as session:
        session.add(SourceRow(name="doj", checked=clock()))
    with reading(engine) as session:
        assert session.exec(select(SourceRow.checked)).one() == clock()
    engine.dispose()


def test_the_day_of_a_moment_is_that_of_utc_wherever_the_server_is(database: str) -> None:
    """At 22:00 in New York, where the server is, the day in UTC is the next one."""
    engine = open_engine(database, threads=2)
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            name = connection.engine.url.database
            connection.execute(text(f"ALTER DATABASE {name} SET timezone TO 'America/New_York'"))
        engine.dispose()
    with writing(engine) as session:
        session.add(SourceRow(name="doj", checked=datetime(2026, 11, 3, 3, tzinfo=UTC)))
    with reading(engine) as session:
        assert str(session.exec(select(func.date(SourceRow.checked))).one()) == "2026-11-03"
    engine.dispose()


def test_writers_that_read_first_lose_no_update(database: str) -> None:
    """Eight threads each add one to the same number five times: forty, on both databases."""
    engine = open_engine(database, threads=8)
    with writing(engine) as session:
        session.add(SourceRow(name="doj"))

    def add() -> None:
        for _ in range(5):
            with writing(engine) as session:
                row = session.exec(select(SourceRow).with_for_update()).one()
                row.failures += 1

    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(engine) as session:
        assert session.exec(select(SourceRow.failures)).one() == 40
    engine.dispose()


def test_work_that_fails_half_way_leaves_nothing(database: str) -> None:
    """All of a transaction, or none of it."""
    engine = open_engine(database, threads=2)

    def fail_half_way() -> None:
        with writing(engine) as session:
            session.add(SourceRow(name="doj"))
            session.flush()
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail_half_way()
    with reading(engine) as session:
        assert session.exec(select(SourceRow)).all() == []
    engine.dispose()


def test_sqlite_runs_in_wal_mode(sqlite_database: str) -> None:
    """Readers don't wait for a writer."""
    engine = open_engine(sqlite_database, threads=2)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    engine.dispose()


@pytest.mark.parametrize("url", ["nonsense", "sqlite://", "sqlite:///:memory:", "oracle://host/name"])
def test_a_wrong_address_is_a_sentence_with_the_cure(url: str) -> None:
    """The person who set it learns what to write instead."""
    with pytest.raises(SettingsError, match=r"Use sqlite:///desk\.db or postgresql://"):
        open_engine(url)


def test_a_database_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    """A file of something else ends in a sentence, not in a traceback."""
    (tmp_path / "desk.db").write_bytes(b"this is no database" * 100)
    with pytest.raises(StoreError, match=r"is damaged.*restore the last backup"):
        migrate(f"sqlite:///{tmp_path / 'desk.db'}")
