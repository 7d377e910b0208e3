"""What changed between two editions, as a reporter would say it."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from models.domain import (
    Cell,
    Change,
    ChangeKind,
    Listing,
    ListingKind,
    Outcome,
    Place,
    PlaceKind,
    Resolution,
    Row,
    key,
    newly_known,
)
from tests.support.stepping import changed as diff

ADDED, REMOVED, CORRECTED, MOVED = (
    ChangeKind.ADDED,
    ChangeKind.REMOVED,
    ChangeKind.CORRECTED,
    ChangeKind.MOVED,
)


def row(listing: Listing, geoid: str = "") -> Row:
    """A row whose place is resolved when a GEOID is given."""
    places = (Place(geoid, geoid, listing.state, PlaceKind.COUNTY),) if geoid else ()
    outcome = Outcome.RESOLVED if geoid else Outcome.UNKNOWN
    return Row(listing, key(listing), Resolution(outcome, places))


def refusal(agency: str, state: str = "TX", geoid: str = "", **said: Cell) -> Row:
    """A made-up refusal."""
    fields = {
        "citizenship": "Mexico",
        "issued": "2017-01-30",
        "declined": "2017-02-01",
        "activity_as_printed": "DUI",
    }
    return row(Listing(ListingKind.REFUSAL, {"agency": agency, **fields, **said}, state), geoid)


def designation(name: str, state: str, geoid: str = "", heading: str = "Counties") -> Row:
    """A designated place."""
    return row(Listing(ListingKind.DESIGNATION, {"name": name, "heading": heading}, state), geoid)


def kinds(changes: tuple[Change, ...]) -> list[ChangeKind]:
    """The kinds of some changes, in order."""
    return [change.kind for change in changes]


def test_an_edit_of_one_cell_is_one_correction_with_before_and_after() -> None:
    """A corrected citizenship is told as what it was and what it is."""
    changes = diff([refusal("Travis County Jail")], [refusal("Travis County Jail", citizenship="Honduras")])
    assert kinds(changes) == [CORRECTED]
    assert [(d.field, d.before, d.after) for d in changes[0].differences] == [
        ("citizenship", "Mexico", "Honduras")
    ]


def test_a_row_that_names_another_place_has_moved() -> None:
    """ICE's own error: a detainer of one Franklin County listed under another's."""
    before = refusal("Franklin County Jail", "IA", "19069")
    after = refusal("Franklin County Jail", "OH", "39049")
    assert kinds(diff([before], [after])) == [MOVED]


def test_a_place_spelt_right_at_last_is_corrected_not_moved() -> None:
    """Cambell and Campbell County are one place."""
    before, after = designation("Cambell", "KY", "21037"), designation("Campbell", "KY", "21037")
    assert kinds(diff([before], [after])) == [CORRECTED]


def test_one_county_leaving_a_list_and_another_joining_it_are_two_changes() -> None:
    """A list of bare names: Weld out and Adams in is no move from Weld to Adams."""
    changes = diff([designation("Weld County", "CO", "08123")], [designation("Adams County", "CO", "08001")])
    assert kinds(changes) == [ADDED, REMOVED]
    assert not any(change.possibly_same for change in changes)


def test_identical_rows_are_counted() -> None:
    """Three people released the same day by one jail are three rows; one fewer is one removed."""
    same = refusal("Travis County Jail")
    assert kinds(diff([same] * 3, [same] * 2)) == [REMOVED]


def test_two_equally_good_pairings_are_not_guessed() -> None:
    """One row gone, two new ones that each differ in one cell: nobody knows which it became."""
    before = [refusal("Travis County Jail")]
    after = [refusal("Travis County Jail", citizenship=c) for c in ("Honduras", "Cuba")]
    changes = diff(before, after)
    assert kinds(changes) == [ADDED, ADDED, REMOVED]
    assert all(change.possibly_same for change in changes)


def test_apostrophes_dashes_case_and_spacing_are_no_change() -> None:
    """A publisher that re-typesets its page has not changed its list."""
    before = designation("Prince George's County", "MD")
    after = designation("PRINCE  GEORGE\u2019S COUNTY ", "MD")
    assert diff([before], [after]) == ()


def test_where_a_row_stands_is_no_part_of_what_it_says() -> None:
    """Another page, another county in a note beside it: nothing changed."""
    moved = Listing(
        ListingKind.REFUSAL, refusal("A").listing.fields, "TX", page=7, annotations={"county": "Travis"}
    )
    assert diff([refusal("A")], [row(moved)]) == ()


def test_rows_first_seen_after_a_partial_copy_are_newly_known() -> None:
    """Rows that our incomplete copy lacked were not added by the publisher."""
    changes = newly_known(diff([], [refusal("A")]), before_partial=True)
    assert kinds(changes) == [ChangeKind.NEWLY_KNOWN]


def test_a_tally_that_a_partial_copy_takes_back_is_removed() -> None:
    """A whole edition replaces a copied tally by its rows; another partial copy has none to offer."""
    counted = row(Listing(ListingKind.TALLY, {"agency": "A", "count": 4, "measure": "declined"}, "TX"))
    gone = diff([counted], [])
    assert kinds(newly_known(gone, before_partial=True)) == [ChangeKind.NEWLY_KNOWN]
    assert kinds(newly_known(gone, before_partial=True, after_partial=True)) == [ChangeKind.REMOVED]


WORDS = st.sampled_from(["Travis", "Cook", "Franklin", "Suffolk"])
GEOIDS = {("Travis", "TX"): "48453", ("Cook", "IL"): "17031", ("Franklin", "IL"): "17055"}
ROWS = st.lists(
    st.builds(
        lambda agency, state, **said: refusal(agency, state, GEOIDS.get((agency, state), ""), **said),
        WORDS,
        st.sampled_from(["TX", "IL"]),
        citizenship=st.sampled_from(["Mexico", "Cuba", "Peru"]),
        activity_as_printed=st.sampled_from(["DUI", "Assault"]),
    ),
    max_size=12,
)


def applied(changes: tuple[Change, ...], before: list[Row]) -> Counter[bytes]:
    """The multiset of rows that the changes make of what was before."""
    rows = Counter(each.key for each in before)
    rows.subtract(change.before.key for change in changes if change.before)
    rows.update(change.after.key for change in changes if change.after)
    return +rows


@given(ROWS, ROWS)
def test_changes_applied_to_the_old_edition_give_the_new_one(before: list[Row], after: list[Row]) -> None:
    """Nothing is lost and nothing made up, identical rows included."""
    assert applied(diff(before, after), before) == Counter(each.key for each in after)


@given(ROWS)
def test_an_edition_has_no_changes_against_itself(rows: list[Row]) -> None:
    """A re-import says nothing."""
    assert diff(rows, rows) == ()


@given(ROWS, ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(before: list[Row], after: list[Row], random: object) -> None:
    """A publisher that sorts its list anew has changed nothing."""
    shuffled_before, shuffled_after = before[:], after[:]
    random.shuffle(shuffled_before)  # type: ignore[attr-defined]
    random.shuffle(shuffled_after)  # type: ignore[attr-defined]
    assert counted(diff(before, after)) == counted(diff(shuffled_before, shuffled_after))


@given(ROWS, ROWS)
def test_looking_back_mirrors_looking_forward(before: list[Row], after: list[Row]) -> None:
    """What was added one way is removed the other way; pairs are the same pairs."""
    mirrored = {ADDED: REMOVED, REMOVED: ADDED}
    forward = Counter(
        (
            mirrored.get(change.kind, change.kind),
            change.after.key if change.after else None,
            change.before.key if change.before else None,
            change.possibly_same,
        )
        for change in diff(before, after)
    )
    assert forward == counted(diff(after, before))


def counted(changes: tuple[Change, ...]) -> Counter[tuple[object, ...]]:
    """Changes as a multiset of what they say."""
    return Counter(
        (
            change.kind,
            change.before.key if change.before else None,
            change.after.key if change.after else None,
            change.possibly_same,
        )
        for change in changes
    )


@given(
    st.sampled_from(["citizenship", "issued", "declined", "activity_as_printed"]), st.lists(WORDS, max_size=4)
)
def test_a_one_cell_edit_of_a_unique_row_is_one_correction(field: str, others: list[str]) -> None:
    """Whatever cell it is and whatever else stands on the list."""
    rest = [refusal(f"{name} County Jail") for name in others]
    edited = refusal("Unique Jail", **{field: "something else"})
    changes = diff([*rest, refusal("Unique Jail")], [edited, *rest])
    assert kinds(changes) == [CORRECTED]
    assert [each.field for each in changes[0].differences] == [field]
