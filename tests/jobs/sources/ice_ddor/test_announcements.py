"""A page says that its list is suspended, or goes on: read by meaning, and nothing else is."""

from datetime import UTC, date, datetime

import pytest

from jobs.history import read_catalog
from jobs.sources.ice_ddor.notices import find_announcements, running_text
from models.domain import ChangeKind, Document

ICE = [past.text for past in read_catalog() if past.what == "note"][1:]
SUSPENDED, RESUMED = ChangeKind.SUSPENDED, ChangeKind.RESUMED


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (ICE[0], SUSPENDED),
        (ICE[1], RESUMED),
        ("ICE has paused the weekly report.", SUSPENDED),
        ("ICE is discontinuing this report.", SUSPENDED),
        ("ICE will no longer publish the report.", SUSPENDED),
        ("Publication is suspended until ICE resumes reporting.", SUSPENDED),
        ("ICE resumed publication of the report, which was suspended on April 13, 2017.", RESUMED),
        ("The report, which was suspended in April 2017, has resumed.", RESUMED),
        ("ICE lifted the suspension of the report.", RESUMED),
        ("After temporarily suspending the report, ICE resumed it.", RESUMED),
        ("ICE will again publish its report each month.", RESUMED),
    ],
)
def test_what_a_sentence_announces(text: str, kind: ChangeKind) -> None:
    """ICE's own words, and other words for the same."""
    assert [said.kind for said in find_announcements(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "ICE publishes this report each week.",
        "Detainers were suspended in two counties.",
        "ICE resumed its enforcement operations in the county.",
    ],
)
def test_what_is_no_announcement(text: str) -> None:
    """Only the list itself is meant."""
    assert find_announcements(text) == ()


def test_the_day_that_it_gives() -> None:
    """Of the announcement itself, not of what it looks back on."""
    [said] = find_announcements("The report was suspended on April 13, 2017.")
    assert said.day == date(2017, 4, 13)
    [said] = find_announcements(
        "On July 15, 2019, ICE resumed the report, which was suspended on April 13, 2017."
    )
    assert said.day == date(2019, 7, 15)


def test_headings_and_links_are_no_part_of_a_sentence() -> None:
    """A sentence is told as the page prints it, lines within it joined."""
    page = (
        b"<h1>Declined Detainer Outcome Report</h1><ul><li><a href='a.pdf'>Jan. 28 - Feb. 3</a></li></ul>"
        b"<p>The publication of the report<br>will be temporarily suspended.</p>"
    )
    document = Document(page, "https://publisher.example/", datetime(2017, 4, 13, tzinfo=UTC), "text/html")
    [said] = find_announcements(running_text(document))
    assert said.sentence == "The publication of the report will be temporarily suspended."
