"""ICE's report: links in any order, columns in any wording, and what must not be read as right."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from jobs.sources.ice_ddor import links, parse
from models.values import Document, Edition, ListingKind, Period
from tests.support.report_papers import (
    COLUMNS,
    SECTION_I,
    SECTION_II,
    TITLE,
    policies,
    refusals,
    tallies,
    weekly,
)
from tests.support.report_rows import Refusal, made_up
from tests.support.reports import Drawn, Paper, Part, typeset

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


def test_persons_are_never_kept() -> None:
    """A column of names or numbers of persons is left out of fields, annotations and the text as read."""
    columns = {"Alien Name": (lambda _: "DOE, JANE", 60), **COLUMNS, "A-Number": (lambda _: "A000000001", 50)}
    edition = read(replace(section_2(refusals(ROWS, columns=columns)), wide=True))
    assert "DOE" not in repr(edition)
    assert "A000000001" not in repr(edition)
    assert "Columns that name or identify persons were left out." in edition.caveats
    assert not edition.problems


def test_a_new_column_is_a_question_and_an_annotation() -> None:
    """It doesn't hold the report; each row keeps its text."""
    columns = {**COLUMNS, "Form Type": (lambda _: "I-247A", 50)}
    edition = read(replace(section_2(refusals(ROWS, columns=columns)), wide=True))
    assert edition.listings[0].annotations == {"Form Type": "I-247A"}
    assert edition.questions == ("New columns, kept as annotations: Form Type.",)
    assert not edition.problems


def test_an_unreadable_date_is_kept_as_printed() -> None:
    """It is a note on the row and a question once, never a guess."""
    columns = {
        **COLUMNS,
        "Detainer Issued Date": (lambda row: "31/02/2017" if row is ROWS[0] else "1/2/2017", 65),
    }
    edition = read(section_2(refusals(ROWS, columns=columns)))
    assert edition.listings[0].fields["issued"] == "31/02/2017"
    assert "no date that can be read" in edition.listings[0].notes[0]
    assert edition.listings[1].fields["issued"] == "2017-01-02"
    assert edition.questions[0].startswith("1 cell can't be read")
    assert not edition.problems


@pytest.mark.parametrize("missing", [title for title in COLUMNS if title != "State"])
def test_a_missing_column_is_a_problem(missing: str) -> None:
    """Each column that the report's summary names must be there, or a person looks first."""
    columns = {title: column for title, column in COLUMNS.items() if title != missing}
    edition = read(section_2(refusals(ROWS, columns=columns)))
    assert edition.problems


def test_a_report_without_its_sections_is_a_problem() -> None:
    """No rows, no period, or a section that is announced and isn't there."""
    text = "A report on declined detainers."
    assert any("Section II" in problem for problem in read(Paper(TITLE, (Part("", (text,)),))).problems)
    nameless = read(section_2(refusals(ROWS), title=("Declined Detainer Outcome Report",)))
    assert "The title names no period that the report covers." not in nameless.problems, (
        "the heading names it"
    )
    no_first = Paper(TITLE, (Part(SECTION_I, (text,)), Part(SECTION_II, table=refusals(ROWS))))
    assert any("Section I " in problem for problem in read(no_first).problems)


def test_rows_that_nothing_parts_are_a_problem() -> None:
    """A table with a rule below its header only would be read as one row: it is held instead."""
    table = refusals(ROWS[:6])
    merged = [tuple(" ".join(str(row[i]) for row in table.rows) for i in range(len(table.header)))]
    edition = read(section_2(replace(table, rows=merged)))
    assert "Rows of declined detainers can't be told apart: a cell holds several dates." in edition.problems


def test_rows_outside_the_table_are_a_problem() -> None:
    """A report is never half read: lines with dates that no table took are seen."""
    text = "Texas Travis County Jail Mexico 01/02/2017 01/29/2017 Assault (Charge)"
    edition = read(Paper(TITLE, (Part(SECTION_II, table=refusals(ROWS)), Part("", (text,)))))
    assert edition.problems[0].startswith("Text outside all tables looks like rows")


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
