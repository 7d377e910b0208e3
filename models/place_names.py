"""Printed names taken apart: kind words, agency words, the state or county named inside. Pure text.

`read_name` says what a name may mean; `models.places` says which place that is.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from models.place_kinds import Reading, kinds, of_whole_state
from models.place_loosely import loosely
from models.place_spelling import fold
from models.place_states import STATES, repaired_state_code, state_code, state_name
from models.place_words import KIND_AFTER, KINDS, Want

_ZIP_OR_NOTE = re.compile(
    r"[\s,]*(?:\b\d{5}(?:-\d{4})?|(?<=[A-Za-z.)])\d{1,2}|\[\d+\]|[*\u2020\u2021\u00b9\u00b2\u00b3]+)\s*$"
)
_PARENTHESIS = re.compile(r"\(([^()]*)\)")
_MARK = re.compile(r"\s*(?:[,;]|\.(?=\s)|\s[-\u2013\u2014]\s)\s*")
_BEFORE_CENTER = re.compile(r"\b(?:correctional|corr?|detention|det|justice)\.?$", re.IGNORECASE)
"""Before `CT`, which is then a center and not Connecticut."""
_ABBREVIATED = re.compile(r"(?:\b(?:st|ste|mt|ft|pt|no|so|n|s|e|w)|^)$", re.IGNORECASE)


def read_name(text: str, state: str = "") -> Iterator[Reading]:
    """Ways to read a printed name, the likeliest first; the first one that fits a place counts.

    Args:
        text: The name as printed, with whatever stands around it.
        state: USPS code of the row's own state, or empty.

    Yields:
        Readings; those whose state contradicts `state` are left to the caller.
    """
    for rest, whole, parted in _parted(text, state):
        yield from of_whole_state(rest, whole)
        if parted.within:
            yield whole
        yield from kinds(parted)
    code = state_code(_without_asides(text)[0])
    if code and state in {"", code}:
        yield Reading(fold(state_name(code)), Want.STATE, code)


def read_loosely(text: str, state: str = "") -> Iterator[Reading]:
    """Ways to read an agency's name that fit no place by `read_name`; arguments and yields are the same."""
    for _, whole, parted in _parted(text, state):
        yield from loosely(parted)
        if parted.within:
            yield from loosely(whole)


def _parted(text: str, state: str) -> Iterator[tuple[str, Reading, Reading]]:
    """The name without its state; read as one, and with the county that it names after a comma."""
    plain, asides = _without_asides(text)
    for rest, named, repaired in _split_states(plain, state):
        name, within = _split_county(rest)
        read = Reading(name, state=named or state, within=within, stated=bool(named), repaired_state=repaired)
        parted = _apply_asides(read, asides)
        yield rest, replace(parted, bare=fold(rest), within="") if within else parted, parted


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
    named = [each for each in named if not (each[1] == "CT" != state and _BEFORE_CENTER.search(each[0]))]
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
        folded = fold(aside).removesuffix(" of")
        if folded in KINDS:
            reading = replace(reading, want=KINDS[folded])
        elif (kind := KIND_AFTER.fullmatch(folded)) and KINDS[kind["kind"]] is Want.COUNTY:
            reading = replace(reading, within=folded)
        elif aside in STATES and not reading.state:
            reading = replace(reading, state=aside, stated=True)
    return reading


def speaks_of_state(text: str) -> bool:
    """Whether a line under a heading `State` means the state that the heading stands in.

    DHS's list of 2025-05-29 prints "Self-identification as a state sanctuary jurisdiction" there.
    """
    return bool(re.search(r"\bstate(?:wide)?\b|\bself ident", fold(text)))
