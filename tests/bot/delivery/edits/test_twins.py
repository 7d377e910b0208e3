"""Rows that say the same: one of them comes or leaves, and a list of places says what it said."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.delivery.deliverer import Deliverer
from models.db import reading
from models.domain import EVERYWHERE, Row, Subject
from models.queries import changes_of, changes_of_place, editions_of, history_of_place, recent_editions
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST, REPORT
from tests.support.newsroom.correcting import first, replies
from tests.support.newsroom.delivering import TEXAS, send_all, told
from tests.support.newsroom.editions import TRAVIS, designations, publish_rows, subscribe
from tests.support.slack.driven import DrivenSlack

ONCE, TWICE, THRICE = (["Example County", *["Travis County"] * number] for number in (1, 2, 3))
WHOLE = "DHS publishes list of {}; Example County and Travis County are on it"


class Newsroom:
    """A channel that hears of Texas, and what it reads once an edition is out."""

    def __init__(self, engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer) -> None:
        self.engine, self.slack, self.clock, self._deliverer = engine, slack, clock, deliverer
        subscribe(engine, TEXAS, "TX", clock())

    def reads(self, *names: str) -> list[str]:
        """What the channel's messages say once the list names these places, those in threads too."""
        publish_rows(self.engine, LIST, designations(*names), self.clock())
        send_all(self._deliverer, self.clock, 10)
        return [*told(self.slack), *replies(self.slack)]


@pytest.fixture
def newsroom(engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer) -> Newsroom:
    """A newsroom that has heard nothing yet."""
    return Newsroom(engine, slack, clock, deliverer)


def changed(session: Session) -> list[list[str]]:
    """What each edition changed, by kinds."""
    return [sorted(each.kind for each in changes_of(session, edition) if each.before or each.after)
            for edition in editions_of(session)]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), [(TWICE, ONCE), (ONCE, TWICE), (THRICE, ONCE)])
def test_a_twin_that_comes_or_leaves_is_no_news(
    newsroom: Newsroom, before: list[str], after: list[str]
) -> None:
    """It is kept among the changes; no message, no edit, no thread, no latest change of the place."""
    once = newsroom.reads(*before)
    assert newsroom.reads(*after) == once == [WHOLE.format(len(set(before)))]
    assert not first(newsroom.slack).edited
    with reading(newsroom.engine) as session:
        number = abs(len(before) - len(after))
        assert changed(session)[-1] == ["removed" if len(before) > len(after) else "added"] * number
        changes = [*changes_of_place(session, TRAVIS.geoid, limit=9),
                   *history_of_place(session, TRAVIS.geoid, "UTC", limit=9)]  # fmt: skip
        assert {each.edition for each in changes} == {1}
        assert len(recent_editions(session, Subject(EVERYWHERE))) == 1
    assert newsroom.reads(*after, "Webb County")[1:] == ["Webb County, Texas, is on the DHS list"]


def test_the_last_of_equal_rows_leaves_the_list(newsroom: Newsroom) -> None:
    """Then it is told, and each row that was told before is struck: also the one that left quietly."""
    newsroom.reads(*TWICE)
    newsroom.reads(*ONCE)
    *_, gone, reply = newsroom.reads("Example County")
    assert gone == "Travis County, Texas, is off the DHS list"
    assert reply == "Off since Nov. 2, 2026: Travis County."
    assert str(first(newsroom.slack).blocks).count("• ~*Travis County*") == 2


def test_a_row_that_became_an_equal_one_is_struck_when_both_are_gone(newsroom: Newsroom) -> None:
    """It was told as corrected in a message of its own, and ended beside its twin."""
    newsroom.reads("Example County", "Travis County", "Travis Count")
    newsroom.reads(*TWICE)
    newsroom.reads(*ONCE)
    newsroom.reads("Example County")
    corrected = [each for each in newsroom.slack.messages(TEXAS) if each.from_app and not each.thread_ts][1]
    assert corrected.edited
    assert "Off since Nov. 2, 2026: Travis County." in str(corrected.blocks)


def test_what_settles_together_tells_no_twin(newsroom: Newsroom, deliverer: Deliverer) -> None:
    """One that left before an alert was sent, and one that came, are no part of what is told of both."""
    newsroom.reads(*TWICE)
    for names in ([*TWICE, "Webb County"], [*ONCE, "Webb County"], [*THRICE, "Webb County", "Bell County"]):
        rows = designations(*names)
        publish_rows(newsroom.engine, LIST, rows, newsroom.clock(), timedelta(minutes=2))
    newsroom.clock.advance(timedelta(minutes=3))
    send_all(deliverer, newsroom.clock, 10)
    assert told(newsroom.slack)[1:] == ["2 more Texas places are on the DHS list"]
    assert not first(newsroom.slack).edited


def test_of_events_each_counts(engine: Engine, clock: Clock, alerted: list[Row]) -> None:
    """Of two equal refusals one is taken out of the report: that is told."""
    publish_rows(engine, REPORT, [*alerted, alerted[0]], clock())
    assert publish_rows(engine, REPORT, alerted, clock()).deliveries == 1
    with reading(engine) as session:
        changes = changes_of_place(session, TRAVIS.geoid, limit=9)
    assert [each.kind for each in changes[:2]] == ["removed", "added"]
