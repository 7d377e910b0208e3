"""The guard: what holds an edition, with its reason, and what must not hold one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from jobs.guard import Before, Now, judge
from models.domain import Document, Edition, Listing, ListingKind, Period, Source, SourceKind

DAY = date(2025, 10, 31)


def parse(_: Document) -> Edition:
    """Stand in for a reader; the guard never calls it."""
    raise NotImplementedError


STATE = Source("list", SourceKind.STATE, "P", "P", "T", "https://p.example", timedelta(1), "C.", 10, parse)
EVENT = replace(STATE, kind=SourceKind.EVENT, floor=1)


def designations(count: int, **changes: object) -> Edition:
    """An edition of a state list with so many rows."""
    row = Listing(ListingKind.DESIGNATION, {"name": "Boston, MA", "heading": "CITIES"}, "MA")
    return replace(Edition("list", (row,) * count, published=DAY), **changes)  # type: ignore[arg-type]


def report(refusals: int, tallies: tuple[tuple[str, int], ...] = (), **totals: int) -> Edition:
    """An edition of an event source: refusals, and tallies with what they measure."""
    rows = [Listing(ListingKind.REFUSAL, {"agency": "Travis County Jail"})] * refusals
    rows += [
        Listing(ListingKind.TALLY, {"agency": "Clark County", "count": count, "measure": measure})
        for measure, count in tallies
    ]
    return Edition("list", tuple(rows), totals=totals)


def reasons(
    edition: Edition, source: Source = STATE, before: Before | None = None, *, back: bool = False
) -> str:
    """The reasons in one text; empty when the edition may be published."""
    verdict = judge(edition, source, before, Now(back=back))
    assert verdict.held is bool(verdict.reasons)
    return " ".join(verdict.reasons)


def test_an_ordinary_edition_is_published() -> None:
    """33 rows after 34, a later date: nothing to hold."""
    assert reasons(designations(33), before=Before(34, date(2025, 9, 26), 1)) == ""


def test_an_empty_edition_is_held() -> None:
    """A page without rows never reads as a list that everyone left."""
    assert "No rows" in reasons(designations(0))
    assert "No rows" in reasons(report(0), EVENT)


def test_what_the_reader_found_wrong_is_passed_on() -> None:
    """Each problem of the edition is a reason in its own words."""
    assert reasons(designations(33, problems=("No cities were found.",))) == "No cities were found."


def test_a_document_that_could_not_be_read_has_one_reason() -> None:
    """That it has no rows, and that all of those before it would be gone, follows from that alone."""
    broken = designations(0, problems=("The PDF is cut off.",))
    assert reasons(broken, before=Before(33, DAY, 33)) == "The PDF is cut off."


def test_what_the_reader_only_asks_about_does_not_hold() -> None:
    """New columns, unknown values and unreadable cells are told to operators, and published."""
    assert reasons(designations(33, questions=("A new column, ADDENDUM.",), caveats=("C.",))) == ""


def test_fewer_rows_than_the_floor_are_held_unless_known_to_be_partial() -> None:
    """The floor is one of whole editions."""
    assert "Only 9 rows" in reasons(designations(9))
    assert reasons(designations(9, transcription="Cited.", partial=True)) == ""


@pytest.mark.parametrize(("removed", "held"), [(8, False), (9, True)])
def test_more_than_a_quarter_gone_at_once_is_held(removed: int, held: bool) -> None:
    """8 of 33 is under a quarter, 9 is over."""
    text = reasons(designations(33 - removed), before=Before(33, DAY, removed))
    assert ("gone at once" in text) is held


def test_a_new_period_replaces_nothing_and_a_reissue_may_correct_some() -> None:
    """Issues are found in any order; a re-issue that drops most of its own rows was cut off."""
    edition = replace(report(198), published=date(2017, 3, 20))
    assert reasons(edition, EVENT) == ""
    assert reasons(edition, EVENT, Before(206, date(2017, 4, 1), 8)) == ""
    assert "206 of 206 rows" in reasons(report(5), EVENT, Before(206, removed=206))


@pytest.mark.parametrize(("relocated", "held"), [(2, False), (3, True)])
def test_rows_that_only_change_their_state_are_held(relocated: int, held: bool) -> None:
    """A state's heading that was lost lends its places to the state before it."""
    text = reasons(designations(33), before=Before(33, DAY, relocated=relocated))
    assert ("in another state at once" in text) is held


def test_a_date_that_runs_backwards_is_held() -> None:
    """An older copy under a newer fetch looks like a list that gained back what it lost."""
    later = Before(34, date(2025, 11, 1), 0)
    assert "Nov. 1, 2025" in reasons(designations(33), before=later)
    assert reasons(designations(33), before=Before(34, DAY, 0)) == ""
    assert reasons(designations(33, published=None), before=later) == ""


def test_a_report_of_an_earlier_period_does_not_replace_a_list() -> None:
    """An old report that is found later or issued again is history."""
    weeks = [Period(date(2017, 1, day), date(2017, 1, day + 6)) for day in (1, 8)]
    older, newer = (designations(33, period=week, published=None) for week in weeks)
    assert "later period" in reasons(older, before=Before(33, period=weeks[1]))
    assert reasons(newer, before=Before(33, period=weeks[0])) == ""
    assert reasons(newer, before=Before(33, period=weeks[1])) == ""
    assert reasons(older, EVENT, Before(33, period=weeks[1])) == ""


def test_transcriptions_and_returns_may_be_older() -> None:
    """What is typed in late may be years older; a list that is back, or was a copy, not so much."""
    later, years = Before(34, date(2025, 11, 1)), Before(34, date(2027, 11, 1))
    assert reasons(designations(33, transcription="Cited."), before=years) == ""
    assert reasons(designations(33), before=later, back=True) == ""
    assert reasons(designations(33), before=replace(later, copied=True)) == ""
    assert "Nov. 1, 2027" in reasons(designations(33), before=years, back=True)
    assert "Nov. 1, 2027" in reasons(designations(33), before=replace(years, copied=True))


def test_an_edition_that_was_replaced_does_not_come_again_under_its_old_date() -> None:
    """Some cache gave out the page of before; a page that says again what it said, newly dated, is news."""
    copied = Before(33, date(2025, 11, 1), copied=True, replaced=DAY)
    assert "the version of Oct. 31, 2025, again" in reasons(designations(35), before=copied)
    assert reasons(designations(35, published=date(2025, 11, 2)), before=copied) == ""


def test_a_return_with_half_its_rows_is_held() -> None:
    """Coming back excuses the date, not the loss."""
    assert "gone at once" in reasons(designations(17), before=Before(34, DAY, 17), back=True)


def test_printed_totals_are_held_against_rows() -> None:
    """206 declined in print and 205 in rows: one is wrong, and a person finds out which."""
    assert reasons(report(206, declined=206), EVENT) == ""
    assert "206 declined, but its rows count 205" in reasons(report(205, declined=206), EVENT)
    assert "36 listings" in reasons(designations(35, totals={"listings": 36}))


def test_a_tally_stands_for_its_refusals() -> None:
    """An agency's count of declined detainers is part of the printed total; issued ones are not."""
    assert reasons(report(64, (("declined", 142), ("issued", 51)), declined=206, issued=3083), EVENT) == ""


def test_a_top_ten_is_less_than_the_whole() -> None:
    """Section I lists the highest volumes of 3,083: its sum may be less, never more."""
    assert reasons(report(1, (("issued", 51), ("issued", 38)), issued=3083), EVENT) == ""
    assert "3,083 issued" in reasons(report(1, (("issued", 5100),), issued=3083), EVENT)


def test_a_transcription_owes_no_totals() -> None:
    """Facts copied from newspapers lack rows that the total counts."""
    edition = replace(report(64, declined=206), transcription="Cited.", partial=True)
    assert reasons(edition, EVENT) == ""
