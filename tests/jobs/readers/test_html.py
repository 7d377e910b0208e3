"""Web pages as a person sees them: lines in order, hidden things left out, in any encoding."""

from datetime import UTC, date, datetime

import pytest

from jobs.readers.decoding import decode, is_cut_off
from jobs.readers.html import BlockKind, read_blocks, visible_text
from jobs.readers.outline import cleaned, is_prose, pieces, section_heading
from jobs.readers.page_date import page_date
from models.values import Document


def page(body: str | bytes, **more: object) -> Document:
    """A received page."""
    data = body.encode() if isinstance(body, str) else body
    return Document(data, "https://x.example/", datetime(2025, 8, 5, tzinfo=UTC), **more)  # type: ignore[arg-type]


def texts(body: str) -> list[str]:
    """The text of each block."""
    return [block.text for block in read_blocks(page(body))]


def test_lines_end_where_a_browser_ends_them() -> None:
    """Inline elements join, breaks and blocks part."""
    body = "<p>Prince George<b>'s</b>\n County<br>Boston</p>loose<div>Denver<p>Vail</p>Eagle</div>"
    assert texts(body) == ["Prince George's County", "Boston", "loose", "Denver", "Vail", "Eagle"]


def test_a_line_knows_what_it_is_made_as() -> None:
    """Headings, bold lines, items of a list and links can be told apart."""
    body = "<h3>Ohio</h3><p><b>Cities</b>:</p><ul><li><a href='/x'>Akron</a></li></ul><p><b>In</b> prose</p>"
    heading, bold, item, prose = read_blocks(page(body))
    assert (heading.kind, heading.level, heading.is_heading) == (BlockKind.HEADING, 3, True)
    assert (item.kind, item.link, item.is_heading) == (BlockKind.ITEM, "/x", False)
    assert (bold.text, bold.is_heading, prose.is_heading) == ("Cities:", True, False)


def test_a_table_keeps_its_cells() -> None:
    """Spanning cells are repeated, lines within a cell stay apart."""
    body = """<table><tr><th>State<th>Place</tr>
    <tr><td rowspan=2>Ohio<td>Akron<br>Dayton</tr><tr><td>Warren</tr><tr><td colspan=2>End</tr></table>"""
    assert [block.cells for block in read_blocks(page(body))] == [
        (("State",), ("Place",)),
        (("Ohio",), ("Akron", "Dayton")),
        (("Ohio",), ("Warren",)),
        (("End",), ("End",)),
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<nav>X</nav>",
        "<footer>X</footer>",
        "<script>X</script>",
        "<!-- X -->",
        "<p hidden>X</p>",
        '<p style="display : none">X</p>',
        '<p aria-hidden="true">X</p>',
        '<span class="usa-sr-only">X</span>',
        "<del>X</del>",
        '<div role="navigation">X</div>',
        "<select><option>X</option></select>",
    ],
)
def test_what_nobody_sees_is_left_out(hidden: str) -> None:
    """Navigation, scripts, hidden and struck-out text are no part of the page."""
    assert texts(f"<main><p>Seen</p>{hidden}</main>") == ["Seen"]


def test_what_a_click_shows_is_read() -> None:
    """A panel that a button opens is seen, though it is hidden at first."""
    assert texts('<button aria-controls="a">Ohio</button><div id="a" hidden>Akron</div>') == ["Ohio", "Akron"]
    assert texts(
        '<div role="tablist"><a href="#t">Ohio</a></div><div role="tabpanel" id="t" hidden>Akron</div>'
    ) == [
        "Ohio",
        "Akron",
    ]


def test_a_footnote_mark_is_no_part_of_a_name() -> None:
    """`Boston, MA` with a raised 1 is Boston, MA; a raised `th` stays."""
    assert texts("<p>Boston, MA<sup>1</sup></p><p>9<sup>th</sup></p>") == ["Boston, MA", "9th"]


def test_the_main_part_is_the_page() -> None:
    """`main` wins over all around it; without one the only article, or the body without its header."""
    assert texts("<div>Site</div><main>Own</main><div>More</div>") == ["Own"]
    assert texts("<div>Site</div><article>Own</article>") == ["Own"]
    assert texts("<header>Site</header><article>One</article><article>Two</article>") == ["One", "Two"]
    assert texts("") == []


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


def test_a_declared_encoding_is_believed() -> None:
    """The page's own meta tag decides where nothing stronger does."""
    assert "é" in decode(page('<meta charset="macintosh">é'.encode("mac-roman")))


def test_bytes_of_no_encoding_are_still_text() -> None:
    """Garbage never ends in an exception."""
    assert "Boston" in decode(page(b"Boston \x81\x8d\xff"))


def test_the_same_text_in_other_bytes_is_the_same() -> None:
    """A new design, new scripts and other white space change nothing that is read."""
    before = page("<main><h2>STATES</h2><ul><li>Ohio</li></ul></main>")
    after = page(b"<html><script>1</script><body>\n<main class=x><h2> STATES\n</h2><ul><li>Ohio </ul></main>")
    assert visible_text(before) == visible_text(after) == "STATES\nOhio"


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
        ("<p>The order of 04/28/2025 will be updated regularly.</p>", None),
    ],
)
def test_the_date_is_the_pages_own(body: str, expected: date | None) -> None:
    """Dates that the page tells of itself are taken, dates in its prose never."""
    assert page_date(page(f"<html><body>{body}</body></html>")) == expected


def test_a_date_from_outside_wins() -> None:
    """What the caller knows is not guessed again."""
    assert page_date(page("<p>Updated August 5, 2025</p>", published=date(2025, 8, 6))) == date(2025, 8, 6)


@pytest.mark.parametrize(
    ("text", "word", "count", "rest"),
    [
        ("STATES:", "STATES", None, ""),
        ("Sanctuary states", "states", None, ""),
        ("Cities (18)", "Cities", 18, ""),
        ("4 counties", "counties", 4, ""),
        ("States: 13", "States", 13, ""),
        ("State \u2013 Self-identification", "State", None, "Self-identification"),
        ("Counties and parishes", "Counties", None, ""),
        ("County-level jurisdictions:", "County", None, ""),
        ("States (including the District of Columbia)", "States", None, ""),
    ],
)
def test_a_sections_heading_is_read(text: str, word: str, count: int | None, rest: str) -> None:
    """The heading's word is what counts, dressed as it may be."""
    heading = section_heading(text)
    assert heading is not None
    assert (heading.word, heading.count, heading.rest) == (word, count, rest)


@pytest.mark.parametrize(
    "text",
    [
        "State College",
        "Union City",
        "Cities, states, or counties that refuse",
        "Cook County",
        "State Sanctuary Law",
        "",
    ],
)
def test_a_name_is_no_heading(text: str) -> None:
    """Places and prose that hold the words of a heading are none."""
    assert section_heading(text) is None


def test_names_are_cleaned_of_their_dress() -> None:
    """Bullets, numbers, semicolons and the last "and" go; what belongs to a name stays."""
    assert pieces("\u2022 Boston, MA; 2. Chicago, IL; and Denver, CO.") == [
        "Boston, MA",
        "Chicago, IL",
        "Denver, CO",
    ]
    assert cleaned("Washington, D.C.;") == "Washington, D.C."
    assert cleaned("Winston-Salem*") == "Winston-Salem"
    assert cleaned("Anderson, SC; and") == "Anderson, SC"


def test_prose_is_told_from_names() -> None:
    """Sentences and page furniture are no entries; long enumerations are no prose."""
    assert is_prose("No one should act on this information without an evaluation.")
    assert is_prose("Last Updated: 05/29/2025")
    assert is_prose("Back to top")
    assert not is_prose("Alameda County, Amador County, Butte County, Calaveras County, Colusa County")
    assert not is_prose("Self-identification as a state sanctuary jurisdiction")
    assert not is_prose("Reading, PA")
