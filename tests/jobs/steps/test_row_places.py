"""Agencies' places, checked against the county that ICE prints beside them."""

import pytest

from jobs.steps.row_places import place_rows
from models.domain import Listing, ListingKind, Outcome, Row
from models.places import load_gazetteer


def placed(agency: str, state: str, county: str) -> Row:
    """An agreement of an agency as the desk places it; without a county, the column has none for it."""
    fields = {"agency": agency, "agency_type": "", "support_type": "Task Force Model", "signed": "2025-09-22"}
    annotations = {"county": county} if county else {}
    listing = Listing(ListingKind.AGREEMENT, fields, state, as_read=agency, annotations=annotations)
    (row,) = place_rows((listing,), load_gazetteer())
    return row


AGREED = [
    ("Autauga County Sheriff's Office", "AL", "Autauga County", "01001"),
    ("Camp Hill Police Department", "AL", "Tallapoosa County", "0111680"),
    ("Tangipahoa Parish Sheriff's Office", "LA", "Tangipahoa Parish", "22105"),
    ("Lake County Sheriff's Office", "FL", "Lake Conty", "12069"),
    ("Alaska Department of Corrections", "AK", "#N/A", "02"),
    ("Wyoming State Highway Patrol", "WY", "Laramie County", "56"),
    ("Butler County Sheriff's Office", "OH", "", "39017"),
]


@pytest.mark.parametrize(("agency", "state", "county", "geoid"), AGREED, ids=lambda value: value)
def test_a_name_and_its_county_agree(agency: str, state: str, county: str, geoid: str) -> None:
    """A city within the county, the county itself, a state's agency with a seat in it: nothing to say."""
    row = placed(agency, state, county)
    assert [place.geoid for place in row.resolution.places] == [geoid]
    assert row.listing.notes == ()


def test_a_disagreement_is_said_and_the_name_followed() -> None:
    """ICE gives Tye, a city near Abilene, to Galveston County on the coast: either may be the error."""
    row = placed("Tye Police Department", "TX", "Galveston County")
    assert [place.name for place in row.resolution.places] == ["Tye"]
    (note,) = row.listing.notes
    assert "Galveston County" in note
    assert "Tye (Taylor County), which was taken" in note


def test_a_county_of_another_state_is_said() -> None:
    """Texarkana lies in Arkansas and in Texas; ICE prints the Texan county beside the police of Arkansas."""
    row = placed("Texarkana Police Department", "AR", "Bowie County")
    assert {place.state for place in row.resolution.places} == {"AR"}
    assert "'Bowie County', which names no one county" in row.listing.notes[0]


def test_what_stays_open_tells_the_county() -> None:
    """A regional department whose name is no place's: unknown, with what the column says as a help."""
    row = placed("Susquehanna Regional Police Department", "PA", "Lancaster County")
    assert row.resolution.outcome is not Outcome.RESOLVED
    assert "says Lancaster County" in row.resolution.reason
