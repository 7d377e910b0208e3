"""Dates, lists, places and claims, as they stand in a text: the reader's own grammar, not the desk's.

It reads what is well said, and also what is not, so that it can say so: days as `5 Aug 2025`, states by their
postal codes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from models.domain import Place, PlaceKind
from models.places import load_gazetteer

MONTHS = ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
_MONTH = r"Jan\.|Feb\.|March|April|May|June|July|Aug\.|Sept\.|Oct\.|Nov\.|Dec\."
_DAY = re.compile(rf"\b({_MONTH}) (\d{{1,2}}), (\d{{4}})")
ILL_DAY = re.compile(
    r"\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b\.?(?: \d{4})?"
    r"|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{1,2}\b|\b\d{4}-\d\d(?:-\d\d)?\b"
    r"|\d{4}–\d{2,4}|\b(?:January|February|August|September|October|November|December) \d{1,2}\b"
)
"""Days and periods that no American newsroom prints so."""
BARE_YEAR = re.compile(rf"(?:{_MONTH}) \d{{1,2}}, \d{{4}} [a-z]+")
"""A day in mid-sentence, without the comma behind its year."""

LISTS = {
    "doj_eo14287": (
        r"Justice Dep(?:artmen)?t\.?(?:'s)? list|Justice Dep(?:t\.|artment) (?:publishes|on [A-Z])"
        r"|Justice Dept\.,|\bDOJ\b|Justice Department, “|Executive Order 14287"
    ),
    "dhs_2025": r"\bDHS\b|Department of Homeland Security|Defying Federal",
    "ddor_policies": r"Section III|ICE Sec\. III|Enacted Policies which Limit",
    "ice_ddor": r"ICE report\b|weekly report|Declined Detainer|ICE's week\b|declined-detainer report",
    "ice_policies_2014": r"ICE's 2014|ICE 2014|ICE's list of 2014",
    "npr_declined": r"\bNPR\b",
}
"""How texts name the lists."""
_ANY_LIST = "|".join(f"(?P<{name}>{words})" for name, words in LISTS.items())

Standing = Literal["on", "was on", "off", "not on"]

AP = {
    "AL": "Ala.", "AK": "Alaska", "AZ": "Ariz.", "AR": "Ark.", "CA": "Calif.", "CO": "Colo.", "CT": "Conn.",
    "DE": "Del.", "DC": "D.C.", "FL": "Fla.", "GA": "Ga.", "HI": "Hawaii", "ID": "Idaho", "IL": "Ill.",
    "IN": "Ind.", "IA": "Iowa", "KS": "Kan.", "KY": "Ky.", "LA": "La.", "ME": "Maine", "MD": "Md.",
    "MA": "Mass.", "MI": "Mich.", "MN": "Minn.", "MS": "Miss.", "MO": "Mo.", "MT": "Mont.", "NE": "Neb.",
    "NV": "Nev.", "NH": "N.H.", "NJ": "N.J.", "NM": "N.M.", "NY": "N.Y.", "NC": "N.C.", "ND": "N.D.",
    "OH": "Ohio", "OK": "Okla.", "OR": "Ore.", "PA": "Pa.", "RI": "R.I.", "SC": "S.C.", "SD": "S.D.",
    "TN": "Tenn.", "TX": "Texas", "UT": "Utah", "VT": "Vt.", "VA": "Va.", "WA": "Wash.", "WV": "W.Va.",
    "WI": "Wis.", "WY": "Wyo.",
}  # fmt: skip
"""States as the Associated Press shortens them."""

_CLAIM = re.compile(
    r"\b(?P<verb>(?i:not on|not in our copy of|was not on|was on|off|on|named in)|took .{3,60}? off)"
    rf" (?:the |its )?(?:U\.S\. )?(?:{_ANY_LIST})"
)
_OR = re.compile(rf"^[^.;]*? or (?:the )?(?:{_ANY_LIST})")
_BELOW = re.compile(
    r"\b((?:[A-Z][\w.'’-]+ ){1,3}County|Boston|Aurora|Watauga|Denver|Chicago|Baltimore City)\b"
)


@dataclass(frozen=True)
class Claim:
    """What a text says of a place's standing on a list."""

    source: str
    standing: Standing | Literal["no copy"]
    words: str


def days(text: str) -> list[date]:
    """Return the days that a text names, written well."""
    found = []
    for month, day, year in _DAY.findall(_with_years(text)):
        found.append(date(int(year), MONTHS.index(month) + 1, int(day)))
    return found


def _with_years(text: str) -> str:
    """Return a text whose periods name the year at both ends: `Jan. 28 to Feb. 3, 2017`."""
    period = re.compile(rf"\b(({_MONTH}) \d{{1,2}}) (to|and) ((?:{_MONTH}) \d{{1,2}}, (\d{{4}}))")
    return period.sub(r"\1, \5 \3 \4", text)


def lists(text: str) -> list[str]:
    """Return the lists that a text names."""
    return [name for name, words in LISTS.items() if re.search(words, text)]


def claims(text: str) -> Iterator[Claim]:
    """Yield what a text says of standings on lists, in its order."""
    for found in _CLAIM.finditer(text):
        verb = found["verb"].lower()
        standing: Standing | Literal["no copy"] = "on"
        if "not in our copy" in verb:
            standing = "no copy"
        elif "not on" in verb:
            standing = "not on"
        elif "off" in verb:
            standing = "off"
        elif "was on" in verb or "named in" in verb:
            standing = "was on"
        if not text[: found.start()].endswith("jurisdiction "):
            yield Claim(_named(found), standing, found[0])
        beside = _OR.search(text[found.end() :])
        if beside and standing in {"not on", "no copy"}:
            yield Claim(_named(beside), standing, f"{found[0]} …{beside[0]}")


def _named(found: re.Match[str]) -> str:
    return next(name for name in LISTS if found[name])


@cache
def place_of(heading: str) -> Place | None:
    """Return the place that a heading of an answer names: `Boston, Massachusetts, on May 30, 2025`."""
    name = re.sub(r",? (?:on|as of) [A-Z\d].*$", "", heading.removeprefix("Replay: "))
    kind = PlaceKind.STATE if name in full_names() else None
    places = load_gazetteer().resolve(name, None, kind).places
    return places[0] if len(places) == 1 else None


def stateless(text: str) -> list[str]:
    """Return the counties, and cities of the lists, that stand in a text without their state.

    Several in a row may share the state that stands after the last.
    """
    found = []
    for place in _BELOW.finditer(text):
        rest = re.split(r"[;:]|\. (?=[A-Z])", text[place.end() :])[0]
        full = "|".join(re.escape(word) for word in {*AP.values(), *full_names()})
        if not re.match(rf"(?:,? (?:and )?(?:[A-Z][\w.'’-]+ ?)+)*(?: \([a-z]+\))?,? (?:{full})", rest):
            found.append(place[0])
    return found


@cache
def full_names() -> tuple[str, ...]:
    """Return the names of the states, in full."""
    gazetteer = load_gazetteer()
    named = (gazetteer.resolve(code, None, PlaceKind.STATE).places for code in AP)
    return tuple(place.name for places in named for place in places)


@cache
def state_words(code: str) -> tuple[str, ...]:
    """Return how a text may name a state."""
    return (AP[code], *(place.name for place in load_gazetteer().resolve(code, None, PlaceKind.STATE).places))


def only_state(headline: str) -> str:
    """Return the USPS code of the one state that a headline names; nothing if it names none, or several."""
    named = [
        code for code in AP if any(re.search(rf"\b{re.escape(word)}", headline) for word in state_words(code))
    ]
    return named[0] if len(named) == 1 else ""


def is_stated(place: str, text: str) -> bool:
    """Tell whether a text says somewhere of which state a place is."""
    states = (*AP.values(), *full_names())
    return any(mark in text for state in states for mark in (f"{place}, {state}", f"{state}: {place}"))


def printed_state(text: str) -> bool:
    """Tell whether a row, as it is printed, names its state; publishers do by postal codes too."""
    return any(state in text for state in (*AP.values(), *full_names())) or bool(
        re.search(rf", (?:{'|'.join(AP)})\b", text)
    )
