"""Signs with their boxes → words, and whether blanks stand where the gaps are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jobs.readers.pdf_frame import Box

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


def words_of(signs: Iterable[Sign]) -> Iterator[Word]:
    """Yield words: signs that one text object draws near each other, or several without a gap.

    Browsers draw kerned or hinted signs one by one; the texts of two cells stand apart.
    """
    text, box, mark = "", (0.0, 0.0, 0.0, 0.0), (0, "")
    for sign, sides, drawer, style in signs:
        gap = _GAP if drawer == mark[0] else _TOUCHING
        if text and (sign.isspace() or not _continues(box, sides, gap)):
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


def _continues(word: Box, sign: Box, gap: float) -> bool:
    size = word[3] - word[1]
    return _on_one_line(word, sign) and sign[0] - word[2] < gap * size


def _on_one_line(word: Box, sign: Box) -> bool:
    """Whether a sign stands on a word's line and not far before its end."""
    size = word[3] - word[1]
    level = abs((word[1] + word[3]) - (sign[1] + sign[3])) / 2 < _DRIFT * size
    return level and -size < sign[0] - word[2]
