"""The same-name alarm as a rule: who is doubted, and who never is."""

from collections import Counter
from dataclasses import replace

import pytest

from models.domain import Listing, ListingKind, Outcome, Resolution, Row, key
from models.places import Recorded, load_gazetteer, marked, namesakes
from models.places.same_names import MANY

OHIO, IOWA = "39049", "19069"
"""The Franklin Counties of Columbus, and of ICE's error."""


def row(state: str = "IA", kind: ListingKind = ListingKind.TALLY, name: str = "Franklin County") -> Row:
    """A row that names a place."""
    listing = Listing(kind, {"agency": name, "count": 5, "measure": "issued", "name": name}, state)
    return Row(listing, key(listing), load_gazetteer().resolve(name, state))


def told(one: Row, recorded: Recorded) -> str:
    """What is to be checked first of a row."""
    return marked([one], namesakes([one], load_gazetteer()), recorded)[0].check_first


def test_a_place_without_a_past_is_doubted_for_its_busy_namesake() -> None:
    """Franklin County, Iowa, was never recorded, that of Ohio often was: the sentence names both."""
    assert told(row(), Recorded(Counter({OHIO: 64}))) == (
        "No list we hold had counted a detainer in Franklin County, Iowa, before this row; Franklin County, "
        "Ohio, is counted often. Check which of them is meant."
    )


@pytest.mark.parametrize("kind", [ListingKind.POLICY, ListingKind.DESIGNATION, ListingKind.AGREEMENT])
def test_what_people_named_is_not_doubted(kind: ListingKind) -> None:
    """A policy, a designation or an agreement is a place's own, not matched to it by name."""
    assert told(row(kind=kind), Recorded(Counter({OHIO: 64}))) == ""


def test_who_has_a_past_of_their_own_is_not_doubted() -> None:
    """One row before is enough; rows that are doubted themselves must be many."""
    often = Counter({OHIO: 64})
    assert told(row(), Recorded(often | Counter({IOWA: 1}))) == ""
    assert told(row(), Recorded(often, Counter({IOWA: MANY - 1}))) != ""
    assert told(row(), Recorded(often, Counter({IOWA: MANY}))) == ""


def test_a_namesake_that_is_rarely_recorded_raises_no_doubt() -> None:
    """Most counties share their name with another; few of these are in the records often."""
    assert told(row(), Recorded(Counter({OHIO: MANY - 1}))) == ""
    assert told(row(), Recorded(Counter({OHIO: MANY}))) != ""


def test_states_and_rows_without_one_place_are_left_alone() -> None:
    """A row that is openly unresolved says so already; a state's name stands for the state."""
    unresolved = replace(row(), resolution=Resolution(Outcome.UNKNOWN))
    several = replace(row(), resolution=replace(row().resolution, places=row().resolution.places * 2))
    for one in (unresolved, several, row("WA", name="Washington")):
        assert told(one, Recorded(Counter({OHIO: 64, "11001": 500}))) == ""
