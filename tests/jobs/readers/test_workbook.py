"""XLSX workbooks: every row with its number, each cell as a person sees it."""

import io
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.hyperlink import Hyperlink

from jobs.readers.tabular import Cell, printed, sheets
from jobs.readers.tabular.workbook import Value
from models.errors import UnreadableDocument
from tests.support.documents.workbooks import first_sheet, saved, with_part, workbook

SHEET = "xl/worksheets/sheet1.xml"
ONE = "https://www.ice.gov/doclib/287gMOA/One.pdf"
MIDNIGHT = datetime.fromisoformat("2025-09-22")
AFTERNOON = datetime.fromisoformat("2025-09-22 14:05")


def test_rows_keep_the_numbers_that_a_person_sees() -> None:
    """Empty rows are passed over, and those below them keep their place; blanks at the end go."""
    body = workbook([["State", "Agency", None], [None, "  "], ["TEXAS", None, "#NA"], [None], [1]])
    rows = [(number, [cell.value for cell in cells]) for number, cells in first_sheet(body)]
    assert rows == [(1, ["State", "Agency"]), (3, ["TEXAS", None, "#NA"]), (5, [1])]


def test_a_cell_is_printed_as_excel_shows_it() -> None:
    """Days without midnight, whole numbers without a point, text in one line, errors as they stand."""
    shown: dict[str, Value] = {
        "2025-09-22": MIDNIGHT,
        "2025-09-22 14:05": AFTERNOON,
        "2025-09-23": date(2025, 9, 23),
        "3": 3.0,
        "0.3": 0.1 + 0.2,
        "TRUE": True,
        "#NA": "#NA",
        "Travis County Sheriff’s Office": " Travis\xa0County\nSheriff’s  Office ",
        "": None,
    }
    assert [printed(value) for value in shown.values()] == list(shown)


def test_types_survive_the_file() -> None:
    """Dates are dates however they were formatted; a time, which no list has, is its text."""
    rows = first_sheet(workbook([[MIDNIGHT.date(), AFTERNOON, 1.5, True, time(3, 4)]]))
    values = [cell.value for cell in rows[0][1]]
    assert values == [MIDNIGHT, AFTERNOON, 1.5, True, "03:04:00"]


def test_excel_s_own_escapes_are_read() -> None:
    """Excel writes a carriage return inside a cell as _x000D_."""
    body = workbook([["City of_x000D_Everett"]])
    assert printed(first_sheet(body)[0][1][0].value) == "City of Everett"


def test_links_are_read_where_they_are_asked_for() -> None:
    """The same rows either way; a link on an empty cell makes no text of it."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Agency", "MOA", "Addendum"])
    sheet.append(["Everett Police Department", "link", "link pending"])
    sheet["B2"].hyperlink = "https://www.ice.gov/doclib/287gMOA/Everett.pdf"
    sheet["A4"].hyperlink = "https://www.ice.gov/stray"
    sheet["A4"].value = None
    body = saved(book)
    linked, plain = first_sheet(body, links=True), first_sheet(body)
    assert linked[1][1][1] == Cell("link", "https://www.ice.gov/doclib/287gMOA/Everett.pdf")
    assert [[cell.value for cell in cells] for _, cells in linked] == [
        [cell.value for cell in cells] for _, cells in plain
    ]
    assert len(linked) == 2


def test_a_link_over_several_cells_is_a_link_of_each() -> None:
    """Excel writes one link for a block of cells; one to a place within the workbook leads nowhere."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["one", "one", "none"])
    sheet.append(["one", "one", "above"])
    sheet["A1"].hyperlink = ONE
    sheet["A1"].hyperlink.ref = "A1:B2"
    sheet["C2"].hyperlink = Hyperlink("C2", location="Sheet!A1")
    rows = [[cell.link for cell in cells] for _, cells in first_sheet(saved(book), links=True)]
    assert rows == [[ONE, ONE, ""], [ONE, ONE, ""]]


def test_a_link_whose_address_the_file_lacks_breaks_it() -> None:
    """A list whose memoranda can't be told is no list that may be published."""
    book = Workbook()
    book.worksheets[0]["A1"].hyperlink = ONE
    lost = with_part(saved(book), "xl/worksheets/_rels/sheet1.xml.rels", b"rId1", b"rId2")
    with pytest.raises(UnreadableDocument, match="broken inside"):
        first_sheet(lost, links=True)


def test_the_size_that_a_sheet_declares_is_not_believed() -> None:
    """Some programs write a dimension of one cell; no row and no column is lost to it."""
    body = workbook([["State", "Agency"], ["TEXAS", "Sheriff"], ["OHIO", "Police"]])
    wrong = with_part(body, SHEET, b'<dimension ref="A1:B3"', b'<dimension ref="A1:A1"')
    assert wrong != body
    assert first_sheet(wrong) == first_sheet(body)


def test_hidden_sheets_are_not_read_and_said() -> None:
    """A publisher's scratch sheet is no part of the list, and its name is told with each sheet."""
    book = load_workbook(io.BytesIO(workbook([["TEXAS"]], "Shown")))
    for title, state in (("Notes", "hidden"), ("Keys", "veryHidden")):
        book.create_sheet(title).sheet_state = state
    book.create_sheet("Second")["A1"] = "OHIO"
    found = [(sheet.name, len(list(sheet.rows)), sheet.hidden) for sheet in sheets(saved(book))]
    assert found == [("Shown", 1, ("Notes", "Keys")), ("Second", 1, ("Notes", "Keys"))]


def test_a_formula_is_read_as_its_saved_value() -> None:
    """What Excel computed last stands in the file; the formula itself is nothing to print."""
    body = workbook([["=1+1"]])
    with_value = with_part(body, SHEET, b"<v></v>", b"<v>2</v>")
    with_value = with_value if with_value != body else with_part(body, SHEET, b"<v />", b"<v>2</v>")
    assert first_sheet(with_value)[0][1][0].value == 2
