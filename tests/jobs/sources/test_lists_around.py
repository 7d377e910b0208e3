"""What stands beside names and around a list: notes, questions, addresses, other lists."""

from html import escape

import pytest

from tests.examples.make_lists import facts_of
from tests.support.documents.list_pages import Group, items, lines, page
from tests.support.documents.list_reading import read_page, rows_in, rows_of

LIST = facts_of("doj_eo14287", "2025-10-31")
ITEMS, LINES = items(LIST), lines(LIST)
_REMOVED = "<ul><li>Nevada</li><li>Baltimore County, MD</li></ul>"


def _each(before: str, name: str, after: str = "</ul>") -> str:
    """The list with its parts typeset as `before`, a name at a time, `after`."""

    def typeset(group: Group) -> str:
        names = "".join(name.format(escape(each), number=n) for n, each in enumerate(group.names, 1))
        return before.format(group.heading) + names + after

    return "".join(map(typeset, LIST))


UNCHANGED = {
    "a note of a removal": page(LINES + "<p>*Nevada was removed on September 26, 2025.</p>"),
    "a short note": page(LINES + "<p>Nevada removed 9/26/2025</p>"),
    "a list of removals": page(f"{ITEMS}<h2>Removed Jurisdictions</h2>{_REMOVED}"),
    "removals under a bold line": page(f"{ITEMS}<p><strong>Formerly listed:</strong></p>{_REMOVED}"),
    "a name crossed out by style": page(
        ITEMS.replace("<li>Oregon", "<li style='text-decoration: line-through'>Nevada;</li><li>Oregon")
    ),
    "a name said to be removed": page(
        ITEMS.replace("<li>Oregon", "<li>Nevada (removed September 26, 2025);</li><li>Oregon")
    ),
    "when each was added": page(_each("<h3>{}</h3><ul>", "<li>{} (added August 5, 2025)</li>")),
    "a lead-in to each part": page(
        _each("<h3>{0}</h3><p>The following {0} have been designated:</p><ul>", "<li>{}</li>")
    ),
    "signs without width": page(ITEMS.replace("County", "County\u200b").replace(", ", ",&nbsp;")),
    "marks of footnotes": page(_each("<h3>{}</h3><ul>", "<li>{}*<sup>{number}</sup></li>")),
    "a list in a list": page("<ul>" + _each("<li>{}:<ul>", "<li>{}</li>", "</ul></li>") + "</ul>"),
    "lines in one item": page(_each("<h3>{}</h3><ul><li>", "{}<br>", "</li></ul>")),
    "panels that open": page(_each("<details><summary>{}</summary><ul>", "<li>{}</li>", "</ul></details>")),
    "terms and definitions": page("<dl>" + _each("<dt>{}</dt>", "<dd>{}</dd>", "") + "</dl>"),
    "plain boxes": page(_each("<div>{}</div>", "<div>{}</div>", "")),
    "linked names": page(_each("<h3>{}</h3><ul>", "<li><a href='/{number}'>{}</a></li>")),
    "questions and answers": page(
        f"{ITEMS}<h2>Questions</h2><h3>What is a sanctuary city?</h3><ul><li>Cities that limit it</li></ul>"
    ),
    "an address": page(f"{LINES}<address>Washington, DC</address>"),
    "whom to ask": page(
        f"{LINES}<p>Office of Public Affairs<br>U.S. Department of Justice<br>Washington, DC</p>"
    ),
    "what it is filed under": page(f"{LINES}<p>Topics</p><ul><li>Immigration</li></ul>"),
}


@pytest.mark.parametrize("html", UNCHANGED.values(), ids=list(UNCHANGED))
def test_what_stands_around_the_list_changes_nothing(html: str) -> None:
    """The same rows, in whatever prose and dress; nothing of it is held."""
    edition = read_page(html)
    assert sorted(rows_of(edition)) == sorted(rows_in(LIST))
    assert edition.problems == ()


def test_a_second_list_of_cities_holds_the_page() -> None:
    """Cities that are only under review must not come onto the list."""
    html = page(f"{ITEMS}<h2>Under review</h2><h3>Cities</h3><ul><li>Dallas, TX</li></ul>")
    assert read_page(html).problems == ("The heading 'Cities' stands twice, with names below both.",)


def test_what_a_state_s_list_is_filed_under_is_no_city() -> None:
    """The last state of a list by state ends where the page's own furniture begins."""
    html = page(
        "<h3>Ohio</h3><h4>Cities</h4><ul><li>Dayton</li></ul><p>Topics</p><ul><li>Immigration</li></ul>"
    )
    edition = read_page(html, "dhs_2025")
    assert rows_of(edition) == [("Cities", "Dayton", "OH")]
    assert edition.problems == ()
