"""What is left to try of an agency's name: a kind in its midst, an agency before it. Pure text."""

import re
from collections.abc import Iterator
from dataclasses import replace

from models.place_kinds import Reading, kinds, read_kind
from models.place_spelling import fold, one_slip
from models.place_states import state_name
from models.place_words import (
    AGENCY,
    ANOTHER_PLACE,
    COUNTY_LAST,
    INSIDE,
    KIND_AFTER,
    KINDS,
    LEADING_AGENCY,
    METROPOLITAN,
    MISPRINTED,
    NUMBERED,
    Want,
)


def loosely(reading: Reading) -> Iterator[Reading]:
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


def _odd_counties(reading: Reading) -> Iterator[Reading]:
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


def _without_own_state(reading: Reading) -> str:
    """`Boulder City Nevada Jail` without the state in its midst; abbreviations that are words stay."""
    code = reading.state.lower()
    spelled = [state_name(code), *([code] if code not in {"co", "de", "in", "la", "me", "or"} else [])]
    return next(
        (
            reading.bare.replace(f" {fold(each)} ", " ")
            for each in spelled
            if each and f" {fold(each)} " in reading.bare
        ),
        reading.bare,
    )


def _without_misprint(bare: str) -> tuple[str, str]:
    """`napa countyy dept` → `napa county dept`, and the word that was read."""
    for printed in bare.split()[1:]:
        near = [word for word in MISPRINTED if one_slip(printed, word)]
        if near and printed not in {"counties", "districts", "sheriffs", "departments", "townships"}:
            return bare.replace(f" {printed}", f" {near[0]}"), near[0]
    return bare, ""
