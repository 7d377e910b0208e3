"""Fetching: manners towards a host: its rules, one request at a time, a pause between two."""

import threading
import time
from datetime import timedelta

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from models.errors import Blocked
from tests.support.publishers.fetching import NOW, PAGE, asked, fetcher, get


def test_robots_txt_is_obeyed_and_asked_for_once_a_day(publisher: HTTPServer) -> None:
    """A page that the rules forbid is never requested; the rules are remembered for a day."""
    publisher.expect_request("/robots.txt").respond_with_data("User-agent: DetainerDesk\nDisallow: /ag/\n")
    publisher.expect_request("/open").respond_with_data("x")
    now = [NOW]
    with fetcher(clock=lambda: now[0]) as client:
        with pytest.raises(Blocked, match=r"robots\.txt"):
            client.get(publisher.url_for(PAGE))
        client.get(publisher.url_for("/open"))
        assert asked(publisher) == ["/robots.txt", "/open"]
        now[0] += timedelta(hours=25)
        client.get(publisher.url_for("/open"))
    assert asked(publisher).count("/robots.txt") == 2


@pytest.mark.usefixtures("no_waits")
def test_robots_txt_that_fails_forbids(publisher: HTTPServer) -> None:
    """RFC 9309: no answer for the rules means don't; a refusal of the rules means there are none."""
    publisher.expect_request("/robots.txt").respond_with_data(status=500)
    publisher.expect_request(PAGE).respond_with_data("x")
    with pytest.raises(Blocked, match=r"robots\.txt"):
        get(publisher)
    publisher.clear()
    publisher.expect_request("/robots.txt").respond_with_data(status=403)
    publisher.expect_request(PAGE).respond_with_data("x")
    assert get(publisher).body == b"x"


def test_a_host_is_asked_one_thing_at_a_time(publisher: HTTPServer) -> None:
    """Checks of several sources at one publisher queue up, whatever threads they run on."""
    busy = threading.Lock()
    overlaps: list[str] = []

    def answer(request: Request) -> Response:
        if not busy.acquire(blocking=False):
            overlaps.append(request.path)
            return Response("x")
        time.sleep(0.05)
        busy.release()
        return Response("x")

    publisher.expect_request("/a").respond_with_handler(answer)
    publisher.expect_request("/b").respond_with_handler(answer)
    with fetcher() as client:
        threads = [
            threading.Thread(target=client.get, args=(publisher.url_for(path),)) for path in ("/a", "/b") * 3
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert overlaps == []
    assert asked(publisher).count("/robots.txt") == 1


def test_we_pause_between_requests_as_the_host_asks(publisher: HTTPServer) -> None:
    """A second passes between two requests to a host, and more where its rules ask for more."""
    publisher.expect_request("/robots.txt").respond_with_data("User-agent: *\nCrawl-delay: 7\n")
    publisher.expect_request(PAGE).respond_with_data("x")
    pauses: list[float] = []
    with fetcher(sleep=pauses.append) as client:
        client.get(publisher.url_for(PAGE))
        client.get(publisher.url_for(PAGE))
    assert [round(pause) for pause in pauses] == [1, 7]
