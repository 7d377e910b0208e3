"""A page's letters and its date: whatever its encoding, wherever it says when it was made."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jobs.readers.html import decode, is_cut_off, page_date
from models.domain import Document


def page(body: str | bytes, **more: object) -> Document:
    """A received page."""
    data = body.encode() if isinstance(body, str) else body
    return Document(data, "https://x.example/", datetime(2025, 8, 5, tzinfo=UTC), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ("Cañon’s".encode(), {}),
        ("Cañon’s".encode("cp1252"), {}),
        ("Cañon’s".encode("cp1252"), {"content-type": "text/html; charset=ISO-8859-1"}),
        ("Cañon’s".encode(), {"content-type": "text/html; charset=ISO-8859-1"}),
        ("Cañon’s".encode("utf-8-sig"), {"content-type": "text/html; charset=windows-1252"}),
        ("Cañon’s".encode("utf-16"), {}),
        ("Cañon’s".encode("utf-16-le"), {"content-type": 'text/html; charset="UTF-16LE"'}),
        ("Cañon’s".encode("mac-roman"), {"content-type": "text/html; charset=macintosh"}),
        ("Cañon’s".encode(), {"content-type": "text/html; charset=nonsense"}),
    ],
)
def test_letters_are_right_in_any_encoding(body: bytes, headers: dict[str, str]) -> None:
    """Whatever the bytes are and the header claims, the name is the name."""
    assert decode(page(body, headers=headers)) == "Cañon’s"


@given(
    st.lists(
        st.tuples(st.sampled_from(["Cañon’s", "Doña Ana", "Boston", "“Peñasco”"]), st.booleans()), min_size=1
    )
)
@example([("Cañon’s", True), ("Boston", False), ("Prince George’s", False)])
def test_lines_of_two_encodings_are_each_read_as_meant(lines: list[tuple[str, bool]]) -> None:
    """A line that was pasted in from elsewhere spoils no other: none of them reads as a correction."""
    body = b"\n".join(name.encode("utf-8" if is_utf8 else "cp1252") for name, is_utf8 in lines)
    for declared in ("", "utf-8", "windows-1252"):
        headers = {"content-type": f"text/csv; charset={declared}"} if declared else {}
        assert decode(page(body, headers=headers)) == "\n".join(name for name, _ in lines)


def test_a_declared_encoding_is_believed() -> None:
    """The page's own meta tag decides where nothing stronger does."""
    assert "é" in decode(page('<meta charset="macintosh">é'.encode("mac-roman")))


def test_bytes_of_no_encoding_are_still_text() -> None:
    """Garbage never ends in an exception."""
    assert "Boston" in decode(page(b"Boston \x81\x8d\xff"))


def test_a_page_that_breaks_off_is_noticed() -> None:
    """A page that opens and never closes did not arrive whole; a fragment never claimed to be one."""
    assert is_cut_off(page("<html><body><ul><li>Ohio"))
    assert not is_cut_off(page("<html><body></body></HTML>"))
    assert not is_cut_off(page("<ul><li>Ohio"))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Updated August 5, 2025</p>", date(2025, 8, 5)),
        ("<footer>Last Updated: 05/29/2025</footer>", date(2025, 5, 29)),
        ("<p>Published May 29, 2025</p><p>Last updated on Sept. 26, 2025</p>", date(2025, 9, 26)),
        ('<meta property="article:modified_time" content="2025-10-31T09:00:00-04:00">', date(2025, 10, 31)),
        ('<main><time datetime="2025-08-05T12:00:00Z">Tuesday</time></main>', date(2025, 8, 5)),
        ("<p>Executive Order 14287 was signed on April 28, 2025.</p>", None),
        ("<p>Updated February 30, 2025</p>", None),
        ("<p>Updated 13/05/2025</p>", None),
        ("<p>The order of 04/28/2025 will be updated regularly.</p>", None),
    ],
)
def test_the_date_is_the_pages_own(body: str, expected: date | None) -> None:
    """Dates that the page tells of itself are taken, dates in its prose never."""
    assert page_date(page(f"<html><body>{body}</body></html>")) == expected


def test_a_date_from_outside_wins() -> None:
    """What the caller knows is not guessed again."""
    assert page_date(page("<p>Updated August 5, 2025</p>", published=date(2025, 8, 6))) == date(2025, 8, 6)
