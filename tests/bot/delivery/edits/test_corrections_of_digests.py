"""A digest tells of many lists: what is no longer so stands in its thread, and it stays as it was."""

from datetime import UTC, datetime

from sqlalchemy import Engine

from bot.delivery.deliverer import Deliverer
from bot.delivery.digest_loop import queue_due
from models.db import writing
from models.domain import Terms
from models.editions import withdraw
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST, REPORT
from tests.support.newsroom.correcting import first, replies, saying
from tests.support.newsroom.delivering import send_all
from tests.support.newsroom.digesting import WEEKLY, ZONE, wish
from tests.support.newsroom.editions import designations, publish_rows, refusals
from tests.support.slack.driven import DrivenSlack

MONDAY = datetime(2026, 11, 9, 13, 0, 5, tzinfo=UTC)


def digest(engine: Engine, clock: Clock, deliverer: Deliverer) -> None:
    """Let Monday come, with the digest that is due then."""
    clock.advance(MONDAY - clock())
    queue_due(engine, ZONE, clock)
    send_all(deliverer, clock, 5)


def test_its_thread_is_told_what_is_no_longer_so(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A correction and a withdrawal: a line each in the thread, and no edit."""
    wish(engine, clock(), Terms(rhythm=WEEKLY))
    rows = refusals(3)
    publish_rows(engine, REPORT, rows, clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    digest(engine, clock, deliverer)
    assert replies(slack) == []
    publish_rows(engine, REPORT, saying(rows, 1, citizenship="Canada"), clock())
    send_all(deliverer, clock, 5)
    (said,) = replies(slack)
    assert said.startswith(
        "*ICE report.* Corrected Nov. 9, 2026: Example Jail 1, Texas: citizenship ~Mexico~ Canada."
    )
    assert "Digests aren't edited; use this instead." in said
    with writing(engine) as session:
        withdraw(session, LIST.name, clock(), clock())
    send_all(deliverer, clock, 5)
    assert replies(slack)[1].startswith("*DHS list.* Taken down Nov. 9, 2026.")
    assert not first(slack).edited
    assert not [call for call in slack.calls if call["method"] == "chat.update"]


def test_what_one_digest_tells_from_first_to_last_needs_no_correction(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Added on Tuesday and removed on Friday: the digest says both, and its thread nothing."""
    wish(engine, clock(), Terms(rhythm=WEEKLY))
    publish_rows(engine, LIST, designations("Travis County", "Example County"), clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    digest(engine, clock, deliverer)
    assert "1 place off a list" in first(slack).text
    assert replies(slack) == []
