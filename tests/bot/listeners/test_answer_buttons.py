"""What the buttons of an answer open, and for whom."""

import re

import pytest

from tests.support.newsroom.desk_on_slack import WEEK, Room, refusal, take_rows, tally
from tests.support.newsroom.forms import choose, form_of
from tests.support.shown import shown
from tests.support.slack.seen import Posted


def after_click(room: Room, message: object, action: str, wanted: str, value: str = "") -> Posted:
    """Click a button of a message, and return the message that shows then what was wanted."""
    before = {each.ts: _said(each) for each in room.slack.messages("#mass-desk")}
    outcome = room.slack.click(message, action_id=action, value=value)  # type: ignore[arg-type]
    assert outcome.error == ""
    return room.slack.wait_for(
        "#mass-desk", lambda posted: wanted in _said(posted) and before.get(posted.ts) != _said(posted)
    )


def _said(message: Posted) -> str:
    return message.text + shown(message.blocks)


def test_rows_show_where_each_stands(open_room: Room) -> None:
    """Rows: list, kind, text as printed and where it stands, for the one who asked."""
    reply = open_room.slack.command("#mass-desk", "Boston")
    rows = after_click(open_room, reply, "answer_rows", "Rows on Boston, Mass.: 1 to 4 of 4.")
    assert rows.ephemeral
    assert "BOSTON POLICE DEPT" in shown(rows.blocks)
    assert "line 1137" in shown(rows.blocks)
    assert "This is wrong" in shown(rows.blocks)


def test_rows_are_turned_like_pages(open_room: Room) -> None:
    """More than ten rows: next and previous turn in the same message."""
    reply = open_room.slack.command("#mass-desk", "MA")
    first = after_click(open_room, reply, "answer_rows", "Rows on Massachusetts: 1 to 10 of 5")
    second = after_click(open_room, first, "answer_more_rows", "Rows on Massachusetts: 11 to 20 of 5")
    assert second.ts == first.ts
    assert {"Previous", "Next"} <= set(shown(second.blocks).split("\n"))


def test_evidence_gives_no_hash_of_a_copy(open_room: Room) -> None:
    """Facts copied from cited pages have no bytes of the publisher's to hash: both pages are linked."""
    reply = open_room.slack.command("#mass-desk", "Boston")
    evidence = after_click(open_room, reply, "answer_evidence", "Evidence for Boston, Mass.: 4 sources.")
    told = shown(evidence.blocks)
    assert (
        "Justice Department, *U.S. Sanctuary Jurisdiction List Following Executive Order 14287*, published "
        "Aug. 5, "
        "2025. "
        "<https://www.justice.gov/ag/us-sanctuary-jurisdiction-list-following-executive-order-14287-protecting-"
        "american-communities|Publisher's page> · copied from <https://security.mil-osi.com/page/304|"
        "security.mil-osi.com>, item 18 · not the publisher's file, so no hash"
    ) in told
    assert "SHA-256" not in told


def test_evidence_of_a_publishers_own_document(room: Room, history: str) -> None:
    """Its document, published and seen, and the beginning of its hash."""
    take_rows(
        history,
        "made_up_report",
        (refusal("Travis County Jail", "TX", 4), tally("Travis County", "TX", 30, "issued", WEEK)),
        published=WEEK.last,
        period=WEEK,
    )
    reply = room.slack.command("#mass-desk", "Travis County")
    evidence = after_click(room, reply, "answer_evidence", "Evidence for Travis County, Texas: ")
    told = next(line for line in shown(evidence.blocks).split("\n") if "Made-up Bureau" in line)
    assert "*Made-up report*, for Feb. 4 to 10, 2017, published Feb. 10, 2017." in told
    assert re.search(r"\|Document> · seen Feb\. 10, 2017, 7 a\.m\. EST · SHA-256 [0-9a-f]{8}$", told)


def test_history_tells_what_happened_when(open_room: Room) -> None:
    """Nevada: on the Justice Department's list in August 2025, off it in September."""
    reply = open_room.slack.command("#mass-desk", "Nevada")
    assert choose(open_room.slack, reply, "answer_history").error == ""
    posted = open_room.slack.wait_for("#mass-desk", lambda each: "History of Nevada." in each.text)
    assert posted.ephemeral
    told = shown(posted.blocks)
    off, on = "Sept. 26, 2025: off the Justice Department's list.", "Aug. 5, 2025: on it."
    assert told.index(off) < told.index(on)


def test_rows_begin_with_what_stands(open_room: Room) -> None:
    """The list that stands is on top; what was copied without a date is at the end."""
    reply = open_room.slack.command("#mass-desk", "Boston")
    rows = shown(after_click(open_room, reply, "answer_rows", "Rows on Boston, Mass.: 1 to 4 of 4.").blocks)
    lists = ["\nJustice Dept.\n", "\nDHS\n", "\nNPR\n", "\nICE 2014\n"]
    assert sorted(lists, key=rows.index) == lists
    assert "on, last seen Oct. 31, 2025" in rows
    assert "was on, since taken down" in rows


def test_the_sentence_is_in_a_block_to_copy(open_room: Room) -> None:
    """Copy sentence: sentence, caveat and source, each in a block of its own."""
    reply = open_room.slack.command("#mass-desk", "Boston")
    copied = after_click(open_room, reply, "answer_sentence", "*Sentence*")
    texts = [block["text"]["text"] for block in copied.blocks if "text" in block]
    assert [text.partition("\n")[0] for text in texts] == ["*Sentence*", "*Caveat*", "*Source*"]
    assert "```\nBoston, Massachusetts, was on the Justice Department's list" in texts[0]


def test_more_opens_in_place_and_closes_again(open_room: Room) -> None:
    """Where one person alone reads an answer, *More* turns it into a longer one, and *Less* back."""
    reply = open_room.slack.command("#mass-desk", "Boston, MA")
    opened = after_click(open_room, reply, "answer_more", "*More on Boston, Mass.*")
    assert opened.ts == reply.ts
    assert "Boston Trust Act, August 2014" in shown(opened.blocks)
    assert "Less" in shown(opened.blocks).split("\n")
    assert open_room.slack.click(opened, action_id="answer_less").error == ""
    open_room.slack.wait_for(
        "#mass-desk", lambda posted: posted.ts == reply.ts and "More on" not in shown(posted.blocks)
    )


def test_more_of_a_shared_answer_opens_a_form(room: Room) -> None:
    """What all read stays as it is: who presses *More* reads it alone."""
    shared = after_click(room, room.slack.command("#mass-desk", "Boston"), "answer_share", "Shared by <@")
    assert room.slack.click(shared, action_id="answer_more", user="Reporter").error == ""
    form = form_of(room.slack, "Reporter")
    assert "*More on Boston, Mass.*" in shown(form["blocks"])
    (left,) = [posted for posted in room.slack.messages("#mass-desk") if posted.ts == shared.ts]
    assert left.blocks == shared.blocks


def test_sharing_posts_it_for_all(room: Room) -> None:
    """Share: everyone sees the answer and who shared it; the private one says so and is gone."""
    reply = room.slack.command("#mass-desk", "Boston")
    shared = after_click(room, reply, "answer_share", "Shared by <@")
    assert not shared.ephemeral
    assert "Shared by <@U0EDITOR>." in shown(shared.blocks)
    assert "Share" not in shown(shared.blocks).split("\n")
    room.slack.wait_for("#mass-desk", lambda posted: posted.text.startswith("Shared: Boston, Mass."))
    left = [posted for posted in room.slack.messages("#mass-desk") if posted.ts == reply.ts]
    assert [posted.text.startswith("Shared:") for posted in left] == [True]
    rows = after_click(room, shared, "answer_rows", "Rows on Boston, Mass.: 1 to 4 of 4.")
    assert rows.ephemeral


@pytest.mark.parametrize(
    ("typed", "button", "answered"),
    [
        ("Bostn", "Boston, Mass.", "Boston, Mass.: on the Justice Department's list"),
        ("Springfield", "Springfield, Ore.", "Springfield, Ore.: "),
        ("New York", "New York state", "New York state: the state on the Justice Department's list"),
        ("Suffolk County", "Suffolk County, N.Y.", "Suffolk County, N.Y.: "),
    ],
)
def test_picking_answers_in_place(open_room: Room, typed: str, button: str, answered: str) -> None:
    """A pick replaces the question by the answer."""
    reply = open_room.slack.command("#mass-desk", typed)
    buttons = next(block for block in reply.blocks if block["type"] == "actions")["elements"]
    chosen = next(element for element in buttons if element["text"]["text"] == button)
    assert open_room.slack.click(reply, action_id=chosen["action_id"], value=chosen["value"]).error == ""
    open_room.slack.wait_for("#mass-desk", lambda posted: posted.ts == reply.ts and answered in posted.text)


def test_undo_takes_a_subscription_back(room: Room) -> None:
    """Undo after subscribing leaves nothing; undo after that brings it back."""
    reply = room.slack.command("#mass-desk", "subscribe MA")
    undone = after_click(room, reply, "subscription_undo", "no longer gets Massachusetts alerts")
    assert "No subscriptions in" in room.slack.command("#mass-desk", "subscriptions").text
    after_click(room, undone, "subscription_undo", "will get Massachusetts alerts")
    assert "Massachusetts" in room.slack.command("#mass-desk", "subscriptions").text


def test_a_misspelt_verb_is_one_click_away(room: Room) -> None:
    """The button of “did you mean” does what was meant."""
    reply = room.slack.command("#mass-desk", "subscribee MA")
    after_click(room, reply, "run_command", "will get Massachusetts alerts")


def test_a_sample_is_posted_and_says_so(room: Room) -> None:
    """A sample shows what an alert looks like, in the channel, marked as no news."""
    room.slack.invite("#mass-desk")
    reply = room.slack.command("#mass-desk", "subscribe MA")
    sample = after_click(room, reply, "subscription_sample", "Sample: ")
    assert sample.text.startswith("Sample:")
    assert not sample.ephemeral


def test_a_sample_where_the_bot_is_no_member(room: Room) -> None:
    """Where the bot can't post, the person hears how to let it in."""
    room.slack.remove("#mass-desk")
    reply = room.slack.command("#mass-desk", "subscribe MA")
    told = after_click(room, reply, "subscription_sample", "I can't post here")
    assert told.text == (
        "I can't post here: I'm not in this channel. Type `/invite @Detainer Desk` here, then press it again."
    )
