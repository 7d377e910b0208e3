"""What a landing page says beside its links: told once, whatever stands there at the next check."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from pytest_httpserver import HTTPServer
from sqlmodel import col, select

from jobs.check import check
from jobs.context import CheckReport
from jobs.history import read_catalog
from jobs.readers import Parser
from jobs.sources import all_sources
from models.db import ChangeRow, SourceRow, reading
from models.domain import Link, Terms
from models.queries import edition_of, freshness_by_source, listings_of
from tests.support.clock import Clock
from tests.support.documents.replay_documents import landing_page
from tests.support.documents.report_papers import TITLE, policies, refusals, tallies, weekly
from tests.support.documents.report_rows import made_up
from tests.support.documents.reports import typeset
from tests.support.publishers.fetching import fetcher
from tests.support.publishers.watching import Desk, desk_on

CORRECTION, SUSPENDED, RESUMED = [past.text for past in read_catalog() if past.what == "note"]
ISSUE = "/ddor2017-01-28to02-03.pdf"
Look = Callable[..., list[CheckReport]]


@pytest.fixture(scope="module")
def issue() -> bytes:
    """The first week's report, with the rows that ICE took back later."""
    first = [("Clark County", "Nevada", "51"), ("Montgomery County", "Iowa", "12")]
    kept = policies([(name, "June 2014", "Policy", "None.") for name in ("Travis County, Texas",) * 3])
    rows = [row for row in made_up(30) if row.state in ("Iowa", "Texas", "North Carolina")]
    return typeset(replace(weekly(tallies(first), refusals(rows), kept, declined=len(rows)), title=TITLE))


@pytest.fixture
def desk(database: str, clock: Clock, parser: Parser) -> Iterator[Desk]:
    """A desk that hears of Iowa and Nevada, on SQLite and on PostgreSQL."""
    with desk_on(database, clock, parser) as opened:
        opened.subscribe("CIOWA", "IA")
        opened.subscribe("CNEVADA", "NV")
        yield opened


@pytest.fixture
def look(desk: Desk, publisher: HTTPServer, issue: bytes) -> Iterator[Look]:
    """Check the report an hour later, with these notes on its page."""
    known = all_sources()
    report = replace(known["ice_ddor"], address=publisher.url_for("/ddor"), fallback="")
    sources = {"ice_ddor": report, "ddor_policies": known["ddor_policies"]}
    with fetcher(clock=desk.clock) as client:
        desk.context = replace(desk.context, sources=sources, fetcher=client)

        def looked(*notes: str, linked: bool = True) -> list[CheckReport]:
            desk.clock.advance(timedelta(hours=1))
            publisher.clear_all_handlers()
            links = [Link(ISSUE, "Jan. 28 – Feb. 3, 2017")] if linked else []
            page = landing_page("Declined Detainer Outcome Report", links, notes)
            publisher.expect_request("/ddor").respond_with_data(page, content_type="text/html")
            publisher.expect_request(ISSUE).respond_with_data(issue, content_type="application/pdf")
            return check("ice_ddor", desk.context)

        yield looked


def said(desk: Desk, what: str) -> list[str]:
    """The channels that were told of a kind of thing, in order."""
    return [row.channel for row in desk.queued() if row.what == what]


def events(desk: Desk, source: str = "ice_ddor") -> list[str]:
    """What happened to a whole list."""
    whole = select(ChangeRow).where(col(ChangeRow.before).is_(None), col(ChangeRow.after).is_(None))
    with reading(desk.engine) as session:
        rows = session.exec(whole.order_by(col(ChangeRow.id)))
        return [row.kind for row in rows if row.source == source]


def marked(desk: Desk) -> set[str]:
    """The agencies whose rows stand with a word of their publisher's own correction."""
    with reading(desk.engine) as session:
        placed = listings_of(session, edition_of(session, "ice_ddor"))
        return {
            str(each.fields["agency"])
            for each in placed
            if any(note.startswith("The publisher took this back") for note in each.notes)
        }


def test_a_correction_marks_its_rows_and_is_told_once(desk: Desk, look: Look) -> None:
    """Iowa hears that ICE takes rows back; Nevada doesn't; the rows stand, marked, and nothing else is."""
    look()
    assert marked(desk) == set()
    look(CORRECTION)
    look(CORRECTION)
    assert said(desk, "errata") == ["CIOWA"]
    assert marked(desk) == {
        "Montgomery County",
        "Franklin County Jail",
        "Williamson County Jail",
        "Bastrop County Jail",
        "Richmond County Sheriff",
    }


def test_a_correction_that_came_first_marks_the_rows_when_they_come(desk: Desk, look: Look) -> None:
    """The first check of all finds both on the page: the order in which they are read is none."""
    look(CORRECTION)
    assert "Franklin County Jail" in marked(desk)
    assert said(desk, "errata") == ["CIOWA"]


def test_suspended_resumed_and_suspended_again_are_three_events(desk: Desk, look: Look) -> None:
    """Each is told once to everyone, a note that stands or goes is no news, and both lists know."""
    look()
    for notes in ((SUSPENDED,), (SUSPENDED,), (), (SUSPENDED,), (RESUMED,), (), (SUSPENDED,), (SUSPENDED,)):
        look(*notes)
    assert events(desk) == ["published", "suspended", "resumed", "suspended"]
    assert events(desk, "ddor_policies") == events(desk)
    assert said(desk, "event") == ["CIOWA", "CNEVADA"] * 3
    with reading(desk.engine) as session:
        assert freshness_by_source(session)["ice_ddor"].suspended("UTC") == date(2026, 11, 2)


def test_a_channel_that_hears_of_the_policies_alone_is_told_once_too(desk: Desk, look: Look) -> None:
    """The note is of both lists; whoever hears of both is told by the report."""
    desk.subscribe("CPOLICIES", "TX", Terms(sources=("ddor_policies",)))
    look()
    look(SUSPENDED)
    assert said(desk, "event") == ["CIOWA", "CNEVADA", "CPOLICIES"]


def test_both_notes_at_once_are_told_in_their_order(desk: Desk, look: Look) -> None:
    """A page that keeps its old note below the new one says that the list goes on."""
    look(RESUMED, SUSPENDED)
    look(RESUMED, SUSPENDED)
    assert events(desk) == ["published", "suspended", "resumed"]


def test_an_old_note_that_is_back_below_the_new_one_is_no_news(desk: Desk, look: Look) -> None:
    """The list still goes on; only once the newer note is gone is it suspended again."""
    for notes in ((), (SUSPENDED,), (RESUMED,), (SUSPENDED, RESUMED)):
        look(*notes)
    assert events(desk) == ["published", "suspended", "resumed"]


def test_a_page_without_links_that_says_why_is_no_failure(desk: Desk, look: Look) -> None:
    """Suspended: the page answers, and says itself why no report is there. Nobody is alarmed."""
    look()
    for _ in range(4):
        [report] = look(SUSPENDED, linked=False)
        assert (report.status, report.reasons) == ("unchanged", (SUSPENDED,))
    assert said(desk, "notice") == []
    with reading(desk.engine) as session:
        row = session.get_one(SourceRow, "ice_ddor")
        assert (row.failures, row.checked) == (0, desk.clock())


def test_a_page_without_links_that_says_nothing_fails(desk: Desk, look: Look) -> None:
    """So does one that says that its reports go on: its layout has changed."""
    look()
    for notes in ((), (CORRECTION,), (SUSPENDED, RESUMED)):
        [report] = look(*notes, linked=False)
        assert report.status == "failed"
        assert "links to no document" in report.reasons[0]
    assert said(desk, "notice") != []


def test_a_page_without_links_that_says_that_its_list_goes_on_is_told(desk: Desk, look: Look) -> None:
    """The check fails, for no report is there; but nobody goes on reading that the list is suspended."""
    look()
    look(SUSPENDED, linked=False)
    assert [look(RESUMED, linked=False)[0].status for _ in range(2)] == ["failed"] * 2
    assert events(desk) == events(desk, "ddor_policies") == ["published", "suspended", "resumed"]
    with reading(desk.engine) as session:
        assert freshness_by_source(session)["ice_ddor"].announced("UTC")[-1].kind == "resumed"
