"""Places side by side, rankings and maps, in words."""

import pytest

from bot.answers import compared
from bot.desk import Desk
from bot.words import OWN_CRITERIA
from tests.support.newsroom.desk_on_slack import Room
from tests.support.shown import shown


def table(room: Room, typed: str) -> list[list[str]]:
    """The cells of the table in an answer."""
    blocks = room.slack.command("#mass-desk", typed).blocks
    (found,) = [block for block in blocks if block["type"] == "table"]
    return [[cell["text"] for cell in row] for row in found["rows"]]


def test_states_stand_side_by_side(open_room: Room) -> None:
    """V6: lists by places, words in each cell, the state apart from its places, and no verdict."""
    assert table(open_room, "compare MA TX") == [
        ["List", "Massachusetts", "Texas"],
        [
            "Justice Dept., Aug. 5, 2025",
            "the state: not on, last seen Oct. 31, 2025; 1 place",
            "the state: not on, last seen Oct. 31, 2025; no places",
        ],
        ["DHS, May 29, 2025", "the state: was on, since taken down; 25 places", "not in our copy"],
        ["ICE 2014", "places: 4 policies", "places: 1 policy"],
        ["ICE Sec. III, March 20, 2017", "not in our copy", "places: 1 policy"],
    ]
    said = shown(open_room.slack.command("#mass-desk", "compare MA TX").blocks)
    assert OWN_CRITERIA in said


def test_a_place_alone_is_compared_with_those_around_it(open_room: Room) -> None:
    """Boston beside its county and its state; each place below a state with its state."""
    head, doj, dhs, *policies = table(open_room, "compare Boston")
    assert head == ["List", "Boston, Mass.", "Suffolk County, Mass.", "Massachusetts"]
    assert doj[1:3] == ["on, last seen Oct. 31, 2025", "not on, last seen Oct. 31, 2025"]
    assert dhs[1:3] == ["was on, since taken down", "was on, since taken down"]
    assert ["ICE 2014", "1 policy", "not in our copy", "places: 4 policies"] in policies
    head, *_ = table(open_room, "compare New York City")
    assert head == ["List", "New York City", "New York state"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("MA TX", ["Massachusetts", "Texas"]),
        ("MA, TX and CA", ["Massachusetts", "Texas", "California"]),
        ("Massachusetts with Texas", ["Massachusetts", "Texas"]),
        ("Boston, MA and Cook County, IL", ["Boston", "Cook County"]),
        ("Boston, Chicago", ["Boston", "Chicago"]),
        ("Boston, MA, Chicago, Denver, CO", ["Boston", "Chicago", "Denver"]),
        ("Boston vs. Chicago", ["Boston", "Chicago"]),
        ("Boston and Suffolk County, MA", ["Boston", "Suffolk County"]),
    ],
)
def test_places_are_told_apart_as_people_write_them(desk: Desk, typed: str, names: list[str]) -> None:
    """Commas, words between, postal codes in a row; a state behind a place is part of its name."""
    found = compared(typed, desk)
    assert [place.name for place in getattr(found, "places", ())] == names


def test_a_comparison_goes_back_to_a_day(open_room: Room) -> None:
    """As the lists were then: one that came later says when it was first published."""
    _, dhs, doj = table(open_room, "compare Boston as of 2025-05-30")
    assert dhs[:2] == ["DHS, May 29, 2025", "on"]
    assert doj[:2] == ["Justice Dept., Aug. 5, 2025", "first published Aug. 5, 2025"]
    reply = open_room.slack.command("#mass-desk", "compare Boston as of 2025-05-30")
    assert "Massachusetts, on May 30, 2025" in reply.text


def test_places_of_a_state_are_ranked_by_one_list_a_line(open_room: Room) -> None:
    """V7: unit, list and days of each; what ICE took back is not ranked."""
    said = shown(open_room.slack.command("#mass-desk", "top counties TX").blocks)
    assert (
        "Texas counties by refusals (total only), NPR's count, 2009 to 2015: Travis 68; Bexar 9; Kerr 5;"
    ) in said
    assert "ICE's weekly report, Jan. 28 to Feb. 3, 2017: Travis 142." in said
    assert "Williamson" not in said.partition("ICE's weekly report")[2].partition("•")[0]
    assert "Cameron 2; Hidalgo 2; King 2; Reeves 2; Taylor 2; 19 more places with 2 or fewer." in said
    assert "Don't add these up." in said


def test_a_map_in_words(open_room: Room) -> None:
    """V8: what the lists name of the state's places, and what its grey isn't."""
    assert open_room.slack.command("#mass-desk", "map MA").text == (
        "Massachusetts: 1 place on the Justice Department's list, last seen Oct. 31, 2025; "
        "25 places and the state were on the DHS list of May 29, 2025, since taken down. "
        "Grey isn't “cooperates.”"
    )
    alone = open_room.slack.command("#mass-desk", "map RI").text
    assert alone.startswith(
        "Rhode Island: the state alone on the Justice Department's list, last seen Oct. 31, 2025;"
    )
    said = open_room.slack.command("#mass-desk", "map").text
    assert said.startswith("United States: 21 places, 11 states and D.C. on the Justice Department's list")
    assert "none in our copy of the DHS list" in open_room.slack.command("#mass-desk", "TX map").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("compare", "Which places? For example `/detainers compare MA TX`."),
        ("compare Springfield", "Which *Springfield*?"),
        ("compare MA, TX, CA, NY, FL, IL, WA", "Name 6 at most."),
        ("top", "Which state? For example `/detainers top counties TX`."),
        ("top counties Springfield", "Which *Springfield*?"),
        ("top Travis County, TX", "For example `/detainers top counties TX`."),
        ("top counties TX by sent", "that doesn't mean zero"),
        ("map xyzzy", "I don't know `xyzzy`."),
        ("map MA as of 2025-05-30", "Leave the day out."),
        ("comparee MA TX", "Did you mean `/detainers compare MA TX`?"),
    ],
)
def test_what_cannot_be_told_says_why(open_room: Room, typed: str, said: str) -> None:
    """An ambiguous or unknown place asks, and a slip of the finger is offered as the verb."""
    assert said in open_room.slack.command("#mass-desk", typed).text
