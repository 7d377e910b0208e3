"""Whose an agency is when its name holds no county or city: the state's, another place's, or no place's.

A state's prisons and departments are the state's. Federal facilities, campuses, airports, railways and
tribes serve no state, county or city; that is said, and never a place guessed from where they stand.
Facilities and agencies whose name hides whom they serve are facts by hand, each with its source:
`models/places/data/facilities.csv` holds state, words of the name, GEOIDs, reason and source. `?` before
the GEOIDs says that the name leaves it open between them; no GEOID, that it serves no place of ours.
"""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from models.places.spelling import fold, state_code, state_name

_FACILITIES = Path(__file__).parent / "data" / "facilities.csv"

_KIND_WORDS = re.compile(
    r"\b(?:county|co|cnty|cty|parish|city|town|township|twp|village|borough|police|pd)\b"
)

_NO_PLACE = (
    (
        "It is a federal facility, which serves no state, county or city.",
        r"u ?s marshall?s?|usms|marshals service|f ?[cdmp] ?[ci]|f c c|fed|federal|u ?s ?p|u ?s pen\w*"
        r"|united states|m ?d ?c|s ?p ?c|p ?s ?c|processing (?:center|ctr)|hold ?r(?:oo)?ms?|hold$|dro|ero"
        r"|bop|sub office|dist(?:rict)? office|contract det\w*|national park"
        r"|ins(?= os| hold)|immigration|cust case|custody case|field office|staging|border patrol|usbp|cbp"
        r"|ice(?= hold| detention| processing| field)|(?:new york|san diego|chicago) m ?c ?c",
    ),
    (
        "It is run by a private company, and its name doesn't say for whom.",
        r"cca|corr\w* corp\w*|corecivic|geo group|wackenhut",
    ),
    (
        "A campus police department serves its campus, and no state, county or city.",
        r"universit(?:y|ies)|univ|colleges?|campus|board of trustees|isd"
        r"|school(?: district| board|s? police)",
    ),
    (
        "An airport's or port's police serve the airport or port, and no state, county or city.",
        r"airport(?! adc| jail| det)|port authority|port of",
    ),
    (
        "A railway's or transit police serve its lines, and no state, county or city.",
        r"railroad|railway|transit|amtrak|metro rail|mta",
    ),
    (
        "A tribal agency serves its nation, which is no state, county or city.",
        r"trib(?:e|es|al)|nation|indian (?:community|reservation|colony)|band of|rancheria|reservation"
        r"|pueblo of|navajo (?:dept|department)|southern ute|nisqually",
    ),
)
_SIGNS = re.compile("|".join(rf"\b(?P<_{at}>{words})\b" for at, (_, words) in enumerate(_NO_PLACE)))

_AFTER_STATE = re.compile(
    r"(?:state )?(?:dept|department|division|bureau|office|board|commission|agency|doc|d o c|c f|c i)\b"
    r"|state (?:police|patrol|highway|guard|prison|pen|troopers|corr|reform|hospital|bureau|parks)"
    r"|highway patrol|(?:air |army )?national guard|military (?:dept|department)|attorney generals?"
    r"|inst\b|rehab|dps|dcj|fish\b|wildlife|game\b|gaming|alcohol|parole|probation|corr"
    r"|law enforcement|mens? colony|youth|womens?"
    r"|medical|institut|reception|juvenile|prison|penitentiary|reformatory|public safety"
    r"|natural resources|capitol police|lottery|rangers|troopers|parks"
)
_STATES_OWN = re.compile(
    r"\bstate (?:prison|pen|jail|corr|reformatory|farm|hospital|training school|p$|police|patrol"
    r"|highway patrol)"
    r"|\boffice of the attorney general\b|^(?:state )?attorney generals? office"
)
_SYSTEMS = {
    "AZ": r"aspc|asp|adoc",
    "CA": r"csp|cmf|ctf|cim|ciw|cmc|cci|ccc|scc|cdcr?|cya",
    "MA": r"mci|ncci",
    "MD": r"mci",
    "MN": r"mcf",
    "PA": r"s ?c ?i",
    "RI": r"aci",
    "TX": r"tdcj?",
}
"""What each state's prison system calls its prisons: the lists of facilities of the state departments of
corrections (ADCRR, CDCR, MassDOC, DPSCS, MNDOC, NMCD, ODOC, PADOC, RIDOC, TDCJ)."""
_SYSTEMS_WITHIN = {
    "NM": re.compile(r"n ?m ?c ?f\b"),
    "OK": re.compile(r" c ?c\b"),
    "PA": re.compile(r" sci$"),
}
"""Those that stand behind the names."""
_INSTITUTIONS = frozenset({"FL", "KY", "MD", "NC", "OH", "OR", "SC", "WI"})
"""Where `correctional institution` is what the state calls its prisons, and no county's jail is called so
(Fla. Stat. 944.02 and the other states' lists of facilities)."""
_INSTITUTION = re.compile(r"\b(?:corr\w* inst\w*|c i)$")
_UNIFIED = frozenset({"AK", "CT", "DE", "HI", "RI", "VT"})
"""Where the state runs prisons and jails alike (Bureau of Justice Statistics, Jail Inmates, appendix)."""
_CUSTODY = re.compile(r"\b(?:cor|corr\w*|c ?c|pris\w*|pre ?trial|youth inst\w*)\b")
_CITY_OR_POLICE = re.compile(r"\b(?:city|town|police|pd)\b")

_PRISON = "It is a prison or department of the state, so the state stands for it."
_ONE_SYSTEM = "The state itself runs the jails and prisons there, so it stands for them."


def words_of(text: str) -> str:
    """The folded words of a name, a compass letter at the head left as it is (`N.C. Dept`)."""
    return fold(f"x {text}").removeprefix("x ")


def serves_no_place(words: str) -> tuple[str, str]:
    """The sign of a federal, campus, airport, railway, tribal or private agency, and what that means.

    A place may bear the sign itself (Federal Way, College Station): then it is the place.

    Args:
        words: From `words_of`.

    Returns:
        The words that say so and a sentence; two empty strings when nothing says so.
    """
    sign = _SIGNS.search(words)
    return (sign[0], _NO_PLACE[int((sign.lastgroup or "_0")[1:])][0]) if sign else ("", "")


def whose_state(words: str, state: str) -> tuple[str, str]:
    """The state that an agency is a prison or department of.

    Args:
        words: From `words_of`.
        state: USPS code of the row's own state, or empty.

    Returns:
        USPS code and a sentence that says why; two empty strings when the words don't say so.
    """
    code, rest = _leading_state(words)
    if code and (state == code or (not state and _sure(words, rest, code))) and _AFTER_STATE.match(rest):
        return code, _PRISON
    if state and (_STATES_OWN.search(words) or _system(words, state)):
        return state, _PRISON
    if state in _UNIFIED and _CUSTODY.search(words) and not _CITY_OR_POLICE.search(words):
        return state, _ONE_SYSTEM
    within = _SYSTEMS_WITHIN.get(state) or (_INSTITUTION if state in _INSTITUTIONS else None)
    if within and within.search(words) and not _KIND_WORDS.search(words):
        return state, _PRISON
    return "", ""


def _sure(words: str, rest: str, code: str) -> bool:
    """Whether the head can only be a state's, in a row that names none.

    `NE Corr Cntr` is the northeast's, `Wyoming C.F.` stands in Wyoming County, New York.
    """
    if re.match(r"(?:state|dept|department|division|bureau|d ?o ?c)\b", rest):
        return True
    return words[2:3] != " " and not words.startswith(fold(state_name(code)))


def _system(words: str, state: str) -> bool:
    return bool(state in _SYSTEMS and re.match(rf"(?:{_SYSTEMS[state]})\b", words))


def _leading_state(words: str) -> tuple[str, str]:
    """The state that a name begins with, and what follows it."""
    parts = words.removeprefix("state of ").removeprefix("commonwealth of ").split()
    for length in range(min(4, len(parts)), 0, -1):
        code = state_code("".join(parts[:length]))
        if code:
            return code, " ".join(parts[length:])
    return "", ""


@dataclass(frozen=True, slots=True)
class Facility:
    """One fact.

    Attributes:
        words: What must stand in the name, folded.
        geoids: Whom it serves; none when it serves no state, county or city.
        certain: Whether it serves all of them; else any of them may be meant.
        reason: Why, without the full stop.
    """

    words: str
    geoids: tuple[str, ...]
    certain: bool
    reason: str


class Facilities:
    """Facts by state."""

    def __init__(self) -> None:
        self._by_state: dict[str, list[Facility]] = defaultdict(list)
        with _FACILITIES.open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                geoids = line["geoids"]
                served = tuple(geoids.removeprefix("?").split("|")) if geoids else ()
                fact = Facility(f" {line['words']} ", served, not geoids.startswith("?"), line["reason"])
                self._by_state[line["state"]].append(fact)

    def known(self, words: str, state: str) -> Facility | None:
        """The fact whose words stand in a name, in its state.

        Args:
            words: From `words_of`.
            state: USPS code; without one nothing is known.
        """
        padded = f" {words} "
        return next((fact for fact in self._by_state.get(state, ()) if fact.words in padded), None)
