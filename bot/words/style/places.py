"""Places as American newsrooms write them: `Boston, Mass.`; in print `Boston, Massachusetts`. Pure.

State names are shortened after a place as the Associated Press does; eight of them never are, nor are
territories. Postal codes stand in commands and files alone.
"""

from models.domain import Place, PlaceKind
from models.places import TERRITORIES, state_name

_SHORT = {
    "AL": "Ala.", "AZ": "Ariz.", "AR": "Ark.", "CA": "Calif.", "CO": "Colo.", "CT": "Conn.", "DE": "Del.",
    "DC": "D.C.", "FL": "Fla.", "GA": "Ga.", "IL": "Ill.", "IN": "Ind.", "KS": "Kan.", "KY": "Ky.",
    "LA": "La.", "MD": "Md.", "MA": "Mass.", "MI": "Mich.", "MN": "Minn.", "MS": "Miss.", "MO": "Mo.",
    "MT": "Mont.", "NE": "Neb.", "NV": "Nev.", "NH": "N.H.", "NJ": "N.J.", "NM": "N.M.", "NY": "N.Y.",
    "NC": "N.C.", "ND": "N.D.", "OK": "Okla.", "OR": "Ore.", "PA": "Pa.", "RI": "R.I.", "SC": "S.C.",
    "SD": "S.D.", "TN": "Tenn.", "VT": "Vt.", "VA": "Va.", "WA": "Wash.", "WV": "W.Va.", "WI": "Wis.",
    "WY": "Wyo.",
}  # fmt: skip
_IN_A_SENTENCE = {"DC": "the District of Columbia", "NY": "New York state", "WA": "Washington state"}
"""Names that a sentence can't have bare: they are a city's too."""
_NEW_YORK_CITY = "3651000"
_CITY_LIKE_COUNTIES = {"24": "510", "29": "510", "51": "510"}
"""Where cities lie in no county; Census numbers them as counties, from here on."""


def short_state(code: str) -> str:
    """Return a state as it stands after a place, or as a label: `Mass.`; `Ohio` is never shortened."""
    return _SHORT.get(code, state_name(code) or code)


def spoken_state(code: str) -> str:
    """Return a state alone as a sentence has it: `Maryland`, `New York state`, `the District of Columbia`."""
    return _IN_A_SENTENCE.get(code, state_name(code) or code)


def whole_state(code: str) -> str:
    """Return a state below its own name, apart from its places: `the state`, `the District`."""
    return "the District" if code == "DC" else "the territory" if code in TERRITORIES else "the state"


def place_name(place: Place) -> str:
    """Return a place without its state: `Boston`, `Suffolk County`, `New York City`, `New York state`."""
    if place.kind is PlaceKind.STATE:
        return spoken_state(place.state).removeprefix("the ")
    if place.geoid == _NEW_YORK_CITY:
        return "New York City"
    first = _CITY_LIKE_COUNTIES.get(place.geoid[:2])
    independent = first and len(place.geoid) == len("24510") and place.geoid[2:] >= first
    return place.name.removesuffix(" City") if independent else place.name


def _in_state(place: Place, state: str) -> str:
    alone = place.kind is PlaceKind.STATE or place.geoid == _NEW_YORK_CITY
    return place_name(place) if alone else f"{place_name(place)}, {state}"


def short_place(place: Place) -> str:
    """Return a place in a line, a headline, a table or on a button: `Boston, Mass.`; a state in full."""
    return _in_state(place, short_state(place.state))


def full_place(place: Place) -> str:
    """Return a place in a heading, and in a sentence to print: `Boston, Massachusetts`."""
    return _in_state(place, state_name(place.state))


def spoken_place(place: Place) -> str:
    """Return a place inside a sentence to print, with the comma that ends it: `Boston, Massachusetts,`."""
    if place.kind is PlaceKind.STATE:
        return spoken_state(place.state)
    return f"{full_place(place)}," if place.geoid != _NEW_YORK_CITY else full_place(place)


def may_be(place: Place) -> str:
    """Return a place that a name may mean: `New York state`, `New York City, N.Y.`."""
    return spoken_state(place.state) if place.kind is PlaceKind.STATE else short_place(place)


def typed_place(place: Place) -> str:
    """Return a place as the command takes it, by its postal code: `Boston, MA`; a state by its name."""
    return place.name if place.kind is PlaceKind.STATE else f"{place.name}, {place.state}"
