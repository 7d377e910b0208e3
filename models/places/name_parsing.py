"""Printed names taken apart: kind words, agency words, the state or county named inside. Pure text.

`read_name` says what a name may mean, the likeliest first, `read_loosely` what is left to try of an
agency's; `models.places.resolver` says which place that is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.places.agencies import whose_state, words_of
from models.places.spelling import STATES, fold, one_slip, repaired_state_code, state_code, state_name
from models.places.words import (
    AGENCIES,
    AGENCY,
    AGENCY_FIRST,
    ANOTHER_PLACE,
    COUNTY_LAST,
    FIRST,
    INSIDE,
    KIND_AFTER,
    KIND_BEFORE,
    KINDS,
    LEADING_AGENCY,
    METROPOLITAN,
    MISPRINTED,
    NUMBERED,
    STATE_CORRECTIONS,
    WHOLE_CLASS,
    Want,
)

_ZIP_OR_NOTE = re.compile(
    r"[\s,]*(?:\b\d{5}(?:-\d{4})?|(?<=[A-Za-z.)])\d{1,2}|\[\d+\]|[*\u2020\u2021\u00b9\u00b2\u00b3]+)\s*$"
)
_PARENTHESIS = re.compile(r"\(([^()]*)\)")
_MARK = re.compile(r"\s*(?:[,;]|\.(?=\s)|\s[-\u2013\u2014]\s)\s*")
_BEFORE_CENTER = re.compile(r"\b(?:correctional|corr?|detention|det|justice)\.?$", re.IGNORECASE)
"""Before `CT`, which is then a center and not Connecticut."""
_ABBREVIATED = re.compile(r"(?:\b(?:st|ste|mt|ft|pt|no|so|n|s|e|w)|^)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NameReading:
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


def kinds(reading: NameReading) -> Iterator[NameReading]:
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


def read_kind(reading: NameReading) -> Iterator[NameReading]:
    """The name with its kind word taken to mean something, or left as part of it."""
    before = KIND_BEFORE.fullmatch(reading.bare)
    after = KIND_AFTER.fullmatch(reading.bare)
    if after and KINDS[after["kind"]] is Want.COUNTY:
        yield _of_kind(reading, after)
    yield reading
    if after and reading.state and reading.want is not Want.ANY:
        yield replace(reading, want=KINDS[after["kind"]])
    for match in (before, after):
        if match:
            yield _of_kind(reading, match)


def _of_kind(reading: NameReading, match: re.Match[str]) -> NameReading:
    """The bare name, of the kind that stands beside it; parishes are Louisiana's."""
    state = reading.state or ("LA" if match["kind"].startswith("par") else "")
    return replace(reading, bare=match["bare"], want=KINDS[match["kind"]], state=state)


def of_whole_state(text: str, base: NameReading) -> Iterator[NameReading]:
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


def _department(reading: NameReading) -> Iterator[NameReading]:
    """`Department of Corrections` alone, in a row of a state."""
    if STATE_CORRECTIONS.fullmatch(reading.bare) and reading.state and not reading.within:
        why = "It is a department of the state, so the state stands for it."
        yield replace(reading, bare=fold(state_name(reading.state)), want=Want.STATE, because=why)


def read_name(text: str, state: str = "") -> Iterator[NameReading]:
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
        yield NameReading(fold(state_name(code)), Want.STATE, code)


def read_loosely(text: str, state: str = "") -> Iterator[NameReading]:
    """Ways to read an agency's name that fit no place by `read_name`; arguments and yields are the same."""
    for _, whole, parted in _parted(text, state):
        yield from loosely(parted)
        if parted.within:
            yield from loosely(whole)


def _parted(text: str, state: str) -> Iterator[tuple[str, NameReading, NameReading]]:
    """The name without its state; read as one, and with the county that it names after a comma."""
    plain, asides = _without_asides(text)
    for rest, named, repaired in _split_states(plain, state):
        name, within = _split_county(rest)
        read = NameReading(
            name, state=named or state, within=within, stated=bool(named), repaired_state=repaired
        )
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


def _apply_asides(reading: NameReading, asides: list[str]) -> NameReading:
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


def loosely(reading: NameReading) -> Iterator[NameReading]:
    """What is left to try: the kind in the midst of a name, the agency before it, a word misprinted."""
    leading = LEADING_AGENCY.fullmatch(reading.bare)
    if leading:
        read = read_kind(replace(reading, bare=fold(leading["rest"])))
        yield from (each for each in read if each.want is not Want.ANY)
    yield from _odd_counties(reading)
    inside = INSIDE.fullmatch(reading.bare)
    if inside and _speaks_of_one(inside):
        yield replace(reading, bare=inside["bare"], want=KINDS[inside["kind"]], within="")
    plain = NUMBERED.sub("", METROPOLITAN.sub("", reading.bare))
    if plain != reading.bare:
        yield from kinds(replace(reading, bare=plain))
    elsewhere = _without_own_state(reading)
    if elsewhere != reading.bare:
        yield from kinds(replace(reading, bare=elsewhere))
    mended, word = _without_misprint(reading.bare)
    if word:
        yield from kinds(replace(reading, bare=mended, repaired_word=word))


def _odd_counties(reading: NameReading) -> Iterator[NameReading]:
    """`Indio Jail - Riverside County`; `Hopewell County Sheriff`, where Hopewell is a city that is one."""
    trailing = COUNTY_LAST.fullmatch(reading.bare)
    if trailing:
        yield replace(reading, bare=trailing["bare"], want=Want.COUNTY, within="")
    agency = AGENCY.fullmatch(reading.bare)
    named = KIND_AFTER.fullmatch(agency["rest"]) if agency and agency[Want.SHERIFF.name] else None
    if named and KINDS[named["kind"]] is Want.COUNTY:
        why = "No county is called so; the independent city of that name counts as one."
        yield replace(reading, bare=named["bare"], want=Want.SHERIFF, because=why)


def _speaks_of_one(inside: re.Match[str]) -> bool:
    """Whether what follows the kind names no other place; after a town, only an agency may follow."""
    county = KINDS[inside["kind"]] is Want.COUNTY
    return not ANOTHER_PLACE.search(inside["rest"]) and (
        county or bool(AGENCY.fullmatch(f"x {inside['rest']}"))
    )


def _without_own_state(reading: NameReading) -> str:
    """`Boulder City Nevada Jail` without the state in its midst; abbreviations that are words stay."""
    code = reading.state.lower()
    spelled = [state_name(code), *([code] if code not in {"co", "de", "in", "la", "me", "or"} else [])]
    for name in map(fold, filter(None, spelled)):
        if f" {name} " in reading.bare:
            return reading.bare.replace(f" {name} ", " ")
    return reading.bare


def _without_misprint(bare: str) -> tuple[str, str]:
    """`napa countyy dept` → `napa county dept`, and the word that was read."""
    for printed in bare.split()[1:]:
        near = [word for word in MISPRINTED if one_slip(printed, word)]
        if near and printed not in {"counties", "districts", "sheriffs", "departments", "townships"}:
            return bare.replace(f" {printed}", f" {near[0]}"), near[0]
    return bare, ""
