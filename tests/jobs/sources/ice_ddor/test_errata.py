"""A correction notice is read by what it says: which places, of which issue, and why."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.history import read_catalog
from jobs.sources.ice_ddor.notices import errata, notices
from models.domain import Period
from models.places import STATES, state_name

ICE = next(past.text for past in read_catalog() if past.text.startswith("Correction"))
WEEK = Period(date(2017, 1, 28), date(2017, 2, 3))
EIGHT = [
    ("Franklin County", "IA"),
    ("Franklin County", "NY"),
    ("Franklin County", "PA"),
    ("Montgomery County", "IA"),
    ("Williamson County", "TX"),
    ("Bastrop County", "TX"),
    ("Chester County", "PA"),
    ("Richmond County", "NC"),
]
NAMES = st.sampled_from(
    ("Franklin", "St. Louis", "Prince George's", "Isle of Wight", "Washington", "De Witt")
)
INHABITED = sorted(set(STATES) - {"UM"})
PLACES = st.lists(st.tuples(NAMES, st.sampled_from(INHABITED)), min_size=1, max_size=8, unique=True)


def named(text: str) -> list[tuple[str, str]]:
    """The places that a text takes back."""
    return [(one.name, one.state) for one in errata(text)]


def test_ices_own_notice_takes_eight_places_back() -> None:
    """Each with the week that it names and the sentence that says which of three things was wrong."""
    found = errata(ICE)
    assert [(one.name, one.state) for one in found] == EIGHT
    assert {one.period for one in found} == {WEEK}
    reasons = [one.sentence for one in found]
    assert all("similarly named locations" in reason for reason in reasons[:4])
    assert all("transferred to another facility" in reason for reason in reasons[4:6])
    assert all("incorrectly issued to those locations" in reason for reason in reasons[6:])
    assert notices(f"Section I. {ICE}") == (ICE.removeprefix("Correction: "),)


@pytest.mark.parametrize(
    "text",
    [
        f"Declined Detainer Outcome Report {ICE} Section I",
        ICE.replace(" ", "\n"),
        ICE.replace(";", ""),
        ICE.replace(";", " •"),
        ICE.replace("Correction: ", "")
        .replace(", TX", ", Texas")
        .replace(", PA", ", Pa.")
        .replace("NC", "N.C."),
        "The report for January 28, 2017 through February 3, 2017 erroneously listed detainers for "
        "Franklin County in Iowa, New York and Pennsylvania, and for Montgomery County (IA). Detainers shown "
        "as declined by Williamson and Bastrop Counties, Texas, were of people transferred elsewhere. "
        "Detainers for Chester County, Pa., and Richmond County, N.C., were issued in error.",
    ],
)
def test_the_same_in_other_words_names_the_same_places(text: str) -> None:
    """Broken lines, lost signs, abbreviated states, one state for two counties, other sentences."""
    assert named(text) == EIGHT
    assert {one.period for one in errata(text)} == {WEEK}


def test_places_where_the_rows_belong_are_not_taken_back() -> None:
    """A notice may say whose the detainers were: those rows stand."""
    assert named(
        "Detainers that were in fact issued to Franklin County, Ohio, were incorrectly attributed to "
        "Franklin County, Iowa. Detainers were mistakenly listed for Chester County, PA instead of Chester "
        "County, SC."
    ) == [("Franklin County", "IA"), ("Chester County", "PA")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "During the week, ICE issued 3,083 detainers. Travis County, Texas, declined 142 of them.",
        "Clark County, Nevada, appeared first among all jurisdictions with detainers.",
        "Law enforcement agencies do not generally advise ICE, and therefore errors may remain.",
    ],
)
def test_a_text_without_a_correction_takes_nothing_back(text: str) -> None:
    """A report names places on every page; none of them was wrong for that."""
    assert errata(text) == ()


@given(PLACES, st.sampled_from(("; ", ", and ", " and ", "\n• ", " ")), st.booleans(), st.integers(0, 30))
def test_any_list_of_counties_is_read_whole(
    places: list[tuple[str, str]], between: str, abbreviated: bool, width: int
) -> None:
    """Whatever counties and states, however joined, and wherever lines break."""
    listed = between.join(
        f"{name} County, {code if abbreviated else state_name(code)}" for name, code in places
    )
    text = f"Correction: the report incorrectly attributed issued detainers to {listed}."
    broken = text.replace(" ", "\n", width)
    assert named(broken) == [(f"{name} County", code) for name, code in places]


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    """Whatever a page says, reading it ends."""
    assert len(errata(text)) >= 0
