"""A channel hears of much: the list is turned page by page, and several subscriptions are ended at once."""

from functools import partial

import pytest

from models.db import writing
from models.domain import Channel, Subject
from models.newsroom import Actor, subscribe, subscriptions_of
from tests.support.newsroom.desk_on_slack import NOW, Room
from tests.support.newsroom.forms import form_of
from tests.support.newsroom.payloads import owed_row
from tests.support.shown import shown
from tests.support.slack.seen import Posted
from tests.support.waiting import until

STATES = (
    "AK", "AL", "AR", "AZ", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "IA", "ID", "IL", "IN", "KS", "KY",
)  # fmt: skip
MASS_DESK = Channel("T0NEWSROOM", "C0MASSDESK")


@pytest.fixture
def long_list(room: Room) -> Room:
    """A channel that hears of seventeen states."""
    for state in STATES:
        subscribe(room.desk.engine, MASS_DESK, Subject(state), Actor("U0EDITOR", NOW))
    return room


def hears(room: Room) -> list[str]:
    """The states that the channel hears of."""
    return [wish.state for wish in subscriptions_of(room.desk.engine, MASS_DESK)]


@pytest.mark.parametrize("typed", ["subscriptions", "subscriptions everywhere"])
def test_each_subscription_stands_on_a_page(long_list: Room, typed: str) -> None:
    """Nothing is `… and 9 more`: the list is turned in place, there and back."""
    slack = long_list.slack
    reply = slack.command("#mass-desk", typed)
    assert "Alabama, as they happen" in shown(reply.blocks)
    assert "more" not in shown(reply.blocks[1:]).partition("More:")[0]
    for button, last in (("subscriptions_page", "Indiana"), ("subscriptions_page.2", "Kentucky")):
        slack.click(reply, action_id=button)
        page = slack.wait_for("#mass-desk", partial(stands_on, reply.ts, last))
    slack.click(page, action_id="subscriptions_page")
    slack.wait_for("#mass-desk", partial(stands_on, reply.ts, "Indiana"))


def stands_on(ts: str, state: str, posted: Posted) -> bool:
    """Whether a message is the list, at a page that has this state."""
    lines = [block for block in posted.blocks[1:] if block["type"] == "section"]
    return posted.ts == ts and f"{state}, as they happen" in shown(lines)


def test_several_are_ended_at_once(long_list: Room) -> None:
    """Chosen in a form, confirmed to the person alone, and had back by one press."""
    slack = long_list.slack
    slack.click(slack.command("#mass-desk", "subscriptions"), action_id="subscriptions_end")
    chosen = [f"{state}|" for state in STATES[:15]]
    assert slack.submit(form_of(slack), {"ended": {"entry": chosen}}).errors == {}
    told = slack.wait_for("#mass-desk", lambda posted: "It still gets Kansas and Kentucky." in posted.text)
    assert told.seen_by == "U0EDITOR"
    assert hears(long_list) == ["KS", "KY"]
    slack.click(told, action_id="subscription_undo")
    assert until(lambda: len(hears(long_list)) == len(STATES))


def test_a_guest_ends_nothing(long_list: Room) -> None:
    """The form opens for everybody who saw the list; who may end is asked when it is sent."""
    slack, people = long_list.slack, long_list.desk.people
    slack.person("Guest", channels=["mass-desk"])
    listed = slack.command("#mass-desk", "subscriptions", "Guest")
    slack.person("Guest", is_guest=True, channels=["mass-desk"])
    assert people
    people._known.clear()
    slack.click(listed, action_id="subscriptions_end", user="Guest")
    assert slack.submit(form_of(slack, "Guest"), {"ended": {"entry": ["AK|"]}}, "Guest").errors == {}
    assert until(partial(is_told_directly, long_list, "Guests can look up places only."))
    assert len(hears(long_list)) == len(STATES)


def is_told_directly(room: Room, words: str) -> bool:
    """Whether the guest has a direct message that begins so."""
    try:
        return any(posted.text.startswith(words) for posted in room.slack.messages("D0GUEST"))
    except LookupError:
        return False  # the first message opens the conversation


def test_a_confirmation_says_when_nothing_can_be_sent(room: Room) -> None:
    """The app's token was revoked before: what is promised waits, and that is said with the promise."""
    assert "Nothing can be sent" not in room.slack.command("#mass-desk", "subscribe MA").text
    with writing(room.desk.engine) as session:
        waiting = owed_row("n:1", "C1", NOW)
        waiting.error = "token_revoked"
        session.add(waiting)
    for typed in ("subscribe TX", "resume"):
        told = room.slack.command("#mass-desk", typed)
        assert "*Saved. Nothing can be sent now:* the app's token was revoked." in told.text
        assert "Nothing can be sent now" in shown(told.blocks)
