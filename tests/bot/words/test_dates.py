"""Dates, times, places and numbers read as an American editor would write them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import words
from models.domain import Place, PlaceKind
from models.places import STATES

NOON = datetime(2025, 1, 5, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2017, 1, 28), date(2017, 2, 3), "Jan. 28 to Feb. 3, 2017"),
        (date(2017, 2, 4), date(2017, 2, 10), "Feb. 4 to 10, 2017"),
        (date(2016, 12, 30), date(2017, 1, 5), "Dec. 30, 2016, to Jan. 5, 2017"),
        (date(2014, 1, 1), date(2014, 12, 31), "2014"),
        (date(2007, 1, 1), date(2015, 12, 31), "2007 to 2015"),
        (date(2016, 2, 1), date(2016, 2, 29), "February 2016"),
        (date(2016, 1, 1), date(2016, 3, 31), "January to March 2016"),
        (date(2015, 10, 1), date(2016, 9, 30), "October 2015 to September 2016"),
        (date(2017, 1, 28), date(2017, 1, 28), "Jan. 28, 2017"),
        (date(2017, 1, 28), None, "Jan. 28, 2017"),
        (None, None, ""),
    ],
)
def test_a_period_reads_as_in_print(first: date | None, last: date | None, shown: str) -> None:
    """Weeks, days, whole months and years each read as an editor would write them."""
    assert words.period(first, last) == shown


@given(st.dates(date(1900, 1, 1)))
def test_march_to_july_are_never_shortened(day: date) -> None:
    """All other months are, as the Associated Press does; the year always stands."""
    shown = words.day(day)
    assert ("." in shown) == (day.month not in {3, 4, 5, 6, 7})
    assert shown.endswith(f" {day.day}, {day.year}")


def test_times_are_the_newsrooms_and_name_their_zone() -> None:
    """What is pasted from a message says the same to all who read it."""
    seen = datetime(2025, 8, 5, 11, 54, tzinfo=UTC)
    assert words.moment(seen, "America/New_York") == "Aug. 5, 2025, 7:54 a.m. EDT"
    assert words.moment(NOON, "America/New_York") == "Jan. 5, 2025, noon EST"
    assert words.moment(NOON.replace(hour=0), "UTC") == "Jan. 5, 2025, midnight UTC"
    assert words.moment(NOON, "UTC") == "Jan. 5, 2025, 5 p.m. UTC"
    assert words.local_day(NOON.replace(hour=2), "America/New_York") == "Jan. 4, 2025"


def test_every_state_has_a_name_and_no_two_share_a_short_one() -> None:
    """Eight states are never shortened; commands alone take postal codes."""
    short = {code: words.short_state(code) for code in STATES}
    assert len(set(short.values())) == len(short)
    assert {code for code, shown in short.items() if shown == code} == set()
    whole = {"AK", "HI", "ID", "IA", "ME", "OH", "TX", "UT"}
    assert all("." not in short[code] for code in whole)
    assert all("." in short[code] for code in short.keys() - whole - {"AS", "GU", "MP", "PR", "VI"})


@pytest.mark.parametrize(
    ("place", "short", "spoken"),
    [
        (Place("2507000", "Boston", "MA", PlaceKind.CITY), "Boston, Mass.", "Boston, Massachusetts,"),
        (
            Place("3651000", "New York", "NY", PlaceKind.CITY),
            "New York City",
            "New York City",
        ),
        (Place("36", "New York", "NY", PlaceKind.STATE), "New York state", "New York state"),
        (Place("53", "Washington", "WA", PlaceKind.STATE), "Washington state", "Washington state"),
        (Place("24510", "Baltimore City", "MD", PlaceKind.COUNTY), "Baltimore, Md.", "Baltimore, Maryland,"),
        (
            Place("32510", "Carson City", "NV", PlaceKind.COUNTY),
            "Carson City, Nev.",
            "Carson City, Nevada,",
        ),
        (
            Place("11", "District of Columbia", "DC", PlaceKind.STATE),
            "District of Columbia",
            "the District of Columbia",
        ),
        (Place("24", "Maryland", "MD", PlaceKind.STATE), "Maryland", "Maryland"),
    ],
)
def test_a_place_below_a_state_names_its_state(place: Place, short: str, spoken: str) -> None:
    """Short in a line, in full in a sentence to print, where a comma ends it."""
    assert (words.short_place(place), words.spoken_place(place)) == (short, spoken)


def test_numbers_agree_with_their_nouns() -> None:
    """One refusal, two refusals, 1,206 refusals; in a sentence to print up to nine are spelled out."""
    assert [words.counted(n, "refusal") for n in (1, 2, 1206)] == [
        "1 refusal",
        "2 refusals",
        "1,206 refusals",
    ]
    assert words.counted(2, "policy", "policies") == "2 policies"
    assert [words.spelled_out(n, "case") for n in (1, 9, 10)] == ["one case", "nine cases", "10 cases"]
    assert words.listed(["Iowa", "Maine", "Ohio"]) == "Iowa, Maine and Ohio"
