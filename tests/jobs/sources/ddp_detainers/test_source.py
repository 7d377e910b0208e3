"""Which rows of ICE's detainer records are refusals, and what is kept of them."""

from datetime import date

import pytest

from jobs.sources.ddp_detainers.columns import is_refusal
from tests.support.documents.detainer_files import HEADERS, Value, parquet, record, xlsx
from tests.support.documents.releases import both, read, refused


@pytest.mark.parametrize("reason", ["Detainer Declined by LEA", " DETAINER  declined by lea "])
def test_one_lift_reason_says_a_refusal(reason: str) -> None:
    """Case and spaces don't count."""
    assert is_refusal(reason)


@pytest.mark.parametrize(
    "reason",
    ["Early Release", "Insufficient Notice to ICE", "Booked into Detention", "Lifted", "", "Declined", "A"],
)
def test_no_other_lift_reason_does(reason: str) -> None:
    """A detainer without an outcome, or with one near a refusal, is none."""
    assert not is_refusal(reason)


def test_only_refusals_are_listings_but_every_row_is_counted_and_dated() -> None:
    """The period is that of the whole file: on those days it knows of every detainer."""
    records = [
        record(detainer_prepare_date=date(2025, 10, 1), detainer_lift_reason="Booked into Detention"),
        record(detainer_prepare_date=date(2025, 11, 5)),
        record(detainer_prepare_date=date(2026, 2, 28), detainer_lift_reason=None),
    ]
    for edition in both(records):
        assert [row.fields["issued"] for row in edition.listings] == ["2025-11-05"]
        assert str(edition.period) == "2025-10-01/2026-02-28"
        assert (
            "The release holds 3 detainers: 1 declined by the agency, 1 lifted for other reasons, "
            "1 without a reason."
        ) in edition.caveats


def test_identical_rows_are_as_many_refusals() -> None:
    """Two people of one country in one jail on one day can't be told apart, and are two."""
    assert [len(edition.listings) for edition in both([record(), record()])] == [2, 2]


@pytest.mark.parametrize(
    ("convicted", "criminality", "disposition"),
    [
        (date(2025, 6, 2), "2 Pending Criminal Charges", "conviction"),
        (None, "2 Pending Criminal Charges", "charge"),
        (None, "1 Convicted Criminal", None),
        ("(b)(6)", "3 Other Immigration Violator", None),
    ],
)
def test_a_charge_is_a_conviction_only_where_the_row_says_so(
    convicted: Value, criminality: str, disposition: str | None
) -> None:
    """By the day of conviction; `pending` is said by the criminality, and the rest is left open."""
    (row,) = read(parquet([record(msc_conviction_date=convicted, detainer_criminality=criminality)])).listings
    assert (row.fields["offense"], row.fields["disposition"]) == ("Larceny", disposition)


def test_neither_birth_nor_identifier_is_kept() -> None:
    """Not in a field, not in an annotation, not in the text as read."""
    said: dict[str, Value] = {
        "birth_date": date(1987, 5, 17),
        "birth_year": 1987,
        "birth_country": "ATLANTIS",
        "anonymized_identifier": "a1b2c3",
        "eid_dta_id": "d4e5f6",
        "gender": "Unknown",
    }
    for edition in both([record(**said)]):
        assert len(edition.listings) == 1
        assert not [
            word
            for word in ("1987", "ATLANTIS", "a1b2c3", "d4e5f6", "Unknown")
            if word in repr(edition.listings)
        ]


def test_operators_are_asked_about_a_lift_reason_that_was_not_met_before() -> None:
    """It may be a refusal under a new name; it is counted as none until somebody says so."""
    for edition in both([record(), record(detainer_lift_reason="Declined by Court")]):
        assert len(edition.listings) == 1
        (question,) = edition.questions
        assert question.startswith("The lift reason 'Declined by Court' was not met before")


def test_a_day_that_has_not_come_yet_does_not_stretch_the_period() -> None:
    """One wrong year would make every later refusal look as if it were recorded late."""
    for edition in both([record(), record(detainer_prepare_date=date(2062, 1, 5))]):
        assert str(edition.period) == "2026-01-05/2026-01-05"
        assert len(edition.listings) == 2
        assert edition.questions == (
            "Days that have not come yet stand in 1 row; the period leaves them out.",
        )


def test_a_day_that_no_calendar_has_spoils_no_release() -> None:
    """One mistyped row is kept as printed; the period goes by the others."""
    for edition in both([record(detainer_prepare_date=day) for day in ("2026-01-05", "2026-02-30")]):
        assert [row.fields["issued"] for row in edition.listings] == ["2026-01-05", "2026-02-30"]
        assert str(edition.period) == "2026-01-05/2026-01-05"


@pytest.mark.parametrize("day", [None, "soon", "b(6), b(7)c"])
def test_a_release_without_any_day_is_a_problem(day: Value) -> None:
    """Nobody could tell what it covers, nor what in it is late; it is held."""
    for edition in both([record(detainer_prepare_date=day)]):
        assert edition.problems == ("No row has a day that can be read.",)


def test_rows_that_the_project_calls_repeats_are_kept_and_noted() -> None:
    """It marks both rows of a pair as likely duplicates; of which one is to go it says so apart."""
    names = {header: header for header in HEADERS} | {
        name: name for name in ("duplicate_likely", "duplicate_drop_row")
    }
    pair = [
        record() | {"duplicate_likely": "TRUE", "duplicate_drop_row": "FALSE"},
        record() | {"duplicate_likely": "TRUE", "duplicate_drop_row": "TRUE"},
    ]
    assert [bool(row.notes) for row in read(parquet(pair, names)).listings] == [False, True]


def test_a_sheet_that_was_copied_is_held() -> None:
    """Its refusals would be told as recorded late; two years' sheets have nothing in common."""
    years = {f"FY{year}": [refused(f"{year}-01-{day:02}") for day in range(1, 7)] for year in (2025, 2026)}
    assert read(xlsx(years)).problems == ()
    (problem,) = read(xlsx({**years, "FY2026 (2)": years["FY2026"]})).problems
    assert problem == "All 6 refusals of sheet FY2026 (2) stand in sheet FY2026 too: a sheet was copied."
