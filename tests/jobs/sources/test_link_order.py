"""Links of a page that say their day in words: which is current, and when nobody can tell."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from jobs.check import check
from jobs.context import CheckReport
from jobs.dry_run import rehearse
from jobs.readers import Parser
from jobs.readers.html import disorder, matching_links, oldest_first
from jobs.readers.text import days_in
from jobs.sources.described_table import source_of
from models.config import PlainSource
from models.db import reading
from models.domain import Document, Link
from models.queries import edition_of, listings_of
from tests.support.clock import Clock
from tests.support.publishers.fetching import fetcher
from tests.support.publishers.watching import Desk, desk_on

NAME = "places"
CITIES = ("Boston,MA", "Chicago,IL", "Denver,CO", "Seattle,WA", "Newark,NJ", "Ithaca,NY", "Portland,OR")
FORMS: tuple[Callable[[date], str], ...] = (
    lambda day: f"List of jurisdictions {day:%B} {day.day}, {day.year}",
    lambda day: f"List ({day:%b}. {day.day}, {day.year})",
    lambda day: f"List of {day.day} {day:%B} {day.year}",
    lambda day: f"List as of {day.month}/{day.day}/{day.year}",
    lambda day: f"List {day.month}/{day.day}/{day:%y}, CSV",
    lambda day: f"List {day.month}-{day.day}-{day.year}",
    lambda day: f"{day.isoformat()} list",
    lambda day: f"List_{day:%Y%m%d}",
    lambda day: f"List {day:%m%d%Y} (final)",
    lambda day: f"{day:%A}, {day:%B} {day.day}th {day.year} \N{EN DASH} list",
)
days = st.dates(date(2015, 1, 1), date(2035, 12, 31))


def named(*texts: str) -> list[Link]:
    """Links of a page, whose files say nothing."""
    return [Link(f"https://p.example/files/{number}", text) for number, text in enumerate(texts)]


def current(*texts: str) -> str:
    """The text of the link that is taken last."""
    return oldest_first(named(*texts))[-1].text


@given(days, st.sampled_from(FORMS))
def test_a_day_is_read_in_any_way_of_writing_it(day: date, form: Callable[[date], str]) -> None:
    """As American agencies print days; nothing else of a text is one."""
    assert days_in(form(day)) == [day]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("List, June 2026", [date(2026, 6, 1)]),
        ("Jun '26 list", [date(2026, 6, 1)]),
        ("List 6/2026", [date(2026, 6, 1)]),
        ("The 2026 list", [date(2026, 1, 1)]),
        ("List of May 10, 2026 (corrected June 2, 2026)", [date(2026, 5, 10), date(2026, 6, 2)]),
        ("287(g) agreements", []),
        ("Executive Order 14287", []),
        ("List of 13/45/2026", []),
        ("Call 617-555-2026", []),
        ("May 10", []),
    ],
)
def test_what_is_less_than_a_day_and_what_is_none(text: str, said: list[date]) -> None:
    """A month is its first day; numbers of orders, laws and telephones are no days."""
    assert days_in(text) == said


@given(st.lists(days, min_size=2, max_size=8, unique=True), st.randoms(), st.booleans())
def test_the_latest_day_is_current_in_any_form_and_either_order(
    listed: list[date], dice: random.Random, up: bool
) -> None:
    """Newest first or oldest first, each written in its own way: the order is that of the days."""
    texts = [dice.choice(FORMS)(day) for day in sorted(listed, reverse=not up)]
    links = named(*texts)
    in_order = links if up else links[::-1]
    assert oldest_first(links) == in_order
    assert disorder(links) == ""


@given(st.lists(days, min_size=3, max_size=8, unique=True), st.randoms())
def test_what_stands_is_never_told_against_the_page(listed: list[date], dice: random.Random) -> None:
    """In any mixture: the newest is on top, at the end or at the end of the first year, or all is held."""
    dice.shuffle(listed)
    links, newest = named(*map(FORMS[0], listed)), max(listed)
    place = listed.index(newest)
    assert oldest_first(links)[-1] == links[place]
    first_year = [day for day in listed[: place + 1] if day.year == newest.year]
    if place not in {0, len(listed) - 1} and first_year != sorted(listed[: place + 1]):
        assert disorder(links)


@pytest.mark.parametrize(
    ("texts", "held"),
    [
        (["June 10, 2026", "May 10, 2026", "April 10, 2026"], False),
        (["April 10, 2026", "May 10, 2026", "June 10, 2026"], False),
        (["June 10, 2026", "January 5, 2026", "February 5, 2026", "March 5, 2026"], False),
        (["January 5, 2026", "March 5, 2026", "May 5, 2025", "July 5, 2025", "May 4, 2024"], False),
        (["June 10, 2026", "April 10, 2026", "May 10, 2026", "March 10, 2026"], False),
        (["June 2026", "May 2026", "2025"], False),
        (["List", "Older list", "Oldest list"], False),
        (["June 10, 2026", "Older lists"], False),
        (["January 9, 2025", "December 8, 2025", "November 7, 2025"], True),
        (["November 7, 2025", "December 8, 2025", "January 9, 2025"], True),
        (["June 10, 2026", "May 10, 2027", "April 10, 2026"], True),
        (["May 10, 2026", "April 10, 2026", "March 10, 2026", "June 10, 2026"], True),
        (["The list as it is now", "June 10, 2026", "May 10, 2026"], True),
    ],
)
def test_a_page_that_disagrees_with_its_texts_is_held(texts: list[str], held: bool) -> None:
    """A mistyped year, a day out of its place, an undated link on top: nobody can tell which is current."""
    assert bool(disorder(named(*texts))) is held


def test_a_text_and_its_file_that_disagree_are_held() -> None:
    """The text calls one the newest, the name of the file another."""
    both = [
        Link("https://p.example/list-2026-05-10.csv", "List of June 10, 2026"),
        Link("https://p.example/list-2026-06-10.csv", "List of May 10, 2026"),
    ]
    assert "“List of June 10, 2026” is the newest by its text" in disorder(both)
    later = [replace(both[0], text="List of April 2, 2026"), replace(both[1], text="List of April 30, 2026")]
    assert disorder(later) == ""


def test_a_day_beside_the_link_counts() -> None:
    """Many pages print the day in a cell or before the link, whose text is the same for all."""
    rows = "".join(
        f"<tr><td>{day}<td><a href='/files/{number}'>List (CSV)</a>"
        for number, day in enumerate(["May 10, 2026", "June 10, 2026", "July 10, 2026"])
    )
    document = Document(
        f"<table>{rows}</table>".encode(), "https://p.example/", datetime(2026, 8, 1, tzinfo=UTC)
    )
    links = matching_links(document, re.compile("list", re.IGNORECASE))
    assert [link.address[-1] for link in oldest_first(links)] == ["0", "1", "2"]
    assert disorder(links) == ""


class Page:
    """A desk that watches a page of links to tables; the later a table, the longer it is."""

    def __init__(self, desk: Desk, publisher: HTTPServer) -> None:
        self.desk, self.publisher = desk, publisher
        entry = {"name": NAME, "address": publisher.url_for("/page"), "format": "csv", "kind": "state"}
        entry |= {"rows": "designation", "title": "Places", "publisher": "Office", "links": "list"}
        source = source_of(PlainSource(**entry, columns={"name": "Jurisdiction", "state": "State"}))  # type: ignore[arg-type]
        desk.context = replace(desk.context, sources={NAME: source}, fetcher=fetcher(clock=desk.clock))

    def links(self, *listed: tuple[str, int]) -> None:
        """Show these links: text, and how many cities its table has."""
        items = "".join(f"<li><a href='/files/{rows}.csv'>{text}</a></li>" for text, rows in listed)
        self.publisher.clear_all_handlers()
        self.publisher.expect_request("/page").respond_with_data(
            f"<ul>{items}</ul>", content_type="text/html"
        )
        for _, rows in listed:
            body = "\n".join(["Jurisdiction,State", *CITIES[:rows], ""])
            self.publisher.expect_request(f"/files/{rows}.csv").respond_with_data(
                body, content_type="text/csv"
            )

    def check(self) -> list[CheckReport]:
        """Check it now."""
        return check(NAME, self.desk.context)

    def rows(self) -> int:
        """How many cities are on the list as it stands."""
        with reading(self.desk.engine) as session:
            return len(list(listings_of(session, edition_of(session, NAME))))


@pytest.fixture
def linked(sqlite_database: str, clock: Clock, parser: Parser, publisher: HTTPServer) -> Iterator[Page]:
    """A desk that has not looked yet."""
    with desk_on(sqlite_database, clock, parser) as desk:
        yield Page(desk, publisher)


MAY, JUNE, JULY = (
    ("List of jurisdictions May 10, 2026", 5),
    ("List, June 10, 2026", 6),
    ("List 7/10/2026", 7),
)


@pytest.mark.parametrize("listed", [(MAY, JUNE), (JUNE, MAY)])
def test_the_latest_list_stands_whichever_comes_first(
    linked: Page, listed: Sequence[tuple[str, int]]
) -> None:
    """Oldest first or newest first, June is current; July is news when it is added at the page's own end."""
    linked.links(*listed)
    assert [report.status for report in linked.check()] == ["published", "published"]
    assert linked.rows() == 6
    linked.links(*((*listed, JULY) if listed[0] is MAY else (JULY, *listed)))
    assert [report.counts["added"] for report in linked.check()] == [1]
    assert linked.rows() == 7


def test_a_list_whose_text_and_place_disagree_is_held_once(linked: Page) -> None:
    """July's year is mistyped: it is neither told as news nor passed over in silence; a person decides."""
    linked.links(JUNE, MAY, ("List of April 10, 2026", 4))
    linked.check()
    assert linked.rows() == 6
    linked.links(("List 7/10/2025", 7), JUNE, MAY, ("List of April 10, 2026", 4))
    (rehearsed,) = [each for each in rehearse(NAME, linked.desk.context) if each.status != "unchanged"]
    (report,) = linked.check()
    assert (report.status, rehearsed.status) == ("held", "held")
    assert (
        "“List, June 10, 2026” names the latest day: which of them is current can't be told"
        in report.reasons[0]
    )
    assert linked.check()[-1].status == "unchanged"
    assert linked.rows() == 6
