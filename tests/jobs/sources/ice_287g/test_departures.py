"""What ICE's own workbooks lose from one to the next: what is gone is told, and what is misprinted isn't."""

import io
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache

import pytest
from openpyxl import load_workbook

from jobs.sources.ice_287g import reader
from jobs.steps.row_places import place_rows
from models.domain import Change, ChangeKind, Document, Row, comparable, pair
from models.domain.row_diff import compare
from models.places import load_gazetteer
from tests.support.documents.agreements import FEBRUARY, MAY, NAMES, OCTOBER, workbook_of

BUTLER = "butler county sheriff's office"
SEEN = datetime(2026, 5, 14, tzinfo=UTC)


@cache
def rows_of(day: str, state: str = "", misspelt: str = "") -> tuple[Row, ...]:
    """A workbook's rows, placed; a state's name may be printed otherwise in all of them."""
    body = workbook_of(day)
    if state:
        book, printed = load_workbook(io.BytesIO(body)), io.BytesIO()
        for cell in book.worksheets[0]["A"]:
            cell.value = misspelt if cell.value == state else cell.value
        book.save(printed)
        body = printed.getvalue()
    document = Document(body, f"https://www.ice.gov/doclib/{NAMES[day]}", SEEN)
    return place_rows(reader.parse(document).listings, load_gazetteer())


def changes(before: Sequence[Row], after: Sequence[Row]) -> tuple[Change, ...]:
    """What changed from one workbook to the next."""
    gone, new = compare(Counter(row.key for row in before), Counter(row.key for row in after))
    return pair(_picked(before, gone), _picked(after, new), seen=SEEN.date())


def _picked(rows: Sequence[Row], wanted: Counter[bytes]) -> list[Row]:
    left = Counter(wanted)
    picked = []
    for row in rows:
        if left[row.key] > 0:
            left[row.key] -= 1
            picked.append(row)
    return picked


Agreed = tuple[str, object, object]
"""State, agency and kind of support."""


def agreed(row: Row) -> Agreed:
    """Whose agreement a row is, and of which kind."""
    fields = row.listing.fields
    return row.listing.state, comparable(fields["agency"]), fields["support_type"]


RENAMED = {
    (FEBRUARY, OCTOBER): {
        ("AK", "Department of Corrections"): "Alaska Department of Corrections",
        ("FL", "Escambia County Sheriff's Office"): (
            "Escambia County Board of County Commissioners/ Department of Corrections"
        ),
        ("FL", "Florida Fish and Wildlife Conservation Commission"): (
            "Florida Fish & Wildlife Conservation Commission"
        ),
        ("FL", "Gulf County BOCC"): "Gulf County",
        ("FL", "Miami Dade Corrections and Rehabilitation"): "Miami-Dade Corrections and Rehabilitation",
        ("FL", "Okaloosa County Sheriff's Office"): (
            "Okaloosa County Board of County Commissioners/ Department of Corrections"
        ),
        ("FL", "Pasco County BOCC"): "Pasco County Board of County Commissioners/ Pasco County Corrections",
        ("FL", "St Johns County Sheriff's Office"): "St. Johns County Sheriff's Office",
        ("MT", "Flathead County Sheriff's Department"): "Flathead County Sheriff's Office",
        ("NC", "Albermarle District Jail"): "Albemarle District Jail",
        ("OK", "Oklahoma Dept. of Public Safety"): "Oklahoma Department of Public Safety",
        ("SC", "Lexington County Sheriff's Office"): "Lexington County Sheriff's Department",
        ("TX", "Office of the Attorney General"): "Texas Office of the Attorney General",
        ("WI", "Waukesha County Sheriff's Office"): "Waukesha County Sheriff's Department",
    },
    (OCTOBER, MAY): {
        ("PA", "Southampton Twp. Cumberland City, Constables Office"): (
            "Southhampton Twp. Cumberland City, Constables Office"
        ),
        ("TX", "Department of Public Safety- Criminal Investigations Division"): (
            "Texas Department of Public Safety- Criminal Investigations Division"
        ),
        ("TX", "Somerville County Sheriff's Office"): "Somervell County Sheriff's Office",
    },
}
"""Read by hand: of one state, support and day, and one agency."""


@pytest.mark.parametrize(("before", "after", "gone"), [(FEBRUARY, OCTOBER, 3), (OCTOBER, MAY, 47)])
def test_all_that_is_gone_is_told(before: str, after: str, gone: int) -> None:
    """Each agency's agreement of a kind that the next workbook lacks is removed, or told as renamed."""
    stood, stands = rows_of(before), rows_of(after)
    lacking = {agreed(row) for row in stood} - {agreed(row) for row in stands}
    told = changes(stood, stands)
    removed = {agreed(each.before) for each in told if each.kind is ChangeKind.REMOVED and each.before}
    renamed = {
        agreed(each.before): agreed(each.after)
        for each in told
        if each.before and each.after and agreed(each.before) != agreed(each.after)
    }
    assert len(removed) == gone
    assert removed | renamed.keys() == lacking
    by_hand = {
        (state, comparable(name)): comparable(new) for (state, name), new in RENAMED[before, after].items()
    }
    for (state, name, support), new in renamed.items():
        assert new[::2] == (state, support)
        assert str(new[1]).startswith(by_hand[state, str(name)])


def test_kentuckys_butler_county_is_gone_though_ohios_stands() -> None:
    """Two of its three agreements ended; a namesake hides neither."""
    told = [each for each in changes(rows_of(OCTOBER), rows_of(MAY)) if each.kind is ChangeKind.REMOVED]
    gone = [agreed(each.before) for each in told if each.before]
    butler = {support for state, name, support in gone if (state, name) == ("KY", BUTLER)}
    assert butler == {"Jail Enforcement Model", "Warrant Service Officer"}
    assert BUTLER in {agreed(row)[1] for row in rows_of(MAY) if row.listing.state == "OH"}


@pytest.mark.parametrize(
    ("state", "misspelt"), [("PENNSYLVANIA", "PENNSLYVANIA"), ("FLORIDA", "FLROIDA"), ("TEXAS", "TEXSA")]
)
def test_a_state_misspelt_in_all_its_rows_removes_nobody(state: str, misspelt: str) -> None:
    """The next workbook tells what is gone, as if the state were spelt right; its mend tells nothing."""
    right = changes(rows_of(OCTOBER), rows_of(MAY))
    wrong = changes(rows_of(OCTOBER), rows_of(MAY, state, misspelt))
    gone, misprinted = (
        {agreed(each.before) for each in told if each.kind is ChangeKind.REMOVED and each.before}
        for told in (right, wrong)
    )
    assert misprinted == gone
    assert sum(each.kind is ChangeKind.SLIP for each in wrong) > 30
    mended = changes(rows_of(MAY, state, misspelt), rows_of(MAY))
    assert {(each.kind, each.mends) for each in mended} == {(ChangeKind.SLIP, True)}
