"""A channel says what it wants to hear of; saying it twice changes nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from models.db import DeliveryRow, ServingRow, SubscriptionRow, open_engine, reading, writing
from models.domain import PLAIN, ChangeKind, Channel, Every, Quiet, Rhythm, Subject, Terms
from models.messaging import claim
from models.newsroom import (
    Actor,
    history_of,
    mute,
    resume,
    subscribe,
    subscriptions_of,
    subscriptions_of_team,
    unsubscribe,
)
from tests.support.newsroom.payloads import alert_for, owed_row

NOW = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
DESK = Channel("T1", "C1")
OTHER = Channel("T1", "C2")
HAND = Actor("U1", NOW)


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """A migrated database, SQLite and PostgreSQL in turn."""
    opened = open_engine(database, threads=2)
    yield opened
    opened.dispose()


def test_a_channel_subscribes_once(engine: Engine) -> None:
    """Asking twice leaves one subscription, in the name of who asked first."""
    assert subscribe(engine, DESK, Subject("MA"), Actor("U1", NOW))
    assert not subscribe(engine, DESK, Subject("MA"), Actor("U2", NOW))
    assert [(wish.state, wish.created_by, wish.created) for wish in subscriptions_of(engine, DESK)] == [
        ("MA", "U1", NOW)
    ]


def test_channels_are_apart(engine: Engine) -> None:
    """One channel's wishes are not another's, but a workspace sees them all."""
    subscribe(engine, DESK, Subject("MA"), Actor("U1", NOW))
    subscribe(engine, OTHER, Subject("TX"), Actor("U1", NOW))
    subscribe(engine, Channel("T2", "C1"), Subject("NY"), Actor("U9", NOW))
    assert [wish.state for wish in subscriptions_of(engine, OTHER)] == ["TX"]
    assert [(wish.channel, wish.state) for wish in subscriptions_of_team(engine, "T1")] == [
        ("C1", "MA"),
        ("C2", "TX"),
    ]


def test_unsubscribing_says_what_ended(engine: Engine) -> None:
    """Ending one state leaves the others; ending all leaves none; ending none says so."""
    for state in ("TX", "MA", "NY"):
        subscribe(engine, DESK, Subject(state), Actor("U1", NOW))
    assert unsubscribe(engine, DESK, HAND, [Subject("MA")]) == (Subject("MA"),)
    assert unsubscribe(engine, DESK, HAND, [Subject("MA")]) == ()
    assert unsubscribe(engine, DESK, HAND) == (Subject("NY"), Subject("TX"))
    assert subscriptions_of(engine, DESK) == []


def test_subscribing_again_ends_a_pause(engine: Engine) -> None:
    """A channel that was archived and is open again needs no other verb."""
    subscribe(engine, DESK, Subject("MA"), Actor("U1", NOW))
    with writing(engine) as session:
        session.exec(select(SubscriptionRow)).one().paused = "is_archived"
    assert subscriptions_of(engine, DESK)[0].paused == "is_archived"
    assert subscribe(engine, DESK, Subject("MA"), Actor("U1", NOW))
    assert subscriptions_of(engine, DESK)[0].paused == ""


def test_unsubscribing_stops_what_waits(engine: Engine) -> None:
    """An alert not yet sent isn't; the thread below one that was sent is completed."""
    subscribe(engine, DESK, Subject("MA"), Actor("U1", NOW))
    with writing(engine) as session:
        number = session.exec(select(SubscriptionRow.id)).one()
        for key, part in (("a", "message"), ("b", "csv")):
            owed = owed_row(key, "C1", NOW, alert_for(number or 0))
            owed.part, owed.team = part, "T1"
            owed.serving = [ServingRow(subscription=number or 0)]
            session.add(owed)
    assert unsubscribe(engine, DESK, HAND, [Subject("MA")]) == (Subject("MA"),)
    with reading(engine) as session:
        left = session.exec(select(DeliveryRow.part, DeliveryRow.status, DeliveryRow.error)).all()
    assert sorted(left) == [("csv", "pending", ""), ("message", "failed", "unsubscribed")]


def test_who_changed_what_is_kept(engine: Engine) -> None:
    """Subscribed, otherwise, muted, heard again, ended: each with its person, newest first."""
    daily = Terms(rhythm=Rhythm(Every.DAILY, time(7, 30)), without=(ChangeKind.CORRECTED,))
    subscribe(engine, DESK, Subject("MA"), Actor("U1", NOW))
    assert subscribe(engine, DESK, Subject("MA"), Actor("U2", NOW), daily)
    mute(engine, DESK, NOW + timedelta(days=7), Actor("U3", NOW))
    assert resume(engine, DESK, Actor("U4", NOW)) == 1
    assert resume(engine, DESK, Actor("U4", NOW)) == 0
    unsubscribe(engine, DESK, Actor("U5", NOW))
    told = [(entry.by, entry.what, entry.detail) for entry in history_of(engine, DESK)]
    assert told == [
        ("U5", "unsubscribed", ""),
        ("U4", "resumed", ""),
        ("U3", "muted", "2026-11-09T15:00:00+00:00"),
        ("U2", "changed", "daily 7:30"),
        ("U1", "subscribed", "at once"),
    ]


def test_terms_come_back_as_they_were_given(engine: Engine) -> None:
    """Sources, kinds left out, rhythm, quiet hours and thread, of a place beside its state."""
    terms = Terms(
        sources=("ice_ddor",),
        without=(ChangeKind.CORRECTED,),
        rhythm=Rhythm(Every.WEEKLY, time(8, 5), 4),
        quiet=Quiet(time(22), time(7)),
        zone="America/Chicago",
        thread=True,
    )
    subscribe(engine, DESK, Subject("TX"), HAND)
    subscribe(engine, DESK, Subject("TX", "48453"), HAND, terms)
    state, place = subscriptions_of(engine, DESK)
    assert (state.subject, state.terms) == (Subject("TX"), PLAIN)
    assert (place.subject, place.terms) == (Subject("TX", "48453"), terms)


def test_a_muted_channel_is_owed_what_waits(engine: Engine) -> None:
    """Nothing is sent while it is muted, and nothing is lost: it comes when the time is over."""
    subscribe(engine, DESK, Subject("MA"), HAND)
    mute(engine, DESK, NOW + timedelta(hours=2), HAND)
    with writing(engine) as session:
        number = session.exec(select(SubscriptionRow.id)).one()
        owed = owed_row("a", "C1", NOW, alert_for(number or 0))
        owed.team, owed.serving = "T1", [ServingRow(subscription=number or 0)]
        session.add(owed)
    assert claim(engine, NOW + timedelta(hours=1)) is None
    claimed = claim(engine, NOW + timedelta(hours=3))
    assert claimed is not None
    assert claimed.key == "a"
