"""A replay tells at once, whatever a channel wishes of the present."""

from datetime import UTC, datetime, time
from pathlib import Path

from sqlmodel import select

from jobs.replay import new_database
from models.db import SubscriptionRow, open_engine, reading
from models.domain import AT_ONCE, ChangeKind, Channel, Every, Quiet, Rhythm, Subject, Terms, read_terms
from models.newsroom import Actor, mute, subscribe

NOW = datetime(2026, 11, 24, tzinfo=UTC)
DESK = Channel("T1", "C1")


def test_digests_quiet_hours_and_silence_are_of_the_present_only(
    sqlite_database: str, tmp_path: Path
) -> None:
    """Who presses Replay sees the past arrive within a minute; what a channel leaves out stays left out."""
    desk = open_engine(sqlite_database)
    terms = Terms(
        without=(ChangeKind.MOVED,), rhythm=Rhythm(Every.WEEKLY), quiet=Quiet(time(22), time(7)), thread=True
    )
    subscribe(desk, DESK, Subject("MA"), Actor("U1", NOW), terms)
    mute(desk, DESK, NOW.replace(year=2027), Actor("U1", NOW))
    past = new_database(desk, f"sqlite:///{tmp_path / 'replay.db'}")
    with reading(past) as session:
        (row,) = session.exec(select(SubscriptionRow)).all()
    assert (row.digest_due, row.muted_until) == (None, None)
    assert read_terms(row.terms) == Terms(without=(ChangeKind.MOVED,), rhythm=AT_ONCE, thread=True)
    desk.dispose()
    past.dispose()
