"""Web pages as a person sees them: lines in order, hidden things left out."""

from datetime import UTC, datetime

import pytest

from jobs.readers.html import BlockKind, read_blocks, visible_text
from models.domain import Document


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


def test_the_same_text_in_other_bytes_is_the_same() -> None:
    """A new design, new scripts and other white space change nothing that is read."""
    before = page("<main><h2>STATES</h2><ul><li>Ohio</li></ul></main>")
    after = page(b"<html><script>1</script><body>\n<main class=x><h2> STATES\n</h2><ul><li>Ohio </ul></main>")
    assert visible_text(before) == visible_text(after) == "STATES\nOhio"
