"""A page that says that it is no list is kept once for each thing that it says."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
from pytest_httpserver import HTTPServer
from sqlmodel import select
from werkzeug import Request, Response

from jobs.check import check
from jobs.fetching import Fetcher
from jobs.readers import Parser
from models.db import DocumentRow, reading
from tests.support.clock import Clock
from tests.support.publishers.watching import Desk, desk_on

PAGE = "<html><title>Page Not Found</title><!-- visit {visit} --><body><h1>{said}</h1></body></html>"


@pytest.fixture
def desk(database: str, clock: Clock, parser: Parser, publisher: HTTPServer) -> Iterator[Desk]:
    """A desk whose list was at an address on this computer."""
    with (
        desk_on(database, clock, parser) as desk,
        Fetcher("editor@newsroom.example", "1", allow_loopback=True, clock=clock, pause=0.0) as fetcher,
    ):
        source = replace(desk.context.sources["list"], address=publisher.url_for("/list"))
        desk.context = replace(desk.context, sources={"list": source}, fetcher=fetcher)
        yield desk


def kept(desk: Desk) -> int:
    """How many documents are in the database."""
    with reading(desk.engine) as session:
        return len(session.exec(select(DocumentRow)).all())


def test_a_page_that_differs_in_bytes_alone_is_kept_once(desk: Desk, publisher: HTTPServer) -> None:
    """Five looks at a page with a token in it are one document; when it says something else, two."""
    visits, said = count(), ["No such page."]

    def answered(_: Request) -> Response:
        return Response(PAGE.format(visit=next(visits), said=said[0]), content_type="text/html")

    publisher.expect_request("/list").respond_with_handler(answered)
    assert [check("list", desk.context)[-1].status for _ in range(5)] == ["failed"] * 5
    assert kept(desk) == 1
    said[0] = "This page has moved."
    assert check("list", desk.context)[-1].status == "failed"
    assert kept(desk) == 2
