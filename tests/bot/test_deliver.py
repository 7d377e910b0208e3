"""Deliveries against the local Slack: what arrives in the channel, whatever goes wrong on the way."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
from slack_sdk import WebClient
from sqlalchemy import Engine
from sqlmodel import col, select

from bot.briefing import Readership
from bot.deliver import Deliverer
from bot.preview.server import LocalSlack
from models.errors import Blocked
from models.health import record_failure
from models.hold import withdraw
from models.settings import Newsroom
from models.store import open_engine, reading, writing
from models.tables import DeliveryRow, SubscriptionRow
from tests.support.bulletins import LIST, REPORT
from tests.support.clock import Clock
from tests.support.editions import designations, publish_rows, refusals, subscribe

TEXAS, GEORGIA = "C0TEXAS", "C0GEORGIA"


@pytest.fixture
def engine(sqlite_database: str) -> Iterator[Engine]:
    """The engine of a fresh SQLite database; claims on PostgreSQL are tests of the outbox."""
    opened = open_engine(sqlite_database)
    yield opened
    opened.dispose()


@pytest.fixture
def slack(clock: Clock) -> Iterator[LocalSlack]:
    """A local Slack on the test's clock."""
    with LocalSlack(clock=clock) as running:
        yield running


@pytest.fixture
def deliverer(engine: Engine, slack: LocalSlack, clock: Clock) -> Deliverer:
    """A deliverer without threads: the test says when it sends."""
    client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    readership = Readership({REPORT.name: REPORT, LIST.name: LIST}, "America/New_York")
    return Deliverer(engine, client, readership, clock)


def send_all(deliverer: Deliverer, clock: Clock, seconds: int = 30) -> None:
    """Let a time pass, second by second, in which the deliverer sends what is due."""
    for _ in range(seconds):
        while deliverer.deliver_next():
            pass
        clock.advance(timedelta(seconds=1))


def told(slack: LocalSlack, channel: str = TEXAS) -> list[str]:
    """Return the notifications of a channel in order, threads left out."""
    return [message.text for message in slack.messages(channel) if message.from_app and not message.thread_ts]


def posts(slack: LocalSlack) -> list[dict[str, object]]:
    """Return the calls that posted a message."""
    return [call for call in slack.calls if call["method"] == "chat.postMessage"]


def test_an_alert_arrives_with_its_rows_and_its_csv(
    engine: Engine, slack: LocalSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """The channel sees one message; its thread holds every row, and a CSV of them."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, REPORT, refusals(42), clock())
    send_all(deliverer, clock)
    assert told(slack) == ["ICE lists 42 refusals; 42 in Texas"]
    parent, *thread = [message for message in slack.messages(TEXAS) if message.from_app]
    assert {message.thread_ts for message in thread} == {parent.ts}
    assert thread[0].text == "All rows of Texas: 42"
    (file,) = slack.files()
    rows = list(csv.DictReader(io.StringIO(slack.file_content(file).decode())))
    assert len(rows) == 42
    assert rows[41]["agency"] == "Example Jail 41"
    assert rows[41]["page"] == "4"
    assert not [call for call in slack.calls if not call["ok"]]


def test_only_the_channels_of_a_state_hear_of_its_rows(
    engine: Engine, slack: LocalSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A change in Texas is told to Texas's channel alone; a new list to all, with their number."""
    subscribe(engine, TEXAS, "TX", clock())
    subscribe(engine, GEORGIA, "GA", clock())
    publish_rows(engine, LIST, designations("Travis County", "Example County"), clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 5)
    assert told(slack) == ["DHS lists 2 places; 2 in Texas", "DHS list changed: Example County, TX removed"]
    assert told(slack, GEORGIA) == ["DHS lists 2 places; no Georgia places on it"]


def test_a_list_withdrawn_and_back_is_two_messages(
    engine: Engine, slack: LocalSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Gone names what stood there; back says that it is unchanged."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 5)
    with writing(engine) as session:
        withdraw(session, LIST.name, clock())
    send_all(deliverer, clock, 5)
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 5)
    assert told(slack)[1:] == [
        "DHS list is gone; 1 Texas place was on it",
        "DHS list is back, unchanged; 1 Texas place on it",
    ]


def test_a_channel_gets_one_message_a_second(
    engine: Engine, slack: LocalSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Ten alerts at once neither come at once nor meet Slack's limit."""
    for state in ("TX", "GA", "MA", "NY", "CA"):
        subscribe(engine, TEXAS, state, clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    for _ in range(5):
        assert deliverer.deliver_next()
        assert not deliverer.deliver_next()
        clock.advance(timedelta(seconds=1))
    assert len(told(slack)) == 5


def test_slack_says_wait_and_nothing_is_sent_until_then(
    engine: Engine, slack: LocalSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A 429 with Retry-After is obeyed, then the message goes, once and unmarked."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    slack.rate_limit("chat.postMessage", 7)
    send_all(deliverer, clock, 7)
    assert len(posts(slack)) == 1
    send_all(deliverer, clock, 3)
    assert told(slack) == ["DHS lists 1 place; 1 in Texas"]
    assert len(posts(slack)) == 2


def test_an_answer_that_never_came_makes_a_marked_repeat(
    engine: Engine, slack: LocalSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Slack took the message, then the connection broke: the second one says that it may be one."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    slack.hang_after("chat.postMessage")
    send_all(deliverer, clock, 10)
    assert told(slack) == [
        "DHS lists 1 place; 1 in Texas",
        "Possible repeat: DHS lists 1 place; 1 in Texas",
    ]


@pytest.mark.parametrize("code", ["internal_error", "fatal_error", "service_unavailable"])
def test_a_server_error_may_have_posted(
    engine: Engine, slack: LocalSlack, clock: Clock, deliverer: Deliverer, code: str
) -> None:
    """Slack's own failures are tried again, marked, since a post may exist already."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    slack.fail_next("chat.postMessage", code)
    send_all(deliverer, clock, 10)
    assert told(slack) == ["Possible repeat: DHS lists 1 place; 1 in Texas"]


def test_a_slack_that_was_never_reached_gets_the_message_unmarked(
    engine: Engine, slack: LocalSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A refused connection can't have posted anything: no doubt is told where there is none."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    reached = deliverer.client
    deliverer.client = WebClient("xoxb-1", base_url="http://127.0.0.1:9/api/", retry_handlers=[])
    send_all(deliverer, clock, 2)
    deliverer.client = reached
    send_all(deliverer, clock, 10)
    assert told(slack) == ["DHS lists 1 place; 1 in Texas"]


def test_an_archived_channel_is_paused_and_its_owner_told(
    engine: Engine, slack: LocalSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Nothing is lost: whoever subscribed hears why, and what waited goes when it is resumed."""
    subscription = subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    slack.archive(TEXAS)
    send_all(deliverer, clock, 5)
    (direct,) = [call for call in posts(slack) if call["ok"]]
    assert "it is archived. Paused; nothing is lost." in str(direct["args"])
    slack.unarchive(TEXAS)
    slack.invite(TEXAS)
    with writing(engine) as session:
        session.get_one(SubscriptionRow, subscription).paused = ""
    send_all(deliverer, clock, 5)
    assert told(slack) == ["DHS lists 1 place; 1 in Texas"]


def test_a_revoked_token_stops_all_and_loses_nothing(
    engine: Engine, slack: LocalSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """An app that is not let in doesn't knock again and again; what waits is still there."""
    subscribe(engine, TEXAS, "TX", clock())
    subscribe(engine, GEORGIA, "GA", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    slack.fail_next("chat.postMessage", "token_revoked", times=100)
    send_all(deliverer, clock, 5)
    assert deliverer.stopped == "token_revoked"
    assert len(posts(slack)) == 1
    with reading(engine) as session:
        waiting = session.exec(select(DeliveryRow).where(col(DeliveryRow.status) == "pending")).all()
    assert len(waiting) == 2


def test_blocks_that_slack_refuses_become_plainer(
    engine: Engine, slack: LocalSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Without tables, then without blocks: the words arrive, and a CSV of the rows."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County", "Example County"), clock())
    slack.fail_next("chat.postMessage", "invalid_blocks", times=2)
    send_all(deliverer, clock, 10)
    (message,) = [message for message in slack.messages(TEXAS) if message.from_app and not message.thread_ts]
    assert not message.blocks
    assert message.text.startswith("DHS lists 2 places; 2 in Texas")
    assert "Example County" in message.text
    assert len(slack.files()) == 1


def test_a_file_that_slack_lost_is_uploaded_again(
    engine: Engine, slack: LocalSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Slack said ok and shared nothing: the CSV is put there again, marked."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, REPORT, refusals(12), clock())
    slack.lose_next_share()
    send_all(deliverer, clock, 20)
    shared = [message for message in slack.messages(TEXAS) if message.files]
    assert len(shared) == 1


def test_a_csv_that_may_not_be_uploaded_is_told_in_the_thread(
    engine: Engine, slack: LocalSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Without the scope for files the alert arrives all the same, and says how to get the rows."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, REPORT, refusals(12), clock())
    slack.fail_next("files.getUploadURLExternal", "missing_scope")
    send_all(deliverer, clock, 20)
    assert told(slack) == ["ICE lists 12 refusals; 12 in Texas"]
    last = slack.messages(TEXAS)[-1]
    assert last.thread_ts
    assert "the app was not granted the scope for it" in last.text
    assert "python -m bot changes ice_ddor" in last.text
    assert not deliverer.stopped


def test_an_alert_that_waited_long_says_when_it_was_due(
    engine: Engine, slack: LocalSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """After a week asleep the message is no news, and says so."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    clock.advance(timedelta(days=7))
    send_all(deliverer, clock, 2)
    (message,) = [message for message in slack.messages(TEXAS) if message.from_app]
    assert "Late: this was due" in str(message.blocks)


def test_operators_hear_of_a_failing_source_once(
    engine: Engine, slack: LocalSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Three failed checks make one notice in the operators' channel; the fourth makes none."""
    newsroom = Newsroom(operators_channel=GEORGIA)
    for _ in range(5):
        with writing(engine) as session:
            record_failure(session, LIST, Blocked("The page answers 403.", "Look at it."), newsroom, clock())
        clock.advance(timedelta(minutes=30))
    send_all(deliverer, clock, 5)
    (notice,) = told(slack, GEORGIA)
    assert notice.startswith("The page answers 403. Look at it.")
