"""Fetching: limits on bytes and time, however a server tries to stretch them."""

import gzip
import socket
import time

import pytest
from pytest_httpserver import HTTPServer

from models.errors import Blocked, FetchError
from tests.support.publishers.fetching import PAGE, fetcher, get, raw_server


def test_a_large_answer_is_left(publisher: HTTPServer) -> None:
    """The limit counts what arrives, whatever the server announces."""
    publisher.expect_request(PAGE).respond_with_data(b"x" * 100_001)
    with pytest.raises(FetchError, match="larger than 100,000"):
        get(publisher, max_bytes=100_000)


def test_a_compressed_bomb_is_left(publisher: HTTPServer) -> None:
    """The limit counts bytes as unpacked, and nested packing is not unpacked at all."""
    bomb = gzip.compress(b"\0" * 10_000_000)
    publisher.expect_request(PAGE).respond_with_data(bomb, headers={"Content-Encoding": "gzip"})
    with pytest.raises(FetchError, match="larger than"):
        get(publisher, max_bytes=100_000)
    publisher.expect_request("/nested").respond_with_data(
        gzip.compress(bomb), headers={"Content-Encoding": "gzip, gzip"}
    )
    with pytest.raises(FetchError, match="packed"):
        get(publisher, "/nested")


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

    with raw_server(drip) as address, fetcher(timeout=0.5) as client, pytest.raises(Blocked, match="in time"):
        client.get(address)


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
