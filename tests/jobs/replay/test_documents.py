"""The replay's documents: made of the cited facts, row by row, and each says what it is."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from jobs.history import PastEvent, read_catalog
from jobs.readers.pdf import Block, Table, read
from jobs.replay.publisher import DOCUMENTS, PATHS, documents_of
from jobs.sources import all_sources
from models.domain import Document, Link, Listing, ListingKind
from tests.support.documents.replay_documents import BANNER, dhs_page, documents, landing_page

FILES = {path: path.read_bytes() for path in DOCUMENTS.rglob("*") if path.is_file()}
EDITIONS = [past for past in read_catalog() if past.source in PATHS and past.edition]
REPORT = next(body for path, body in FILES.items() if path.suffix == ".pdf")


def _printed(path: Path, body: bytes) -> bytes | Sequence[Block]:
    """What a document prints: a PDF's bytes depend on the libraries that wrote and packed it."""
    return read(body) if path.suffix == ".pdf" else body


def _document(past: PastEvent) -> Document:
    """What the publisher has of a list from a moment on: its page, or the report that its page links to."""
    served = documents_of(past.observed)
    path = next((path for path in served if path.endswith(".pdf")), PATHS[past.source])
    media_type = "application/pdf" if path.endswith(".pdf") else "text/html"
    return Document(served[path], f"http://127.0.0.1{path}", past.observed, media_type)


def _said(listings: Sequence[Listing]) -> list[tuple[object, ...]]:
    return [(dict(row.fields), row.state) for row in listings]


def test_the_documents_are_what_is_made_of_the_facts() -> None:
    """None is missing, none is left over, and each prints what the facts say.

    Where facts were mended: `python -m tests.support.documents.replay_documents`.
    """
    printed = {path: _printed(path, body) for path, body in FILES.items()}
    assert printed == {path: _printed(path, body) for path, body in documents().items()}


def test_the_documents_are_made_the_same_each_time() -> None:
    """To make them again changes no byte."""
    assert documents() == documents()


@pytest.mark.parametrize("past", EDITIONS, ids=lambda past: f"{past.source}-{past.observed:%Y-%m-%dT%H}")
def test_the_live_parser_reads_the_facts_row_by_row(past: PastEvent) -> None:
    """A later live edition compares well: the same rows in their order, the printed week and totals."""
    assert past.edition is not None
    edition = all_sources()[past.source].parse(_document(past))
    assert (edition.problems, edition.questions) == ((), ())
    assert _said(edition.listings) == _said(past.edition.listings)
    assert edition.totals == past.edition.totals
    week = "2017-01-28/2017-02-03" if "ddor" in past.source else "None"
    assert str(edition.period) == week


@pytest.mark.parametrize(
    "past",
    [past for past in EDITIONS if past.source in ("dhs_2025", "doj_eo14287")],
    ids=lambda past: past.label,
)
def test_a_page_prints_the_facts_where_and_as_they_stood(past: PastEvent) -> None:
    """Headings, text and positions are the publisher's too."""
    assert past.edition is not None
    edition = all_sources()[past.source].parse(_document(past))
    placed = [
        [(row.section, row.as_read, row.position) for row in e.listings] for e in (edition, past.edition)
    ]
    assert placed[0] == placed[1]


def test_every_page_says_that_it_is_a_replay() -> None:
    """The banner stands at the head and at the foot, so that no page can pass for its publisher's."""
    pages = [body.decode() for path, body in FILES.items() if path.suffix == ".html"]
    assert {page.count(BANNER.replace("'", "&#x27;")) for page in pages} == {2}


def test_every_sheet_of_the_report_says_that_it_is_a_replay() -> None:
    """The banner stands on each page, so that no sheet can pass for ICE's."""
    assert {block.page for block in read(REPORT) if BANNER in getattr(block, "text", "")} == {1, 2}


def test_the_report_holds_the_facts_and_no_other_row() -> None:
    """Six tallies of issued detainers, three of declined ones, eight policies."""
    tables = [block for block in read(REPORT) if isinstance(block, Table)]
    assert [len(table.rows) - 1 for table in tables] == [6, 3, 8]
    assert tables[1].rows[1].cells == ("Travis County", "Texas", "142")


def test_a_page_escapes_the_names_that_it_prints() -> None:
    """A name with a sign that HTML uses is printed, not run."""
    said = {"name": "A&B <i>", "heading": "Cities"}
    listing = Listing(ListingKind.DESIGNATION, said, state="MA", as_read="A&B <i>")
    assert b"A&amp;B &lt;i&gt;" in dhs_page("Sanctuary Jurisdictions", [listing])


def test_a_landing_page_escapes_its_links() -> None:
    """So are the address and the text of each link."""
    page = landing_page("Report", [Link("http://127.0.0.1/a?b=1&c=2", "Issue <1>")]).decode()
    assert '<a href="http://127.0.0.1/a?b=1&amp;c=2">Issue &lt;1&gt;</a>' in page
