"""Running text → its sentences, as publishers print them. Pure.

A line may end anywhere within a sentence; only an empty line ends one that has no full stop.
"""

import re

from models.listings import collapse
from models.place_states import state_code

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
    found, start = [], 0
    for match in _END.finditer(paragraph):
        word = _last_word(paragraph[start : match.start()])
        opens = _OPENERS.match(paragraph, match.end())
        if not opens and paragraph[match.start()] == "." and _is_abbreviated(word):
            continue
        found.append(paragraph[start : match.end()].strip())
        start = match.end()
    return [*found, paragraph[start:].strip()]


def _last_word(text: str) -> str:
    match = _LAST_WORD.search(text)
    return match[0] if match else ""


def _is_abbreviated(word: str) -> bool:
    """Whether a full stop may only shorten a word: a month, an initial, a state that has more letters."""
    bare = word.lower().rstrip(".")
    state = state_code(word)
    shortened = bool(state) and bare not in {"iowa", "ohio", "utah", "texas", "maine", "idaho", "alaska"}
    return bare in _SHORT or len(bare) == 1 or (shortened and len(bare) <= len("calif"))
