"""Printed names become places, or openly don't."""

import gc
import string
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz, process

from models.domain import Outcome, Place, PlaceKind
from models.places import STATES, load_gazetteer, state_code, state_name
from models.places.spelling import fold, one_edit
from tests.support.gazetteer.places import all_places, current_places

WELL_KNOWN = [
    ("Boston", "MA", "2507000"),
    ("Suffolk County", "NY", "36103"),
    ("St. Paul", "MN", "2758000"),
    ("Prince George's County", "MD", "24033"),
    ("O'Fallon", "IL", "1755249"),
    ("Fort Collins", "CO", "0827425"),
    ("Brookline", "MA", "2502109175"),
    ("Baltimore City", "MD", "24510"),
    ("Winston-Salem", "NC", "3775000"),
    ("Doña Ana County", "NM", "35013"),
]


def place(geoid: str) -> Place:
    """A place that must be in the gazetteer."""
    found = load_gazetteer().by_geoid(geoid)
    assert found is not None, geoid
    return found


def names(places: Sequence[Place]) -> list[str]:
    """Names with their states, as a person would read them."""
    return [f"{one.name}, {one.state}" for one in places]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Massachusetts", "MA"),
        ("mass.", "MA"),
        ("MA", "MA"),
        ("Calif.", "CA"),
        ("N. Y.", "NY"),
        ("W.Va.", "WV"),
        ("D.C.", "DC"),
        ("District of Columbia", "DC"),
        ("Boston", ""),
        ("", ""),
    ],
)
def test_a_state_is_known_by_name_and_abbreviation(text: str, code: str) -> None:
    """Full names, USPS codes and older abbreviations give the USPS code; anything else gives nothing."""
    assert state_code(text) == code


def test_state_names_come_back_from_their_codes() -> None:
    """Every code gives the name that gives the code."""
    assert all(state_code(state_name(code)) == code for code in STATES)
    assert state_name("ZZ") == ""


@pytest.mark.parametrize(
    ("geoid", "counties"),
    [
        ("2507000", ["Suffolk County, MA"]),
        ("1714000", ["Cook County, IL"]),
        ("5363000", ["King County, WA"]),
        ("0820000", ["Denver County, CO"]),
        ("0644000", ["Los Angeles County, CA"]),
        ("1303440", ["Clarke County, GA"]),
        ("2148006", ["Jefferson County, KY"]),
        ("4159000", ["Multnomah County, OR"]),
        ("2502109175", ["Norfolk County, MA"]),
        ("24510", []),
        (
            "3651000",
            [
                "Bronx County, NY",
                "Kings County, NY",
                "New York County, NY",
                "Queens County, NY",
                "Richmond County, NY",
            ],
        ),
    ],
)
def test_a_city_knows_its_county(geoid: str, counties: list[str]) -> None:
    """The county of a city is there to be answered besides; an independent city lies in none."""
    assert names([place(county) for county in place(geoid).counties]) == counties


def test_connecticut_has_its_counties_in_both_vintages() -> None:
    """Eight counties until 2022 and nine planning regions since."""
    found = [load_gazetteer().by_geoid(f"09{number:03}") for number in range(1, 200)]
    kinds = [one.name.rsplit(" ", 1)[1] for one in found if one]
    assert (kinds.count("County"), kinds.count("Region")) == (8, 9)


@pytest.mark.parametrize(
    ("geoid", "name"),
    [
        ("3601000", "Albany"),
        ("36001", "Albany County"),
        ("22071", "Orleans Parish"),
        ("3622183", "East Hampton (village)"),
        ("3610322194", "East Hampton (town)"),
        ("3401347500", "Montclair"),
        ("3401577180", "Washington Township (Gloucester County)"),
        ("51690", "Martinsville"),
        ("29510", "St. Louis City"),
        ("3651000", "New York City"),
        ("1608830", "Boise"),
    ],
)
def test_places_bear_the_names_that_people_use(geoid: str, name: str) -> None:
    """The kind or county is in the name only where a namesake in the state makes it necessary."""
    assert place(geoid).name == name


def test_every_name_leads_back_to_its_place() -> None:
    """A place's own name and state resolve to it; the few that can't be told apart never to another.

    Allowed: what is one with its state (D.C., Washington, Guam), and Georgia's Webster County, whose
    government Census lists as a city too.
    """
    gazetteer = load_gazetteer()
    current = current_places()
    wrong, open_names = [], []
    for one in current:
        got = gazetteer.resolve(one.name, one.state)
        if got.outcome is not Outcome.RESOLVED:
            open_names.append(one.geoid)
        elif got.places != (one,):
            wrong.append(one.geoid)
    assert wrong == ["11001", "1150000", "1381128", "66010"]
    assert len(open_names) <= 23
    assert len(current) == 39_330


def test_a_repaired_spelling_is_told() -> None:
    """One letter off in a row of known state and kind is read right, and the reader is told so."""
    got = load_gazetteer().resolve("Cincinnatti", "Ohio", PlaceKind.CITY)
    assert names(got.places) == ["Cincinnati, OH"]
    assert got.repaired == "Cincinnati"
    assert got.reason == "Read as “Cincinnati”, one letter from the printed “Cincinnatti”."


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Bostn", None),  # no state: suggestions are for people who type, not for rows
        ("Cincinati Ohoi", None),
        ("Arrington", "TN"),  # a community of Tennessee, not a misspelt Arlington
        ("Clinton", "AL"),  # one of Alabama, not a misspelt Clanton
        ("Ostin", "TX"),  # a first letter is never mended
        ("Austinnn", "TX"),
        ("Lio", "IA"),
    ],
)
def test_no_other_spelling_is_repaired(name: str, state: str | None) -> None:
    """Two letters off, a first letter, a short name, a real community: unknown rather than guessed."""
    assert load_gazetteer().resolve(name, state).outcome is not Outcome.RESOLVED


def test_two_spellings_one_letter_away_are_both_offered() -> None:
    """Hardan is as near Hardin as Harlan; a person decides."""
    got = load_gazetteer().resolve("Hardan County", "KY")
    assert got.outcome is Outcome.AMBIGUOUS
    assert names(got.candidates) == ["Hardin County, KY", "Harlan County, KY"]


def test_a_name_that_contradicts_its_row_is_not_resolved() -> None:
    """ICE printed Montgomery County, Iowa, for another state's county: the reader sees both."""
    got = load_gazetteer().resolve("Montgomery County, Iowa", "Pennsylvania")
    assert names(got.candidates) == ["Montgomery County, IA", "Montgomery County, PA"]
    assert got.reason == "The name says Iowa, its row says Pennsylvania."


def test_an_unknown_state_is_told() -> None:
    """A row whose state can't be read is unknown, and the reason says which word."""
    got = load_gazetteer().resolve("Boston", "Atlantis")
    assert (got.outcome, got.reason) == (Outcome.UNKNOWN, "There is no state called “Atlantis”.")


def test_bostons_of_six_states_are_namesakes() -> None:
    """Someone who asks for Boston is told of the others; counties are namesakes of counties alone."""
    states = {one.state for one in load_gazetteer().namesakes(place("2507000"))}
    assert states == {"GA", "IN", "MI", "NY", "OH"}
    assert names(load_gazetteer().namesakes(place("25025"))) == ["Suffolk County, NY"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Bostn", "Boston, MA"),
        ("Bsoton", "Boston, MA"),
        ("sufolk co", "Suffolk County, NY"),
        ("Cmabridge, MA", "Cambridge, MA"),
        ("los angelos", "Los Angeles, CA"),
        ("Boston", "Boston, MA"),
    ],
)
def test_a_typed_slip_is_met_with_a_suggestion(typed: str, meant: str) -> None:
    """A letter missing, wrong or swapped still finds what was meant."""
    assert meant in names(load_gazetteer().suggest(typed))


def test_nothing_is_suggested_for_nonsense() -> None:
    """No place is near a word that is no name."""
    assert load_gazetteer().suggest("xyzzy") == []


@pytest.mark.parametrize(
    "printed",
    [
        "City of Boston",
        "The City of Boston",
        "Boston City",
        "BOSTON POLICE DEPARTMENT",
        "City of Boston Police Dept.",
        "Boston, Suffolk County",
        "Boston, Mass.",
        "boston ma",
    ],
)
def test_words_around_a_name_mean_nothing_else(printed: str) -> None:
    """Prefixes, suffixes, agencies, the county and the state beside a name lead to the same city."""
    assert names(load_gazetteer().resolve(printed, "MA").places) == ["Boston, MA"]


noise = st.sampled_from(["", " ", "  ", "\n", "\t"])


@st.composite
def noisy(draw: st.DrawFn, name: str) -> str:
    """The name in another case, with other apostrophes and spaces, and something after it."""
    cased = draw(st.sampled_from([name, name.upper(), name.lower()]))
    apostrophe = draw(st.sampled_from(["'", "\u2019", "\u2018", ""]))
    between = draw(st.sampled_from([" ", "  ", " \n"]))
    after = draw(st.sampled_from(["", " ", "*", "1", " 02108", " (San Antonio)", ".", ","]))
    return draw(noise) + cased.replace("'", apostrophe).replace(" ", between) + after


@given(known=st.sampled_from(WELL_KNOWN), data=st.data())
def test_noise_never_changes_a_place(known: tuple[str, str, str], data: st.DataObject) -> None:
    """Case, spaces, line breaks, apostrophes, footnote digits, ZIP codes and areas mean nothing."""
    name, state, geoid = known
    printed = data.draw(noisy(name))
    assert [one.geoid for one in load_gazetteer().resolve(printed, state).places] == [geoid]


@given(
    text=st.text(max_size=400),
    state=st.sampled_from([None, "", "MA", "Texas", "??"]),
    heading=st.sampled_from([None, *PlaceKind]),
)
def test_any_text_gets_an_answer(text: str, state: str | None, heading: PlaceKind | None) -> None:
    """Nothing that a document can print raises; what isn't resolved says why."""
    got = load_gazetteer().resolve(text, state, heading)
    assert (got.outcome is Outcome.RESOLVED) == bool(got.places)
    assert got.places or got.reason
    load_gazetteer().suggest(text, state)


@given(
    geoid=st.integers(0, 39_451),
    state=st.sampled_from(sorted(STATES)),
    heading=st.sampled_from([None, *PlaceKind]),
)
def test_a_place_is_always_in_the_state_of_its_row(geoid: int, state: str, heading: PlaceKind | None) -> None:
    """Whatever name stands in a row of Ohio, its place is in Ohio."""
    gazetteer = load_gazetteer()
    name = all_places()[geoid].name
    assert all(one.state == state for one in gazetteer.resolve(name, state, heading).places)


@given(
    known=st.sampled_from(WELL_KNOWN),
    at=st.integers(1, 30),
    letters=st.text("qxz", min_size=2, max_size=2),
)
def test_two_letters_away_is_never_read(known: tuple[str, str, str], at: int, letters: str) -> None:
    """Two added letters are too many, wherever they stand."""
    name, state, _ = known
    spoilt = name[:at] + letters + name[at:]
    assert load_gazetteer().resolve(spoilt, state).outcome is not Outcome.RESOLVED


@given(first=st.text("abc", max_size=6), second=st.text("abc", max_size=6))
def test_one_edit_is_what_it_says(first: str, second: str) -> None:
    """Against all strings that one edit can make: every change, addition and omission."""
    cuts = [(first[:i], first[i:]) for i in range(len(first) + 1)]
    made = {a + b[1:] for a, b in cuts if b} | {a + c + b for a, b in cuts for c in "abc"}
    made |= {a + c + b[1:] for a, b in cuts if b for c in "abc"}
    assert one_edit(first, second) == (second in made - {first})


@given(text=st.text(string.printable))
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded name is its own folded form, so stored and printed names always meet."""
    assert fold(fold(text)) == fold(text)


def test_resolving_and_suggesting_cost_far_less_than_a_look_through_all_names() -> None:
    """99 of 100 names and typed slips need less than a third of what rapidfuzz needs to look through all."""
    gazetteer = load_gazetteer()
    gazetteer.suggest("the first call builds the table of misspellings")
    sample = all_places()[::40]
    resolving = _spent((gazetteer.resolve, one.name, one.state) for one in sample)
    suggesting = _spent((gazetteer.suggest, one.name[:-1], None) for one in sample)
    names = sorted({one.name for one in all_places()})
    looks = _spent((partial(_look_through, names), one.name[:-1], None) for one in sample[::40])
    look = looks[len(looks) // 2]
    assert resolving[len(resolving) // 2] < look / 5
    assert resolving[len(resolving) * 99 // 100] < look
    assert suggesting[len(suggesting) // 2] < look / 5
    assert suggesting[len(suggesting) * 99 // 100] < look


def _look_through(names: Sequence[str], name: str, _: str | None) -> object:
    return process.extractOne(name, names, scorer=fuzz.ratio)


def _spent(calls: Iterable[tuple[Callable[[str, str | None], object], str, str | None]]) -> list[float]:
    """Return the seconds of each call, the best of five rounds.

    Neither other tests' garbage nor a burst of other processes, which empties the caches, costs it.
    """
    asked = list(calls)
    seconds = [float("inf")] * len(asked)
    gc.disable()
    try:
        for _ in range(5):
            for number, (function, name, state) in enumerate(asked):
                started = time.thread_time()
                function(name, state)
                seconds[number] = min(seconds[number], time.thread_time() - started)
    finally:
        gc.enable()
    return sorted(seconds)
