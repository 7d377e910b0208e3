"""Which agencies are one, against pairs of names that people judged: no two agencies are ever told as one."""

import csv
import sys
from pathlib import Path

import pytest

from models.domain import ChangeKind, pair
from tests.support.places.agreed import agreement

_GOLD = Path(__file__).parents[1] / "gold" / "agency_identity.csv"
with _GOLD.open(encoding="utf-8", newline="") as _file:
    JUDGED = tuple(csv.DictReader(_file))


def joined(state: str, printed: str, also_printed: str) -> bool:
    """Whether an agreement that is gone and one that comes, alike but for their agencies, are told as one."""
    gone, new = agreement(printed, state), agreement(also_printed, state)
    there, back = pair([gone], [new]), pair([new], [gone])
    assert [each.kind for each in there] == [each.kind for each in back]
    return [each.kind for each in there] == [ChangeKind.CORRECTED]


def test_two_agencies_are_never_told_as_one() -> None:
    """Alike in name, of one state and one day: none of those that people judged distinct is joined."""
    distinct = [row for row in JUDGED if row["relation"] == "distinct"]
    assert len(distinct) > 20
    assert [row for row in distinct if joined(row["state"], row["printed"], row["also_printed"])] == []


def test_an_agency_under_another_name_is_told_as_one() -> None:
    """Of the pairs that people judged to be one agency, 95 in a hundred are told as renamed."""
    same = [row for row in JUDGED if row["relation"] == "same"]
    missed = [row for row in same if not joined(row["state"], row["printed"], row["also_printed"])]
    sys.stdout.write(f"{len(same) - len(missed)} of {len(same)} agencies told as one; not: {missed}\n")
    assert len(same) > 30
    assert len(missed) / len(same) < 0.05


@pytest.mark.parametrize(
    ("state", "one", "other"),
    [
        ("VA", "Martinsville Sheriff's Office", "Martinsville Police Department"),
        ("NY", "Nassau County Sheriff's Office", "Nassau County Police Department"),
        ("NJ", "Chester Borough Police", "Chester Township Police"),
        ("PA", "Washington Township Police Department", "Washington Police Department"),
        ("VA", "Richmond County Sheriff's Office", "Richmond City Sheriff's Office"),
        ("FL", "University of South Florida Police", "University of North Florida Police"),
        ("FL", "University of Florida Police Department", "University of North Florida Police Department"),
        ("FL", "University of Florida Police Department", "Gainesville Police Department"),
        ("FL", "Lee County Sheriff's Office", "Lee County Port Authority Police"),
        ("TX", "Harris County Constable Precinct 1", "Harris County Constable, Fourth Precinct"),
        ("LA", "Kaplan Police Department", "Kaplan City Marshal"),
        ("LA", "Ward 5 Marshal's Office", "Ward 3 Marshal's Office"),
        ("GA", "Georgia Department of Public Safety", "Georgia Department of Public Health"),
        ("VA", "Virginia State Police", "Virginia Capitol Police"),
        ("VA", "Virginia Department of Corrections", "Virginia DOC Law Enforcement Services"),
        ("FL", "Palm Beach Police Department", "West Palm Beach Police Department"),
    ],
)
def test_what_tells_agencies_apart(state: str, one: str, other: str) -> None:
    """Office, kind of place, number, campus, and one word of their own."""
    assert not joined(state, one, other)


@pytest.mark.parametrize(
    ("state", "one", "other"),
    [
        ("FL", "Pinellas County Sheriff's Office", "Pinellas Co. S.O."),
        ("LA", "Iberia Parish Sheriff's Office", "Office of the Sheriff, Iberia Parish"),
        ("MD", "St. Mary's County Sheriff's Office", "Saint Marys County Sheriff's Office"),
        ("AL", "Dekalb County Sheriff's Office", "De Kalb County Sheriff's Office"),
        ("PA", "So. Middleton Twp. Constable", "Pennsylvania State Constable's Office So Middleton Twp"),
        ("FL", "City of Fruitland Park Police Department", "Fruitland Park PD"),
        ("FL", "Florida Highway Patrol", "Department of Highway Safety, Division of Florida Highway Patrol"),
        ("FL", "Jacksonville Sheriff's Office", "Duval County Sheriff's Office"),
        (
            "FL",
            "Florida Department of Agriculture",
            "Florida Department of Agriculture and Consumer Services",
        ),
        ("KS", "KBI", "Kansas Bureau of Investigation"),
        ("GA", "Georgia DOC", "Georgia Department of Corrections"),
        ("TX", "Harris County Constable Pct. 1", "Harris County Precinct One Constable"),
        ("TX", "Lubbock County Sherriff's Office", "Lubbock County Sheriff's Office"),
    ],
)
def test_how_one_agency_may_be_written(state: str, one: str, other: str) -> None:
    """Abbreviations, saints, numbers, another order, a letter too many."""
    assert joined(state, one, other)
