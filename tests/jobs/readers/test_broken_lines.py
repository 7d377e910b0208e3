"""Delimited texts whose lines are not those that were written: no row is lost without a word."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from jobs.readers.tabular import read_csv
from jobs.sources.described_table.columns import columns_of
from models.domain import Document, Reading
from models.errors import UnreadableDocument
from tests.jobs.guard.test_row_shape import TOWNS, told
from tests.support.documents.described_tables import entry, read

HEAD = ("Jurisdiction", "State", "Kind")
ROWS = [(name, state or "MA", "Cities") for name, state in TOWNS if "," not in name and '"' not in name]
SEEN = datetime(2026, 11, 2, tzinfo=UTC)
ABOUT = entry(columns={"name": "Jurisdiction", "state": "State", "heading": "Kind"})


def written(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a program writes them, with the header above."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([HEAD, *rows])
    return out.getvalue()


def doubted(text: str) -> bool:
    """Whether a text is held for what its lines, its cells or its columns are."""
    try:
        edition = read(text.encode(), ABOUT)
    except UnreadableDocument:
        return True
    reasons, _ = told(edition)
    return bool(edition.problems) or any(word in reasons for word in ("swallowed", "can't be read"))


@given(st.integers(0, len(ROWS) * 3 - 1), st.integers(0, len(ROWS) * 3 - 1), st.booleans(), st.booleans())
def test_quotes_that_nobody_meant_never_lose_a_row(one: int, other: int, before: bool, behind: bool) -> None:
    """Two of them, each before or behind any cell: it is held, or every row is read."""
    cells = [list(row) for row in ROWS]
    for place, leads in ((one, before), (other, behind)):
        cell = cells[place // 3][place % 3]
        cells[place // 3][place % 3] = f'"{cell}' if leads else f'{cell}"'
    text = "".join(",".join(row) + "\n" for row in [HEAD, *cells])
    assert doubted(text) or len(read(text.encode(), ABOUT).listings) == len(ROWS)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])), min_size=1, max_size=9))
def test_what_a_program_wrote_is_never_doubted(texts: list[str]) -> None:
    """Quotes, delimiters and line ends within its cells are quoted as they should be."""
    rows = [("Boston", "MA", "Cities"), *(("Denver", "CO", f"{text}\nand more") for text in texts)]
    document = Document(written(rows).encode(), "file:///list.csv", SEEN)
    table = read_csv(document, columns_of(HEAD))
    assert len(table.lines) == len(rows) + 1
    assert table.doubts == ()


@given(st.integers(1, 6))
def test_a_file_cut_within_its_last_line_is_doubted(letters: int) -> None:
    """As far as its cells tell: a name that is cut, cells that are missing."""
    whole = written([*ROWS, ("Denver", "CO", "Cities")])
    assert not doubted(whole)
    assert doubted(whole[: -len("Cities") - 1][:-letters])
    assert len(Reading.of(read(whole.encode(), ABOUT).listings)) == len(ROWS) + 1


def test_prose_of_several_lines_is_no_row_that_was_swallowed() -> None:
    """Each of its lines has as many commas as a row; none of its columns says what other rows say."""
    prose = "Honors a request, of a judge\nor for a murder, if it is grave"
    rows = [("Denver", "CO", "Cities"), ("Aurora", "CO", prose), ("Boston", "MA", "Cities"), ROWS[1], ROWS[2]]
    assert not doubted(written(rows))
    assert doubted(written(rows).replace(f'"{prose}"', '"Cities\nGolden,CO,Cities\nVail,CO,"Cities'))
