"""The bundled facts: cited row by row, as printed."""

from collections import Counter
from urllib.parse import urlsplit

import pytest

from jobs.history import read_catalog
from jobs.history.facts import CITED, CORRECTED_BY
from models.domain import Edition, ListingKind

ROWS = {
    "ice_ddor": [9],
    "ddor_policies": [8],
    "dhs_2025": [385, 384, 381, 381],
    "doj_eo14287": [35, 34, 33],
    "ice_policies_2014": [166],
    "npr_declined": [6, 37, 43, 69, 85, 137, 220, 527, 246],
}


def _editions(source: str = "") -> list[Edition]:
    return [past.edition for past in read_catalog() if past.edition and source in ("", past.source)]


def _only(source: str, number: int = 0) -> Edition:
    return _editions(source)[number]


@pytest.mark.parametrize(("source", "rows"), ROWS.items())
def test_each_list_has_the_rows_that_were_copied(source: str, rows: list[int]) -> None:
    """No row is lost and none is invented between the cited pages and the catalogue."""
    assert [len(edition.listings) for edition in _editions(source)] == rows


def test_no_other_list_is_bundled() -> None:
    """The catalogue knows the six lists and no more."""
    assert {past.source for past in read_catalog()} == set(ROWS)


def test_every_row_cites_the_page_that_it_was_copied_from() -> None:
    """Each row carries a web address, and so does each event."""
    pages = [row.annotations[CITED] for edition in _editions() for row in edition.listings]
    pages += [page for past in read_catalog() for page in past.cited]
    assert all(urlsplit(page).scheme in {"http", "https"} and urlsplit(page).hostname for page in pages)


def test_every_edition_says_that_it_is_a_transcription() -> None:
    """Nothing bundled passes for a publisher's own document, and what lacks rows says which."""
    for edition in _editions():
        assert "not the publisher's own document" in edition.transcription
        lacking = any(caveat.startswith("Partial copy") for caveat in edition.caveats)
        assert edition.partial is lacking
    assert {edition.source for edition in _editions() if edition.partial} == {
        "ice_ddor",
        "ddor_policies",
        "dhs_2025",
    }


def test_the_past_is_told_in_order() -> None:
    """A list's events follow each other in time."""
    moments = [past.observed for past in read_catalog()]
    assert moments == sorted(moments)


def test_lists_without_a_date_bear_none() -> None:
    """The list of 2014 and NPR's tables print no date of publication, and get none."""
    undated = _editions("ice_policies_2014") + _editions("npr_declined")
    assert [edition.published for edition in undated] == [None] * 10


def test_no_refusal_is_bundled() -> None:
    """The rows of single detainers in ICE's report are not known, so there are none."""
    kinds = {row.kind for edition in _editions() for row in edition.listings}
    assert kinds == {ListingKind.TALLY, ListingKind.POLICY, ListingKind.DESIGNATION}


def test_the_first_report_keeps_its_printed_totals_and_known_tallies() -> None:
    """3,083 issued and 206 declined; Travis County 142 declined, Clark County 51 issued."""
    edition = _only("ice_ddor")
    assert edition.totals == {"issued": 3083, "declined": 206}
    said = {
        (str(row.fields["agency"]), row.state): (row.fields["count"], row.fields["measure"])
        for row in edition.listings
    }
    assert said["Travis County", "TX"] == (142, "declined")
    assert said["Clark County", "NV"] == (51, "issued")
    assert {row.fields["period"] for row in edition.listings} == {"2017-01-28/2017-02-03"}


def test_rows_that_ice_corrected_say_so_with_the_page() -> None:
    """Four known rows are named by ICE's correction; its own words stand as a note of its page."""
    corrected = [row for row in _only("ice_ddor").listings if row.annotations.get(CORRECTED_BY)]
    named = {str(row.fields["agency"]) for row in corrected}
    assert named == {"Montgomery County", "Franklin County", "Williamson County", "Bastrop County"}
    assert all(row.annotations[CORRECTED_BY].startswith("https://") for row in corrected)
    correction, *others = [past.text for past in read_catalog() if past.what == "note"]
    assert correction.startswith("Correction: Due to a data processing error")
    assert "  " not in correction
    assert len(others) == 2


def test_misprints_are_kept() -> None:
    """The list of 2014 and the DHS page stand as printed, faults included."""
    places = {str(row.fields["jurisdiction"]) for row in _only("ice_policies_2014").listings}
    assert {"East Haven. Connecticut", "Cass County, lowa", "Franklin County, Washington 99301"} <= places
    names = {str(row.fields["name"]) for row in _only("dhs_2025").listings}
    assert {"Cambell", "Dillion"} <= names


def test_a_date_that_is_no_month_is_not_guessed() -> None:
    """`Sep-14` is September 2014; `2015-08-14` stays as printed, with a note."""
    rows = {str(row.fields["jurisdiction"]): row for row in _only("ice_policies_2014").listings}
    assert rows["Sarpy County, Nebraska"].fields["enacted"] == "2014-09"
    boston = rows["Boston, Massachusetts"]
    assert (boston.fields["enacted"], boston.fields["enacted_as_printed"]) == (None, "2015-08-14")
    assert boston.notes


def test_tallies_of_a_year_add_up_to_the_total_of_that_year() -> None:
    """NPR's own yearly totals match its rows, but for one record of 2014 without a facility."""
    short = {}
    for edition in _editions("npr_declined"):
        assert edition.period is not None
        counted = sum(int(row.fields["count"] or 0) for row in edition.listings)
        short[edition.period.first.year] = edition.totals["declined"] - counted
    assert {year: missing for year, missing in short.items() if missing} == {2014: 1}


def test_what_dhs_took_off_silently_is_named() -> None:
    """Watauga goes the same day; Weld, El Paso and Aurora by the next morning; later nothing."""
    gone = [[row.fields["name"] for row in edition.gone] for edition in _editions("dhs_2025")]
    assert gone == [[], ["Watauga"], ["Weld", "El Paso", "Aurora"], []]


def test_what_justice_removed_is_gone() -> None:
    """Nevada goes first, then Baltimore County; 13 states, 4 counties and 18 cities at the start."""
    first, second, third = ({str(row.fields["name"]) for row in e.listings} for e in _editions("doj_eo14287"))
    assert (first - second, second - third) == ({"Nevada"}, {"Baltimore County, MD"})
    headings = Counter(row.fields["heading"] for row in _only("doj_eo14287").listings)
    assert headings == {"STATES": 13, "COUNTIES": 4, "CITIES": 18}
