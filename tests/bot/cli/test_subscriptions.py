"""Who changed what channels hear, on the command line."""

from datetime import timedelta

from models.store import open_engine
from models.subscriptions import Hand, mute, resume, subscribe, unsubscribe
from models.wishes import Channel, Subject
from tests.support.clock import Clock
from tests.support.command_line import Bot, objects

TEXAS = Channel("T0NEWSROOM", "C0TEXAS")


def test_the_log_says_who_changed_what(bot: Bot, sqlite_database: str, clock: Clock) -> None:
    """Every change in order, with the person and the day; it outlives the subscription."""
    assert bot("migrate")[0] == 0
    engine = open_engine(sqlite_database)
    subscribe(engine, TEXAS, Subject("TX", "48453"), Hand("U0EDITOR", clock()))
    mute(engine, TEXAS, clock() + timedelta(days=7), Hand("U0REPORTER", clock()))
    resume(engine, TEXAS, Hand("U0REPORTER", clock()))
    unsubscribe(engine, TEXAS, Hand("U0EDITOR", clock()))
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
    assert "U0REPORTER" in bot("subscriptions", "--log")[1]
    assert objects(bot("subscriptions", "--json")[1]) == []
