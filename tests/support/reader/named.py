"""Which places and states a text names, and where: what its figures are of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from models.domain import Place, PlaceKind
from models.places import load_gazetteer
from tests.support.reader.grammar import AP, full_names

_STATES = "|".join(sorted({re.escape(name) for name in (*AP.values(), *full_names())}, key=len, reverse=True))
_WORD = r"(?:[A-Z][\w.'’-]*|of|del|la)"
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
        if name is None:
            yield Named(found.start(), found.end(), code_of(found["state"]), found[0])
            continue
        within = (code_of(beside),) if beside else states or tuple(_states_after(text, found.end()))
        area = next((area for state in within if (area := geoid_of(name, state))), "")
        yield Named(found.start(), found.end(), area, found[0], stated=bool(within))


def _states_after(text: str, end: int) -> Iterator[str]:
    """Yield the state that stands after the last of several places: `Weld County and Aurora, Colo.`."""
    found = re.search(rf", ({_STATES})|\b({_STATES}) (?:refusals|places)", text[end : end + 120])
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
