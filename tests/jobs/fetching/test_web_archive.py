"""What a capture says of itself, and the page in it as its publisher published it."""

from datetime import UTC, datetime

import pytest

from jobs.fetching import archived, as_published, captured_at, page_of
from models.domain import Document

MOMENT = datetime(2025, 5, 30, 12, 0, 5, tzinfo=UTC)
ADDRESS = "https://web.archive.org/web/20250530120005/https://www.dhs.gov/sanctuary-jurisdictions"


def capture(body: bytes = b"", address: str = ADDRESS, **headers: str) -> Document:
    """A document as an archive gives it."""
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    return Document(body, address, datetime(2026, 1, 1, tzinfo=UTC), "text/html", said, capture="A capture.")


@pytest.mark.parametrize(
    ("address", "header", "wanted"),
    [
        (ADDRESS, "Fri, 30 May 2025 12:00:05 GMT", MOMENT),
        ("https://archive.example/copy", "Fri, 30 May 2025 12:00:05 GMT", MOMENT),
        (ADDRESS, "", MOMENT),
        (ADDRESS, "yesterday", MOMENT),
        (ADDRESS.replace("05/", "05id_/"), "", MOMENT),
        (ADDRESS.replace("20250530120005", "20251330120005"), "", None),
        ("https://archive.example/copy", "", None),
        ("https://archive.example/web/2/https://www.dhs.gov/x", "", None),
    ],
)
def test_a_capture_is_dated_by_its_header_else_by_its_address(
    address: str, header: str, wanted: datetime | None
) -> None:
    """The header of RFC 7089 first; a date that can't be is none."""
    assert captured_at(capture(address=address, memento_datetime=header)) == wanted


def test_the_archive_keeps_other_pages_beside() -> None:
    """A document that a captured page links to is asked for in the same way."""
    newest = "https://web.archive.org/web/2id_/https://www.ice.gov/report"
    report = "https://www.ice.gov/doclib/a.pdf?x=https://b.example/"
    assert archived(newest, report) == f"https://web.archive.org/web/2id_/{report}"
    assert page_of(f"https://web.archive.org/web/20250530120005id_/{report}") == report
    assert archived("https://perma.example/AB12", report) == ""


def test_toolbar_and_links_of_the_archive_are_gone() -> None:
    """Links lead to the publisher whichever form the archive gave them; words are left alone."""
    page = as_published(
        capture(
            b"""<html><head></head><body><!-- BEGIN WAYBACK TOOLBAR INSERT --><div>Houston, TX</div>
<!-- END WAYBACK TOOLBAR INSERT --><a href="/web/20250530120005/https://www.dhs.gov/a">a</a>
<a href='https://web.archive.org/web/20250530120005/http://b.example/'>b</a>
<a href=//web.archive.org/web/20250530120005mp_/https://c.example/>c</a>
<a href="https://d.example/web/20250530120005/https://e.example/">d</a> <a href="/relative">e</a>
As "https://web.archive.org/web/2025/" said.</body></html>"""
        )
    )
    body = page.body.decode()
    assert page.address == "https://www.dhs.gov/sanctuary-jurisdictions"
    assert "Houston" not in body
    for link in ('"https://www.dhs.gov/a"', "'http://b.example/'", "=https://c.example/", '"/relative"'):
        assert link in body
    assert '"https://d.example/web/20250530120005/https://e.example/"' in body
    assert 'As "https://web.archive.org/web/2025/" said.' in body


def test_bytes_that_are_no_page_are_left_as_they_are() -> None:
    """A PDF may hold anything; a document of the publisher's own is never touched."""
    pdf = b'%PDF-1.7 <a href="/web/20250530120005/https://www.dhs.gov/a">'
    assert as_published(capture(pdf)).body == pdf
    own = Document(b"<html><!-- BEGIN WAYBACK TOOLBAR INSERT -->", ADDRESS, MOMENT)
    assert as_published(own) is own
