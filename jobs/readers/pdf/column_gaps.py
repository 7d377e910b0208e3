"""Columns that nothing draws: the white rivers that run down between words.

Widths are in type sizes (the height of a word) unless said otherwise.
"""

from collections.abc import Sequence
from itertools import pairwise

from jobs.readers.pdf.edges import ALIKE, united
from jobs.readers.pdf.words import Word

Row = Sequence[Sequence[Word]]
"""The lines of one row of a table."""

_WIDE = 1.2
"""A gap this wide within a line parts two columns for certain."""
_FAIR, _BLANK, _LOOSE = 0.55, 0.4, 0.7
"""So does a fair gap beside plain blanks, or where most gaps are loose; justified text has even ones."""
_RIVER = 0.45
"""A river this wide parts two columns; blanks between words are narrower."""
_NARROW = 0.1
"""So does one this wide, where the gap is wider in most lines: a blank is alike in all."""
_OVERLAP = 0.3
_ENOUGH = 4
_USUALLY = 0.5
_STRAY = 0.03
"""Share of words that may cross a boundary that is used again."""


def has_gap(line: Sequence[Word]) -> bool:
    """Return whether a line's words stand in more than one column for certain."""
    gaps = sorted((b.box[0] - a.box[2]) / a.height for a, b in pairwise(line))
    if not gaps:
        return False
    uneven = gaps[0] < _BLANK or gaps[len(gaps) // 2] > _LOOSE
    return gaps[-1] > _WIDE or (gaps[-1] > _FAIR and uneven)


def crosses(word: Word, x: float) -> bool:
    """Return whether a word stands on both sides of `x`."""
    return word.box[0] < x - 0.5 and word.box[2] > x + 0.5


def columns(rows: Sequence[Row], sides: tuple[float, float], known: Sequence[float]) -> tuple[float, ...]:
    """Return column boundaries, sides included, for rows that hold more than one column.

    Args:
        rows: The rows of one table on one page, the header first where there is one.
        sides: Left and right end of the table's rules.
        known: Boundaries of the table before it, kept when this page shows no more columns.
    """
    words = [word for row in rows for line in row for word in line]
    if not words:
        return ()
    own = _own(rows, words, sides)
    if _fit(known, sides, words) and (len(known) >= len(own) or len(rows) < _ENOUGH):
        return (known[0], *(_beside_words(x, words) for x in known[1:-1]), known[-1])
    return own


def _own(rows: Sequence[Row], words: Sequence[Word], sides: tuple[float, float]) -> tuple[float, ...]:
    islands = united(((word.box[0], word.box[2]) for word in words), _OVERLAP)
    header = [word for line in rows[0] for word in line]
    kept = [islands[0]]
    for island in islands[1:]:
        titled = any(_within(word, island) for word in header)
        if titled and _parts(rows, words, kept[-1], island):
            kept.append(island)
        else:
            kept[-1] = (kept[-1][0], island[1])
    inner = [(a[1] + b[0]) / 2 for a, b in pairwise(kept)]
    left, right = min(sides[0], islands[0][0]), max(sides[1], islands[-1][1])
    return (left, *inner, right)


def _parts(
    rows: Sequence[Row], words: Sequence[Word], one: tuple[float, float], other: tuple[float, float]
) -> bool:
    size = sorted(word.height for word in words)[len(words) // 2]
    river = other[0] - one[1]
    if river >= _RIVER * size:
        return True
    gaps = [
        (b.box[0] - a.box[2]) / size
        for row in rows
        for line in row
        for a, b in pairwise(line)
        if _within(a, one) and _within(b, other)
    ]
    wide = sum(gap >= _RIVER for gap in gaps)
    return river >= _NARROW * size and len(gaps) >= _ENOUGH and wide >= _USUALLY * len(gaps)


def _fit(known: Sequence[float], sides: tuple[float, float], words: Sequence[Word]) -> bool:
    if not known or abs(known[0] - sides[0]) > ALIKE or abs(known[-1] - sides[1]) > ALIKE:
        return False
    stray = sum(crosses(word, x) for word in words for x in known[1:-1])
    return stray <= _STRAY * len(words)


def _beside_words(x: float, words: Sequence[Word]) -> float:
    """Return a boundary moved past the words that cross it, if all of them belong to one side."""
    crossing = [word for word in words if crosses(word, x)]
    sides = {word.middle[0] < x for word in crossing}
    if len(sides) != 1:
        return x
    moved = max(w.box[2] for w in crossing) if sides.pop() else min(w.box[0] for w in crossing)
    return x if any(crosses(word, moved) for word in words) else moved


def _within(word: Word, island: tuple[float, float]) -> bool:
    return island[0] <= word.middle[0] <= island[1]
