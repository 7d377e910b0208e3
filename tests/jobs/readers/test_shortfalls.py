"""A document that says of itself that it is a part of its list, in the words of pages and services."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.readers.shortfalls import shortfalls
from models.domain import Document, Listing, ListingKind, Reading

ROW = Listing(ListingKind.DESIGNATION, {"name": "Boston"}, "MA")


def told(body: str, rows: int = 16, kind: str = "text/html", **headers: str) -> list[str]:
    """What a document with so many rows says that it lacks."""
    seen = datetime(2026, 11, 2, tzinfo=UTC)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    document = Document(body.encode(), "https://bureau.example/list", seen, kind, named)
    return list(shortfalls(document, Reading.of([ROW] * rows)))


def page(beside: str) -> str:
    """A page with a table and something beside it."""
    return f"<!doctype html><html><body><main><table><tr><td>x</td></tr></table>{beside}</main></body></html>"


OTHER_PAGER = '<ul class="pagination"><li class="active">1</li><li><a href="/news?page=2">2</a></li></ul>'
"""Of a list of news, which is none of the list's own."""


@pytest.mark.parametrize(
    "beside",
    [
        "<p>Showing 1 to 16 of 20 entries</p>",
        "<p>Showing <b>1</b> to <b>16</b> of <b>20</b> results</p>",
        "<div>1–25 of 312 entries</div>",
        "<span>Results 1 - 16 of about 1,057</span>",
        "<p>Displaying items 17 - 20 of 20</p>",
        "<p>Showing 16 of 20 jurisdictions</p>",
        "<p>Showing 1 to 16 of 20 entries (filtered from 300 total entries)</p>",
        "<p>Page 1 of 3</p>",
        "<p>You are on page 2 of 3</p>",
        '<a href="?page=2" rel="next">Next</a>',
        '<a href="/list?page=1">2</a>',
        '<nav class="pager"><ul><li>1</li><li><a href="/list/page/2">older</a></li></ul></nav>',
        '<ul class="pagination"><li class="active"><a>1</a></li><li><a href="#">2</a></li></ul>',
        '<div aria-label="Pagination"><button>&raquo;</button></div>',
        "<button>Load more</button>",
        '<a class="more">View more results</a>',
        '<input type="button" value="Load more">',
        "<p>16 of 20 shown</p>",
        '<a href="?all=1">View all 20 jurisdictions</a>',
        "<p>Only the first 16 of 20 jurisdictions are shown.</p>",
        "<p>Results are limited to 16 rows. Download the full list.</p>",
        "<p>List continues on <a href='/list-2'>next page</a>.</p>",
        "<table><tr><td>x</td></tr><tfoot><tr><td colspan=2>Showing 1 to 16 of 20</td></tr></tfoot></table>",
        "<table><tr><td>x</td><td>y</td></tr><tr><td colspan=2>and 4 more</td></tr></table>",
        "<table><tr><td><table><tr><td>1</td><td><a href=\"javascript:post('g','Page$2')\">2</a></table>",
        '<h2>Notes</h2><p>As reported.</p><ul class="pagination"><li><a href="#">2</a></li></ul>',
        '<section><p>Dial 2.</p></section><div><ul class="pager"><li><a href="#">2</a></li></ul></div>',
    ],
)
def test_a_page_that_begins_to_page_says_so(beside: str) -> None:
    """How many of how many, a pager, a next page, a button that loads more."""
    assert told(page(beside))


@pytest.mark.parametrize(
    "beside",
    [
        "<p>Showing 1 to 16 of 16 entries</p>",
        "<p>Showing 16 of 16</p>",
        "<p>Page 1 of 1</p>",
        "<p>The list names 16 of the 20 counties of page 3 of the report, as of May 1 to 5 of 2026.</p>",
        '<a rel="next" href="/news/another-article">Next article</a>',
        '<a href="/other?page=2">All news</a>',
        "<button>Show more</button>",
        '<ul class="pagination"><li class="active"><a>1</a></li><li class="disabled"><a>Next</a></li></ul>',
        '<div class="swiper-pagination"><span>2</span></div>',
        '<footer><ul class="pager"><li><a href="#">2</a></li></ul></footer>',
        "<table><tr><td>Page 1 of 3</td><td>x</td></tr></table>",
        f"<section><h2>Related news</h2><p>A</p>{OTHER_PAGER}</section>",
        f"<h2>In the news</h2><p>A</p>{OTHER_PAGER}",
        f'<div class="press-releases"><p>A</p>{OTHER_PAGER}</div>',
        f'<div id="comments"><div><p>Showing 1 to 5 of 20</p>{OTHER_PAGER}</div></div>',
        '<div><h3>Laws</h3><p>An act</p><a href="?page=2">Next</a><button>Load more</button></div>',
        "<p>View all 50 states. See all 287(g) agreements.</p>",
    ],
)
def test_a_page_that_shows_its_whole_list_says_nothing(beside: str) -> None:
    """Prose, other pages, slides, the site's own furniture, and a pager with nowhere to go."""
    assert told(page(beside)) == []


def test_a_page_whose_script_pages_through_rows_that_are_all_there_is_whole() -> None:
    """It shows ten at a time and holds every one of them; twice the line is one list."""
    line = "<p>Showing 1 to 10 of 57 entries</p>"
    pager = '<ul class="pagination"><li><a href="#">2</a></li></ul>'
    assert told(page(line + pager + line), rows=57) == []
    assert len(told(page(line + pager), rows=10)) == 2


LIST = [{"name": "Boston", "count": 3}, {"name": "Chicago", "count": 4}]


@pytest.mark.parametrize(
    "beside",
    [
        {"exceededTransferLimit": True},
        {"properties": {"exceededTransferLimit": True}},
        {"hasMore": True},
        {"has_more": "true"},
        {"next": "https://bureau.example/list?page=2"},
        {"_links": {"next": {"href": "/list?page=2"}}},
        {"meta": {"nextPageToken": "CAUQAA"}},
        {"@odata.nextLink": "https://bureau.example/list?$skip=2"},
        {"pagination": {"total_pages": 3, "page": 1}},
        {"last": False, "number": 0},
        {"total": 20},
        {"count": 20, "next": None},
        {"response": {"numFound": 20}},
        {"links": [{"rel": "self", "href": "/list"}, {"rel": "next", "href": "/list?offset=2"}]},
        {"meta": {"link": [{"relation": "next", "url": "/list?page=2"}]}},
        {"message": "Showing 2 of 20"},
        {"page": "1 of 10"},
        {"note": "Results are limited to 2 records."},
    ],
)
def test_a_service_that_hands_out_a_part_says_so(beside: Mapping[str, Any]) -> None:
    """In a flag, a next page, or a total above the rows, at the root or within."""
    assert told(json.dumps({**beside, "rows": LIST}), 2, "application/json")


@pytest.mark.parametrize(
    "beside",
    [
        {"exceededTransferLimit": False, "hasMore": False, "next": None, "nextPageToken": ""},
        {"total": 2, "_links": {"start": "/list", "next": "/list?offset=2"}},
        {"total": 7},
        {"last": True, "totalPages": 1, "totalElements": 2},
        {"license": "CC0", "updated": "2026-11-01"},
        {"links": [{"rel": "self", "href": "/list"}, {"rel": "next", "href": ""}]},
        {"total": 2, "links": [{"rel": "next", "href": "/list?offset=2"}]},
        {"message": "Showing 2 of 2", "page": "1 of 1", "about": "One of 50 states."},
    ],
)
def test_a_service_that_hands_out_the_whole_says_nothing(beside: Mapping[str, Any]) -> None:
    """No more, or a next page that would be empty, or a total of what the rows count (3 and 4)."""
    assert told(json.dumps({**beside, "rows": LIST}), 2, "application/json") == []


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_what_stands_within_rows_is_never_taken_for_a_flag(value: object) -> None:
    """A column may be called `next`, `total` or `hasMore`."""
    rows = [{"next": value, "total": value, "hasMore": value, "name": "x"}] * 3
    assert told(json.dumps(rows), 3, "application/json") == []


def test_headers_that_name_a_next_page_or_a_total_are_believed() -> None:
    """As services say it that answer with the rows alone."""
    next_page = '<https://bureau.example/list?page=2>; rel="next", </list>; rel="self"'
    assert told("[]", 2, "application/json", link=next_page)
    assert told("a,b\n", 2, "text/csv", link='</list>; rel="self"; title="next"') == []
    assert told("a,b\n", 2, "text/csv", content_range="items 0-1/20")
    assert told("a,b\n", 2, "text/csv", content_range="items 0-1/2") == []
    assert told("a,b\n", 2, "text/csv", x_total_count="20")
