"""The lists of Justice and Homeland Security: the same names in every layout, and nothing else."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.sources import all_sources
from models.errors import DeskError, UnreadableDocument
from models.place_states import STATES, state_code
from models.values import Document, Edition
from tests.support.list_pages import (
    BY_STATE,
    EXAMPLES,
    NATIONAL,
    Group,
    Layout,
    columns,
    facts_of,
    items,
    lines,
    page,
    plain,
)

SOURCES = all_sources()
Row = tuple[str, str, str]


def read(html: str, source: str = "doj_eo14287") -> Edition:
    """Parse a page as a source would."""
    document = Document(html.encode(), "http://127.0.0.1/list", datetime(2025, 8, 5, tzinfo=UTC))
    return SOURCES[source].parse(document)


def rows_of(edition: Edition) -> list[Row]:
    """What each listing says: heading, name, state."""
    return [(str(row.fields["heading"]), str(row.fields["name"]), row.state) for row in edition.listings]


def rows_in(groups: Sequence[Group]) -> list[Row]:
    """What was typeset, in the order in which it stands on the page."""
    states = dict.fromkeys(group.state for group in groups)
    return [
        (group.heading, name, state_code(group.state or name.rpartition(", ")[2]))
        for state in states
        for group in groups
        if group.state == state
        for name in group.names
    ]


COUNTIES = ["Baltimore County", "Lewis and Clark County", "Prince George\u2019s County", "St. Louis County"]
CITIES = [
    "Boston",
    "St. Paul",
    "New York City",
    "Washington",
    "Winston-Salem",
    "San Francisco City",
    "Cañon City",
]
NAMES = [state.name for state in STATES.values()]
USPS = st.sampled_from(sorted(STATES))


def some(names: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """A few different names in any order."""
    return st.lists(st.sampled_from(names), min_size=1, unique=True).map(tuple)


@st.composite
def national(draw: st.DrawFn) -> list[Group]:
    """A list of the whole country: three sections in any order, in capitals or not."""
    capitals = draw(st.booleans())
    named = {
        "States": draw(some(NAMES)),
        "Counties": tuple(f"{name}, {draw(USPS)}" for name in draw(some(COUNTIES))),
        "Cities": tuple(f"{name}, {draw(USPS)}" for name in draw(some(CITIES))),
    }
    order = draw(st.permutations(sorted(named)))
    return [Group(heading.upper() if capitals else heading, named[heading]) for heading in order]


LOCAL = [
    "Athens-Clarke",
    "Cambell",
    "City of Everett",
    "DeKalb",
    "King and Queen County",
    "Oxnard",
    "St. Paul",
]
TOWNS = [
    "Albany",
    "Cathedral City",
    "City of Everett",
    "Montclair Township",
    "New York",
    "State College",
    "Union City",
]
ITSELF = [
    "Self-Identification as a State Sanctuary Jurisdiction",
    "Court Order Requiring State Sanctuary Requirements",
]


@st.composite
def by_state(draw: st.DrawFn) -> list[Group]:
    """A list by state: each with some of the sections, in any order."""
    groups = []
    for state in draw(some(["California", "New York", "Pennsylvania", "Rhode Island", "Washington"])):
        named = {
            "State": draw(some([*ITSELF[:1], state])),
            "Counties": draw(some(LOCAL)),
            "Cities": draw(some(TOWNS)),
        }
        kept = draw(st.lists(st.sampled_from(sorted(named)), min_size=1, unique=True))
        groups += [Group(heading, named[heading], state) for heading in kept]
    return groups


@given(groups=national(), layout=st.sampled_from(NATIONAL))
def test_a_national_list_is_read_in_any_layout(groups: list[Group], layout: Layout) -> None:
    """Headings, names and states are read exactly, in order, whatever they are typeset as."""
    edition = read(page(layout(groups)))
    found, expected = rows_of(edition), rows_in(groups)
    assert (sorted(found) == sorted(expected)) if layout is columns else (found == expected)
    assert (edition.problems, edition.questions) == ((), ())


@given(groups=by_state(), layout=st.sampled_from(BY_STATE))
def test_a_list_by_state_is_read_in_any_layout(groups: list[Group], layout: Layout) -> None:
    """Cities that are called like a state, or a heading, stay cities; a state's own entry stays one."""
    if layout is plain:
        groups = [
            Group(g.heading, tuple(n for n in g.names if not state_code(n)) or ("X",), g.state)
            for g in groups
        ]
    assert rows_of(read(page(layout(groups)), "dhs_2025")) == rows_in(groups)


@pytest.mark.parametrize("layout", NATIONAL, ids=lambda layout: layout.__name__)
def test_the_published_list_of_justice_is_read_whole(layout: Layout) -> None:
    """All 35 entries of 2025-08-05, each with its state, and none of the page's prose."""
    groups = facts_of("doj_eo14287", "2025-08-05")
    edition = read(page(layout(groups), "Updated August 5, 2025"))
    assert Counter(rows_of(edition)) == Counter(rows_in(groups))
    assert (len(edition.listings), edition.published, edition.problems) == (35, date(2025, 8, 5), ())


@pytest.mark.parametrize("layout", BY_STATE, ids=lambda layout: layout.__name__)
def test_the_published_list_of_homeland_security_is_read_whole(layout: Layout) -> None:
    """All 385 known entries of 2025-05-29, misspellings kept, in every layout."""
    groups = facts_of("dhs_2025", "2025-05-28")
    edition = read(page(layout(groups), "Last Updated: 05/29/2025"), "dhs_2025")
    assert rows_of(edition) == rows_in(groups)
    assert (len(edition.listings), edition.published, edition.problems) == (385, date(2025, 5, 29), ())
    assert ("Cities", "Cincinnatti", "OH") in rows_of(edition)


@pytest.mark.parametrize(
    "path", sorted(EXAMPLES.glob("d*/*/document.html")), ids=lambda path: path.parent.name
)
def test_each_example_holds_the_facts_of_its_day(path: Path) -> None:
    """The example documents, read from disk, say what the cited facts say."""
    source, day = path.parts[-3:-1]
    edition = read(path.read_text(encoding="utf-8"), source)
    assert Counter(rows_of(edition)) == Counter(rows_in(facts_of(source, day)))
    assert edition.published == date.fromisoformat(day)


def test_prose_and_layout_may_change_without_a_change_of_the_list() -> None:
    """The same names typeset anew are the same listings: heading words are kept, their dress is not."""
    groups = facts_of("doj_eo14287", "2025-08-05")
    before = read(page(lines(groups)))
    after = read(page(items(groups)).replace("Declarations", "Public words").replace("STATES", "States"))
    assert [dict(row.fields) for row in before.listings][13:] == [dict(row.fields) for row in after.listings][
        13:
    ]
    assert before.listings[0].section == "STATES"
    assert after.listings[0].section == "Sanctuary States"


def test_a_struck_name_is_off_the_list() -> None:
    """A publisher that crosses a name out has taken it off."""
    html = page(items(facts_of("doj_eo14287", "2025-08-05"))).replace("<li>Nevada;", "<li><s>Nevada</s>;")
    assert ("STATES", "Nevada", "NV") not in rows_of(read(html))


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda html: html.replace("Sanctuary CITIES", "Sanctuary Localities"), "cities"),
        (lambda html: html.replace("anctuary", "pecial"), "'sanctuary'"),
        (lambda html: html[: html.index("Cook County")], "breaks off"),
        (lambda html: html.replace("<li>", "<li hidden>"), "No states"),
    ],
    ids=["a heading lost", "a word lost", "cut off", "emptied"],
)
def test_a_page_that_is_not_whole_says_so(spoil: Callable[[str], str], reason: str) -> None:
    """What looks wrong is a problem, with its reason, never a shorter list."""
    html = spoil(page(items(facts_of("doj_eo14287", "2025-08-05"))))
    assert any(reason in problem for problem in read(html).problems)


def test_names_under_an_unknown_heading_are_asked_about() -> None:
    """A section of a new kind in the middle of the list holds the edition; below the list it doesn't."""
    airports = "<h4>Airports</h4><ul><li>Dallas Fort Worth</li></ul>"
    between = page(f"<h3>Texas</h3>{airports}<h3>Utah</h3>")
    assert any("Airports" in problem for problem in read(between, "dhs_2025").problems)
    assert read(page(f"<h3>Texas</h3>{airports}"), "dhs_2025").problems == ()
    national = page(items(facts_of("doj_eo14287", "2025-08-05")))
    between = national.replace("<h2>Sanctuary CITIES", f"{airports}<h2>Sanctuary CITIES")
    assert any("Airports" in problem for problem in read(between).problems)


def test_an_entry_without_its_state_is_kept_and_asked_about() -> None:
    """A name whose state is missing stays a row, openly without one."""
    html = page(items(facts_of("doj_eo14287", "2025-08-05"))).replace("Boston, MA", "Boston")
    edition = read(html)
    assert ("CITIES", "Boston", "") in rows_of(edition)
    assert any("Boston" in question for question in edition.questions)
    assert edition.problems == ()


def test_a_count_in_a_heading_is_a_total() -> None:
    """Totals come from headings alone: running text counts the District of Columbia both ways."""
    html = page(items(facts_of("doj_eo14287", "2025-08-05")))
    for heading, count in (("STATES", 14), ("COUNTIES", 4), ("CITIES", 18)):
        html = html.replace(f"Sanctuary {heading}", f"{heading} ({count})")
    assert read(html).totals == {"listings": 36}
    assert read(page(items(facts_of("doj_eo14287", "2025-08-05")))).totals == {}


def test_a_state_without_any_heading_of_its_own_is_an_entry() -> None:
    """An entry right below the state's name says so in a note."""
    html = page(f"<h3>Rhode Island</h3><ul><li>{ITSELF[1]}</li></ul>")
    edition = read(html, "dhs_2025")
    assert rows_of(edition) == [("State", ITSELF[1], "RI")]
    assert edition.listings[0].notes


def test_a_row_that_spans_the_table_begins_a_state() -> None:
    """A table may name its states in rows of their own, and its sections in a first column."""
    html = page(
        "<table><tr><td colspan=2>California</td></tr><tr><td>Cities</td><td>Davis; Eureka</td></tr>"
        "<tr><td colspan=2>Vermont</td></tr><tr><td>State</td><td>Self-identification</td></tr></table>"
    )
    assert rows_of(read(html, "dhs_2025")) == [
        ("Cities", "Davis", "CA"),
        ("Cities", "Eureka", "CA"),
        ("State", "Self-identification", "VT"),
    ]


def test_a_line_below_the_items_is_asked_about() -> None:
    """What stands under a bulleted list without a bullet is furniture, and operators hear of it."""
    html = page("<h3>Ohio</h3><h4>Cities</h4><ul><li>Dayton</li></ul><p>Office of Public Affairs</p>")
    edition = read(html, "dhs_2025")
    assert rows_of(edition) == [("Cities", "Dayton", "OH")]
    assert any("Public Affairs" in question for question in edition.questions)


def test_the_columns_of_a_table_may_name_the_state() -> None:
    """Name, state and type in columns of their own are one entry, read with its whole row."""
    html = page(
        "<table><tr><th>Jurisdiction<th>State<th>Type</tr><tr><td>Boston<td>MA<td>City</tr>"
        "<tr><td>Cook County<td>IL<td>County</tr><tr><td>Ohio<td>OH<td>State</tr></table>"
    )
    edition = read(html)
    assert rows_of(edition) == [
        ("City", "Boston", "MA"),
        ("County", "Cook County", "IL"),
        ("State", "Ohio", "OH"),
    ]
    assert edition.listings[0].as_read == "Boston | MA | City"


def test_the_pages_title_opens_no_section() -> None:
    """A page that calls itself a list of sanctuary cities has no entries among its prose."""
    html = page(items(facts_of("doj_eo14287", "2025-08-05"))).replace(
        "<h1>Sanctuary Jur", "<h1>Sanctuary Cities</h1>Jur"
    )
    assert len(read(html).listings) == 35


def test_a_misspelt_state_lends_its_places_to_nobody() -> None:
    """Counties under a heading that is no state are never counted to the state before it."""
    sections = "<h4>Counties</h4><ul><li>Orange</li></ul>"
    edition = read(page(f"<h3>Arizona</h3>{sections}<h3>Calfornia</h3>{sections}"), "dhs_2025")
    assert rows_of(edition) == [("Counties", "Orange", "AZ")]
    assert edition.problems == ("Names stand under 'Calfornia', which is no state.",)


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
        read(tag * 20_000)


def test_a_section_that_stands_twice_in_a_state_is_held() -> None:
    """A state's heading that was lost would lend its places to the state before it."""
    cities = "<h4>Cities</h4><ul><li>Burlington</li></ul>"
    edition = read(page(f"<h3>Arizona</h3>{cities}{cities}"), "dhs_2025")
    assert edition.problems == ("The heading 'Cities' stands twice in AZ.",)
