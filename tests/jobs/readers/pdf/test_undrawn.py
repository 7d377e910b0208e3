"""Tables in which nothing parts a row from the next, tables that touch, and pages shown turned."""

import io
from collections import Counter
from dataclasses import replace
from textwrap import wrap

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from jobs.readers.pdf import Table, read
from tests.jobs.readers.pdf.test_grids import ROWS, paper, parsed, said
from tests.support.documents.report_grids import UNDRAWN
from tests.support.documents.report_papers import (
    COLUMNS,
    SECTION_I,
    SECTION_II,
    SECTION_III,
    TITLE,
    policies,
    refusals,
    tallies,
)
from tests.support.documents.report_rows import Refusal
from tests.support.documents.reports import Paper, Part, typeset

_WITHOUT_STATE = {title: column for title, column in COLUMNS.items() if title != "State"}
_TEXTS = {
    **COLUMNS,
    "Detainer Issued Date": (lambda row: f"{row.issued:%d-%b-%y}", 65),
    "Detainer Declined Date": (lambda row: f"{row.declined:%B} {row.declined.day}, {row.declined:%Y}", 65),
}


@pytest.mark.parametrize("at", ["TOP", "MIDDLE"])
@pytest.mark.parametrize("state", ["column", "heading row"])
@pytest.mark.parametrize("grid", UNDRAWN)
def test_rows_that_nothing_parts_are_told_by_their_dates(grid: str, state: str, at: str) -> None:
    """Each row has its dates; where it ends is told by the white between them."""
    headed = state == "heading row"
    table = refusals(ROWS, grid, columns=_WITHOUT_STATE if headed else COLUMNS, headed=headed)
    edition = parsed(paper(replace(table, at=at)))
    assert said(edition) == Counter(row.said for row in ROWS)
    assert not edition.problems


@pytest.mark.parametrize("grid", UNDRAWN)
def test_a_date_may_take_two_lines(grid: str) -> None:
    """Dates in words wrap in narrow columns, and are one value a row all the same."""
    assert said(parsed(paper(refusals(ROWS, grid, columns=_TEXTS)))) == Counter(row.said for row in ROWS)


@pytest.mark.parametrize("grid", UNDRAWN)
def test_policies_and_counts_are_told_in_the_same_way(grid: str) -> None:
    """Months and numbers stand once in each row, as days do."""
    rows = [
        (f"Place {n}, New York (Buffalo)", "June 2014", "Decision", "Will honor. " * (n % 4 + 1))
        for n in range(9)
    ]
    counts = [
        ("Clark County", "Nevada", "1,051"),
        ("Nassau County", "New York", "38"),
        ("Cook", "Illinois", "7"),
    ]
    body = typeset(
        Paper(
            ("Report",),
            (Part(SECTION_I, table=tallies(counts, grid)), Part(SECTION_III, table=policies(rows, grid))),
        )
    )
    tables = [block for block in read(body) if isinstance(block, Table)]
    read_rows = [row.cells for table in tables for row in table.rows[1:]]
    assert read_rows[:3] == [(str(n), *row) for n, row in enumerate(counts, 1)]
    assert read_rows[3:] == [tuple(cell.strip() for cell in row) for row in rows]


@pytest.mark.parametrize("grid", ["lines", "rules below", "bands", "nothing"])
def test_tables_that_touch_stay_apart(grid: str) -> None:
    """Another table begins where the header comes again, with columns of its own."""
    wide = {**COLUMNS, "State": (COLUMNS["State"][0], 90), "Notable Criminal Activity": (_activity, 120)}
    first, second = refusals(ROWS[:20], grid), refusals(ROWS[20:], grid, columns=wide)
    edition = parsed(typeset(Paper(TITLE, (Part(SECTION_II, table=first), Part(table=second)))))
    assert said(edition) == Counter(row.said for row in ROWS)
    assert not edition.problems


_activity = COLUMNS["Notable Criminal Activity"][0]


@pytest.mark.parametrize("turn", [90, 180, 270])
@pytest.mark.parametrize("grid", ["lines", "rules", "nothing"])
def test_a_page_that_is_only_shown_turned(grid: str, turn: int) -> None:
    """Its content is upright and /Rotate alone turns it: it reads as if it were not there."""
    document = pdfium.PdfDocument(paper(refusals(ROWS[:20], grid)))
    for page in document:
        page.set_rotation(turn)
    turned = io.BytesIO()
    document.save(turned)
    document.close()
    assert said(parsed(turned.getvalue())) == Counter(row.said for row in ROWS[:20])


def test_lines_as_near_as_those_of_a_cell_are_rows_by_their_dates() -> None:
    """A typesetter without padding leaves no more room between rows than within a cell."""
    page = io.BytesIO()
    canvas = Canvas(page)
    for number, line in enumerate((*TITLE, SECTION_II[:60])):
        canvas.drawString(40, 760 - 14 * number, line)
    height = 690
    titles: list[list[str]] = [[title] for title in COLUMNS]
    for font, cells in [("Times-Bold", titles), *(("Times-Roman", _tight(row)) for row in ROWS[:20])]:
        canvas.setFont(font, 7)
        for x, texts in zip((40, 100, 210, 320, 400, 485), cells, strict=True):
            for number, text in enumerate(texts):
                canvas.drawString(x, height - 8 * number, text)
        height -= 8 * max(map(len, cells))
    canvas.save()
    edition = parsed(page.getvalue())
    assert len(edition.listings) == len(ROWS[:20])
    assert said(edition) == Counter(row.said for row in ROWS[:20])


def _tight(row: Refusal) -> list[list[str]]:
    return [wrap(text(row), 22, break_on_hyphens=False) for text, _ in COLUMNS.values()]
