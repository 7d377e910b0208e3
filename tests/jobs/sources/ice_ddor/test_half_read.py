"""A report that was read in part is held; one that has no part for a list is no news for it."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from jobs.check import take
from jobs.readers import Parser
from jobs.readers.pdf import read as read_pdf
from jobs.sources import all_sources
from jobs.sources.ice_ddor import policies as ddor_policies
from jobs.sources.ice_ddor import reader as ice_ddor
from models.domain import Edition
from models.errors import UnreadableDocument
from tests.jobs.sources.ice_ddor.test_source import ROWS, counts, document, read, section_2
from tests.support.clock import Clock
from tests.support.documents.report_papers import COLUMNS, SECTION_II, SECTION_III, TITLE, refusals
from tests.support.documents.reports import Drawn, Paper, Part, typeset
from tests.support.publishers.watching import desk_on

_QUARTER = ("Declined Detainer Outcome Report", "FY 2018 Q2, January 1 – March 31, 2018")
_LATER = datetime(2019, 7, 15, tzinfo=UTC)


def _problem(edition: Edition, words: str) -> bool:
    return any(words in problem for problem in edition.problems)


def test_a_row_that_lacks_most_of_its_cells_holds_the_report() -> None:
    """It is the rest of a row that was cut: the row above it isn't whole either."""
    table = refusals(ROWS)
    rest = ("Texas", "", "States of", "", "", "")
    edition = read(section_2(replace(table, rows=[*table.rows[:-1], rest, table.rows[-1]])))
    assert _problem(edition, "lacks its agency or jurisdiction")


def test_a_table_of_which_nothing_was_read_holds_the_report() -> None:
    """Rows with days in columns that say nothing, wherever they stand."""
    odd = Drawn(
        ("A", "B", "C"),
        [("x", "01/02/2017", "01/29/2017"), ("y", "01/02/2017", "01/30/2017")],
        "lines",
        (90,) * 3,
    )
    edition = read(Paper(TITLE, (Part(SECTION_II, table=refusals(ROWS)), Part("Also", ("Others:",), odd))))
    assert _problem(edition, "columns that can't be understood")


def test_rows_of_which_most_name_no_state_hold_the_report() -> None:
    """Their states stood somewhere: in cells or headings that were not read."""
    columns = {title: column for title, column in COLUMNS.items() if title != "State"}
    edition = read(section_2(refusals([replace(row, agency="County Jail") for row in ROWS], columns=columns)))
    assert _problem(edition, "rows name no state")


@pytest.mark.parametrize(
    "note", ["1 Detainers recorded as declined are by week.", "Fiscal Year 2018 Declined Detainers"]
)
def test_a_year_or_a_footnote_s_mark_is_no_total(note: str) -> None:
    """Only a number of detainers is held against the rows."""
    assert read(section_2(refusals(ROWS), note)).totals == {}


def test_a_scanned_page_with_its_number_is_a_scan() -> None:
    """A picture that fills the page hides rows, whatever little text stands on it."""
    source = pdfium.PdfDocument(typeset(section_2(refusals(ROWS))))
    picture = source[0].render(scale=0.3).to_pil()
    source.close()
    page = io.BytesIO()
    canvas = Canvas(page, pagesize=(612, 792))
    canvas.drawString(72, 720, "Declined Detainer Outcome Report")
    canvas.showPage()
    canvas.drawInlineImage(picture, 0, 0, 612, 792)
    canvas.drawString(300, 20, "2")
    canvas.save()
    with pytest.raises(UnreadableDocument, match="Page 2 of the PDF is a scan"):
        read_pdf(page.getvalue())


def test_a_quarterly_report_without_policies_is_no_news_for_them(
    sqlite_database: str, clock: Clock, parser: Parser
) -> None:
    """Its rows are told; the list of policies stands, with nothing to decide for anybody."""
    columns = ("Jurisdiction", "State", "Number of Declined Detainers")
    rows = (
        ("Travis County", "Texas", "142"),
        ("Cook County", "Illinois", "51"),
        ("Kings", "California", "9"),
    )
    body = typeset(
        Paper(_QUARTER, (Part("Declined Detainers by Jurisdiction", table=counts(columns, *rows)),))
    )
    assert ddor_policies.parse(document(body)).silent
    assert not ice_ddor.parse(document(body)).problems
    with desk_on(sqlite_database, clock, parser) as desk:
        reports = take(
            replace(document(body), observed=_LATER), "ice_ddor", replace(desk.context, sources=all_sources())
        )
        assert {row.what for row in desk.queued()} <= {"alert"}
    statuses = {report.source: report.status for report in reports}
    assert statuses == {"ddor_policies": "unchanged", "ice_ddor": "published"}


@pytest.mark.parametrize("heading", [SECTION_III, "Jurisdictions that have Enacted Policies"])
def test_a_section_that_is_announced_and_missing_holds_the_policies(heading: str) -> None:
    """It was there and was not read: no list of policies is empty."""
    paper = Paper(TITLE, (Part(SECTION_II, table=refusals(ROWS)), Part(heading, ("No table.",))))
    edition = ddor_policies.parse(document(typeset(paper)))
    assert edition.problems == ("No table of policies (Section III) was found.",)
