"""Lines and sentences that say that a list is a part of itself, and what is no row of it otherwise."""

import csv
import io
import json
from collections.abc import Sequence

import pytest

from jobs.readers.text import is_no_row, says_part
from models.domain import Edition
from models.places.index import read_index
from tests.support.documents.described_tables import entry, read
from tests.support.documents.workbooks import workbook

HEAD = ("Jurisdiction", "State")
ROWS = [(f"Place {chr(ord('A') + number)}", "MA") for number in range(17)]
COLUMNS = {"name": "Jurisdiction", "state": "State"}

PARTS = """
Showing 17 of 20; Showing 1 to 16 of 20; Rows 1-17 of 20; 1–17 of 20; 17 of 20; 17/20 rows
Displaying 17/20; 16 of 20 shown; 17 shown of 20; 20 entries (17 shown)
Only the first 17 of 20 jurisdictions are shown.; Records 1 through 17 (of 20); Page 1 of 2; p. 1/2
1 of 2 pages; Part 1 of 2; Sheet 1/2; ...; …; [...]; . . .; and 3 more; +3 more; … 3 more jurisdictions
3 additional rows not shown; and three others; and more; plus others; More...; Load more; Show 3 more
etc.; 3 rows omitted; (3 rows hidden); The remaining 3 rows are not shown.; Additional rows are omitted
[truncated]; Output truncated; -- list truncated --; Results were truncated at 17 rows; TRUNCATED
Results are limited to 17 rows. Download the full list.; Showing first 17 rows; Maximum of 17 rows
Row limit reached; Too many results to display.; Partial list; This list is incomplete.; Preview only
View all 20 jurisdictions; See the full list at bureau.example; 20 jurisdictions; Showing all 20 rows
Records found: 20; List continues on next page; Continued on page 2; (continued); continued...; Next page
1 2 3 Next »
"""
WHOLE = """
Showing 17 of 17; Showing 1 to 17 of 17 entries; Page 1 of 1; 17 jurisdictions; Showing all 17 rows
17 of 17; End of list; *** END ***; Page 1; No more results; Updated March 3, 2026
Source: Office of the Publisher; Note: as reported by each state.; Data as of 3/5/2026
View all 17 jurisdictions; Showing first 50 rows; 0 more rows
"""
PROSE = """
View all 50 states; View all 287(g) agreements; See all 3 press releases
Only 36 jurisdictions are listed.; 13 of 50 states are listed below.; Access is limited to 2 persons.
Two more counties were added in May.; The list names 16 of the 20 counties of page 3 of the report.
This is not a complete list of all such laws.; Step 1 of 3; Table 1 of 2; Read more; See more
Download the full list; More; …; Continued; Next; Requests: at most 5 records a day
The first 13 jurisdictions were listed on August 5.; Texas (continued)
"""


def texts(several: str) -> list[str]:
    """The texts between semicolons and line ends."""
    return [text.strip() for line in several.strip().splitlines() for text in line.split(";")]


def written(form: str, lines: Sequence[Sequence[str]]) -> bytes:
    """A list in a format; a line of one text has it in the first cell, on a page across all."""
    if form == "xlsx":
        return workbook([HEAD, *lines])
    if form == "json":
        return json.dumps([dict(zip(HEAD, line, strict=False)) for line in lines]).encode()
    if form == "html":
        cells = [
            "".join(f"<td colspan={3 - len(line)}>{cell}</td>" for cell in line) for line in (HEAD, *lines)
        ]
        rows = "".join(f"<tr>{each}</tr>" for each in cells)
        return f"<html><body><main><table>{rows}</table></main></body></html>".encode()
    out = io.StringIO()
    csv.writer(out).writerows([HEAD, *((*line, "")[:2] for line in lines)])
    return out.getvalue().encode()


def edition(form: str, *lines: Sequence[str]) -> Edition:
    """What is read of a list of these lines."""
    return read(written(form, lines), entry(format=form, columns=COLUMNS))


def named(told: Edition) -> list[object]:
    """The names that were read."""
    return [row.fields["name"] for row in told.listings]


@pytest.mark.parametrize("form", ["csv", "html", "xlsx", "json"])
def test_a_line_that_says_that_rows_are_missing_is_no_row_and_is_quoted(form: str) -> None:
    """Whatever the format and the words: it stands below the rows, alone in its line."""
    for text in texts(PARTS):
        told = edition(form, *ROWS, (text,))
        assert [*told.problems, text][0].startswith("The document shows a part of its list"), text
        assert named(told) == [name for name, _ in ROWS], text


@pytest.mark.parametrize("form", ["csv", "html", "xlsx", "json"])
def test_a_line_that_says_nothing_of_the_kind_is_no_row_either(form: str) -> None:
    """Where the list is whole: its numbers bear that out, and notes say other things."""
    for text in texts(WHOLE):
        told = edition(form, *ROWS, (text,))
        assert (told.problems, text) == ((), text)
        assert named(told) == [name for name, _ in ROWS], text


def test_what_its_own_next_page_bears_out_is_right() -> None:
    """The pages of a list in one file: each says that it goes on, and all of them are there."""
    lines = [*ROWS[:9], ("Page 1 of 2",), ("continued on next page",), *ROWS[9:], ("Page 2 of 2",)]
    told = edition("csv", *lines)
    assert (told.problems, len(told.listings)) == ((), len(ROWS))
    assert edition("csv", *lines[:11]).problems
    assert edition("csv", *ROWS, ("Page 2 of 2",)).problems


def test_no_place_is_taken_for_such_words() -> None:
    """None of the country's, whatever it is called, nor a name that begins with a word of a list."""
    entries = read_index().by_geoid.values()
    names = {name for entry in entries for name in (entry.place.name, entry.bare)}
    odd = texts(
        "Moreland; Show Low; View Park; Ninety Six; 29 Palms; Next of kin; Lastrup; Endicott; Other; Page PD"
    )
    assert [name for name in (*names, *odd) if is_no_row(name)] == []


def test_prose_beside_a_list_is_taken_at_its_word_alone() -> None:
    """Sentences that mean a part are told in prose too; those of something else never are."""
    assert says_part(["Only the first 17 of 20 jurisdictions are shown."], 17)
    for text in texts(PROSE):
        assert says_part([text], 17) == "", text
