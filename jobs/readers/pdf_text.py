"""Words → lines → text as a person would type it: blanks between words, hyphens kept."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jobs.readers.pdf_frame import Box
from jobs.readers.pdf_words import Word

_SAME_LINE = 0.5
"""Words whose centres differ by less than this share of their height stand on one line."""
_TOUCHING = 0.15
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
class Line:
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
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda w: -w.middle[1]):
        height = word.box[3] - word.box[1]
        if found and abs(found[-1][0].middle[1] - word.middle[1]) < _SAME_LINE * height:
            found[-1].append(word)
        else:
            found.append([word])
    for line in found:
        line.sort(key=lambda w: w.box[0])
    return found


def line_text(line: Sequence[Word]) -> str:
    """Return one line's words, parted by blanks unless they touch."""
    text = line[0].text if line else ""
    for before, word in pairwise(line):
        near = word.box[0] - before.box[2] < _TOUCHING * (word.box[3] - word.box[1])
        text += word.text if near else f" {word.text}"
    return text


def joined(words: Iterable[Word]) -> str:
    """Return the words of one cell as one line of text."""
    return clean("\n".join(line_text(line) for line in lines(words)))


def running(words: Iterable[Word], page: int) -> list[Line]:
    """Return the words outside all tables as lines with where they stand."""
    found = []
    for line in lines(words):
        boxes = [word.box for word in line]
        around = (
            boxes[0][0],
            min(box[1] for box in boxes),
            boxes[-1][2],
            max(box[3] for box in boxes),
        )
        found.append(Line(clean(line_text(line)), page, around, line[0].style))
    return found


def continues(text: str, more: str) -> str:
    """Return two pieces of one cell, parted by a page or a line, as one text."""
    return clean(f"{text}\n{more}")
