"""Words whose signs were drawn one by one, in tables without rules between their columns."""

from collections import Counter
from dataclasses import replace

import pytest

from jobs.readers.pdf.column_gaps import columns
from jobs.readers.pdf.words import Word
from tests.jobs.readers.pdf.test_grids import ROWS, parsed, said
from tests.support.documents.report_papers import COLUMNS, SECTION_II, TITLE, refusals
from tests.support.documents.reports import Paper, Part, typeset

_TIGHT = {
    title: (text, {"State": 62, "Law Enforcement Agency": 120}.get(title, width))
    for title, (text, width) in COLUMNS.items()
}


@pytest.mark.parametrize("spanned", [False, True], ids=["state as column", "state as spanning cell"])
@pytest.mark.parametrize("grid", ["rules", "rules below", "bands"])
def test_no_word_is_cut_where_its_signs_were_drawn_apart(grid: str, spanned: bool) -> None:
    """A longer state on a later page keeps its last letters, and each row its state."""
    ordered = [replace(row, state="Iowa" if n < 50 else "Massachusetts") for n, row in enumerate(ROWS)]
    table = refusals(ordered, grid, columns=_TIGHT, spanned=spanned)
    edition = parsed(typeset(Paper(TITLE, (Part(SECTION_II, table=table),), apart=True)))
    assert said(edition) == Counter(row.said for row in ordered)
    assert not edition.problems


def _line(*words: tuple[str, float, float], y: float) -> list[Word]:
    return [Word(text, (start, y, end, y + 9)) for text, start, end in words]


def test_a_boundary_used_again_moves_past_a_longer_word() -> None:
    """The page before had short states; on this one a word reaches over their boundary."""
    rows = [
        [_line(("State", 10, 35), ("Agency", 80, 110), y=100)],
        *([_line((f"State{n}", 10, 40), ("Jail", 80, 98), y=90 - 10 * n)] for n in range(40)),
        [_line(("Massachusetts", 10, 66), ("Jail", 80, 98), y=-400)],
    ]
    found = columns(rows, (8, 200), (8, 60, 200))
    assert found == (8, 66, 200)
