"""A reporter says that an answer or an alert is wrong; the people who run the desk read it with the row."""

import json
from collections.abc import Iterator

import httpx
import pytest
from sqlmodel import select

from bot.blocks import kit
from models.config import Settings
from models.db import RemarkRow, reading
from tests.support.newsroom.desk_on_slack import desk_on, newsroom
from tests.support.newsroom.forms import choose
from tests.support.newsroom.remarking import WORDS, Remarking, remarking
from tests.support.shown import shown


@pytest.fixture
def at(history: str) -> Iterator[Remarking]:
    """A newsroom with an operator and a channel for them."""
    with remarking(history) as at:
        yield at


def used_up(address: str) -> None:
    """Answer a click as often as Slack lets an app answer it."""
    for _ in range(5):
        httpx.post(address, json={"text": "One of five."}).raise_for_status()


def test_an_answer_that_is_wrong_reaches_the_operators_with_its_rows(at: Remarking) -> None:
    """They read the words, whose they are, where, and the answer with its citations."""
    form = at.open_remark(at.slack.command("#mass-desk", "Boston, MA", "Reporter"))
    assert "What we showed" in shown(form["blocks"])
    assert "> will read this, with your name and this channel." in shown(form["blocks"])
    assert "Boston, Mass.: on" in shown(form["blocks"])
    assert at.say(form).errors == {}
    notice = at.notice()
    told = shown(notice.blocks)
    assert notice.text.startswith(f"<@U0REPORTER> in <#C0MASSDESK> says this is wrong: “{WORDS}”")
    assert "What we showed: " in told
    assert "Boston, Massachusetts, was on the Justice Department's list of" in told
    with reading(at.room.desk.engine) as session:
        (row,) = session.exec(select(RemarkRow)).all()
    assert (row.about, row.words, row.person) == ("2507000", WORDS, "U0REPORTER")


def test_a_form_that_slack_does_not_let_us_fill_is_told(at: Remarking) -> None:
    """It would say for ever to wait a moment."""
    reply = at.slack.command("#mass-desk", "Boston, MA", "Reporter")
    at.slack.fail_next("views.update", "internal_error")
    choose(at.slack, reply, kit.ANSWER_WRONG, "Reporter")
    told = at.slack.wait_for("#mass-desk", lambda posted: posted.text.startswith("Slack wouldn't let me"))
    assert told.seen_by == "U0REPORTER"


def test_the_reporter_is_thanked_alone(at: Remarking) -> None:
    """Nobody else in the channel sees who doubted what."""
    at.say(at.open_remark(at.slack.command("#mass-desk", "Boston, MA", "Reporter")))
    thanks = at.slack.wait_for("#mass-desk", lambda posted: posted.text.startswith("Thanks. "))
    assert thanks.seen_by == "U0REPORTER"
    assert f"“{WORDS}”" in thanks.text


def test_an_alert_that_is_wrong_comes_with_its_rows_and_a_link(at: Remarking) -> None:
    """The operators read the alert's sentence, its rows with their places in the document, and see it."""
    reply = at.slack.command("#mass-desk", "subscribe NV")
    at.slack.click(reply, action_id="subscription_sample")
    alert = at.slack.wait_for("#mass-desk", lambda posted: posted.text.startswith("Sample:"))
    at.say(at.open_remark(alert, "alert_wrong"))
    told = shown(at.notice().blocks)
    assert f"/archives/C0MASSDESK/p{alert.ts.replace('.', '')}|See it>" in told
    assert "Nev.: 129 (totals only)" in told


def test_nothing_said_is_told_at_the_field(at: Remarking) -> None:
    """Blanks are no words: the form stays open and says so."""
    form = at.open_remark(at.slack.command("#mass-desk", "Boston, MA", "Reporter"))
    assert at.say(form, "   ").errors == {"words": "Say what's wrong."}
    with reading(at.room.desk.engine) as session:
        assert session.exec(select(RemarkRow)).all() == []


def test_where_the_click_takes_no_answer_the_reporter_is_thanked_directly(at: Remarking) -> None:
    """Its address is used up, as it is after half an hour: a direct message says it."""
    form = at.open_remark(at.slack.command("#mass-desk", "Boston, MA", "Reporter"))
    used_up(json.loads(form["private_metadata"])["respond"])
    at.say(form)
    told = at.slack.wait_for("D0REPORTER", lambda posted: posted.text.startswith("Thanks. "))
    assert not told.ephemeral


def test_who_pressed_in_a_thread_is_thanked_there(at: Remarking) -> None:
    """Where they are reading, and alone as everywhere."""
    parent = at.slack.say("#mass-desk", "What of Boston?")
    wrong = kit.actions([kit.button("This is wrong", kit.ANSWER_WRONG, "2507000||0")])
    posted = at.room.client.chat_postMessage(
        channel="C0MASSDESK", text="Boston, MA", blocks=[wrong], thread_ts=parent
    )
    message = at.slack.wait_for("#mass-desk", lambda each: each.ts == posted["ts"])
    at.say(at.open_remark(message))
    thanks = at.slack.wait_for("#mass-desk", lambda each: each.text.startswith("Thanks. "))
    assert (thanks.seen_by, thanks.thread_ts) == ("U0REPORTER", parent)


def test_nobody_is_promised_who_is_not_set_to_get_it(history: str) -> None:
    """Without operators it is saved, and both the form and the thanks say so."""
    with desk_on(history, Settings()) as desk, newsroom(desk) as room:
        at = Remarking(room)
        form = at.open_remark(at.slack.command("#mass-desk", "Boston, MA", "Reporter"))
        assert "Nobody is set to get this. It will be saved." in shown(form["blocks"])
        at.say(form)
        saved = f"Saved. Nobody has been notified: “{WORDS}”"
        at.slack.wait_for("#mass-desk", lambda posted: posted.text == saved)
