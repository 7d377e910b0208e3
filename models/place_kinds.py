"""A name's kind and agency words taken to mean something, one way after another. Pure text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.place_agencies import whose_state, words_of
from models.place_spelling import fold
from models.place_states import state_code, state_name
from models.place_words import (
    AGENCIES,
    AGENCY,
    AGENCY_FIRST,
    FIRST,
    KIND_AFTER,
    KIND_BEFORE,
    KINDS,
    STATE_CORRECTIONS,
    WHOLE_CLASS,
    Want,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a printed name.

    Attributes:
        bare: The folded name without state, kind and agency: `stearns`.
        want: The kind that the words around it ask for.
        state: USPS code, empty when nothing names a state.
        within: The county named beside it, folded, with its kind: `johnson county`.
        stated: The name itself names the state after a comma, so it isn't the state that is meant.
        repaired_state: The state that was read instead of a misspelt one.
        whole_class: The name covers every county of the state (`Colorado County Jails`).
        because: Why this is whom the agency serves, in a sentence, when its words alone don't tell.
        repaired_word: The word that was read instead of a misprinted one.
    """

    bare: str
    want: Want = Want.ANY
    state: str = ""
    within: str = ""
    stated: bool = False
    repaired_state: str = ""
    whole_class: bool = False
    because: str = ""
    repaired_word: str = ""


def kinds(reading: Reading) -> Iterator[Reading]:
    """The name with its kind and agency words taken to mean something, or left as part of it.

    Yields:
        Readings, the likeliest first.
    """
    yield from _department(reading)
    first = AGENCY_FIRST.match(reading.bare)
    if reading.within and first:
        want = next(want for want in FIRST if first[want.name])
        yield from read_kind(replace(reading, bare=reading.within, within="", want=want))
        return
    yield from read_kind(reading)
    agency = AGENCY.fullmatch(reading.bare)
    if agency:
        want = next(want for want, _ in AGENCIES if agency[want.name])
        want = want if reading.want is Want.ANY else reading.want
        for owner in read_kind(replace(reading, bare=agency["rest"], want=want)):
            if owner.want is Want.COUNTY or (want is not Want.NONE and owner.want is not Want.STATE):
                yield owner


def read_kind(reading: Reading) -> Iterator[Reading]:
    """The name with its kind word taken to mean something, or left as part of it."""
    before = KIND_BEFORE.fullmatch(reading.bare)
    after = KIND_AFTER.fullmatch(reading.bare)
    if after and KINDS[after["kind"]] is Want.COUNTY:
        yield _of_kind(reading, after)
    yield reading
    if after and reading.state and reading.want is not Want.ANY:
        yield replace(reading, want=KINDS[after["kind"]])
    for found in (before, after):
        if found:
            yield _of_kind(reading, found)


def _of_kind(reading: Reading, found: re.Match[str]) -> Reading:
    """The bare name, of the kind that stands beside it; parishes are Louisiana's."""
    state = reading.state or ("LA" if found["kind"].startswith("par") else "")
    return replace(reading, bare=found["bare"], want=KINDS[found["kind"]], state=state)


def of_whole_state(text: str, base: Reading) -> Iterator[Reading]:
    """`Rhode Island Department of Corrections`, `Colorado County Jails`: the state itself.

    State prisons and departments are the state's; a plural of jails or counties means all of them
    (ICE's list of 2014: "All county jails in Colorado will not honor").
    """
    words = words_of(text)
    every = WHOLE_CLASS.fullmatch(words)
    owner = state_code(every["owner"] or every["state"] or base.state) if every else ""
    if owner and base.state in {"", owner}:
        state = owner if every and every["state"] else base.state
        yield replace(base, bare=fold(state_name(owner)), want=Want.STATE, state=state, whole_class=True)
    code, why = whose_state(words, base.state)
    if code:
        yield replace(base, bare=fold(state_name(code)), want=Want.STATE, state=code, because=why)


def _department(reading: Reading) -> Iterator[Reading]:
    """`Department of Corrections` alone, in a row of a state."""
    if STATE_CORRECTIONS.fullmatch(reading.bare) and reading.state and not reading.within:
        why = "It is a department of the state, so the state stands for it."
        yield replace(reading, bare=fold(state_name(reading.state)), want=Want.STATE, because=why)
