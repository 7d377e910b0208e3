"""Columns that come or go: operators hear of them once, whatever kind of list it is."""

from dataclasses import replace
from datetime import timedelta

from jobs.check import take_edition
from models.domain import Document
from models.editions import keep_document
from tests.support.publishers.watching import Desk, read_events, read_states

NARROW, WIDE = ("NAME", "STATE"), ("NAME", "STATE", "COUNTY")
WEEKLY, QUARTERLY = ("Agency", "Citizenship"), ("Agency", "Citizenship", "Field Office")


def take(desk: Desk, source: str, lines: str, columns: tuple[str, ...]) -> None:
    """Take in an edition of these lines whose table has these columns."""
    desk.clock.advance(timedelta(days=1))
    document = Document(lines.encode(), f"https://publisher.example/{source}", desk.clock())
    keep_document(desk.engine, document, source)
    edition = read_states(document) if source == "list" else read_events(document)
    report = take_edition(document, replace(edition, columns=columns), source, desk.context)
    assert report.status == "published"


def told(desk: Desk) -> list[str]:
    """What operators were told of columns."""
    return [notice for notice in desk.notices() if "Rows still read" in notice]


def on_list(day: int) -> str:
    """A list of a day; another row each day."""
    rows = [f"Boston|MA|Cities {number}" for number in range(10)]
    return "\n".join([f"published 2026-10-{day:02}", *rows, f"Chicago|IL|Cities {day}"])


def in_report(week: int) -> str:
    """A report of a week."""
    first, last = f"2026-08-{week * 7:02}", f"2026-08-{week * 7 + 6:02}"
    return "\n".join([f"{first}/{last}", "Cook County Jail|IL|Mexico", "Travis County Jail|TX|Peru"])


def test_a_list_is_compared_with_its_last_edition(desk: Desk) -> None:
    """A new column and one that goes are told once each; order and spelling are no layout."""
    for day, columns in enumerate(
        (NARROW, NARROW, WIDE, (*WIDE[::-1],), ("name ", "State", "County"), NARROW), 1
    ):
        take(desk, "list", on_list(day), columns)
    assert told(desk) == [
        "list has new columns: COUNTY. Rows still read.",
        "list lacks County. Rows still read; check whether County moved.",
    ]


def test_a_report_in_two_layouts_by_turns_is_told_once(desk: Desk) -> None:
    """Weekly and quarterly issues of one report alternate: only a layout never met before is news."""
    for week, columns in enumerate((WEEKLY, QUARTERLY, WEEKLY), start=1):
        take(desk, "report", in_report(week), columns)
    assert told(desk) == ["report has new columns: Field Office. Rows still read."]


def test_a_list_without_columns_has_no_layout(desk: Desk) -> None:
    """A page of prose between two tables says nothing of columns."""
    for day, columns in enumerate(((), NARROW, (), NARROW), start=1):
        take(desk, "list", on_list(day), columns)
    assert told(desk) == []
