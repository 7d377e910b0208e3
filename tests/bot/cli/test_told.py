"""`alerted CHANGE`, once `told`: who was alerted of a change."""

import json

from models.db import open_engine
from models.messaging import claim, record_sent
from tests.support.clock import Clock
from tests.support.desk.command_line import Bot
from tests.support.newsroom.bulletins import LIST
from tests.support.newsroom.editions import designations, publish_rows, subscribe


def test_a_change_is_found_and_who_was_told(bot: Bot, sqlite_database: str, clock: Clock) -> None:
    """`changes` prints each change's id; `alerted` the channel, when, and the message's time stamp."""
    engine = open_engine(sqlite_database)
    subscribe(engine, "C0TEXAS", "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    listed = [json.loads(line) for line in bot("changes", LIST.name, "--json")[1].splitlines()]
    (row,) = [each for each in listed if each["kind"] == "added"]
    assert bot("alerted", str(row["id"]))[:2] == (0, "No channel was alerted.\n")
    delivery = claim(engine, clock())
    assert delivery
    record_sent(engine, delivery, "1700000000.000100", clock(), tells=[row["id"]])
    engine.dispose()
    told = json.loads(bot("alerted", str(row["id"]), "--json")[1])
    assert (told["channel"], told["what"], told["ts"]) == ("C0TEXAS", "alert", "1700000000.000100")
    assert json.loads(bot("told", str(row["id"]), "--json")[1]) == told
    assert (told["sent"], told["edited"], told["replied"]) == (clock().isoformat(), None, None)


def test_an_unknown_change_is_a_mistake_with_its_cure(bot: Bot) -> None:
    """A number that no change has is told as such."""
    code, _, told = bot("alerted", "99")
    assert code == 2
    assert "There is no change 99." in told
