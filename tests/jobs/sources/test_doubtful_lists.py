"""Pages that are not what they were: what is held, what is asked about, what is no matter."""

from collections.abc import Callable

import pytest

from tests.examples.make_lists import facts_of
from tests.support.documents.list_pages import items, page
from tests.support.documents.list_reading import read_page, rows_of

ITSELF = [
    "Self-Identification as a State Sanctuary Jurisdiction",
    "Court Order Requiring State Sanctuary Requirements",
]


def test_a_struck_name_is_off_the_list() -> None:
    """A publisher that crosses a name out has taken it off."""
    html = page(items(facts_of("doj_eo14287", "2025-08-05"))).replace("<li>Nevada;", "<li><s>Nevada</s>;")
    assert ("STATES", "Nevada", "NV") not in rows_of(read_page(html))


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
    assert any(reason in problem for problem in read_page(html).problems)


def test_names_under_an_unknown_heading_are_asked_about() -> None:
    """A section of a new kind in the middle of the list holds the edition; below the list it doesn't."""
    airports = "<h4>Airports</h4><ul><li>Dallas Fort Worth</li></ul>"
    between = page(f"<h3>Texas</h3>{airports}<h3>Utah</h3>")
    assert any("Airports" in problem for problem in read_page(between, "dhs_2025").problems)
    assert read_page(page(f"<h3>Texas</h3>{airports}"), "dhs_2025").problems == ()
    national = page(items(facts_of("doj_eo14287", "2025-08-05")))
    between = national.replace("<h2>Sanctuary CITIES", f"{airports}<h2>Sanctuary CITIES")
    assert any("Airports" in problem for problem in read_page(between).problems)


def test_an_entry_without_its_state_is_kept_and_asked_about() -> None:
    """A name whose state is missing stays a row, openly without one."""
    html = page(items(facts_of("doj_eo14287", "2025-08-05"))).replace("Boston, MA", "Boston")
    edition = read_page(html)
    assert ("CITIES", "Boston", "") in rows_of(edition)
    assert any("Boston" in question for question in edition.questions)
    assert edition.problems == ()


def test_a_last_line_without_its_state_is_asked_about() -> None:
    """It may be a place or the page's furniture: no row, but operators are asked, once."""
    html = (
        "<html><body><main><h1>Sanctuary jurisdictions</h1><p>STATES:<br>Oregon</p>"
        "<p>COUNTIES:<br>Cook County, IL</p><p>CITIES:<br>Boston, MA<br>Springfield</p>"
        "<p>Was this page helpful to you?</p></main></body></html>"
    )
    edition = read_page(html)
    assert ("CITIES", "Springfield", "") not in rows_of(edition)
    (question,) = (each for each in edition.questions if "left out" in each)
    assert "'Springfield'" in question


def test_a_count_in_a_heading_is_a_total() -> None:
    """Totals come from headings alone: running text counts the District of Columbia both ways."""
    html = page(items(facts_of("doj_eo14287", "2025-08-05")))
    for heading, count in (("STATES", 14), ("COUNTIES", 4), ("CITIES", 18)):
        html = html.replace(f"Sanctuary {heading}", f"{heading} ({count})")
    assert read_page(html).totals == {"listings": 36}
    assert read_page(page(items(facts_of("doj_eo14287", "2025-08-05")))).totals == {}


def test_a_state_without_any_heading_of_its_own_is_an_entry() -> None:
    """An entry right below the state's name says so in a note."""
    html = page(f"<h3>Rhode Island</h3><ul><li>{ITSELF[1]}</li></ul>")
    edition = read_page(html, "dhs_2025")
    assert rows_of(edition) == [("State", ITSELF[1], "RI")]
    assert edition.listings[0].notes


@pytest.mark.parametrize("mark", ["<p>{}</p>", "<p><em>{}</em></p>", "<ul><li>{}</li></ul>"])
@pytest.mark.parametrize("names", ["<ul><li>Dane</li></ul>", "<p>Dane</p>"])
def test_a_state_that_is_said_to_be_one_below_its_counties_is_an_entry(names: str, mark: str) -> None:
    """Headings come in any order: such a line is the state's own, no county and nothing to leave out."""
    html = page(
        f"<h2>Wisconsin</h2><h3>Counties</h3>{names}{mark.format(ITSELF[0])}<h3>Cities</h3><p>Barron</p>"
    )
    edition = read_page(html, "dhs_2025")
    assert rows_of(edition) == [
        ("Counties", "Dane", "WI"),
        ("State", ITSELF[0], "WI"),
        ("Cities", "Barron", "WI"),
    ]
    assert (edition.problems, edition.questions) == ((), ())


def test_a_row_that_spans_the_table_begins_a_state() -> None:
    """A table may name its states in rows of their own, and its sections in a first column."""
    html = page(
        "<table><tr><td colspan=2>California</td></tr><tr><td>Cities</td><td>Davis; Eureka</td></tr>"
        "<tr><td colspan=2>Vermont</td></tr><tr><td>State</td><td>Self-identification</td></tr></table>"
    )
    assert rows_of(read_page(html, "dhs_2025")) == [
        ("Cities", "Davis", "CA"),
        ("Cities", "Eureka", "CA"),
        ("State", "Self-identification", "VT"),
    ]


def test_a_sections_heading_may_name_its_state_again() -> None:
    """Iowa Cities is a heading below Iowa, as Iowa City is a name below it."""
    html = page(
        "<h3>Iowa</h3><h4>Iowa Counties</h4><ul><li>Linn</ul>"
        "<h4>Iowa Cities:</h4><ul><li><b>Iowa City</b><li>Ames</ul>"
    )
    edition = read_page(html, "dhs_2025")
    assert rows_of(edition) == [
        ("Counties", "Linn", "IA"),
        ("Cities", "Iowa City", "IA"),
        ("Cities", "Ames", "IA"),
    ]
    assert edition.problems == ()


def test_preformatted_lines_are_lines() -> None:
    """A list pasted into a page as plain text ends its lines where the text does."""
    html = page("<pre>STATES:\nOhio\n\nCOUNTIES:\nCook County, IL\n\nCITIES:\nBoston, MA\nDenver, CO\n</pre>")
    assert rows_of(read_page(html)) == [
        ("STATES", "Ohio", "OH"),
        ("COUNTIES", "Cook County, IL", "IL"),
        ("CITIES", "Boston, MA", "MA"),
        ("CITIES", "Denver, CO", "CO"),
    ]


def test_a_line_below_the_items_is_asked_about() -> None:
    """What stands under a bulleted list without a bullet is furniture, and operators hear of it."""
    html = page("<h3>Ohio</h3><h4>Cities</h4><ul><li>Dayton</li></ul><p>Office of Public Affairs</p>")
    edition = read_page(html, "dhs_2025")
    assert rows_of(edition) == [("Cities", "Dayton", "OH")]
    assert any("Public Affairs" in question for question in edition.questions)


def test_the_columns_of_a_table_may_name_the_state() -> None:
    """Name, state and type in columns of their own are one entry, read with its whole row."""
    html = page(
        "<table><tr><th>Jurisdiction<th>State<th>Type</tr><tr><td>Boston<td>MA<td>City</tr>"
        "<tr><td>Cook County<td>IL<td>County</tr><tr><td>Ohio<td>OH<td>State</tr></table>"
    )
    edition = read_page(html)
    assert rows_of(edition) == [
        ("City", "Boston", "MA"),
        ("County", "Cook County", "IL"),
        ("State", "Ohio", "OH"),
    ]
    assert edition.listings[0].as_read == "Boston | MA | City"


@pytest.mark.parametrize("header", ["<tr><th>Type<th>Jurisdiction<th>Date Added</tr>", ""])
def test_a_column_that_is_no_part_of_the_list_adds_nothing_to_it(header: str) -> None:
    """The day on which each place was listed is no place, with or without a name above its column."""
    html = page(
        f"<table>{header}<tr><td>City<td>Boston, MA<td>08/05/2025</tr><tr><td>County<td>Cook County, IL"
        "<td>August 5, 2025</tr><tr><td>State<td>Ohio<td>2025-08-05</tr></table>"
    )
    assert rows_of(read_page(html)) == [
        ("City", "Boston, MA", "MA"),
        ("County", "Cook County, IL", "IL"),
        ("State", "Ohio", "OH"),
    ]


def test_a_column_of_a_name_not_met_before_spoils_no_other() -> None:
    """What the states say of themselves may stand in a column of its own."""
    html = page(
        f"<table><tr><th>State<th>Self-Identified<th>Counties<th>Cities<th>Since</tr>"
        f"<tr><td>Vermont<td>{ITSELF[0]}<td>Windham<td>Barre<br>Burlington<td>2025</tr>"
        "<tr><td>Ohio<td><td><td>Dayton<td>2025</tr></table>"
    )
    assert sorted(rows_of(read_page(html, "dhs_2025"))) == [
        ("Cities", "Barre", "VT"),
        ("Cities", "Burlington", "VT"),
        ("Cities", "Dayton", "OH"),
        ("Counties", "Windham", "VT"),
        ("State", ITSELF[0], "VT"),
    ]


def test_the_pages_title_opens_no_section() -> None:
    """A page that calls itself a list of sanctuary cities has no entries among its prose."""
    html = page(items(facts_of("doj_eo14287", "2025-08-05"))).replace(
        "<h1>Sanctuary Jur", "<h1>Sanctuary Cities</h1>Jur"
    )
    assert len(read_page(html).listings) == 35


def test_a_misspelt_state_lends_its_places_to_nobody() -> None:
    """Counties under a heading that is no state are never counted to the state before it."""
    sections = "<h4>Counties</h4><ul><li>Orange</li></ul>"
    edition = read_page(page(f"<h3>Arizona</h3>{sections}<h3>Calfornia</h3>{sections}"), "dhs_2025")
    assert rows_of(edition) == [("Counties", "Orange", "AZ")]
    assert edition.problems == ("Names stand under 'Calfornia', which is no state.",)


def test_a_section_that_stands_twice_in_a_state_is_held() -> None:
    """A state's heading that was lost would lend its places to the state before it."""
    cities = "<h4>Cities</h4><ul><li>Burlington</li></ul>"
    edition = read_page(page(f"<h3>Arizona</h3>{cities}{cities}"), "dhs_2025")
    assert edition.problems == ("The heading 'Cities' stands twice in AZ.",)


@pytest.mark.parametrize(
    ("whole", "broken", "reason"),
    [
        ("Chicago, IL;</li>", "Chic</ada County</li>", "</ada County"),
        ("<li>Chicago", "<h3li>Chicago", "<h3li>"),
        ("Chicago, IL", "Chica li>Boulder, CO", "holds a piece of a tag"),
        ("Chicago, IL", "Cities", "the heading 'Cities' stands among the names"),
        ("Chicago, IL", "Ne", "A state, 'Ne', stands under"),
    ],
    ids=["an end tag", "two tags in one", "a tag as text", "a heading as a name", "a piece of a name"],
)
def test_a_page_with_a_hole_in_its_middle_is_held(whole: str, broken: str, reason: str) -> None:
    """What was lost between two halves shows where they meet; unknown elements in pairs are no matter."""
    html = page(items(facts_of("doj_eo14287", "2025-08-05")) + "<blink2>new</blink2><x-share></x-share>")
    assert read_page(html).problems == ()
    assert any(reason in problem for problem in read_page(html.replace(whole, broken, 1)).problems)
