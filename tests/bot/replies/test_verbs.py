"""The verbs beside the lookup, as a reporter types them in a channel."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.desk import Desk
from models.db import DeliveryRow, RemarkRow, SubscriptionRow, reading
from models.domain import read_terms
from tests.support.newsroom.desk_on_slack import NOW, Room
from tests.support.shown import shown


def test_history_tells_what_changed(open_room: Room) -> None:
    """Baltimore County came to the Justice Department's list and left it again."""
    said = shown(open_room.slack.command("#mass-desk", "history Baltimore County, MD").blocks)
    assert "History of Baltimore County, MD" in said
    assert "31 Oct 2025* removed (DOJ)" in said


def test_history_says_what_a_tally_counts_and_what_a_publisher_said(open_room: Room) -> None:
    """142 of what, over which days; and a suspension in the publisher's words, of its own day."""
    said = shown(open_room.slack.command("#mass-desk", "history Travis County, TX").blocks)
    assert "Travis County | Texas | 142 (142 declined, 28 Jan–3 Feb 2017)" in said
    said = shown(open_room.slack.command("#mass-desk", "history Clark County, NV").blocks)
    assert "Clark County | Nevada | 51 (51 issued, no refusals, 28 Jan–3 Feb 2017)" in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Travis County, TX on Tuesday", "“Tuesday” is no day that I can read."),
        ("history Travis County, TX on Tuesday", "“Tuesday” is no day that I can read."),
        ("trend Travis County, TX on 2017-05-01", "Leave the day out."),
        ("export Travis County, TX as of 2017-05-01", "Leave the day out"),
    ],
)
def test_a_day_is_never_passed_over(open_room: Room, typed: str, said: str) -> None:
    """What can't be read, or can't be done, is said: no answer as of now in its stead."""
    assert said in open_room.slack.command("#mass-desk", typed).text


def test_recent_goes_back_to_the_last_change(open_room: Room) -> None:
    """Nothing in the last 30 days is said, with what came before."""
    reply = open_room.slack.command("#mass-desk", "recent NV")
    assert "Nevada: nothing has changed since 26 Oct 2026. The last before that:" in reply.text
    assert "1 removed: Nevada (removed)" in shown(reply.blocks)
    assert "This is wrong" in shown(reply.blocks)


def test_recent_since_a_day(open_room: Room) -> None:
    """A day may be named; every state then counts."""
    reply = open_room.slack.command("#mass-desk", "recent since Sept. 1, 2025")
    assert reply.text == "Every state: 2 editions with changes since 1 Sep 2025"


def test_recent_tells_a_lists_end_and_return_by_their_own_days(open_room: Room) -> None:
    """A list taken down is told as that, and one that goes on by the day on which it did."""
    said = shown(open_room.slack.command("#mass-desk", "recent MA since 2017-01-01").blocks)
    lines = [line for line in said.splitlines() if line.startswith("•")]
    days = [line.split("*")[1] for line in lines]
    events = [line.split(">: ")[-1] for line in lines]
    assert ("2 Jun 2025", "the list is withdrawn") in zip(days, events, strict=True)
    assert ("15 Jul 2019", "the list is resumed") in zip(days, events, strict=True)
    assert ("20 Mar 2017", "the list is resumed") not in zip(days, events, strict=True)


def test_a_row_that_does_not_say_which_is_told_before_one_is_picked(open_room: Room) -> None:
    """DHS names an East Hampton of two in New York: they aren't said to be on no list."""
    reply = open_room.slack.command("#mass-desk", "East Hampton, NY")
    assert "The lists name one of them without saying which: “East Hampton” (DHS, " in reply.text
    assert "None of them" not in reply.text


def test_sources_and_settings(open_room: Room) -> None:
    """What is watched, and how the desk is set up, without anything secret."""
    sources = shown(open_room.slack.command("#mass-desk", "sources").blocks)
    assert "*DOJ* (`doj_eo14287`)" in sources
    assert "Copied from cited pages, not checked live" in sources
    settings = shown(open_room.slack.command("#mass-desk", "settings").blocks)
    assert "*Operators:* <@UOPERATOR>" in settings
    assert "*Time zone:* America/New_York" in settings


def test_a_place_is_subscribed_on_its_terms(room: Room, desk: Desk) -> None:
    """What the channel gets is said in full, and kept as said."""
    typed = "subscribe Travis County, TX from ICE except corrected weekly Mon 8:00 quiet 22:00-7:00"
    reply = room.slack.command("#mass-desk", typed)
    assert (
        "now gets *Travis County, TX* weekly Mon 8:00, except corrected, quiet 22:00-7:00: ICE." in reply.text
    )
    assert "Rows added, removed or moved, and whole lists published" in shown(reply.blocks)
    assert "isn't known yet: no list was watched live so far" in shown(reply.blocks)
    with reading(desk.engine) as session:
        row = session.exec(select(SubscriptionRow)).one()
    assert (row.state, row.place) == ("TX", "48453")
    assert set(read_terms(row.terms).sources) >= {"ice_ddor", "ddor_policies"}
    assert row.digest_due is not None
    assert row.digest_due > NOW


def test_everything_can_be_subscribed(room: Room) -> None:
    """`all` is every state, and says so."""
    reply = room.slack.command("#mass-desk", "subscribe all")
    assert "now gets *every state* at once" in reply.text
    assert "no longer gets *every state*" in room.slack.command("#mass-desk", "unsubscribe all").text


def test_terms_are_changed_by_saying_them_anew(room: Room) -> None:
    """A digest instead of alerts is one subscription, and who changed it is listed."""
    room.slack.command("#mass-desk", "subscribe MA")
    assert (
        "now gets *Massachusetts* daily 7:30"
        in room.slack.command("#mass-desk", "subscribe MA daily 7:30").text
    )
    listed = room.slack.command("#mass-desk", "subscriptions")
    assert "gets *Massachusetts* daily 7:30." in listed.text
    assert "changed *Massachusetts* (daily 7:30)" in shown(listed.blocks)


def test_subscriptions_everywhere(room: Room) -> None:
    """Every channel of the workspace with what it hears of."""
    room.slack.command("#mass-desk", "subscribe MA")
    room.slack.command("#general", "subscribe TX")
    reply = room.slack.command("#general", "subscriptions everywhere")
    assert reply.text == "2 channels with 2 subscriptions"


def test_mute_and_resume(room: Room, desk: Desk) -> None:
    """A channel that needs quiet says for how long, and hears again when it likes."""
    room.slack.command("#mass-desk", "subscribe MA")
    assert "hears nothing until" in room.slack.command("#mass-desk", "mute 7d").text
    with reading(desk.engine) as session:
        assert session.exec(select(SubscriptionRow.muted_until)).one() == NOW + timedelta(days=7)
    assert "*Muted* until" in shown(room.slack.command("#mass-desk", "subscriptions").blocks)
    assert "hears again; what waited is sent now" in room.slack.command("#mass-desk", "resume").text


def test_feedback_reaches_the_operators(room: Room, desk: Desk) -> None:
    """It is kept with who said it, and queued for the people who run the desk."""
    reply = room.slack.command("#mass-desk", "feedback The page of Travis County is wrong")
    assert "The people who run this desk have it" in reply.text
    with reading(desk.engine) as session:
        remark = session.exec(select(RemarkRow)).one()
        notice = session.exec(select(DeliveryRow)).one()
    assert remark.words == "The page of Travis County is wrong"
    assert (notice.what, notice.channel) == ("notice", "UOPERATOR")


def test_an_export_comes_as_a_file(room: Room) -> None:
    """The rows of a place, each with its list and document, in the channel that asked."""
    assert "follow here as a CSV" in room.slack.command("#mass-desk", "export Boston").text
    arrived = room.slack.wait_for("#mass-desk", lambda posted: "each with its list" in posted.text)
    (file,) = room.slack.files()
    assert file["name"] == "boston--ma.csv"
    content = room.slack.file_content(file).decode()
    assert content.startswith("list,title,kind,state,")
    assert "DOJ,U.S. Sanctuary Jurisdiction List" in content
    assert "rows of Boston, MA, each with its list, page and document" in arrived.text


def test_where_the_app_is_no_member_the_file_comes_directly(room: Room) -> None:
    """The person is told where it is, and has it."""
    room.slack.command("#metro", "export Boston")
    told = room.slack.wait_for("#metro", lambda posted: "direct messages" in posted.text)
    assert told.ephemeral
    assert [file["name"] for file in room.slack.files()] == ["boston--ma.csv"]
