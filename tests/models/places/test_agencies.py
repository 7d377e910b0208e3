"""Agencies mean the place that they serve, however their names are written, or openly none."""

from functools import cache
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain import Outcome, Place, PlaceKind
from models.places import STATES, load_gazetteer
from tests.support.gazetteer.places import all_places
from tests.support.places.gold import AGENCIES, Decided, read_gold

ONE_SYSTEM = {"AK", "CT", "DE", "HI", "RI", "VT"}
"""Where the state runs the jails of all counties."""
KNOWN = [row for file in AGENCIES for row in read_gold(file)]
SUFFIXES = [
    "Sheriff's Office",
    "SHERIFF/JAIL",
    "Jail",
    "DET CENTER",
    "Adult C.C.",
    "JUV DET CTR",
    "REGIONAL JAIL",
    "D.O.C.",
    "C.F.",
    "Constable Precinct 2",
    "District Attorney's Office",
    "Department of Corrections",
    "SO",
    "Criminal Justice Center",
    "Police Dept.",
]
AFTER = ["Sheriff", "Jail", "Detention", "Adult", "Dept"]


@cache
def _counties() -> list[Place]:
    return [
        place
        for place in all_places()
        if place.kind is PlaceKind.COUNTY
        and place.name.endswith((" County", " Parish"))
        and place.state not in ONE_SYSTEM
        and load_gazetteer().resolve(place.name, place.state).places == (place,)
    ]


counties = st.deferred(lambda: st.sampled_from(_counties()))


@st.composite
def written_otherwise(draw: st.DrawFn, name: str) -> str:
    """The name in another case, with other apostrophes and more blanks."""
    cased = draw(st.sampled_from([name, name.upper(), name.lower()]))
    apostrophe = draw(st.sampled_from(["'", "\u2019", "`"]))
    blank = draw(st.sampled_from([" ", "  ", "\n", "\u00a0"]))
    return blank + cased.replace("'", apostrophe).replace(" ", blank) + draw(st.sampled_from(["", " ", "."]))


@given(row=st.sampled_from(KNOWN), data=st.data())
def test_writing_never_changes_whom_an_agency_serves(row: Decided, data: st.DataObject) -> None:
    """Case, blanks, line breaks and kinds of apostrophe mean nothing."""
    got = load_gazetteer().resolve(data.draw(written_otherwise(row.name)), row.state)
    expected = row.resolved()
    assert (got.outcome, got.places) == (expected.outcome, expected.places)


@given(place=counties, suffix=st.sampled_from(SUFFIXES))
def test_an_agency_of_a_county_means_the_county(place: Place, suffix: str) -> None:
    """Whatever its sheriff, jail, constables, prosecutor or police call themselves."""
    assert load_gazetteer().resolve(f"{place.name} {suffix}", place.state).places == (place,)


@given(place=counties, words=st.sampled_from(sorted(permutations(AFTER, 3))))
def test_the_order_of_agency_words_means_nothing(place: Place, words: tuple[str, ...]) -> None:
    """Sheriff Adult Jail and Adult Jail Sheriff are one."""
    assert load_gazetteer().resolve(f"{place.name} {' '.join(words)}", place.state).places == (place,)


@given(row=st.sampled_from(KNOWN), state=st.sampled_from(sorted(STATES)), suffix=st.sampled_from(SUFFIXES))
def test_an_agency_is_never_placed_in_another_state(row: Decided, state: str, suffix: str) -> None:
    """A name of Texas in a row of Ohio means a place of Ohio, or none."""
    for name in (row.name, f"{row.name} {suffix}"):
        assert {one.state for one in load_gazetteer().resolve(name, state).places} <= {state}


@pytest.mark.parametrize(
    ("name", "state", "said"),
    [
        ("US MARSHALS, HOUSTON", "TX", "a federal facility"),
        ("KROME NORTH SPC", "FL", "a federal facility"),
        ("SACRAMENTO HOLD", "CA", "a federal facility"),
        ("University of Florida Police Department", "FL", "A campus police department"),
        ("Duval County School District Police", "FL", "A campus police department"),
        ("Sanford Airport Police Department", "FL", "An airport's or port's police"),
        ("Norfolk Southern Railway Police", "VA", "A railway's or transit police"),
        ("Navajo Nation Department of Corrections", "AZ", "A tribal agency"),
        ("MCRAE CORRECTIONAL FACILITY, CCA", "GA", "run by a private company"),
        ("Hampton Roads Regional Jail", "VA", "It serves several places"),
    ],
)
def test_an_agency_that_serves_no_place_is_said_to(name: str, state: str, said: str) -> None:
    """Its kind is told, and no place is guessed from where it stands."""
    got = load_gazetteer().resolve(name, state)
    assert got.outcome is Outcome.UNKNOWN
    assert said in got.reason


@pytest.mark.parametrize(
    ("name", "state", "place", "said"),
    [
        ("MINN.C.F.,ST.CLOUD", "MN", "Minnesota", "a prison or department of the state"),
        ("BRIDGEPORT CORR CENTER", "CT", "Connecticut", "The state itself runs the jails"),
        ("STERNS CO. JAIL", "MN", "Stearns County", "one letter from the printed"),
        ("Neuces County Constable", "TX", "Nueces County", "two letters swapped in the printed"),
        ("NAPA COUNTYY DEPT OF CORR", "CA", "Napa County", "Read as “county”."),
        ("SANTA RITA JAIL", "CA", "Alameda County", "A jail of Alameda County's sheriff."),
        ("QUEENS CENTRAL BOOKING", "NY", "New York City", "runs the jails of its boroughs"),
        ("Hopewell County Sheriff's Office", "VA", "Hopewell", "the independent city of that name"),
        ("All counties in Illinois", "IL", "Illinois", "every county of Illinois"),
    ],
)
def test_a_place_that_the_name_does_not_print_is_explained(
    name: str, state: str, place: str, said: str
) -> None:
    """A reader learns why a jail in St. Cloud is Minnesota's."""
    got = load_gazetteer().resolve(name, state)
    assert [one.name for one in got.places] == [place]
    assert said in got.reason


def test_the_county_of_a_row_tells_namesakes_apart() -> None:
    """Pennsylvania has many Jackson Townships; the county column of the row says which."""
    name = "Jackson Township Police Department"
    assert load_gazetteer().resolve(name, "PA").outcome is Outcome.AMBIGUOUS
    got = load_gazetteer().resolve(name, "PA", county="Luzerne County")
    assert [one.name for one in got.places] == ["Jackson Township (Luzerne County)"]
    assert "Luzerne County" in got.reason


def test_a_county_beside_a_name_never_overrules_it() -> None:
    """ICE's column puts Tye, Texas, in Galveston County; the city stays where it is."""
    got = load_gazetteer().resolve("Tye Police Department", "TX", county="Galveston County")
    assert [one.name for one in got.places] == ["Tye"]
