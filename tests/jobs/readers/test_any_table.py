"""A table in any format is the same rows, and a hostile one is a sentence."""

import csv
import json
import sys
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain import Listing, Reading
from models.errors import UnreadableDocument
from tests.support.documents.described_tables import (
    HEADERS,
    ROWS,
    as_csv,
    as_html,
    documents,
    entry,
    read,
    said,
)
from tests.support.documents.workbooks import workbook

EXPECTED = [("Boston", "MA", "Cities"), ("Suffolk County", "MA", "Counties"), ("Taos", "NM", "Cities")]


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "html", "pdf"])
def test_every_format_gives_the_same_rows_in_their_order(form: str) -> None:
    """Preambles, other tables and how a state is abbreviated make no difference."""
    edition = read(documents()[form], entry(format=form))
    assert said(edition) == EXPECTED
    assert (edition.problems, edition.questions, edition.columns) == ((), (), HEADERS)


def test_each_row_says_where_it_stands_and_what_was_read() -> None:
    """A citation names the row of a file, the sheet of a workbook, the page of a PDF."""
    found = {form: read(body, entry(format=form)).listings[0] for form, body in documents().items()}
    assert {form: row.position for form, row in found.items()} == {
        "csv": "row 2",
        "xlsx": "sheet Sheet1 row 5",
        "json": "item 1",
        "html": "row 2",
        "pdf": "",
    }
    assert found["pdf"].page == 1
    assert {row.as_read for row in found.values()} == {"Boston | Mass. | Cities"}


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_is_read_in_any_dress(encoding: str, delimiter: str, ends: str) -> None:
    """Delimiter, encoding and line ends are told from the file; old programs end lines by CR alone."""
    rows = [*ROWS, ("Doña Ana County", "NM", "Counties; and, perhaps, more | less")]
    body = as_csv(rows, delimiter, ends).encode(encoding)
    assert said(read(body, entry()))[-1] == ("Doña Ana County", "NM", rows[-1][2])


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Zs"]), min_size=1)


@given(st.lists(CELLS, min_size=1, max_size=8), st.sampled_from(",;\t|"))
def test_a_list_of_names_is_read_name_by_name(names: list[str], delimiter: str) -> None:
    """Whatever letters a name has, it arrives as it is; none is lost, none is added."""

    class Text(list[str]):
        def write(self, text: str) -> None:
            self.append(text)

    out = Text()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("place", "seat"), *((name, "x") for name in names)])
    edition = read("".join(out).encode(), entry(columns={"name": "place"}, keep=["seat"]))
    assert [row.fields["name"] for row in edition.listings] == names


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"features": [{"properties": {"NAME": "Boston", "ST": "MA"}}]}, "features"),
        ({"data": {"rows": [{"properties": {"NAME": "Boston", "ST": "MA"}}]}}, "data.rows"),
        ([["properties.NAME", "properties.ST"], ["Boston", "MA"]], ""),
    ],
)
def test_json_is_read_from_its_array(body: object, path: str) -> None:
    """An array at a path, objects within objects, and a table as arrays."""
    columns = {"name": "properties.NAME", "state": "properties.ST"}
    edition = read(json.dumps(body).encode(), entry(format="json", path=path, columns=columns))
    assert said(edition) == [("Boston", "MA", "")]


def test_a_json_object_a_line_is_read_and_numbers_stay_as_printed() -> None:
    """What programs call NDJSON; a code of digits loses no nought behind its point."""
    body = b'{"place": "Boston", "code": 1.50}\n\n{"place": "Taos", "code": null}\n'
    edition = read(body, entry(format="json", columns={"name": "place"}, keep=["code"]))
    assert [dict(row.annotations) for row in edition.listings] == [{"code": "1.50"}, {}]


@pytest.mark.parametrize(
    ("form", "body"),
    [
        ("json", b'[{"place": "Bos\\u0000ton\\ud800", "x\\udfff": 1}]'),
        ("xlsx", workbook([["place"], ["Bos_x0000_ton_xD800_"]])),
        ("html", b"<table><tr><td>place</td></tr><tr><td>Bos&#0;ton&#xD800;</td></tr></table>"),
    ],
)
def test_signs_that_no_database_keeps_are_replaced(form: str, body: bytes) -> None:
    """A NUL or half of a surrogate pair, written as an escape, would break the writing of every row."""
    (row,) = read(body, entry(format=form, columns={"name": "place"})).listings
    assert row.fields["name"] == "Bos\ufffdton\ufffd"


def test_sheets_of_one_layout_are_one_list_unless_one_is_named() -> None:
    """A workbook has a sheet a year; an entry may name the only one that counts."""
    body = workbook([HEADERS, *ROWS], "FY2026")
    assert len(read(body, entry(format="xlsx", sheet="fy2026")).listings) == 3
    with pytest.raises(UnreadableDocument, match="no sheet 'FY2025', only FY2026"):
        read(body, entry(format="xlsx", sheet="FY2025"))


def test_an_empty_cell_means_the_one_above_only_where_the_entry_says_so() -> None:
    """A state that is merged over its rows is read down; nothing is filled in by guess."""
    body = workbook(
        [HEADERS, ["Boston", "MA", "Cities"], ["Lynn", None, "Cities"], ["Taos", "NM", None], ["Total 3"]]
    )
    plain, carried = (entry(format="xlsx", carry=names) for names in ([], ["state"]))
    assert [row.state for row in read(body, plain).listings] == ["MA", "", "NM"]
    assert said(read(body, carried)) == [
        ("Boston", "MA", "Cities"),
        ("Lynn", "MA", "Cities"),
        ("Taos", "NM", ""),
    ]


def test_a_heading_row_gives_its_state_to_the_rows_below() -> None:
    """A cell over all columns that names a state stands above the places of that state."""
    rows = as_html().replace(
        "<tr><td>Boston</td>", '<tr><td colspan="3">NEW MEXICO</td></tr><tr><td>Boston</td>'
    )
    edition = read(rows.encode(), entry(format="html", columns={"name": "Jurisdiction"}))
    assert [row.state for row in edition.listings] == ["NM", "NM", "NM"]


def test_a_heading_that_names_no_state_ends_none() -> None:
    """The counties of a state stand under a line of their own, still below their state."""
    above = '<tr><td colspan="3">NEW MEXICO</td></tr><tr><td colspan="3">Made-up part</td></tr>'
    rows = as_html().replace("<tr><td>Boston</td>", f"{above}<tr><td>Boston</td>")
    edition = read(rows.encode(), entry(format="html", columns={"name": "Jurisdiction"}))
    assert [row.state for row in edition.listings] == ["NM", "NM", "NM"]


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_no_row_of_a_table_becomes_an_object_before_it_is_asked_for(form: str) -> None:
    """Of a hundred thousand rows that stand as they stood nobody asks for any."""
    made = []

    def watch(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code is Listing.__init__.__code__:
            made.append(frame)

    sys.setprofile(watch)
    try:
        rows = read(documents()[form], entry(format=form)).listings
        counted = (len(rows), len(Reading.of(rows).keys), len(Reading.of(rows).wordings), len(made))
        assert rows[2].fields["name"] == "Taos"
    finally:
        sys.setprofile(None)
    assert (counted, len(made)) == ((3, 3, 3, 0), 1)


@pytest.mark.parametrize(
    ("form", "body", "sentence"),
    [
        ("csv", b"PK\x03\x04\0\0\0\0", "is no text"),
        ("csv", b'Jurisdiction,State,Kind\nBoston,MA,"Cit\nTaos,NM,Cit', "within a quoted cell"),
        ("csv", b"Jurisdiction,State,Kind\nBoston,MA,City\nTaos,NM", "within its last line"),
        ("csv", b"Jurisdiction,State,Kind\n" + b"a" * 200_000, "Line 2 of the CSV"),
        ("json", b"<html>", "should be JSON and is none"),
        ("json", b"[" * 100_000, "nested too deeply"),
        ("json", b'{"rows": [], "total": 0}', "Set the entry's path to one of rows"),
        ("json", b"[1, 2]", "is an object"),
        ("json", b"null", "no array at its root"),
        ("xlsx", b"no workbook", "XLSX workbook can't be read"),
        ("pdf", b"%PDF-1.7 cut", "cut off"),
    ],
)
def test_what_is_no_table_is_one_sentence(form: str, body: bytes, sentence: str) -> None:
    """A wrong file, a cut one and one made to break readers: never a traceback."""
    with pytest.raises(UnreadableDocument, match=sentence):
        read(body, entry(format=form))
