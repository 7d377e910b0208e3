"""A dry run says what a check would do, and leaves no trace of itself."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytest_httpserver import HTTPServer
from sqlalchemy import Engine, inspect, text

from jobs.check import check, take
from jobs.context import CheckContext
from jobs.dry_run import rehearse, rehearse_document
from jobs.sources.described_table import source_of
from models.domain import Document, Outcome
from tests.support.documents.described_tables import ROWS, as_csv, entry
from tests.support.publishers.archive import Archive
from tests.support.publishers.fetching import fetcher
from tests.support.publishers.watching import Desk


@pytest.fixture
def context(desk: Desk, publisher: HTTPServer) -> Iterator[CheckContext]:
    """What a check is given: a described list at the local publisher, and one behind links."""
    listed = entry(address=publisher.url_for("/list.csv"), floor=2)
    linked = entry(name="linked", address=publisher.url_for("/all"), links=r"list.*\.csv")
    sources = {each.name: source_of(each) for each in (listed, linked)}
    with fetcher(clock=desk.clock) as client:
        yield replace(desk.context, sources=sources, fetcher=client)


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with engine.connect() as connection:
        return {
            name: sorted(map(tuple, connection.execute(text(f'SELECT * FROM "{name}"'))), key=repr)  # noqa: S608
            for name in inspect(engine).get_table_names()
        }


def test_it_says_what_a_check_then_does(desk: Desk, context: CheckContext, publisher: HTTPServer) -> None:
    """Rows, places, changes and alerts are those of the check that follows, and nothing was written."""
    publisher.expect_request("/list.csv").respond_with_data(as_csv([*ROWS, ("Nowhere", "TX", "Cities")]))
    desk.subscribe("CMASS", "MA")
    before = everything(desk.engine)
    (told,) = rehearse("my_list", context)
    assert everything(desk.engine) == before
    assert (told.status, len(told.rows), told.outcomes[Outcome.UNKNOWN]) == ("published", 4, 1)
    assert [row.listing.as_read for row in told.unresolved()] == ["Nowhere | TX | Cities"]
    assert [(a.channel.id, a.rows) for a in told.alerts] == [("CMASS", 2)]
    (done,) = check("my_list", context)
    assert (done.status, done.rows, done.counts["added"]) == ("published", 4, len(told.changes))
    assert desk.told() == [("CMASS", "MA", 2)]


def test_it_compares_with_what_stands(desk: Desk, context: CheckContext, publisher: HTTPServer) -> None:
    """Of a known list only what differs is a change, and only the states concerned would hear."""
    document = Document(as_csv().encode(), "https://bureau.example/list", desk.clock())
    take(document, "my_list", context)
    desk.subscribe("CMASS", "MA")
    desk.subscribe("CNEWMEX", "NM")
    before = everything(desk.engine)
    rows = [("Boston", "Mass.", "Cities"), ("Suffolk County", "MA", "Counties"), ("Santa Fe", "NM", "Cities")]
    publisher.expect_request("/list.csv").respond_with_data(as_csv([*ROWS, rows[2]]))
    (told,) = rehearse("my_list", context)
    assert [(change.kind, change.after and change.after.as_read) for change in told.changes] == [
        ("added", "Santa Fe | NM | Cities")
    ]
    assert [a.channel.id for a in told.alerts] == ["CNEWMEX"]
    assert everything(desk.engine) == before


def test_what_the_guard_would_hold_tells_no_channel(
    desk: Desk, context: CheckContext, publisher: HTTPServer
) -> None:
    """The reasons are the guard's own sentences; a page without the columns is one of them."""
    desk.subscribe("CMASS", "MA")
    publisher.expect_request("/list.csv").respond_with_data("Place,State,Kind\nBoston,MA,Cities\n")
    before = everything(desk.engine)
    (told,) = rehearse("my_list", context)
    assert (told.status, told.alerts) == ("held", ())
    assert any("no column is called 'Jurisdiction'" in reason for reason in told.reasons)
    assert everything(desk.engine) == before


GONE = "<html><head><title>Page Not Found</title></head><body><h1>Page Not Found</h1></body></html>"


@pytest.mark.parametrize(("status", "body"), [(404, ""), (403, ""), (200, GONE)])
def test_what_cannot_be_fetched_is_a_reason_and_no_failure(
    desk: Desk, context: CheckContext, publisher: HTTPServer, status: int, body: str
) -> None:
    """A page that is gone, says so with a 200, or blocks us isn't kept, nor counted towards anything."""
    publisher.expect_request("/list.csv").respond_with_data(body, status, content_type="text/html")
    before = everything(desk.engine)
    (told,) = rehearse("my_list", context)
    assert (told.status, len(told.reasons), told.work) == ("failed", 1, None)
    assert everything(desk.engine) == before


def test_documents_behind_links_are_each_rehearsed_until_they_are_known(
    desk: Desk, context: CheckContext, publisher: HTTPServer
) -> None:
    """Before a check both are new; after it a check would pass over both, and so does a dry run."""
    page = '<a href="/list-1.csv">One</a> <a href="/list-2.csv">Two</a> <a href="/other.csv">Else</a>'
    publisher.expect_request("/all").respond_with_data(page, content_type="text/html")
    for name, rows in (("/list-1.csv", ROWS[:2]), ("/list-2.csv", ROWS)):
        publisher.expect_request(name).respond_with_data(as_csv(rows), content_type="text/csv")
    found = rehearse("linked", context)
    assert sorted(len(told.rows) for told in found) == [2, 3]
    check("linked", context)
    before = everything(desk.engine)
    assert {told.status for told in rehearse("linked", context)} == {"unchanged"}
    assert everything(desk.engine) == before


def test_a_file_can_be_rehearsed_before_it_is_imported(desk: Desk, context: CheckContext) -> None:
    """A newcomer tries the columns of an entry on a file at hand."""
    before = everything(desk.engine)
    document = Document(as_csv().encode(), "file:///list.csv", desk.clock())
    (told,) = rehearse_document(document, "my_list", context)
    assert (told.status, told.address, len(told.rows)) == ("published", "file:///list.csv", 3)
    assert everything(desk.engine) == before


def test_a_blocked_publisher_is_rehearsed_from_its_archive(
    desk: Desk, context: CheckContext, publisher: HTTPServer
) -> None:
    """The second way is taken as in a check, and that the publisher blocks us is not recorded."""
    publisher.expect_request("/list.csv").respond_with_data("", 403)
    address, archive = publisher.url_for("/list.csv"), Archive(publisher)
    archive.keep(address, as_csv().encode(), desk.clock(), "text/csv")
    described = source_of(entry(address=address, fallback=archive.newest(address)))
    before = everything(desk.engine)
    (told,) = rehearse("my_list", replace(context, sources={"my_list": described}))
    assert (told.status, len(told.rows)) == ("published", 3)
    assert told.work is not None
    assert "Web Archive's capture" in told.work.edition.caveats[0]
    assert everything(desk.engine) == before
