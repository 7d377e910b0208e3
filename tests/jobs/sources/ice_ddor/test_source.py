"""ICE's report: links in any order, columns in any wording, and what must not be read as right."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

import pytest

from jobs.sources.ice_ddor.reader import links, parse
from models.domain import Document, Edition, ListingKind, Period
from tests.support.documents.report_papers import (
    COLUMNS,
    SECTION_I,
    SECTION_II,
    TITLE,
    policies,
    refusals,
    tallies,
    weekly,
)
from tests.support.documents.report_rows import Refusal, made_up
from tests.support.documents.reports import Drawn, Paper, Part, typeset

ROWS = made_up(12)
_OBSERVED = datetime(2017, 3, 20, tzinfo=UTC)
Columns = Mapping[str, tuple[Callable[[Refusal], str], int]]


def document(body: bytes, address: str = "https://www.ice.gov/doclib/ddor.pdf") -> Document:
    """Bytes as if they had just been fetched."""
    return Document(body, address, _OBSERVED)


def read(paper: Paper) -> Edition:
    """Typeset a report and read it."""
    return parse(document(typeset(paper)))


def section_2(table: Drawn, *paragraphs: str, title: tuple[str, ...] = TITLE) -> Paper:
    """A report of Section II alone."""
    return Paper(title, (Part(SECTION_II, paragraphs, table),))


def counts(header: tuple[str, ...], *rows: tuple[str, ...]) -> Drawn:
    """A small table in a full grid."""
    return Drawn(header, rows, "lines", (130,) * len(header))


def test_links_are_found_by_what_they_say() -> None:
    """Relative, absolute and repeated links in any order; others on the page are no reports."""
    page = b"""<html><body><a href="/about">About ICE</a>
      <ul><li><a href="/doclib/ddor/ddor2017_02-11to02-17.pdf">February 11 - 17, 2017</a></li>
      <li><a href="https://www.ice.gov/doclib/ddor2017.pdf#page=2">Report</a></li>
      <li><a href="declined-detainer-report-Q2.pdf"><b>FY18</b>
        Q2</a></li>
      <li><a href="/node/7">Weekly Declined Detainer Outcome Report (PDF)</a></li>
      <li><a href="/doclib/ddor2017.pdf">again</a></li>
      <li><a href="/doclib/287g.pdf">287(g) report</a></li>
      <li><a href="http://[broken/ddor.pdf">broken</a></li>
      <li><a href="mailto:x@ice.gov">Declined detainer PDF desk</a></li>
      <li><a href="/declined-detainer-outcome-report">Declined Detainer Outcome Report</a></li></ul>"""
    found = links(document(page, "https://www.ice.gov/declined-detainer-outcome-report"))
    assert [link.address for link in found] == [
        "https://www.ice.gov/doclib/ddor/ddor2017_02-11to02-17.pdf",
        "https://www.ice.gov/doclib/ddor2017.pdf",
        "https://www.ice.gov/declined-detainer-report-Q2.pdf",
        "https://www.ice.gov/node/7",
    ]
    assert found[2].text == "FY18 Q2"


@pytest.mark.parametrize(
    ("title", "first", "last"),
    [
        ("For Recorded Declined Detainers Jan. 28 – Feb. 3, 2017", date(2017, 1, 28), date(2017, 2, 3)),
        ("For Recorded Declined Detainers Jan. 28 Feb. 3, 2017", date(2017, 1, 28), date(2017, 2, 3)),
        ("For Recorded Declined Detainers Feb. 4 - 10, 2017", date(2017, 2, 4), date(2017, 2, 10)),
        ("Declined Detainers recorded Dec. 30, 2017 to Jan. 5, 2018", date(2017, 12, 30), date(2018, 1, 5)),
        ("For Recorded Declined Detainers Dec. 30 – Jan. 5, 2018", date(2017, 12, 30), date(2018, 1, 5)),
        ("Declined Detainer Report, FY2018 Q2", date(2018, 1, 1), date(2018, 3, 31)),
        (
            "Declined Detainer Report: First Quarter of Fiscal Year (FY) 2018",
            date(2017, 10, 1),
            date(2017, 12, 31),
        ),
    ],
)
def test_the_period_stands_in_the_title(title: str, first: date, last: date) -> None:
    """Weeks over the turn of a month or year, a lost dash, a fiscal quarter."""
    paper = Paper((title,), (Part("Declined detainers", table=refusals(ROWS)),))
    edition = read(paper)
    assert edition.period == Period(first, last)
    assert not edition.problems


def test_issued_and_declined_are_never_mixed() -> None:
    """Section I counts detainers issued; Section II's rows are refusals; totals come from the text."""
    policy = policies([("Boston, Massachusetts", "August 2014", "Trust Act", "Will not honor.")])
    first = tallies([("Clark County", "Nevada", "51"), ("Nassau County", "New York", "1,038")])
    edition = read(weekly(first, refusals(ROWS), policy, declined=12))
    issued = [row for row in edition.listings if row.kind is ListingKind.TALLY]
    assert [
        (row.fields["agency"], row.state, row.fields["count"], row.fields["measure"]) for row in issued
    ] == [
        ("Clark County", "NV", 51, "issued"),
        ("Nassau County", "NY", 1038, "issued"),
    ]
    assert issued[0].fields["period"] == "2017-01-28/2017-02-03"
    assert issued[0].section == SECTION_I
    assert [row.kind for row in edition.listings[2:]] == [ListingKind.REFUSAL] * 12
    assert edition.totals == {"issued": 3083, "declined": 12}
    assert not edition.problems


def test_identical_rows_are_counted() -> None:
    """Two people of one jail, day and offense are two rows."""
    edition = read(section_2(refusals(ROWS)))
    assert edition.listings[-1].fields == edition.listings[-2].fields
    assert len(edition.listings) == len(ROWS)


@pytest.mark.parametrize(
    ("printed", "offense", "disposition"),
    [
        ("Assault (Conviction)", "Assault", "conviction"),
        ("Drug Trafficking - charged", "Drug Trafficking", "charge"),
        ("Convicted of Robbery", "Robbery", "conviction"),
        ("DUI conviction", "DUI", "conviction"),
        ("Charged with Fraud", "Fraud", "charge"),
        ("Failure to Appear on Felony Charge", "Failure to Appear on Felony Charge", None),
        ("Burglary", "Burglary", None),
        ("Assault (Conviction); DUI (Charge)", "Assault; DUI", None),
    ],
)
def test_the_offense_and_what_is_said_of_it(printed: str, offense: str, disposition: str | None) -> None:
    """Charge or conviction in any wording; null where the text says neither or both."""
    columns = {**COLUMNS, "Notable Criminal Activity": (lambda _: printed, 150)}
    fields = read(section_2(refusals(ROWS[:1], columns=columns))).listings[0].fields
    assert (fields["activity_as_printed"], fields["offense"], fields["disposition"]) == (
        printed,
        offense,
        disposition,
    )


def test_charge_and_conviction_in_columns_of_their_own() -> None:
    """One column each, or a column that only says which."""
    apart = {title: column for title, column in COLUMNS.items() if title != "Notable Criminal Activity"}
    pair = {
        **apart,
        "Charge": (lambda row: row.offense if row.disposition == "charge" else "", 80),
        "Conviction": (lambda row: row.offense if row.disposition == "conviction" else "", 80),
    }
    kind = {
        **apart,
        "Offense": (lambda row: row.offense, 80),
        "Charge/Conviction": (lambda row: row.disposition.title(), 80),
    }
    for columns in (pair, kind):
        edition = read(section_2(refusals(ROWS, columns=columns)))
        assert [(row.fields["offense"], row.fields["disposition"]) for row in edition.listings] == [
            (row.offense, row.disposition) for row in ROWS
        ]
        assert not edition.problems


def test_columns_of_other_words_in_another_order() -> None:
    """Meaning decides: LEA, refused, nationality; a header over two columns; a state in the agency's cell."""
    columns: Columns = {
        "Nationality": COLUMNS["Country of Citizenship"],
        "Date Refused": COLUMNS["Detainer Declined Date"],
        "Criminal Offense": COLUMNS["Notable Criminal Activity"],
        "Issued": COLUMNS["Detainer Issued Date"],
        "Name of LEA": (lambda row: f"{row.agency}, {row.state}", 150),
    }
    edition = read(section_2(refusals(ROWS, columns=columns)))
    assert [(row.state, row.fields["citizenship"], row.fields["declined"]) for row in edition.listings] == [
        (row.said[0], row.citizenship, row.declined.isoformat()) for row in ROWS
    ]
    assert not edition.problems
    assert not edition.questions


def test_declined_counts_stand_where_no_rows_are_printed() -> None:
    """Counts in Section II are declined tallies, their total row is a total; rows supersede counts."""
    table = counts(
        ("Jurisdiction", "State", "Number of Declined Detainers"),
        ("Travis County", "Texas", "142"),
        (ROWS[0].agency, ROWS[0].state, "3"),
        ("Total", "", "145"),
    )
    alone = read(section_2(table))
    assert [row.fields["count"] for row in alone.listings] == [142, 3]
    assert {row.fields["measure"] for row in alone.listings} == {"declined"}
    assert alone.totals == {"declined": 145}
    both = read(Paper(TITLE, (Part(SECTION_II, table=table), Part("", ("By person:",), refusals(ROWS)))))
    assert [row.fields["agency"] for row in both.listings if row.kind is ListingKind.TALLY] == [
        "Travis County"
    ]


def test_the_correction_notice_is_carried() -> None:
    """Issue 3 corrected issue 1 in its text; whoever reads the edition is told."""
    notice = "Correction: Due to a data processing error, the report incorrectly attributed issued detainers."
    edition = read(section_2(refusals(ROWS), notice))
    assert any(caveat.endswith("incorrectly attributed issued detainers.") for caveat in edition.caveats)


def test_the_page_and_the_text_go_with_each_row() -> None:
    """A reader can open the document at the row."""
    row = read(section_2(refusals(ROWS))).listings[0]
    assert row.page == 1
    assert row.section == SECTION_II
    assert row.as_read.startswith("California | ")
    assert row.as_read.count(" | ") == 5
