"""A publisher that re-issues at once is told once: what is said is what differs from what was known."""

from collections.abc import Sequence
from datetime import time, timedelta

from sqlalchemy import Engine
from sqlmodel import col, select

from bot.blocks.shared import read_alert_handle
from bot.delivery.deliverer import Deliverer
from models.db import DeliveryRow, reading
from models.domain import PLAIN, ChangeKind, Channel, Quiet, Source, Subject, Terms
from models.messaging import AlertPayload, payload_of
from models.newsroom import Actor, subscribe
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST, REPORT
from tests.support.newsroom.delivering import GEORGIA, TEXAS, send_all, told
from tests.support.newsroom.digesting import DAILY, wish
from tests.support.newsroom.editions import designations, publish_rows, refusals
from tests.support.newsroom.payloads import news_in
from tests.support.slack.driven import DrivenSlack

DELAY = timedelta(seconds=120)


def fetched(engine: Engine, clock: Clock, *names: str) -> None:
    """Publish a list as a live check does: its alerts settle for two minutes."""
    publish_rows(engine, LIST, designations(*names), clock(), settle=DELAY)


def known(engine: Engine, clock: Clock, *names: str, source: Source = LIST) -> None:
    """Let a list be known of old."""
    publish_rows(engine, source, designations(*names), clock())


def said(slack: DrivenSlack, channel: str = TEXAS) -> Sequence[str]:
    """Return what a channel was told after its first message, marks of later edits left out."""
    return told(slack, channel)[1:]


def test_an_edit_settles_though_quiet_hours_are_ended(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Who ends quiet hours meanwhile hears no sooner of what is undone within the delay."""
    wish(engine, clock(), Terms(quiet=Quiet(time(22), time(7))))
    known(engine, clock, "Travis County", "Old County")
    send_all(deliverer, clock, 3)
    fetched(engine, clock, "Travis County")
    wish(engine, clock(), PLAIN)
    send_all(deliverer, clock, 60)
    fetched(engine, clock, "Travis County", "Old County")
    send_all(deliverer, clock, 200, step=5)
    assert [message.text for message in slack.messages(TEXAS)] == [
        "DHS publishes list of 2; Old County and Travis County are on it"
    ]


def test_an_alert_waits_two_minutes(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Alone, an edition is told after the delay, as it would have been without it."""
    wish(engine, clock(), PLAIN)
    known(engine, clock, "Travis County")
    send_all(deliverer, clock, 3)
    fetched(engine, clock, "Travis County", "New County")
    send_all(deliverer, clock, 119)
    assert said(slack) == []
    send_all(deliverer, clock, 3)
    assert said(slack) == ["New County, Texas, is on the DHS list"]


def test_there_and_back_within_the_delay_is_told_to_nobody(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A list that loses its counties for a minute alarms no newsroom."""
    wish(engine, clock(), PLAIN)
    known(engine, clock, "Travis County", "Old County")
    send_all(deliverer, clock, 3)
    fetched(engine, clock, "Travis County")
    send_all(deliverer, clock, 60)
    fetched(engine, clock, "Travis County", "Old County")
    send_all(deliverer, clock, 200, step=5)
    assert [message.text for message in slack.messages(TEXAS)] == [
        "DHS publishes list of 2; Old County and Travis County are on it"
    ]


def test_a_reissue_within_the_delay_is_told_as_one_change(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Of two editions the channel hears what they changed together."""
    wish(engine, clock(), PLAIN)
    known(engine, clock, "Travis County", "Old County")
    send_all(deliverer, clock, 3)
    fetched(engine, clock, "Travis County", "New County", "Wrong County")
    send_all(deliverer, clock, 60)
    fetched(engine, clock, "Travis County", "New County")
    send_all(deliverer, clock, 130, step=5)
    assert said(slack) == ["DHS list: 1 place on, 1 off in Texas"]
    with reading(engine) as session:
        alerts = select(DeliveryRow.status, DeliveryRow.error).where(col(DeliveryRow.what) == "alert")
        states = session.exec(alerts.where(col(DeliveryRow.part) == "message").order_by(col(DeliveryRow.id)))
        assert list(states) == [("sent", ""), ("failed", "superseded"), ("sent", "")]


def test_a_message_keeps_what_it_compared(engine: Engine, clock: Clock) -> None:
    """Which edition stood before, which one it tells, and since which none was told: so it can be judged."""
    wish(engine, clock(), PLAIN)
    known(engine, clock, "Travis County")
    fetched(engine, clock, "Travis County", "New County")
    fetched(engine, clock, "Travis County", "New County", "Last County")
    with reading(engine) as session:
        rows = session.exec(select(DeliveryRow).order_by(col(DeliveryRow.id))).all()
        compared = [(news.compared_from, news.edition) for news in map(news_in, rows)]
        last = payload_of(rows[-1])
    assert compared == [(None, 1), (1, 2), (1, 3)]
    assert isinstance(last, AlertPayload)
    assert last.first == 2


def test_what_was_told_already_stays_told(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A re-issue after the delay is a change of its own, as ever."""
    wish(engine, clock(), PLAIN)
    known(engine, clock, "Travis County", "Old County")
    send_all(deliverer, clock, 3)
    fetched(engine, clock, "Travis County")
    send_all(deliverer, clock, 130, step=5)
    fetched(engine, clock, "Travis County", "Old County")
    send_all(deliverer, clock, 130, step=5)
    assert said(slack) == [
        "Old County, Texas, is off the DHS list",
        "Old County, Texas, is on the DHS list again",
    ]


def test_a_new_list_that_is_mended_at_once_is_a_new_list(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """The channel reads of a new list as it stands, and nothing of a correction that it never missed."""
    wish(engine, clock(), PLAIN)
    fetched(engine, clock, "Travis County", "Wrong County")
    send_all(deliverer, clock, 60)
    fetched(engine, clock, "Travis County")
    send_all(deliverer, clock, 130, step=5)
    assert told(slack) == ["DHS publishes list of 1; Travis County is on it"]


def test_a_new_report_that_is_mended_at_once_is_a_new_report(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Three rows come later in the same minute: the report is told once, with all of them in its thread."""
    wish(engine, clock(), PLAIN)
    publish_rows(engine, REPORT, refusals(39), clock(), settle=DELAY)
    publish_rows(engine, REPORT, refusals(42), clock(), settle=DELAY)
    send_all(deliverer, clock, 130, step=5)
    assert told(slack) == ["ICE report: 42 refusals in a week; Texas: 42"]
    assert "All 42 Texas rows." in [message.text for message in slack.messages(TEXAS)]


def test_who_hears_of_other_rows_hears_what_is_left(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A channel that hears of no removals hears of the added county alone, and only if it stays."""
    wish(engine, clock(), Terms(without=(ChangeKind.REMOVED,)))
    wish(engine, clock(), Terms(without=(ChangeKind.ADDED,)), channel=GEORGIA)
    known(engine, clock, "Travis County", "Old County")
    send_all(deliverer, clock, 3)
    fetched(engine, clock, "Travis County", "New County", "Wrong County")
    fetched(engine, clock, "Travis County", "New County")
    send_all(deliverer, clock, 130, step=5)
    assert said(slack) == ["New County, Texas, is on the DHS list"]
    assert said(slack, GEORGIA) == ["Old County, Texas, is off the DHS list"]


def test_digests_do_not_settle(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """What is told tomorrow needs no two minutes."""
    wish(engine, clock(), Terms(rhythm=DAILY))
    fetched(engine, clock, "Travis County")
    with reading(engine) as session:
        assert [row.status for row in session.exec(select(DeliveryRow))] == ["gathered"]
    send_all(deliverer, clock, 2)
    assert told(slack) == []


def test_who_follows_one_place_hears_the_net_of_that_place(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Travis County goes and comes back within a minute, while others change: its own channel is spared."""
    subscribe(engine, Channel("", TEXAS), Subject("TX", "48453"), Actor("U0EDITOR", clock()))
    known(engine, clock, "Travis County", "Old County")
    send_all(deliverer, clock, 3)
    fetched(engine, clock, "Old County", "New County")
    fetched(engine, clock, "Travis County", "New County")
    send_all(deliverer, clock, 130, step=5)
    assert [message.text for message in slack.messages(TEXAS)] == [
        "DHS publishes list of 2; Travis County, Texas, is on it"
    ]
    fetched(engine, clock, "New County")
    fetched(engine, clock)
    send_all(deliverer, clock, 130, step=5)
    assert said(slack) == ["Travis County, Texas, is off the DHS list"]
    handle = next(
        read_alert_handle(element["value"])
        for message in slack.messages(TEXAS)[::-1]
        for block in message.blocks
        if block["type"] == "actions" and " off " in message.text
        for element in block["elements"]
    )
    assert handle.first is not None
    assert handle.first < handle.edition
