"""Which rows of two lists are one row, as a reporter would say it: slips, and agreements signed again."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.domain import Cell, Change, ChangeKind, Listing, ListingKind, Row, comparable, key, pair
from tests.support.places.agreed import agreement

ADDED, REMOVED, CORRECTED, MOVED, SLIP = (
    ChangeKind.ADDED,
    ChangeKind.REMOVED,
    ChangeKind.CORRECTED,
    ChangeKind.MOVED,
    ChangeKind.SLIP,
)
JAIL, TASK, WARRANT = "Jail Enforcement Model", "Task Force Model", "Warrant Service Officer"
LACKAWANNA = agreement("Lackawanna County Sheriff's Office", "PA")


def kinds(gone: list[Row], new: list[Row], seen: date | None = None) -> list[ChangeKind]:
    """What happened, in order."""
    return [change.kind for change in pair(gone, new, seen=seen)]


def fields(change: Change) -> dict[str, tuple[str, str]]:
    """What a change tells, by field."""
    return {each.field: (each.before, each.after) for each in change.differences}


def lackawanna(
    agency: str = "Lackawanna County Sheriff's Office", state: str = "PA", **terms: str | None
) -> Row:
    """An agreement of one county, with some cell otherwise."""
    return agreement(agency, state, county="", **terms)


def printed(row: Row, state: str) -> Row:
    """The row with what its workbook prints for the state."""
    listing = replace(row.listing, as_read=f"{state} | {' | '.join(map(str, row.listing.fields.values()))}")
    return replace(row, listing=listing)


def designation(name: str, state: str, heading: str = "Cities") -> Row:
    """A designated place, of which nothing else is known."""
    listing = Listing(ListingKind.DESIGNATION, {"name": name, "heading": heading}, state)
    return replace(LACKAWANNA, listing=listing, key=key(listing), resolution=replace(LACKAWANNA.resolution))


SLIPS: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "no state's name": ({}, {"state": ""}),
    "no kind of agency": ({}, {"agency_type": None}),
    "no kind of support": ({}, {"support_type": "N/A"}),
    "a day that no month has": ({"signed": "2025-05-14"}, {"signed": "2025-13-45"}),
    "a day before the law": ({"signed": "2025-05-14"}, {"signed": "1925-05-14"}),
    "a day after the file's": ({"signed": "2025-05-14"}, {"signed": "2052-05-14"}),
    "an asterisk": ({}, {"agency": "Lackawanna County Sheriff's Office*"}),
    "a footnote": ({}, {"agency": "Lackawanna County Sheriff's Office (1)"}),
    "a raised figure": ({}, {"support_type": "Warrant Service Officer²"}),
    "a dagger": ({}, {"agency_type": "County †"}),
    "a note": ({}, {"agency": "Lackawanna County Sheriff's Office (see note 3)"}),
    "a new row's note": ({}, {"agency": "Lackawanna County Sheriff's Office [added May 2025]"}),
}


@pytest.mark.parametrize("what", SLIPS)
def test_a_cell_that_says_nothing_is_a_slip_and_so_is_its_mend(what: str) -> None:
    """One misprint is no departure and no arrival, neither when it comes nor when it goes."""
    right, wrong = (lackawanna(**said) for said in SLIPS[what])
    (slip,) = pair([right], [wrong], seen=date(2026, 2, 27))
    (mend,) = pair([wrong], [right], seen=date(2026, 3, 2))
    assert [(each.kind, each.mends) for each in (slip, mend)] == [(SLIP, False), (SLIP, True)]
    assert (slip.before, slip.after) == (mend.after, mend.before) == (right, wrong)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({"support_type": JAIL}, {"support_type": TASK}, [ADDED, REMOVED]),
        ({"signed": "2025-02-26"}, {"signed": "2025-05-14"}, [CORRECTED]),
        ({"signed": "2025-05-14"}, {"signed": "2025-02-26"}, [CORRECTED]),
        ({"signed": "pending"}, {"signed": "2025-02-26"}, [CORRECTED]),
        ({"agency_type": "State"}, {"agency_type": "State Agency"}, [CORRECTED]),
        ({}, {"agency": "Lackawanna County Sheriff's Office (terminated)"}, [CORRECTED]),
        ({}, {"agency": "Lackawanna County Sheriff's Office (ended 2025-05-01)"}, [CORRECTED]),
        ({}, {"agency": "Lackawanna County Sheriff's Dept."}, [CORRECTED]),
        ({}, {"support_type": None, "signed": "2025-05-14"}, [ADDED, REMOVED]),
        ({"support_type": WARRANT}, {"support_type": "WSO"}, [CORRECTED]),
        ({"support_type": WARRANT}, {"support_type": "Warrant Servce Officer"}, [CORRECTED]),
    ],
)
def test_what_says_something_is_told(before: dict[str, str], after: dict[str, str], told: object) -> None:
    """Another support is one agreement ended and one begun; all else is told as corrected."""
    rows = [[lackawanna(**said)] for said in (before, after)]
    assert kinds(rows[0], rows[1], date(2026, 2, 27)) == told
    assert kinds(rows[1], rows[0], date(2026, 2, 27)) == told


COUNTIES = ("Adams", "Berks", "Blair", "Bucks", "Butler", "Cambria", "Chester", "Clarion", "Erie", "Fulton")


def test_one_state_misspelt_in_all_its_rows_is_no_departure() -> None:
    """ICE's workbook of 27 February 2026: many counties at once, alike but for their names."""
    names = [f"{county} County Sheriff's Office" for county in COUNTIES]
    right = [
        printed(agreement(name, "PA", support_type=support), "PENNSYLVANIA")
        for name in names
        for support in (TASK, WARRANT)
    ]
    wrong = [
        printed(agreement(str(row.listing.fields["agency"]), "", county="", **_terms(row)), "PENNSLYVANIA")
        for row in right
    ]
    gone, came = (
        agreement("Tioga County Sheriff's Office", "PA"),
        agreement("Elk County Sheriff's Office", ""),
    )
    assert Counter(kinds([*right, gone], [*wrong, came])) == {SLIP: 20, REMOVED: 1, ADDED: 1}
    assert Counter(kinds(wrong, right)) == {SLIP: 20}


def _terms(row: Row) -> dict[str, Cell]:
    return {name: value for name, value in row.listing.fields.items() if name != "agency"}


def test_a_misspelt_state_is_the_state_that_it_reads_like() -> None:
    """Kentucky's Butler County is gone, and Pennsylvania's, new that day, is misprinted."""
    kentucky = printed(agreement("Butler County Sheriff's Office", "KY"), "KENTUCKY")
    pennsylvania = printed(agreement("Butler County Sheriff's Office", "PA"), "PENNSYLVANIA")
    misspelt = printed(agreement("Butler County Sheriff's Office", ""), "PENNSLYVANIA")
    assert kinds([kentucky], [misspelt]) == [ADDED, REMOVED]
    told = pair([kentucky, pennsylvania], [misspelt])
    assert [(each.kind, each.before) for each in told] == [(REMOVED, kentucky), (SLIP, pennsylvania)]


def test_a_state_that_contradicts_the_county_is_a_slip() -> None:
    """No Brevard County lies in Georgia; Springfield in Greene County is Missouri's."""
    right = agreement("Brevard County Sheriff's Office", "FL", county="Brevard County")
    wrong = agreement("Brevard County Sheriff's Office", "GA", county="Brevard County")
    assert kinds([right], [wrong]) == kinds([wrong], [right]) == [SLIP]
    right = agreement("Springfield Police Department", "MO", county="Greene County")
    wrong = agreement("Springfield Police Department", "OH", county="Greene County")
    assert kinds([right], [wrong]) == kinds([wrong], [right]) == [SLIP]


def test_without_a_states_name_an_agreement_signed_again_may_be_anybodys() -> None:
    """Nebraska's Brown County is gone, and one of no state's signed on another day: nothing is guessed."""
    nebraska = printed(agreement("Brown County Sheriff's Office", "NE", signed="2025-06-18"), "NEBRASKA")
    blank = printed(agreement("Brown County Sheriff's Office", "", signed="2025-12-02"), "")
    misspelt = printed(agreement("Brown County Sheriff's Office", "", signed="2025-12-02"), "NEBRSAKA")
    told = pair([nebraska], [blank])
    assert [(each.kind, each.possibly_same) for each in told] == [(ADDED, True), (REMOVED, True)]
    assert kinds([nebraska], [misspelt]) == [CORRECTED]


def test_a_namesake_in_another_state_hides_nobody() -> None:
    """Kentucky's agreement ended; Ohio's, of the same day and kind, begins or stands."""
    kentucky, ohio = (agreement("Butler County Sheriff's Office", state) for state in ("KY", "OH"))
    told = pair([kentucky], [ohio])
    assert [(each.kind, each.possibly_same) for each in told] == [(ADDED, True), (REMOVED, True)]
    assert kinds([kentucky], []) == [REMOVED]


def test_two_agencies_of_two_states_are_never_one() -> None:
    """They signed on one day, and differ in one printed cell: nothing else is theirs."""
    virginia = agreement("Virginia Marine Resources Commission", "VA", agency_type="State Agency")
    florida = agreement("Florida Department of Agriculture", "FL", agency_type="State Agency")
    assert kinds([virginia], [florida]) == kinds([florida], [virginia]) == [ADDED, REMOVED]


def test_an_agreement_signed_again_is_told_by_its_dates() -> None:
    """The agency's other agreements, one of them new, are no partners of it."""
    name = "Webb County Sheriff's Office"
    old = agreement(name, "TX", support_type=JAIL, signed="2025-10-17")
    again = agreement(name, "TX", support_type=JAIL, signed="2025-12-02")
    other = agreement(name, "TX", support_type=TASK, signed="2025-12-02")
    told = pair([old], [other, again])
    assert [(each.kind, each.before, each.after) for each in told] == [
        (ADDED, None, other),
        (CORRECTED, old, again),
    ]
    assert fields(told[1]) == {"signed": ("2025-10-17", "2025-12-02")}
    assert not any(each.possibly_same for each in told)


def test_an_agreement_signed_again_under_an_abbreviated_name_is_no_departure() -> None:
    """Two cells differ, but one only in how it is written."""
    old = agreement("Clay County Sheriff' Department", "GA", signed="2025-10-17")
    (told,) = pair([old], [agreement("Clay Co. Sheriff's Office", "GA", signed="2025-12-02")])
    assert told.kind is CORRECTED
    assert set(fields(told)) == {"agency", "signed"}


def test_a_row_of_the_same_name_is_preferred() -> None:
    """Of a place's heading and of its neighbour's name, the place's own heading is what changed."""
    old = designation("Oakwood", "OH", "Cities")
    own, near = designation("Oakwood", "OH", "Towns"), designation("Oakwod", "OH", "Cities")
    told = pair([old], [near, own])
    assert [(each.kind, each.after) for each in told] == [(ADDED, near), (CORRECTED, own)]
    assert not any(each.possibly_same for each in told)


def test_where_two_fit_equally_nothing_is_guessed() -> None:
    """Signed twice on two later days: which of them goes on nobody knows, and both say so."""
    name = "Webb County Sheriff's Office"
    old, *new = (agreement(name, "TX", signed=day) for day in ("2025-10-17", "2025-12-02", "2025-12-09"))
    told = pair([old], new)
    assert [(each.kind, each.possibly_same) for each in told] == [
        (ADDED, True),
        (ADDED, True),
        (REMOVED, True),
    ]


def test_twins_that_slip_together_go_on_together() -> None:
    """Rows that say the same are interchangeable: which of them is which is no guess."""
    twin, misprint = designation("Boston", "MA"), designation("Boston*", "MA")
    assert kinds([twin, twin], [misprint, misprint]) == [SLIP, SLIP]
    assert Counter(kinds([twin, twin], [misprint])) == {SLIP: 1, REMOVED: 1}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Boston", "Boston (1)", [SLIP]),
        ("Boston¹", "Boston", [SLIP]),
        ("Agencies", "Agencies1", [SLIP]),
        ("Boston", "Boston (ended)", [CORRECTED]),
        ("Boston", "Boston (Suffolk)", [CORRECTED]),
        ("Precinct 1", "Precinct 2", [CORRECTED]),
        ("Section 287(f)", "Section 287(g)", [CORRECTED]),
        ("Union County (1)", "Union County (2)", [CORRECTED]),
        ("Springfield [a]", "Springfield [b]", [CORRECTED]),
        ("Springfield*", "Springfield†", [CORRECTED]),
        ("Region1", "Region2", [CORRECTED]),
    ],
)
def test_signs_in_lists_of_places(before: str, after: str, told: list[ChangeKind]) -> None:
    """A mark is a slip; a word or number that says something is told."""
    assert kinds([designation(before, "MA")], [designation(after, "MA")]) == told


def test_where_several_cells_are_emptied_at_once_nothing_is_guessed() -> None:
    """It may be the same row with less said of it, or another one: the message says so."""
    full, bare = lackawanna(), lackawanna(agency_type=None, support_type="N/A")
    fields = {"jurisdiction": "Kern County", "enacted_as_printed": "8/1/2014"}
    says = {"policy": "County ordinance", "criteria": "A judge's warrant"}
    listings = [Listing(ListingKind.POLICY, {**fields, **each}, "CA") for each in (says, {})]
    policies = [replace(LACKAWANNA, listing=each, key=key(each)) for each in listings]
    for rows in ([full, bare], policies):
        for before, after in (rows, reversed(rows)):
            told = pair([before], [after])
            assert [(each.kind, each.possibly_same) for each in told] == [(ADDED, True), (REMOVED, True)]
    other = lackawanna(agency_type="State Agency", support_type=None)
    assert not any(each.possibly_same for each in pair([full], [other]))


@pytest.mark.parametrize("cell", ["policy", "criteria"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Penal Code 1192.7 (c)", "Penal Code 1192.7 (d)"),
        ("Gov. Code 7282.5 [a]", "Gov. Code 7282.5 [b]"),
        ("Felonies of Level1", "Felonies of Level2"),
        ("Category A", "Category A (1)"),
        ("Requires a court order", "Requires a court order (as of January 2026)"),
    ],
)
def test_what_a_policy_says_is_told_to_the_last_letter(cell: str, before: str, after: str) -> None:
    """A section of a code is no footnote."""
    fields = {"jurisdiction": "Kern County", "enacted_as_printed": "8/1/2014"}
    listings = [Listing(ListingKind.POLICY, fields | {cell: text}, "CA") for text in (before, after)]
    old, new = (replace(LACKAWANNA, listing=each, key=key(each)) for each in listings)
    assert kinds([old], [new]) == kinds([new], [old]) == [CORRECTED]


def test_nothing_is_a_slip_in_a_list_of_events() -> None:
    """Of refusals each correction is told."""
    said = {"agency": "Travis County Jail", "citizenship": "Mexico", "issued": "2017-01-30"}
    listings = [
        Listing(ListingKind.REFUSAL, said, "TX"),
        Listing(ListingKind.REFUSAL, said | {"citizenship": "Mexico*"}, "TX"),
        Listing(ListingKind.REFUSAL, said, ""),
    ]
    row, noted, stateless = (replace(LACKAWANNA, listing=each, key=key(each)) for each in listings)
    assert kinds([row], [noted]) == kinds([row], [stateless]) == [CORRECTED]


AGREEMENTS = st.lists(
    st.builds(
        agreement,
        st.sampled_from(
            ["Butler County Sheriff's Office", "Butler County Sheriffs Dept.", "Butler Police Department*",
             "Butler Police Department", "Freedom County Sheriff's Office", "Berks County Prison"]
        ),
        st.sampled_from(["PA", "OH", ""]),
        agency_type=st.sampled_from(["County", "Municipality", None]),
        support_type=st.sampled_from([JAIL, TASK, None]),
        signed=st.sampled_from(["2025-02-26", "2025-12-02", "2092-02-26"]),
    ),
    max_size=7,
)  # fmt: skip
SEEN = date(2026, 2, 27)


def said(changes: tuple[Change, ...], *, mirrored: bool = False) -> Counter[tuple[object, ...]]:
    """Changes as a multiset of what they say; mirrored as they would be told the other way."""
    turned = {ADDED: REMOVED, REMOVED: ADDED} if mirrored else {}
    return Counter(
        (
            turned.get(each.kind, each.kind),
            *(row and row.key for row in ((each.before, each.after)[:: -1 if mirrored else 1])),
            each.possibly_same,
        )
        for each in changes
    )


@given(AGREEMENTS, AGREEMENTS)
@settings(deadline=None)
def test_each_row_is_in_one_change(gone: list[Row], new: list[Row]) -> None:
    """Nothing is lost and nothing made up; no agreement turns into one of another support."""
    told = pair(gone, new, seen=SEEN)
    assert Counter(each.before.key for each in told if each.before) == Counter(row.key for row in gone)
    assert Counter(each.after.key for each in told if each.after) == Counter(row.key for row in new)
    for each in told:
        if each.before and each.after:
            supports = {comparable(row.listing.fields["support_type"]) for row in (each.before, each.after)}
            states = {row.listing.state for row in (each.before, each.after)}
            assert len(supports - {""}) < 2
            assert len(states - {""}) < 2
            assert each.kind is SLIP or len(supports) == 1


@given(AGREEMENTS, AGREEMENTS, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_agreements_never_matters(gone: list[Row], new: list[Row], random: object) -> None:
    """A workbook that is sorted anew says the same."""
    shuffled = [*gone], [*new]
    for rows in shuffled:
        random.shuffle(rows)  # type: ignore[attr-defined]
    assert said(pair(gone, new, seen=SEEN)) == said(pair(*shuffled, seen=SEEN))


@given(AGREEMENTS, AGREEMENTS)
@settings(deadline=None)
def test_looking_back_a_slip_is_a_mend(gone: list[Row], new: list[Row]) -> None:
    """Pairs are the same pairs the other way; who is misprinted before mends, and who mends slips."""
    there, back = pair(gone, new, seen=SEEN), pair(new, gone, seen=SEEN)
    assert said(there, mirrored=True) == said(back)
    slips = [(key(old), key(new), mends) for old, new, mends in _slips(there)]
    turned = {(key(new), key(old)): mends for old, new, mends in _slips(back)}
    assert not any(mends and turned[old, new] for old, new, mends in slips)


def _slips(changes: tuple[Change, ...]) -> list[tuple[Listing, Listing, bool]]:
    return [
        (each.before.listing, each.after.listing, each.mends)
        for each in changes
        if each.kind is SLIP and each.before and each.after
    ]
