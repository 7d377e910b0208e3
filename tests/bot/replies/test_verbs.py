"""The verbs beside the lookup, as a reporter types them in a channel."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.desk import Desk, Requester
from bot.grammar import Mute
from bot.replies import mute_channel, resume_channel, unsubscribe_from
from models.config import Newsroom, Settings
from models.db import DeliveryRow, RemarkRow, SubscriptionRow, reading
from models.domain import read_terms
from models.errors import UsageError
from tests.support.newsroom.desk_on_slack import NOW, Room, desk_on, newsroom
from tests.support.shown import shown


def test_history_tells_what_changed(open_room: Room) -> None:
    """Baltimore County came to the Justice Department's list and left it again."""
    said = shown(open_room.slack.command("#mass-desk", "history Baltimore County, MD").blocks)
    assert "*History of Baltimore County, Md.*" in said
    assert "Oct. 31, 2025: off the Justice Department's list." in said


def test_history_says_what_a_tally_counts_and_what_a_publisher_said(open_room: Room) -> None:
    """142 of what, over which days; and a suspension in the publisher's words, of its own day."""
    said = shown(open_room.slack.command("#mass-desk", "history Travis County, TX").blocks)
    assert "Jan. 28 to Feb. 3, 2017: 142 refusals (total only), ICE's weekly report." in said
    assert "April 13, 2017: Section III suspended by its publisher: “While this analysis is ongoing" in said
    said = shown(open_room.slack.command("#mass-desk", "history Clark County, NV").blocks)
    assert "Jan. 28 to Feb. 3, 2017: 51 detainers ICE sent (not refusals), ICE's weekly report." in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Travis County, TX on Tuesday", "I can't read the day `Tuesday`. Write `as of 2025-05-30`."),
        ("history Travis County, TX on Tuesday", "I can't read the day `Tuesday`. Write `as of 2025-05-30`."),
        ("trend Travis County, TX on 2017-05-01", "Leave the day out."),
        ("export Travis County, TX as of 2017-05-01", "Leave the day out"),
    ],
)
def test_a_day_is_never_passed_over(open_room: Room, typed: str, said: str) -> None:
    """What can't be read, or can't be done, is said: no answer as of now in its stead."""
    assert said in open_room.slack.command("#mass-desk", typed).text


def test_a_row_that_does_not_say_which_is_told_before_one_is_picked(open_room: Room) -> None:
    """DHS names an East Hampton of two in New York: they aren't said to be on no list."""
    reply = open_room.slack.command("#mass-desk", "East Hampton, NY")
    assert reply.text.endswith("may mean the village or the town. We count it for neither.")


def test_sources_and_settings(open_room: Room) -> None:
    """What is watched, and how the desk is set up, without anything secret."""
    sources = shown(open_room.slack.command("#mass-desk", "sources").blocks)
    assert "|Justice Department's list>: copied, last seen Oct. 31, 2025; page not checked yet." in sources
    assert "|DHS list>: taken down June 2, 2025" in sources
    settings = shown(open_room.slack.command("#mass-desk", "settings").blocks)
    assert "*Desk operators:* <@UOPERATOR>" in settings
    assert "*Time zone:* Eastern" in settings


def test_a_place_is_subscribed_on_its_terms(room: Room, desk: Desk) -> None:
    """What the channel gets is said in full, and kept as said."""
    typed = "subscribe Travis County, TX from ICE except corrected weekly Mon 8:00 quiet 22:00-7:00"
    reply = room.slack.command("#mass-desk", typed)
    assert reply.text == (
        "<#C0MASSDESK> will get a Travis County, Texas, digest every Monday at 8 a.m. EST, "
        "quiet 10 p.m. to 7 a.m., except places corrected, from ICE."
    )
    assert "Places on, off; lists published, taken down, back;" in shown(reply.blocks)
    assert "We can't say how many: no list has been checked live yet." in shown(reply.blocks)
    with reading(desk.engine) as session:
        row = session.exec(select(SubscriptionRow)).one()
    assert (row.state, row.place) == ("TX", "48453")
    assert set(read_terms(row.terms).sources) >= {"ice_ddor", "ddor_policies"}
    assert row.digest_due is not None
    assert row.digest_due > NOW


def test_everything_can_be_subscribed(room: Room) -> None:
    """`all` is every state, and says so."""
    reply = room.slack.command("#mass-desk", "subscribe all")
    assert "will get all alerts as they happen, from ICE," in reply.text
    assert (
        "no longer gets all alerts. It has no subscriptions."
        in room.slack.command("#mass-desk", "unsubscribe all").text
    )


def test_terms_are_changed_by_saying_them_anew(room: Room) -> None:
    """A digest instead of alerts is one subscription, and who changed it is listed."""
    room.slack.command("#mass-desk", "subscribe MA")
    assert (
        "will get a Massachusetts digest every day at 7:30 a.m. EST"
        in room.slack.command("#mass-desk", "subscribe MA daily 7:30").text
    )
    listed = room.slack.command("#mass-desk", "subscriptions")
    told = shown(listed.blocks)
    assert "• Massachusetts, every day at 7:30 a.m. EST (<@U0EDITOR>, Nov. 25, 2026)" in told
    assert "Log: Nov. 25, 2026: <@U0EDITOR> changed Massachusetts." in told


def test_subscriptions_everywhere(room: Room) -> None:
    """Every public channel of the workspace with what it gets."""
    room.slack.command("#mass-desk", "subscribe MA")
    room.slack.command("#general", "subscribe TX")
    reply = room.slack.command("#general", "subscriptions everywhere")
    assert reply.text == "2 channels, 2 subscriptions; private channels only to their members."


def test_mute_and_resume(room: Room, desk: Desk) -> None:
    """A channel that needs quiet says for how long, and hears again when it likes."""
    room.slack.command("#mass-desk", "subscribe MA")
    assert (
        "is muted until Dec. 2, 2026, 10 a.m. EST; alerts are held."
        in room.slack.command("#mass-desk", "mute 7d").text
    )
    with reading(desk.engine) as session:
        assert session.exec(select(SubscriptionRow.muted_until)).one() == NOW + timedelta(days=7)
    assert "*Muted* until" in shown(room.slack.command("#mass-desk", "subscriptions").blocks)
    assert (
        "gets alerts again; held alerts are on their way." in room.slack.command("#mass-desk", "resume").text
    )


def test_feedback_reaches_the_operators(room: Room, desk: Desk) -> None:
    """It is kept with who said it, and queued for the people who run the desk."""
    reply = room.slack.command("#mass-desk", "feedback The page of Travis County is wrong")
    assert reply.text == "Thanks. <@UOPERATOR> has it: “The page of Travis County is wrong”"
    with reading(desk.engine) as session:
        remark = session.exec(select(RemarkRow)).one()
        notice = session.exec(select(DeliveryRow)).one()
    assert remark.words == "The page of Travis County is wrong"
    assert (notice.what, notice.channel) == ("notice", "UOPERATOR")


def test_an_export_is_for_whoever_asks(room: Room) -> None:
    """The rows of a place go to the person alone, also where the app is in the channel, and that is said."""
    room.slack.command("#mass-desk", "export Boston")
    told = room.slack.wait_for("#mass-desk", lambda posted: posted.text.startswith("Sent to you: "))
    assert told.ephemeral
    assert told.text.endswith(" rows on Boston, Mass., as a CSV.")
    (file,) = room.slack.files()
    assert file["name"] == "boston-ma.csv"
    assert "U.S. Sanctuary Jurisdiction List" in room.slack.file_content(file).decode()
    assert room.slack.messages("D0EDITOR")[-1].text.endswith(" rows on Boston, Mass., as a CSV.")
    assert not [posted for posted in room.slack.messages("#mass-desk") if not posted.ephemeral]


def test_an_export_goes_to_the_channel_only_where_that_is_said(room: Room) -> None:
    """`in channel` puts the file there; without the app in it, the way is named."""
    room.slack.command("#mass-desk", "export Boston in channel")
    arrived = room.slack.wait_for(
        "#mass-desk", lambda posted: "rows on Boston, Mass., as a CSV" in posted.text
    )
    assert not arrived.ephemeral
    room.slack.command("#metro", "export Boston in channel")
    refused = room.slack.wait_for("#metro", lambda posted: "Slack didn't take the file" in posted.text)
    assert "I'm not in this channel. Invite me, then ask again." in refused.text


@pytest.mark.parametrize(("typed", "told"), [
    ("export Atlantis, FL", "We have no rows on Atlantis, Fla."),
    ("export Xyzzy", "I don't know `Xyzzy`."),
])  # fmt: skip
def test_an_unknown_place_gives_no_file(room: Room, typed: str, told: str) -> None:
    """No empty CSV is sent."""
    reply = room.slack.command("#mass-desk", typed)
    if told not in reply.text:
        room.slack.wait_for("#mass-desk", lambda posted: told in posted.text)
    assert room.slack.files() == []


@pytest.mark.parametrize(("typed", "asked"), [
    ("subscribe Atlantis daily", ("Did you mean *Atlantis, Fla.*? We have nothing on it.",
     "Subscribe to Atlantis, Fla.", "subscribe Atlantis, FL daily 8:00")),
    ("subscribe Springfield", ("Which Springfield?",
     "Subscribe to Springfield, Mass.", "subscribe Springfield, MA")),
    ("unsubscribe Springfield", ("Which Springfield?",
     "Unsubscribe from Springfield, Ore.", "unsubscribe Springfield, OR")),
    ("export Springfield in channel", ("Which Springfield?",
     "Export Springfield, Mass.", "export Springfield, MA in channel")),
    ("subscribe Bostn", ("I don't know `Bostn`. Did you mean *Boston, Mass.*?",
     "Subscribe to Boston, Mass.", "subscribe Boston, MA")),
    ("subscribe Pensylvania", ("I don't know `Pensylvania`. Did you mean *Pennsylvania*?",
     "Subscribe to Pennsylvania", "subscribe Pennsylvania")),
])  # fmt: skip
def test_a_verb_asks_which_place_is_meant(
    room: Room, desk: Desk, typed: str, asked: tuple[str, str, str]
) -> None:
    """Nothing is done until it is clear: the buttons carry the verb, and all that was said with it."""
    reply, (question, button, value) = room.slack.command("#mass-desk", typed), asked
    assert reply.text == question
    labels = {each["text"]["text"]: each["value"] for each in reply.blocks[1]["elements"]}
    assert labels[button] == value
    with reading(desk.engine) as session:
        assert session.exec(select(SubscriptionRow)).all() == []


@pytest.mark.parametrize(("typed", "told"), [
    ("subscribe 25:00", "I don't know `25:00`. Try `/detainers subscribe MA`, or `/detainers help"),
    ("subscribe", "Which state or place? For example `/detainers subscribe MA`."),
    ("subscribe Boston, TX, Denver", "One place at a time: `/detainers subscribe Boston, MA`."),
    ("subscribe MA from XYZ", "I don't know the list `XYZ`. Lists: DHS, DOJ, ICE, ICE 2014, "),
    ("subscribe MA daily zone Mars", "I don't know the time zone `Mars`. Try `zone Central`."),
    ("mute", "For how long? For example `/detainers mute 7d`; a year at most."),
    ("subscrbe MA", "I don't know `subscrbe`. Did you mean `/detainers subscribe MA`?"),
    ("MA subscrbe", "I don't know `subscrbe`. Did you mean `/detainers subscribe MA`?"),
    ("export Xyzzy", "I don't know `Xyzzy`. Try `/detainers export MA`, or `/detainers help export`."),
    ("export all", "Which state or place? For example `/detainers export MA`."),
    ("history all", "Which state or place? For example `/detainers history MA`."),
    ("compare all", "Which places? For example `/detainers compare MA TX`."),
    ("compare Boston Chicago", "I don't know `Boston Chicago`. Put commas between places: `/detainers comp"),
    ("top states", "Which state? For example `/detainers top counties TX`."),
    ("top all", "Which state? For example `/detainers top counties TX`."),
    ("recent MA since yesterday", "I can't read the day `yesterday`. Write `since 2025-05-30`."),
    ("export, PA", "`export, PA`: a command or a place?"),
])  # fmt: skip
def test_a_mistake_is_one_sentence_and_its_cure(open_room: Room, typed: str, told: str) -> None:
    """What was typed stands as it was typed, with what to type instead."""
    assert open_room.slack.command("#mass-desk", typed).text.startswith(told)


def test_names_with_commas_stand_between_semicolons(room: Room) -> None:
    """What a channel still gets, and what it gets alerts on: each name is one."""
    for typed in ("subscribe Boston, MA", "subscribe MD, TX", "subscribe Atlantis, FL"):
        room.slack.command("#mass-desk", typed)
    told = room.slack.command("#mass-desk", "unsubscribe TX").text
    assert told.endswith("It still gets Atlantis, Fla.; Boston, Mass.; and Maryland.")
    told = room.slack.command("#mass-desk", "unsubscribe all").text
    assert "no longer gets Atlantis, Fla.; Boston, Mass.; and Maryland alerts." in told


def test_what_was_asked_is_done_once_a_place_is_picked(room: Room) -> None:
    """The button types the command; what the channel has is ended without its state."""
    reply = room.slack.command("#mass-desk", "subscribe Atlantis")
    room.slack.click(reply, action_id="run_command")
    confirmed = "<#C0MASSDESK> will get Atlantis, Fla., alerts as they happen"
    room.slack.wait_for("#mass-desk", lambda posted: posted.text.startswith(confirmed))
    ended = room.slack.command("#mass-desk", "unsubscribe Atlantis")
    assert ended.text == "<#C0MASSDESK> no longer gets Atlantis, Fla., alerts. It has no subscriptions."


def test_the_channel_reads_who_subscribed_and_who_left(room: Room) -> None:
    """Everybody there knows why alerts begin and end; what changes nothing is not said."""
    for typed in ("subscribe MA", "subscribe MA", "unsubscribe MA"):
        room.slack.command("#mass-desk", typed)
    told = "<@U0EDITOR> unsubscribed this channel from Massachusetts alerts."
    room.slack.wait_for("#mass-desk", lambda posted: posted.text == told)
    public = [posted.text for posted in room.slack.messages("#mass-desk") if not posted.ephemeral]
    assert public == ["<@U0EDITOR> subscribed this channel to Massachusetts alerts.", told]


def test_a_setting_keeps_that_to_whoever_did(history: str) -> None:
    """A newsroom that finds it too much switches it off."""
    with desk_on(history, Settings(newsroom=Newsroom(echo=False))) as desk, newsroom(desk) as room:
        for typed in ("subscribe MA", "unsubscribe MA"):
            room.slack.command("#mass-desk", typed)
        assert not [posted for posted in room.slack.messages("#mass-desk") if not posted.ephemeral]


def test_a_private_channels_subscriptions_show_there_alone(room: Room) -> None:
    """Typing there shows that one is in it; neither Home nor another channel lists them."""
    slack = room.slack
    slack.command("#investigations", "subscribe TX")
    slack.command("#mass-desk", "subscribe MA")
    elsewhere = slack.command("#mass-desk", "subscriptions everywhere")
    assert elsewhere.text == "1 channel, 1 subscription; private channels only to their members."
    view = slack.open_home()
    assert view is not None
    told = shown(elsewhere.blocks) + shown(view["blocks"])
    assert "Texas" not in told
    assert "• Texas, as they happen" in shown(slack.command("#investigations", "subscriptions").blocks)
    inside = slack.command("#investigations", "subscriptions everywhere")
    assert inside.text == "2 channels, 2 subscriptions; private channels only to their members."
    assert "Texas, as they happen" in shown(inside.blocks)


def test_a_private_channels_subscriptions_end_there_alone(room: Room, desk: Desk) -> None:
    """A menu of an older Home, or a form, changes nothing from elsewhere."""
    slack = room.slack
    slack.command("#investigations", "subscribe TX")
    outside = Requester("C0INVEST", "U0EDITOR", inside=False)
    with pytest.raises(UsageError, match="That channel is private"):
        unsubscribe_from((), outside, room.desk)
    with pytest.raises(UsageError, match="That channel is private"):
        mute_channel(Mute(timedelta(days=7)), outside, room.desk)
    with pytest.raises(UsageError, match="That channel is private"):
        resume_channel(outside, room.desk)
    assert "no longer gets Texas alerts" in slack.command("#investigations", "unsubscribe TX").text
