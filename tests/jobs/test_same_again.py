"""A publisher that shows the same again, says so for ever, or prints the time: what is read and kept."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_httpserver import HTTPServer
from sqlmodel import select
from werkzeug import Request, Response

from jobs.check import check
from jobs.context import CheckReport
from jobs.readers import Parser
from jobs.sources import all_sources
from models.db import DocumentRow, reading
from models.domain import Reader
from models.queries import freshness_by_source
from tests.support.clock import Clock
from tests.support.documents.list_pages import Group, lines, page
from tests.support.publishers.fetching import fetcher
from tests.support.publishers.watching import Desk, desk_on

NAME = "doj_eo14287"
STEP = timedelta(hours=2)
LIST = re.compile("list")
STATES = ("California", "Colorado", "Oregon")
COUNTIES = ("Cook County, IL", "King County, WA", "Baltimore County, MD")
CITIES = ("Boston, MA", "Denver, CO", "Chicago, IL", "Seattle, WA", "Portland, OR", "Newark, NJ")


class CountingParser(Parser):
    """Counts the documents that go to the process that reads."""

    read = 0

    def parse(self, *given: object, **more: object) -> object:  # type: ignore[override]
        """Read in the child, as always."""
        self.read += 1
        return super().parse(*given, **more)  # type: ignore[arg-type]


class Watched:
    """A desk that watches one page, and what its publisher is asked."""

    def __init__(self, desk: Desk, publisher: HTTPServer, parser: CountingParser) -> None:
        self.desk, self.publisher, self.parser = desk, publisher, parser
        self.conditions: list[bool] = []
        self.body = a_list()
        self.answer: Callable[[Request], Response] = lambda _: self.whole()
        publisher.expect_request("/list").respond_with_handler(self._answered)
        self.watch("/list")

    def watch(self, path: str, links: Reader[object] | None = None) -> None:
        """Watch a page, or the documents that it links to."""
        source = replace(all_sources()[NAME], address=self.publisher.url_for(path), links=links, fallback="")  # type: ignore[arg-type]
        context = replace(self.desk.context, sources={NAME: source}, parser=self.parser)
        self.desk.context = replace(context, fetcher=fetcher(clock=self.desk.clock))

    def whole(self) -> Response:
        """The page as it is now."""
        return Response(self.body, content_type="text/html", headers={"ETag": '"v1"'})

    def _answered(self, request: Request) -> Response:
        self.conditions.append("If-None-Match" in request.headers)
        return self.answer(request)

    def check(self) -> CheckReport:
        """Check two hours later."""
        self.desk.clock.advance(STEP)
        return check(NAME, self.desk.context)[-1]

    def kept(self) -> int:
        """How many documents are kept."""
        with reading(self.desk.engine) as session:
            return len(session.exec(select(DocumentRow)).all())

    def last_seen(self) -> timedelta:
        """How long ago the list was last seen so."""
        with reading(self.desk.engine) as session:
            seen = freshness_by_source(session)[NAME].succeeded
        assert seen is not None
        return self.desk.clock() - seen


def a_list(*cities: str, below: str = "") -> bytes:
    """The Justice Department's list with some cities more, and what its site prints below it."""
    groups = [Group("States", STATES), Group("Counties", COUNTIES), Group("Cities", (*CITIES, *cities))]
    return page(lines(groups), below).encode()


@pytest.fixture
def watched(sqlite_database: str, clock: Clock, publisher: HTTPServer, no_waits: None) -> Iterator[Watched]:
    """A desk that has seen the list once."""
    with CountingParser() as parser, desk_on(sqlite_database, clock, parser) as desk:
        watched = Watched(desk, publisher, parser)
        assert watched.check().status == "published"
        yield watched


def stubborn(watched: Watched) -> Callable[[Request], Response]:
    """Answer 304 to whatever has a condition."""
    return lambda request: Response(status=304) if "If-None-Match" in request.headers else watched.whole()


def test_a_server_that_says_304_for_ever_is_asked_for_the_whole_once_a_day(watched: Watched) -> None:
    """The list changed at once; it is told within a day, by one request of twelve."""
    watched.answer, watched.body = stubborn(watched), a_list("Ithaca, NY")
    statuses = [watched.check().status for _ in range(25)]
    assert statuses.index("published") == 11
    assert statuses.count("published") == 1
    assert [number for number, asked in enumerate(watched.conditions) if not asked] == [0, 12, 24]


def test_a_304_alone_is_no_sight_of_the_list(watched: Watched) -> None:
    """A server that gives nothing but 304 for days is failing by then, and says when the list was seen."""
    watched.answer = lambda _: Response(status=304)
    statuses = [watched.check().status for _ in range(15)]
    assert statuses == ["unchanged"] * 11 + ["failed"] * 4
    assert watched.last_seen() == 4 * STEP


def test_the_same_bytes_are_read_by_nobody(watched: Watched) -> None:
    """Where a server knows no conditions, a digest tells that nothing is new; no process reads anything."""
    assert watched.parser.read == 1
    watched.parser.close()
    assert [watched.check().status for _ in range(3)] == ["unchanged"] * 3
    assert watched.parser.read == 1
    assert watched.parser._child is None
    assert watched.last_seen() == timedelta(0)
    watched.body = a_list("Ithaca, NY")
    assert watched.check().status == "published"


def test_a_page_of_links_is_read_again_only_when_it_changed(watched: Watched) -> None:
    """The page is asked for whole at every check; its links are found once."""
    links = "<a href='/list'>The list</a>"
    watched.publisher.expect_request("/page").respond_with_data(links, content_type="text/html")
    watched.watch("/page", Reader("jobs.readers.html:matching_links", (LIST,)))
    watched.check()
    read = watched.parser.read
    assert [watched.check().status for _ in range(3)] == ["unchanged"] * 3
    assert watched.parser.read == read


def test_a_page_that_prints_the_time_is_kept_once(watched: Watched) -> None:
    """Twelve visits, each with clock, counter and id, are one document; a sentence more is another."""
    watched.answer = lambda request: visited(watched, len(watched.conditions))
    assert [watched.check().status for _ in range(12)] == ["unchanged"] * 12
    kept = watched.kept()
    assert kept == 2  # the page as it was before it had a clock, and since
    watched.body = a_list(below="The list will be changed next week. CLOCK")
    assert watched.check().status == "unchanged"
    assert watched.kept() == kept + 1
    watched.body = a_list("Ithaca, NY", below="The list will be changed next week. CLOCK")
    assert watched.check().status == "published"


def visited(watched: Watched, visit: int) -> Response:
    """The page with the marks of one visit, and nothing by which a condition could be asked."""
    now = f"{watched.desk.clock():%B %d, %Y %I:%M:%S %p}"
    marks = f"Current time: {now}. Visitors: {1000 + visit:,}. Request ID: {visit:032x}a1."
    body = watched.body.replace(b"<p></p>", b"<p>CLOCK</p>").replace(b"CLOCK", marks.encode())
    return Response(body, content_type="text/html")


def test_the_same_bytes_confirm_a_departure_after_a_day(watched: Watched) -> None:
    """A list that lacks a row and then stays as it is: told once, at the first look a day later."""
    source = replace(watched.desk.context.sources[NAME], removals="confirmed")
    watched.body = a_list("Ithaca, NY")
    assert watched.check().counts["added"] == 1
    watched.desk.context = replace(watched.desk.context, sources={NAME: source})
    watched.body = a_list()
    told = [watched.check().counts["removed"] for _ in range(16)]
    assert (sum(told), told.index(1)) == (1, 12)
