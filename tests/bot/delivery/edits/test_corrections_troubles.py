"""Corrections when Slack does not do as it should, or when they come too early."""

from sqlalchemy import Engine, event, update
from sqlmodel import col, select

from bot.delivery.deliverer import Deliverer
from models.db import ChangeRow, DeliveryRow, reading, writing
from models.domain import Row
from models.editions import withdraw
from models.messaging import told_of_change
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST, REPORT
from tests.support.newsroom.correcting import first, replies, saying
from tests.support.newsroom.delivering import TEXAS, send_all
from tests.support.newsroom.editions import designations, publish_rows, refusals, subscribe
from tests.support.slack.driven import DrivenSlack


def test_one_correction_is_one_edit_whatever_happens(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, alerted: list[Row]
) -> None:
    """Slack's answer to the edit is lost: it is made again, the thread is told once, the ledger knows."""
    slack.hang_after("chat.update")
    publish_rows(engine, REPORT, saying(alerted, 1, citizenship="Canada"), clock())
    send_all(deliverer, clock, 120)
    assert len(replies(slack)) == 1
    with reading(engine) as session:
        change = session.exec(select(col(ChangeRow.id)).where(col(ChangeRow.kind) == "added")).first()
        (known,) = told_of_change(session, change or 0)
        queued = session.exec(select(DeliveryRow).where(col(DeliveryRow.what) == "correction")).all()
    assert known.edited is not None
    assert known.replied is not None
    assert [(row.part, row.status) for row in queued] == [("edit", "sent"), ("reply", "sent")]


def test_where_an_edit_is_not_possible_the_thread_says_so(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, alerted: list[Row]
) -> None:
    """The workspace lets nobody edit: the thread corrects the message, and doesn't claim an edit."""
    slack.fail_next("chat.update", "edit_window_closed")
    publish_rows(engine, REPORT, saying(alerted, 1, citizenship="Canada"), clock())
    send_all(deliverer, clock, 10)
    assert not first(slack).edited
    assert len(replies(slack)) == 1
    reply = next(each for each in slack.messages(TEXAS) if each.thread_ts)
    assert "The message above couldn't be edited; use this instead." in str(reply.blocks)


def test_a_message_that_left_after_the_correction_is_corrected_too(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """The re-issue came while the first alert still waited in the outbox."""
    rows = refusals(3)
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, REPORT, rows, clock())
    publish_rows(engine, REPORT, saying(rows, 1, citizenship="Canada"), clock())
    send_all(deliverer, clock, 10)
    assert first(slack).text.startswith("ICE corrects Example Jail 1, Texas")
    assert len(replies(slack)) == 1


def test_an_archived_channel_keeps_its_correction_for_later(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, alerted: list[Row]
) -> None:
    """Nothing is lost: the edit waits, paused, and whoever subscribed is told."""
    slack.archive(TEXAS)
    publish_rows(engine, REPORT, saying(alerted, 1, citizenship="Canada"), clock())
    send_all(deliverer, clock, 10)
    assert not first(slack).edited
    with reading(engine) as session:
        waiting = session.exec(select(DeliveryRow.what).where(col(DeliveryRow.status) == "pending")).all()
    assert sorted(waiting) == ["alert", "correction"]


def test_what_is_new_is_told_before_what_was_told_is_corrected(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, alerted: list[Row]
) -> None:
    """The alert on the re-issue leaves first; no edit of an old message holds up news."""
    publish_rows(engine, REPORT, saying(alerted, 1, citizenship="Canada"), clock())
    send_all(deliverer, clock, 10)
    methods = [call["method"] for call in slack.calls if str(call["method"]).startswith("chat.")]
    assert methods == ["chat.postMessage", "chat.postMessage", "chat.update", "chat.postMessage"]


def test_many_messages_are_corrected_by_few_statements(engine: Engine, clock: Clock) -> None:
    """What fifty channels were told is corrected in one transaction, and others wait to write meanwhile."""
    channels = [f"C{number}" for number in range(50)]
    for channel in channels:
        subscribe(engine, channel, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    with writing(engine) as session:
        session.exec(update(DeliveryRow).values(status="sent", ts="1.1", sent=clock()))
    statements: list[object] = []
    event.listen(engine, "before_cursor_execute", lambda *said: statements.append(said[2]))
    with writing(engine) as session:
        withdraw(session, LIST.name, clock(), clock())
    with reading(engine) as session:
        edits = session.exec(select(DeliveryRow.channel).where(DeliveryRow.what == "correction")).all()
    assert sorted(edits) == sorted(channels)
    assert len(statements) < len(channels)
