"""Numbers over time: what is counted, what is not summed, and what a reader must know of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from models.db import open_engine, reading
from models.domain import By, ListingKind, Period, Point, Series
from models.domain.trends import doubts
from models.queries import Asked, read_trend
from tests.support.newsroom.desk_on_slack import refusal, sources, take_rows, tally

FIRST_WEEK = Period(date(2017, 2, 4), date(2017, 2, 10))
SECOND_WEEK = Period(date(2017, 2, 11), date(2017, 2, 17))
QUARTER = Period(date(2018, 1, 1), date(2018, 3, 31))
TRAVIS, SUFFOLK = ("Travis County Jail", "TX"), ("Suffolk County Jail", "MA")


@pytest.fixture
def reports(database: str) -> Iterator[Session]:
    """Two weekly and one quarterly report, made up, on both databases."""
    counted = tally("Travis County", "TX", 9, "declined", FIRST_WEEK)
    for period, agencies, tallies in (
        (FIRST_WEEK, (TRAVIS, TRAVIS, ("Bexar County Jail", "TX")), (counted,)),
        (SECOND_WEEK, (TRAVIS, SUFFOLK), ()),
        (QUARTER, (SUFFOLK,), ()),
    ):
        declined = period.last.isoformat()
        rows = (refusal(agency, state, 3, declined=declined) for agency, state in agencies)
        take_rows(database, "made_up_report", (*rows, *tallies), published=date(2018, 5, 1), period=period)
    yield from opened(database)


@pytest.fixture
def history(history_database: str) -> Iterator[Session]:
    """The bundled history, on both databases."""
    yield from opened(history_database)


def opened(database: str) -> Iterator[Session]:
    """A session that reads."""
    engine = open_engine(database, threads=2)
    with reading(engine) as session:
        yield session
    engine.dispose()


def series_of(session: Session, asked: Asked) -> dict[tuple[str, str], Series]:
    """The series by source and measure."""
    return {(each.source, each.measure): each for each in read_trend(session, asked, sources())}


def test_reports_count_by_their_period(reports: Session) -> None:
    """Identical rows are two; a week in which the state has none is a nought, as the report was whole."""
    found = series_of(reports, Asked(state="TX", source="made_up_report"))
    assert [(point.first, point.count) for point in found["made_up_report", ""].points] == [
        (FIRST_WEEK.first, 3),
        (SECOND_WEEK.first, 1),
        (QUARTER.first, 0),
    ]
    assert ("made_up_report", "declined") not in found  # the rows of the period stand for the tally


def test_what_makes_periods_incomparable_is_said(reports: Session) -> None:
    """A week beside a quarter, days that no report covers, and who is silent in the newest."""
    found = series_of(reports, Asked(state="TX", by=By.AGENCY, source="made_up_report"))
    told = " ".join(found["made_up_report", ""].caveats)
    assert "periods are of 7 to 90 days" in told
    assert "No report that we have covers Feb. 18 to Dec. 31, 2017" in told
    assert "Not in its newest period, but in earlier ones: Travis County Jail; Bexar County Jail" in told


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        (By.STATE, (("TX", 4), ("MA", 2))),
        (By.AGENCY, (("Travis County Jail", 3), ("Suffolk County Jail", 2), ("Bexar County Jail", 1))),
        (By.PLACE, (("Travis County, TX (48453)", 3), ("Suffolk County, MA (25025)", 2))),
        (By.OFFENSE, (("not said", 6),)),
    ],
)
def test_counts_are_told_apart(reports: Session, by: By, groups: tuple[tuple[str, int], ...]) -> None:
    """By state, agency, place and offense; the sums agree, whatever they are told apart by."""
    series = series_of(reports, Asked(by=by, source="made_up_report"))["made_up_report", ""]
    assert series.groups[: len(groups)] == groups
    assert sum(point.count for point in series.points) == 6


def test_a_list_counts_by_edition(history: Session) -> None:
    """35, 34 and 33 places of the Justice Department's list; they are told not to be summed."""
    series = series_of(history, Asked(source="doj_eo14287"))["doj_eo14287", ""]
    assert [(point.first, point.count) for point in series.points] == [
        (date(2025, 8, 5), 35),
        (date(2025, 9, 26), 34),
        (date(2025, 10, 31), 33),
    ]
    assert "not to be summed" in " ".join(series.caveats)


def test_a_list_that_changed_in_silence_counts_on_the_days_on_which_that_was_seen(history: Session) -> None:
    """384 on the day it bears, one printed twice; 380 at the end of the next day, and when it was back."""
    series = series_of(history, Asked(source="dhs_2025"))["dhs_2025", ""]
    assert [(point.first, point.count) for point in series.points] == [
        (date(2025, 5, 29), 384),
        (date(2025, 5, 30), 380),
        (date(2025, 6, 2), 380),
    ]
    assert series_of(history, Asked(source="ice_policies_2014")) == {}


def test_a_list_that_was_taken_down_says_so(history: Session) -> None:
    """Taken down never reads as delisted, and a partial copy counts at least."""
    series = series_of(history, Asked(state="MA", source="dhs_2025"))["dhs_2025", ""]
    assert all(point.partial for point in series.points)
    assert "taken down by June 2, 2025. A list taken down is not a place taken off." in " ".join(
        series.caveats
    )


def test_issued_and_declined_are_two_series(history: Session) -> None:
    """A detainer issued is never counted as a refusal; what ICE took back is counted in neither."""
    found = series_of(history, Asked(source="ice_ddor"))
    declined, issued = (found["ice_ddor", measure].periods[0] for measure in ("declined", "issued"))
    assert (declined.count, declined.taken_back) == (142, 7)
    assert (issued.count, issued.taken_back) == (114, 17)


def test_a_place_counts_its_own_rows(history: Session) -> None:
    """Boston is the city's rows, not the state's."""
    found = series_of(history, Asked(geoid="2507000", source="doj_eo14287"))
    assert [point.count for point in found["doj_eo14287", ""].points] == [1, 1, 1]


def test_a_cumulative_file_counts_by_month_and_says_that_it_grows(database: str) -> None:
    """Rows fall in the month of their detainer; a month without any is a nought."""
    rows = [
        refusal("Ramsey County Jail", "MN", 1, issued=day, declined="")
        for day in ("2025-01-09", "2025-03-02")
    ]
    whole = Period(date(2025, 1, 1), date(2025, 3, 31))
    take_rows(database, "made_up_report", tuple(rows), published=date(2025, 4, 1), period=whole)
    known = dict(sources())
    known["made_up_report"] = replace(known["made_up_report"], cumulative=True)
    engine = open_engine(database, threads=2)
    with reading(engine) as session:
        (series,) = read_trend(session, Asked(state="MN", source="made_up_report"), known)
    engine.dispose()
    assert [(point.first.month, point.count) for point in series.points] == [(1, 1), (2, 0), (3, 1)]
    assert "The file is cumulative" in series.caveats[0]


days = st.dates(date(2015, 1, 1), date(2026, 1, 1))
points = st.builds(
    lambda first, length, count, group: Point(first, first + timedelta(days=length), count, group),
    days,
    st.integers(0, 100),
    st.integers(0, 500),
    st.sampled_from(["", "Travis County Jail", "Bexar County Jail"]),
)


@given(st.lists(points, min_size=1, max_size=12))
def test_nothing_is_lost_between_points_periods_and_groups(given: list[Point]) -> None:
    """Periods sum to what the points sum to; no doubt ever fails to be told."""
    series = Series(
        "ice_ddor", ListingKind.REFUSAL, "", tuple(sorted(given, key=lambda p: (p.first, p.last)))
    )
    assert sum(point.count for point in series.periods) == sum(point.count for point in given)
    assert sum(count for _, count in series.groups) == sum(p.count for p in given if p.group)
    assert all(sentence.endswith(".") for sentence in doubts(series, sources()["ice_ddor"]))
