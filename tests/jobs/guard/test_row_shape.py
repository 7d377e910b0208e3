"""The guard: rows that can't be what their document says, whichever reader handed them over."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.guard import Before, Now, judge
from models.domain import Edition, Listing, ListingKind, Outcome, Reading
from models.places import load_gazetteer
from tests.jobs.guard.test_verdict import STATE

OKINA = "\N{MODIFIER LETTER TURNED COMMA}"
TOWNS = (
    *(("Boston", "MA"), ("Chicago", "IL"), ("Denver", "CO"), ("Seattle", "WA"), ("Portland", "OR")),
    *(("Austin", "TX"), ("Newark", "NJ"), ("Santa Fe", "NM"), ("Ithaca", "NY"), ("Madison", "WI")),
    *(("Kansas City, MO Police Department", "MO"), ('Cut "N" Shoot Police Department', "TX")),
    *(("Florida A&M University", "FL"), ("Doña Ana County", "NM"), ("Prince George’s County", "MD")),
    *(("Boston, MA and Chicago, IL", ""), (f"Kaua{OKINA}i County", "HI"), ("San Jose, CA", "CA")),
)
"""Names as publishers print them, none of them out of shape."""


def listed(*more: tuple[str, str], towns: Sequence[tuple[str, str]] = TOWNS) -> Edition:
    """A list of these places."""
    rows = [Listing(ListingKind.DESIGNATION, {"name": name}, state) for name, state in (*towns, *more)]
    return Edition("list", Reading.of(rows))


def is_place(name: str, state: str) -> bool:
    """Whether a name is spelt as that of a known place in a state."""
    resolution = load_gazetteer().resolve(name, state or None)
    return resolution.outcome is Outcome.RESOLVED and not resolution.repaired


def told(edition: Edition, arrived: Sequence[Listing] | None = None) -> tuple[str, str]:
    """Why an edition would be held, and what operators would be asked of it."""
    before = None if arrived is None else Before(len(edition.listings))
    now = Now(arrived=None if arrived is None else Reading.of(arrived), is_place=is_place)
    verdict = judge(edition, STATE, before, now)
    return " ".join(verdict.reasons), " ".join(verdict.questions)


def test_names_as_publishers_print_them_are_no_fault() -> None:
    """States within names, quoted words, ampersands, accents: nothing is held, nothing is asked."""
    assert told(listed()) == ("", "")


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Denver,CO Seattle,WA Portland,OR Austin", "TX"),
        ("Denver,CO Austin", "TX"),
        ("Denver,CO,Cities Seattle,WA,Cities Austin", "TX"),
        ("Denver, CO Seattle, WA Austin", "TX"),
        ("Denver;Colorado Seattle;Washington Austin", "TX"),
        ("Denver|CO Seattle|WA Austin", ""),
        ("Denver,2025-01-02 Seattle,2025-01-03 Austin", "TX"),
        ("Denver,1/2/2025 Austin", "TX"),
        ("Denver", "CO Seattle,WA"),
        ("Denver Seattle", "CO WA"),
        ("Denver Seattle", "NEW MEXICO NORTH DAKOTA"),
        ("Denver,CO", ""),
        ("Denver CO Seattle", "WA"),
        ("Denver CO / Seattle", "WA"),
        ("Denver, CO Seattle", "WA"),
        ("Denver (CO) - Seattle", "WA"),
        ("Denver Colorado Seattle", "WA"),
        ("Denver CO Seattle WA Portland", "OR"),
        ("Denver CO Seattle WA", ""),
        ("Boston MA; Lowell", "MA"),
        ("Polk County Sheriff's Office FL Hall County Sheriff's Office", "GA"),
    ],
)
def test_a_cell_that_holds_other_rows_is_held(name: str, state: str) -> None:
    """It swallowed a line's end, or the state beside it: the rows within would read as gone."""
    assert "swallowed" in told(listed((name, state)))[0]


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Kansas City MO Police Department", "MO"),
        ("KANSAS CITY, KANSAS POLICE DEPARTMENT", "KS"),
        ("LOGAN CO SHERIFF", "OH"),
        ("LOGAN CO BELLEFONTAINE", "OH"),
        ("LAKE CO, BALDWIN, MI.", ""),
        ("CITY OF LA PORTE POLICE DEPARTMENT", "TX"),
        ("FOND DU LAC CO", "WI"),
        ("CUT AND SHOOT OR CONROE", "TX"),
        ("Port Washington North", "NY"),
        ("Boston MA and Chicago", "IL"),
        ("Washington State University", "WA"),
    ],
)
def test_a_state_within_a_name_is_no_other_row(name: str, state: str) -> None:
    """An agency of a city of two states, a county for short, a word of a name that is spelt like a code."""
    assert "swallowed" not in told(listed((name, state)))[0]


@given(st.lists(st.sampled_from(TOWNS[:10]), min_size=3, max_size=8), st.sampled_from(",;|"))
def test_whatever_lines_a_cell_swallows_it_is_held(rows: list[tuple[str, str]], delimiter: str) -> None:
    """However many, and whatever parts their cells."""
    *swallowed, (last, state) = rows
    name = " ".join([*(delimiter.join(row) for row in swallowed), last])
    assert "swallowed" in told(listed((name, state)))[0]


@pytest.mark.parametrize("cell", ['=PROPER("Denver")', "=A2", "=Sheet2!B7", '="Denver"', "=+A2&B2"])
def test_a_formula_in_place_of_a_value_is_held(cell: str) -> None:
    """In any format: a name that a program was to compute is not known."""
    assert "formula" in told(listed((cell, "CO")))[0]
    assert "formula" in told(listed(("Denver", cell)))[0]


def test_a_formula_beside_a_row_is_only_asked_about() -> None:
    """A column that is no part of what a row says hides no row."""
    edition = listed()
    rows = [replace(row, annotations={"memo": '=HYPERLINK("x")'}) for row in edition.listings]
    held, asked = told(replace(edition, listings=rows))
    assert held == ""
    assert "formula" in asked


def garbled(text: str, codec: str) -> str:
    """Return a text whose UTF-8 was taken for another encoding, as a desk reads it: blanks collapsed."""
    letters = (bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())
    return " ".join("".join(letters).split())


@pytest.mark.parametrize(
    "name", ["Doña Ana County", "Prince George’s County", f"Lāna{OKINA}i", "Canóvanas", "Mānoa"]
)
@pytest.mark.parametrize("codec", ["windows-1252", "latin-1", "mac-roman", "cp437"])
def test_a_list_that_was_encoded_twice_is_held(name: str, codec: str) -> None:
    """All that goes beyond ASCII is garbled, and would read as corrected."""
    sound = [town for town in TOWNS if town[0].isascii()]
    assert "encoded twice" in told(listed((garbled(name, codec), "NM"), towns=sound))[0]


def test_a_garbled_name_among_sound_ones_is_asked_about() -> None:
    """Somebody pasted it so: the rest of the document's signs are whole."""
    held, asked = told(listed((garbled("Peña", "windows-1252"), "NM"), ("Fish &amp; Wildlife", "NM")))
    assert "Fish &amp; Wildlife" in f"{held} {asked}"
    assert "PeÃ±a" in asked


@given(st.text(st.characters(max_codepoint=0x17F, categories=["L", "Zs"]), min_size=1))
def test_letters_of_names_are_not_taken_for_garbled_ones(name: str) -> None:
    """Accented letters beside each other are no sign of a second encoding, save for Â, Ã and their like."""
    plain = " ".join(letter for letter in name if letter not in "ÂÃÄÅÊËâï")
    assert "encoded twice" not in " ".join(told(listed((plain, "NM"))))


def dated(
    days: Sequence[str | None], kind: ListingKind = ListingKind.AGREEMENT, field: str = "signed"
) -> Edition:
    """A list of rows with these cells in a column of days."""
    names = (f"{name} {number}" for number, (name, _) in zip(range(len(days)), TOWNS * 9, strict=False))
    rows = [Listing(kind, {"agency": name, field: day}, "TX") for name, day in zip(names, days, strict=True)]
    return replace(Edition("list", Reading.of(rows)), partial=True)


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (ListingKind.AGREEMENT, "signed"),
        (ListingKind.REFUSAL, "issued"),
        (ListingKind.REFUSAL, "declined"),
        (ListingKind.TALLY, "count"),
    ],
)
@pytest.mark.parametrize(
    ("rows", "odd", "held"), [(4, 3, False), (5, 1, False), (5, 2, True), (10, 2, False)]
)
def test_a_column_of_which_more_than_a_fifth_cannot_be_read_is_held(
    kind: ListingKind, field: str, rows: int, odd: int, held: bool
) -> None:
    """From five cells on; fewer are asked about. Cells that say nothing count for nothing."""
    sound: list[object] = [5 if field == "count" else "2016-01-02"] * (rows - odd)
    cells = [*sound, *["Disposition Type"] * odd, None, "N/A", "-", "Unknown"]
    reasons, asked = told(dated(cells, kind, field))  # type: ignore[arg-type]
    assert ("can't be read" in reasons) is held
    assert ("can't be read" in asked) is (not held and odd > 2)


def test_states_and_names_are_columns_of_their_own_kind() -> None:
    """Cells that moved by one column: no states where states should be, numbers where names should."""
    sound = list(TOWNS[:5])
    assert "states can't be read" in told(listed(*[("Boston", "Cities")] * 3, towns=sound))[0]
    assert "names can't be read" in told(listed(*[("12", "MA")] * 3, towns=sound))[0]
    assert "can't be read" not in " ".join(told(listed(("Toronto", "Ontario"), towns=sound)))


def test_what_stood_already_is_not_held_again() -> None:
    """A person accepted it when it came; the next issue is judged by what is new in it."""
    odd = listed(("Denver,CO Austin", "TX"), ("=A2", "TX"))
    assert told(odd)[0]
    assert told(odd, odd.listings[:3]) == ("", "")
    days = dated(["2016-01-02"] * 5 + ["odd"] * 5)
    assert told(days)[0]
    assert told(days, days.listings[:2])[0] == ""
