"""Sources that fail, flap, go and come back: what operators and newsrooms are told, and how often."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from jobs.check import take
from jobs.readers import Parser
from models.db import reading
from models.domain import Document, Terms, end_of
from models.editions import is_withdrawn
from models.queries import withdrawn_on
from tests.support.clock import Clock
from tests.support.newsroom.payloads import news_in
from tests.support.publishers.watching import Desk, desk_on, read_silence

LIST = ["published 2025-08-05", "Boston|MA|CITIES", "Newton|MA|CITIES", "Denver|CO|CITIES", "Aspen|CO|CITIES"]
LATER = ["published 2025-09-26", *LIST[1:4], "Cook County|IL|COUNTIES"]
WALL = b"<html><title>Access Denied</title><body><h1>Access Denied</h1></body></html>"
GONE = b"<html><title>Page Not Found</title><body><h1>Page Not Found</h1></body></html>"


@pytest.fixture
def desk(database: str, clock: Clock, parser: Parser) -> Iterator[Desk]:
    """A desk with one list, of which Massachusetts's and Illinois's channels hear."""
    with desk_on(database, clock, parser) as desk:
        desk.publish("list", LIST)
        desk.subscribe("CMASS", "MA")
        desk.subscribe("CILL", "IL")
        yield desk


def seen(desk: Desk, body: bytes, times: int, hours: float = 1.0) -> list[str]:
    """Look so many times, so many hours apart, and find this page each time."""
    statuses = []
    for _ in range(times):
        document = Document(body, "https://publisher.example/list", desk.clock(), "text/html")
        statuses.append(take(document, "list", desk.context)[-1].status)
        desk.clock.advance(timedelta(hours=hours))
    return statuses


def read_beside(desk: Desk) -> None:
    """Watch a second list that is read from the same page, and take both in."""
    beside = replace(desk.context.sources["list"], name="beside", reads="list")
    desk.context = replace(desk.context, sources={**desk.context.sources, "beside": beside})
    desk.publish("list", LATER)


def test_a_source_that_flaps_is_no_alarm(desk: Desk) -> None:
    """Two failed checks between good ones are the weather; the third in a row is an outage, told once."""
    for _ in range(5):
        seen(desk, WALL, 2)
        desk.publish("list", LIST)
    assert desk.notices() == []
    seen(desk, WALL, 12)
    assert len(desk.notices()) == 1
    assert "Access Denied" in desk.notices()[0]
    desk.publish("list", LIST)
    seen(desk, WALL, 2)
    desk.publish("list", LIST)
    (well,) = desk.notices()[1:]
    assert well.endswith(" can be read again after 12 failures.")


def test_being_blocked_is_not_being_gone(desk: Desk) -> None:
    """A wall for a week withdraws nothing; nor does it undo what was seen gone before."""
    assert seen(desk, WALL, 20, hours=8) == ["failed"] * 20
    assert [row for row in desk.queued() if row.what != "notice"] == []


def test_how_long_a_list_must_be_gone_is_set_for_each_source(desk: Desk) -> None:
    """Five times over a day, where the source says so: four are not enough, nor five in a minute."""
    patient = replace(desk.context.sources["list"], gone_after=5, gone_for=timedelta(hours=24))
    desk.context = replace(desk.context, sources={**desk.context.sources, "list": patient})
    assert seen(desk, GONE, 10, hours=0.01) == ["failed"] * 10
    desk.clock.advance(timedelta(hours=24))
    assert seen(desk, GONE, 1) == ["withdrawn"]


def test_a_list_that_is_back_tells_the_rows_that_differ(desk: Desk) -> None:
    """One message to each channel that it concerns: back, with how many of its rows changed."""
    seen(desk, GONE, 4, hours=2)
    assert desk.publish("list", LATER).status == "back"
    told = [(row.channel, row.what, news_in(row).rows) for row in desk.queued() if row.what != "notice"]
    assert told == [
        ("CMASS", "event", 0),
        ("CILL", "event", 0),
        ("CMASS", "event", 0),
        ("CILL", "event", 1),
    ]


def test_a_list_that_is_back_with_a_single_row_is_held(desk: Desk) -> None:
    """What stands is then still called withdrawn: nobody has seen it whole again."""
    seen(desk, GONE, 4, hours=2)
    assert desk.publish("list", ["published 2025-09-26", LIST[1]]).status == "held"
    assert len([row for row in desk.queued() if row.what != "notice"]) == 2


def test_a_page_that_is_gone_takes_along_what_is_read_from_it(desk: Desk) -> None:
    """The second list of a page is not told as current any more; who hears of both is told once."""
    read_beside(desk)
    before = len(desk.told())
    assert "withdrawn" in seen(desk, GONE, 5)
    assert [channel for channel, *_ in desk.told()[before:]] == ["CMASS", "CILL"]
    with reading(desk.engine) as session:
        assert all(is_withdrawn(session, name) for name in ("list", "beside"))
    desk.publish("list", LATER)
    with reading(desk.engine) as session:
        assert not any(is_withdrawn(session, name) for name in ("list", "beside"))


@pytest.mark.parametrize("silent", [False, True])
def test_a_page_that_is_back_is_told_once_whatever_is_read_from_it(desk: Desk, silent: bool) -> None:
    """Who hears of both lists reads once that they are back, and of each what is new in it."""
    read_beside(desk)
    desk.subscribe("CBESIDE", "MA", Terms(sources=("beside",)))
    seen(desk, GONE, 5)
    before = len(desk.told())
    if silent:
        beside = replace(desk.context.sources["beside"], parse=read_silence)
        desk.context = replace(desk.context, sources={**desk.context.sources, "beside": beside})
    assert desk.publish("list", [*LATER, "Taos|NM|CITIES", "Lake County|IL|COUNTIES"]).status == "back"
    told = [(row.channel, row.what, news_in(row).rows) for row in desk.queued() if row.what != "notice"]
    rows = [] if silent else [("CILL", "alert", 1)]
    back = [("CMASS", "event", 0), ("CILL", "event", 1), ("CBESIDE", "event", 0)]
    assert sorted(told[before:]) == sorted([*back, *rows])
    with reading(desk.engine) as session:
        assert not any(is_withdrawn(session, name) for name in ("list", "beside"))
        assert withdrawn_on(session, end_of(desk.clock().date(), "UTC")) == {}
