"""What arrives in a channel, whatever goes wrong on the way."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest
from slack_sdk import WebClient
from sqlalchemy import Engine
from sqlmodel import col, select

from bot.delivery.deliverer import Deliverer
from models.db import DeliveryRow, SubscriptionRow, reading, writing
from models.domain import Channel
from models.messaging import CorrectedFor, EditPayload, add_messages, owed
from models.newsroom import follow
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST, REPORT
from tests.support.newsroom.delivering import TEXAS, posts, send_all, told
from tests.support.newsroom.editions import designations, publish_rows, refusals, subscribe
from tests.support.slack.driven import DrivenSlack


def test_slack_says_wait_and_nothing_is_sent_until_then(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A 429 with Retry-After is obeyed, then the message goes, once and unmarked."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    slack.rate_limit("chat.postMessage", 7)
    send_all(deliverer, clock, 7)
    assert len(posts(slack)) == 1
    send_all(deliverer, clock, 3)
    assert told(slack) == ["DHS publishes list of 1; Travis County is on it"]
    assert len(posts(slack)) == 2


def test_an_answer_that_never_came_makes_a_marked_repeat(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Slack took the message, then the connection broke: the second one says that it may be one."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    slack.hang_after("chat.postMessage")
    send_all(deliverer, clock, 10)
    assert told(slack) == [
        "DHS publishes list of 1; Travis County is on it",
        "Possible repeat: DHS publishes list of 1; Travis County is on it",
    ]


def test_what_slack_takes_in_no_form_is_told_to_operators(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Neither a table, nor sections, nor text: it is given up, and that is no silence."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    slack.fail_next("chat.postMessage", "invalid_blocks", 3)
    send_all(deliverer, clock, 10)
    assert not told(slack)
    (call,) = [call for call in posts(slack) if call["ok"] or "U0OPERATOR" in str(call)]
    assert "A message for <#C0TEXAS> wasn't sent, and won't be" in str(call)


@pytest.mark.parametrize("code", ["internal_error", "fatal_error"])
def test_a_server_error_may_have_posted(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, code: str
) -> None:
    """Slack's own failures are tried again, marked, since a post may exist already."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    slack.fail_next("chat.postMessage", code)
    send_all(deliverer, clock, 10)
    assert told(slack) == ["Possible repeat: DHS publishes list of 1; Travis County is on it"]


def test_a_slack_that_was_never_reached_gets_the_message_unmarked(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A refused connection can't have posted anything: no doubt is told where there is none."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    reached = deliverer.client
    deliverer.client = WebClient("xoxb-1", base_url="http://127.0.0.1:9/api/", retry_handlers=[])
    send_all(deliverer, clock, 2)
    deliverer.client = reached
    send_all(deliverer, clock, 10)
    assert told(slack) == ["DHS publishes list of 1; Travis County is on it"]


def test_an_archived_channel_is_paused_and_its_owner_told(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Nothing is lost: whoever subscribed hears why, and what waited goes when it is resumed."""
    subscription = subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    slack.archive(TEXAS)
    send_all(deliverer, clock, 5)
    (direct,) = [call for call in posts(slack) if call["ok"]]
    assert "it's archived. Alerts are held; nothing is lost." in str(direct["args"])
    slack.unarchive(TEXAS)
    slack.invite(TEXAS)
    with writing(engine) as session:
        session.get_one(SubscriptionRow, subscription).paused = ""
    send_all(deliverer, clock, 5)
    assert told(slack) == ["DHS publishes list of 1; Travis County is on it"]


def test_blocks_that_slack_refuses_become_plainer(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Without tables, then without blocks: the words arrive, and a CSV of the rows."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County", "Example County"), clock())
    slack.fail_next("chat.postMessage", "invalid_blocks", times=2)
    send_all(deliverer, clock, 10)
    (message,) = [message for message in slack.messages(TEXAS) if message.from_app and not message.thread_ts]
    assert not message.blocks
    assert message.text.startswith("DHS publishes list of 2; Example County and Travis County are on it")
    assert "Example County" in message.text
    assert len(slack.files()) == 1


def test_what_waits_in_a_paused_channel_goes_on_in_the_one_that_it_became(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A private channel is shared and has another id: its subscriptions move, and so does what waits."""
    slack.make_private(TEXAS)
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    new = slack.share(TEXAS)
    send_all(deliverer, clock, 5)
    with reading(engine) as session:
        assert session.exec(select(SubscriptionRow.paused)).all() == ["channel_not_found"]
    assert follow(engine, Channel("", TEXAS), new, clock()) == 1
    send_all(deliverer, clock, 5)
    assert told(slack, new) == ["DHS publishes list of 1; Travis County is on it"]


def test_an_alert_of_a_list_that_the_desk_does_not_know_is_kept_and_holds_nothing_up(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Operators hear of it once, other lists go on, and it goes once the list is watched again."""
    subscribe(engine, TEXAS, "TX", clock())
    readership = deliverer.readership
    publish_rows(engine, LIST, designations("Travis County"), clock())
    deliverer.readership = replace(readership, sources={REPORT.name: REPORT})
    send_all(deliverer, clock, 10)
    publish_rows(engine, REPORT, refusals(3), clock())
    send_all(deliverer, clock, 600, step=5)
    assert told(slack) == ["ICE report: 3 refusals in a week; Texas: 3"]
    notices = [str(call) for call in posts(slack) if "U0OPERATOR" in str(call)]
    assert len(notices) == 1
    assert "they are on a list that this desk doesn't watch" in notices[0]
    deliverer.readership = readership
    send_all(deliverer, clock, 3600, step=30)
    assert told(slack)[1:] == ["DHS publishes list of 1; Travis County is on it"]


def test_a_correction_with_nothing_to_tell_is_no_warning(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, caplog: pytest.LogCaptureFixture
) -> None:
    """What was to be corrected is as it was told again: the log says so, and warns of nothing."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 2)
    with writing(engine) as session:
        told_first = session.exec(select(DeliveryRow).where(col(DeliveryRow.status) == "sent")).one()
        why = CorrectedFor(first=1, last=1)
        edit = EditPayload(of=told_first.id or 0, why=why)
        add_messages(session, [owed(Channel("", TEXAS), "correction:1:x", edit, clock(), what="correction")])
    caplog.set_level(logging.INFO)
    send_all(deliverer, clock, 3)
    (said,) = [record for record in caplog.records if "is given up" in record.getMessage()]
    assert said.levelno == logging.INFO


def test_what_a_pause_held_is_told_for_the_first_time(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A county went while the channel was closed: its alert says so at once, and its thread says nothing."""
    subscription = subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County", "Hays County"), clock())
    slack.archive(TEXAS)
    send_all(deliverer, clock, 5)
    clock.advance(timedelta(hours=1))
    publish_rows(engine, LIST, designations("Travis County"), clock())
    clock.advance(timedelta(hours=1))
    slack.unarchive(TEXAS)
    slack.invite(TEXAS)
    with writing(engine) as session:
        session.get_one(SubscriptionRow, subscription).paused = ""
    send_all(deliverer, clock, 10)
    assert told(slack) == [
        "Hays County, Texas, was on DHS list; off since Nov. 2, 2026",
        "Hays County, Texas, is off the DHS list",
    ]
    first = next(message for message in slack.messages(TEXAS) if message.from_app)
    assert "Original figures, kept for the record." in str(first.blocks)
    assert "Hays County" in str(first.blocks)
    assert not [message for message in slack.messages(TEXAS) if message.thread_ts]
