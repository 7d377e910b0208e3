"""What a received page really is: gone, a wall, no PDF, or a document to be read."""

from datetime import UTC, datetime
from time import process_time

import pytest

from jobs.readers import effective_status, fingerprint_of
from models.domain import Document
from models.errors import Blocked, DeskError, Gone, UnreadableDocument
from tests.examples.make_lists import facts_of
from tests.support.documents.list_pages import BY_STATE, NATIONAL, Layout, page

SITE = "<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"
MENU = "<nav><ul>" + "<li><a href='/x'>Topics</a></li>" * 40 + "</ul></nav>"


def received(
    title: str = "", body: str = "", address: str = "https://www.dhs.gov/list", **more: object
) -> Document:
    """A page as received with status 200."""
    text = SITE.format(title=title, body=body)
    return Document(text.encode(), address, datetime(2025, 6, 1, tzinfo=UTC), "text/html", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Page Not Found | Homeland Security",
            f"{MENU}<main><h1>Page Not Found</h1><p>Try a search.</p></main>",
        ),
        ("Homeland Security", "<main><h1>404 - Page not found</h1></main>"),
        ("Homeland Security", f"{MENU}<main><p>The page you requested could not be found.</p></main>"),
        ("Department", "<p>Sorry, we can\u2019t find the page you are looking for.</p>"),
        ("Department", "<p>The requested URL was not found on this server.</p>"),
        ("Error 404", ""),
        (
            "Archive",
            "<h1>This page is no longer available</h1>" + "<p>Read about our history and mission.</p>" * 30,
        ),
        ("Department", '<meta http-equiv="Refresh" content="0; url=https://www.dhs.gov/">'),
    ],
)
def test_a_page_that_says_it_is_gone_is_gone(title: str, body: str) -> None:
    """Status 200 doesn't make a not-found page a list that lost all its rows."""
    with pytest.raises(Gone) as caught:
        effective_status(received(title, body))
    assert caught.value.cure


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Access Denied", "<h1>Access Denied</h1><p>Reference #18.2f</p>"),
        ("Just a moment...", "<p>Checking your browser before accessing www.dhs.gov.</p>"),
        ("Attention Required! | Cloudflare", ""),
        ("www.justice.gov", "<p>Please complete the CAPTCHA to go on.</p>"),
        ("", "<noscript>Please enable JavaScript to view the page content.</noscript>"),
        ("403 Forbidden", "<h1>403 Forbidden</h1>"),
        ("Sign in", "<form><input name=user><input type=password></form>"),
        ("Portal", "<p>Welcome</p><form><input type=password></form>"),
        ("Department", "<h1>Site is down for maintenance</h1>"),
    ],
)
def test_a_wall_or_a_login_is_blocked(title: str, body: str) -> None:
    """What keeps programs out says nothing about the list behind it."""
    with pytest.raises(Blocked):
        effective_status(received(title, body))


def test_a_challenge_is_told_by_its_header() -> None:
    """Cloudflare marks its challenges, whatever they look like."""
    with pytest.raises(Blocked):
        effective_status(received("List", headers={"cf-mitigated": "challenge"}))


@pytest.mark.parametrize("layout", [*NATIONAL, *BY_STATE], ids=lambda layout: layout.__name__)
def test_a_real_list_may_speak_of_anything(layout: Layout) -> None:
    """Prose of a page that has a list never makes it gone or blocked."""
    source = "doj_eo14287" if layout in NATIONAL else "dhs_2025"
    prose = "<p>Error 404: the page you requested could not be found. Access denied. Please sign in.</p>"
    text = page(prose + layout(facts_of(source, "2025-09-30")))
    effective_status(
        Document(text.encode(), "https://x.example/list", datetime(2025, 6, 1, tzinfo=UTC), "text/html")
    )


def test_a_short_list_is_a_list() -> None:
    """Two headings with a name each are content, whatever the sentence beside them says."""
    body = "<p>The page you want can't be found? Write to us.</p><h2>States</h2>Ohio<h2>Cities</h2>Boston, MA"
    effective_status(received("Sanctuary jurisdictions", body))


def test_long_prose_is_not_judged_by_its_words() -> None:
    """Only the title and the main heading speak of the page itself."""
    prose = "<p>Some records could not be found, and the page of 2017 is no longer available.</p>" * 12
    effective_status(received("Declined Detainer Outcome Report", f"<h1>Detainer report</h1>{prose}"))


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", UnreadableDocument),
        (b" \r\n ", UnreadableDocument),
        (SITE.format(title="Report", body="<p>Download the report here.</p>").encode(), UnreadableDocument),
        (SITE.format(title="Page not found", body="").encode(), Gone),
        (b"PK\x03\x04", UnreadableDocument),
    ],
)
def test_what_is_named_pdf_must_be_one(body: bytes, error: type[DeskError]) -> None:
    """A page in place of a PDF is never read as one; a not-found page is still gone."""
    with pytest.raises(error):
        effective_status(Document(body, "https://www.ice.gov/ddor.pdf", datetime(2017, 3, 20, tzinfo=UTC)))


@pytest.mark.parametrize("body", [b"%PDF-1.7\n", b"\r\n%PDF-1.4\n"])
def test_a_pdf_and_other_files_pass(body: bytes) -> None:
    """Whatever is what it should be is read."""
    moment = datetime(2017, 3, 20, tzinfo=UTC)
    effective_status(Document(body, "https://www.ice.gov/ddor.pdf?x=1", moment, "application/pdf"))
    effective_status(Document(b"jurisdiction,enacted\n", "file:policies.csv", moment))


def test_a_file_that_is_no_list_is_not_tried_again() -> None:
    """The next check asks the publisher; what a person imports is up to that person."""
    for address, step in (
        ("file:///tmp/list.html", "import that file"),
        ("https://x.example/l", "next check"),
    ):
        with pytest.raises(Blocked, match=f"{step}\\.$"):
            effective_status(received("Portal", "<form><input type=password></form>", address))


def test_a_page_that_broke_off_is_not_gone() -> None:
    """What arrived of a page says nothing about the page: it is read, and held for being cut."""
    cut = "<html><body><main><p>The page you requested could not be found.</p><p>States, counties and"
    effective_status(
        Document(cut.encode(), "https://x.example/l", datetime(2025, 6, 1, tzinfo=UTC), "text/html")
    )


def test_a_title_that_never_ends_is_no_title() -> None:
    """A broken tag lets the title swallow the page; its prose is still prose."""
    text = f"<html><title>List {'of jurisdictions ' * 20}<p>Error 404 is a page not found.</p></html>"
    effective_status(
        Document(text.encode(), "https://x.example/l", datetime(2025, 6, 1, tzinfo=UTC), "text/html")
    )


def test_a_page_of_many_megabytes_is_left_to_the_reader() -> None:
    """No error page is that long, and only the reader's own process has limits of time and memory."""
    body = "<p>x</p>" * 2_000_000
    started = process_time()
    effective_status(received("Page Not Found", body))
    fingerprint_of(received("Page Not Found", body))
    assert process_time() - started < 2
