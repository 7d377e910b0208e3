"""Every row is read exactly, whatever way its table was drawn."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.readers.pdf import Table, read
from jobs.sources.ice_ddor.reader import parse
from models.domain import Document, Edition
from tests.support.documents.report_grids import GRIDS
from tests.support.documents.report_papers import COLUMNS, SECTION_II, TITLE, refusals
from tests.support.documents.report_rows import made_up
from tests.support.documents.reports import Drawn, Paper, Part, typeset

ROWS = made_up(64)
_WITHOUT_STATE = {title: column for title, column in COLUMNS.items() if title != "State"}


def parsed(body: bytes) -> Edition:
    """Read a document as if it had just been fetched."""
    address = "https://www.ice.gov/doclib/ddor.pdf"
    return parse(Document(body, address, datetime(2017, 3, 20, tzinfo=UTC), "application/pdf"))


def said(edition: Edition) -> Counter[tuple[str, ...]]:
    """What the rows say, with multiplicity."""
    fields = ("agency", "citizenship", "issued", "declined", "offense", "disposition")
    return Counter((row.state, *(str(row.fields[name]) for name in fields)) for row in edition.listings)


def paper(table: Drawn, *, wide: bool = False) -> bytes:
    """Typeset one table as Section II."""
    return typeset(Paper(TITLE, (Part(SECTION_II, table=table),), wide=wide))


@pytest.mark.parametrize("at", ["TOP", "MIDDLE"])
@pytest.mark.parametrize("state", ["column", "spanning cell", "heading row"])
@pytest.mark.parametrize("grid", GRIDS)
def test_every_row_is_read_from_every_grid(grid: str, state: str, at: str) -> None:
    """64 rows over several pages, in eight ways of drawing, three of stating the state, two of aligning."""
    columns = _WITHOUT_STATE if state == "heading row" else COLUMNS
    table = refusals(
        ROWS, grid, columns=columns, headed=state == "heading row", spanned=state == "spanning cell"
    )
    edition = parsed(paper(replaced(table, at)))
    assert said(edition) == Counter(row.said for row in ROWS)
    assert not edition.problems
    assert not edition.questions


def replaced(table: Drawn, at: str) -> Drawn:
    """The same table with its short cells at the top or in the middle."""
    return Drawn(table.header, table.rows, table.grid, table.widths, spanned=table.spanned, at=at)


@pytest.mark.parametrize("grid", GRIDS)
def test_a_header_that_no_page_repeats(grid: str) -> None:
    """The columns of the first page hold for those that follow without a header."""
    table = refusals(ROWS, grid)
    once = Drawn(table.header, table.rows, grid, table.widths, repeat=False)
    assert said(parsed(paper(once, wide=True))) == Counter(row.said for row in ROWS)


_WORDS = st.text(alphabet="abcdefgXYZ0123456789.,()'/", min_size=1, max_size=9)
_TEXTS = st.lists(_WORDS, min_size=1, max_size=9).map(" ".join)


@pytest.mark.parametrize("grid", ["lines", "rects", "bars", "inner"])
@given(rows=st.lists(st.tuples(_TEXTS, _TEXTS, _TEXTS), min_size=1, max_size=40))
@settings(max_examples=15)
def test_any_text_in_a_full_grid_is_read_as_it_was_typeset(grid: str, rows: list[tuple[str, ...]]) -> None:
    """Whatever the cells hold, and however they wrap, each is read whole and in its place."""
    table = Drawn(("One", "Two", "Three"), rows, grid, (90, 180, 120))
    tables = [block for block in read(paper(table)) if isinstance(block, Table)]
    read_rows = [row.cells for table in tables for row in table.rows]
    assert read_rows == [("One", "Two", "Three"), *rows]
