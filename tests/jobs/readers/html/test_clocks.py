"""Clocks, counters and ids of a page: what is no part of what it says, and what stays one."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.readers import fingerprint_of
from jobs.readers.html.clocks import PASSING, without_clocks
from models.domain import Document

TAKEN_OUT = [(each.name, example) for each in PASSING for example in each.examples]
KEPT = [(each.name, example) for each in PASSING for example in each.kept]
FORMS = (
    "%B %-d, %Y %-I:%M:%S %p",
    "%A, %B %-d, %Y, %-I:%M %p EST",
    "%-m/%-d/%Y %H:%M",
    "%Y-%m-%dT%H:%M:%SZ",
    "%a, %d %b %Y %H:%M:%S GMT",
    "%-I:%M %p",
    "Today is %A, %B %-d, %Y",
)
PAGE = """<html><body><main><h1>Places that limit cooperation</h1><p>{line}</p>
<table><tr><th>Place<th>State<th>Declined at<th>Number</tr>
<tr><td>Boston<td>MA<td>{hour}<td>{number}</tr><tr><td colspan=4>{line}</tr></table>
<p>Of whom {visitor} views; request ID: {mark}</p></main></body></html>"""


def page(line: str, hour: str = "10:42", number: int = 7, visitor: int = 1, mark: str = "a1b2c3d4") -> str:
    """The fingerprint of a page with a table, and its visit's own marks around it."""
    body = PAGE.format(line=line, hour=hour, number=number, visitor=visitor, mark=mark)
    document = Document(body.encode(), "https://x.example/l", datetime(2026, 11, 2, tzinfo=UTC), "text/html")
    return fingerprint_of(document)


@pytest.mark.parametrize(("name", "example"), TAKEN_OUT)
def test_what_passes_is_taken_out_whole(name: str, example: str) -> None:
    """Each example of each pattern, in the midst of a sentence, whichever pattern takes it first."""
    (pattern,) = [each.pattern for each in PASSING if each.name == name]
    assert re.fullmatch(pattern, example, re.IGNORECASE)
    assert without_clocks(f"The page: {example}") == "The page: \u2026"


@pytest.mark.parametrize(("name", "example"), KEPT)
def test_what_looks_like_it_stays(name: str, example: str) -> None:
    """No pattern takes out a day that the publisher prints, a law's number or a count of the list."""
    assert without_clocks(example) == example


START = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.integers(0, 60_000_000).map(lambda seconds: START + timedelta(seconds=seconds))


@given(st.sampled_from(FORMS), moments, moments, st.integers(1, 10**6), st.integers(1, 10**6), st.uuids())
def test_two_visits_that_say_the_same_are_one(  # noqa: PLR0913, PLR0917 - what differs between two visits
    form: str, first: datetime, second: datetime, count: int, later: int, mark: object
) -> None:
    """Whatever the moment, in whichever form it is printed; but never where a sentence was added."""
    one = page(f"{first:{form}}", visitor=count)
    assert page(f"{second:{form}}", visitor=later, mark=str(mark)) == one
    assert page(f"{second:{form}} Boston was taken off.") != one


@given(moments, moments, st.integers(1, 99), st.integers(1, 99))
def test_what_a_table_says_is_compared_as_it_stands(
    first: datetime, second: datetime, number: int, other: int
) -> None:
    """Hours and counts in a table's rows are what the list says."""
    hour, later = f"{first:%H:%M}", f"{second:%H:%M}"
    same = (hour, number) == (later, other)
    assert (page("The list", hour, number) == page("The list", later, other)) is same


@pytest.mark.parametrize(
    "other",
    ["Updated November 3, 2026", "Updated November 2, 2025", "Updated 11/2/2026", "No more updates"],
)
def test_a_day_that_the_publisher_prints_is_compared(other: str) -> None:
    """A date without an hour is the list's own."""
    assert page("Updated November 2, 2026") != page(other)


@pytest.mark.parametrize("sign", ["1", "a1", "a", "1:", "11/", "Nov 1 ", "1 views ", "a1b_", "0.", "ref #"])
def test_no_line_takes_long(sign: str) -> None:
    """A line of one sign without end is looked through: no pattern goes back and forth for an hour."""
    line = sign * 100_000
    assert len(without_clocks(line)) <= len(line)
