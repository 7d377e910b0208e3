"""Lists of places under the headings States, Counties and Cities, however they are laid out.

What the pages that name sanctuary jurisdictions have in common, whoever publishes them: a
heading word, and names below it as items, as lines, in table cells or in one sentence.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from models.place_states import state_code


class Section(StrEnum):
    """What a heading says that the names below it are."""

    STATES = "states"
    COUNTIES = "counties"
    CITIES = "cities"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that announces names.

    Attributes:
        section: What it announces.
        word: Its one word that says so, as printed: `STATES` of `Sanctuary STATES (13):`.
        printed: All of it, as printed, without what follows.
        count: How many names it says stand below it.
        rest: What follows on the same line, after a colon or a dash.
    """

    section: Section
    word: str
    printed: str
    count: int | None = None
    rest: str = ""


_KIND = (
    r"states?|territor(?:y|ies)|count(?:y|ies)|parish(?:es)?|cit(?:y|ies)|towns?|townships?|boroughs?|"
    r"villages?|municipalit(?:y|ies)"
)
_HEADING = re.compile(
    rf"(?:(?:the|list|of|sanctuary|designated|listed|current|independent|u\.?s\.?|(?P<lead>\d+))\s+)*"
    rf"(?P<word>{_KIND})"
    rf"(?:(?:\s*(?:,|&|/|\band\b|\bor\b)\s*)+(?:(?:the\s+)?district of columbia|towns?|townships?|boroughs?|"
    rf"villages?|municipalit(?:y|ies)|parish(?:es)?|territor(?:y|ies)))*"
    rf"(?:[\s-]+(?:level|sanctuary|jurisdictions?|designations?|governments?|list))*"
    rf"\s*(?:\((?P<count>\d*)[^)]*\))?"
    rf"\s*(?:[:\u2013\u2014-]\s*(?P<rest>.*))?",
    re.IGNORECASE,
)
_MARKS = "•·▪◦‣●○*>-\u2013\u2014 \u00a0"
_PIECES = re.compile(r"[;•·▪◦‣●○|\n]")
_FURNITURE = re.compile(
    r"(?:last\s+)?(?:updated|reviewed|published|posted|modified)\b|(?:back|return|skip) to\b|"
    r"(?:share|print|tweet|facebook|email|topics?|tags?|component|contact|related|download)\b\W*(?:$|:)|"
    r"(?:expand|collapse|show|read|see|view)\s+(?:all|more|less|also)\b|press release\b|\W*$",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\s*[(\[]\s*(?:newly\s+)?(?:added|amended|as of|designated|effective|listed|new|since|updated)\b"
    r"[^)\]]*[)\]]",
    re.IGNORECASE,
)
"""When a place came onto the list is no part of its name."""
_TAKEN_OFF = re.compile(r"\b(?:removed|delisted|rescinded|no longer (?:listed|designated))\b", re.IGNORECASE)
_LEAST_LEAD_IN = 4
"""Words of a line that ends in a colon and is no heading: it leads in what follows."""
_BELOW = re.compile(
    r"(?:u\.?s\.? )?(?:department|office) of (?:public|justice|homeland|the attorney|communications)|"
    r"(?:topics?|tags?|components?|contact|media contact|press contact)\W*$",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(r"(?:the )?(?:state|commonwealth) of ", re.IGNORECASE)
_SHORTEST_NAME = 4
_WITH_AND = ("king and queen", "lewis and clark", "lake and peninsula")
_LONGEST_NAME = 8


def section_heading(text: str) -> Heading | None:
    """Read a line as a heading such as `STATES:`, `Sanctuary cities (18)` or `Counties: Cook County, IL`."""
    found = _HEADING.fullmatch(text.strip())
    if found is None:
        return None
    rest = (found["rest"] or "").strip()
    count = found["count"] or found["lead"] or (rest if rest.isdigit() else "")
    rest = "" if rest.isdigit() else rest
    printed = text.strip().removesuffix(rest).rstrip(": \u2013\u2014-")
    return Heading(
        _section(found["word"].lower()), found["word"], printed, int(count) if count else None, rest
    )


def pieces(text: str) -> list[str]:
    """Split a line at semicolons and bullets; drop bullets, numbers, "and" and marks around each.

    A name beside which it says that it was removed is off the list, as if it were crossed out.
    """
    return [name for name in map(cleaned, _PIECES.split(text)) if name and not _TAKEN_OFF.search(name)]


def cleaned(text: str) -> str:
    """Return a name without the bullet, number, "and" or punctuation around it."""
    text = _ASIDE.sub("", text.strip().lstrip(_MARKS))
    text = re.sub(r"^(?:\d+[.)]\s+)?(?:and\s+)?", "", text, flags=re.IGNORECASE)
    text = re.sub(r"(?:[\s,;*†‡]|\band$|(?<![\s.][A-Z])\.$)+$", "", text)
    return text.strip()


def names_in(text: str, state: str) -> list[str]:
    """Split a line into names: at semicolons, and at commas that don't set off the state.

    Args:
        text: `Barnstable, Berkshire and Suffolk`, or one name.
        state: USPS code of the state that the names are in.
    """
    return [name for piece in pieces(text) for name in _split(piece, state)]


def _split(piece: str, state: str) -> list[str]:
    parts = [part.strip() for part in piece.split(",")]
    if len(parts) == 1 or state_code(parts[-1]) == state:
        return [piece]
    *first, last = parts
    last = last.removeprefix("and ")
    ends = [last] if last.lower().startswith(_WITH_AND) else last.split(" and ")
    return [name for name in (*first, *ends) if name]


def named_state(text: str) -> str:
    """Return the code of the state whose full name is all that a line says, else nothing."""
    name = _BEFORE_NAME.sub("", text.partition("(")[0].strip(" :\u2013\u2014-"))
    return state_code(name) if len(name) >= _SHORTEST_NAME else ""


def ends_list(text: str) -> bool:
    """Return whether a line begins what stands below a list: who to ask, and what it is filed under."""
    return bool(_BELOW.match(text))


def is_prose(text: str) -> bool:
    """Return whether a line is a sentence or page furniture rather than one or more names."""
    if _FURNITURE.match(text) or (text.endswith(":") and len(text.split()) >= _LEAST_LEAD_IN):
        return True
    longest = max(len(part.split()) for part in re.split(r"[,;•]", text))
    if text.endswith(("?", "!")) or longest > _LONGEST_NAME:
        return True
    return text.endswith(".") and longest > _LONGEST_NAME // 2


def _section(word: str) -> Section:
    if word.startswith(("state", "territor")):
        return Section.STATES
    return Section.COUNTIES if word.startswith(("count", "parish")) else Section.CITIES
