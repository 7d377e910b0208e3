"""Fetching: what is kept, what each answer means, and what is tried again."""

import gzip
import socket
import time

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from jobs.fetching import Fetched, NotModified
from models.errors import Blocked, DeskError, FetchError, Gone
from tests.support.publishers.fetching import NOW, PAGE, asked, document, fetcher, get


def test_a_document_keeps_what_was_received(publisher: HTTPServer) -> None:
    """Bytes, address, time, media type and headers of the answer are all kept."""
    body = "Æ list".encode("utf-16")
    publisher.expect_request(PAGE).respond_with_data(
        body,
        headers={"ETag": '"v1"', "Last-Modified": "Tue, 05 Aug 2025 10:00:00 GMT"},
        content_type="text/html; charset=utf-16",
    )
    with fetcher() as client:
        fetched = client.get(publisher.url_for(PAGE))
    kept = document(fetched)
    assert (kept.body, kept.address, kept.observed) == (body, publisher.url_for(PAGE), NOW)
    assert (kept.media_type, kept.headers["etag"]) == ("text/html", '"v1"')
    assert fetched == Fetched(kept, '"v1"', "Tue, 05 Aug 2025 10:00:00 GMT")


def test_we_say_who_we_are(publisher: HTTPServer) -> None:
    """The User-Agent names the desk, its version and whom to write to, for robots.txt too."""
    publisher.expect_request(PAGE).respond_with_data("x")
    get(publisher)
    agents = {request.headers["User-Agent"] for request, _ in publisher.log}
    assert agents == {"DetainerDesk/2026.11 (+desk@example.org)"}


def test_an_unchanged_page_costs_no_second_copy(publisher: HTTPServer) -> None:
    """The validators of the last copy are sent, and 304 is told apart from a document."""
    publisher.expect_request(
        PAGE, headers={"If-None-Match": '"v1"', "If-Modified-Since": "Tue, 05 Aug 2025 10:00:00 GMT"}
    ).respond_with_data(status=304)
    with fetcher() as client:
        assert client.get(publisher.url_for(PAGE), '"v1"', "Tue, 05 Aug 2025 10:00:00 GMT") == NotModified()


def test_a_304_that_was_not_asked_for_is_an_error(publisher: HTTPServer) -> None:
    """A server that says "not modified" to a first request gave us nothing."""
    publisher.expect_request(PAGE).respond_with_data(status=304)
    with pytest.raises(FetchError, match="answered 304"):
        get(publisher)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        *((status, Gone) for status in (404, 410)),
        *((status, Blocked) for status in (401, 403, 429, 451, 503)),
        *((status, FetchError) for status in (204, 400, 500, 502)),
    ],
)
@pytest.mark.usefixtures("no_waits")
def test_each_status_means_what_it_says(publisher: HTTPServer, status: int, error: type[DeskError]) -> None:
    """Gone, blocked and failed are told apart, each with a next step."""
    publisher.expect_request(PAGE).respond_with_data("no", status=status)
    with pytest.raises(FetchError, match=str(status)) as caught:
        get(publisher)
    assert type(caught.value) is error
    assert caught.value.cure


@pytest.mark.usefixtures("no_waits")
def test_what_may_pass_is_tried_again(publisher: HTTPServer) -> None:
    """Two failures and then a page are a page."""
    answers = iter([Response(status=500), Response(status=429), Response("here")])
    publisher.expect_request(PAGE).respond_with_handler(lambda _: next(answers))
    assert get(publisher).body == b"here"


def test_retry_after_is_obeyed(publisher: HTTPServer) -> None:
    """The next attempt comes no earlier than the server asked."""
    times: list[float] = []

    def answer(_: Request) -> Response:
        times.append(time.monotonic())
        return Response("x", status=200 if len(times) > 1 else 429, headers={"Retry-After": "1"})

    publisher.expect_request(PAGE).respond_with_handler(answer)
    assert get(publisher).body == b"x"
    assert times[1] - times[0] >= 1


@pytest.mark.parametrize("retry_after", ["3600", "Tue, 05 Aug 2025 13:00:00 GMT"])
def test_a_long_retry_after_ends_the_check(publisher: HTTPServer, retry_after: str) -> None:
    """An hour is not waited for with a connection in hand; it is said, and no second request made."""
    publisher.expect_request(PAGE).respond_with_data(status=429, headers={"Retry-After": retry_after})
    with pytest.raises(Blocked, match=r"wait 3,600 seconds"):
        get(publisher)
    assert asked(publisher).count(PAGE) == 1


def test_packed_bytes_arrive_unpacked(publisher: HTTPServer) -> None:
    """Evidence is the page, not how it travelled."""
    publisher.expect_request(PAGE).respond_with_data(
        gzip.compress(b"a list"), headers={"Content-Encoding": "gzip"}
    )
    assert get(publisher).body == b"a list"


@pytest.mark.usefixtures("no_waits")
def test_nobody_listening_is_said_so() -> None:
    """A refused connection is a failure to fetch."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with fetcher() as client, pytest.raises(FetchError, match="connection to 127") as caught:
        client.get(f"http://127.0.0.1:{port}/x")
    assert type(caught.value) is FetchError


def test_a_failed_handshake_is_blocked(publisher: HTTPServer) -> None:
    """A server that speaks no TLS where https is asked for is a way that is blocked."""
    with fetcher() as client, pytest.raises(Blocked, match="secure connection"):
        client.get(publisher.url_for(PAGE).replace("http:", "https:"))
