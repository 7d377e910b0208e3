"""A document that says that rows are missing is held, and no row reads as gone."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from openpyxl import Workbook

from jobs.check import take
from jobs.context import CheckReport
from jobs.readers import Parser
from jobs.sources.described_table import source_of
from models.domain import Document
from tests.support.clock import Clock
from tests.support.documents.described_tables import entry
from tests.support.documents.workbooks import saved, workbook
from tests.support.publishers.watching import Desk, desk_on

HEAD = ("Jurisdiction", "State")
NAMES = ("Boston MA", "Chicago IL", "Denver CO", "Seattle WA", "Portland OR", "Austin TX", "Newark NJ")
CITIES = [tuple(name.rsplit(" ", 1)) for name in (*NAMES, "Ithaca NY", "Madison WI", "Oakland CA")]
COUNTIES = [("Cook County", "IL"), ("King County", "WA"), ("Kent County", "MI")]
ROWS = [*CITIES, *COUNTIES]
COLUMNS = {"name": "Jurisdiction", "state": "State"}

Row = Sequence[object]


@pytest.fixture
def desk(sqlite_database: str, clock: Clock, parser: Parser) -> Iterator[Desk]:
    """A desk with a channel that hears of Illinois."""
    with desk_on(sqlite_database, clock, parser) as opened:
        opened.subscribe("CILL", "IL")
        yield opened


def taken(desk: Desk, form: str, *bodies: bytes, **described: Any) -> list[CheckReport]:
    """Take the issues of a described list in, a week apart."""
    about = entry(**{"format": form, "columns": COLUMNS, **described})
    desk.context = replace(desk.context, sources={about.name: source_of(about)})
    reports = []
    for body in bodies:
        desk.clock.advance(timedelta(days=7))
        reports += take(Document(body, f"{about.address}.{form}", desk.clock()), about.name, desk.context)
    return reports


def reasons(desk: Desk, form: str, whole: bytes, part: bytes, **described: Any) -> str:
    """Why the second issue of a list is held; nobody but operators hears of it."""
    first, second = taken(desk, form, whole, part, **described)
    assert (first.status, second.status) == ("published", "held"), second
    assert len(desk.told()) == 1
    return " ".join(second.reasons)


def csv(*rows: Row, end: str = "\n") -> bytes:
    """Rows as lines, the header above them."""
    return ("\n".join(",".join(map(str, row)) for row in (HEAD, *rows)) + end).encode()


def table(*rows: Row) -> str:
    """Rows as a table of a page."""
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def page(*parts: str) -> bytes:
    """A page of these parts."""
    return f"<!doctype html><html><body><main>{''.join(parts)}</main></body></html>".encode()


def sheets(*tables: Sequence[Row]) -> bytes:
    """A workbook with a sheet for each table."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for rows in tables:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(list(row))
    return saved(book)


@pytest.mark.parametrize(
    "header",
    [
        ("County", "State"),
        ("Juridiction", "State"),
        ("Jurisdiction", "St."),
        ("Counties", "St."),
        ("Where", "State"),
    ],
)
def test_a_second_table_with_a_renamed_header_is_held(desk: Desk, header: Row) -> None:
    """The same kind of rows under another word: on a page and in a sheet alike."""
    whole = page(table(HEAD, *CITIES), table(HEAD, *COUNTIES))
    told = reasons(desk, "html", whole, page(table(HEAD, *CITIES), table(header, *COUNTIES)))
    assert "In table 2, no column is called" in told
    (again,) = taken(desk, "xlsx", sheets([HEAD, *CITIES], [header, *COUNTIES]), name="other")
    assert (again.status, "no column is called" in again.reasons[0]) == ("held", True)


def test_tables_of_another_kind_stay_other_tables(desk: Desk) -> None:
    """Numbers by state, field offices, a table of another width: nobody is asked about them at each issue."""
    others = (
        table(("State", "Number"), ("IL", "12")),
        table(("Jurisdiction", "Total"), ("All", "12")),
        table(("Field Office", "State"), ("Chicago", "IL")),
        table(("State", "Contact", "Telephone"), ("IL", "Someone", "555")),
        table(("Name", "Telephone"), ("Press office", "555")),
    )
    (report,) = taken(desk, "html", page(table(HEAD, *ROWS), *others))
    assert (report.status, report.rows, report.reasons) == ("published", len(ROWS), ())


def test_a_header_that_stands_again_and_is_another_one_is_held(desk: Desk) -> None:
    """A second table below the first, in one file: its header is none of the rows."""
    told = reasons(desk, "csv", csv(*ROWS), csv(*CITIES, ("County", "State"), *COUNTIES))
    assert "row 12 is a header again" in told


@pytest.mark.parametrize(("opened", "closed"), [(2, 5), (0, 1), (3, 12)])
@pytest.mark.parametrize("ends", [False, True])
def test_a_quote_that_nobody_closes_is_held(desk: Desk, opened: int, closed: int, ends: bool) -> None:
    """The next one, before a name or behind it, sets the cells right again; some rows are within a name."""
    rows = [list(row) for row in ROWS]
    rows[opened][0] = f'"{rows[opened][0]}'
    rows[closed][0] = f'{rows[closed][0]}"' if ends else f'"{rows[closed][0]}'
    told = reasons(desk, "csv", csv(*ROWS), csv(*rows))
    assert "holds whole lines" in told or "swallowed what stands beside or below it" in told


def test_a_quote_too_many_is_held(desk: Desk) -> None:
    """One that stands alone, wherever it stands, and swallows nothing: a name would read as corrected."""
    rows = [('Boston"', "MA"), *ROWS[1:]]
    assert "quotes of the CSV don't pair" in reasons(desk, "csv", csv(*ROWS), csv(*rows))


def test_cells_of_several_lines_are_read_as_before(desk: Desk) -> None:
    """Quoted as they should be, with commas in them; and a word in quotes."""
    rows = [(*row, '"Honors, but\nonly of a judge,\nsigned"') for row in ROWS[1:]]
    lines = map(",".join, [(*HEAD, "Criteria"), *rows, ("Boston", "MA", 'the "act"')])
    body = "\n".join(lines)
    (report,) = taken(desk, "csv", body.encode())
    assert (report.status, report.rows) == ("published", len(ROWS))


@pytest.mark.parametrize("cut", ["Kent County,M", "Kent County,", "Kent County", "Ken"])
def test_a_last_line_that_is_cut_off_is_held(desk: Desk, cut: str) -> None:
    """Within its last cell, behind it, or within its first; the file ends there without a line's end."""
    part = csv(*ROWS[:-1]) + cut.encode()
    assert "break" in reasons(desk, "csv", csv(*ROWS), part)


@pytest.mark.parametrize("cell", ['"Denver CO Seattle"', "Denver CO / Seattle", '"Denver, CO Seattle"'])
def test_a_cell_that_swallowed_a_state_and_a_place_is_held(desk: Desk, cell: str) -> None:
    """Two rows read as one, whatever parts them within the cell."""
    part = csv(*ROWS).replace(b"Denver,CO\nSeattle", cell.encode())
    assert "swallowed what stands beside or below it" in reasons(desk, "csv", csv(*ROWS), part)


@pytest.mark.parametrize("last", ["Kent", "Kent County"])
def test_a_last_line_without_its_cells_is_held(desk: Desk, last: str) -> None:
    """It ends as lines do, but lacks what all others have: it would read as another place without a state."""
    assert "break" in reasons(desk, "csv", csv(*ROWS), csv(*ROWS[:-1], (last,)))


@pytest.mark.parametrize("line", ["Showing 12 of 13,", "Page 1 of 2,", "[truncated]", "...,", "and 1 more,"])
def test_a_line_that_says_that_rows_are_missing_holds_a_file(desk: Desk, line: str) -> None:
    """It is no listing, and its words are the reason."""
    told = reasons(desk, "csv", csv(*ROWS), csv(*ROWS[:-1], (line,)))
    assert f"The document shows a part of its list: {line.rstrip(',')!r}." in told


@pytest.mark.parametrize("foot", ["Showing 1 to 12 of 13", "Total: 13"])
def test_the_foot_of_a_table_is_read(desk: Desk, foot: str) -> None:
    """Across all columns: what it says of a part, and a total."""
    shown = table(HEAD, *ROWS[:-1]).replace(
        "</table>", f"<tfoot><tr><td colspan=2>{foot}</td></tr></tfoot></table>"
    )
    told = reasons(desk, "html", page(table(HEAD, *ROWS)), page(shown))
    assert foot in told or "prints a total of 13 listings, but its rows count 12" in told


@pytest.mark.parametrize("end", ["\n", "", "\nSource: Office of the Publisher, 2026.", "\nUpdated weekly\n"])
def test_a_file_that_ends_without_a_lines_end_is_whole(desk: Desk, end: str) -> None:
    """So programs write it; what stands below as a note is no piece of a row."""
    (report,) = taken(desk, "csv", csv(*ROWS, end=end))
    assert report.status == "published"


def test_a_page_without_the_end_of_its_table_is_held(desk: Desk) -> None:
    """A page need not say where it ends, but a table must."""
    bare = table(HEAD, *ROWS)
    assert "breaks off" in reasons(desk, "html", bare.encode(), bare[: bare.rindex("Kent") + 2].encode())


@pytest.mark.parametrize("columns", [(0,), (1,), (0, 1)])
def test_formulas_without_a_saved_value_are_held(desk: Desk, columns: tuple[int, ...]) -> None:
    """A program wrote them, and none computed them: the cells are named."""
    rows = [list(row) for row in ROWS]
    for row in rows[2:5]:
        for column in columns:
            row[column] = f'=PROPER("{row[column]}")'
    told = reasons(desk, "xlsx", workbook([HEAD, *ROWS]), workbook([HEAD, *rows]))
    assert f"{3 * len(columns)} cells hold a formula whose value was never saved" in told
    assert "sheet Sheet1 row 4" in told


def test_formulas_with_a_saved_value_or_beside_the_list_are_no_fault(desk: Desk) -> None:
    """What stands in columns that nobody reads may be computed; a value that was saved is read."""
    rows = [(*row, f"=LEN(A{number})") for number, row in enumerate(ROWS, 2)]
    (report,) = taken(desk, "xlsx", workbook([(*HEAD, "Length"), *rows]))
    assert (report.status, report.rows) == ("published", len(ROWS))


def test_a_list_that_begins_to_page_is_held(desk: Desk) -> None:
    """A page that shows a part of it, and a service that hands out a part."""
    shown = page(table(HEAD, *CITIES), "<p>Showing 1 to 10 of 13 entries</p>")
    assert "shows a part of its list" in reasons(desk, "html", page(table(HEAD, *ROWS)), shown)
    objects = [dict(zip(HEAD, row, strict=True)) for row in CITIES]
    answer = json.dumps({"features": objects, "exceededTransferLimit": True}).encode()
    (report,) = taken(desk, "json", answer, name="other", path="features")
    assert (report.status, "exceededTransferLimit is true" in report.reasons[0]) == ("held", True)


def test_dates_that_are_mostly_none_are_held(desk: Desk) -> None:
    """The lines below a booking say how it ended, and are no bookings."""
    head, *lines = "Booking Date,Place of Birth", "Disposition Type,", "RELEASED TO ICE,", "BOND,"
    told = taken(
        desk,
        "csv",
        "\n".join([head, "2016-01-02,Mexico", *lines, "2016-01-03,Honduras", *lines, ""]).encode(),
        kind="event",
        rows="refusal",
        state="TX",
        columns={"issued": "Booking Date", "citizenship": "Place of Birth"},
        constants={"agency": "Travis County Sheriff"},
        period="Booking Date",
    )[0]
    assert (told.status, told.reasons) == (
        "held",
        ("6 of 8 dates issued can't be read, such as 'Disposition Type'.",),
    )


AGREED = {"agency": "Agency", "state": "State", "signed": "Signed"}


def agreements(*days: str) -> bytes:
    """A list of agreements signed on these days."""
    lines = (
        f"{name} Police Department,{state},{day}" for (name, state), day in zip(ROWS, days, strict=False)
    )
    return "\n".join(("Agency,State,Signed", *lines, "")).encode()


@pytest.mark.parametrize(("late", "status"), [(2, "published"), (3, "held")])
def test_a_file_of_another_day_under_a_wrong_name_is_held(desk: Desk, late: int, status: str) -> None:
    """Its name says 2 August, its rows were signed on the 28th; fewer rows are a question and a caveat."""
    about = entry(format="csv", rows="agreement", columns=AGREED)
    desk.context = replace(desk.context, sources={about.name: source_of(about)})
    body = agreements(*["2025-07-01"] * (len(ROWS) - late), *["2025-08-28"] * late)
    desk.clock.set(datetime(2025, 11, 1, 12, tzinfo=UTC))
    file = Document(body, "file:///files/agreements08022025.csv", desk.clock(), seen=False)
    (report,) = take(file, about.name, desk.context)
    sentence = f"{late} rows are signed, issued or declined after Aug. 2, 2025, the day of the document"
    assert report.status == status
    assert sentence in " ".join((*report.reasons, *desk.notices()))


@pytest.mark.parametrize(("late", "status"), [(2, "unchanged"), (3, "held")])
@pytest.mark.parametrize("removals", ["at once", "confirmed"])
def test_days_to_come_of_rows_that_stood_already_count_too(
    desk: Desk, late: int, status: str, removals: str
) -> None:
    """The same agreements, some with a day that has not come: slips, which are asked about like new rows."""
    desk.clock.set(datetime(2026, 3, 1, 12, tzinfo=UTC))
    before, after = ["2026-01-15"] * (len(ROWS) - late), ["2026-03-28"] * late
    whole, odd = agreements(*["2026-01-15"] * len(ROWS)), agreements(*before, *after)
    reports = taken(desk, "csv", whole, odd, rows="agreement", columns=AGREED, removals=removals)
    sentence = f"{late} rows are signed, issued or declined after March 15, 2026, the day of the document"
    assert reports[1].status == status
    assert sentence in " ".join((*reports[1].reasons, *desk.notices()))


def test_what_is_fetched_is_of_the_day_on_which_it_is_seen(desk: Desk) -> None:
    """A list that is seen in November may hold signatures of August, whatever its address says."""
    (report,) = taken(desk, "csv", agreements(*["2016-08-28"] * len(ROWS)), rows="agreement", columns=AGREED)
    assert report.status == "published"


def test_signs_that_were_escaped_twice_are_read_as_they_were_meant(desk: Desk) -> None:
    """On a page and in a file: no name is unknown for it, and none is held."""
    twice = [("Prince George&amp;#39;s County", "MD"), ("Boston &amp;amp; Cambridge", "MA"), *ROWS[1:]]
    once = [("Prince George&#39;s County", "MD"), ("Boston &amp; Cambridge", "MA"), *ROWS[1:]]
    first, second = taken(desk, "html", page(table(HEAD, *twice)), page(table(HEAD, *once)))
    assert (first.status, first.places["resolved"], second.status) == (
        "published",
        len(once) - 1,
        "unchanged",
    )
    assert taken(desk, "csv", csv(*once))[0].status == "unchanged"
