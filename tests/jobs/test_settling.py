"""What a check fetches settles before it is told; what a person takes in is told at once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_httpserver import HTTPServer
from sqlmodel import select

from jobs.check import check
from jobs.readers import Parser
from models.config import Settings
from models.db import CheckMinuteRow, reading
from tests.support.clock import Clock
from tests.support.newsroom.payloads import news_in
from tests.support.publishers.fetching import fetcher
from tests.support.publishers.watching import Desk, desk_on

BOSTON = ["published 2025-08-05", "Boston|MA|Cities", "Denver|CO|Cities"]
SUFFOLK = [*BOSTON, "Suffolk County|MA|Counties"]
MISPRINTED = ["published 2025-08-05", "Boston|MA|Counties", "Denver|CO|Cities"]


@pytest.fixture
def desk(database: str, clock: Clock, parser: Parser, httpserver: HTTPServer) -> Iterator[Desk]:
    """A desk that checks a local publisher by the settings' defaults, on SQLite and on PostgreSQL."""
    with desk_on(database, clock, parser) as opened, fetcher(clock=clock) as client:
        source = replace(opened.context.sources["list"], address=httpserver.url_for("/list"))
        opened.context = replace(
            opened.context, settings=Settings(), sources={"list": source}, fetcher=client
        )
        opened.subscribe("CMASS", "MA")
        httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
        yield opened


def checked(desk: Desk, publisher: HTTPServer, lines: list[str]) -> str:
    """Check when the publisher shows a list of these lines, and return what became of it."""
    publisher.expect_oneshot_request("/list").respond_with_data("\n".join(lines), content_type="text/plain")
    return check("list", desk.context)[-1].status


def owed(desk: Desk) -> list[tuple[str, timedelta, int]]:
    """Return the status of each alert, how long it waits, and how many rows it tells."""
    return [
        (row.status, row.not_before - row.created, news_in(row).rows)
        for row in desk.queued()
        if row.what == "alert"
    ]


def test_what_is_fetched_waits_and_what_is_imported_does_not(desk: Desk, httpserver: HTTPServer) -> None:
    """A live edition waits two minutes by default; a file is told when it is taken in."""
    desk.publish("list", BOSTON)
    desk.clock.advance(timedelta(minutes=5))
    assert checked(desk, httpserver, SUFFOLK) == "published"
    assert owed(desk) == [("pending", timedelta(0), 1), ("pending", timedelta(seconds=120), 1)]


def test_a_misprint_mended_at_once_is_told_to_nobody(desk: Desk, httpserver: HTTPServer) -> None:
    """The database knows both editions; the channel hears of neither."""
    desk.publish("list", BOSTON)
    for lines in (MISPRINTED, BOSTON):
        desk.clock.advance(timedelta(seconds=50))
        assert checked(desk, httpserver, lines) == "published"
    assert [status for status, _, _ in owed(desk)] == ["pending", "failed"]


def test_an_import_within_the_delay_replaces_what_waits(desk: Desk, httpserver: HTTPServer) -> None:
    """A person who takes the mended file in by hand has it told at once, once, with all that changed."""
    desk.publish("list", BOSTON)
    desk.clock.advance(timedelta(seconds=50))
    checked(desk, httpserver, SUFFOLK)
    desk.publish("list", [*MISPRINTED, "Suffolk County|MA|Counties"])
    assert owed(desk)[1:] == [("failed", timedelta(seconds=120), 1), ("pending", timedelta(0), 2)]


def test_each_check_is_counted(desk: Desk, httpserver: HTTPServer) -> None:
    """A digest can say how often was looked, whatever the looks found."""
    for lines in (BOSTON, BOSTON, SUFFOLK):
        checked(desk, httpserver, lines)
    with reading(desk.engine) as session:
        (row,) = session.exec(select(CheckMinuteRow)).all()
    assert (row.source, row.checks, row.successes) == ("list", 3, 3)


def test_a_departure_that_is_confirmed_is_told_beside_what_still_settles(
    desk: Desk, httpserver: HTTPServer
) -> None:
    """The list that confirms it takes the place of an alert that waits: the channel hears of both at once."""
    source = replace(desk.context.sources["list"], removals="confirmed")
    desk.context = replace(desk.context, sources={"list": source})
    without = [*BOSTON, "Aspen|CO|Cities"]
    desk.publish("list", [*without, "Newton|MA|Cities"])
    desk.send()
    desk.clock.advance(timedelta(hours=1))
    checked(desk, httpserver, without)
    desk.clock.advance(timedelta(hours=5, minutes=59))
    checked(desk, httpserver, [*without, "Lowell|MA|Cities"])
    desk.clock.advance(timedelta(seconds=90))
    checked(desk, httpserver, [*without, "Lowell|MA|Cities", "Quincy|MA|Cities"])
    assert [(status, rows) for status, _, rows in owed(desk)[1:]] == [("failed", 1), ("pending", 3)]
