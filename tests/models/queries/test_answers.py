"""What is read for an answer, on SQLite and on PostgreSQL alike, now and as of a day."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlmodel import Session

from models.db import open_engine, reading
from models.domain import Count, ListingKind, Place, RowRange, end_of
from models.places import STATES, load_gazetteer
from models.queries import (
    all_rows_of_place,
    changes_of_place,
    counts_in,
    departures_of_place,
    freshness_by_source,
    history_of_place,
    known_lists,
    named_within,
    rows_of_lists,
    rows_of_place,
    rows_of_state,
    rows_that_may_be,
    series_with_rows,
    taken_back_within,
    top_places,
    withdrawn_on,
)
from tests.support.newsroom.desk_on_slack import WEEK, refusal, take_rows, tally


@pytest.fixture
def session(history_database: str) -> Iterator[Session]:
    """A reading session over the bundled history and a made-up report, on both databases in turn."""
    rows = (
        *(refusal("Travis County Jail", "TX", page) for page in range(3, 9)),
        refusal("Franklin County Jail", "NY", 9),
        refusal("Suffolk County Jail", "", 10),
        tally("Travis County", "TX", 9, "declined", WEEK),
    )
    take_rows(history_database, "made_up_report", rows, published=date(2017, 4, 1), period=WEEK)
    engine = open_engine(history_database, threads=2)
    with reading(engine) as session:
        yield session
    engine.dispose()


BOSTON = "2507000"
ZONE = "America/New_York"


def place(geoid: str) -> Place:
    """A place by its GEOID."""
    found = load_gazetteer().by_geoid(geoid)
    assert found is not None
    return found


def counted(counts: list[Count]) -> dict[tuple[str, str, str], tuple[int, int]]:
    """Rows and totals by area, source and kind."""
    return {(count.area, count.source, count.kind): (count.rows, count.total) for count in counts}


def test_reads_of_an_answer(session: Session) -> None:
    """Counts, rows, candidates, changes, ranks and lists, all of them right on both databases."""
    now = counted(counts_in(session, ["48453", "2507000", "NV"]))
    assert now["48453", "made_up_report", "refusal"] == (6, 6)
    assert now["48453", "made_up_report", "tally"] == (1, 9)
    assert now["2507000", "doj_eo14287", "designation"] == (1, 1)
    assert ("NV", "doj_eo14287", "designation") not in now

    lists = rows_of_lists(session, place("2507000"), ["doj_eo14287", "dhs_2025"])
    assert [fact.source for fact in lists] == ["dhs_2025", "doj_eo14287"]
    assert lists[1].since.day(ZONE) == date(2025, 8, 5)

    rows = rows_of_place(session, "48453", [ListingKind.REFUSAL], RowRange(4))
    assert [fact.listing for fact in rows] == sorted((fact.listing or 0 for fact in rows), reverse=True)
    rest = rows_of_place(session, "48453", [ListingKind.REFUSAL], RowRange(4, offset=4))
    assert len(rows) + len(rest) == 6
    assert {fact.page for fact in (*rows, *rest)} == set(range(3, 9))

    uncertain = rows_that_may_be(session, "36103", limit=3)
    assert "Suffolk County Jail | made up" in [fact.as_read for fact in uncertain]
    series = {str(WEEK)}
    assert series_with_rows(session, "48453", series) == {("made_up_report", str(WEEK))}

    top = top_places(session, STATES["TX"].fips, limit=2)
    assert (top[0].geoid, top[0].refusals) == ("48453", 6)
    lists_known = {"ddor_policies", "dhs_2025", "doj_eo14287", "ice_policies_2014"}
    assert set(known_lists(session)) == lists_known


def test_reads_as_of_a_day(session: Session) -> None:
    """A question goes back to what stood by the end of that day."""
    before, after = (end_of(date(2025, 9, day), ZONE) for day in (25, 26))
    assert ("32", "doj_eo14287", "designation") in counted(counts_in(session, ["32"], before))
    assert ("32", "doj_eo14287", "designation") not in counted(counts_in(session, ["32"], after))
    assert ("NV", "doj_eo14287", "designation") in counted(counts_in(session, ["NV"], before))
    nevada = place("32")
    assert len(rows_of_lists(session, nevada, ["doj_eo14287"], before)) == 1
    assert rows_of_lists(session, nevada, ["doj_eo14287"], after) == []
    refusals = rows_of_place(
        session, "48453", [ListingKind.REFUSAL], RowRange(9), end_of(date(2017, 3, 31), ZONE)
    )
    assert refusals == []
    assert set(withdrawn_on(session, end_of(date(2025, 6, 1), ZONE))) == {"dhs_2025"}
    assert withdrawn_on(session, end_of(date(2025, 5, 31), ZONE)) == {}


def test_changes_of_a_place(session: Session) -> None:
    """The last one first; new rows of a report are left out where they are no change of the place."""
    prisons = ["npr_declined"]
    nevada = changes_of_place(session, "32", limit=5, reports=prisons)
    assert [(change.kind, change.source) for change in nevada] == [
        ("removed", "doj_eo14287"),
        ("added", "doj_eo14287"),
    ]
    as_of = end_of(date(2025, 9, 25), ZONE)
    earlier = changes_of_place(session, "32", limit=5, reports=prisons, as_of=as_of)
    assert [change.kind for change in earlier] == ["added"]
    travis = changes_of_place(session, "48453", limit=20)
    assert [change.source for change in travis].count("made_up_report") == 7
    told = changes_of_place(session, "48453", limit=1, reports=["made_up_report", "ice_ddor"])
    assert [change.source for change in told] != ["made_up_report"]
    assert "ice_policies_2014" not in {change.source for change in travis}


def test_a_history_is_ordered_by_what_happened(session: Session) -> None:
    """Published; undated copies last; and a list's fate while it was on it. A count is no event."""
    told = history_of_place(session, BOSTON, ZONE, limit=20)
    assert [(change.kind, change.source, change.happened(ZONE)) for change in told] == [
        ("added", "doj_eo14287", date(2025, 8, 5)),
        ("withdrawn", "dhs_2025", date(2025, 6, 2)),
        ("back", "dhs_2025", date(2025, 6, 2)),
        ("withdrawn", "dhs_2025", date(2025, 6, 1)),
        ("added", "dhs_2025", date(2025, 5, 29)),
        ("added", "ice_policies_2014", None),
    ]
    earlier = history_of_place(session, BOSTON, ZONE, limit=20, as_of=end_of(date(2025, 6, 1), ZONE))
    assert [change.kind for change in earlier if change.source == "dhs_2025"] == ["withdrawn", "added"]


def test_rows_are_ordered_by_their_day(session: Session) -> None:
    """Current lists first, then by publication or period; a copy without a date is last."""
    rows = all_rows_of_place(session, BOSTON, ["doj_eo14287"], RowRange(10))
    assert [fact.source for fact in rows] == ["doj_eo14287", "dhs_2025", "npr_declined", "ice_policies_2014"]
    rows = all_rows_of_place(session, BOSTON, ["ice_policies_2014"], RowRange(2, offset=0))
    assert [fact.source for fact in rows] == ["ice_policies_2014", "doj_eo14287"]
    state = rows_of_state(session, "MA", ["doj_eo14287"], RowRange(1))
    assert [fact.source for fact in state] == ["doj_eo14287"]


def test_freshness_of_each_list(session: Session) -> None:
    """What is withdrawn, what is a copy; what was taken in as a file was checked with nobody."""
    seen = freshness_by_source(session)
    assert seen["dhs_2025"].withdrawn is not None
    assert seen["doj_eo14287"].accepted is not None
    assert seen["doj_eo14287"].accepted.published == date(2025, 10, 31)
    assert not seen["doj_eo14287"].live
    assert not seen["made_up_report"].live
    assert seen["made_up_report"].checked is None
    assert seen["made_up_report"].succeeded is not None
    assert all(each.held is None for each in seen.values())


def test_reads_of_what_is_no_more(session: Session) -> None:
    """Off a list since when, a state's only place on it, what was taken back, since when a list is there."""
    lists = ["doj_eo14287", "dhs_2025"]
    (gone,) = departures_of_place(session, "24005", lists)
    days = gone.since.day(ZONE), gone.until.day(ZONE)
    assert (gone.source, *days) == ("doj_eo14287", date(2025, 8, 5), date(2025, 10, 31))
    assert gone.announced
    assert departures_of_place(session, "24005", lists, end_of(date(2025, 10, 30), ZONE)) == []
    (unannounced,) = departures_of_place(session, "08123", lists)
    assert (unannounced.source, unannounced.announced) == ("dhs_2025", False)
    assert unannounced.until.day(ZONE) == date(2025, 5, 30)

    inside = named_within(session, "MA", ["doj_eo14287"])
    assert {name: [place.name for place in places] for name, places in inside.items()} == {
        "doj_eo14287": ["Boston"]
    }
    before = end_of(date(2025, 10, 30), ZONE)
    assert [place.name for place in named_within(session, "MD", ["doj_eo14287"], before)["doj_eo14287"]] == [
        "Baltimore County"
    ]

    texas = taken_back_within(session, STATES["TX"].fips)
    assert texas["ice_ddor", "declined"][0] == 7
    assert taken_back_within(session, STATES["TX"].fips, end_of(date(2017, 4, 1), ZONE)) == {}
    assert taken_back_within(session, STATES["MA"].fips) == {}

    first = freshness_by_source(session)["doj_eo14287"].first
    assert first is not None
    assert first.published == date(2025, 8, 5)
