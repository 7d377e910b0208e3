"""Of thousands of rows that are gone and new only those are compared that may be one; none is missed."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from models.domain import CELLS, Listing, ListingKind, Outcome, Place, PlaceKind, Resolution, Row, key, pair
from models.domain.listings import cell
from models.domain.pairing.fits import _fit, fits

TRAVIS, HARRIS = (Place(geoid, f"{name} County", "TX", PlaceKind.COUNTY) for geoid, name in
                  (("48453", "Travis"), ("48201", "Harris")))  # fmt: skip
NAMED = ("Travis County", "Travis County (new)", "Travis County, Texas", "Traviss County", "Harris County",
         "Anywhere", "*Harris County")  # fmt: skip
PLACED = (
    Resolution(Outcome.RESOLVED, (TRAVIS,)),
    Resolution(Outcome.RESOLVED, (HARRIS,)),
    Resolution(Outcome.UNKNOWN),
    Resolution(Outcome.AMBIGUOUS, candidates=(TRAVIS, HARRIS)),
)
SAID = {
    ListingKind.DESIGNATION: ("heading",),
    ListingKind.POLICY: ("aor", "enacted_as_printed", "policy", "criteria"),
    ListingKind.TALLY: ("count", "measure", "period"),
}


KIND = st.shared(st.sampled_from(list(SAID)), key="kind")


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Some rows of one kind, which have much in common."""
    found = []
    for _ in range(draw(st.integers(0, 6))):
        kind = draw(KIND)
        name = CELLS[kind][0][0]
        says = {each: draw(st.sampled_from(("A", "A", "A", "B", None))) for each in SAID[kind]}
        listing = Listing(
            kind, {name: draw(st.sampled_from(NAMED)), **says}, draw(st.sampled_from(("TX", "")))
        )
        found.append(Row(listing, key(listing), draw(st.sampled_from(PLACED))))
    return found


@given(rows(), rows())
@settings(deadline=None, max_examples=300)
def test_each_row_is_compared_with_all_that_it_may_be_one_with(gone: list[Row], new: list[Row]) -> None:
    """As if each were compared with each that differs in one cell, or bears the same name."""
    expected = {
        (left, right): fit
        for left, before in enumerate(gone)
        for right, after in enumerate(new)
        if _is_near(before, after) and (fit := _fit(before, after, None))
    }
    assert fits(gone, new, None) == expected


def _is_near(before: Row, after: Row) -> bool:
    if before.listing.kind is not after.listing.kind:
        return False
    same = [cell(before.listing, each) == cell(after.listing, each) for each in CELLS[before.listing.kind]]
    return same.count(False) <= 1 or (same[0] and before.listing.kind is not ListingKind.TALLY)


def test_a_list_that_is_all_new_is_compared_in_proportion_to_its_length() -> None:
    """Other places under one heading: eight times as many rows don't take 64 times as long."""
    few, many = _seconds(250), _seconds(2000)
    assert many < 24 * few


def _seconds(number: int) -> float:
    """Return the processor's time for a pair of lists without a row in common; the best of three."""
    sides = [[_other(number, side) for number in range(number)] for side in (0, 1)]
    taken = []
    for _ in range(3):
        began = time.process_time()
        assert len(pair(*sides)) == 2 * number
        taken.append(time.process_time() - began)
    return min(taken)


def _other(number: int, side: int) -> Row:
    place = Place(f"{side}{number:06}", f"{'East' if side else 'West'} {number}", "TX", PlaceKind.CITY)
    listing = Listing(ListingKind.DESIGNATION, {"name": place.name, "heading": "Cities"}, "TX")
    return Row(listing, key(listing), Resolution(Outcome.RESOLVED, (place,)))
