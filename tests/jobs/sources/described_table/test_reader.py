"""What a described table is read as, by kind of row, and which entries can never be."""

from datetime import date

import pytest

from jobs.sources import all_sources
from models.domain import ListingKind, Period
from models.errors import SettingsError
from tests.support.documents.described_tables import entry, read
from tests.support.documents.workbooks import workbook

CUSTODY = {"agency": "Jail", "state": "ST", "citizenship": "Country"}


def test_an_entry_is_a_source_like_any_other() -> None:
    """Whoever lists sources finds it beside the built-in ones."""
    described = entry(every_minutes=5, gone_after=7, gone_for_minutes=60, caveat="Not all.", short="Bureau")
    source = all_sources([described])["my_list"]
    assert (source.publisher, source.short, source.caveat) == ("Made-up Bureau", "Bureau", "Not all.")
    assert (source.every.total_seconds(), source.gone_after, source.gone_for.total_seconds()) == (
        300,
        7,
        3600,
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "doj_eo14287"}, "a built-in source has that name"),
        ({"name": "npr_declined"}, "a built-in source has that name"),
        ({"keep": ["Inmate Name"]}, "'my_list' keeps the column 'Inmate Name', which names persons"),
    ],
)
def test_an_entry_that_cannot_be_is_a_sentence(changes: dict[str, object], said: str) -> None:
    """It may not hide a built-in source, nor keep who was in custody."""
    with pytest.raises(SettingsError, match=said):
        all_sources([entry(**changes)])


def test_refusals_have_their_dates_their_offense_and_their_period() -> None:
    """Dates in any usual form; the first and the last of them are what the edition covers."""
    text = (
        "Jail,ST,Country,Lodged,Released,What for,Booking No.\n"
        "Travis County Jail,TX,Mexico,10/1/2026,10/7/2026,DUI (Conviction),991\n"
        'Cook County Jail,IL,Peru,2026-10-02T09:30:00Z,"Oct. 12, 2026",Theft - charged,992\n'
        "Cook County Jail,IL,Peru,soon,10/3/2026,,993\n"
    )
    columns = CUSTODY | {"issued": "Lodged", "declined": "Released", "activity_as_printed": "What for"}
    edition = read(text.encode(), entry(kind="event", rows="refusal", columns=columns, period="Released"))
    first, second, third = edition.listings
    assert edition.period == Period(date(2026, 10, 3), date(2026, 10, 12))
    assert (first.fields["issued"], first.fields["offense"], first.fields["disposition"]) == (
        "2026-10-01",
        "DUI",
        "conviction",
    )
    assert (second.fields["issued"], second.fields["declined"]) == ("2026-10-02", "2026-10-12")
    assert (third.fields["issued"], len(third.notes)) == ("soon", 1)
    assert not any("99" in row.as_read for row in edition.listings)


@pytest.mark.parametrize(
    "address", ["refusals-2026-10-01-to-2026-10-31.csv", "Oct.%201%20-%20Oct.%2031,%202026.csv"]
)
def test_an_edition_is_of_the_days_that_its_address_names(address: str) -> None:
    """A file a month needs no column of dates."""
    described = entry(kind="event", rows="refusal", columns=CUSTODY, address=f"https://b.example/{address}")
    edition = read(b"Jail,ST,Country\nTravis County Jail,TX,Peru\n", described)
    assert (edition.period, edition.problems) == (Period(date(2026, 10, 1), date(2026, 10, 31)), ())


def test_events_of_unknown_days_are_held() -> None:
    """Without days nobody can tell new events from those that are known."""
    edition = read(b"Jail,ST,Country\nX,TX,Peru\n", entry(kind="event", rows="refusal", columns=CUSTODY))
    assert "which days it covers" in edition.problems[0]
    assert 'period = "HEADER"' in edition.problems[0]


def test_a_span_in_words_above_the_table_is_what_it_covers() -> None:
    """The form that the docs give."""
    described = entry(kind="event", rows="refusal", columns=CUSTODY)
    edition = read(b"September 1 - 30, 2026\nJail,ST,Country\nTravis County Jail,TX,Peru\n", described)
    assert (edition.period, edition.problems) == (Period(date(2026, 9, 1), date(2026, 9, 30)), ())


def test_tallies_are_of_the_year_that_their_row_names() -> None:
    """Counts with thousands; a total below the table is no agency; what is no number is noted."""
    described = entry(
        kind="event",
        rows="tally",
        columns={"agency": "det_facility [1]", "count": "count", "period": "year"},
        constants={"measure": "declined"},
    )
    text = (
        'year,det_facility,count,det_facility\n2014,COOK COUNTY JAIL,"1,206",x\n'
        "2015,STERNS CO. JAIL,few,y\n,,,z\nTotal,1206,,\n"
    )
    edition = read(text.encode(), described)
    assert [(row.fields["count"], row.fields["period"], len(row.notes)) for row in edition.listings] == [
        (1206, "2014-01-01/2014-12-31", 0),
        ("few", "2015-01-01/2015-12-31", 1),
    ]
    assert edition.period == Period(date(2014, 1, 1), date(2015, 12, 31))
    assert edition.totals == {"declined": 1206}


def test_policies_and_agreements_keep_the_precision_of_their_dates() -> None:
    """August 2014 is a month; a date of a workbook is a day, and what is none stays as printed."""
    policy = entry(rows="policy", columns={"jurisdiction": "Place", "enacted": "Since"})
    (row,) = read(b"Place,Since\nTaos,August 2014\n", policy).listings
    assert (row.kind, row.fields["enacted"], row.fields["enacted_as_printed"]) == (
        ListingKind.POLICY,
        "2014-08",
        "August 2014",
    )
    columns = {"agency": "Agency", "signed": "Signed", "county": "County"}
    body = workbook(
        [["Agency", "Signed", "County"], ["A", date(2026, 5, 4), "Lee"], ["B", "05/082025", None]]
    )
    rows = read(body, entry(rows="agreement", columns=columns, format="xlsx", state="AL")).listings
    assert [(row.fields["signed"], row.state, dict(row.annotations)) for row in rows] == [
        ("2026-05-04", "AL", {"county": "Lee"}),
        ("05/082025", "AL", {}),
    ]
