"""The moment that a file's name tells, and the order of links by it."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.readers.html import oldest_first
from jobs.readers.text import Moment, find_period, moment_in
from models.domain import Link

ZONES = ("Pacific/Honolulu", "America/Anchorage", "America/Chicago", "America/Puerto_Rico", "UTC")
NAMED = {
    "participatingAgencies05142026am.xlsx": Moment(date(2026, 5, 14), 360),
    "participatingAgencies10212025mid.xlsx": Moment(date(2025, 10, 21), 720),
    "participatingAgencies-20250228192630.xlsx": Moment(date(2025, 2, 28), 19 * 60 + 26),
    "participatingAgencies05142026pm_0.xlsx": Moment(date(2026, 5, 14), 1080, 1),
    "participatingAgencies_05-14-2026.xlsx": Moment(date(2026, 5, 14)),
    "participating%20Agencies%202026-05-14%20PM.xlsx?download=1": Moment(date(2026, 5, 14), 1080),
    "participatingAgencies_5.1.2026_midday.xlsx": Moment(date(2026, 5, 1), 720),
    "participatingAgencies05142026amended.xlsx": Moment(date(2026, 5, 14)),
    "participatingAgencies13452026.xlsx": None,
    "participatingAgencies.xlsx": None,
    "tally_2026-09-01_2026-09-30.csv": Moment(date(2026, 9, 30)),
    "tally 2026-09-01 to 2026-09-30.csv": Moment(date(2026, 9, 30)),
    "tally_20260901_20260930.csv": Moment(date(2026, 9, 30)),
    "tally-2026-09-01-2560.csv": Moment(date(2026, 9, 1)),
    "list_2026-09-01T1926.csv": Moment(date(2026, 9, 1), 19 * 60 + 26),
    "list-20250228192630_12.xlsx": Moment(date(2025, 2, 28), 19 * 60 + 26, 13),
    "287g-agencies-1234567890123.xlsx": None,
}


@pytest.mark.parametrize("name", NAMED)
def test_a_name_tells_its_moment(name: str) -> None:
    """Month before day unless the year comes first; what is no day is none."""
    assert moment_in(f"https://www.ice.gov/doclib/20240101/{name}") == NAMED[name]


@given(st.integers(0, 24 * 60 - 1), st.integers(0, 24 * 60 - 1), st.sampled_from(ZONES))
def test_a_file_stands_on_its_day_in_every_state(first: int, second: int, zone: str) -> None:
    """The files of a day stand in their order, on that day from Hawaii to Puerto Rico."""
    day = date(2026, 5, 14)
    one, other = Moment(day, first), Moment(day, second)
    assert one.place.astimezone(ZoneInfo(zone)).date() == day
    assert (one < other) == (one.place < other.place)


def test_two_files_of_a_day_are_two_in_order() -> None:
    """The morning's list comes before the evening's, wherever the page puts them."""
    names = ("05142026am", "05142026mid", "05142026pm", "05142026pm_0", "05152026am")
    links = [Link(f"https://www.ice.gov/participatingAgencies{name}.xlsx", "list") for name in names]
    for mixed in (links[::-1], links[2:] + links[:2], links):
        assert oldest_first(mixed) == links


def test_a_file_that_names_no_day_comes_before_those_that_do() -> None:
    """The newest known file is taken last, so that it is what stands."""
    dated = Link("https://www.ice.gov/participatingAgencies05142026am.xlsx", "")
    undated = Link("https://www.ice.gov/participatingAgencies.xlsx", "")
    assert oldest_first([dated, undated]) == [undated, dated]


def test_one_day_is_no_period() -> None:
    """`June 12` is not the first and the second of June."""
    assert find_period("List of June 12, 2026") is None
    assert find_period("June 1 2, 2026") is not None
