"""Headings and names in the dress that pages give them."""

import pytest

from jobs.readers.html import section_heading
from jobs.readers.html.outline import cleaned, is_prose, pieces


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
