"""A publisher on loopback that blocks programs, the desk that watches it, and a web archive beside."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pytest_httpserver import HTTPServer

from jobs.check import check
from jobs.context import CheckReport
from jobs.sources import all_sources
from models.db import reading
from models.domain import Freshness, StoredEdition
from models.queries import editions_of, freshness_by_source
from tests.support.documents.list_pages import Group, lines, page
from tests.support.publishers.archive import Archive
from tests.support.publishers.fetching import fetcher
from tests.support.publishers.watching import Desk

NAME = "doj_eo14287"
CAPTURED = datetime(2026, 10, 30, 12, 0, tzinfo=UTC)
CITIES = ["Boston, MA", "Denver, CO", "Chicago, IL", "Seattle, WA", "Portland, OR", "Newark, NJ"]
COUNTIES = ["Cook County, IL", "King County, WA", "Baltimore County, MD"]
STATES = ["California", "Colorado", "Oregon"]


def a_list(*more: str) -> bytes:
    """A page of the Justice Department's list, with some cities more."""
    groups = [Group("States", tuple(STATES)), Group("Counties", tuple(COUNTIES))]
    return page(lines([*groups, Group("Cities", (*CITIES, *more))])).encode()


class BlockedDesk:
    """A desk whose publisher blocks it until a test lets it in, and a web archive beside."""

    def __init__(self, desk: Desk, publisher: HTTPServer, archive: Archive) -> None:
        self.desk, self.publisher, self.archive = desk, publisher, archive
        self.address = publisher.url_for("/list")
        self.answer(403)
        self.context(self.address, archive.newest(self.address))

    def context(self, address: str, fallback: str, *, timeout: float = 5.0) -> None:
        """Watch the list at an address with a second way; an answer may take some seconds."""
        source = replace(all_sources()[NAME], address=address, fallback=fallback)
        asking = fetcher(clock=self.desk.clock, timeout=timeout)
        self.desk.context = replace(self.desk.context, sources={NAME: source}, fetcher=asking)

    def answer(self, status: int, body: bytes = b"No") -> None:
        """Let the publisher answer so from now on."""
        self.publisher.clear()
        self.publisher.no_handler_status_code = 404
        self.publisher.expect_request("/list").respond_with_data(body, status, content_type="text/html")

    def check(self) -> CheckReport:
        """Check the list an hour later."""
        self.desk.clock.advance(timedelta(hours=1))
        return check(NAME, self.desk.context)[-1]

    def last(self) -> StoredEdition:
        """The last edition."""
        with reading(self.desk.engine) as session:
            return editions_of(session, NAME)[-1]

    def seen(self) -> Freshness:
        """What is known of the list."""
        with reading(self.desk.engine) as session:
            return freshness_by_source(session)[NAME]
