"""A channel gets another id, or a workspace's wishes become an organization's: nothing is lost or doubled."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from models.db import DeliveryRow, ServingRow, SubscriptionRow, open_engine, reading, writing
from models.domain import Channel, Every, Rhythm, Subject, Terms
from models.messaging import Later, RefusedCsv, claim, pause_channel, put_back
from models.newsroom import Actor, follow, gather_under, subscribe, subscriptions_of, subscriptions_of_team
from models.newsroom.moving import TOLD_THERE
from tests.support.newsroom.payloads import alert_for, owed_row

NOW = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
OLD, NEW = Channel("T1", "G1"), Channel("T1", "C1")
HAND = Actor("U1", NOW)
DAILY = Terms(rhythm=Rhythm(Every.DAILY))


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """A migrated database, SQLite and PostgreSQL in turn."""
    opened = open_engine(database, threads=2)
    yield opened
    opened.dispose()


def owe(engine: Engine, event: str, channel: Channel, status: str = "pending") -> None:
    """Owe a channel an alert of what it hears of, or have sent it."""
    with writing(engine) as session:
        same = (SubscriptionRow.team == channel.team, SubscriptionRow.channel == channel.id)
        subscription = session.exec(select(SubscriptionRow.id).where(*same)).first() or 0
        row = owed_row(f"{event}:{channel.team}:{channel.id}", channel.id, NOW, alert_for(subscription))
        row.team, row.status = channel.team, status
        row.serving = [ServingRow(subscription=subscription)]
        session.add(row)


def outbox(engine: Engine) -> list[tuple[str, str, str]]:
    """Every message: its key, where it goes, and how it stands."""
    with reading(engine) as session:
        rows = session.exec(select(DeliveryRow).order_by(DeliveryRow.id)).all()  # type: ignore[arg-type]  # a column
        return [(row.key, f"{row.team}:{row.channel}", row.status) for row in rows]


def test_what_waits_and_what_was_sent_go_to_the_new_id(engine: Engine) -> None:
    """The queue is sent there, and what was sent can be corrected there."""
    subscribe(engine, OLD, Subject("MA"), HAND)
    owe(engine, "edition:1", OLD, "sent")
    owe(engine, "edition:2", OLD)
    assert follow(engine, OLD, "C1", NOW) == 1
    assert outbox(engine) == [("edition:1:T1:C1", "T1:C1", "sent"), ("edition:2:T1:C1", "T1:C1", "pending")]
    assert [wish.state for wish in subscriptions_of(engine, NEW)] == ["MA"]
    assert subscriptions_of(engine, OLD) == []


def test_two_subscriptions_become_one_and_nothing_is_told_twice(engine: Engine) -> None:
    """The new id asked for the same before the move was known: its terms hold, its messages count as told."""
    subscribe(engine, OLD, Subject("MA"), HAND)
    owe(engine, "edition:1", OLD)
    owe(engine, "edition:2", OLD)
    subscribe(engine, NEW, Subject("MA"), HAND, DAILY)
    owe(engine, "edition:2", NEW, "sent")
    follow(engine, OLD, "C1", NOW)
    (wish,) = subscriptions_of(engine, NEW)
    assert wish.terms == DAILY
    assert outbox(engine) == [
        ("edition:1:T1:C1", "T1:C1", "pending"),
        ("edition:2:T1:G1", "T1:C1", "failed"),
        ("edition:2:T1:C1", "T1:C1", "sent"),
    ]
    with reading(engine) as session:
        assert session.get_one(DeliveryRow, 2).error == TOLD_THERE


def test_what_waits_under_both_ids_is_sent_once(engine: Engine) -> None:
    """The same edition is owed to the old id and to the new one."""
    for channel in (OLD, NEW):
        subscribe(engine, channel, Subject("MA"), HAND)
        owe(engine, "edition:1", channel)
    follow(engine, OLD, "C1", NOW)
    assert [where for _, where, status in outbox(engine) if status == "pending"] == ["T1:C1"]


def test_wishes_of_workspaces_become_the_organizations(engine: Engine) -> None:
    """Two workspaces asked in the channel that they share, as was kept before: one wish is left."""
    subscribe(engine, Channel("T1", "C1"), Subject("MA"), HAND)
    subscribe(engine, Channel("T2", "C1"), Subject("MA"), HAND)
    subscribe(engine, Channel("T2", "C2"), Subject("TX"), HAND)
    owe(engine, "edition:1", Channel("T1", "C1"))
    owe(engine, "edition:1", Channel("T2", "C1"))
    assert gather_under(engine, "E1") == 3
    assert [(wish.channel, wish.state) for wish in subscriptions_of_team(engine, "E1")] == [
        ("C1", "MA"),
        ("C2", "TX"),
    ]
    assert [where for _, where, status in outbox(engine) if status == "pending"] == ["E1:C1"]
    assert gather_under(engine, "E1") == 0


def test_what_the_former_id_was_refused_pauses_nothing_of_the_new_one(engine: Engine) -> None:
    """It moves while a message to it, or a file, is on its way: both go to the new id, and nobody is told."""
    subscribe(engine, OLD, Subject("MA"), HAND)
    owe(engine, "edition:1", OLD)
    claimed = claim(engine, NOW)
    assert claimed
    follow(engine, OLD, "C1", NOW)
    assert pause_channel(engine, claimed, "channel_not_found", NOW)
    assert outbox(engine) == [("edition:1:T1:C1", "T1:C1", "pending")]
    assert [wish.paused for wish in subscriptions_of(engine, NEW)] == [""]
    put_back(engine, claimed, Later(NOW, "channel_not_found", instead=RefusedCsv(code="channel_not_found")))
    again = claim(engine, NOW)
    assert again
    assert again.payload == claimed.payload
