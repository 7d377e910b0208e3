"""A question in plain words reaches the place, and is told what the lists are not: never yes or no."""

import pytest

from bot.answers import answer
from bot.blocks.answer import answer_message
from bot.desk import Desk
from bot.grammar import Lookup, parse
from bot.words import OWN_CRITERIA
from tests.support.newsroom.desk_on_slack import Room
from tests.support.shown import shown


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("is Chicago a sanctuary city?", "Chicago, Illinois"),
        ("what about Boston, MA?", "Boston, Massachusetts"),
        ("does Austin, TX cooperate with ICE", "Austin, Texas"),
        ("Is the state of Texas on the list?", "Texas"),
        ("was Boston a sanctuary city on May 30, 2025?", "Boston, Massachusetts, on May 30, 2025"),
    ],
)
def test_a_question_says_first_what_lists_are_not(open_room: Room, typed: str, place: str) -> None:
    """A22: the first line, then the answer as any other."""
    first, heading, *rest = shown(open_room.slack.command("#mass-desk", typed).blocks).splitlines()
    assert first == OWN_CRITERIA
    assert heading == place
    assert not any(line.lower().startswith(("yes", "no,", "no.")) for line in rest)


def test_it_stays_so_when_more_is_opened(room: Room) -> None:
    """What stands behind a button of such an answer is such an answer."""
    reply = room.slack.command("#mass-desk", "is Chicago a sanctuary city?")
    assert room.slack.click(reply, action_id="answer_more").error == ""
    room.slack.wait_for("#mass-desk", lambda posted: "Less" in shown(posted.blocks))
    opened = room.slack.messages("#mass-desk", "Editor")[-1]
    assert shown(opened.blocks).startswith(OWN_CRITERIA)


def test_namesakes_are_asked_about_first(open_room: Room) -> None:
    """Which of them, then the same first line."""
    reply = open_room.slack.command("#mass-desk", "is Springfield a sanctuary city?")
    assert reply.text.startswith("*Springfield* is the name of")


@pytest.mark.parametrize("name", ["Boston", "Travis County, TX", "Cook County, IL", "Austin, TX"])
def test_it_is_no_longer_than_any_answer(desk: Desk, name: str) -> None:
    """The first line counts among the sixty words."""
    asked = parse(f"what about {name}?")
    assert isinstance(asked, Lookup)
    blocks = answer_message(answer(asked, desk), "/detainers").blocks
    texts = [block["text"]["text"] for block in blocks if block["type"] == "section"]
    texts += [text["text"] for block in blocks if block["type"] == "context" for text in block["elements"]]
    assert sum(len(text.split()) for text in texts) <= 60
