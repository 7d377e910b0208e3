"""CSV that opens in a spreadsheet without running anything."""

import csv
import io

import pytest

from bot.delivery import written
from bot.delivery.csv import exported
from tests.support.newsroom.bulletins import refusal


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
)
def test_a_cell_that_looks_like_a_formula_is_text(start: str) -> None:
    """A name such as =HYPERLINK(…) from a publisher's page is shown, not run."""
    text = written(["name"], [{"name": f"{start}1+1"}])
    assert next(csv.DictReader(io.StringIO(text, newline="")))["name"] == f"'{start}1+1"


def test_every_field_of_a_row_is_there_with_its_page() -> None:
    """A reporter finds what the publisher printed, field by field, and where."""
    rows = list(csv.DictReader(io.StringIO(exported([refusal(1), refusal(2, page=9)], "UTC"))))
    assert [row["agency"] for row in rows] == ["Example County Jail 1", "Example County Jail 2"]
    assert [row["page"] for row in rows] == ["3", "9"]
    assert rows[0]["citizenship"] == "Mexico"
    assert rows[0]["places"] == "Example County"
    assert rows[0]["as_read"].startswith("Example County Jail 1 | Mexico")
