"""Fixtures of the publishers' side."""

from collections.abc import Iterator

import pytest
import stamina
from pytest_httpserver import HTTPServer


@pytest.fixture
def publisher(httpserver: HTTPServer) -> HTTPServer:
    """A local publisher: what a test doesn't put there, robots.txt included, is not found."""
    httpserver.no_handler_status_code = 404
    return httpserver


@pytest.fixture
def no_waits() -> Iterator[None]:
    """Three attempts without the waits between them."""
    stamina.set_testing(True, attempts=3, cap=True)
    yield
    stamina.set_testing(False)
