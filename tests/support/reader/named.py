"""Which places and states a text names, and where: what its figures are of, and whether any list has them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from models.domain import Place, PlaceKind
from models.places import load_gazetteer
from tests.support.oracle.past import BundledPast, the_past
from tests.support.reader.grammar import AP, full_names
from tests.support.reader.sheet import ReadMessage, ours

_STATES = "|".join(sorted({re.escape(name) for name in (*AP.values(), *full_names())}, key=len, reverse=True))
_EVER = datetime(2100, 1, 1, tzinfo=UTC)
_NAMED = re.compile(
    rf"(?P<county>\b(?:(?!Detainers|Refusals|On|In)[A-Z][\w.'’-]+ ){{1,3}}County)(?:, (?P<of>{_STATES}))?"
    r"|(?P<city>\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}"
    rf"(?: \((?:town|village|city|[A-Z]\w+ County)\))?), (?P<in>{_STATES})"
    rf"|(?P<state>\b(?:{_STATES})(?!\w))"
)


@dataclass(frozen=True)
class Named:
    """A place or a state in a text.

    Attributes:
        area: GEOID of a place, USPS code of a state; empty where no such place is.
        words: As the text has it.
    """

    start: int
    end: int
    area: str
    words: str
    stated: bool = True


def named(text: str, states: tuple[str, ...] = ()) -> Iterator[Named]:
    """Yield the counties, the cities with a state beside them, and the states that a text names.

    Args:
        text: The text.
        states: USPS codes of the states that a county without its state may be in.
    """
    for found in _NAMED.finditer(text):
        name, beside = found["county"] or found["city"], found["of"] or found["in"]
        if name is not None and code_of(name):
            yield Named(found.start(), found.start() + len(name), code_of(name), name)
            continue
        if name is None:
            yield Named(found.start(), found.end(), code_of(found["state"]), found[0])
            continue
        after = tuple(_states_after(text, found.end()))
        within = (code_of(beside),) if beside else after or states
        areas = [area for state in within if (area := geoid_of(name, state))]
        area = next((area for area in areas if area in _listed() | _back()), next(iter(areas), ""))
        yield Named(found.start(), found.end(), area, found[0], stated=bool(within))


def _states_after(text: str, end: int) -> Iterator[str]:
    """Yield the state that stands after the last of several places: `Weld County and Aurora, Colo.`."""
    found = re.search(
        rf", ({_STATES})|\b({_STATES}) (?:refusals|places)", re.split(r"[;:]", text[end : end + 120])[0]
    )
    if found:
        yield code_of(found[1] or found[2])


@cache
def code_of(name: str) -> str:
    """Return the USPS code of a state as the Associated Press or its full name has it."""
    for code, short in AP.items():
        if name == short or name == _full(code):
            return code
    return ""


@cache
def _full(code: str) -> str:
    return load_gazetteer().resolve(code, None, PlaceKind.STATE).places[0].name


@cache
def geoid_of(name: str, state: str) -> str:
    """Return the GEOID of a place of a state by its name; empty where no one place bears it."""
    known = load_gazetteer().resolve(name, state)
    places: tuple[Place, ...] = known.places or known.candidates
    return places[0].geoid if places else ""


@cache
def state_geoid(code: str) -> str:
    """Return the GEOID of a state itself."""
    return load_gazetteer().resolve(code, None, PlaceKind.STATE).places[0].geoid


def placed(sheet: ReadMessage, past: BundledPast) -> Iterator[tuple[str, str]]:
    """A place is in the state beside it, and is the one asked about, one near it, or on a list."""
    for text in sheet.texts:
        for each in named(ours(text), _within(sheet)):
            if each.area[:2].isdigit() or not each.area:
                fault = "" if _is_meant(each, sheet, text, past) else "nothing says so"
                yield each.words, fault and f"{each.words}: {fault}"


def _within(sheet: ReadMessage) -> tuple[str, ...]:
    return (sheet.about.state,) if sheet.about else sheet.states


def _is_meant(each: Named, sheet: ReadMessage, text: str, past: BundledPast) -> bool:
    if not each.area:
        return not each.stated
    if sheet.about is not None:
        about = sheet.about
        if each.area == about.geoid:
            return True
        if text in {sheet.push, sheet.headline} or re.match(r"(?:Rows on|History of|Evidence for) ", text):
            return False
        name = about.name.partition(" (")[0]
        return (each.words.startswith(name) and sheet.kind == "thread") or (
            each.area in _listed() and each.area[:2] == about.geoid[:2] and sheet.kind != "sentence"
        )
    if each.words.partition(",")[0] in sheet.where or (
        "is counted often" in text and each.area in _listed(())
    ):
        return True
    return each.area in _listed() or each.area in _back() or f", {each.words}" in _printed()


@cache
def _listed(apart: tuple[str, ...] = ("npr_declined", "ice_policies_2014")) -> frozenset[str]:
    """Return the places that any list names, counts by facility apart."""
    copies = [copy for copy in the_past().copies if copy.source not in apart]
    return frozenset(geoid for copy in copies for line in copy.lines for geoid in line.geoids)


@cache
def _printed() -> str:
    """Return what rows of policies are printed as, which name a county beside a city."""
    return "\n".join(line.name for copy in the_past().at("ddor_policies", _EVER) for line in copy.lines)


@cache
def _back() -> frozenset[str]:
    return frozenset(geoid_of(county, state) for county, state in the_past().taken_back)
