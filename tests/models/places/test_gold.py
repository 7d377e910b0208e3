"""Every row of the lists known so far, against the GEOID found by hand: none may resolve wrongly."""

import sys

import pytest

from models.domain import Outcome
from tests.support.gazetteer.places import all_places
from tests.support.places.gold import AGENCIES, LISTS, read_gold, score, table


@pytest.mark.parametrize("file", [*LISTS, "traps"])
def test_what_a_name_leaves_open_is_offered_in_full(file: str) -> None:
    """Each row means the place decided by hand, or openly all of those that its name leaves open."""
    wrong = []
    for row in read_gold(file):
        got = row.resolved()
        offered = {place.geoid for place in got.places or got.candidates}
        if offered != row.geoids or (got.outcome is Outcome.AMBIGUOUS) != row.left_open:
            wrong.append((row, offered, got.reason))
    assert wrong == []


def test_no_name_of_the_lists_is_placed_wrongly() -> None:
    """Of the places that the government's own lists name, 99 in a hundred are told, the rest openly not."""
    sys.stdout.write(f"{table()}\n")
    got = score(LISTS)
    assert (got.wrong, got.names) == (0, 594)
    assert got.resolved / got.names > 0.99


@pytest.mark.parametrize(("file", "names"), [("agreements_287g", 300), ("facilities_npr", 200)])
def test_no_agency_is_placed_wrongly(file: str, names: int) -> None:
    """Of agencies that serve a place, 95 in a hundred are told; a prison of the BOP is nobody's, openly."""
    wrong = [row for row in read_gold(file) if row.is_wrong(row.resolved())]
    assert wrong == []
    got = score((file,))
    assert got.names == names
    assert got.share > 0.95


def test_agencies_that_serve_no_place_say_what_they_are() -> None:
    """A reader learns that it is a federal prison or a campus, not merely that nothing was found."""
    reasons = [
        (row.name, row.resolved().reason)
        for file in AGENCIES
        for row in read_gold(file)
        if row.nowhere and "No " in row.resolved().reason[:3]
    ]
    assert sorted(name for name, _ in reasons) == [
        "North County Police Cooperative",
        "TRAVELERS & IMMIGRANT AID",
        "Ward 5 Marshal's Office",
    ]


def test_the_gold_set_names_places_that_exist() -> None:
    """A slip in a hand-written GEOID can't pass for a place."""
    files = (*LISTS, *AGENCIES, "traps")
    known = {place.geoid for place in all_places()}
    assert {geoid for file in files for row in read_gold(file) for geoid in row.geoids} <= known
