"""Who was told what: every message that told a change is known by it."""

from sqlalchemy import Engine
from sqlmodel import col, select

from bot.delivery.deliverer import Deliverer
from models.db import ChangeRow, reading
from models.messaging import told_of_change
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST
from tests.support.newsroom.delivering import GEORGIA, TEXAS, send_all
from tests.support.newsroom.editions import designations, publish_rows, subscribe
from tests.support.slack.driven import DrivenSlack


def changes(engine: Engine, kind: str) -> list[int]:
    """The ids of all changes of a kind."""
    with reading(engine) as session:
        return [row.id or 0 for row in session.exec(select(ChangeRow).where(col(ChangeRow.kind) == kind))]


def test_a_row_is_known_by_the_channels_that_heard_of_it(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Texas heard of its rows and of the list, Georgia of the list alone; each with its time stamp."""
    subscribe(engine, TEXAS, "TX", clock())
    subscribe(engine, GEORGIA, "GA", clock())
    publish_rows(engine, LIST, designations("Travis County", "Example County"), clock())
    send_all(deliverer, clock, 5)
    first, second = changes(engine, "added")
    (whole,) = changes(engine, "published")
    with reading(engine) as session:
        assert [each.channel for each in told_of_change(session, whole)] == [TEXAS, GEORGIA]
        told = [told_of_change(session, each) for each in (first, second)]
    (message,) = [message for message in slack.messages(TEXAS) if message.from_app]
    assert [[(each.channel, each.ts, each.edited) for each in one] for one in told] == [
        [(TEXAS, message.ts, None)]
    ] * 2


def test_what_waits_was_told_to_nobody(engine: Engine, clock: Clock) -> None:
    """A message in the outbox has reached no one yet."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    (change,) = changes(engine, "added")
    with reading(engine) as session:
        assert told_of_change(session, change) == []
