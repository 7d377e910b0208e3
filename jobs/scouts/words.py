"""Pure: which of a scout's words a text says, whole, in any case, singular or plural."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

_BETWEEN = r"[\W_]{1,3}"
"""Between the words of a phrase: a space, a hyphen, the line end of a summary."""


def hits(texts: Iterable[str], words: Sequence[str]) -> tuple[str, ...]:
    """Return the words that any of the texts says, in their own order.

    Args:
        texts: Each is searched on its own: a phrase doesn't begin in one and end in another.
        words: Words or phrases, as a person wrote them.
    """
    said = [unicodedata.normalize("NFKC", text) for text in texts if text]
    return tuple(word for word in words if any(_pattern(word).search(text) for text in said))


@cache
def _pattern(word: str) -> re.Pattern[str]:
    *first, last = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", word))
    parts = [*(re.escape(part) for part in first), _either_number(last)]
    return re.compile(rf"(?<![^\W_]){_BETWEEN.join(parts)}(?![^\W_])", re.IGNORECASE)


def _either_number(noun: str) -> str:
    """Return a pattern of a noun in the singular and the plural, whichever was written."""
    for ending, stem, forms in (("ies", noun[:-3], "(?:y|ies)"), ("ss", noun, "(?:es)?")):
        if noun.lower().endswith(ending):
            return re.escape(stem) + forms
    if noun.lower().endswith("s"):
        return re.escape(noun[:-1]) + "s?"
    if re.search("[^aeiou]y$", noun, re.IGNORECASE):
        return re.escape(noun[:-1]) + "(?:y|ies)"
    return re.escape(noun) + "(?:s|es)?"
