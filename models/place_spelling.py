"""How place names are compared: folded to a key, and one edit apart at most."""

import re
import unicodedata
from collections.abc import Iterable

_APOSTROPHES = re.compile(r"['\u2019\u2018\u02bc\u00b4`]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_WORDS = {
    "saint": "st",
    "sainte": "ste",
    "mount": "mt",
    "fort": "ft",
    "hgts": "heights",
    "hts": "heights",
    "spgs": "springs",
    "bch": "beach",
}
_FIRST_WORDS = {"n": "north", "no": "north", "s": "south", "so": "south", "e": "east", "w": "west"}


def fold(text: str) -> str:
    """Lower-case words without accents, apostrophes and punctuation: `Prince George's` → `prince georges`.

    Saint, Sainte, Mount and Fort become their abbreviations, Heights, Springs and Beach the words; a
    compass letter before a name becomes the word. Abbreviations: USPS Publication 28, appendix C.
    """
    ascii_text = text if text.isascii() else _to_ascii(text)
    words = _NOT_WORD.sub(" ", _APOSTROPHES.sub("", ascii_text.lower()).replace("&", " and ")).split()
    words = [_WORDS.get(word, word) for word in words]
    if len(words) > 1:
        words[0] = _FIRST_WORDS.get(words[0], words[0])
    return " ".join(words)


def key(folded: str) -> str:
    """What names are looked up by: the folded words run together, without a leading `the`."""
    return folded.removeprefix("the ").replace(" ", "")


def _to_ascii(text: str) -> str:
    straight = _APOSTROPHES.sub("'", text)
    decomposed = unicodedata.normalize("NFKD", straight)
    return "".join(c if c.isascii() else " " for c in decomposed if not unicodedata.combining(c))


def one_edit(first: str, second: str) -> bool:
    """Whether exactly one letter must be changed, added or left out to make one text the other."""
    if abs(len(first) - len(second)) > 1 or first == second:
        return False
    shorter, longer = sorted((first, second), key=len)
    at = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return shorter[at + (len(first) == len(second)) :] == longer[at + 1 :]


def one_slip(first: str, second: str) -> bool:
    """Like `one_edit`, or two neighbouring letters swapped: what a typing hand does."""
    if one_edit(first, second):
        return True
    at = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first))
    swapped = first[:at] + first[at + 1 : at + 2] + first[at : at + 1] + first[at + 2 :]
    return swapped == second != first


def without_one_letter(word: str) -> set[str]:
    """The word itself and every form of it that lacks one letter."""
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}


class NearKeys:
    """Keys by their one-deletion forms, so that a misspelt one is found without a scan.

    Two words one edit apart share a form that lacks at most one letter; 24,000 names make about
    290,000 forms. Built once, a third of a second.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._forms: dict[str, list[str]] = {}
        for word in keys:
            for form in without_one_letter(word):
                self._forms.setdefault(form, []).append(word)

    def sharing_a_form(self, word: str) -> set[str]:
        """Keys that may be one edit or one swap away; the caller checks which are."""
        return {near for form in without_one_letter(word) for near in self._forms.get(form, ())}
