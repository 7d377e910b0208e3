"""Rows of a described list that stand beside its tables: what holds it, and what is another list."""

from collections.abc import Sequence
from typing import Any

import pytest
from openpyxl import Workbook

from tests.support.documents.described_tables import entry, read
from tests.support.documents.workbooks import saved

Rows = Sequence[Sequence[str]]

HEAD = ("Jurisdiction", "State")
READ = [("Boston", "MA"), ("Denver", "CO"), ("Seattle", "WA"), ("Chicago", "IL"), ("Newark", "NJ")]
LEFT = [
    ("Atlanta", "GA"),
    ("Miami", "FL"),
    ("Reno", "NV"),
    ("Boise", "ID"),
    ("Polk County Sheriff's Office", "FL"),
]
LISTED = {"columns": {"name": "Jurisdiction", "state": "State"}}


def table(rows: Rows) -> str:
    """Rows as a table of a page."""
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def lines(form: str, rows: Rows = LEFT) -> str:
    """Rows as the items of a list, a line each."""
    return f"<ul>{''.join(f'<li>{form.format(*row)}</li>' for row in rows)}</ul>"


def told(*beside: str, heading: str = "Cities", **changes: Any) -> str:
    """What is wrong with a page that has a whole table, and other things under a heading."""
    parts = f"<h2>Counties</h2>{table([HEAD, *READ])}<h2>{heading}</h2>{''.join(beside)}"
    body = f"<html><body><main><h1>List</h1>{parts}</main></body></html>"
    return " ".join(read(body.encode(), entry(format="html", **LISTED, **changes)).problems)


def told_of_sheet(name: str, rows: Rows, *, hidden: bool = True) -> str:
    """What is wrong with a workbook that has a whole sheet, and another one."""
    book = Workbook()
    book.worksheets[0].title = "Counties"
    other = book.create_sheet(name)
    for sheet, its in ((book.worksheets[0], [HEAD, *READ]), (other, rows)):
        for row in its:
            sheet.append(list(row))
    other.sheet_state = "hidden" if hidden else "visible"
    return " ".join(read(saved(book), entry(format="xlsx", **LISTED)).problems)


@pytest.mark.parametrize("head", [[], [("Municipality", "Abbr")], [("", "")], [("Name", "Where")]])
def test_a_table_of_places_is_the_rest_of_the_list_whatever_stands_above_it(head: Rows) -> None:
    """Its header was lost, or says nothing that is known: by its values it is the same."""
    assert "Rows of the list stand in table 2 too" in told(table([*head, *LEFT]))
    assert "sheet Cities too, and were not read: 'Atlanta', GA" in told_of_sheet("Cities", [*head, *LEFT])
    assert "sheet Cities too" in told_of_sheet("Cities", [*head, *LEFT], hidden=False)
    assert "sheet Cities too" in told_of_sheet("Cities", [HEAD, *LEFT[:2]])


@pytest.mark.parametrize(
    "rest",
    [
        lines("{}, {}"),
        lines("{} ({})"),
        lines("{} – {}"),
        lines("{}, Florida", [("Miami", ""), ("Tampa", ""), ("Orlando", "")]),
        f"<p>{'<br>'.join(map(', '.join, LEFT))}</p>",
        f"<p>{'; '.join(map(', '.join, LEFT))}</p>",
    ],
)
def test_a_table_that_goes_on_as_lines_holds_the_list(rest: str) -> None:
    """Items, lines of a paragraph, or names between semicolons, each with its state."""
    assert "Rows of the list stand in the lines below 'Cities' too" in told(rest)


@pytest.mark.parametrize(
    "heading", ["Recently removed", "Field offices", "Former members", "Contacts", "Pending"]
)
def test_places_that_are_named_for_another_reason_are_another_list(heading: str) -> None:
    """What was taken off, where offices are, who asked: their heading or tab says so."""
    assert told(lines("{}, {}"), table(LEFT), heading=heading) == ""
    assert told_of_sheet(heading, [HEAD, *LEFT]) == ""


def test_what_names_no_other_place_is_no_rest_of_the_list() -> None:
    """Places that are listed already, persons, offices, states, prose, and tables of another width."""
    assert told(lines("{}, {}", READ), table(READ)) == ""
    assert told(lines("{}, {}", LEFT[:2]), table(LEFT[:1])) == ""
    assert told(table([("Field Office", "State"), *LEFT])) == ""
    assert told(table([("Name", "Of"), ("Jane Doe", "MA"), ("John Roe", "NY"), ("Ann Poe", "TX")])) == ""
    assert told(table([(*row, "555-0100") for row in LEFT])) == ""
    assert told("<p>Boise, ID is the capital.</p><p>So is Atlanta, GA.</p><p>Miami, FL is none.</p>") == ""
    assert told_of_sheet("Sheet2", [("Code", "State"), ("MA", "Massachusetts"), ("NY", "New York")]) == ""
    assert told_of_sheet("Copy", [HEAD, *READ, *LEFT[:2]]) == ""
