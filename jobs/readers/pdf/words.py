"""Signs with their boxes → words, and whether blanks stand where the gaps are.

Words → lines → text as a person would type it: blanks between words, hyphens kept.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jobs.readers.pdf.edges import Box, grouped

Sign = tuple[str, Box, int, str]
"""A sign, its box, what drew it, and the style of that."""

_GAP = 0.22
"""A gap wider than this share of the type size parts two words; the narrowest blank is wider."""
_KERNED = 0.1
"""No blank is narrower, however near its neighbours are drawn."""
_TOUCHING = 0.05
"""Signs drawn one by one are one word if no more of the type size parts them; cells have padding."""
_DRIFT = 0.35
"""Signs of one line lie within this share of the type size of each other."""


@dataclass(frozen=True, slots=True)
class Word:
    """Signs that stand together; `style` is equal for words of the same size and font."""

    text: str
    box: Box
    style: str = ""

    @property
    def middle(self) -> tuple[float, float]:
        """The centre, by which a word belongs to one cell and to no other."""
        left, bottom, right, top = self.box
        return (left + right) / 2, (bottom + top) / 2

    @property
    def height(self) -> float:
        """The size of its type."""
        return self.box[3] - self.box[1]


def words_of(signs: Iterable[Sign]) -> Iterator[Word]:
    """Yield words: signs that one text object draws near each other, or several without a gap.

    Browsers draw kerned or hinted signs one by one; the texts of two cells stand apart.
    """
    text, box, mark = "", (0.0, 0.0, 0.0, 0.0), (0, "")
    for sign, sides, drawer, style in signs:
        gap = (_GAP if drawer == mark[0] else _TOUCHING) * (box[3] - box[1])
        if text and (sign.isspace() or sides[0] - box[2] >= gap or not _on_one_line(box, sides)):
            yield Word(text, box, mark[1])
            text = ""
        if sign.isspace():
            continue
        before, first = (box, mark[1]) if text else (sides, style)
        box = (before[0], min(before[1], sides[1]), max(before[2], sides[2]), max(before[3], sides[3]))
        mark = (drawer, first)
        text += sign
    if text:
        yield Word(text, box, mark[1])


def blanks_are_kept(signs: Iterable[tuple[int, str, Box]]) -> bool:
    """Return whether blanks part the signs that stand apart, and no others."""
    before: Box | None = None
    parted = False
    for _, sign, box in signs:
        if sign.isspace():
            parted = True
            continue
        if before and _on_one_line(before, box):
            gap = (box[0] - before[2]) / (before[3] - before[1])
            if (parted and gap < _KERNED) or (not parted and gap > _GAP):
                return False
        before, parted = box, False
    return True


def _on_one_line(word: Box, sign: Box) -> bool:
    """Whether a sign stands on a word's line and not far before its end."""
    size = word[3] - word[1]
    level = abs((word[1] + word[3]) - (sign[1] + sign[3])) / 2 < _DRIFT * size
    return level and -size < sign[0] - word[2]


_SAME_LINE = 0.5
"""Words whose centres differ by less than this share of their height stand on one line."""
_LETTERS_TOUCHING = 0.15
_SIGNS = {
    0: None,
    0x2: "-",
    0xFFFE: "-",
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
}
"""NULs go; pdfium marks a hyphen at a line's end by 0x2 or 0xFFFE; ligatures are spelt out."""
_SPECIAL = re.compile("[\0\x02\xad\ufffe\ufb00-\ufb04]|-\\s")
_SOFT_BREAK = re.compile("\u00ad\\s*")
_HYPHEN_BREAK = re.compile(r"(?<=\w)-[ \t]*[\r\n]+\s*(?=\w)")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of running text; the box is None where only its text was asked for."""

    text: str
    page: int
    box: Box | None = None
    style: str = ""


def clean(text: str) -> str:
    """Return text as read, lines parted by line feeds, as one line.

    A word broken after its own hyphen is closed up (`non-` `cooperative`), a soft hyphen goes.
    """
    if _SPECIAL.search(text) is None:
        return " ".join(text.split())
    plain = _SOFT_BREAK.sub("", text.translate(_SIGNS))
    return " ".join(_HYPHEN_BREAK.sub("-", plain).split())


def signs(text: str) -> int:
    """Return how many visible signs a text has."""
    return len("".join((text.translate(_SIGNS) if _SPECIAL.search(text) else text).split()))


def lines(words: Iterable[Word]) -> list[list[Word]]:
    """Return words in reading order, one list a line."""

    def level(line: list[Word], word: Word) -> bool:
        return abs(line[0].middle[1] - word.middle[1]) < _SAME_LINE * word.height

    downward = sorted(words, key=lambda w: -w.middle[1])
    return [sorted(line, key=lambda w: w.box[0]) for line in grouped(downward, level)]


def top_of(line: Sequence[Word]) -> float:
    """Return the upper end of a line."""
    return max(word.box[3] for word in line)


def bottom_of(line: Sequence[Word]) -> float:
    """Return the lower end of a line."""
    return min(word.box[1] for word in line)


def height_of(line: Sequence[Word]) -> float:
    """Return what a line takes from its lower end to its upper one."""
    return top_of(line) - bottom_of(line)


def between(words: Iterable[Word], left: float, right: float) -> list[Word]:
    """Return the words whose middle lies between two places, such as the sides of a column."""
    return [word for word in words if left < word.middle[0] <= right]


def line_text(line: Sequence[Word]) -> str:
    """Return one line's words, parted by blanks unless they touch."""
    text = line[0].text if line else ""
    for before, word in pairwise(line):
        near = word.box[0] - before.box[2] < _LETTERS_TOUCHING * word.height
        text += word.text if near else f" {word.text}"
    return text


def joined(words: Iterable[Word]) -> str:
    """Return the words of one cell as one line of text."""
    return clean("\n".join(line_text(line) for line in lines(words)))


def running(words: Iterable[Word], page: int) -> list[TextLine]:
    """Return the words outside all tables as lines with where they stand."""
    rows = []
    for line in lines(words):
        around = (line[0].box[0], bottom_of(line), line[-1].box[2], top_of(line))
        rows.append(TextLine(clean(line_text(line)), page, around, line[0].style))
    return rows


def continues(text: str, more: str) -> str:
    """Return two pieces of one cell, parted by a page or a line, as one text."""
    return clean(f"{text}\n{more}")
