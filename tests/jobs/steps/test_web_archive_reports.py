"""A blocked landing page and its PDFs, read from a web archive."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytest_httpserver import HTTPServer

from jobs.check import check
from jobs.context import CheckContext
from jobs.readers import Parser
from jobs.sources import all_sources
from models.db import reading
from models.queries import editions_of, freshness_by_source
from tests.support.clock import Clock
from tests.support.documents.report_papers import TITLE, policies, refusals, tallies, weekly
from tests.support.documents.report_rows import made_up
from tests.support.documents.reports import typeset
from tests.support.publishers.archive import Archive
from tests.support.publishers.blocked import CAPTURED
from tests.support.publishers.fetching import asked, fetcher
from tests.support.publishers.watching import desk_on

NAME = "ice_ddor"
LANDING = b"""<html><body><h1>Declined Detainer Outcome Report</h1><ul>
<li><a href="/docs/a.pdf">Jan. 28 - Feb. 3, 2017</a></li></ul></body></html>"""


@pytest.fixture
def context(
    sqlite_database: str, clock: Clock, parser: Parser, publisher: HTTPServer, archive: Archive
) -> Iterator[CheckContext]:
    """A desk whose report lives on a site that forbids programs everything."""
    publisher.expect_request("/robots.txt").respond_with_data("", status=404)
    publisher.no_handler_status_code = 403
    page = publisher.url_for("/ddor")
    sources = {NAME: replace(all_sources()[NAME], address=page, fallback=archive.newest(page))}
    with desk_on(sqlite_database, clock, parser) as desk:
        yield replace(desk.context, sources=sources, fetcher=fetcher(clock=clock))


def report() -> bytes:
    """A report of six made-up refusals."""
    rows = made_up(6)
    second = refusals(rows)
    third = policies([("Butler County, Kansas", "June 2014", "Policy", "Will not honor detainers.")])
    paper = weekly(tallies([("Clark County", "Nevada", "51")]), second, third, declined=len(rows))
    return typeset(replace(paper, title=(*TITLE[:2], "For Recorded Declined Detainers Jan 28 – Feb 3, 2017")))


@pytest.mark.parametrize("flag", ["id_", ""])
def test_landing_page_and_report_are_read_from_the_archive(
    context: CheckContext, publisher: HTTPServer, archive: Archive, flag: str
) -> None:
    """Links of the captured page lead to the publisher, which is asked first; then to the archive again.

    That holds for a capture as it was, and for one whose links the archive turned to itself.
    """
    page = publisher.url_for("/ddor")
    source = replace(context.sources[NAME], fallback=archive.newest(page, flag))
    context = replace(context, sources={NAME: source})
    archive.keep(page, LANDING, CAPTURED)
    archive.keep(publisher.url_for("/docs/a.pdf"), report(), CAPTURED, "application/pdf")
    (published,) = check(NAME, context)
    assert published.status == "published"
    with reading(context.engine) as session:
        (edition,) = editions_of(session, NAME)
        seen = freshness_by_source(session)[NAME]
    assert edition.address.endswith(f"/web/20261030120000{flag}/{publisher.url_for('/docs/a.pdf')}")
    assert edition.observed == CAPTURED
    assert edition.caveats[0].startswith("Read from the Web Archive's capture of October 30, 2026")
    assert "/docs/a.pdf" in asked(publisher)
    assert seen.failures == 1


def test_the_same_captures_again_are_no_news(
    context: CheckContext, publisher: HTTPServer, archive: Archive
) -> None:
    """Each check is one failure of the publisher, however many documents were read instead."""
    archive.keep(publisher.url_for("/ddor"), LANDING, CAPTURED)
    archive.keep(publisher.url_for("/docs/a.pdf"), report(), CAPTURED, "application/pdf")
    assert [check(NAME, context)[-1].status for _ in range(3)] == ["published", "unchanged", "unchanged"]
    with reading(context.engine) as session:
        assert freshness_by_source(session)[NAME].failures == 3
        assert len(editions_of(session, NAME)) == 1


def test_a_report_that_lets_programs_in_is_its_publishers_own(
    context: CheckContext, publisher: HTTPServer, archive: Archive
) -> None:
    """Only what is blocked is read from the archive."""
    archive.keep(publisher.url_for("/ddor"), LANDING, CAPTURED)
    publisher.expect_request("/docs/a.pdf").respond_with_data(report(), content_type="application/pdf")
    (published,) = check(NAME, context)
    with reading(context.engine) as session:
        (edition,) = editions_of(session, NAME)
    assert (published.status, edition.capture) == ("published", "")
    assert edition.address == publisher.url_for("/docs/a.pdf")


def test_a_report_without_a_copy_is_a_failure_that_names_it(
    context: CheckContext, publisher: HTTPServer, archive: Archive
) -> None:
    """The landing page was captured and its report never: the desk says so and has no edition."""
    archive.keep(publisher.url_for("/ddor"), LANDING, CAPTURED)
    (failed,) = check(NAME, context)
    assert failed.status == "failed"
    assert "answered 403" in failed.reasons[0]
