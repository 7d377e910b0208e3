"""The guard: rows of days that had not come when their document was seen."""

from datetime import date

import pytest

from jobs.guard import Before, Now, judge
from models.domain import Edition, Listing, ListingKind, Reading, Verdict
from tests.jobs.guard.test_verdict import STATE

SEEN = date(2025, 8, 2)
LATER, TOMORROW, BEFORE = "2025-08-28", "2025-08-03", "2025-07-30"


def agreements(later: int, others: int, undated: int = 20, day: str = LATER) -> Edition:
    """A list with so many agreements of a later day, of days before, and of none."""
    days = [day] * later + [BEFORE] * others + [None] * undated
    rows = [
        Listing(ListingKind.AGREEMENT, {"agency": f"Travis County Sheriff {number}", "signed": day}, "TX")
        for number, day in enumerate(days)
    ]
    return Edition("list", Reading.of(rows))


def judged(edition: Edition, arrived: int | None = None) -> Verdict:
    """What the guard says of an edition of the day, after one that had all rows but the first ones."""
    came = None if arrived is None else edition.listings[:arrived]
    now = Now(day=SEEN, arrived=None if came is None else Reading.of(came))
    return judge(edition, STATE, None if came is None else Before(20), now)


@pytest.mark.parametrize(
    ("later", "others", "held"),
    [
        *((1, 0, True), (1, 3, True), (1, 4, True), (1, 5, False), (1, 400, False)),
        *((2, 8, True), (2, 9, False), (2, 400, False), (3, 400, True)),
    ],
)
def test_three_rows_or_a_fifth_of_those_dated_hold_it(later: int, others: int, held: bool) -> None:
    """Signatures of 28 August in a file of the 2nd are another day's; one of many is a slip of the pen."""
    verdict = judged(agreements(later, others))
    assert verdict.held is held
    days = "after Aug. 2, 2025, the day of the document: Aug. 28, 2025."
    assert days in " ".join(verdict.questions)
    assert verdict.caveats == verdict.questions


def test_a_day_later_may_have_begun_elsewhere() -> None:
    """The list is seen in the evening in Hawaii, where it is still the day before ours."""
    assert judged(agreements(9, 1, day=TOMORROW)) == Verdict()


def test_what_was_asked_about_is_a_caveat_and_holds_nothing_again() -> None:
    """Three slips that a person accepted stay in the list, whose later issues are published."""
    assert judged(agreements(3, 9), arrived=3).held
    again = agreements(3, 9)
    verdict = judge(again, STATE, Before(32), Now(day=SEEN, arrived=Reading.of(again.listings[5:])))
    assert (verdict.held, len(verdict.caveats)) == (False, 1)


@pytest.mark.parametrize("field", ["issued", "declined"])
def test_refusals_have_such_days_too(field: str) -> None:
    """A refusal can't have been issued or declined after its report was seen."""
    rows = [Listing(ListingKind.REFUSAL, {"agency": f"Jail {n}", field: LATER}, "TX") for n in range(3)]
    edition = Edition("report", Reading.of(rows))
    assert any("signed, issued or declined" in reason for reason in judged(edition).reasons)
