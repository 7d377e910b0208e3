"""A reporter asks how the numbers went, in Slack and on the command line."""

import re

import pytest

from bot.answers import Trended, trended
from bot.blocks.answer import trend_message, which
from bot.desk import Desk
from models.domain import By
from tests.support.newsroom.desk_on_slack import Room
from tests.support.shown import shown

_LINK = re.compile(r" <\S+\|page>")


def lines(desk: Desk, area: str) -> list[str]:
    """What a trend says, a line a list, without links."""
    found = trended(area, By.PERIOD, desk)
    assert isinstance(found, Trended)
    said = shown(trend_message(found).blocks).splitlines()
    return [_LINK.sub("", line).removeprefix("• ") for line in said if line.startswith("•")]


def test_a_state_is_answered_with_its_numbers(open_room: Room, desk: Desk) -> None:
    """V5: each list on its own, the newest first, the state apart from its places."""
    reply = open_room.slack.command("#mass-desk", "trend Calif.")
    assert (reply.error, reply.response_type) == ("", "ephemeral")
    assert reply.text == "California over time: 1,199 refusals (total only) for 2015 (NPR)"
    said = shown(reply.blocks).splitlines()
    assert said[0] == "California over time"
    assert "Don't add these up." in said
    assert "A detainer is a civil request, not a judge's warrant." in said
    assert (
        "NPR's count of U.S. Immigration and Customs Enforcement records shows 1,199 detainers declined in "
        "California for 2015."
    ) in said
    numbers, doj, dhs = lines(desk, "CA")
    assert numbers.startswith(
        "NPR's count of ICE records, refusals (totals only): 1,199 for 2015; 6,435 for 2014; 789 for 2013;"
    )
    assert doj == "Justice Department's list: 5 places and the state on Aug. 5, Sept. 26 and Oct. 31, 2025."
    assert dhs == (
        "DHS list of May 29, 2025: taken down June 2, 2025; "
        "at least 93 places and the state on May 29, May 30 and June 2, 2025."
    )


def test_what_was_taken_back_is_no_part_of_a_number(desk: Desk) -> None:
    """ICE counted 149 in Texas and took 7 back: 142 stand, the old figure struck beside them."""
    first, *_ = lines(desk, "TX")
    assert first == (
        "ICE's weekly report, refusals (totals only): at least 142, corrected from ~149~ on April 13, 2017, "
        "for Jan. 28 to Feb. 3, 2017. Suspended April 13, 2017."
    )


def test_trend_alone_is_of_the_whole_country(open_room: Room, desk: Desk) -> None:
    """Nothing needs to be named; the District is counted apart from states."""
    reply = open_room.slack.command("#mass-desk", "trend")
    assert shown(reply.blocks).startswith("United States over time")
    doj = next(line for line in lines(desk, "") if line.startswith("Justice"))
    assert "22 places, 12 states and D.C. on Aug. 5, 2025" in doj


def test_a_place_is_on_a_list_or_off_it(desk: Desk) -> None:
    """Of one place no number of places is told, but when lists had it."""
    doj = next(line for line in lines(desk, "Baltimore County, MD") if line.startswith("Justice"))
    assert doj == ("Justice Department's list: not on it Oct. 31, 2025; on it Aug. 5 and Sept. 26, 2025.")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("trend Springfield", "Which *Springfield*?"),
        ("trend xyzzy", "I don't know `xyzzy`."),
        (
            "trend Sunflower County, MS",
            "We have nothing dated on Sunflower County, Mississippi; that doesn't mean zero.",
        ),
        ("trends MA", "Did you mean `/detainers trend MA`?"),
        ("MA trendd", "Did you mean `/detainers trend MA`?"),
    ],
)
def test_what_cannot_be_told_says_why(open_room: Room, typed: str, said: str) -> None:
    """Several places, nothing on file, a slip of the finger."""
    assert said in open_room.slack.command("#mass-desk", typed).text


@pytest.mark.parametrize("area", ["all", "CA", "Travis County, TX"])
def test_the_largest_trends_fit(desk: Desk, area: str) -> None:
    """The whole country's message keeps Slack's limits, and its headline 90 characters."""
    found = trended(area, By.PERIOD, desk)
    assert isinstance(found, Trended)
    message = trend_message(found)
    assert len(message.blocks) <= 50
    assert len(message.blocks[0]["text"]["text"]) <= 90
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
