"""Section III of ICE's report: places, dates with their precision, criteria in full."""

from datetime import UTC, datetime

import pytest

from jobs.sources.ice_ddor.policies import parse
from jobs.sources.ice_ddor.source import POLICIES
from models.domain import Document, Edition, Listing
from tests.support.documents.report_papers import SECTION_III, TITLE, policies
from tests.support.documents.reports import Drawn, Paper, Part, typeset


def read(table: Drawn) -> Edition:
    """Typeset Section III and read it."""
    body = typeset(Paper(TITLE, (Part(SECTION_III, table=table),)))
    return parse(Document(body, "https://www.ice.gov/doclib/ddor.pdf", datetime(2017, 3, 20, tzinfo=UTC)))


def one(place: str = "Boston, Massachusetts", enacted: str = "August 2014") -> Listing:
    """The first row of a section of two."""
    rows = [
        (place, enacted, "Trust Act", "Will not honor."),
        ("Iowa City, Iowa", "2014", "", "Will honor some."),
    ]
    return read(policies(rows)).listings[0]


@pytest.mark.parametrize(
    ("printed", "jurisdiction", "aor", "state"),
    [
        ("Ithaca, New York (Buffalo)", "Ithaca, New York", "Buffalo", "NY"),
        (
            "Iowa City, Johnson County, Iowa (Saint Paul)",
            "Iowa City, Johnson County, Iowa",
            "Saint Paul",
            "IA",
        ),
        ("Sedgwick County, Kansas", "Sedgwick County, Kansas", "", "KS"),
        ("Colorado County Jails, Colorado", "Colorado County Jails, Colorado", "", "CO"),
        ("Connecticut (Boston AOR)", "Connecticut", "Boston", "CT"),
        ("Cook County, IL", "Cook County, IL", "", "IL"),
    ],
)
def test_the_jurisdiction_and_its_area(printed: str, jurisdiction: str, aor: str, state: str) -> None:
    """The parenthesis is ICE's area of responsibility, no part of the place's name."""
    row = one(printed)
    assert (row.fields["jurisdiction"], row.fields["aor"], row.state) == (jurisdiction, aor, state)


@pytest.mark.parametrize(
    ("printed", "enacted"),
    [
        ("August 2014", "2014-08"),
        ("Aug-14", "2014-08"),
        ("Sept. 2014", "2014-09"),
        ("August 14, 2014", "2014-08-14"),
        ("2015-08-14", "2015-08-14"),
        ("2014", "2014"),
        ("Spring 2014", None),
    ],
)
def test_the_date_keeps_its_precision(printed: str, enacted: str | None) -> None:
    """A month stays a month; what can't be read is kept as printed, with a note."""
    row = one(enacted=printed)
    assert (row.fields["enacted_as_printed"], row.fields["enacted"]) == (printed, enacted)
    assert bool(row.notes) == (enacted is None)


def test_criteria_are_one_text_in_reading_order() -> None:
    """Bullets and paragraphs of a cell follow each other without their signs."""
    bullets = (
        "Willing to accept requests with a court order",
        "Willing to accept requests for\nCapital Murder",
    )
    edition = read(policies([("Travis County, Texas (San Antonio)", "January 2017", "Policy", bullets)]))
    assert edition.listings[0].fields["criteria"] == (
        "Willing to accept requests with a court order Willing to accept requests for Capital Murder"
    )
    assert edition.listings[0].section == SECTION_III
    assert not edition.problems


def test_columns_in_another_order_with_the_area_apart() -> None:
    """Other words, other order, a column for the area of responsibility."""
    table = Drawn(
        ("Conditions", "Effective Date", "Location", "AOR", "Ordinance or Law"),
        [("Will not honor.", "Aug-14", "Boston, Massachusetts", "Boston", "Trust Act")],
        "rules below",
        (120, 80, 130, 60, 100),
    )
    edition = read(table)
    assert edition.listings[0].fields == {
        "jurisdiction": "Boston, Massachusetts",
        "aor": "Boston",
        "enacted": "2014-08",
        "enacted_as_printed": "Aug-14",
        "policy": "Trust Act",
        "criteria": "Will not honor.",
    }
    assert not edition.problems


def test_a_report_without_the_section_is_a_problem() -> None:
    """An empty list would say that every place had dropped its policy."""
    body = typeset(Paper(TITLE, (Part(SECTION_III, ("No table here.",)),)))
    edition = parse(Document(body, "https://www.ice.gov/x.pdf", datetime(2017, 3, 20, tzinfo=UTC)))
    assert edition.problems == ("No table of policies (Section III) was found.",)


def test_it_reads_the_documents_of_the_report() -> None:
    """One fetch serves both lists; each edition has its own fate."""
    assert POLICIES.reads == "ice_ddor"
