"""Workbooks of agreements as ICE's staff have typed them, and as they may lay them out next."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from jobs.sources.ice_287g.reader import parse
from models.domain import Document, Edition, key
from tests.support.documents.agreements import DAY, HEAD, ROW
from tests.support.documents.workbooks import workbook


def read(rows: Sequence[Sequence[object]], name: str = "participatingAgencies05142026am.xlsx") -> Edition:
    """Read a made-up workbook under a name of ICE's."""
    seen = datetime(2026, 5, 14, 12, tzinfo=UTC)
    return parse(Document(workbook(rows), f"https://www.ice.gov/doclib/{name}", seen))


def changed(**cells: object) -> tuple[object, ...]:
    """The row with some cells as they are told, by header in lower case."""
    return tuple(cells.get(title.lower(), value) for title, value in zip(HEAD, (*ROW, None), strict=True))


ODD: dict[str, tuple[dict[str, object], str]] = {
    "Muncipality": ({"type": "Muncipality"}, "type of agency"),
    "Warrant Services Officer": ({"support type": "Warrant Services Officer"}, "type of support"),
    "#NA": ({"type": "#NA"}, "'#NA' for the type of agency"),
    "05/082025": ({"signed": "05/082025"}, "'05/082025', which is no date"),
    "no date": ({"signed": None}, "says nothing for the date signed"),
    "no type": ({"type": " "}, "says nothing for the type of agency"),
    "no state": ({"state": None}, "says nothing for the state"),
    "FLORDA": ({"state": "FLORDA"}, "'FLORDA', read as FL"),
    "DIXIE": ({"state": "DIXIE"}, "which is no state's name"),
    "a later day": ({"signed": datetime.fromisoformat("2062-05-05")}, "after the workbook's own date"),
    "long ago": ({"signed": datetime.fromisoformat("1925-05-05")}, "before the law"),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_cell_is_kept_as_printed_and_said(name: str) -> None:
    """The row stays, its cell reads as it is printed, a caveat tells of it, and nothing holds it."""
    cells, said = ODD[name]
    edition = read([HEAD, ROW, changed(**cells)])
    row = edition.listings[1]
    assert (len(edition.listings), edition.problems) == (2, ())
    assert said in " ".join((*row.notes, *edition.caveats, *edition.questions))
    assert len(edition.caveats) > 1
    assert all(str(text) in row.as_read for text in cells.values() if isinstance(text, str) and text.strip())


@pytest.mark.parametrize(
    "signed", ["9/22/2025", "Sept. 22, 2025", "22-Sep-25", "2025-09-22", DAY.date(), 45922]
)
def test_a_date_means_the_same_however_it_is_stored(signed: object) -> None:
    """As a date, as text in a usual form, or as Excel's bare number: one agreement, not another."""
    edition = read([HEAD, ROW, changed(signed=signed)])
    assert edition.listings[1].fields["signed"] == "2025-09-22"
    assert key(edition.listings[0]) == key(edition.listings[1])


def test_stray_blanks_and_apostrophes_make_no_other_row() -> None:
    """What a person doesn't see, or reads the same, is no part of what a row says."""
    spaced = changed(
        **{
            "state": "TEXAS ",
            "law enforcement agency": " Travis  County\xa0Sheriff's Office",
            "type": "County ",
        }
    )
    first, second = read([HEAD, ROW, spaced]).listings
    assert key(first) == key(second)


def test_columns_stand_in_any_order_under_a_title() -> None:
    """A title, a date and empty rows above; other words for the columns; a column not met before."""
    head = (
        "ORI",
        "Date Signed",
        "Support Type (Model)",
        "Agency Type",
        "State/Territory",
        "Agency Name",
        None,
    )
    row = ("TX2270000", DAY, "Task Force Model", "County", "TX", "Travis County Sheriff's Office", "aside")
    edition = read(
        [["287(g) Participating Agencies"], ["As of 5/14/2026"], [], head, [], row, [], row, head, row]
    )
    assert [listing.position for listing in edition.listings] == [f"sheet Sheet1 row {n}" for n in (6, 8, 10)]
    assert key(edition.listings[0]) == key(read([HEAD, ROW]).listings[0])
    assert edition.listings[0].annotations == {"ORI": "TX2270000", "column 7": "aside"}
    assert any("'ORI'" in question for question in edition.questions)
    assert not edition.problems


def test_a_printed_total_and_a_footnote_are_no_agreements() -> None:
    """The total is compared with the rows elsewhere; a footnote is told to operators."""
    edition = read([HEAD, ROW, ["Total: 1,832"], ["* MOA under review"]])
    assert (len(edition.listings), edition.totals) == (1, {"listings": 1832})
    assert any("MOA under review" in question for question in edition.questions)


def test_several_agreements_of_one_agency_are_several_rows() -> None:
    """A kind of support each; the same agreement twice is counted twice."""
    other = changed(**{"support type": "Warrant Service Officer"})
    listings = read([HEAD, ROW, other, ROW]).listings
    assert [key(row) for row in listings].count(key(listings[0])) == 2
    assert len({key(row) for row in listings}) == 2


def test_rows_above_the_headers_are_not_lost_in_silence() -> None:
    """A workbook sorted with its headers among the rows would be read by half: it is held."""
    assert "above the headers, and were not read: 1" in read([ROW, HEAD, ROW]).problems[0]


@pytest.mark.parametrize("column", ["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "SUPPORT TYPE", "SIGNED"])
def test_another_list_is_never_read_as_this_one(column: str) -> None:
    """A column that names an agreement is missing: the edition says so and will be held."""
    without = [
        [cell for cell, title in zip(row, HEAD, strict=False) if title != column] for row in (HEAD, ROW)
    ]
    assert read(without).problems
