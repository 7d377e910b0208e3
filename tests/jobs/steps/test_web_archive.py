"""A publisher that blocks programs is read from a web archive: when, how, and what is said of it."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from models.db import ChangeRow, reading
from models.domain import Limits
from tests.support.publishers.archive import Archive
from tests.support.publishers.blocked import CAPTURED, NAME, BlockedDesk, a_list
from tests.support.publishers.fetching import fetcher, raw_server


def test_a_blocked_list_is_read_as_it_was_captured(blocked: BlockedDesk) -> None:
    """Its time is the capture's, and the edition says so before anything else it says."""
    blocked.archive.keep(blocked.address, a_list(), CAPTURED)
    report = blocked.check()
    edition = blocked.last()
    assert (report.status, report.rows) == ("published", 12)
    assert edition.observed == CAPTURED
    assert edition.address.endswith(f"/web/20261030120000id_/{blocked.address}")
    said = (
        "Read from the Web Archive's capture of October 30, 2026, 12:00 UTC, "
        "because localhost does not let programs in."
    )
    assert edition.caveats[0] == said
    assert edition.capture == said


def test_the_moment_in_the_address_dates_a_capture_without_a_header(blocked: BlockedDesk) -> None:
    """Not every archive sends Memento-Datetime."""
    blocked.archive.dated = False
    blocked.archive.keep(blocked.address, a_list(), CAPTURED)
    assert blocked.check().status == "published"
    assert blocked.last().observed == CAPTURED


@pytest.mark.parametrize("status", [403, 405, 406, 429, 503])
def test_each_way_of_being_blocked_opens_the_second_way(blocked: BlockedDesk, status: int) -> None:
    """Forbidden, no such method, too many requests and unavailable all say nothing of the list."""
    blocked.answer(status)
    blocked.archive.keep(blocked.address, a_list(), CAPTURED)
    assert blocked.check().status == "published"


def test_a_wall_for_programs_opens_the_second_way(blocked: BlockedDesk) -> None:
    """Some walls answer 200."""
    blocked.answer(200, b"<html><title>Access Denied</title><body><h1>Access Denied</h1></body></html>")
    blocked.archive.keep(blocked.address, a_list(), CAPTURED)
    assert blocked.check().status == "published"


def test_a_challenge_opens_the_second_way_and_operators_hear_of_it(blocked: BlockedDesk) -> None:
    """Accepted, and then only a script: the archive is asked, and the third time in a row is an alarm."""
    blocked.answer(202, b"<html><head><script src='/challenge.js'></script></head><body></body></html>")
    blocked.archive.keep(blocked.address, a_list(), CAPTURED)
    assert [blocked.check().status for _ in range(3)] == ["published", "unchanged", "unchanged"]
    (alarm,) = blocked.desk.notices()
    assert "answered 202: it does not let us in" in alarm
    assert "Read from the Web Archive's capture" in alarm


def test_a_login_form_opens_the_second_way(blocked: BlockedDesk) -> None:
    """A page that asks for a password is no list."""
    form = b"<html><body><form><input name='u'><input type='password'></form></body></html>"
    blocked.answer(200, form)
    blocked.archive.keep(blocked.address, a_list(), CAPTURED)
    assert blocked.check().status == "published"


def test_an_answer_that_never_ends_opens_the_second_way(blocked: BlockedDesk) -> None:
    """Some walls let programs wait for ever."""
    with raw_server(lambda connection: time.sleep(0.6)) as address:
        blocked.context(address, blocked.archive.newest(address), timeout=0.3)
        blocked.archive.keep(address, a_list(), CAPTURED)
        assert blocked.check().status == "published"


def test_a_capture_may_be_as_large_as_its_source_allows(blocked: BlockedDesk) -> None:
    """A list that is given more room at its publisher has it at the archive too."""
    blocked.archive.keep(blocked.address, a_list(), CAPTURED)
    desk = blocked.desk
    roomy = replace(desk.context.sources[NAME], limits=Limits(megabytes=1))
    desk.context = replace(
        desk.context, sources={NAME: roomy}, fetcher=fetcher(clock=desk.clock, max_bytes=100)
    )
    assert blocked.check().status == "published"


@pytest.mark.parametrize("status", [404, 410, 500])
def test_gone_or_broken_is_no_reason_to_ask_an_archive(blocked: BlockedDesk, status: int) -> None:
    """That a list is gone is news of its own, and an old copy must not hide it."""
    blocked.answer(status)
    blocked.archive.keep(blocked.address, a_list(), CAPTURED)
    assert blocked.check().status == "failed"
    assert blocked.archive.asked == []


def test_a_page_that_the_archive_never_captured_leaves_the_first_failure(blocked: BlockedDesk) -> None:
    """Operators read why the publisher could not be asked, and that there is no copy; once is enough."""
    report = blocked.check()
    assert report.status == "failed"
    assert "answered 403: it does not let us in" in report.reasons[0]
    assert "No web archive can be read instead" in report.reasons[0]
    assert len(blocked.archive.asked) == 1


@pytest.mark.parametrize(
    "captured",
    [
        b"<html><title>Page Not Found</title><body><h1>Page Not Found</h1></body></html>",
        b"<html><title>Access Denied</title><body><h1>Access Denied</h1></body></html>",
    ],
)
def test_a_capture_of_a_wall_or_of_nothing_is_no_copy(blocked: BlockedDesk, captured: bytes) -> None:
    """The archive met the same wall; what it says of the page counts for nothing."""
    blocked.archive.keep(blocked.address, captured, CAPTURED)
    for _ in range(5):
        assert blocked.check().status == "failed"
    with reading(blocked.desk.engine) as session:
        assert session.exec(select(ChangeRow)).all() == []


def test_a_copy_that_says_no_time_is_refused(blocked: BlockedDesk, archive: Archive) -> None:
    """What can't be dated can't be told as of a day."""
    archive.server.expect_request("/copy").respond_with_data(a_list(), content_type="text/html")
    blocked.context(blocked.address, archive.server.url_for("/copy"))
    report = blocked.check()
    assert report.status == "failed"
    assert "does not say when it was captured" in report.reasons[0]


def test_a_toolbar_and_links_into_the_archive_change_no_row(blocked: BlockedDesk) -> None:
    """An archive that gives its pages only dressed up is undressed; the kept bytes are as received."""
    blocked.context(blocked.address, blocked.archive.newest(blocked.address, flag=""))
    blocked.archive.keep(blocked.address, a_list(), CAPTURED)
    assert (blocked.check().status, blocked.last().rows) == ("published", 12)
    blocked.archive.keep(blocked.address, a_list(), CAPTURED + timedelta(days=1))
    assert blocked.check().status == "unchanged"
