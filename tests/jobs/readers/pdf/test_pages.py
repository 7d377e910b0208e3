"""Rows over pages, turned pages, several tables, and a second reader as the judge."""

import io
from collections import Counter

import pdfplumber
import pypdfium2 as pdfium
import pytest

from jobs.readers.pdf import Table, read
from tests.jobs.readers.pdf.test_grids import ROWS, paper, parsed, said
from tests.support.documents.report_grids import GRIDS
from tests.support.documents.report_papers import policies, refusals, tallies, weekly
from tests.support.documents.reports import Drawn, Paper, Part, typeset

_CRITERIA = tuple(
    f"Will honor detainers of the {n}. kind, {'and others, ' * 14}under conditions." for n in range(9)
)


def rows_of(body: bytes) -> list[tuple[str, ...]]:
    """All rows of all tables."""
    return [row.cells for block in read(body) if isinstance(block, Table) for row in block.rows]


@pytest.mark.parametrize("grid", GRIDS)
def test_a_row_that_breaks_over_a_page_is_one_row(grid: str) -> None:
    """Bullets that fill pages stay in the row in which they began; the page told is the first."""
    rows = [
        (f"Place {n}, Iowa (Saint Paul)", "June 2014", "Sheriff’s Decision", _CRITERIA[: 1 + n % 9])
        for n in range(14)
    ]
    body = typeset(Paper(("Report",), (Part(table=policies(rows, grid)),)))
    read_rows = [row for row in rows_of(body) if row[0].startswith("Place")]
    assert [row[:3] for row in read_rows] == [row[:3] for row in rows]
    assert [row[3].replace("• ", "") for row in read_rows] == [" ".join(row[3]) for row in rows]


@pytest.mark.parametrize("turn", [90, 180, 270])
@pytest.mark.parametrize("grid", ["lines", "rules"])
def test_a_page_that_lies_on_its_side(grid: str, turn: int) -> None:
    """A page whose content was turned, and whose /Rotate turns it back, reads like any other."""
    document = pdfium.PdfDocument(paper(refusals(ROWS[:20], grid)))
    for page in document:
        _turn(page, turn)
    turned = io.BytesIO()
    document.save(turned)
    document.close()
    assert said(parsed(turned.getvalue())) == Counter(row.said for row in ROWS[:20])


def _turn(page: pdfium.PdfPage, turn: int) -> None:
    width, height = page.get_size()
    matrix = {90: (0, 1, -1, 0, height, 0), 180: (-1, 0, 0, -1, width, height), 270: (0, -1, 1, 0, 0, width)}
    everything = pdfium.raw.FS_RECTF(0, 2000, 2000, 0)
    pdfium.raw.FPDFPage_TransFormWithClip(page.raw, pdfium.raw.FS_MATRIX(*matrix[turn]), everything)
    if turn != 180:
        page.set_mediabox(0, 0, height, width)
        page.set_cropbox(0, 0, height, width)
    page.set_rotation(turn)


def test_several_tables_on_a_page_stay_apart() -> None:
    """Counts, people and policies on one page are three tables, the text between them is text."""
    one = tallies([("Clark County", "Nevada", "51")])
    two = refusals(ROWS[:2])
    three = policies([("Boston, Massachusetts", "August 2014", "Trust Act", "Will not honor.")])
    parts = (
        Part("First", ("Between the tables.",), one),
        Part("Second", table=two),
        Part("Third", table=three),
    )
    blocks = read(typeset(Paper(("Report",), parts)))
    assert [len(block.rows) for block in blocks if isinstance(block, Table)] == [2, 3, 2]
    lines = [block.text for block in blocks if not isinstance(block, Table)]
    assert lines[:4] == ["Report", "First", "Between the tables.", "Second"]


def test_hyphens_at_the_end_of_a_line_are_kept() -> None:
    """A word that breaks after its own hyphen is closed up again, without losing it."""
    drawn = Drawn(
        ("Name", "Text"), [("Dade", "<hyphen> non- cooperative Miami-Dade self-reported")], "lines", (60, 80)
    )
    assert rows_of(typeset(Paper(("x",), (Part(table=drawn),))))[1][1].endswith("Miami-Dade self-reported")


def test_another_reader_finds_the_same_cells() -> None:
    """pdfplumber, which reads the same grid by other code, agrees cell for cell."""
    body = typeset(
        weekly(
            tallies([("Clark County", "Nevada", "51")]),
            refusals(ROWS),
            policies([("Boston, Massachusetts", "August 2014", "Trust Act", "Will not honor.")]),
        )
    )
    theirs: Counter[tuple[str, ...]] = Counter()
    with pdfplumber.open(io.BytesIO(body)) as document:
        for page in document.pages:
            for table in page.extract_tables():
                theirs.update(tuple(" ".join((cell or "").split()) for cell in row) for row in table)
    ours = Counter(rows_of(body))
    assert set(theirs) == set(ours)
    assert sum(ours.values()) == 2 + 1 + len(ROWS) + 2
