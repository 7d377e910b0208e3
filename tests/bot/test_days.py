"""One event is of one day in all that people read: the publisher's, else that of the newsroom's zone."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from slack_sdk import WebClient

from bot.answers import Answer, answer, rows_behind
from bot.blocks.alert import alert_sentence, rows_told
from bot.blocks.answer import answer_message, history_message, rows_message
from bot.cli.json_rows import as_json, change_json
from bot.cli.tables import changes_text
from bot.delivery import facts_as_csv, gather_alert
from bot.delivery.csv import exported
from bot.delivery.deliverer import Deliverer
from bot.delivery.digest_loop import queue_due
from bot.grammar import Lookup
from bot.preview.validation.across import texts
from jobs.readers import Parser
from models.db import reading
from models.domain import RowRange, Terms
from models.messaging import AlertPayload
from models.queries import changes_of, editions_of, history_of_place
from tests.support.clock import Clock
from tests.support.messages import shown
from tests.support.newsroom.delivering import GEORGIA, TEXAS, send_all
from tests.support.newsroom.desk_on_slack import sources
from tests.support.newsroom.digesting import DAILY, ZONE, wish
from tests.support.newsroom.missing import PLACES, ConfirmingDesk, newsroom_on
from tests.support.newsroom.payloads import payload_of
from tests.support.slack.driven import DrivenSlack

BEGAN, LACKED, CONFIRMED = date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3)
_A_DAY = re.compile(r"\b[A-Z][a-z]+\.? \d{1,2}, 2026\b")


def at_night(day: date) -> datetime:
    """Ten in the evening in New York, which is the next day in UTC."""
    return datetime(day.year, day.month, day.day, 22, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


@pytest.fixture
def desk(sqlite_database: str, clock: Clock, parser: Parser) -> Iterator[ConfirmingDesk]:
    """A desk that watches a list which bears no date."""
    with newsroom_on(sqlite_database, clock, parser) as running:
        yield running


@pytest.fixture
def slack(clock: Clock) -> Iterator[DrivenSlack]:
    """A local Slack on the test's clock."""
    with DrivenSlack(clock=clock) as running:
        yield running


class Newsroom:
    """A channel that hears at once, one that hears in the morning, and a desk that looks at night."""

    def __init__(self, desk: ConfirmingDesk, slack: DrivenSlack) -> None:
        self._desk, self._slack = desk, slack
        client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        self._deliverer = Deliverer(desk.engine, client, desk.readership, desk.clock, desk.clock.ticks)

    def looks(self, rows: tuple[str, ...], day: date) -> None:
        """Look at the list at night, and send what that brings."""
        self._desk.clock.set(at_night(day))
        self._desk.publish("list", ["published", *rows])
        send_all(self._deliverer, self._desk.clock, 10)

    def reads(self, channel: str) -> str:
        """All that a channel was sent, as it reads now."""
        return "\n".join(
            "\n".join([message.text, *texts(list(message.blocks))])
            for message in self._slack.messages(channel)
            if message.from_app
        )

    def next_morning(self) -> str:
        """What the digest of the next morning says."""
        clock = self._desk.clock
        clock.set(clock().replace(hour=14))
        queue_due(self._desk.engine, ZONE, clock)
        send_all(self._deliverer, clock, 5)
        digests = [message for message in self._slack.messages(GEORGIA) if message.from_app]
        return "\n".join(texts(list(digests[-1].blocks)))

    def last_alert(self) -> AlertPayload:
        """What the last alert of the channel that hears at once carries."""
        payloads = [payload_of(row) for row in self._desk.queued() if row.channel == TEXAS]
        return [each for each in payloads if isinstance(each, AlertPayload)][-1]


@pytest.fixture
def newsroom(desk: ConfirmingDesk, slack: DrivenSlack) -> Newsroom:
    """Both channels have heard of a list of 1 March; on the 2nd it lacks Boston."""
    desk.clock.set(at_night(BEGAN))
    running = Newsroom(desk, slack)
    wish(desk.engine, desk.clock(), Terms(), "MA", TEXAS)
    wish(desk.engine, desk.clock(), Terms(rhythm=DAILY), "MA", GEORGIA)
    running.looks(PLACES, BEGAN)
    running.looks(PLACES[1:], LACKED)
    return running


def days(text: str) -> set[str]:
    """The days that a text names; Slack's own moments are written out in the newsroom's zone."""
    return set(_A_DAY.findall(text))


def test_a_row_is_missing_since_one_day_wherever_people_read_it(
    desk: ConfirmingDesk, newsroom: Newsroom
) -> None:
    """Answer, rows, sentence, digest and file, of a list looked at in the evening."""
    lookup = desk.asked("Boston, MA")
    rows = rows_behind(lookup, ["list"], RowRange(10), desk.people)
    assert "issing from the Made-up Bureau's list since March 2, 2026; not confirmed yet" in shown(
        answer_message(lookup, "/d")
    )
    assert "missing since March 2, 2026; not confirmed yet" in shown(
        rows_message(lookup, rows, 0, more=False)
    )
    missing = "Missing from the Made-up Bureau's list since March 2, 2026, not confirmed yet: Boston, Mass."
    assert missing in newsroom.next_morning()
    (line,) = csv.DictReader(io.StringIO(facts_as_csv(rows, lookup)))
    assert (line["listed_on"], line["standing"], line["off_on"]) == ("2026-03-01", "missing", "2026-03-02")


def test_one_removal_is_of_the_same_days_wherever_people_read_it(
    desk: ConfirmingDesk, newsroom: Newsroom
) -> None:
    """Confirmed in the evening: alert, edit, digest, lookup, history, sentences, file and command line."""
    newsroom.looks(PLACES[1:], CONFIRMED)
    told = newsroom.reads(TEXAS)
    assert "Missing March 2, 2026, confirmed March 3, 2026." in told
    assert "Off since March 3, 2026: Boston." in told
    digest = newsroom.next_morning()
    assert "off, missing since March 2, 2026" in digest
    assert "(March 3, 2026; <" in digest
    lookup = desk.asked("Boston, MA")
    assert "Off the Made-up Bureau's list by March 2, 2026; on it from March 1, 2026." in shown(
        answer_message(lookup, "/d")
    )
    with reading(desk.engine) as session:
        bulletin = gather_alert(session, newsroom.last_alert(), desk.readership)
        assert lookup.place
        history = shown(history_message(lookup, history_of_place(session, lookup.place.geoid, ZONE, limit=9)))
        (edition,) = [each for each in editions_of(session, "list") if each.number == bulletin.edition.number]
        (removed,) = changes_of(session, edition)
    assert "March 3, 2026: off the Made-up Bureau's list, first missing March 2, 2026." in history
    printed = alert_sentence(bulletin)
    assert "by March 3, 2026" in printed
    assert days("\n".join([told, history, printed])) == {"March 1, 2026", "March 2, 2026", "March 3, 2026"}
    (row,) = csv.DictReader(io.StringIO(exported(rows_told(bulletin))))
    assert (row["standing"], row["off_on"]) == ("off", "2026-03-03")
    (line,) = changes_text([as_json(change_json(removed, ZONE))], sources())
    line = " ".join(line.split())
    assert line.startswith("March 3, 2026: ")
    assert "; missing since March 2, 2026, confirmed March 3, 2026." in line


def asked(desk: ConfirmingDesk, day: date) -> Answer:
    """The answer as of a day."""
    return answer(Lookup("Boston, MA", day), desk.people)


def test_a_lookup_as_of_a_day_ends_when_the_newsrooms_day_does(desk: ConfirmingDesk) -> None:
    """What was seen at ten in the evening is of that day, not of the next one."""
    for rows, day in ((PLACES, BEGAN), (PLACES[1:], LACKED), (PLACES[1:], CONFIRMED)):
        desk.clock.set(at_night(day))
        desk.publish("list", ["published", *rows])
    assert asked(desk, date(2026, 2, 28)).lists == ()
    assert [fact.missing for entry in asked(desk, BEGAN).lists for fact in entry.facts] == [""]
    assert asked(desk, CONFIRMED).lists == ()
