"""The lists of Justice and Homeland Security as published, in every layout, whole and broken."""

from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain import Document
from models.errors import DeskError, UnreadableDocument
from tests.examples.make_lists import EXAMPLES, facts_of
from tests.support.documents.list_pages import BY_STATE, NATIONAL, Layout, items, lines, page
from tests.support.documents.list_reading import SOURCES, read_page, rows_in, rows_of


@pytest.mark.parametrize("layout", NATIONAL, ids=lambda layout: layout.__name__)
def test_the_published_list_of_justice_is_read_whole(layout: Layout) -> None:
    """All 35 entries of 2025-08-05, each with its state, and none of the page's prose."""
    groups = facts_of("doj_eo14287", "2025-08-05")
    edition = read_page(page(layout(groups), "Updated August 5, 2025"))
    assert Counter(rows_of(edition)) == Counter(rows_in(groups))
    assert (len(edition.listings), edition.published, edition.problems) == (35, date(2025, 8, 5), ())


@pytest.mark.parametrize("layout", BY_STATE, ids=lambda layout: layout.__name__)
def test_the_published_list_of_homeland_security_is_read_whole(layout: Layout) -> None:
    """All 385 known entries of 2025-05-29, misspellings kept, in every layout."""
    groups = facts_of("dhs_2025", "2025-05-28")
    edition = read_page(page(layout(groups), "Last Updated: 05/29/2025"), "dhs_2025")
    assert rows_of(edition) == rows_in(groups)
    assert (len(edition.listings), edition.published, edition.problems) == (385, date(2025, 5, 29), ())
    assert ("Cities", "Cincinnatti", "OH") in rows_of(edition)


@pytest.mark.parametrize(
    "path", sorted(EXAMPLES.glob("d*/*/document.html")), ids=lambda path: path.parent.name
)
def test_each_example_holds_the_facts_of_its_day(path: Path) -> None:
    """The example documents, read from disk, say what the cited facts say."""
    source, day = path.parts[-3:-1]
    edition = read_page(path.read_text(encoding="utf-8"), source)
    assert Counter(rows_of(edition)) == Counter(rows_in(facts_of(source, day)))
    assert edition.published == date.fromisoformat(day)


def test_prose_and_layout_may_change_without_a_change_of_the_list() -> None:
    """The same names typeset anew are the same listings: heading words are kept, their dress is not."""
    groups = facts_of("doj_eo14287", "2025-08-05")
    before = read_page(page(lines(groups)))
    after = read_page(page(items(groups)).replace("Declarations", "Public words").replace("STATES", "States"))
    assert [dict(row.fields) for row in before.listings][13:] == [dict(row.fields) for row in after.listings][
        13:
    ]
    assert before.listings[0].section == "STATES"
    assert after.listings[0].section == "Sanctuary States"


PAGES = [path.read_bytes() for path in sorted(EXAMPLES.glob("d*/*/document.html"))]


@given(
    body=st.sampled_from(PAGES),
    source=st.sampled_from(["doj_eo14287", "dhs_2025"]),
    cuts=st.lists(st.floats(0, 1), min_size=2, max_size=2).map(sorted),
    filling=st.binary(max_size=40)
    | st.sampled_from([b"<table><tr>", b"</main>", b"<!--", b"<h3>Ohio</h3>", b"\0"]),
)
def test_a_broken_page_never_ends_in_a_traceback(
    body: bytes, source: str, cuts: list[float], filling: bytes
) -> None:
    """A piece cut out of a page, and anything put in its place, gives an edition or a sentence."""
    first, last = (round(cut * len(body)) for cut in cuts)
    document = Document(body[:first] + filling + body[last:], "http://x/", datetime(2025, 8, 5, tzinfo=UTC))
    with suppress(DeskError):
        assert SOURCES[source].parse(document).source == source


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<ul><li>", "<table><tr><td>"])
def test_a_page_nested_without_end_is_unreadable(tag: str) -> None:
    """A page made to exhaust its reader is a sentence."""
    with pytest.raises(UnreadableDocument, match="too deeply"):
        read_page(tag * 20_000)
