"""A described table whose layout is not the described one: held with a sentence, never half read."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.support.documents.described_tables import ROWS, as_csv, as_html, documents, entry, read
from tests.support.documents.workbooks import saved, workbook


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "html", "pdf"])
def test_a_renamed_column_is_a_problem_that_names_the_nearest(form: str) -> None:
    """The layout changed: nothing is read by position, and the sentence says what to mend."""
    columns = {"name": "Jurisdictions", "state": "State"}
    edition = read(documents()[form], entry(format=form, columns=columns))
    assert edition.listings == ()
    assert "no column is called 'Jurisdictions'; the nearest is 'Jurisdiction'." in edition.problems[0]


def test_a_sheet_with_a_renamed_column_is_not_left_out_in_silence() -> None:
    """Half a workbook under the known headers is never taken for the whole."""
    book = load_workbook(BytesIO(documents()["xlsx"]))
    book.create_sheet("New").append(["Place", "State", "Kind"])
    edition = read(saved(book), entry(format="xlsx"))
    assert len(edition.listings) == len(ROWS)
    assert edition.problems == (
        "In sheet New, no column is called 'Jurisdiction'; it has Place, State, Kind.",
    )


def test_a_cell_too_many_is_told_with_its_row() -> None:
    """A comma that nobody quoted shifts every cell behind it."""
    text = as_csv([("Adams Co Jail, Nebraska", "NE", "Counties")]).replace('"', "")
    assert read(text.encode(), entry()).problems == (
        "In the file, row 2 has more cells than there are headers.",
    )


def test_a_note_beside_the_table_of_a_workbook_is_no_shift() -> None:
    """In a workbook every cell keeps its column, whatever someone wrote to the right of the table."""
    body = workbook([["Jurisdiction", "State", "Kind"], ["Taos", "NM", "Cities", None, "see memo"]])
    edition = read(body, entry(format="xlsx"))
    assert (len(edition.listings), edition.problems) == (1, ())


def test_a_page_that_breaks_off_is_held() -> None:
    """The end of the page is missing, so rows may be."""
    assert read(as_html()[:-20].encode(), entry(format="html")).problems


def test_odd_cells_are_asked_about_once_and_stay_as_printed() -> None:
    """A nameless row, and a province among the states, are questions and hold nothing."""
    edition = read(b"Jurisdiction,State,Kind\n,TX,Cities\nToronto,Ontario,Cities\n", entry())
    assert edition.problems == ()
    assert edition.questions == (
        "1 of its rows name no place.",
        "What is no state stands in its column of states: Ontario.",
    )
