"""Which announcements say a scout's words."""

import pytest

from jobs.scouts.items import hits


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("detainer", "ICE Detainer Policy"),
        ("detainer", "Declined detainers, by week"),
        ("detainer", "the DETAINER’s end"),
        ("sanctuary jurisdiction", "List of Sanctuary Jurisdictions Published"),
        ("sanctuary jurisdiction", "us-sanctuary-jurisdiction-list"),
        ("sanctuary jurisdiction", "a sanctuary\n  jurisdiction"),
        ("sanctuary jurisdictions", "one sanctuary jurisdiction"),
        ("sanctuary city", "Sanctuary Cities"),
        ("sanctuary cities", "a sanctuary city"),
        ("287(g)", "New 287(g) agreements"),
    ],
)
def test_words_are_found_in_any_case_and_number(word: str, text: str) -> None:
    """A person writes the word once, as it comes to mind."""
    assert hits([text], [word]) == (word,)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("detainer", "undetainered"),
        ("detainer", "a detained person"),
        ("ICE", "justice and police"),
        ("sanctuary jurisdiction", "sanctuary for every jurisdiction"),
        ("sanctuary jurisdiction", "sanctuary"),
    ],
)
def test_parts_of_words_are_not_found(word: str, text: str) -> None:
    """Leads that name something else would soon be read by nobody."""
    assert hits([text], [word]) == ()


def test_a_phrase_does_not_begin_in_the_title_and_end_in_the_summary() -> None:
    """Each text is searched on its own; the words come in the order in which they were set."""
    assert hits(["A new sanctuary", "jurisdiction of detainers"], ["sanctuary jurisdiction", "detainer"]) == (
        "detainer",
    )
