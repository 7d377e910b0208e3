"""Fixtures of the publishers' side."""

from collections.abc import Iterator

import pytest
import stamina
from pytest_httpserver import HTTPServer

from jobs.readers import Parser
from tests.support.clock import Clock
from tests.support.publishers.archive import Archive
from tests.support.publishers.blocked import BlockedDesk
from tests.support.publishers.watching import Desk, desk_on


@pytest.fixture
def publisher(httpserver: HTTPServer) -> HTTPServer:
    """A local publisher: what a test doesn't put there, robots.txt included, is not found."""
    httpserver.no_handler_status_code = 404
    return httpserver


@pytest.fixture
def no_waits() -> Iterator[None]:
    """Three attempts without the waits between them."""
    stamina.set_testing(True, attempts=3, cap=True)
    yield
    stamina.set_testing(False)


@pytest.fixture
def archive() -> Iterator[Archive]:
    """A web archive on a port of its own."""
    with HTTPServer() as server:
        yield Archive(server)


@pytest.fixture
def blocked(  # noqa: PLR0913, PLR0917 - what a test of both servers needs
    sqlite_database: str,
    clock: Clock,
    parser: Parser,
    publisher: HTTPServer,
    archive: Archive,
    no_waits: None,
) -> Iterator[BlockedDesk]:
    """A desk whose list answers 403."""
    with desk_on(sqlite_database, clock, parser) as desk:
        yield BlockedDesk(desk, publisher, archive)


@pytest.fixture
def desk(database: str, clock: Clock, parser: Parser) -> Iterator[Desk]:
    """A desk on a fresh database, on SQLite and on PostgreSQL, with lists made up for the test."""
    with desk_on(database, clock, parser) as opened:
        yield opened
