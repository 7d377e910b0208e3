"""What a channel that hears in digests reads of rows that are missing, and of those that are back."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from slack_sdk import WebClient

from bot.delivery.deliverer import Deliverer
from bot.delivery.digest_loop import queue_due
from bot.preview.validation.across import texts
from bot.words import day as written
from jobs.readers import Parser
from models.domain import ChangeKind, Terms
from tests.support.clock import Clock
from tests.support.newsroom.delivering import TEXAS, send_all, told
from tests.support.newsroom.digesting import DAILY, ZONE, wish
from tests.support.newsroom.missing import PLACES, ConfirmingDesk, newsroom_on
from tests.support.slack.driven import DrivenSlack

DAY = timedelta(days=1)
EVERY_DAY = Terms(rhythm=DAILY)
LACKS = "since March 3, 2026, not confirmed yet:"


@pytest.fixture
def desk(sqlite_database: str, clock: Clock, parser: Parser) -> Iterator[ConfirmingDesk]:
    """A desk with a list whose departures wait to be confirmed."""
    with newsroom_on(sqlite_database, clock, parser) as running:
        running.list(PLACES, "2026-03-01")
        yield running


@pytest.fixture
def slack(clock: Clock) -> Iterator[DrivenSlack]:
    """A local Slack on the test's clock."""
    with DrivenSlack(clock=clock) as running:
        yield running


class Reader:
    """A channel that hears of Massachusetts every day."""

    def __init__(self, desk: ConfirmingDesk, slack: DrivenSlack, terms: Terms = EVERY_DAY) -> None:
        self._desk, self._slack = desk, slack
        client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        self._deliverer = Deliverer(desk.engine, client, desk.readership, desk.clock, desk.clock.ticks)
        wish(desk.engine, desk.clock(), terms, "MA", TEXAS)

    def reads(self) -> str:
        """A day later: all that the newest digest says."""
        before = len(told(self._slack))
        self._desk.clock.advance(DAY)
        queue_due(self._desk.engine, ZONE, self._desk.clock)
        send_all(self._deliverer, self._desk.clock, 5)
        assert len(told(self._slack)) == before + 1
        message = [each for each in self._slack.messages(TEXAS) if each.from_app and not each.thread_ts][-1]
        return "\n".join(texts(list(message.blocks)))


def test_a_digest_names_no_twin_of_what_is_printed(desk: ConfirmingDesk, slack: DrivenSlack) -> None:
    """Boston twice, then once: it stands on the list."""
    reader = Reader(desk, slack)
    desk.list([*PLACES, PLACES[0]], "2026-03-02")
    desk.list(PLACES, "2026-03-03")
    assert "issing" not in reader.reads()


def test_a_digest_names_what_is_missing_and_the_next_one_what_is_back(
    desk: ConfirmingDesk, slack: DrivenSlack
) -> None:
    """Named as long as it is missing; once it is back that is said, once, with the day of the digest."""
    reader = Reader(desk, slack)
    assert "so we can't say if anything changed" in reader.reads()
    desk.list(PLACES[2:], "2026-03-03")
    said = reader.reads()
    assert f"{LACKS} Boston, Mass.; Newton, Mass." in said
    assert "*2 places missing, not confirmed yet.*" in said
    assert "changed" not in said
    assert said.count("A detainer is a civil request") == 1
    day = desk.clock().date()
    desk.list([PLACES[0], *PLACES[2:]], "2026-03-05")
    said = reader.reads()
    assert f"Boston, Mass., reported missing {written(day)}, is on " in said
    assert "Newton, Mass., is off " in said
    assert "off, missing since March 3, 2026" in said
    assert "*1 place off a list, 1 place on a list again.*" in said
    assert LACKS not in said
    said = reader.reads()
    assert "so we can't say if anything changed" in said
    assert "again" not in said
    assert not [call for call in slack.calls if not call["ok"]]


def test_what_was_missing_between_two_digests_is_not_told(desk: ConfirmingDesk, slack: DrivenSlack) -> None:
    """Back before anybody heard: nobody hears."""
    reader = Reader(desk, slack)
    reader.reads()
    desk.list(PLACES[1:], "2026-03-03")
    desk.list(PLACES, "2026-03-05")
    said = reader.reads()
    assert "so we can't say if anything changed" in said
    assert "Boston" not in said


def test_who_leaves_out_removals_hears_of_nothing_missing(desk: ConfirmingDesk, slack: DrivenSlack) -> None:
    """What is missing is a removal to be."""
    reader = Reader(desk, slack, Terms(rhythm=DAILY, without=(ChangeKind.REMOVED,)))
    desk.list(PLACES[1:], "2026-03-03")
    assert "Boston" not in reader.reads()
