"""Messages that another version of the desk queued: told to operators, kept, and in nobody's way."""

from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlmodel import col, select

from bot.delivery.deliverer import Deliverer
from bot.delivery.digest_loop import queue_due
from models.db import DeliveryRow, reading, writing
from models.domain import Terms
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST
from tests.support.newsroom.delivering import TEXAS, send_all, told
from tests.support.newsroom.digesting import DAILY, ZONE, wish
from tests.support.newsroom.editions import designations, publish_rows, subscribe
from tests.support.slack.driven import DrivenSlack

SENTENCE = "A message (alert) for <#C0TEXAS> wasn't sent: another version of this program wrote it"


def rewritten(engine: Engine, **changed: Any) -> None:
    """Let all alerts carry something else, as if another version had queued them."""
    with writing(engine) as session:
        for row in session.exec(select(DeliveryRow).where(col(DeliveryRow.what) == "alert")):
            row.payload = {**row.payload, **changed}


def alerts(engine: Engine) -> list[tuple[str, str, dict[str, Any]]]:
    """Status, error and payload of each alert."""
    with reading(engine) as session:
        rows = session.exec(select(DeliveryRow).where(col(DeliveryRow.what) == "alert"))
        return [(row.status, row.error, row.payload) for row in rows]


def operators_heard(slack: DrivenSlack) -> list[str]:
    """What the app told the operator directly."""
    return [message.text for message in slack.messages("D0OPERATOR") if message.from_app]


def test_operators_hear_once_and_the_messages_are_kept(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Two alerts of tomorrow's version: one sentence, both kept with the reason, and on it goes."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    publish_rows(engine, LIST, designations("Travis County", "New County"), clock())
    rewritten(engine, version=2)
    publish_rows(engine, LIST, designations("Travis County", "New County", "Last County"), clock())
    send_all(deliverer, clock, 10)
    assert told(slack) == ["Last County, Texas, is on the DHS list"]
    (sentence,) = operators_heard(slack)
    assert sentence.startswith(SENTENCE)
    assert "Nothing is lost: it is kept as delivery" in sentence
    first, second, last = alerts(engine)
    assert [first[0], second[0], last[0]] == ["failed", "failed", "sent"]
    assert "alert.version: Input should be 1" in first[1]
    assert first[2]["version"] == 2


def test_a_digest_goes_without_what_it_cannot_read(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """One piece of its news is of another version: the rest is told, and operators hear of the one."""
    wish(engine, clock(), Terms(rhythm=DAILY))
    publish_rows(engine, LIST, designations("Travis County"), clock())
    rewritten(engine, kind="omen")
    publish_rows(engine, LIST, designations("Travis County", "New County"), clock())
    clock.advance(datetime(2026, 11, 3, 13, 0, 5, tzinfo=clock().tzinfo) - clock())
    queue_due(engine, ZONE, clock)
    send_all(deliverer, clock, 10)
    assert told(slack) == ["Texas: day to Nov. 3, 2026"]
    (sentence,) = operators_heard(slack)
    assert sentence.startswith(SENTENCE)
