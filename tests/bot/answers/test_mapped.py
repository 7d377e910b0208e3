"""Maps of states, made from the bundled facts: words by the style sheet, figures those of answers."""

import pytest

from bot.answers import Answer, Mapped, answer, state_map, stated
from bot.desk import Desk
from bot.grammar import Lookup
from bot.pictures import Layer, Noun, SpotStanding, draw_map
from models.errors import UsageError
from models.places import STATES

DOJ = "the Justice Department's list, last seen Oct. 31, 2025"


def _mapped(area: str, desk: Desk) -> Mapped:
    found = state_map(area, desk)
    assert isinstance(found, Mapped)
    return found


def test_the_map_of_massachusetts_says_what_lists_say(open_desk: Desk) -> None:
    """V8: one place on the list that stands, 25 and the state on the one taken down, refusals by county."""
    found = _mapped("MA", open_desk).map
    assert found.frame.headline == "Massachusetts: 1 place on the Justice Dept. list, last seen Oct. 31, 2025"
    assert found.frame.deck == (
        "The state and 25 places were on the DHS list of May 29, 2025, since taken down. 28 refusals (total"
        " only) for 2008 to 2015, NPR's count."
    )
    assert found.alt.startswith(
        f"Map of Massachusetts: Boston on {DOJ}; 1 state, 13 counties and 12 cities were"
    )
    assert "Essex County 7; Suffolk County 7; Middlesex County 6" in found.alt
    assert "Not placed: 1." in found.alt
    assert "Not in our copies" in draw_map(found).svg  # that of the DHS list is partial


def test_a_place_that_is_off_a_list_has_a_sign_of_its_own(open_desk: Desk) -> None:
    """Baltimore County is neither on the Justice Department's list nor as if it had never been."""
    maryland = _mapped("MD", open_desk).map
    assert "Off the Justice Department's list: Baltimore County (Oct. 31, 2025)." in maryland.frame.deck
    assert 'class="off"' in draw_map(maryland).svg
    off = [layer for layer in maryland.layers if layer.standing is SpotStanding.OFF]
    assert [(layer.legend, [(s.name, s.note) for s in layer.spots]) for layer in off] == [
        ("off the Justice Dept. list", [("Baltimore County", "off Oct. 31, 2025")])
    ]


def test_many_circles_are_drawn_where_no_list_names_a_place(open_desk: Desk) -> None:
    """Texas has circles everywhere; in Maryland they would hide who is on a list, and words say the count."""
    found = _mapped("Texas", open_desk).map
    assert found.layers == ()
    assert found.frame.headline == "Texas: 142 refusals (total only) for 2009 to 2015"
    assert found.counts
    assert "Travis County 68; Bexar County 13" in found.alt
    maryland = _mapped("MD", open_desk).map
    assert maryland.counts is None
    assert "refusals (total only) for" in maryland.frame.deck


def test_every_state_can_be_drawn_with_the_figures_of_its_answer(open_desk: Desk) -> None:
    """Of each of the 50 states and D.C.: as many places as the answer counts, and no text too long."""
    for state in STATES.values():
        if state.usps in {"AS", "GU", "MP", "PR", "VI", "UM"}:
            continue
        found = _mapped(state.usps, open_desk).map
        draw_map(found)
        record = answer(Lookup(state.usps), open_desk)
        assert record.place
        most = max((each.number for each in stated(record, record.place).within), default=0)
        for layer in found.layers:
            if layer.standing is not SpotStanding.OFF:
                assert _places(layer) <= most  # a list may name a place twice


def _places(layer: Layer) -> int:
    return sum(spot.noun is not Noun.STATE for spot in layer.spots)


def test_a_state_that_no_list_names_is_said_to_be_unknown_to_us(open_desk: Desk) -> None:
    """Of Hawaii we have nothing: neither a number nor a source is made up."""
    found = _mapped("HI", open_desk).map
    assert found.frame.headline == "We have nothing on Hawaii"
    assert found.frame.source == "No list that we hold names a place here."
    assert found.frame.deck == "Not being listed doesn't show that a place cooperates with ICE."


@pytest.mark.parametrize("area", ["", "Boston", "Suffolk County, MA"])
def test_a_map_is_of_a_state(area: str, open_desk: Desk) -> None:
    """Of a city, or of nothing, the person is told how to ask."""
    with pytest.raises(UsageError, match="map MA"):
        state_map(area, open_desk)


def test_a_namesake_is_asked_for(open_desk: Desk) -> None:
    """`map Springfield` names several places, none of them a state: the question comes first."""
    assert isinstance(state_map("Springfield", open_desk), Answer)


def test_a_territory_has_no_map(open_desk: Desk) -> None:
    """Its shape is in no file of ours, which is said."""
    with pytest.raises(UsageError, match="no map of Puerto Rico"):
        state_map("Puerto Rico", open_desk)
