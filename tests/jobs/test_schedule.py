"""When sources are due, and the heartbeat that checks them."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from sqlmodel import col, select

from jobs import schedule
from jobs.context import CheckContext
from jobs.fetching import Fetcher
from jobs.readers import Parser
from jobs.schedule import Heartbeat, due_sources, next_due, run_due
from models.config import Settings
from models.db import SourceRow, open_engine, reading
from models.places import load_gazetteer
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST
from tests.support.waiting import SECONDS, until

NOW = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
A, B = replace(LIST, name="a", address="https://a"), replace(LIST, name="b", address="https://b")


@pytest.fixture
def context(
    sqlite_database: str, clock: Clock, httpserver: HTTPServer, parser: Parser
) -> Iterator[CheckContext]:
    """A watch of one list whose page is not there."""
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/list").respond_with_data("Not here", status=404)
    engine = open_engine(sqlite_database)
    source = replace(LIST, address=httpserver.url_for("/list"), every=timedelta(minutes=30))
    with Fetcher(
        "editor@newsroom.example", "1", allow_loopback=True, clock=clock, pause=0.0, sleep=lambda _: None
    ) as fetcher:
        yield CheckContext(
            engine, Settings(), {source.name: source}, load_gazetteer(), parser, clock, fetcher
        )
    engine.dispose()


def requests(httpserver: HTTPServer) -> int:
    """Return how often the list itself was asked for."""
    return sum(1 for request, _ in httpserver.log if request.path == "/list")


def wait_for_a_check(context: CheckContext) -> None:
    """Wait until a check has come to its end."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        with reading(context.engine) as session:
            if session.exec(select(SourceRow.name).where(col(SourceRow.checked).is_not(None))).first():
                return
        time.sleep(0.02)
    raise TimeoutError(f"Nothing was checked within {SECONDS:.0f} seconds.")


def test_what_was_never_checked_is_due_first() -> None:
    """A new source doesn't wait behind those that are merely overdue."""
    assert due_sources([A, B], {"a": NOW - timedelta(days=9)}, NOW) == ["b", "a"]


def test_what_is_due_later_waits() -> None:
    """Nothing is asked for before its time."""
    assert due_sources([A, B], {"a": NOW, "b": NOW + timedelta(seconds=1)}, NOW) == ["a"]


def test_what_a_fast_clock_put_off_is_due() -> None:
    """The clock ran a day fast when it was checked: that holds up no look for a day once it is set right."""
    due = {"a": next_due(A.every, NOW + timedelta(days=1), 0), "b": next_due(B.every, NOW, 1)}
    assert due_sources([A, B], due, NOW) == ["a"]


def test_a_list_that_reads_anothers_documents_is_never_due_itself() -> None:
    """Two lists in one document mean one request."""
    assert due_sources([A, replace(B, reads="a")], {}, NOW) == ["a"]


def test_a_list_without_a_live_page_is_never_due() -> None:
    """Bundled facts are fetched from nowhere."""
    assert due_sources([replace(A, address="")], {}, NOW) == []


@given(st.floats(-1, 1))
def test_the_next_check_is_near_its_cadence(spread: float) -> None:
    """Jitter spreads checks, but a list that is checked each half hour is."""
    after = next_due(A.every, NOW, spread) - NOW
    assert A.every * 0.89 <= after <= A.every * 1.11


def test_a_due_source_is_checked_once_and_then_rests(
    context: CheckContext, clock: Clock, httpserver: HTTPServer
) -> None:
    """A publisher that is down is not asked again before the next time."""
    (report,) = run_due(context)
    assert report.status == "failed"
    asked = requests(httpserver)
    assert asked
    clock.advance(timedelta(minutes=20))
    assert run_due(context) == []
    assert requests(httpserver) == asked
    clock.advance(timedelta(minutes=20))
    assert len(run_due(context)) == 1
    with reading(context.engine) as session:
        assert session.exec(select(SourceRow.failures).where(col(SourceRow.name) == LIST.name)).one() == 2


def test_a_source_that_is_switched_off_is_not_checked(context: CheckContext, httpserver: HTTPServer) -> None:
    """Only the names that are handed in are watched."""
    assert run_due(context, []) == []
    assert requests(httpserver) == 0


def test_only_the_leader_checks(context: CheckContext, httpserver: HTTPServer) -> None:
    """A second desk on the same database sends, but asks no publisher."""
    follower = Heartbeat(context, [LIST.name], lambda: False, beat=timedelta(seconds=0.05))
    follower.start()
    time.sleep(0.3)
    follower.stop()
    assert requests(httpserver) == 0


def test_the_heartbeat_checks_at_once_and_survives_a_failure(
    context: CheckContext, httpserver: HTTPServer, caplog: pytest.LogCaptureFixture
) -> None:
    """A desk that was just started doesn't wait a minute; one that breaks beats on; the log says why."""
    beats = []

    def leads() -> bool:
        beats.append(1)
        if len(beats) == 1:
            raise OSError("made to fail by the test")
        return True

    heartbeat = Heartbeat(context, [LIST.name], leads, beat=timedelta(seconds=0.05))
    heartbeat.start()
    wait_for_a_check(context)
    assert until(
        lambda: [each for each in caplog.messages if each.startswith(f"{LIST.name}: failed, 0 rows. ")]
    )
    heartbeat.stop()
    assert requests(httpserver)
    assert "404" in caplog.text


def test_a_look_that_hangs_is_no_look(context: CheckContext, clock: Clock) -> None:
    """A scheduler that is started anew, and hangs again, is not taken for one that works."""
    hanging, released = threading.Event(), threading.Event()

    def hangs() -> bool:
        hanging.set()
        released.wait(SECONDS)
        return False

    heartbeat = Heartbeat(context, [LIST.name], hangs, beat=timedelta(hours=1))
    begun = heartbeat.last
    clock.advance(schedule.SILENT)
    assert heartbeat.revive()
    assert hanging.wait(SECONDS)
    assert not heartbeat.revive()
    assert heartbeat.last == begun
    released.set()
    heartbeat.stop()


def test_a_scheduler_that_died_is_started_anew(
    context: CheckContext, clock: Clock, httpserver: HTTPServer
) -> None:
    """Its last beat counts, not what it says of itself."""
    heartbeat = Heartbeat(context, [LIST.name], lambda: True, beat=timedelta(hours=1))
    assert not heartbeat.revive()
    clock.advance(schedule.SILENT)
    assert heartbeat.revive()
    wait_for_a_check(context)
    heartbeat.stop()
    assert requests(httpserver)


def test_a_scheduler_that_a_fast_clock_put_to_sleep_is_started_anew(
    context: CheckContext, clock: Clock, httpserver: HTTPServer
) -> None:
    """Its next look would be a day away, once the clock is set right; it is started anew once."""
    clock.advance(timedelta(days=1))
    heartbeat = Heartbeat(context, [LIST.name], lambda: False, beat=timedelta(hours=1))
    clock.advance(timedelta(days=-1))
    assert heartbeat.revive()
    assert not heartbeat.revive()
    heartbeat.stop()
    assert heartbeat.last == clock()
    assert not requests(httpserver)
