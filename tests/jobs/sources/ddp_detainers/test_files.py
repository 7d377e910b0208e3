"""Files of ICE's detainer records: every layout and name that releases have had, and broken ones."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from models.errors import UnreadableDocument
from tests.support.documents.detainer_files import HEADERS, PREAMBLE, Value, parquet, record, xlsx
from tests.support.documents.releases import both, read
from tests.support.documents.workbooks import saved


@pytest.mark.parametrize("blank", ["NA", "-", "b(6), b(7)c", "b(6), b(7)C", "(b)(6)(b)(7)(c)", " ", None])
def test_what_is_blank_or_redacted_is_nothing(blank: str | None) -> None:
    """However a release writes it."""
    for edition in both([record(msc_charge=blank, citizenship_country=blank, facility_city=blank)]):
        (row,) = edition.listings
        assert (row.fields["offense"], row.fields["citizenship"], row.fields["disposition"]) == (
            None,
            None,
            None,
        )
        assert "city" not in row.annotations


KEPT = (
    "Detainer Prepare Date|Facility State|Facility AOR|Detainer Criminality|Detainer Facility|"
    "Detainer Facility Code|Facility City|Citizenship Country|MSC Charge|MSC Conviction Date|"
    "Detainer Lift Reason"
)
NAMES_OF_2025 = (
    "detainer_prepare_date|facility_state|facility_aor|detainer_prepared_criminality|detention_facility|"
    "detention_facility_code|facility_city|citizenship_country|most_serious_conviction_charge|"
    "msc_conviction_date|detainer_lift_reason"
)
NAMES_OF_2026 = (
    "Detainer Prepared Date|State|AOR|Detainer Prepared Criminality|Detention Facility|"
    "Detention Facility Code|City|Citizenship Country|MSC Charge|MSC Conviction Date|Detainer Lift Reason"
)
NAMES_OF_2018 = (
    "Prepare_Date|Facility_State|Area_Of_Responsibility|Detainer_Criminality|Detainer_Facility|"
    "Detainer_Facility_Code|Facility_City|Citizenship|Most Serious Conviction (MSC) Charge|"
    "MSC_Conviction_Date|Detainer_Lift_Reason"
)


@pytest.mark.parametrize("names", [NAMES_OF_2018, NAMES_OF_2025, NAMES_OF_2026, NAMES_OF_2026.upper()])
def test_a_column_is_known_by_each_of_its_names(names: str) -> None:
    """ICE and the project rename columns from release to release."""
    renamed = dict(zip(KEPT.split("|"), names.split("|"), strict=True))
    assert read(parquet([record()], renamed)).listings == read(parquet([record()])).listings


@pytest.mark.parametrize("second", ["Detainer Lift Reason 2", "Detainer_Lift_Reason2"])
def test_a_second_lift_reason_counts_and_its_code_does_not(second: str) -> None:
    """A release of 2018 gave two reasons; a detainer may be declined by the second."""
    headers = (*HEADERS, second, "Detainer_Lift_Reason_2_Code")
    once_booked = record(detainer_lift_reason="Booked into Detention")
    records = [
        {**once_booked, second: "Detainer Declined by LEA"},
        {**once_booked, "Detainer_Lift_Reason_2_Code": "A"},
    ]
    assert len(read(xlsx({"FY2018": records}, headers)).listings) == 1


@pytest.mark.parametrize("above", [0, 1, 6, 11])
def test_the_header_is_found_wherever_it_stands(above: int) -> None:
    """Releases had six rows above it; nobody promised that."""
    preamble = [PREAMBLE[number % len(PREAMBLE)] for number in range(above)]
    (row,) = read(xlsx({"FY2026": [record()]}, preamble=preamble)).listings
    assert row.position == f"sheet FY2026 row {above + 2}"


def test_every_fiscal_year_has_a_sheet_and_other_sheets_are_named() -> None:
    """What is left unread is said, not passed over."""
    body = xlsx({"FY2025": [record()], "FY2026": [record(), record()]})
    assert len(read(body).listings) == 3
    book = load_workbook(io.BytesIO(body))
    book.create_sheet("Exemptions", 0).append(["b(6)", "personal privacy"])
    edition = read(saved(book))
    assert (len(edition.listings), edition.problems) == (3, ())
    assert "Sheet 'Exemptions' has no table of detainers and was not read." in edition.caveats


def test_a_table_without_its_lift_reason_is_a_problem() -> None:
    """Without the column nobody knows what was declined; the release is held."""
    headers = [header for header in HEADERS if header != "Detainer Lift Reason"]
    (problem,) = read(xlsx({"FY2026": [record()]}, headers)).problems
    assert problem == "Sheet 'FY2026' has no column for the reason why it was lifted."
    names = {header: header for header in headers}
    assert read(parquet([record()], names)).problems == (
        "The table has no column for the reason why it was lifted.",
    )


@pytest.mark.parametrize("printed", ["1/5/2026", "2026-01-05", "2026-01-05 13:45:00", date(2026, 1, 5)])
def test_a_day_is_read_however_it_is_written(printed: Value) -> None:
    """As a date, as text, with a time of day."""
    for edition in both([record(detainer_prepare_date=printed)]):
        assert [row.fields["issued"] for row in edition.listings] == ["2026-01-05"]


def test_a_broken_file_is_refused_in_a_sentence() -> None:
    """Cut off, or something else altogether."""
    for body in (
        parquet([record()])[:-20],
        xlsx({"FY2026": [record()]})[:-40],
        b"<html>Not found</html>",
        b"PAR1",
    ):
        with pytest.raises(UnreadableDocument):
            read(body)


def test_formulas_without_a_saved_value_are_a_problem() -> None:
    """In a column that is read; elsewhere nobody looks, and a value that was saved is one."""
    book = load_workbook(io.BytesIO(xlsx({"FY2026": [record(), record(), record()]})))
    sheet = book["FY2026"]
    head = len(PREAMBLE) + 1
    places = {title: place for place, title in enumerate(HEADERS, 1)}
    sheet.cell(head + 1, places["Gender"]).value = '=PROPER("male")'
    assert read(saved(book)).problems == ()
    sheet.cell(head + 2, places["Detainer Lift Reason"]).value = "=A1"
    sheet.cell(head + 3, places["Detainer Facility"]).value = "=A1"
    assert read(saved(book)).problems == (
        "In sheet 'FY2026', 2 rows have formulas whose values were never saved.",
    )
