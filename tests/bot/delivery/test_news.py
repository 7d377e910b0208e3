"""What arrives in a channel of the local Slack, and when."""

import csv
import io
from datetime import timedelta

from sqlalchemy import Engine

from bot.delivery.deliverer import Deliverer
from models.config import Newsroom
from models.db import writing
from models.editions import record_failure, withdraw
from models.errors import Blocked, Gone
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST, REPORT
from tests.support.newsroom.delivering import GEORGIA, TEXAS, send_all, told
from tests.support.newsroom.editions import designations, publish_rows, refusals, subscribe
from tests.support.slack.driven import DrivenSlack


def test_an_alert_arrives_with_its_rows_and_its_csv(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """The channel sees one message; its thread holds every row, and a CSV of them."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, REPORT, refusals(42), clock())
    send_all(deliverer, clock)
    assert told(slack) == ["ICE report: 42 refusals in a week; Texas: 42"]
    parent, *thread = [message for message in slack.messages(TEXAS) if message.from_app]
    assert {message.thread_ts for message in thread} == {parent.ts}
    assert thread[0].text == "All 42 Texas rows."
    (file,) = slack.files()
    rows = list(csv.DictReader(io.StringIO(slack.file_content(file).decode())))
    assert len(rows) == 42
    assert rows[41]["as_printed"] == "Example Jail 41"
    assert rows[41]["page"] == "4"
    assert not [call for call in slack.calls if not call["ok"]]


def test_rows_stand_as_the_document_has_them_and_what_is_gone_comes_first(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Nobody looks for the one removed county below the many that are new."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Old County", "Travis County"), clock())
    names = [f"County {number}" for number in (3, 11, 2, 1)]
    publish_rows(engine, LIST, designations("Travis County", *names), clock())
    send_all(deliverer, clock)
    assert told(slack)[1] == "DHS list: 4 places on, 1 off in Texas"
    message = [each for each in slack.messages(TEXAS) if each.from_app and not each.thread_ts][-1]
    (table,) = [block for block in message.blocks if block["type"] == "table"]
    assert [row[1]["text"] for row in table["rows"][1:]] == ["Old County", *names]


def test_only_the_channels_of_a_state_hear_of_its_rows(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A change in Texas is told to Texas's channel alone; a new list to all, with their number."""
    subscribe(engine, TEXAS, "TX", clock())
    subscribe(engine, GEORGIA, "GA", clock())
    publish_rows(engine, LIST, designations("Travis County", "Example County"), clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 5)
    assert told(slack) == [
        "Example County, Texas, was on DHS list; off since Nov. 2, 2026",
        "Example County, Texas, is off the DHS list",
    ]
    assert told(slack, GEORGIA) == ["DHS publishes list of 2; no Georgia places on it"]


def test_a_list_withdrawn_and_back_is_two_messages(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Gone names what stood there; back says that it is unchanged."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 5)
    with writing(engine) as session:
        withdraw(session, LIST.name, clock(), clock())
    send_all(deliverer, clock, 5)
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 5)
    assert told(slack)[1:] == [
        "DHS list, since put back; Travis County is on it",
        "DHS list is back, same as Nov. 2, 2026; Travis County is on it",
    ]


def test_a_list_that_is_back_shows_what_differs(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """One row is gone from it since our last copy: the sentence counts it, the table names it."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County", "Example County"), clock())
    with writing(engine) as session:
        withdraw(session, LIST.name, clock(), clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 5)
    assert told(slack)[-1] == "DHS list is back; 1 off since Nov. 2, 2026; Travis County is on it"
    message = next(each for each in slack.messages(TEXAS) if "is back" in each.text)
    assert "Seen Nov. 2, 2026." in str(message.blocks)
    assert "Example County" in str(message.blocks)


def test_a_withdrawal_told_late_says_what_was_known_then(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """The list is back before a busy channel hears that it was gone: the checks are those of then."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    with writing(engine) as session:
        record_failure(session, LIST, Gone("The page answered 404.", ""), Newsroom(), clock())
        withdraw(session, LIST.name, clock(), clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 5)
    gone = [message for message in slack.messages(TEXAS) if "taken down" in message.text]
    assert "Page not found since Nov. 2, 2026. Last seen Nov. 2, 2026." in str(gone[0].blocks)


def test_a_channel_gets_one_message_a_second(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Five alerts at once neither come at once nor meet Slack's limit."""
    subscribe(engine, TEXAS, "TX", clock())
    for number in range(1, 6):
        publish_rows(engine, LIST, designations(*map(str, range(number))), clock())
    for _ in range(5):
        assert deliverer.deliver_next()
        assert not deliverer.deliver_next()
        clock.advance(timedelta(seconds=1))
    assert len(told(slack)) == 5


def test_an_alert_that_waited_long_says_when_it_was_due(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """After a week asleep the message is no news, and says so."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    clock.advance(timedelta(days=7))
    send_all(deliverer, clock, 2)
    (message,) = [message for message in slack.messages(TEXAS) if message.from_app]
    assert "; sent late." in str(message.blocks)


def test_operators_hear_of_a_failing_source_once(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Three failed checks make one notice in the operators' channel; the fourth makes none."""
    newsroom = Newsroom(operators_channel=GEORGIA)
    for _ in range(5):
        with writing(engine) as session:
            record_failure(session, LIST, Blocked("The page answers 403.", "Look at it."), newsroom, clock())
        clock.advance(timedelta(minutes=30))
    send_all(deliverer, clock, 5)
    (notice,) = told(slack, GEORGIA)
    assert "couldn't be read 3 times in a row: The page answers 403. Look at it." in notice
