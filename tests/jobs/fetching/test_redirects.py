"""Fetching: where a redirect may lead, and which addresses are never reached."""

import socket

import pytest
from pytest_httpserver import HTTPServer

from models.errors import Blocked, FetchError, Gone
from tests.support.publishers.fetching import PAGE, asked, fetcher, get


def test_redirects_are_followed_to_the_last_address(publisher: HTTPServer) -> None:
    """Relative and absolute redirects lead to the document, whose address is the last one."""
    publisher.expect_request(PAGE).respond_with_data(status=301, headers={"Location": "../new/list"})
    publisher.expect_request("/new/list").respond_with_data(
        status=302, headers={"Location": publisher.url_for("/new/list2")}
    )
    publisher.expect_request("/new/list2").respond_with_data("x")
    assert get(publisher).address == publisher.url_for("/new/list2")


def test_redirects_without_end_are_left(publisher: HTTPServer) -> None:
    """Five redirects are followed, no sixth."""
    publisher.expect_request(PAGE).respond_with_data(status=302, headers={"Location": PAGE})
    with pytest.raises(FetchError, match="more than 5"):
        get(publisher)
    assert asked(publisher).count(PAGE) == 6


def test_a_redirect_home_means_gone(publisher: HTTPServer) -> None:
    """A site that sends its lost pages home has lost the page; its home page itself is a page."""
    publisher.expect_request(PAGE).respond_with_data(status=302, headers={"Location": "/"})
    publisher.expect_request("/").respond_with_data("Welcome")
    with pytest.raises(Gone, match="home page"):
        get(publisher)
    assert get(publisher, "/").body == b"Welcome"


def test_a_redirect_obeys_the_next_pages_rules(publisher: HTTPServer) -> None:
    """robots.txt is asked again for where a redirect leads."""
    publisher.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /hidden\n")
    publisher.expect_request(PAGE).respond_with_data(status=302, headers={"Location": "/hidden"})
    with pytest.raises(Blocked, match=r"robots\.txt"):
        get(publisher)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/x", "javascript:alert(1)"])
def test_redirects_leave_the_web_never(publisher: HTTPServer, target: str) -> None:
    """Only http and https are followed."""
    publisher.expect_request(PAGE).respond_with_data(status=302, headers={"Location": target})
    with pytest.raises(FetchError, match=r"no http or https|could not be read"):
        get(publisher)


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
def test_no_redirect_reaches_a_private_address(publisher: HTTPServer, target: str) -> None:
    """The newsroom's own network is out of reach, in whatever form its address is written."""
    publisher.expect_request(PAGE).respond_with_data(status=302, headers={"Location": f"http://{target}/x"})
    with pytest.raises(FetchError, match="not a public address"):
        get(publisher)


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"])
def test_loopback_is_closed_unless_a_setting_opens_it(publisher: HTTPServer, name: str) -> None:
    """Without the setting not even the first address may be loopback, and nothing is sent."""
    with fetcher(loopback=False) as client, pytest.raises(FetchError, match="not a public address"):
        client.get(f"http://{name}:{publisher.port}{PAGE}")
    assert not publisher.log


def test_a_name_is_connected_to_where_it_was_checked(
    publisher: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name is resolved once for each request, and connected to as checked: DNS rebinding gains nothing."""
    publisher.expect_request(PAGE).respond_with_data("x")
    resolved: list[str] = []
    real = socket.getaddrinfo

    def resolve(host: str, port: int, *rest: object, **more: object) -> object:
        if host == "list.example.org":
            resolved.append(host)
            host = "127.0.0.1"
        return real(host, port, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with fetcher() as client:
        client.get(f"http://list.example.org:{publisher.port}{PAGE}")
    assert len(resolved) == len(publisher.log) == 2
    assert {request.headers["Host"] for request, _ in publisher.log} == {f"list.example.org:{publisher.port}"}


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
