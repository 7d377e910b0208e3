"""A question in plain words reaches the place, and is told what the lists are not: never yes or no."""

import pytest

from bot.answers import answer
from bot.blocks.answer import answer_message, told
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
        ("has Baltimore County been removed from the list?", "Baltimore County, Maryland"),
        ("was chicago ever on the dhs list", "Chicago, Illinois"),
        ("how many detainers did Travis County decline?", "Travis County, Texas"),
        ("sanctuary status of philadelphia", "Philadelphia, Pennsylvania"),
        ("Which Massachusetts cities are on the list?", "Massachusetts"),
        ("has ICE listed Orleans Parish?", "Orleans Parish, Louisiana"),
        ("is Boston, MA in violation of federal law?", "Boston, Massachusetts"),
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


@pytest.mark.parametrize(
    "typed", ["is Springfield a sanctuary city?", "how come Springfield is on the trump list"]
)
def test_namesakes_are_asked_about_first(open_room: Room, typed: str) -> None:
    """The same first line, then which of them is meant."""
    reply = open_room.slack.command("#mass-desk", typed)
    assert reply.text.startswith("*Springfield* is ")
    assert shown(reply.blocks).startswith(OWN_CRITERIA)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("are Boston and Chicago sanctuary cities?", ["Boston, Mass.", "Chicago, Ill."]),
        ("is San Francisco or Oakland on the list?", ["San Francisco, Calif.", "Oakland, Calif."]),
        ("Boston, MA vs Cook County, IL", ["Boston, Mass.", "Cook County, Ill."]),
    ],
)
def test_of_several_places_one_is_picked(open_room: Room, typed: str, names: list[str]) -> None:
    """Each has its button, and the way to both is said; pressing one says the first line again."""
    reply = open_room.slack.command("#mass-desk", typed)
    assert reply.text == f"Your question names {len(names)} places. Pick one."
    buttons = [each for block in reply.blocks if block["type"] == "actions" for each in block["elements"]]
    assert [each["text"]["text"] for each in buttons] == names
    assert "Side by side: `/detainers compare " in shown(reply.blocks)
    assert open_room.slack.click(reply, value=buttons[0]["value"]).error == ""
    place = names[0]
    open_room.slack.wait_for(
        "#mass-desk",
        lambda posted: posted.text.startswith(place) and shown(posted.blocks).startswith(OWN_CRITERIA),
    )


def test_a_question_without_a_place_says_so(open_room: Room) -> None:
    """No word of it is taken for a place."""
    reply = open_room.slack.command("#mass-desk", "which states are sanctuary states?")
    assert reply.text == "Your question names no place we know. Try `/detainers Boston, MA`."


@pytest.mark.parametrize("name", ["Travis County, TX", "Bastrop County, TX", "Franklin County, IA"])
def test_lists_are_told_first_however_much_is_counted(desk: Desk, name: str) -> None:
    """What doesn't fit moves behind *More*: counts too, but never the last list."""
    asked = parse(f"what about {name}?")
    assert isinstance(asked, Lookup)
    first = told(answer(asked, desk)).lines[0]
    assert "list" in first or "Section III" in first


@pytest.mark.parametrize(
    "name", ["Boston", "Travis County, TX", "Cook County, IL", "Austin, TX", "Bastrop County, TX"]
)
def test_it_is_no_longer_than_any_answer(desk: Desk, name: str) -> None:
    """The first line counts among the sixty words."""
    asked = parse(f"what about {name}?")
    assert isinstance(asked, Lookup)
    blocks = answer_message(answer(asked, desk), "/detainers").blocks
    texts = [block["text"]["text"] for block in blocks if block["type"] == "section"]
    texts += [text["text"] for block in blocks if block["type"] == "context" for text in block["elements"]]
    assert sum(len(text.split()) for text in texts) <= 60
