"""A reporter asks how the numbers went, in Slack and on the command line."""

import pytest

from bot.answers import Trended, trended
from bot.blocks.answer import trend_message, which
from bot.desk import Desk
from models.domain import By
from tests.support.newsroom.desk_on_slack import Room
from tests.support.shown import shown


def test_a_state_is_answered_with_its_numbers(open_room: Room) -> None:
    """Each source on its own, newest first, with what the numbers are not."""
    reply = open_room.slack.command("#mass-desk", "trend Mass.")
    assert (reply.error, reply.response_type) == ("", "ephemeral")
    assert reply.text == (
        "Massachusetts, over time: at least 26 places named, 2 Jun 2025 (DHS); "
        "1 place named, 31 Oct 2025 (DOJ); 5 detainers declined, by tally, 2015 (NPR)"
    )
    said = shown(reply.blocks)
    assert said.index("2015: 5") < said.index("2014: 12")
    assert "took the list down on 2 Jun 2025; that is not a delisting" in said
    assert "their numbers are never summed" in said
    assert "civil request" in said


def test_a_button_leads_to_what_is_recorded_now(open_room: Room) -> None:
    """From the numbers to the answer without typing."""
    reply = open_room.slack.command("#mass-desk", "trend Boston")
    assert "What is recorded now" in shown(reply.blocks)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("trend", "Say which place or state."),
        ("trend Springfield", "Which *Springfield*?"),
        ("trend xyzzy", "No place is called"),
        ("trend Sunflower County, MS", "Nothing with a date is recorded of Sunflower County, Mississippi"),
        ("trends MA", "Did you mean `/detainers trend MA`?"),
    ],
)
def test_what_cannot_be_told_says_why(open_room: Room, typed: str, said: str) -> None:
    """No place, several places, nothing recorded, a slip of the finger."""
    assert said in open_room.slack.command("#mass-desk", typed).text


@pytest.mark.parametrize("area", ["all", "CA", "Travis County, TX"])
def test_the_largest_trends_fit(desk: Desk, area: str) -> None:
    """The whole country's message keeps Slack's limits."""
    found = trended(area, By.AGENCY, desk)
    assert isinstance(found, Trended)
    message = trend_message(found, "/detainers")
    assert len(message.blocks) <= 50
    assert all(len(block["text"]["text"]) <= 3000 for block in message.blocks if block["type"] == "section")


def test_namesakes_are_buttons(desk: Desk) -> None:
    """Two Springfields have numbers; picking one asks for its trend."""
    found = trended("Springfield", By.PERIOD, desk)
    assert not isinstance(found, Trended)
    (buttons,) = [block for block in which(found, "trend", "/detainers").blocks if block["type"] == "actions"]
    assert [button["value"] for button in buttons["elements"]] == [
        "trend Springfield, MA",
        "trend Springfield, OR",
    ]
