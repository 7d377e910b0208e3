"""A channel says what it wants to hear of; saying it twice changes nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from models.people_tables import DeliveryRow, SubscriptionRow
from models.store import open_engine, reading, writing
from models.subscriptions import subscribe, subscriptions, subscriptions_of_team, unsubscribe
from models.wishes import Channel

NOW = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
DESK = Channel("T1", "C1")
OTHER = Channel("T1", "C2")


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """A migrated database, SQLite and PostgreSQL in turn."""
    opened = open_engine(database, threads=2)
    yield opened
    opened.dispose()


def test_a_channel_subscribes_once(engine: Engine) -> None:
    """Asking twice leaves one subscription, in the name of who asked first."""
    assert subscribe(engine, DESK, "MA", "U1", NOW)
    assert not subscribe(engine, DESK, "MA", "U2", NOW)
    assert [(wish.state, wish.created_by, wish.created) for wish in subscriptions(engine, DESK)] == [
        ("MA", "U1", NOW)
    ]


def test_channels_are_apart(engine: Engine) -> None:
    """One channel's wishes are not another's, but a workspace sees them all."""
    subscribe(engine, DESK, "MA", "U1", NOW)
    subscribe(engine, OTHER, "TX", "U1", NOW)
    subscribe(engine, Channel("T2", "C1"), "NY", "U9", NOW)
    assert [wish.state for wish in subscriptions(engine, OTHER)] == ["TX"]
    assert [(wish.channel, wish.state) for wish in subscriptions_of_team(engine, "T1")] == [
        ("C1", "MA"),
        ("C2", "TX"),
    ]


def test_unsubscribing_says_what_ended(engine: Engine) -> None:
    """Ending one state leaves the others; ending all leaves none; ending none says so."""
    for state in ("TX", "MA", "NY"):
        subscribe(engine, DESK, state, "U1", NOW)
    assert unsubscribe(engine, DESK, ("MA",)) == ("MA",)
    assert unsubscribe(engine, DESK, ("MA",)) == ()
    assert unsubscribe(engine, DESK) == ("NY", "TX")
    assert subscriptions(engine, DESK) == []


def test_subscribing_again_ends_a_pause(engine: Engine) -> None:
    """A channel that was archived and is open again needs no other verb."""
    subscribe(engine, DESK, "MA", "U1", NOW)
    with writing(engine) as session:
        session.exec(select(SubscriptionRow)).one().paused = "is_archived"
    assert subscriptions(engine, DESK)[0].paused == "is_archived"
    assert subscribe(engine, DESK, "MA", "U1", NOW)
    assert subscriptions(engine, DESK)[0].paused == ""


def test_unsubscribing_stops_what_waits(engine: Engine) -> None:
    """An alert not yet sent isn't; the thread below one that was sent is completed."""
    subscribe(engine, DESK, "MA", "U1", NOW)
    with writing(engine) as session:
        number = session.exec(select(SubscriptionRow.id)).one()
        for key, part in (("a", "message"), ("b", "csv")):
            owed = DeliveryRow(
                key=key, channel="C1", what="alert", part=part, payload={}, created=NOW, not_before=NOW
            )
            owed.subscription = number
            session.add(owed)
    assert unsubscribe(engine, DESK, ("MA",)) == ("MA",)
    with reading(engine) as session:
        left = session.exec(select(DeliveryRow.part, DeliveryRow.status, DeliveryRow.error)).all()
    assert sorted(left) == [("csv", "pending", ""), ("message", "failed", "unsubscribed")]
