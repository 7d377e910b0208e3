"""Who changed what channels hear, on the command line."""

from datetime import UTC, datetime, time, timedelta

from models.db import open_engine
from models.domain import ChangeKind, Channel, Every, Quiet, Rhythm, Subject, Terms
from models.newsroom import Actor, mute, resume, subscribe, unsubscribe
from tests.support.clock import Clock
from tests.support.desk.command_line import Bot, objects

TEXAS = Channel("T0NEWSROOM", "C0TEXAS")


def test_the_log_says_who_changed_what(bot: Bot, sqlite_database: str, clock: Clock) -> None:
    """Every change in order, with the person and the day; it outlives the subscription."""
    assert bot("migrate")[0] == 0
    engine = open_engine(sqlite_database)
    subscribe(engine, TEXAS, Subject("TX", "48453"), Actor("U0EDITOR", clock()))
    mute(engine, TEXAS, clock() + timedelta(days=7), Actor("U0REPORTER", clock()))
    resume(engine, TEXAS, Actor("U0REPORTER", clock()))
    unsubscribe(engine, TEXAS, Actor("U0EDITOR", clock()))
    engine.dispose()
    log = objects(bot("subscriptions", "--log", "--json")[1])
    assert [(line["by"], line["what"]) for line in log] == [
        ("U0EDITOR", "subscribed"),
        ("U0REPORTER", "muted"),
        ("U0REPORTER", "resumed"),
        ("U0EDITOR", "unsubscribed"),
    ]
    assert {(line["team"], line["channel"], line["state"], line["place"]) for line in log} == {
        ("T0NEWSROOM", "C0TEXAS", "TX", "48453")
    }
    assert bot("subscriptions", "--log")[1].splitlines()[:2] == [
        "C0TEXAS, Nov. 2, 2026: U0EDITOR subscribed to Travis County, Texas.",
        "C0TEXAS, Nov. 2, 2026: U0REPORTER muted Travis County, Texas.",
    ]
    assert objects(bot("subscriptions", "--json")[1]) == []


def test_each_subscription_is_listed_with_its_terms(bot: Bot, sqlite_database: str, clock: Clock) -> None:
    """Operators read how a channel gets alerts as Slack says it; scripts read it field by field."""
    assert bot("migrate")[0] == 0
    engine = open_engine(sqlite_database)
    terms = Terms(
        ("ice_ddor",), (ChangeKind.CORRECTED,), Rhythm(Every.WEEKLY, time(8)), Quiet(time(22), time(7))
    )
    subscribe(engine, TEXAS, Subject("TX"), Actor("U0EDITOR", clock(), "America/New_York"), terms)
    engine.dispose()
    assert bot("subscriptions")[1] == (
        "C0TEXAS: Texas, every Monday at 8 a.m. EST, quiet 10 p.m. to 7 a.m., except places corrected, "
        "from ICE (U0EDITOR, Nov. 2, 2026)\n"
    )
    (told,) = objects(bot("subscriptions", "--json")[1])
    assert (told["terms"]["every"], told["digest_due"]) == ("weekly", "2026-11-09T13:00:00+00:00")


def test_operators_see_and_end_what_a_private_channel_gets(
    bot: Bot, sqlite_database: str, clock: Clock
) -> None:
    """In Slack it shows in that channel alone; whoever runs the desk ends it, and the log says so."""
    assert bot("migrate")[0] == 0
    engine = open_engine(sqlite_database)
    subscribe(engine, TEXAS, Subject("TX"), Actor("U0EDITOR", clock(), private=True))
    engine.dispose()
    assert bot("subscriptions")[1].startswith("C0TEXAS: Texas, as they happen")
    assert bot("subscriptions", "--end", "C0OTHER")[1] == "No subscriptions in C0OTHER.\n"
    assert bot("subscriptions", "--end", "C0TEXAS")[1] == "C0TEXAS no longer gets Texas alerts.\n"
    assert bot("subscriptions")[1].startswith("No channel has subscribed yet.")
    assert "command line unsubscribed from Texas." in bot("subscriptions", "--log")[1]


def test_the_doctor_warns_of_a_digest_that_is_overdue(bot: Bot, sqlite_database: str, clock: Clock) -> None:
    """A desk that does not run sends no digest, and nobody would miss it before Monday."""
    assert bot("migrate")[0] == 0
    engine = open_engine(sqlite_database)
    terms = Terms(rhythm=Rhythm(Every.DAILY, time(8)))
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    subscribe(engine, TEXAS, Subject("TX"), Actor("U0EDITOR", long_ago), terms)
    engine.dispose()
    assert "1 digest is overdue by more than an hour." in bot("doctor")[1]
