"""A landing page with several reports: all are found, and an old one never replaces a newer list."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from pytest_httpserver import HTTPServer

from jobs.check import check
from jobs.context import CheckContext, CheckReport
from jobs.readers import Parser
from jobs.readers.html import oldest_first
from jobs.sources import all_sources
from models.config import Settings
from models.db import open_engine, reading
from models.domain import Link
from models.places import load_gazetteer
from models.queries import edition_of, listings_of
from tests.support.clock import Clock
from tests.support.documents.report_papers import TITLE, policies, refusals, tallies, weekly
from tests.support.documents.report_rows import made_up
from tests.support.documents.reports import typeset
from tests.support.publishers.fetching import fetcher

JANUARY, FEBRUARY = "Jan. 28 – Feb. 3, 2017", "Feb. 4 – Feb. 10, 2017"
COUNTIES = ("Butler County, Kansas", "Finney County, Kansas", "Harvey County, Kansas")


@pytest.fixture
def context(
    sqlite_database: str, clock: Clock, parser: Parser, publisher: HTTPServer
) -> Iterator[CheckContext]:
    """A desk that watches a landing page on this computer."""
    known = all_sources()
    sources = {
        "ice_ddor": replace(known["ice_ddor"], address=publisher.url_for("/ddor")),
        "ddor_policies": known["ddor_policies"],
    }
    engine = open_engine(sqlite_database, threads=2)
    with fetcher() as client:
        yield CheckContext(engine, Settings(), sources, load_gazetteer(), parser, clock, client)
    engine.dispose()


def report(week: str, jurisdictions: Sequence[str]) -> bytes:
    """A report of a week with a policy for each of these jurisdictions."""
    rows = made_up(6, seed=len(jurisdictions))
    paper = weekly(
        tallies([("Clark County", "Nevada", "51")]),
        refusals(rows),
        policies([(name, "June 2014", "Policy", "Will not honor detainers.") for name in jurisdictions]),
        declined=len(rows),
    )
    return typeset(replace(paper, title=(*TITLE[:2], f"For Recorded Declined Detainers {week}")))


def serve(publisher: HTTPServer, **reports: tuple[str, bytes]) -> None:
    """Serve a landing page that lists reports in this order: file name = (link's text, PDF)."""
    links = [f'<li><a href="/docs/{name}.pdf">{text}</a></li>' for name, (text, _) in reports.items()]
    page = f"<html><h1>Declined Detainer Outcome Report</h1><ul>{''.join(links)}</ul></html>"
    publisher.clear_all_handlers()
    publisher.expect_request("/ddor").respond_with_data(page, content_type="text/html")
    for name, (_, body) in reports.items():
        publisher.expect_request(f"/docs/{name}.pdf").respond_with_data(body, content_type="application/pdf")


def named(context: CheckContext) -> list[str]:
    """The jurisdictions of the list of policies as it stands."""
    with reading(context.engine) as session:
        edition = edition_of(session, "ddor_policies")
        return [str(each.fields["jurisdiction"]) for each in listings_of(session, edition)]


def of(source: str, reports: Sequence[CheckReport]) -> list[str]:
    """What became of a source's editions, in order."""
    return [each.status for each in reports if each.source == source]


def test_the_newest_report_has_the_last_word(context: CheckContext, publisher: HTTPServer) -> None:
    """Pages list the newest report first, some by nothing but its week; the older one is taken first."""
    newer = (*COUNTIES, "Sedgwick County, Kansas")
    serve(publisher, b=(FEBRUARY, report(FEBRUARY, newer)), a=(JANUARY, report(JANUARY, COUNTIES)))
    reports = check("ice_ddor", context)
    assert of("ice_ddor", reports) == ["published", "published"]
    assert of("ddor_policies", reports) == ["published", "published"]
    assert named(context) == list(newer)


def test_an_older_report_that_is_found_later_changes_no_list(
    context: CheckContext, publisher: HTTPServer
) -> None:
    """Its refusals correct their own week; its policies were replaced by a later report long ago."""
    serve(publisher, b=(FEBRUARY, report(FEBRUARY, COUNTIES)))
    check("ice_ddor", context)
    serve(publisher, a=(JANUARY, report(JANUARY, (*COUNTIES, "Sedgwick County, Kansas"))))
    reports = check("ice_ddor", context)
    assert of("ice_ddor", reports) == ["published"]
    assert of("ddor_policies", reports) == ["unchanged"]
    assert "It covers Jan. 28 to Feb. 3, 2017; the list is that of a later report" in reports[0].reasons[0]
    assert named(context) == list(COUNTIES)


def test_links_that_name_no_week_are_taken_from_the_last_to_the_first() -> None:
    """A week counts wherever its report stands; without one, pages list the newest first."""
    links = [
        Link(f"https://p.example/{text}", text) for text in ("third", FEBRUARY, "second", JANUARY, "first")
    ]
    assert [link.text for link in oldest_first(links)] == ["first", "second", "third", JANUARY, FEBRUARY]
