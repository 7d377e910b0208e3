"""What the buttons of an answer open, and for whom."""

import pytest

from tests.support.newsroom.desk_on_slack import WEEK, Room, refusal, take_rows, tally
from tests.support.shown import shown
from tests.support.slack.seen import Posted


def after_click(room: Room, message: object, action: str, wanted: str, value: str = "") -> Posted:
    """Click a button of a message, and return the message that shows what was wanted."""
    outcome = room.slack.click(message, action_id=action, value=value)  # type: ignore[arg-type]
    assert outcome.error == ""
    return room.slack.wait_for("#mass-desk", lambda posted: wanted in posted.text + shown(posted.blocks))


def test_rows_show_where_each_stands(open_room: Room) -> None:
    """Rows: list, kind, text as printed and where it stands, for the one who asked."""
    reply = open_room.slack.command("#mass-desk", "Boston")
    rows = after_click(open_room, reply, "answer_rows", "Boston, MA: rows 1 to 4")
    assert rows.ephemeral
    assert "BOSTON POLICE DEPT" in shown(rows.blocks)
    assert "line 1137" in shown(rows.blocks)
    assert "This is wrong" in shown(rows.blocks)


def test_rows_are_turned_like_pages(open_room: Room) -> None:
    """More than ten rows: next and previous turn in the same message."""
    reply = open_room.slack.command("#mass-desk", "MA")
    first = after_click(open_room, reply, "answer_rows", "rows 1 to 10")
    second = after_click(open_room, first, "answer_more_rows", "rows 11 to 20")
    assert second.ts == first.ts
    assert {"Previous", "Next"} <= set(shown(second.blocks).split("\n"))


def test_evidence_gives_no_hash_of_a_transcription(open_room: Room) -> None:
    """Facts copied from cited pages have no bytes of the publisher's to hash."""
    reply = open_room.slack.command("#mass-desk", "Boston")
    evidence = after_click(open_room, reply, "answer_evidence", "Evidence for Boston, MA")
    assert "No hash." in shown(evidence.blocks)
    assert "SHA-256" not in shown(evidence.blocks)
    assert "published 31 Oct 2025" in shown(evidence.blocks)


def test_evidence_of_a_publishers_own_document(room: Room, history: str) -> None:
    """Address, hash in short and whole, published and seen."""
    take_rows(
        history,
        "made_up_report",
        (refusal("Travis County Jail", "TX", 4), tally("Travis County", "TX", 30, "issued", WEEK)),
        published=WEEK.last,
        period=WEEK,
    )
    reply = room.slack.command("#mass-desk", "Travis County")
    evidence = after_click(room, reply, "answer_evidence", "Evidence for Travis County, TX")
    told = next(line for line in shown(evidence.blocks).split("\n") if "MUB" in line)
    short, whole = told.partition("SHA-256 *")[2].split("* (")
    assert whole.startswith(short)
    assert len(whole.rstrip(")")) == 64
    assert "published 10 Feb 2017" in told


def test_history_tells_what_happened_when(open_room: Room) -> None:
    """Nevada: on the Justice Department's list in August 2025, off it in September."""
    reply = open_room.slack.command("#mass-desk", "Nevada")
    told = shown(after_click(open_room, reply, "answer_history", "History of Nevada").blocks)
    assert told.index("*26 Sep 2025* removed (DOJ)") < told.index("*5 Aug 2025* added (DOJ)")


def test_rows_and_history_of_boston_agree_on_what_is_newest(open_room: Room) -> None:
    """The list that stands today is on top of both; what was copied without a date is at the end."""
    reply = open_room.slack.command("#mass-desk", "Boston")
    rows = shown(
        after_click(open_room, reply, "answer_rows", "Boston, MA: rows 1 to 4, current lists first").blocks
    )
    assert rows.index("\nDOJ\n") < rows.index("\nDHS\n") < rows.index("\nNPR\n") < rows.index("\nICE 2014\n")
    told = shown(after_click(open_room, reply, "answer_history", "History of Boston").blocks)
    assert told.index("(DOJ)") < told.index("(DHS)") < told.index("(NPR") < told.index("(ICE 2014")


def test_the_sentence_is_in_a_block_to_copy(open_room: Room) -> None:
    """Copy sentence: plain text in a code block, with its citation."""
    reply = open_room.slack.command("#mass-desk", "Boston")
    told = shown(after_click(open_room, reply, "answer_sentence", "A sentence to print").blocks)
    assert told.startswith("```\nAs of ")
    assert "A detainer is a civil request" in told


def test_sharing_posts_it_for_all(room: Room) -> None:
    """Share: everyone sees the answer and who shared it; the private one says so and is gone."""
    reply = room.slack.command("#mass-desk", "Boston")
    shared = after_click(room, reply, "answer_share", "Shared by <@")
    assert not shared.ephemeral
    assert "Share to channel" not in shown(shared.blocks)
    room.slack.wait_for("#mass-desk", lambda posted: posted.text.startswith("Shared: Boston, MA"))
    left = [posted for posted in room.slack.messages("#mass-desk") if posted.ts == reply.ts]
    assert [posted.text.startswith("Shared:") for posted in left] == [True]
    rows = after_click(room, shared, "answer_rows", "Boston, MA: rows 1 to 4")
    assert rows.ephemeral


@pytest.mark.parametrize(
    ("typed", "button", "answered"),
    [
        ("Bostn", "Boston, MA", "Boston, MA: on 1 current list"),
        ("Springfield", "Springfield, OR", "Springfield, OR: on"),
        ("New York", "New York (state)", "New York: itself on 1 current list"),
        ("Suffolk County", "Suffolk County, NY", "Suffolk County, NY: on"),
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
    undone = after_click(room, reply, "subscription_undo", "no longer gets *Massachusetts*")
    assert "has no subscriptions" in room.slack.command("#mass-desk", "subscriptions").text
    after_click(room, undone, "subscription_undo", "now gets *Massachusetts*")
    assert "*Massachusetts*" in room.slack.command("#mass-desk", "subscriptions").text


def test_a_misspelt_verb_is_one_click_away(room: Room) -> None:
    """The button of “did you mean” does what was meant."""
    reply = room.slack.command("#mass-desk", "subscribee MA")
    after_click(room, reply, "run_command", "now gets *Massachusetts*")


def test_a_sample_is_posted_and_says_so(room: Room) -> None:
    """A sample shows what an alert looks like, in the channel, marked as no news."""
    room.slack.invite("#mass-desk")
    reply = room.slack.command("#mass-desk", "subscribe MA")
    sample = after_click(room, reply, "subscription_sample", "it is not news")
    assert sample.text.startswith("Sample:")
    assert not sample.ephemeral


def test_a_sample_where_the_bot_is_no_member(room: Room) -> None:
    """Where the bot can't post, the person hears how to let it in."""
    room.slack.remove("#mass-desk")
    reply = room.slack.command("#mass-desk", "subscribe MA")
    told = after_click(room, reply, "subscription_sample", "I can't post here")
    assert told.text == (
        "I can't post here: I am no member of it. Type `/invite @Detainer Desk` here, then press it again."
    )
