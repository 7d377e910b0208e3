"""Fetching over real loopback servers: each promise of jobs/fetch.py as a publisher sees it."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import stamina
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from jobs.fetch import Fetched, Fetcher, NotModified
from models.errors import Blocked, DeskError, FetchError, Gone
from models.values import Document

NOW = datetime(2025, 8, 5, 12, tzinfo=UTC)
PAGE = "/ag/list"


def fetcher(*, loopback: bool = True, timeout: float = 5.0, **changes: object) -> Fetcher:
    """A fetcher with a set clock and no pauses, unless a test asks for them."""
    settings: dict[str, object] = {"clock": lambda: NOW, "sleep": lambda _: None} | changes
    return Fetcher("desk@example.org", "2026.11", loopback, timeout=timeout, **settings)  # type: ignore[arg-type]


def document(fetched: Fetched | NotModified) -> Document:
    """The document of an answer that must have one."""
    assert isinstance(fetched, Fetched)
    return fetched.document


def get(server: HTTPServer, path: str = PAGE, **changes: object) -> Document:
    """Fetch a page of a local server."""
    with fetcher(**changes) as client:  # type: ignore[arg-type]
        return document(client.get(server.url_for(path)))


@pytest.fixture(autouse=True)
def found_nowhere(httpserver: HTTPServer) -> None:
    """The local publisher has no robots.txt, nor any page that a test doesn't put there."""
    httpserver.no_handler_status_code = 404


@pytest.fixture
def no_waits() -> Iterator[None]:
    """Three attempts without the waits between them."""
    stamina.set_testing(True, attempts=3, cap=True)
    yield
    stamina.set_testing(False)


@contextmanager
def raw_server(answer: Callable[[socket.socket], None], name: str = "127.0.0.1") -> Iterator[str]:
    """A server that says byte for byte what a test wants; robots.txt is not found."""
    with socket.create_server((name, 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    asked = connection.recv(65536)
                    if b"/robots.txt" in asked:
                        connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                        continue
                    try:
                        answer(connection)
                    except OSError:
                        continue

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://{name}:{listener.getsockname()[1]}/page"
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def test_a_document_keeps_what_was_received(httpserver: HTTPServer) -> None:
    """Bytes, address, time, media type and headers of the answer are all kept."""
    body = "Æ list".encode("utf-16")
    httpserver.expect_request(PAGE).respond_with_data(
        body,
        headers={"ETag": '"v1"', "Last-Modified": "Tue, 05 Aug 2025 10:00:00 GMT"},
        content_type="text/html; charset=utf-16",
    )
    with fetcher() as client:
        fetched = client.get(httpserver.url_for(PAGE))
    kept = document(fetched)
    assert (kept.body, kept.address, kept.observed) == (body, httpserver.url_for(PAGE), NOW)
    assert (kept.media_type, kept.headers["etag"]) == ("text/html", '"v1"')
    assert fetched == Fetched(kept, '"v1"', "Tue, 05 Aug 2025 10:00:00 GMT")


def test_we_say_who_we_are(httpserver: HTTPServer) -> None:
    """The User-Agent names the desk, its version and whom to write to, for robots.txt too."""
    httpserver.expect_request(PAGE).respond_with_data("x")
    get(httpserver)
    agents = {request.headers["User-Agent"] for request, _ in httpserver.log}
    assert agents == {"DetainerDesk/2026.11 (+desk@example.org)"}


def test_an_unchanged_page_costs_no_second_copy(httpserver: HTTPServer) -> None:
    """The validators of the last copy are sent, and 304 is told apart from a document."""
    httpserver.expect_request(
        PAGE, headers={"If-None-Match": '"v1"', "If-Modified-Since": "Tue, 05 Aug 2025 10:00:00 GMT"}
    ).respond_with_data(status=304)
    with fetcher() as client:
        assert client.get(httpserver.url_for(PAGE), '"v1"', "Tue, 05 Aug 2025 10:00:00 GMT") == NotModified()


def test_a_304_that_was_not_asked_for_is_an_error(httpserver: HTTPServer) -> None:
    """A server that says "not modified" to a first request gave us nothing."""
    httpserver.expect_request(PAGE).respond_with_data(status=304)
    with pytest.raises(FetchError, match="answered 304"):
        get(httpserver)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        *((status, Gone) for status in (404, 410)),
        *((status, Blocked) for status in (401, 403, 429, 451, 503)),
        *((status, FetchError) for status in (204, 400, 500, 502)),
    ],
)
@pytest.mark.usefixtures("no_waits")
def test_each_status_means_what_it_says(httpserver: HTTPServer, status: int, error: type[DeskError]) -> None:
    """Gone, blocked and failed are told apart, each with a next step."""
    httpserver.expect_request(PAGE).respond_with_data("no", status=status)
    with pytest.raises(FetchError, match=str(status)) as caught:
        get(httpserver)
    assert type(caught.value) is error
    assert caught.value.cure


@pytest.mark.usefixtures("no_waits")
def test_what_may_pass_is_tried_again(httpserver: HTTPServer) -> None:
    """Two failures and then a page are a page."""
    answers = iter([Response(status=500), Response(status=429), Response("here")])
    httpserver.expect_request(PAGE).respond_with_handler(lambda _: next(answers))
    assert get(httpserver).body == b"here"


def test_retry_after_is_obeyed(httpserver: HTTPServer) -> None:
    """The next attempt comes no earlier than the server asked."""
    times: list[float] = []

    def answer(_: Request) -> Response:
        times.append(time.monotonic())
        return Response("x", status=200 if len(times) > 1 else 429, headers={"Retry-After": "1"})

    httpserver.expect_request(PAGE).respond_with_handler(answer)
    assert get(httpserver).body == b"x"
    assert times[1] - times[0] >= 1


@pytest.mark.parametrize("asked", ["3600", "Tue, 05 Aug 2025 13:00:00 GMT"])
def test_a_long_retry_after_ends_the_check(httpserver: HTTPServer, asked: str) -> None:
    """An hour is not waited for with a connection in hand; it is said, and no second request made."""
    httpserver.expect_request(PAGE).respond_with_data(status=429, headers={"Retry-After": asked})
    with pytest.raises(Blocked, match=r"wait 3,600 seconds"):
        get(httpserver)
    assert [request.path for request, _ in httpserver.log].count(PAGE) == 1


def test_robots_txt_is_obeyed_and_asked_for_once_a_day(httpserver: HTTPServer) -> None:
    """A page that the rules forbid is never requested; the rules are remembered for a day."""
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: DetainerDesk\nDisallow: /ag/\n")
    httpserver.expect_request("/open").respond_with_data("x")
    now = [NOW]
    with fetcher(clock=lambda: now[0]) as client:
        with pytest.raises(Blocked, match=r"robots\.txt"):
            client.get(httpserver.url_for(PAGE))
        client.get(httpserver.url_for("/open"))
        assert [request.path for request, _ in httpserver.log] == ["/robots.txt", "/open"]
        now[0] += timedelta(hours=25)
        client.get(httpserver.url_for("/open"))
    assert [request.path for request, _ in httpserver.log].count("/robots.txt") == 2


@pytest.mark.usefixtures("no_waits")
def test_robots_txt_that_fails_forbids(httpserver: HTTPServer) -> None:
    """RFC 9309: no answer for the rules means don't; a refusal of the rules means there are none."""
    httpserver.expect_request("/robots.txt").respond_with_data(status=500)
    httpserver.expect_request(PAGE).respond_with_data("x")
    with pytest.raises(Blocked, match=r"robots\.txt"):
        get(httpserver)
    httpserver.clear()
    httpserver.expect_request("/robots.txt").respond_with_data(status=403)
    httpserver.expect_request(PAGE).respond_with_data("x")
    assert get(httpserver).body == b"x"


def test_redirects_are_followed_to_the_last_address(httpserver: HTTPServer) -> None:
    """Relative and absolute redirects lead to the document, whose address is the last one."""
    httpserver.expect_request(PAGE).respond_with_data(status=301, headers={"Location": "../new/list"})
    httpserver.expect_request("/new/list").respond_with_data(
        status=302, headers={"Location": httpserver.url_for("/new/list2")}
    )
    httpserver.expect_request("/new/list2").respond_with_data("x")
    assert get(httpserver).address == httpserver.url_for("/new/list2")


def test_redirects_without_end_are_left(httpserver: HTTPServer) -> None:
    """Five redirects are followed, no sixth."""
    httpserver.expect_request(PAGE).respond_with_data(status=302, headers={"Location": PAGE})
    with pytest.raises(FetchError, match="more than 5"):
        get(httpserver)
    assert [request.path for request, _ in httpserver.log].count(PAGE) == 6


def test_a_redirect_home_means_gone(httpserver: HTTPServer) -> None:
    """A site that sends its lost pages home has lost the page; its home page itself is a page."""
    httpserver.expect_request(PAGE).respond_with_data(status=302, headers={"Location": "/"})
    httpserver.expect_request("/").respond_with_data("Welcome")
    with pytest.raises(Gone, match="home page"):
        get(httpserver)
    assert get(httpserver, "/").body == b"Welcome"


def test_a_redirect_obeys_the_next_pages_rules(httpserver: HTTPServer) -> None:
    """robots.txt is asked again for where a redirect leads."""
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /hidden\n")
    httpserver.expect_request(PAGE).respond_with_data(status=302, headers={"Location": "/hidden"})
    with pytest.raises(Blocked, match=r"robots\.txt"):
        get(httpserver)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/x", "javascript:alert(1)"])
def test_redirects_leave_the_web_never(httpserver: HTTPServer, target: str) -> None:
    """Only http and https are followed."""
    httpserver.expect_request(PAGE).respond_with_data(status=302, headers={"Location": target})
    with pytest.raises(FetchError, match=r"no http or https|could not be read"):
        get(httpserver)


@pytest.mark.parametrize(
    "target",
    [
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.1",
        "224.0.0.1",
        "[fe80::1]",
        "[fd00::1]",
        "[::]",
        "[::ffff:10.0.0.1]",
        "[64:ff9b::a9fe:a9fe]",
        "[2002:a00:1::]",
    ],
)
def test_no_redirect_reaches_a_private_address(httpserver: HTTPServer, target: str) -> None:
    """The newsroom's own network is out of reach, in whatever form its address is written."""
    httpserver.expect_request(PAGE).respond_with_data(status=302, headers={"Location": f"http://{target}/x"})
    with pytest.raises(FetchError, match="not a public address"):
        get(httpserver)


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"])
def test_loopback_is_closed_unless_a_setting_opens_it(httpserver: HTTPServer, name: str) -> None:
    """Without the setting not even the first address may be loopback, and nothing is sent."""
    with fetcher(loopback=False) as client, pytest.raises(FetchError, match="not a public address"):
        client.get(f"http://{name}:{httpserver.port}{PAGE}")
    assert not httpserver.log


def test_a_name_is_connected_to_where_it_was_checked(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that resolves elsewhere the second time (DNS rebinding) is not asked a second time."""
    httpserver.expect_request(PAGE).respond_with_data("x")
    answers = iter(["127.0.0.1", "127.0.0.1"])
    asked: list[str] = []
    real = socket.getaddrinfo

    def resolve(host: str, port: int, *rest: object, **more: object) -> object:
        if host == "list.example.org":
            asked.append(host)
            host = next(answers)
        return real(host, port, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with fetcher() as client:
        client.get(f"http://list.example.org:{httpserver.port}{PAGE}")
    assert len(asked) == len(httpserver.log) == 2
    assert {request.headers["Host"] for request, _ in httpserver.log} == {
        f"list.example.org:{httpserver.port}"
    }


def test_one_private_address_among_public_ones_closes_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that mixes public and private addresses is not connected to at all."""
    mixed = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: mixed)
    with fetcher() as client, pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        client.get("http://mixed.example.org/x")


def test_a_name_that_does_not_exist_is_said_so() -> None:
    """No such name is a failure to fetch, neither gone nor blocked."""
    with fetcher() as client, pytest.raises(FetchError, match="could not be resolved") as caught:
        client.get("http://no-such-name.invalid/x")
    assert type(caught.value) is FetchError


@pytest.mark.parametrize("address", ["", "list.html", "http://", "http://[::1", "http://a b/"])
def test_an_address_that_is_none_is_said_so(address: str) -> None:
    """A typing error in config.toml is one sentence with its cure."""
    with fetcher() as client, pytest.raises(FetchError, match="address"):
        client.get(address)


@pytest.mark.usefixtures("no_waits")
def test_nobody_listening_is_said_so() -> None:
    """A refused connection is a failure to fetch."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with fetcher() as client, pytest.raises(FetchError, match="connection to 127") as caught:
        client.get(f"http://127.0.0.1:{port}/x")
    assert type(caught.value) is FetchError


def test_a_failed_handshake_is_blocked(httpserver: HTTPServer) -> None:
    """A server that speaks no TLS where https is asked for is a way that is blocked."""
    with fetcher() as client, pytest.raises(Blocked, match="secure connection"):
        client.get(httpserver.url_for(PAGE).replace("http:", "https:"))


def test_a_large_answer_is_left(httpserver: HTTPServer) -> None:
    """The limit counts what arrives, whatever the server announces."""
    httpserver.expect_request(PAGE).respond_with_data(b"x" * 100_001)
    with pytest.raises(FetchError, match="larger than 100,000"):
        get(httpserver, max_bytes=100_000)


def test_a_compressed_bomb_is_left(httpserver: HTTPServer) -> None:
    """The limit counts bytes as unpacked, and nested packing is not unpacked at all."""
    bomb = gzip.compress(b"\0" * 10_000_000)
    httpserver.expect_request(PAGE).respond_with_data(bomb, headers={"Content-Encoding": "gzip"})
    with pytest.raises(FetchError, match="larger than"):
        get(httpserver, max_bytes=100_000)
    httpserver.expect_request("/nested").respond_with_data(
        gzip.compress(bomb), headers={"Content-Encoding": "gzip, gzip"}
    )
    with pytest.raises(FetchError, match="packed"):
        get(httpserver, "/nested")


def test_packed_bytes_arrive_unpacked(httpserver: HTTPServer) -> None:
    """Evidence is the page, not how it travelled."""
    httpserver.expect_request(PAGE).respond_with_data(
        gzip.compress(b"a list"), headers={"Content-Encoding": "gzip"}
    )
    assert get(httpserver).body == b"a list"


@pytest.mark.parametrize(
    "head",
    [b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b"HTTP/1.0 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\n"],
    ids=["body", "body without a length", "headers"],
)
def test_an_answer_that_drips_is_cut(head: bytes) -> None:
    """The time limit is one on the whole answer: a byte now and then doesn't extend it."""

    def drip(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            time.sleep(0.05)
            connection.sendall(b"x")

    started = time.monotonic()
    with raw_server(drip) as address, fetcher(timeout=0.5) as client, pytest.raises(Blocked, match="in time"):
        client.get(address)
    assert time.monotonic() - started < 3


def test_silence_is_blocked() -> None:
    """A server that accepts and says nothing is left after the time limit."""
    with (
        raw_server(lambda _: time.sleep(1)) as address,
        fetcher(timeout=0.3) as client,
        pytest.raises(Blocked, match="in time"),
    ):
        client.get(address)


@pytest.mark.usefixtures("no_waits")
def test_an_answer_that_breaks_off_is_no_document() -> None:
    """Fewer bytes than announced are never taken for the whole list."""
    cut = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<html>California"
    with (
        raw_server(lambda connection: connection.sendall(cut)) as address,
        fetcher() as client,
        pytest.raises(FetchError, match="connection to"),
    ):
        client.get(address)


def test_a_host_is_asked_one_thing_at_a_time(httpserver: HTTPServer) -> None:
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

    httpserver.expect_request("/a").respond_with_handler(answer)
    httpserver.expect_request("/b").respond_with_handler(answer)
    with fetcher() as client:
        threads = [
            threading.Thread(target=client.get, args=(httpserver.url_for(path),)) for path in ("/a", "/b") * 3
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert overlaps == []
    assert [request.path for request, _ in httpserver.log].count("/robots.txt") == 1


def test_we_pause_between_requests_as_the_host_asks(httpserver: HTTPServer) -> None:
    """A second passes between two requests to a host, and more where its rules ask for more."""
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nCrawl-delay: 7\n")
    httpserver.expect_request(PAGE).respond_with_data("x")
    pauses: list[float] = []
    with fetcher(sleep=pauses.append) as client:
        client.get(httpserver.url_for(PAGE))
        client.get(httpserver.url_for(PAGE))
    assert [round(pause) for pause in pauses] == [1, 7]
