"""*Correct these*: operators let the messages be corrected that told what was none."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from slack_sdk import WebClient

from bot.delivery import Readership
from bot.delivery.deliverer import Deliverer
from bot.preview.validation import check_blocks
from tests.support.clock import Clock
from tests.support.newsroom.correcting import OPERATORS, come_in_behind, replies, saying
from tests.support.newsroom.delivering import TEXAS, send_all
from tests.support.newsroom.desk_on_slack import NOW, Room, desk_on, newsroom, sources
from tests.support.newsroom.editions import publish_rows, refusals, subscribe
from tests.support.newsroom.reviewing import SETTINGS
from tests.support.slack.seen import Posted

IN_ERROR = "our alert was wrong"


class Told:
    """A newsroom that was told a correction which was none, by a document that came in later."""

    def __init__(self, room: Room) -> None:
        self.room, self.slack, self.clock = room, room.slack, Clock(NOW)
        client = WebClient(self.slack.bot_token, base_url=self.slack.api_url, retry_handlers=[])
        engine, readership = room.desk.engine, Readership(sources(), "America/New_York")
        self.deliverer = Deliverer(engine, client, readership, self.clock, self.clock.ticks)
        report, rows, seen = sources()["made_up_report"], refusals(3), NOW - timedelta(days=9)
        otherwise = saying(rows, 1, citizenship="Canada")
        publish_rows(engine, report, rows, seen)
        subscribe(engine, TEXAS, "TX", NOW)
        publish_rows(engine, report, otherwise, NOW)
        self.send()
        gone = [rows[0], rows[2]]
        come_in_behind(engine, report, gone, seen + timedelta(days=1), self.clock())
        self.send()

    def send(self) -> None:
        """Send what the outbox owes."""
        send_all(self.deliverer, self.clock, 10)

    def alert(self) -> Posted:
        """What Texas was told, as it reads now."""
        return next(each for each in self.slack.messages(TEXAS) if each.from_app and not each.thread_ts)

    def press(self, user: str = "Operator") -> None:
        """Press *Correct these*."""
        notice = self.slack.wait_for(
            OPERATORS, lambda posted: "we alerted channels to didn't happen" in posted.text
        )
        check_blocks(list(notice.blocks), "message")
        assert self.slack.click(notice, action_id="correct_undone", user=user).error == ""

    def whispered(self, words: str) -> Posted:
        """What only the person who pressed sees."""
        return self.slack.wait_for(OPERATORS, lambda posted: posted.ephemeral and words in posted.text)


@pytest.fixture
def at(sqlite_database: str) -> Iterator[Told]:
    """That newsroom, connected."""
    with desk_on(sqlite_database, SETTINGS) as desk, newsroom(desk) as room:
        yield Told(room)


def test_an_operator_lets_it_be_corrected_once(at: Told) -> None:
    """Told how many messages that is; pressed again, that it was done. The channel reads one line."""
    assert not at.alert().edited
    at.press()
    at.whispered("1 message is being corrected.")
    at.send()
    assert at.alert().edited
    assert IN_ERROR in str(at.alert().blocks)
    assert len(replies(at.slack)) == 1
    at.press()
    at.whispered("These are being corrected already.")
    at.send()
    assert len(replies(at.slack)) == 1


def test_only_operators_do(at: Told) -> None:
    """Somebody else in their channel is told who may, and nothing is edited."""
    at.press("Reporter")
    assert "have messages corrected" in at.whispered("Only desk operators").text
    at.send()
    assert not at.alert().edited


def test_nothing_is_corrected_in_a_replay(sqlite_database: str) -> None:
    """Its notices have no such button; one of the desk that is pressed there does nothing."""
    with desk_on(sqlite_database, SETTINGS) as desk, newsroom(replace(desk, replay=True)) as room:
        at = Told(room)
        at.press()
        at.whispered("Nothing is corrected in a replay.")
        at.send()
        assert not at.alert().edited
