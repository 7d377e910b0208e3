"""Running text → its sentences, as publishers print them. Pure.

A line may end anywhere within a sentence; only an empty line ends one that has no full stop.

Running text → the counties that it names with their states. Pure.

Reads `Franklin County, Iowa; Franklin County, New York`, `Williamson County, TX and Bastrop
County, TX`, `Williamson and Bastrop Counties, Texas`, `Franklin County in Iowa, New York and
Pennsylvania`, `the county of Chester (Pa.)`, whatever stands between them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.domain import collapse
from models.places import state_code

_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(•·]*\s*[A-Z0-9])")
_LAST_WORD = re.compile(r"[\w.]*$")
_SHORT = frozenset(
    {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
    | {"st", "ste", "mt", "ft", "co", "no", "dept", "mr", "ms", "dr", "gov", "u.s", "e.g", "i.e", "inc"}
)
_OPENERS = re.compile(
    r"(?:additionally|also|finally|further|furthermore|in addition|likewise|lastly|moreover|similarly"
    r"|the|these|those|this|that|detainers?|it|ice|while|in order)\b",
    re.IGNORECASE,
)
"""Words that open a sentence even behind a word that is abbreviated: `Chester County, Pa. Finally, …`."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each in one line with its white space collapsed."""
    return [one for paragraph in re.split(r"\n\s*\n", text) for one in _of(collapse(paragraph)) if one]


def _of(paragraph: str) -> list[str]:
    ended, start = [], 0
    for match in _END.finditer(paragraph):
        word = _LAST_WORD.findall(paragraph[start : match.start()])[0]
        opens = _OPENERS.match(paragraph, match.end())
        if not opens and paragraph[match.start()] == "." and _is_abbreviated(word):
            continue
        ended.append(paragraph[start : match.end()].strip())
        start = match.end()
    return [*ended, paragraph[start:].strip()]


def _is_abbreviated(word: str) -> bool:
    """Whether a full stop may only shorten a word: a month, an initial, a state that has more letters."""
    bare = word.lower().rstrip(".")
    state = state_code(word)
    shortened = bool(state) and bare not in {"iowa", "ohio", "utah", "texas", "maine", "idaho", "alaska"}
    return bare in _SHORT or len(bare) == 1 or (shortened and len(bare) <= len("calif"))


_WORD = r"(?!Count(?:y|ies)\b|Parish|Borough\b|Jail\b|Sheriff)[A-Z][\w'’-]*\.?"
_NAME = rf"{_WORD}(?:[ -](?:(?:of|du|de|la|the) )?{_WORD}){{0,3}}"
_NAMES = rf"{_NAME}(?:\s*(?:,\s*(?:and|or)\s|,|;|\band\b|\bor\b|&|/)\s*{_NAME})*"
_KIND = r"Count(?:y|ies)|count(?:y|ies)|Parish(?:es)?|parish(?:es)?|Borough|Census Area"
_OFFICE = (
    r"(?:(?:'s|’s)?\s+(?:Sheriff(?:'s|’s)?(?:\s+(?:Office|Department|Dept\.?))?|Jail|Detention Center"
    r"|Correctional (?:Facility|Center)|Department of Corrections?))?"
)
_BEFORE = re.compile(rf"(?P<names>{_NAMES})\s+(?P<kind>{_KIND})\b{_OFFICE}")
_AFTER = re.compile(rf"\b(?P<kind>[Cc]ount(?:y|ies)|[Pp]arish(?:es)?) of (?P<names>{_NAMES})")
_BETWEEN = re.compile(r"(?:[\s,;:/&()\[\]•·*–—-]|\band\b|\bor\b|\bin\b|\bof\b|\bboth\b|\bthe states?\b)*")
_STATE_WORD = re.compile(r"[A-Za-z][A-Za-z.]*")
_A_COUNTY = re.compile(rf"\s+(?:{_KIND}|City|Township)\b")
_SPLIT = re.compile(r"\s*(?:[,;&/]|\band\b|\bor\b)\s*")
_NO_NAME = frozenset(
    {"additionally", "also", "and", "by", "correction", "detainers", "finally", "for", "further"}
    | {"furthermore", "in", "lastly", "likewise", "moreover", "or", "similarly", "that", "the", "these"}
    | {"those", "to"}
)


@dataclass(frozen=True, slots=True)
class NamedCounty:
    """A county as a text names it.

    Attributes:
        name: `Franklin County`.
        state: USPS abbreviation.
        start: Where in the text its name begins.
    """

    name: str
    state: str
    start: int


def named_counties(text: str) -> list[NamedCounty]:
    """Return the counties of a sentence in its order; a county without any state is left out.

    Args:
        text: In one line.
    """
    counties: list[NamedCounty] = []
    waiting: list[tuple[str, int]] = []
    end = 0
    while match := _next(text, end):
        if waiting and _BETWEEN.fullmatch(text, end, match.start()) is None:
            waiting = []
        waiting += [(name, match.start("names")) for name in _names(match)]
        states, end = _states(text, match.end())
        if states:
            counties += [NamedCounty(name, state, start) for name, start in waiting for state in states]
            waiting = []
    return counties


def _next(text: str, start: int) -> re.Match[str] | None:
    matches = [match for pattern in (_BEFORE, _AFTER) if (match := pattern.search(text, start))]
    return min(matches, key=re.Match[str].start, default=None)


def _names(match: re.Match[str]) -> list[str]:
    """Return the full names of a match: one of `X County`, which words before it are no part of."""
    kind = match["kind"].lower()
    named = [_bare(name) for name in _SPLIT.split(match["names"])]
    known = [name for name in named if (name and not state_code(name)) or name == named[-1]]
    several = kind in {"counties", "parishes"}
    word = {"counties": "County", "county": "County", "parishes": "Parish", "parish": "Parish"}
    return [f"{name} {word.get(kind, match['kind'])}" for name in (known if several else known[-1:]) if name]


def _bare(name: str) -> str:
    words = name.split()
    while words and words[0].lower().rstrip(",:.") in _NO_NAME:
        words.pop(0)
    return " ".join(words)


def _states(text: str, start: int) -> tuple[list[str], int]:
    """Return the states that stand from a position on, and where they end."""
    states: list[str] = []
    end = start
    while (between := _BETWEEN.match(text, end)) and (state := _state(text, between.end())):
        code, end = state
        states.append(code)
    return states, end


def _state(text: str, start: int) -> tuple[str, int] | None:
    """Return the state that begins at a position, the longest name first: `West Virginia`, `Pa.`, `TX`."""
    words = list(_words(text, start))
    for last in reversed(words[:3]):
        printed = text[start : last.end()]
        letters = printed.replace(".", "").replace(" ", "")
        proper = printed[:1].isupper() and (
            len(letters) > len("TX") or letters.isupper() or printed[-1] == "."
        )
        if proper and state_code(printed) and not _A_COUNTY.match(text, last.end()):
            return state_code(printed), last.end()
    return None


def _words(text: str, start: int) -> Iterator[re.Match[str]]:
    while match := _STATE_WORD.match(text, start):
        yield match
        if not text.startswith(" ", match.end()):
            return
        start = match.end() + 1
