"""What the replay's publisher serves: pages that come and go, and a PDF that says what it is."""

import httpx
import pytest

from jobs.history.catalog import read_catalog
from jobs.history.pages import BANNER, landing_page
from jobs.history.publisher import Page, Publisher
from jobs.history.typeset import ddor_report
from jobs.readers.pdf import read
from jobs.readers.pdf_table import Table
from jobs.sources import all_sources
from models.values import Document, Link


def _report() -> bytes:
    tallies, policies = (past.edition for past in read_catalog()[:2])
    assert tallies is not None
    assert policies is not None
    return ddor_report(tallies, policies.listings)


def test_the_publisher_answers_404_for_what_it_took_down() -> None:
    """A page is there until it is taken down."""
    with Publisher() as publisher:
        publisher.put("/list", Page(b"<p>here</p>"))
        there = httpx.get(f"{publisher.address}/list")
        publisher.take_down("/list")
        gone = httpx.get(f"{publisher.address}/list")
    assert (there.status_code, there.text) == (200, "<p>here</p>")
    assert gone.status_code == 404
    assert "Page Not Found" in gone.text


def test_the_publisher_is_reached_from_this_computer_alone() -> None:
    """It listens on the loopback address."""
    with Publisher() as publisher:
        assert publisher.address.startswith("http://127.0.0.1:")


def test_a_landing_page_links_to_its_documents() -> None:
    """The address and the text of each link are escaped."""
    page = landing_page("Report", [Link("http://127.0.0.1/a?b=1&c=2", "Issue <1>")]).decode()
    assert '<a href="http://127.0.0.1/a?b=1&amp;c=2">Issue &lt;1&gt;</a>' in page
    assert page.count(BANNER.replace("'", "&#x27;")) == 2


def test_every_sheet_of_the_report_says_that_it_is_a_replay() -> None:
    """The banner stands on each page, so that no sheet can pass for ICE's."""
    pages = {block.page for block in read(_report()) if BANNER in getattr(block, "text", "")}
    assert pages == {1, 2}


def test_the_report_holds_the_facts_and_no_other_row() -> None:
    """Six tallies of issued detainers, three of declined ones, eight policies."""
    tables = [block for block in read(_report()) if isinstance(block, Table)]
    assert [len(table.rows) - 1 for table in tables] == [6, 3, 8]
    assert tables[1].rows[1].cells == ("Travis County", "Texas", "142")


@pytest.mark.parametrize("number", [0, 1], ids=["ice_ddor", "ddor_policies"])
def test_the_live_parser_reads_the_facts_from_the_report(number: int) -> None:
    """A later live edition compares well: the same tallies and policies, and the printed totals."""
    past = read_catalog()[number]
    assert past.edition is not None
    body = Document(_report(), "http://127.0.0.1/ddor.pdf", past.observed, "application/pdf")
    edition = all_sources()[past.source].parse(body)
    assert (edition.problems, edition.questions) == ((), ())
    assert [(row.fields, row.state) for row in edition.listings] == [
        (row.fields, row.state) for row in past.edition.listings
    ]
    assert str(edition.period) == "2017-01-28/2017-02-03"
    assert edition.totals == past.edition.totals


def test_the_report_is_the_same_bytes_each_time() -> None:
    """A second replay finds the same documents."""
    assert _report() == _report()
