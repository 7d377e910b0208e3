"""The guard: columns that were lost, names that are no places', tables printed twice, odd dates."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from jobs.guard import Before, Now, judge, odd_dates
from jobs.steps.row_places import place_rows
from models.domain import (
    Cell,
    Edition,
    Listing,
    ListingKind,
    Period,
    Reading,
    Source,
    Verdict,
    fills_of,
    keys,
    times_over,
    usual_of,
)
from models.places import load_gazetteer
from tests.jobs.guard.test_verdict import EVENT, STATE

WEEK = Period(date(2017, 1, 28), date(2017, 2, 3))
PLACES = ("Travis County Jail", "Clark County Jail", "Denver County Jail", "Kings County Jail")


def refusal(number: int, **said: str | None) -> Listing:
    """A made-up refusal that no other number's equals."""
    fields = {"citizenship": f"country {number}", "declined": "2017-02-01", "issued": "2017-01-20"}
    return Listing(
        ListingKind.REFUSAL,
        {"agency": PLACES[number % 4], "activity_as_printed": "made up", **fields, **said},
        ("TX", "NV", "CO", "NY")[number % 4],
    )


def report(rows: int, **said: str | None) -> Edition:
    """A report of a week with so many different refusals."""
    return Edition("report", tuple(refusal(number, **said) for number in range(rows)), period=WEEK)


def reasons(
    edition: Edition,
    *history: Edition,
    source: Source = EVENT,
    before: Before | None = None,
    today: date = date(2017, 3, 20),
) -> str:
    """Why an edition would be held after some others, in one text."""
    usual = usual_of(map(fills, history))
    now = Now(fills(edition), usual, times_over(keys(edition.listings)), today)
    return " ".join(judge(edition, source, before, now).reasons)


def fills(edition: Edition) -> dict[str, float]:
    """How full the rows of an edition are, and how many have a place."""
    rows = place_rows(edition.listings, load_gazetteer())
    return fills_of(Reading.of(edition.listings), Counter(row.resolution.outcome for row in rows))


def test_a_genuine_report_passes_with_or_without_history() -> None:
    """Forty rows, places known, declined in its week."""
    assert reasons(report(40)) == ""
    assert reasons(report(40), report(30), report(200)) == ""


@pytest.mark.parametrize("lost", ["citizenship", "declined", "activity_as_printed"])
def test_a_column_that_collapses_is_held(lost: str) -> None:
    """A column that was full in the issues before and is empty now was not read."""
    told = reasons(report(40, **{lost: None}), report(40), report(40))
    assert f"The field {lost} is filled in 0% of the rows; usual are 100%." in told


def test_a_thin_column_that_is_empty_all_at_once_is_held() -> None:
    """A charge that half of the rows give is not lost in all of two hundred; in a short report it may be."""
    thin = replace(
        report(0), listings=tuple(refusal(n, offense="made up" if n % 2 else None) for n in range(200))
    )
    assert reasons(report(200), thin) == "The field offense is filled in 0% of the rows; usual are 50%."
    assert reasons(report(30), thin) == ""


def test_columns_of_days_that_were_exchanged_are_held() -> None:
    """Nothing is declined before it is issued; a few such rows are typing mistakes."""
    exchanged = report(40, issued="2017-02-02", declined="2017-01-20")
    assert "40 of 40 rows were declined before they were issued." in reasons(exchanged, report(40))
    few = (*report(37).listings, *(refusal(n, issued="2017-02-03") for n in range(37, 40)))
    assert reasons(replace(report(0), listings=few), report(40)) == ""


def test_a_drift_is_no_collapse() -> None:
    """Half of the cells empty is what a careless publisher prints; so is a column that was always thin."""
    half = replace(report(40), listings=(*report(20).listings, *report(20, citizenship=None).listings))
    different = tuple(
        replace(row, fields={**row.fields, "issued": f"2016-12-{number % 31 + 1:02}"})
        for number, row in enumerate(half.listings)
    )
    assert reasons(replace(half, listings=different), report(40)) == ""
    assert reasons(report(40, issued=None), report(40, issued=None)) == ""


def test_a_report_of_counts_alone_has_no_empty_columns() -> None:
    """A tally has no citizenship to lose: fields are counted among the rows that can have them."""
    fields: dict[str, Cell] = {"count": 5, "measure": "declined", "period": str(WEEK)}
    tallies = [Listing(ListingKind.TALLY, {"agency": f"{name}", **fields}, "TX") for name in PLACES]
    assert reasons(replace(report(0), listings=tuple(tallies)), report(40)) == ""


def test_rows_without_names_are_held() -> None:
    """A table whose first column was cut off says nothing of anywhere."""
    nameless = [replace(row, state="") for row in report(40, agency="").listings]
    assert "40 of 40 rows name no place." in reasons(replace(report(0), listings=tuple(nameless)))


def test_names_that_are_no_places_are_held() -> None:
    """Words in a wrong order, or another column read as the name; some unknown places are usual."""
    garbled = tuple(replace(row, state="") for row in report(40, agency="Assault Made Up").listings)
    assert "The places of 40 of 40 rows are unknown." in reasons(replace(report(0), listings=garbled))
    some = replace(report(0), listings=(*garbled[:4], *report(36).listings))
    assert "unknown" not in reasons(some, report(40))
    many = replace(report(0), listings=(*garbled[:16], *report(24).listings))
    assert "The places of 40% of the rows are unknown; usual are 0%." in reasons(many, report(40))


def test_changes_that_name_no_place_are_held() -> None:
    """Words that changed places leave rows that are nowhere; where few rows came it is a question."""
    edition = agreements(240, date(2025, 3, 10))
    before = Before(240, rewritten=2, arrived=10, placeless=6)
    told = "6 of 10 rows that are new or changed name no place that is known."
    assert judge(edition, STATE, before).reasons == (told,)
    assert judge(edition, STATE, replace(before, placeless=5)) == Verdict()
    few = judge(edition, STATE, replace(before, arrived=2, placeless=2))
    assert (few.reasons, len(few.questions)) == ((), 1)
    assert few.questions[0].startswith("2 of 2 rows that are new or changed name no place that is known.")


def test_a_table_read_twice_is_held() -> None:
    """Two equal rows happen; all rows twice, or far more repeats than ever, don't."""
    rows = report(40).listings
    twice = replace(report(0), listings=[*rows, *rows])
    assert "Each of its rows stands in it 2 times or more." in reasons(twice)
    mostly = replace(report(0), listings=(*rows, *rows[:30]))
    assert "30 of 70 rows only repeat another (43%; usual are 0%)." in reasons(mostly, report(40))
    assert reasons(replace(report(0), listings=(*rows, *rows[:3])), report(40)) == ""
    assert reasons(mostly, mostly) == ""


def test_a_part_of_a_list_that_stands_twice_is_held() -> None:
    """An agreement is named once: rows pasted a second time are no new agreements."""
    usual = agreements(240, date(2025, 3, 1))
    pasted = replace(usual, listings=(*usual.listings, *usual.listings[:30]))
    told = "30 of 270 rows only repeat another (11%; usual are 0%)."
    assert reasons(pasted, usual, source=STATE, today=date(2025, 3, 1)) == told
    some = replace(usual, listings=(*usual.listings, *usual.listings[:10]))
    assert reasons(some, usual, source=STATE, today=date(2025, 3, 1)) == ""


def test_a_wrong_year_is_held() -> None:
    """The title's year is next year's, last year's, or has not come; one odd date is only a caveat."""
    later, earlier = (Period(date(year, 1, 28), date(year, 2, 3)) for year in (2018, 2016))
    assert "long before" in reasons(replace(report(40), period=later), today=date(2018, 3, 1))
    assert "of later days" in reasons(replace(report(40), period=earlier))
    assert "has not begun" in reasons(replace(report(40), period=later))
    assert "has not come yet" in reasons(replace(report(40), published=date(2027, 3, 20)))
    odd = replace(report(0), period=WEEK, listings=(*report(39).listings, refusal(40, declined="2017-02-09")))
    assert reasons(odd) == ""
    assert list(odd_dates(odd, EVENT)) == [f"1 row is dated after the period that it covers, {WEEK.said}."]


def test_refusals_recorded_weeks_later_are_no_wrong_year() -> None:
    """ICE lists refusals by the week in which they were recorded."""
    assert reasons(report(40, issued="2017-01-05", declined="2017-01-10")) == ""


def agreements(rows: int, published: date) -> Edition:
    """A list of so many different agreements."""
    fields = {"agency_type": "County", "support_type": "Task Force Model", "signed": "2025-02-01"}
    names = (f"{place} {number}" for number in range(rows) for place in PLACES[:1])
    listings = [Listing(ListingKind.AGREEMENT, {"agency": name, **fields}, "TX") for name in names]
    return Edition("list", tuple(listings), published)


@pytest.mark.parametrize(
    ("rows", "published", "held"),
    [
        (1097, date(2025, 10, 21), False),
        (1097, date(2025, 3, 10), True),
        (1200, date(2025, 10, 21), True),
    ],
)
def test_a_list_that_multiplies_at_once_is_held(rows: int, published: date, held: bool) -> None:
    """239 agreements became 1,097 in eight months; in ten days that would be two documents in one."""
    before = Before(239, date(2025, 2, 28))
    told = reasons(agreements(rows, published), source=STATE, before=before, today=published)
    assert ("the last version had 239" in told) is held


def test_a_list_of_which_most_rows_changed_is_held() -> None:
    """Eight in a hundred is the most between two genuine workbooks; after a copy nothing is judged."""
    edition = agreements(240, date(2025, 3, 10))
    before = Before(239, removed=20, rewritten=110)
    assert "130 of 239 rows (54%) would be gone or changed at once." in reasons(
        edition, source=STATE, before=before, today=date(2025, 3, 10)
    )
    copied = replace(before, copied=True)
    assert reasons(edition, source=STATE, before=copied, today=date(2025, 3, 10)) == ""
