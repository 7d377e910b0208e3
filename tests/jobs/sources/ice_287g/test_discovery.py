"""ICE's page and its workbooks on a local server: found by their links, whatever the server makes of them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from pytest_httpserver import HTTPServer

from jobs.check import check
from jobs.context import CheckReport
from jobs.readers import Parser
from jobs.sources.ice_287g.source import SOURCE
from models.db import reading
from models.queries import editions_of
from tests.support.clock import Clock
from tests.support.documents.agreements import FEBRUARY, AgreementDesk, agreement_desk, workbook_of
from tests.support.documents.workbooks import XLSX, with_cells
from tests.support.publishers.fetching import fetcher

WALL = b"<html><title>Access Denied</title><body><h1>Access Denied</h1></body></html>"
PAGE = b"<!DOCTYPE html><html><title>287(g)</title><body><p>Partner with ICE.</p></body></html>"
NOT_FOUND = b"<html><title>Page Not Found | ICE</title><body><h1>Page Not Found</h1></body></html>"
MORNING, EVENING = "participatingAgencies02282025am.xlsx", "participatingAgencies02282025pm.xlsx"
PENDING = "pendingAgencies02282025pm.xlsx"


@pytest.fixture
def desk(
    sqlite_database: str, clock: Clock, parser: Parser, publisher: HTTPServer, no_waits: None
) -> Iterator[AgreementDesk]:
    """A desk that watches a page on this computer, on the evening of the day in the files' names."""
    with agreement_desk(sqlite_database, clock, parser) as running, fetcher() as client:
        clock.set(datetime(2025, 2, 28, 23, tzinfo=UTC))
        source = replace(SOURCE, address=publisher.url_for("/287g"), fallback="")
        running.context = replace(running.context, sources={SOURCE.name: source}, fetcher=client)
        yield running


def looked(
    desk: AgreementDesk, publisher: HTTPServer, files: Mapping[str, tuple[bytes, str]]
) -> list[CheckReport]:
    """Serve a page that links to these files, newest first, and check it once."""
    publisher.clear_all_handlers()
    links = "".join(f'<li><a href="/doc/{name}">Download</a></li>' for name in files)
    page = f"<html><h1>287(g)</h1><ul>{links}</ul></html>"
    publisher.expect_request("/287g").respond_with_data(page, content_type="text/html")
    for name, (body, media_type) in files.items():
        publisher.expect_request(f"/doc/{name}").respond_with_data(body, content_type=media_type)
    return check(SOURCE.name, desk.context)


def with_signed(body: bytes) -> bytes:
    """The same workbook with one agreement more."""
    cells = ("OHIO", "Butler County Sheriff's Office", "County", "Task Force Model", "2/28/2025")
    return with_cells(body, dict(zip(("A241", "B241", "C241", "D241", "E241"), cells, strict=True)), {})


def test_two_workbooks_of_a_day_are_taken_in_order(desk: AgreementDesk, publisher: HTTPServer) -> None:
    """The page shows the evening's first and the pending ones too: each participating list is an edition."""
    body = workbook_of(FEBRUARY)
    evening = {EVENING: (with_signed(body), XLSX), PENDING: (body, XLSX)}
    reports = looked(desk, publisher, evening | {MORNING: (body, "application/octet-stream")})
    assert [(report.status, report.rows) for report in reports] == [("published", 239), ("published", 240)]
    assert reports[1].counts["added"] == 1
    with reading(desk.engine) as session:
        kept = [(row.address.rpartition("/")[2], row.dated) for row in editions_of(session, SOURCE.name)]
    assert kept == [(MORNING, date(2025, 2, 28)), (EVENING, date(2025, 2, 28))]
    again = looked(desk, publisher, evening)
    assert [report.status for report in again] == ["unchanged"]


def test_a_page_that_is_back_with_all_its_workbooks_says_what_the_newest_says(
    desk: AgreementDesk, publisher: HTTPServer
) -> None:
    """Its older workbook is no news: nobody is told that the newer one's agreement is gone."""
    body = workbook_of(FEBRUARY)
    files = {EVENING: (with_signed(body), XLSX), MORNING: (body, XLSX)}
    looked(desk, publisher, files)
    publisher.clear_all_handlers()
    for _ in range(SOURCE.gone_after):
        last = check(SOURCE.name, desk.context)[-1]
        desk.clock.advance(SOURCE.gone_for)
    assert last.status == "withdrawn"
    reports = looked(desk, publisher, files)
    assert [(report.status, report.rows) for report in reports] == [("back", 240)]
    assert sum(reports[0].counts.values()) == 0
    with reading(desk.engine) as session:
        last_edition = editions_of(session, SOURCE.name)[-1]
        assert last_edition.address.endswith(EVENING)


def test_a_workbook_is_read_whatever_the_server_calls_it(desk: AgreementDesk, publisher: HTTPServer) -> None:
    """Served as a web page, changed in one row under the same address: both are seen."""
    body = workbook_of(FEBRUARY)
    first = looked(desk, publisher, {MORNING: (body, "text/html")})
    second = looked(desk, publisher, {MORNING: (with_signed(body), "text/html")})
    assert [(report.status, report.rows) for report in first + second] == [
        ("published", 239),
        ("published", 240),
    ]


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        (WALL, "failed", "does not let us in"),
        (NOT_FOUND, "failed", "the page is gone"),
        (PAGE, "held", "it is a web page, not a workbook"),
        (workbook_of(FEBRUARY)[:9000], "held", "breaks off before its end"),
    ],
    ids=["wall", "not found", "page", "cut off"],
)
def test_what_comes_in_place_of_a_workbook(
    desk: AgreementDesk, publisher: HTTPServer, body: bytes, status: str, reason: str
) -> None:
    """A page named .xlsx, or half a file: no row is lost by it, and why is said."""
    looked(desk, publisher, {MORNING: (workbook_of(FEBRUARY), XLSX)})
    stood = len(desk.standing())
    (report,) = looked(desk, publisher, {EVENING: (body, XLSX)})
    assert report.status == status
    assert reason in " ".join(report.reasons)
    assert len(desk.standing()) == stood
