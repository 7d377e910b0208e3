"""What was told and was none, by a document that came in later: corrected once operators say so."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.delivery.deliverer import Deliverer
from bot.delivery.digest_loop import queue_due
from models.domain import Row, Terms
from models.messaging import Correcting, correct_undone
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import REPORT
from tests.support.newsroom.correcting import OPERATORS, come_in_behind, first, saying
from tests.support.newsroom.delivering import TEXAS, send_all, told
from tests.support.newsroom.digesting import WEEKLY, ZONE, wish
from tests.support.newsroom.editions import publish_rows, refusals
from tests.support.slack.driven import DrivenSlack
from tests.support.slack.seen import Posted

IN_ERROR = "An older file, which came in later, shows it."
CHANGED = "ICE reissues its report for Jan. 28 to Feb. 3, 2017; Texas: 2 refusals corrected"


def threaded(slack: DrivenSlack, message: Posted) -> list[Posted]:
    """What stands below a message."""
    return [each for each in slack.messages(TEXAS) if each.thread_ts == message.ts]


def on_the_change(slack: DrivenSlack) -> Posted:
    """The message that told two rows as corrected, as it reads now."""
    return next(
        each
        for each in slack.messages(TEXAS)
        if each.from_app and not each.thread_ts and each.ts != first(slack).ts
    )


@pytest.fixture
def late(engine: Engine, clock: Clock, deliverer: Deliverer, alerted: list[Row]) -> int:
    """Two rows were told as corrected; by an older document one of them was gone in between."""
    seen = clock()
    clock.advance(timedelta(days=2))
    both = saying(saying(alerted, 1, citizenship="Canada"), 2, citizenship="Chile")
    publish_rows(engine, REPORT, both, clock())
    send_all(deliverer, clock, 10)
    clock.advance(timedelta(days=1))
    between = seen + timedelta(days=1)
    # Row 2 said Chile by then already: that it was corrected is so still, though another edition brought it.
    gone = [row for number, row in enumerate(both) if number != 1]
    number = come_in_behind(engine, REPORT, gone, between, clock())
    send_all(deliverer, clock, 10)
    return number


def test_nothing_is_edited_before_operators_say_so(
    slack: DrivenSlack, clock: Clock, deliverer: Deliverer, late: int
) -> None:
    """They read which change was none, with a button that asks first; the channel reads what it read."""
    (notice,) = [each for each in slack.messages(OPERATORS) if each.from_app]
    assert "1 change we alerted channels to didn't happen" in notice.text
    (correct,) = notice.blocks[-1]["elements"]
    assert (correct["text"]["text"], correct["value"]) == ("Correct these", str(late))
    assert "Each message will say that it was wrong" in correct["confirm"]["text"]["text"]
    assert on_the_change(slack).text == CHANGED
    assert not on_the_change(slack).edited


def test_what_was_told_in_error_is_struck_through_and_called_ours(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, late: int
) -> None:
    """The row that was none is struck through, the one that is so still stands; the thread is told."""
    assert correct_undone(engine, late, clock()) == Correcting(1, 1)
    send_all(deliverer, clock, 10)
    message = on_the_change(slack)
    shown = str(message.blocks)
    assert (
        message.text == "ICE report: 1 refusal corrected; Example Jail 1, Texas, told in error Nov. 5, 2026"
    )
    assert f"Our mistake, seen Nov. 5, 2026: Example Jail 1. {IN_ERROR}" in shown
    assert "• ~*Example Jail 1*: corrected; Travis County; " in shown
    assert "took" not in shown
    (table,) = [block for block in message.blocks if block["type"] == "table"]
    assert [row[1]["text"] for row in table["rows"][1:]] == ["Example Jail 2"]
    (reply,) = threaded(slack, message)
    assert reply.text.endswith(f"Example Jail 1. {IN_ERROR}")


def test_a_second_press_corrects_nothing_more(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, late: int
) -> None:
    """Whether the edit has left or waits still."""
    correct_undone(engine, late, clock())
    assert correct_undone(engine, late, clock()) == Correcting(1, 0)
    send_all(deliverer, clock, 10)
    assert correct_undone(engine, late, clock()) == Correcting(1, 0)
    send_all(deliverer, clock, 10)
    assert len(threaded(slack, on_the_change(slack))) == 1


def test_a_later_correction_keeps_what_is_struck_through(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, late: int
) -> None:
    """The publisher corrects the other row: the message says both, the thread only what is new."""
    correct_undone(engine, late, clock())
    send_all(deliverer, clock, 10)
    rows = saying(saying(refusals(3), 1, citizenship="Canada"), 2, citizenship="Peru")
    publish_rows(engine, REPORT, rows, clock())
    send_all(deliverer, clock, 10)
    shown = str(on_the_change(slack).blocks)
    assert IN_ERROR in shown
    assert "citizenship ~Chile~ Peru" in shown
    last = threaded(slack, on_the_change(slack))[-1].text
    assert "citizenship ~Chile~ Peru" in last
    assert IN_ERROR not in last


def test_a_digest_is_told_in_its_thread(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """It stays as it was, and its thread says which of its rows was told in error."""
    wish(engine, clock(), Terms(rhythm=WEEKLY))
    rows = refusals(3)
    seen = clock()
    publish_rows(engine, REPORT, rows, seen)
    clock.advance(timedelta(days=2))
    both = saying(rows, 1, citizenship="Canada")
    publish_rows(engine, REPORT, both, clock())
    clock.advance(timedelta(days=8))
    queue_due(engine, ZONE, clock)
    send_all(deliverer, clock, 5)
    assert len(told(slack)) == 1
    gone = [row for number, row in enumerate(both) if number != 1]
    late = come_in_behind(engine, REPORT, gone, seen + timedelta(days=1), clock())
    assert correct_undone(engine, late, clock()) == Correcting(1, 1)
    send_all(deliverer, clock, 10)
    (digest,) = [each for each in slack.messages(TEXAS) if each.from_app and not each.thread_ts]
    assert not digest.edited
    assert [each.text for each in threaded(slack, digest) if IN_ERROR in each.text]


def test_two_documents_that_come_in_late_are_held_against_what_was_told(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, alerted: list[Row]
) -> None:
    """The first only fills in the way there, and nobody is asked; with the second it was another way."""
    seen = clock()
    clock.advance(timedelta(days=2))
    last = saying(alerted, 1, citizenship="Canada")
    publish_rows(engine, REPORT, last, clock())
    send_all(deliverer, clock, 10)
    clock.advance(timedelta(days=1))
    between = saying(alerted, 1, citizenship="Peru")
    come_in_behind(engine, REPORT, between, seen + timedelta(days=1), clock())
    send_all(deliverer, clock, 10)
    assert [each for each in slack.messages(OPERATORS) if each.from_app] == []
    without = [row for number, row in enumerate(alerted) if number != 0]
    come_in_behind(engine, REPORT, without, seen + timedelta(days=1, hours=12), clock())
    send_all(deliverer, clock, 10)
    (notice,) = [each for each in slack.messages(OPERATORS) if each.from_app]
    assert "1 change we alerted channels to didn't happen" in notice.text
