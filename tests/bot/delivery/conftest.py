"""A deliverer without threads, on the test's clock."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from bot.delivery import Readership
from bot.delivery.deliverer import Deliverer
from bot.slack import BoundedClient
from models.config import Newsroom
from models.db import open_engine
from models.domain import Row
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST, REPORT
from tests.support.newsroom.delivering import TEXAS, send_all
from tests.support.newsroom.editions import publish_rows, refusals, subscribe
from tests.support.slack.driven import DrivenSlack


@pytest.fixture
def engine(sqlite_database: str) -> Iterator[Engine]:
    """The engine of a fresh SQLite database; claims on PostgreSQL are tests of the outbox."""
    opened = open_engine(sqlite_database)
    yield opened
    opened.dispose()


@pytest.fixture
def slack(clock: Clock) -> Iterator[DrivenSlack]:
    """A local Slack on the test's clock."""
    with DrivenSlack(clock=clock) as running:
        yield running


@pytest.fixture
def deliverer(engine: Engine, slack: DrivenSlack, clock: Clock) -> Deliverer:
    """A deliverer without threads: the test says when it sends."""
    client = BoundedClient(slack.bot_token, slack.api_url)
    operators = Newsroom(operators=("U0OPERATOR",))
    sources = {REPORT.name: REPORT, LIST.name: LIST}
    readership = Readership(sources, "America/New_York", newsroom=operators)
    return Deliverer(engine, client, readership, clock, clock.ticks)


@pytest.fixture
def alerted(engine: Engine, clock: Clock, deliverer: Deliverer) -> list[Row]:
    """Three refusals that a channel was alerted of."""
    rows = refusals(3)
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, REPORT, rows, clock())
    send_all(deliverer, clock, 5)
    return rows
