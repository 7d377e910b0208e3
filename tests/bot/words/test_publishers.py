"""A publisher's name in all forms: with its article in a sentence, short in a headline."""

from dataclasses import replace

import pytest

from bot.words import listed, names_of
from tests.support.newsroom.bulletins import LIST

OWN = replace(LIST, names=None, title="Places that limit cooperation")


@pytest.mark.parametrize(
    ("publisher", "whose"),
    [
        ("Office of the Attorney General", "the Office of the Attorney General's list"),
        ("The Office of the Attorney General", "the Office of the Attorney General's list"),
        ("Governor of New York", "the Governor of New York's list"),
        ("Department of Public Services", "the Department of Public Services' list"),
        ("City of Boston", "the City of Boston's list"),
        ("Human Rights Watch", "Human Rights Watch's list"),
        ("Travis County", "Travis County's list"),
    ],
)
def test_a_publisher_has_its_article_where_its_name_takes_one(publisher: str, whose: str) -> None:
    """In lines and in sentences to print alike, whoever a newsroom's own list is of."""
    names = names_of(replace(OWN, publisher=publisher, short="OAG"))
    assert (names.again, names.headline) == (whose, "OAG list")
    assert names.text == f"{whose} “Places that limit cooperation”"


def test_a_long_publisher_leaves_room_for_the_news() -> None:
    """A headline has the beginning of its name; a sentence its name, but no long title beside it."""
    long = "Massachusetts Executive Office of Public Safety and Security, Division of Local Compliance"
    title = "Annual Register of Municipalities and Counties That Have Enacted Ordinances"
    names = names_of(replace(OWN, publisher=long, short=long, title=title))
    assert (names.publisher, names.headline) == ("Massachusetts Executive…", "Massachusetts Executive… list")
    assert names.text == f"the {long}'s list"


def test_states_are_closed_inside_a_sentence() -> None:
    """The comma after a state stands before `and` too; plain words have none."""
    places = ["Boston, Mass.", "Denver, Colo.", "Austin, Texas"]
    assert listed(places) == "Boston, Mass., Denver, Colo., and Austin, Texas"
    assert listed([f"{each}," for each in places[:2]]) == "Boston, Mass., and Denver, Colo.,"
    assert listed(["Boston", "Lowell", "the state"]) == "Boston, Lowell and the state"
