"""Places that a message names: with their state they are sure, alone they are only asked about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import names_in
from models.places import load_gazetteer

BOSTON, SUFFOLK, MAY = "2507000", "25025", "4047050"


def told(text: str, *recorded: str) -> tuple[list[str], list[str]]:
    """The sure places of a text, and those that it may mean when something is recorded of some."""
    found = names_in(text, load_gazetteer()).among(recorded)
    return tuple([f"{place.name}, {place.state}" for place in places] for places in (found.sure, found.maybe))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The sheriff of Travis County, Texas said no.", ["Travis County, TX"]),
        ("Boston, Mass. and Chicago, Ill. refused.", ["Boston, MA", "Chicago, IL"]),
        ("*Travis County Texas* declined 142", ["Travis County, TX"]),
        ("<https://example.org|Cook County, IL> &amp; others", ["Cook County, IL"]),
        (
            "They passed it in St. Louis County, Missouri. The county didn't comment.",
            ["St. Louis County, MO"],
        ),
        ("Massachusetts' courts, and those of Texas", ["Massachusetts, MA", "Texas, TX"]),
        ("West Virginia and Oklahoma City", ["West Virginia, WV"]),
        ("IN OR ME: ok, HI all", []),
        ("nothing at all", []),
    ],
)
def test_a_place_with_its_state_is_sure(text: str, named: list[str]) -> None:
    """As newspapers, notes and links write it; codes that are words name nothing."""
    assert told(text)[0] == named


def test_a_name_alone_is_only_asked_about() -> None:
    """And only where something is recorded of a place that bears it."""
    text = "Boston police met Suffolk County in May"
    assert told(text) == ([], [])
    assert told(text, BOSTON) == ([], ["Boston, MA"])
    assert told("Washington said so", "53") == ([], ["Washington, WA"])
    assert told(text, BOSTON, SUFFOLK) == ([], ["Suffolk County, MA", "Boston, MA"])


def test_a_name_that_several_bear_counts_once() -> None:
    """Each of its bearers is offered: which of them is meant the message doesn't say."""
    text = "Boston, Springfield and Cook County were named"
    found = names_in(text, load_gazetteer()).among([BOSTON, "2567000", "4169600", "13075", "17031"])
    assert found.names == 3
    assert len(found.maybe) == 5


def test_a_longer_name_hides_the_shorter() -> None:
    """New York is no York."""
    york = next(place.geoid for place in load_gazetteer().suggest("York", "PA") if place.name == "York")
    assert told("New York said so", york) == ([], [])


@given(st.text(max_size=300))
def test_whatever_is_written_is_read(text: str) -> None:
    """No text of a message breaks it."""
    names_in(text, load_gazetteer()).among(())
