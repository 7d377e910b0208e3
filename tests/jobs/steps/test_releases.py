"""What becomes of releases that each hold all records again: who is told, and what is counted."""

from collections.abc import Iterator

import pytest

from jobs.readers import Parser
from jobs.review import accept
from tests.support.clock import Clock
from tests.support.documents.releases import Archive, archive_on, booked, refused

TRAVIS = "48453"
JANUARY = [
    booked("2026-01-01"),
    *(refused(f"2026-01-0{day}") for day in range(2, 8)),
    refused("2026-01-08", detainer_facility="STEARNS COUNTY JAIL", facility_state="MINNESOTA"),
    booked("2026-01-31"),
]
"""Days 1 to 31; six refusals of one jail in Texas, one of another in Minnesota."""


@pytest.fixture
def archive(database: str, clock: Clock, parser: Parser) -> Iterator[Archive]:
    """A desk on a fresh database, on SQLite and on PostgreSQL."""
    with archive_on(database, clock, parser) as opened:
        opened.desk.subscribe("CTEXAS", "TX")
        opened.desk.subscribe("COHIO", "OH")
        yield opened


def test_the_first_release_is_one_published_list(archive: Archive) -> None:
    """Years of refusals that a desk sees at once are a new list to everyone, not thousands of new rows."""
    report = archive.release(JANUARY)
    assert (report.status, report.rows, report.counts["added"]) == ("published", 7, 0)
    assert archive.changes() == []
    assert [(channel, state) for channel, state, _ in archive.desk.told()] == [
        ("CTEXAS", "TX"),
        ("COHIO", "OH"),
    ]
    assert archive.counted(TRAVIS) == 6


def test_late_rows_are_told_apart_from_this_months(archive: Archive) -> None:
    """One detainer of January was blank and is declined now; one of February is new."""
    archive.release(JANUARY)
    report = archive.release([*JANUARY, refused("2026-01-20"), refused("2026-02-03")])
    assert report.counts["added"] == 2
    assert sorted(archive.changes()) == [("added", False, "2026-02-03"), ("added", True, "2026-01-20")]
    assert archive.desk.told()[2:] == [("CTEXAS", "TX", 2)]
    assert archive.counted(TRAVIS) == 8


def test_a_release_of_the_next_year_alone_takes_nothing_back(archive: Archive) -> None:
    """ICE gives a file a fiscal year; the rows of the year before stand on, and are counted once."""
    archive.release(JANUARY)
    report = archive.release(
        [booked("2026-02-01"), refused("2026-02-03"), refused("2026-02-03"), refused("2026-02-04")]
    )
    assert (report.counts["added"], report.counts["removed"]) == (3, 0)
    assert archive.counted(TRAVIS) == 9
    again = archive.release([*JANUARY, refused("2026-02-03"), refused("2026-02-03"), refused("2026-02-04")])
    assert again.status == "unchanged"
    assert archive.counted(TRAVIS) == 9


def test_the_same_records_told_again_are_no_news(archive: Archive) -> None:
    """Another order, other identifiers, other bytes: nobody hears of it."""
    archive.release(JANUARY)
    renamed = [{**each, "Anonymized Identifier": f"another {n}"} for n, each in enumerate(reversed(JANUARY))]
    assert archive.release(renamed).status == "unchanged"
    assert len(archive.desk.told()) == 2


def test_days_that_a_release_covers_count_though_nothing_was_declined_on_them(archive: Archive) -> None:
    """February had no refusal when it was covered first; one that comes in March is late."""
    archive.release(JANUARY)
    assert archive.release([*JANUARY, booked("2026-02-28")]).status == "unchanged"
    archive.release([*JANUARY, refused("2026-02-10"), booked("2026-03-31")])
    assert archive.changes() == [("added", True, "2026-02-10")]


def test_a_refusal_that_is_none_any_more_is_removed(archive: Archive) -> None:
    """The record says now that the person was booked: the refusal is taken back."""
    archive.release(JANUARY)
    report = archive.release([*JANUARY[:2], booked("2026-01-03"), *JANUARY[3:]])
    assert report.counts["removed"] == 1
    assert archive.counted(TRAVIS) == 5


def test_an_older_release_under_a_newer_name_is_held(archive: Archive) -> None:
    """It ends earlier than what was published; an operator sees why, and no channel hears of it."""
    archive.release([*JANUARY, refused("2026-02-03")])
    assert archive.release(JANUARY).status == "unchanged"
    report = archive.release([*JANUARY, refused("2026-01-09")])
    assert report.status == "held"
    assert "It is an older release: its last day is Jan. 31, 2026" in report.reasons[0]
    assert archive.counted(TRAVIS) == 7


def test_a_release_that_lost_a_quarter_of_its_days_rows_is_held(archive: Archive) -> None:
    """Three of ten refusals gone at once is a file cut off; accepted by a person, it is told."""
    more = [refused(f"2026-01-{day}") for day in (20, 21, 22)]
    archive.release([refused("2025-12-01", detainer_facility="HARRIS COUNTY JAIL"), *JANUARY, *more])
    report = archive.release([JANUARY[0], *JANUARY[4:], *more])
    assert report.status == "held"
    assert "3 of 10 rows (30%) would be gone at once." in report.reasons[0]
    assert report.edition is not None
    assert accept(report.edition, archive.desk.context, "UEDITOR").counts["removed"] == 3
    assert archive.counted(TRAVIS) == 6


def test_an_overtaken_release_that_is_accepted_ends_nothing_of_other_days(archive: Archive) -> None:
    """History gets the rows of its days; what other releases say of other days is left alone."""
    archive.release([*JANUARY, refused("2026-02-03")])
    held = archive.release([*JANUARY, refused("2026-01-09")])
    archive.release([*JANUARY, refused("2026-02-03"), refused("2026-02-04")])
    assert held.edition is not None
    accept(held.edition, archive.desk.context, "UEDITOR")
    assert archive.counted(TRAVIS) == 8
