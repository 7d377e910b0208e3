"""What an answer says at once, in a notification, to print and behind *More* never contradicts itself."""

import random
from collections.abc import Iterator
from datetime import date

import pytest

from bot.answers import Answer, answer_about, stated
from bot.blocks import kit
from bot.blocks.answer import printable, summary, told
from bot.desk import Desk
from bot.listeners.answer_buttons import evidence
from bot.words import place_name
from models.domain import Stands
from models.places import load_gazetteer
from models.places.index import PART_OF
from tests.support.gazetteer.places import current_places
from tests.support.shown import shown

NAMED = (
    *("11", "1150000", "36", "36047", "36081", "22071", "3651000", "53", "66", "72", "24510", "25025"),
    *("17031", "48021", "19137", "42055", "50", "48"),
)
"""Places with several GEOIDs or one government, and those of which something was taken back."""
DAYS = (None, date(2015, 1, 1), date(2017, 3, 20), date(2025, 5, 30), date(2025, 10, 31))
SAMPLE = 60
ON = {Stands.ON, Stands.TAKEN_DOWN, Stands.SUSPENDED, Stands.MISSING}


def geoids() -> list[str]:
    """Return those places, and as many others as are drawn, the same in every run."""
    drawn = random.Random(13).sample([place.geoid for place in current_places()], SAMPLE)  # noqa: S311  no secret
    return [*NAMED, *drawn]


def answers(desk: Desk, day: date | None) -> Iterator[Answer]:
    """Yield the answers about these places on a day."""
    for geoid in geoids():
        found = answer_about(geoid, day, desk)
        assert found is not None
        yield found


@pytest.mark.parametrize("day", DAYS)
def test_no_list_is_denied_that_is_affirmed(open_desk: Desk, day: date | None) -> None:
    """Whatever names a list as having the place, nothing else of the answer says that it hasn't."""
    for found in answers(open_desk, day):
        assert found.place is not None
        said = stated(found, found.place)
        lines = told(found)
        texts = [*lines.lines, *lines.more, summary(found), printable(found).sentence]
        for each in said.lists:
            named = each.standing in ON
            list_ = "Justice Department's list" if each.on.source.name.startswith("doj") else "DHS list"
            denials = [
                text for text in texts if f" not on the {list_}" in text or f"Not on the {list_}" in text
            ]
            assert not (named and denials), (found.place, day, denials)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("part", sorted(PART_OF))
def test_a_list_that_names_a_city_is_not_denied_of_its_part(
    open_desk: Desk, part: str, day: date | None
) -> None:
    """Brooklyn is in New York City: what is said of the city's standing is said of it too, in every text."""
    city, found = answer_about(PART_OF[part], day, open_desk), answer_about(part, day, open_desk)
    assert city
    assert city.place
    assert found
    assert found.place
    told_of = {each.on.source.name: each for each in stated(found, found.place).lists}
    named = [each for each in stated(city, city.place).lists if each.standing in ON]
    assert all(told_of[each.on.source.name].standing is each.standing for each in named)
    if named:
        assert place_name(city.place) in told(found).lines[0]
        assert place_name(city.place) in summary(found)
        assert place_name(city.place) in printable(found).sentence


@pytest.mark.parametrize("day", DAYS)
def test_each_answer_leads_to_what_it_rests_on(open_desk: Desk, day: date | None) -> None:
    """Each list that says anything of a place, also that it isn't on it, has a page behind *Evidence*."""
    for found in answers(open_desk, day):
        assert found.place is not None
        said = stated(found, found.place)
        spoken = {each.on.source.title for each in said.lists if each.standing is not Stands.NOT_YET}
        spoken |= {each.of.source.title for each in said.numbers}
        spoken |= {each.of.source.title for each in said.within}
        text = shown(evidence(found, kit.Handle(found.place.geoid, day), open_desk).blocks)
        assert [title for title in spoken if title not in text] == []
        assert text.count("https:") >= len(spoken)


def test_a_notification_never_says_that_there_was_no_list(open_desk: Desk) -> None:
    """Before a list it says when the first came; where our copy lacks the state, that."""
    for day in DAYS[1:]:
        for found in answers(open_desk, day):
            push = summary(found)
            assert "no list was published" not in push
            assert not push.endswith(": "), push


def test_parts_of_one_government_are_one_place() -> None:
    """The District has three GEOIDs and one answer, and one name in every list of candidates."""
    gazetteer = load_gazetteer()
    assert {gazetteer.by_geoid(geoid) for geoid in ("11", "11001", "1150000")} == {gazetteer.by_geoid("11")}
    for typed in ("Washington, D.C.", "Washington DC", "DC", "District of Columbia", "D.C."):
        assert gazetteer.resolve(typed).places == (gazetteer.by_geoid("11"),), typed
