"""Fixtures that all tests share. Each brings what it needs or fails with the cure; none skips."""

import gc
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from jobs.readers import Parser
from models.db import migrate
from models.places import load_gazetteer
from tests.support import browser, postgres
from tests.support.broken import table as broken_table
from tests.support.clock import Clock
from tests.support.databases import Postgres, copy_sqlite, migrated_sqlite
from tests.support.newsroom.desk_on_slack import fill_with_history
from tests.support.reader import table as reader_table
from tests.support.running_parser import running_parser

# A loaded machine is slow, not wrong; and what is red once is red again, until other examples are asked for.
settings.register_profile("desk", deadline=None, derandomize="DESK_TEST_SEQUENCES" not in os.environ)
settings.load_profile("desk")

gc.set_threshold(100_000)
"""Garbage is looked for seldom: after every 700 objects, as usual, that took up to a quarter of all time."""


@pytest.fixture(scope="session", autouse=True)
def patience() -> Iterator[None]:
    """Answers may take two seconds on a loaded machine before a test reads that they follow."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("bot.replies.deferred_ack.SECONDS", 2.2)
        yield


@pytest.fixture(scope="session", autouse=True)
def little_garbage() -> None:
    """What is loaded by now stays: nobody looks through it for garbage any more."""
    load_gazetteer()
    gc.freeze()


LONGEST = frozenset(
    {
        "test_changes",
        "test_corpus",
        "test_figures",
        "test_kill_sweep",
        "test_log",
        "test_reader",
        "test_setup",
        "test_two_writers",
    }
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no worker is left alone with it at the end."""
    items.sort(key=lambda item: item.path.stem not in LONGEST)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table of figures, and what became of the broken documents when they were all taken in."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    said = [(name, str(value)) for report in reports for name, value in report.user_properties]
    for table in [value for name, value in said if name == "figures"]:
        terminalreporter.section("figures of the house")
        terminalreporter.write_line(table)
    if any(name == "read" for name, _ in said):
        terminalreporter.section("what the reader read")
        read, caught = ([value for name, value in said if name == wanted] for wanted in ("read", "caught"))
        terminalreporter.write_line(reader_table.table(read, caught))
    fates = [value for name, value in said if name == "fate"]
    if fates:
        terminalreporter.section("broken documents by fate")
        terminalreporter.write_line("\n".join(broken_table.table(fates)))


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at 2026-11-02 15:00 UTC until the test moves it."""
    return Clock(datetime(2026, 11, 2, 15, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The PostgreSQL server: DESK_TEST_DATABASE_URL, else one of our own for this session."""
    given = postgres.server_given()
    if given:
        yield given
        return
    with postgres.running(postgres.binaries()) as url:
        yield url


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The path of a Chromium; start it with the arguments in `tests.support.browser.QUIET`."""
    return browser.chromium()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy from."""
    return migrated_sqlite(tmp_path_factory.mktemp("template") / "desk.db")


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> Iterator[str]:
    """The name of a migrated PostgreSQL database to copy from."""
    with Postgres(postgres_url).filled(migrate) as name:
        yield name


@pytest.fixture(scope="session")
def history_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the bundled history, to copy from."""
    path = tmp_path_factory.mktemp("history") / "desk.db"
    fill_with_history(copy_sqlite(sqlite_template, path))
    return path


@pytest.fixture(scope="session")
def postgres_history_template(postgres_url: str, postgres_template: str) -> Iterator[str]:
    """The name of a PostgreSQL database with the bundled history, to copy from."""
    with Postgres(postgres_url).filled(fill_with_history, postgres_template) as name:
        yield name


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of a fresh migrated SQLite file."""
    return copy_sqlite(sqlite_template, tmp_path / "desk.db")


@pytest.fixture
def postgres_database(postgres_url: str, postgres_template: str) -> Iterator[str]:
    """The URL of a fresh migrated PostgreSQL database."""
    with Postgres(postgres_url).database(postgres_template) as url:
        yield url


@pytest.fixture(scope="session")
def parser() -> Iterator[Parser]:
    """One child process that reads documents, for all tests that break none; one takes a second to start."""
    with running_parser() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The URL of a fresh migrated database; the test runs once on SQLite, once on PostgreSQL."""
    name = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    return str(request.getfixturevalue(name))


@pytest.fixture(params=["sqlite", "postgresql"])
def history_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh database with the bundled history, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield copy_sqlite(request.getfixturevalue("history_template"), tmp_path / "history.db")
        return
    server = Postgres(request.getfixturevalue("postgres_url"))
    with server.database(request.getfixturevalue("postgres_history_template")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without any table, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    with Postgres(request.getfixturevalue("postgres_url")).database() as url:
        yield url
