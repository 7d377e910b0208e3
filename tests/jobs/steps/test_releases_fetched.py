"""Releases found by the links of a repository's page, and fetched."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytest_httpserver import HTTPServer

from jobs.check import check
from jobs.readers import Parser
from tests.support.clock import Clock
from tests.support.documents.detainer_files import parquet, xlsx
from tests.support.documents.releases import Archive, Records, archive_on, booked, refused
from tests.support.publishers.fetching import asked, fetcher

JANUARY = [*(refused(f"2026-01-{day:02}") for day in range(2, 7)), booked("2026-01-31")]


@pytest.fixture
def archive(sqlite_database: str, clock: Clock, parser: Parser, publisher: HTTPServer) -> Iterator[Archive]:
    """A desk that watches a repository on this computer, and takes a thousand bytes from others."""
    with (
        archive_on(sqlite_database, clock, parser) as opened,
        fetcher(max_bytes=1000, clock=clock) as client,
    ):
        context = opened.desk.context
        source = replace(context.sources["ddp_detainers"], address=publisher.url_for("/data/ice.html"))
        opened.desk.context = replace(context, sources={source.name: source}, fetcher=client)
        yield opened


def serve(publisher: HTTPServer, records: Records) -> None:
    """Serve a page of several data sets, and the newest release of detainers in two formats."""
    publisher.clear_all_handlers()
    cells = "".join(
        f'<tr><td>{name}<td><a href="/files/{name.lower()}-latest.{suffix}">{suffix}</a>'
        for name in ("Arrests", "Detainers")
        for suffix in ("xlsx", "parquet")
    )
    page = f"<html><h1>ICE</h1><table>{cells}</table></html>"
    publisher.expect_request("/data/ice.html").respond_with_data(page, content_type="text/html")
    for suffix, body in (("parquet", parquet(records)), ("xlsx", xlsx({"FY2026": records}))):
        publisher.expect_request(f"/files/detainers-latest.{suffix}").respond_with_data(body)


def test_a_release_is_fetched_once_and_a_new_one_under_the_same_name_is_taken(
    archive: Archive, publisher: HTTPServer
) -> None:
    """Its limits are its source's own; what other data sets the page links to is left alone."""
    serve(publisher, JANUARY)
    context = archive.desk.context
    assert [report.status for report in check("ddp_detainers", context)] == ["published"]
    assert [report.status for report in check("ddp_detainers", context)] == ["unchanged"]
    serve(publisher, [*JANUARY, refused("2026-01-20"), refused("2026-02-03")])
    (report,) = check("ddp_detainers", context)
    assert (report.status, report.counts["added"]) == ("published", 2)
    assert {path for path in asked(publisher) if path.startswith("/files")} == {
        "/files/detainers-latest.parquet"
    }
