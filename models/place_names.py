"""Printed names taken apart: kind words, agency words, the state or county named inside. Pure text.

`read_name` says what a name may mean; `models.places` says which place that is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.place_spelling import fold
from models.place_states import STATES, repaired_state_code, state_code, state_name
from models.place_words import (
    AGENCIES,
    AGENCY,
    AGENCY_FIRST,
    KIND_AFTER,
    KIND_BEFORE,
    KINDS,
    STATE_AGENCY,
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
    """

    bare: str
    want: Want = Want.ANY
    state: str = ""
    within: str = ""
    stated: bool = False
    repaired_state: str = ""
    whole_class: bool = False


_ZIP_OR_NOTE = re.compile(
    r"[\s,]*(?:\b\d{5}(?:-\d{4})?|(?<=[A-Za-z.)])\d{1,2}|\[\d+\]|[*\u2020\u2021\u00b9\u00b2\u00b3]+)\s*$"
)
_PARENTHESIS = re.compile(r"\(([^()]*)\)")
_MARK = re.compile(r"\s*(?:[,;]|\.(?=\s)|\s[-\u2013\u2014]\s)\s*")
_ABBREVIATED = re.compile(r"(?:\b(?:st|ste|mt|ft|pt|no|so|n|s|e|w)|^)$", re.IGNORECASE)
_LONGEST_PAIR = 120
_TWO_PLACES = re.compile(
    r"(?P<first>.+?)(?: and |,? & |/)(?P<second>.+?) (?P<kind>counties|parishes|cities)", re.IGNORECASE
)


def read_name(text: str, state: str = "") -> Iterator[Reading]:
    """Ways to read a printed name, the likeliest first; the first one that fits a place counts.

    Args:
        text: The name as printed, with whatever stands around it.
        state: USPS code of the row's own state, or empty.

    Yields:
        Readings; those whose state contradicts `state` are left to the caller.
    """
    plain, asides = _without_asides(text)
    for rest, named, repaired in _split_states(plain, state):
        base = Reading(fold(rest), state=named or state, stated=bool(named), repaired_state=repaired)
        name, within = _split_county(rest)
        base = _apply_asides(replace(base, bare=name, within=within), asides)
        if within:
            yield replace(base, bare=fold(rest), within="")
        yield from _kinds(base)
    code = state_code(plain)
    if code and state in {"", code}:
        yield Reading(fold(state_name(code)), Want.STATE, code)


def _without_asides(text: str) -> tuple[str, list[str]]:
    """Drop ZIP codes, footnote marks, parentheses (ICE prints its AOR in one) and end punctuation."""
    asides = [part.strip() for aside in _PARENTHESIS.findall(text) for part in aside.split(",")]
    plain = " ".join(_PARENTHESIS.sub(" ", text).split())
    while plain != (shorter := _ZIP_OR_NOTE.sub("", plain).strip(" ,;:\u2022\u00b7*-\u2013")):
        plain = shorter
    return plain, asides


def _split_states(text: str, state: str) -> Iterator[tuple[str, str, str]]:
    """(rest, USPS code named in the text, state that was mended), the likeliest first."""
    for mark in _MARK.finditer(text):
        rest, tail = text[: mark.start()], text[mark.end() :]
        code = state_code(tail)
        mended = repaired_state_code(tail) if not code and mark[0].strip() == "," else ""
        if (code or mended) and not _ABBREVIATED.search(rest):
            yield rest, code or mended, state_name(mended)
            return
    words = text.split()
    tails = [(" ".join(words[:-n]), state_code(" ".join(words[-n:]))) for n in (3, 2, 1) if n < len(words)]
    named = [(rest, code, "") for rest, code in tails if code and state in {"", code}]
    surely = words[-1:] == ["CO"] and not text.isupper()
    surely = surely or any(code == "DC" for _, code, _ in named)
    yield from [*named[:1], (text, "", "")] if surely else [(text, "", ""), *named[:1]]


def _split_county(text: str) -> tuple[str, str]:
    """`Iowa City, Johnson County` → the name and the county; `Albany, City of` → the name alone."""
    first, *others = [fold(part) for part in text.split(",") if part.strip()] or [""]
    if not others:
        return first, ""
    if others[0].removesuffix(" of") in KINDS:
        return f"{others[0].removesuffix(' of')} of {first}", ""
    return first, others[0]


def _apply_asides(reading: Reading, asides: list[str]) -> Reading:
    """`(town)`, `(Dane County)` and `(OR)` tell a place apart; `(Washington)` may be an ICE office."""
    for aside in asides:
        folded = fold(aside)
        if folded in KINDS:
            reading = replace(reading, want=KINDS[folded])
        elif (kind := KIND_AFTER.fullmatch(folded)) and KINDS[kind["kind"]] is Want.COUNTY:
            reading = replace(reading, within=folded)
        elif aside in STATES and not reading.state:
            reading = replace(reading, state=aside, stated=True)
    return reading


def _kinds(reading: Reading) -> Iterator[Reading]:
    """The name with its kind and agency words taken to mean something, or left as part of it."""
    yield from _of_whole_state(reading)
    if reading.within and AGENCY_FIRST.match(reading.bare):
        yield from _kind(replace(reading, bare=reading.within, within=""))
        return
    yield from _kind(reading)
    agency = AGENCY.fullmatch(reading.bare)
    if agency:
        want = next(want for want, _ in AGENCIES if agency[want.name])
        for owner in _kind(replace(reading, bare=agency["rest"], want=want)):
            if want is not Want.NONE or owner.want is Want.COUNTY:
                yield owner


def _kind(reading: Reading) -> Iterator[Reading]:
    before = KIND_BEFORE.fullmatch(reading.bare)
    after = KIND_AFTER.fullmatch(reading.bare)
    if after and KINDS[after["kind"]] is Want.COUNTY:
        yield replace(reading, bare=after["bare"], want=Want.COUNTY)
    yield reading
    for found in (before, after):
        if found:
            yield replace(reading, bare=found["bare"], want=KINDS[found["kind"]])


def _of_whole_state(reading: Reading) -> Iterator[Reading]:
    """`Rhode Island Department of Corrections`, `Colorado County Jails`: the state itself.

    State prisons and departments are the state's; a plural of jails or counties means all of them
    (ICE's list of 2014: "All county jails in Colorado will not honor").
    """
    of_state = replace(reading, want=Want.STATE)
    if STATE_CORRECTIONS.fullmatch(reading.bare) and reading.state and not reading.within:
        yield replace(of_state, bare=fold(state_name(reading.state)))
    every = WHOLE_CLASS.fullmatch(reading.bare)
    owner = state_code(every["owner"] or reading.state) if every else ""
    if owner:
        yield replace(of_state, bare=fold(state_name(owner)), whole_class=True)
    agency = STATE_AGENCY.search(reading.bare)
    owner = state_code(reading.bare[: agency.start()].removeprefix("state of ")) if agency else ""
    if owner:
        yield replace(of_state, bare=fold(state_name(owner)))


def two_names(text: str) -> tuple[str, ...]:
    """`Chaves and Eddy Counties, NM` → `Chaves County, NM` and `Eddy County, NM`; else nothing."""
    head, comma, rest = text[:_LONGEST_PAIR].partition(",")
    found = _TWO_PLACES.fullmatch(head.strip())
    if found is None:
        return ()
    kind = {"counties": "County", "parishes": "Parish", "cities": "City"}[found["kind"].lower()]
    return f"{found['first']} {kind}{comma}{rest}", f"{found['second']} {kind}{comma}{rest}"


def speaks_of_state(text: str) -> bool:
    """Whether a line under a heading `State` means the state that the heading stands in.

    DHS's list of 2025-05-29 prints "Self-identification as a state sanctuary jurisdiction" there.
    """
    return bool(re.search(r"\bstate(?:wide)?\b|\bself ident", fold(text)))
