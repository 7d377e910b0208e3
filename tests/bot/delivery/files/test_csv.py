"""CSV that opens in a spreadsheet without running anything."""

import csv
import io
from dataclasses import replace

import pytest

from bot.blocks.alert import rows_told
from bot.delivery import written
from bot.delivery.csv import exported
from tests.support.newsroom.bulletins import refusal, report


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
)
def test_a_cell_that_looks_like_a_formula_is_text(start: str) -> None:
    """A name such as =HYPERLINK(…) from a publisher's page is shown, not run."""
    text = written(["name"], [{"name": f"{start}1+1"}])
    assert next(csv.DictReader(io.StringIO(text, newline="")))["name"] == f"'{start}1+1"


def test_every_field_of_a_row_is_there_with_its_page() -> None:
    """A reporter finds what the publisher printed, whose it is, where it stands and how."""
    reported = replace(report(0), rows=(refusal(1), refusal(2, page=9)))
    rows = list(csv.DictReader(io.StringIO(exported(rows_told(reported)))))
    assert [row["page"] for row in rows] == ["3", "9"]
    assert rows[0]["as_printed"] == "Example County Jail 1"
    assert (rows[0]["place"], rows[0]["state"], rows[0]["unit"], rows[0]["count"]) == (
        "Example County",
        "TX",
        "refusal",
        "1",
    )
    assert rows[0]["what"] == "Trespass (charge); issued Jan. 20, 2017; declined Jan. 30, 2017"
    assert (rows[0]["change"], rows[0]["standing"], rows[0]["listed_on"]) == ("on", "on", "2017-03-20")
