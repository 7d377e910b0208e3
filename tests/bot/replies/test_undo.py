"""The buttons below a confirmation take back, or change, no more than they say."""

from bot.desk import Desk
from models.domain import Channel, Subject, Terms
from models.newsroom import subscriptions_of
from tests.support.newsroom.desk_on_slack import Room
from tests.support.shown import shown

HOW = "from DOJ except moved quiet 22:00-7:00 zone Central in thread"


def heard(desk: Desk) -> dict[Subject, Terms]:
    """What the channel hears, on which terms."""
    channel = Channel("T0NEWSROOM", "C0MASSDESK")
    return {wish.subject: wish.terms for wish in subscriptions_of(desk.engine, channel)}


def test_undo_brings_back_what_a_change_replaced(room: Room, desk: Desk) -> None:
    """A digest that became alerts is a digest again, not gone."""
    room.slack.command("#mass-desk", f"subscribe MA weekly Fri 7:00 {HOW}")
    before = heard(desk)
    changed = room.slack.command("#mass-desk", "subscribe MA at once")
    (undo, *_) = changed.blocks[-1]["elements"]
    assert undo["value"].startswith("subscribe MA from doj_eo14287 except moved weekly Fri 7:00")
    room.slack.click(changed, action_id="subscription_undo")
    again = "will get a Massachusetts digest every Friday at 7 a.m."
    room.slack.wait_for("#mass-desk", lambda posted: posted.ts == changed.ts and again in posted.text)
    assert heard(desk) == before


def test_a_sample_of_a_digest_is_a_digest(room: Room) -> None:
    """D6: the latest news of the state as a digest tells it; nothing of when the next one comes."""
    reply = room.slack.command("#mass-desk", "subscribe MA weekly")
    assert room.slack.click(reply, action_id="subscription_sample").error == ""
    sample = room.slack.wait_for("#mass-desk", lambda posted: posted.text == "Sample digest: Massachusetts")
    read = shown(sample.blocks)
    assert read.startswith("Sample digest: Massachusetts\n*Sample:* not news.\n*1 report published.*\n")
    assert "NPR count: " in read
    assert "From now on" not in read
    assert "No list was checked" not in read


def test_undo_brings_back_all_that_ended(room: Room, desk: Desk) -> None:
    """States, places and everything, each on its own terms."""
    for typed in (f"TX daily 9:00 {HOW}", "Travis County, TX", "Boston, MA weekly", "all", "MA, NY", "leads"):
        room.slack.command("#mass-desk", f"subscribe {typed}")
    before = heard(desk)
    ended = room.slack.command("#mass-desk", "unsubscribe all")
    assert heard(desk) == {}
    room.slack.click(ended, action_id="subscription_undo")
    room.slack.wait_for(
        "#mass-desk", lambda posted: posted.text.startswith("Subscriptions in <#C0MASSDESK>:")
    )
    assert heard(desk) == before


def test_a_digest_instead_keeps_the_other_terms(room: Room, desk: Desk) -> None:
    """The sources, kinds, quiet hours and threads that were asked for stay as they are."""
    asked = room.slack.command("#mass-desk", f"subscribe MA {HOW}")
    room.slack.click(asked, action_id="run_command")
    room.slack.wait_for("#mass-desk", lambda posted: "every day at 8 a.m. CST, quiet" in posted.text)
    (terms,) = heard(desk).values()
    assert (terms.sources, str(terms.quiet), terms.thread) == (("doj_eo14287",), "22:00-7:00", True)
    assert terms.zone == "US/Central"
