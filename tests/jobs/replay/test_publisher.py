"""What the replay's publisher serves: pages that come and go, on this computer alone."""

import httpx

from jobs.replay import Publisher


def test_the_publisher_answers_404_for_what_it_took_down() -> None:
    """A page is there until it is taken down."""
    with Publisher() as publisher:
        publisher.pages["/list"] = b"<p>here</p>"
        there = httpx.get(f"{publisher.address}/list")
        del publisher.pages["/list"]
        gone = httpx.get(f"{publisher.address}/list")
    assert (there.status_code, there.text) == (200, "<p>here</p>")
    assert gone.status_code == 404
    assert "Page Not Found" in gone.text


def test_the_publisher_says_what_a_report_and_a_page_are() -> None:
    """A browser shows each as what it is, the page that says "not found" too."""
    with Publisher() as publisher:
        publisher.pages |= {"/report.pdf": b"%PDF-1.4", "/list": b"<p>here</p>"}
        paths = ("/report.pdf", "/list", "/other.pdf")
        told = [httpx.get(publisher.address + path).headers["Content-Type"] for path in paths]
    assert told == ["application/pdf", "text/html; charset=utf-8", "text/html; charset=utf-8"]


def test_the_publisher_is_reached_from_this_computer_alone() -> None:
    """It listens on the loopback address."""
    with Publisher() as publisher:
        assert publisher.address.startswith("http://127.0.0.1:")
