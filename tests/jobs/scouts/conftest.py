"""A scout on a publisher of loopback, on each database."""

from collections.abc import Iterator

import pytest
from pytest_httpserver import HTTPServer

from jobs.readers import Parser
from models.domain import LEADS
from tests.support.clock import Clock
from tests.support.publishers.scouting import Scouting
from tests.support.publishers.watching import desk_on


@pytest.fixture
def scouting(
    database: str, clock: Clock, parser: Parser, publisher: HTTPServer, no_waits: None
) -> Iterator[Scouting]:
    """A scout that has looked once and found nothing; a channel hears of leads."""
    with desk_on(database, clock, parser) as desk:
        scouting = Scouting(desk, publisher)
        desk.subscribe("CLEADS", LEADS)
        desk.subscribe("CTEXAS", "TX")
        yield scouting
