"""What a release changes of those before it, as a reporter would say it."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.domain import (
    Change,
    ChangeKind,
    Listing,
    ListingKind,
    Outcome,
    Period,
    Resolution,
    Row,
    event_day,
    key,
)
from models.domain.row_diff import is_told_again
from tests.support.stepping import changed_by_release as released

DAYS = [date(2026, 1, 1) + timedelta(days=number) for number in range(12)]


def refusal(
    day: date | None, agency: str = "Travis", citizenship: str = "Mexico", charge: str = "DUI"
) -> Row:
    """A made-up refusal of a day."""
    fields = {
        "agency": agency,
        "citizenship": citizenship,
        "issued": day.isoformat() if day else None,
        "declined": None,
        "activity_as_printed": charge,
    }
    listing = Listing(ListingKind.REFUSAL, fields, "TX")
    return Row(listing, key(listing), Resolution(Outcome.UNKNOWN))


def test_what_was_blank_and_is_declined_now_is_recorded_late() -> None:
    """An old detainer that comes first in a later release is no refusal of this week."""
    january, february = Period(DAYS[0], DAYS[5]), Period(DAYS[0], DAYS[9])
    before = [refusal(DAYS[1])]
    late, news = refusal(DAYS[5], "Cook"), refusal(DAYS[6], "Cook")
    changes = released(before, [*before, late, news], february, january)
    assert [(change.after, change.late) for change in changes] == [(late, True), (news, False)]


def test_rows_of_days_before_a_release_begins_stand_on() -> None:
    """A file of this fiscal year takes nothing back of the last one."""
    old, declined_no_more = refusal(DAYS[1]), refusal(DAYS[5])
    changes = released([old, declined_no_more], [], Period(DAYS[4], DAYS[9]), Period(DAYS[0], DAYS[6]))
    assert [(change.kind, change.before) for change in changes] == [(ChangeKind.REMOVED, declined_no_more)]


def test_a_charge_that_is_filled_in_later_is_one_correction() -> None:
    """The same jail, day and citizenship: the row says more than it did."""
    covers = Period(DAYS[0], DAYS[9])
    (change,) = released([refusal(DAYS[1], charge="")], [refusal(DAYS[1], charge="Larceny")], covers, covers)
    assert change.kind is ChangeKind.CORRECTED
    assert [(each.before, each.after) for each in change.differences] == [("", "Larceny")]


def test_a_detainer_of_another_day_is_another_detainer() -> None:
    """One row gone and one come, alike but for the day, are not told as a corrected date."""
    covers = Period(DAYS[0], DAYS[9])
    changes = released([refusal(DAYS[1])], [refusal(DAYS[3])], covers, covers)
    assert [(change.kind, change.late) for change in changes] == [
        (ChangeKind.ADDED, True),
        (ChangeKind.REMOVED, False),
    ]


def test_a_row_without_a_day_is_gone_only_from_a_release_of_all_days() -> None:
    """Of a file of one fiscal year nobody knows whether the row should be in it."""
    undated, covered = refusal(None), Period(DAYS[0], DAYS[6])
    assert released([undated], [], Period(DAYS[4], DAYS[9]), covered) == ()
    (change,) = released([undated], [], Period(DAYS[0], DAYS[9]), covered)
    assert change.kind is ChangeKind.REMOVED


ROWS = st.lists(
    st.builds(
        refusal,
        st.sampled_from([*DAYS, None]),
        st.sampled_from(["Travis", "Cook"]),
        st.sampled_from(["Mexico", "Cuba"]),
        st.sampled_from(["", "DUI", "Larceny"]),
    ),
    max_size=14,
)
PERIODS = st.builds(
    lambda one, other: Period(min(one, other), max(one, other)), st.sampled_from(DAYS), st.sampled_from(DAYS)
)


@given(ROWS, ROWS, PERIODS, PERIODS)
def test_changes_make_the_release_and_keep_what_it_does_not_cover(
    before: list[Row], after: list[Row], covers: Period, covered: Period
) -> None:
    """Nothing is lost, nothing made up, no row counted twice, identical rows included."""
    changes = released(before, after, covers, covered)
    rows = Counter(each.key for each in before)
    rows.subtract(change.before.key for change in changes if change.before)
    rows.update(change.after.key for change in changes if change.after)
    kept = Counter(each.key for each in before if not is_told_again(each.listing, covers, covered))
    assert rows == Counter(each.key for each in after) | kept


@given(ROWS, PERIODS, PERIODS)
def test_a_release_that_says_the_same_changes_nothing(
    rows: list[Row], covers: Period, covered: Period
) -> None:
    """The same records in other bytes, or in the other format, are told to nobody."""
    assert released(rows, rows, covers, covered) == ()


@given(ROWS, ROWS, PERIODS, PERIODS, st.randoms(use_true_random=False))
def test_the_order_of_records_never_matters(
    before: list[Row], after: list[Row], covers: Period, covered: Period, random: object
) -> None:
    """Each release is sorted anew."""
    shuffled = [*before], [*after]
    for rows in shuffled:
        random.shuffle(rows)  # type: ignore[attr-defined]
    assert said(released(before, after, covers, covered)) == said(released(*shuffled, covers, covered))


@given(ROWS, ROWS, PERIODS, PERIODS)
def test_only_what_comes_of_days_known_before_is_late(
    before: list[Row], after: list[Row], covers: Period, covered: Period
) -> None:
    """A refusal of a day after all earlier releases is news; one without a day can't be called so."""
    for change in released(before, after, covers, covered):
        if change.kind is ChangeKind.ADDED and change.after:
            day = event_day(change.after.listing)
            assert change.late == (day is None or day <= covered.last)
        else:
            assert not change.late


def said(changes: tuple[Change, ...]) -> Counter[tuple[object, ...]]:
    """Changes as a multiset of what they say."""
    return Counter(
        (change.kind, change.before and change.before.key, change.after and change.after.key, change.late)
        for change in changes
    )
