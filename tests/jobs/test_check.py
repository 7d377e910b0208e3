"""What becomes of an edition: published, unchanged, held, withdrawn or back; who is told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_httpserver import HTTPServer
from sqlmodel import col, select

from jobs.check import check, take
from jobs.fetching import Fetcher
from jobs.review import accept, reject
from models.db import ChangeRow, CountRow, DocumentRow, reading
from models.domain import Document
from models.editions import load_document, pending
from models.errors import UsageError
from models.queries import edition_of, freshness_by_source, standing_of
from tests.support.newsroom.standing import standing_of as standing_in
from tests.support.publishers.watching import OPERATORS, Desk

FIRST = [
    "published 2025-08-05",
    "Boston|MA|Cities",
    "Suffolk County|MA|Counties",
    "Denver|CO|Cities",
    "Taos|NM|Cities",
]
BROKEN = FIRST[:2]
"""One row, fewer than the list ever has."""
WEEK = [
    "2017-01-28/2017-02-03",
    "Travis County Jail|TX|Mexico",
    "Travis County Jail|TX|Mexico",
    "Cook County Jail|IL|Peru",
]


def test_a_first_edition_is_told_to_every_subscribed_channel(desk: Desk) -> None:
    """A new list is news everywhere; each channel hears how many rows are its state's."""
    desk.subscribe("CMASS", "MA")
    desk.subscribe("CTEXAS", "TX")
    report = desk.publish("list", FIRST)
    assert (report.status, report.rows, report.counts["added"]) == ("published", 4, 4)
    assert report.places == {"resolved": 4, "ambiguous": 0, "unknown": 0}
    assert desk.told() == [("CMASS", "MA", 2), ("CTEXAS", "TX", 0)]


def test_the_same_document_again_is_unchanged_and_tells_nobody(desk: Desk) -> None:
    """Looking twice is no news, and stores nothing twice."""
    desk.subscribe("CMASS", "MA")
    desk.publish("list", FIRST)
    again = desk.publish("list", [FIRST[0], *reversed(FIRST[1:])])
    assert (again.status, again.rows, sum(again.counts.values())) == ("unchanged", 0, 0)
    assert len(desk.told()) == 1


def test_only_the_states_that_changed_are_told(desk: Desk) -> None:
    """Denver leaves the list: Colorado hears it, Massachusetts does not."""
    desk.publish("list", FIRST)
    desk.subscribe("CMASS", "MA")
    desk.subscribe("CCOLO", "CO")
    report = desk.publish("list", [line for line in FIRST if "Denver" not in line])
    assert report.counts["removed"] == 1
    assert desk.told() == [("CCOLO", "CO", 1)]


def test_there_and_back_again_is_two_changes(desk: Desk) -> None:
    """A place that leaves a list and returns is told twice; state is the last state."""
    desk.publish("list", FIRST)
    desk.subscribe("CCOLO", "CO")
    without = [line for line in FIRST if "Denver" not in line]
    statuses = [desk.publish("list", lines).status for lines in (without, FIRST)]
    assert statuses == ["published", "published"]
    assert len(desk.told()) == 2


def test_a_list_that_shrinks_at_once_is_held_and_only_operators_hear(desk: Desk) -> None:
    """A third of ten rows gone looks like a broken page; its bytes are kept and nobody is alerted."""
    towns = ("Aspen", "Aurora", "Boulder", "Golden", "Pueblo", "Vail")
    ten = [*FIRST, *(f"{town}|CO|Cities" for town in towns)]
    desk.publish("list", ten)
    desk.subscribe("CMASS", "MA")
    report = desk.publish("list", ten[:8])
    assert report.status == "held"
    assert "3 of 10 rows (30%) would be gone at once." in report.reasons
    assert desk.told() == []
    assert [row.channel for row in desk.queued()] == [OPERATORS]
    held = pending(desk.engine)[0]
    assert load_document(desk.engine, held.sha256).body.decode().splitlines() == ten[:8]


def test_of_a_short_list_that_shrinks_operators_are_asked(desk: Desk) -> None:
    """Half of four rows is two: it is published and told, and operators look at it."""
    desk.publish("list", FIRST)
    desk.subscribe("CCOLO", "CO")
    report = desk.publish("list", FIRST[:3])
    assert (report.status, report.counts["removed"]) == ("published", 2)
    assert desk.told() == [("CCOLO", "CO", 1)]
    assert "2 of 4 rows (50%) would be gone at once." in " ".join(desk.notices())


def test_a_held_edition_is_told_to_operators_once(desk: Desk) -> None:
    """The next check finds the same document; one question is enough."""
    desk.publish("list", FIRST)
    first, second = desk.publish("list", BROKEN), desk.publish("list", BROKEN)
    assert (first.status, second.status) == ("held", "held")
    assert first.edition == second.edition
    assert len(desk.queued()) == 1


def test_a_broken_page_with_other_bytes_at_each_visit_is_one_question(desk: Desk) -> None:
    """The same rows and the same fault: operators are asked once, though the bytes differ."""
    desk.publish("list", FIRST)
    first = desk.publish("list", BROKEN)
    again = desk.publish("list", [f"{FIRST[0]} ", FIRST[1]])
    assert (again.status, again.edition) == ("held", first.edition)
    assert len(desk.queued()) == 1
    with reading(desk.engine) as session:
        assert len(session.exec(select(DocumentRow)).all()) == 3


def test_an_accepted_edition_publishes_what_it_would_have(desk: Desk) -> None:
    """Late, but with the same alerts and the time at which it was observed."""
    desk.publish("list", FIRST)
    desk.subscribe("CCOLO", "CO")
    held = desk.publish("list", BROKEN)
    observed = desk.clock()
    desk.clock.advance(timedelta(hours=5))
    report = accept(held.edition or 0, desk.context, "UOPERATOR")
    assert (report.status, report.counts["removed"]) == ("published", 3)
    assert desk.told() == [("CCOLO", "CO", 1)]
    with reading(desk.engine) as session:
        assert {
            change.observed
            for change in session.exec(select(ChangeRow).where(col(ChangeRow.kind) == "removed"))
        } == {observed}


def test_a_rejected_edition_stays_rejected(desk: Desk) -> None:
    """A person's no is not asked again at the next check."""
    desk.publish("list", FIRST)
    held = desk.publish("list", BROKEN)
    reject(held.edition or 0, desk.context, "UOPERATOR")
    assert desk.publish("list", BROKEN).status == "unchanged"
    with pytest.raises(UsageError, match="rejected already"):
        accept(held.edition or 0, desk.context, "UOPERATOR")


def test_a_held_edition_never_blocks_later_ones_and_becomes_history(desk: Desk) -> None:
    """Accepted after a later edition, it fills the past and alerts nobody."""
    desk.publish("list", FIRST)
    held = desk.publish("list", BROKEN)
    later = desk.publish("list", [*FIRST, "Chicago|IL|Cities"])
    assert later.status == "published"
    desk.subscribe("CCOLO", "CO")
    report = accept(held.edition or 0, desk.context, "UOPERATOR")
    assert (report.rows, report.places["resolved"], report.counts["removed"]) == (1, 1, 3)
    assert desk.told() == []
    assert listed_at(desk, held.edition or 0) == ["Boston"]
    assert listed_at(desk, later.edition or 0) == ["Boston", "Chicago", "Denver", "Suffolk County", "Taos"]


def listed_at(desk: Desk, edition: int) -> list[str]:
    """The names on the list at an edition."""
    with reading(desk.engine) as session:
        stood = standing_of(session, edition_of(session, "list", edition))
    return sorted(str(fact.fields["name"]) for fact in stood)


def test_weeks_of_an_event_report_add_up(desk: Desk) -> None:
    """A new week adds its refusals and takes none of the last week's away."""
    desk.publish("report", WEEK)
    desk.subscribe("CTEXAS", "TX")
    report = desk.publish(
        "report", ["2017-02-04/2017-02-10", "Travis County Jail|TX|Cuba", "Bexar County Jail|TX|Peru"]
    )
    assert (report.counts["added"], report.counts["removed"]) == (2, 0)
    with reading(desk.engine) as session:
        count = session.get(CountRow, ("48453", "report", "refusal", ""))
    assert count is not None
    assert count.rows == 3
    assert desk.told() == [("CTEXAS", "TX", 2)]


def test_a_reissued_week_corrects_its_own_rows(desk: Desk) -> None:
    """The same period again: one of two identical rows gets another citizenship."""
    desk.publish("report", WEEK)
    desk.subscribe("CTEXAS", "TX")
    report = desk.publish("report", [*WEEK[:2], "Travis County Jail|TX|Honduras", WEEK[3]])
    assert (report.counts["corrected"], report.counts["added"], report.counts["removed"]) == (1, 0, 0)
    assert desk.told() == [("CTEXAS", "TX", 1)]


def test_a_row_whose_place_is_ambiguous_is_told_to_every_state_it_could_be(desk: Desk) -> None:
    """No state printed: Franklin County could be Iowa's, so Iowa's desk hears of it."""
    desk.publish("report", WEEK)
    desk.subscribe("CIOWA", "IA")
    report = desk.publish(
        "report", ["2017-02-04/2017-02-10", "Franklin County||Cuba", "Cook County Jail|IL|Peru"]
    )
    assert report.places["ambiguous"] == 1
    assert desk.told() == [("CIOWA", "IA", 1)]


def test_a_document_that_cannot_be_read_is_kept_and_held(desk: Desk) -> None:
    """Bytes that make no sense end in a sentence, not in a traceback, and are not lost."""
    document = Document(b"\xff\xfe broken", "https://publisher.example/list", desk.clock())
    report = take(document, "list", desk.context)[-1]
    assert report.status == "held"
    assert "could not be read" in report.reasons[0]
    with reading(desk.engine) as session:
        assert len(session.exec(select(DocumentRow)).all()) == 1


def test_gone_for_hours_is_withdrawn_once_and_back_once(desk: Desk) -> None:
    """Three checks over three hours find the page gone: told once, and once when it returns."""
    desk.publish("list", FIRST)
    desk.subscribe("CMASS", "MA")
    gone = b"<html><title>Page Not Found</title><body><h1>Page Not Found</h1></body></html>"
    statuses = []
    for _ in range(5):
        document = Document(gone, "https://publisher.example/list", desk.clock(), "text/html")
        statuses.append(take(document, "list", desk.context)[-1].status)
        desk.clock.advance(timedelta(hours=2))
    assert statuses == ["failed", "failed", "withdrawn", "unchanged", "unchanged"]
    assert desk.publish("list", FIRST).status == "back"
    assert desk.publish("list", FIRST).status == "unchanged"
    assert [row.what for row in desk.queued() if row.what != "notice"] == ["event", "event"]


def test_a_withdrawn_list_is_unchanged_only_where_its_page_was_seen_to_be_gone(
    desk: Desk, httpserver: HTTPServer
) -> None:
    """That its publisher can't be reached tells nothing of it: a failure, as for any other list."""
    gone = b"<html><title>Page Not Found</title><body><h1>Page Not Found</h1></body></html>"
    desk.publish("list", FIRST)
    for _ in range(3):
        take(
            Document(gone, "https://publisher.example/list", desk.clock(), "text/html"), "list", desk.context
        )
        desk.clock.advance(timedelta(hours=2))
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/list").respond_with_data("Not Found", status=404)
    found = []
    for address in (httpserver.url_for("/list"), "http://127.0.0.1:9/list"):
        source = replace(desk.context.sources["list"], address=address)
        with Fetcher("me@newsroom.example", "1", allow_loopback=True, clock=desk.clock, pause=0.0) as fetcher:
            sources = {**desk.context.sources, "list": source}
            context = replace(desk.context, sources=sources, fetcher=fetcher)
            found += [report.status for report in check("list", context)]
    assert found == ["unchanged", "failed"]


def test_only_asking_the_publisher_is_a_check(desk: Desk, httpserver: HTTPServer) -> None:
    """A file that is taken in, held or not, checks nothing; a fetch does, changed or not."""
    desk.publish("list", FIRST)
    desk.publish("list", ["published 2025-08-06"])
    with reading(desk.engine) as session:
        assert freshness_by_source(session)["list"].checked is None
        assert freshness_by_source(session)["list"].succeeded == desk.clock()
    desk.clock.advance(timedelta(hours=1))
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/list").respond_with_data("\n".join(FIRST), content_type="text/plain")
    source = replace(desk.context.sources["list"], address=httpserver.url_for("/list"))
    with Fetcher("editor@newsroom.example", "1", allow_loopback=True, clock=desk.clock, pause=0.0) as fetcher:
        context = replace(desk.context, sources={**desk.context.sources, "list": source}, fetcher=fetcher)
        assert [report.status for report in check("list", context)] == ["unchanged"]
    with reading(desk.engine) as session:
        assert freshness_by_source(session)["list"].checked == desk.clock()
        assert freshness_by_source(session)["list"].live


def test_saved_pages_of_an_absence_count_by_when_they_were_seen(desk: Desk) -> None:
    """An archive's captures taken in within a second tell of the hours that they were made at."""
    desk.publish("list", FIRST)
    gone = b"<html><title>Page Not Found</title><body><h1>Page Not Found</h1></body></html>"
    seen = [desk.clock() - timedelta(hours=hours) for hours in (9, 7, 5)]
    statuses = [
        take(Document(gone, "https://publisher.example/list", when, "text/html"), "list", desk.context)[
            -1
        ].status
        for when in seen
    ]
    assert statuses == ["failed", "failed", "withdrawn"]


def test_one_outage_is_one_alarm_to_operators_and_one_when_well(desk: Desk) -> None:
    """Ten failed checks are not ten messages."""
    desk.publish("list", FIRST)
    wall = b"<html><title>Access Denied</title><body><h1>Access Denied</h1></body></html>"
    for _ in range(10):
        take(
            Document(wall, "https://publisher.example/list", desk.clock(), "text/html"), "list", desk.context
        )
        desk.clock.advance(timedelta(hours=1))
    desk.publish("list", FIRST)
    assert [row.what for row in desk.queued()] == ["notice", "notice"]


def test_what_a_page_number_says_follows_the_newest_edition(desk: Desk) -> None:
    """A row that slid to another page is no change, but its citation names the new page."""
    desk.publish("list", FIRST)
    desk.publish("list", [FIRST[0], "Aurora|CO|Cities", *FIRST[1:]])
    boston = next(fact for fact in standing_in(desk.engine) if fact.fields["name"] == "Boston")
    assert boston.page == 2
