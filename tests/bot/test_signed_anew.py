"""An agreement of which a later one stands: when its row goes, its agency is on the list as before."""

from collections.abc import Iterator, Sequence

import pytest
from sqlmodel import Session

from bot.blocks.alert import alert, alert_sentence
from bot.blocks.answer import answer_message, history_message
from bot.delivery import gather_alert
from jobs.readers import Parser
from models.db import reading
from models.domain import ChangeKind, Fact, ListingKind, RowRange, Subject
from models.queries import changes_of, editions_of, fates, history_of_place, recent_editions, rows_of_place
from tests.support.clock import Clock
from tests.support.messages import shown
from tests.support.newsroom.missing import AGENCIES, ConfirmingDesk, newsroom_on
from tests.support.newsroom.payloads import news_in

FIRST, *OTHERS = AGENCIES
LATER = FIRST.replace("2025-02-26", "2026-02-20")
OTHER_TYPE = LATER.replace("Task Force Model", "Warrant Service Officer")
ABBREVIATED = LATER.replace("Travis County Sheriff", "Travis Co. Sheriff's Office")
EARLIER = FIRST.replace("2025-02-26", "2025-01-20")
NAMESAKE = LATER.replace("|TX|", "|IA|")
LATEST = LATER.replace("02-20", "03-05")
TRAVIS = "48453"


@pytest.fixture
def desk(sqlite_database: str, clock: Clock, parser: Parser) -> Iterator[ConfirmingDesk]:
    """A desk on which agreements stand, and a channel hears of Texas."""
    with newsroom_on(sqlite_database, clock, parser) as running:
        running.agencies(AGENCIES)
        running.subscribe("CTEXAS", "TX")
        yield running


def of_travis(session: Session) -> list[Fact]:
    """The county's agreements that stand."""
    return rows_of_place(session, TRAVIS, [ListingKind.AGREEMENT], RowRange(9))


def last_changes(desk: ConfirmingDesk) -> list[tuple[str, str]]:
    """What became of rows that stood, by the newest edition."""
    with reading(desk.engine) as session:
        newest = max(editions_of(session), key=lambda edition: edition.stood)
        changes = [each for each in changes_of(session, newest) if each.before]
    return [(each.kind.value, each.before.as_read.split(" | ")[-1]) for each in changes if each.before]


STORIES = {
    "the old row goes later": [[*AGENCIES, LATER], [*OTHERS, LATER], [*OTHERS, LATER, "note"]],
    "they change places": [[*OTHERS, LATER]],
    "the new row comes while the old one is missing": [OTHERS, [*OTHERS, LATER]],
    "the name is abbreviated": [
        [*AGENCIES, ABBREVIATED],
        [*OTHERS, ABBREVIATED],
        [*OTHERS, ABBREVIATED, "note"],
    ],
    "twice": [[*AGENCIES, LATER, LATEST], [*OTHERS, LATER, LATEST], [*OTHERS, LATER, LATEST, "note"]],
}
"""Editions in turn; a note makes other bytes of the same rows."""


SIGNED = {"the name is abbreviated": "", "twice": "March 5, 2026"}
"""The day it is signed again on, where that isn't the later row's; where more differs, it is corrected."""


def publish(desk: ConfirmingDesk, story: Sequence[Sequence[str]]) -> None:
    """Take them in, a day apart."""
    for rows in story:
        added = OTHERS[0].replace("Harris", "Webb")
        desk.agencies([added if row == "note" else row for row in rows])


@pytest.mark.parametrize("story", STORIES)
def test_an_agreement_signed_anew_is_no_departure(desk: ConfirmingDesk, story: str) -> None:
    """No alert, edit, history, latest change or list of recent changes says that it is no longer listed."""
    with reading(desk.engine) as session:
        (first,) = [fact for fact in of_travis(session) if "Travis" in fact.as_read]
    publish(desk, STORIES[story])
    ((kind, _),) = last_changes(desk)
    assert kind == ChangeKind.CORRECTED
    with reading(desk.engine) as session:
        delivery = [row for row in desk.queued() if row.channel == "CTEXAS"][-1]
        told = gather_alert(session, news_in(delivery), desk.readership)
        changes = history_of_place(session, TRAVIS, told.zone, limit=9)
        assert all(not each.counts[ChangeKind.REMOVED] for each in recent_editions(session, Subject("TX")))
        (since,) = fates(session, [first.listing or 0]).values()
    assert [each.kind for each in since] == [ChangeKind.CORRECTED]
    record = desk.asked("Travis County, TX")
    answered = shown(answer_message(record, "/d")) + shown(history_message(record, changes))
    said = shown(alert(told))
    day = SIGNED.get(story, "Feb. 20, 2026")
    history = f"Travis County Sheriff signed its 287(g) agreement again {day} (before: Feb. 26, 2025)."
    line = f"Travis County Sheriff, Texas, signed again {day}; before, Feb. 26, 2025 (task force model)."
    assert [history in answered, line in said] == [bool(day)] * 2
    assert ("name: ~Travis County Sheriff~ Travis Co. Sheriff's Office" in said) == (not day)
    for text in (said, alert_sentence(told), answered):
        assert "no longer listed" not in text
        assert "missing" not in text


@pytest.mark.parametrize("stands", [OTHER_TYPE, EARLIER, NAMESAKE])
def test_another_agreement_hides_no_departure(desk: ConfirmingDesk, stands: str) -> None:
    """One of another support, of an earlier day, or of another state's namesake takes nobody's place."""
    publish(desk, [[*AGENCIES, stands], [*OTHERS, stands], [*OTHERS, stands, "note"]])
    ((kind, _),) = last_changes(desk)
    assert kind == ChangeKind.REMOVED
