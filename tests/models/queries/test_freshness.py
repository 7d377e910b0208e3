"""One cheap read says whether anything else would show."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from models.db import SourceRow, SubscriptionRow, open_engine, reading, writing
from models.domain import Channel, Subject
from models.messaging import welcome_once
from models.newsroom import Actor, mute, subscribe
from models.queries import newest

NOW = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
DESK = Channel("T1", "C1")
HAND = Actor("U1", NOW)


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """A migrated database, SQLite and PostgreSQL in turn, in which a channel hears of a state."""
    opened = open_engine(database, threads=2)
    subscribe(opened, DESK, Subject("MA"), HAND)
    with writing(opened) as session:
        session.add(SourceRow(name="a_list"))
    yield opened
    opened.dispose()


def fails(session: Session) -> None:
    """A list's check fails."""
    session.get_one(SourceRow, "a_list").failures = 1


def closes(session: Session) -> None:
    """Slack closes the channel."""
    session.get_one(SubscriptionRow, 1).paused = "is_archived"


def news(engine: Engine) -> tuple[int, ...]:
    """What the read says."""
    with reading(engine) as session:
        return newest(session)


@pytest.mark.parametrize("happens", [fails, closes])
def test_health_counts(engine: Engine, happens: Callable[[Session], None]) -> None:
    """A list that fails and a channel that closes would show."""
    before = news(engine)
    assert news(engine) == before
    with writing(engine) as session:
        happens(session)
    assert news(engine) != before


def test_wishes_count(engine: Engine) -> None:
    """A subscription that is made or muted would show, in whatever process."""
    before = news(engine)
    subscribe(engine, DESK, Subject("TX"), HAND)
    made = news(engine)
    mute(engine, DESK, NOW, HAND)
    assert len({before, made, news(engine)}) == 3


def test_what_home_does_not_show_is_no_news(engine: Engine) -> None:
    """A message in the outbox changes nothing there."""
    before = news(engine)
    assert welcome_once(engine, "T1", ["U1", "U2"], NOW) == 2
    assert news(engine) == before
    assert welcome_once(engine, "T1", ["U2", "U3"], NOW) == 1
