"""Columns that hold one date, month or number a row, and little else."""

import re
from collections.abc import Sequence

from jobs.readers.pdf_text import continues, line_text
from jobs.readers.pdf_words import Word
from jobs.readers.printed_dates import read_day, read_enacted

_NUMBER = re.compile(r"\d{1,3}(,\d{3})*|\d+")
_MOSTLY = 0.8


def first_of_values(found: Sequence[Sequence[Word]], left: float, right: float) -> list[Word]:
    """Return the first word of each value of a column that holds little else, its header aside.

    A date may take two lines: `28-Jan-` and `17`.
    """
    inside = [words for line in found if (words := between(line, left, right))]
    texts = [line_text(words) for words in inside]
    firsts: list[tuple[Word, bool]] = []
    number = 0
    while number < len(texts):
        alone = _is_value(texts[number])
        pair = not alone and _is_value(continues(texts[number], "".join(texts[number + 1 : number + 2])))
        if firsts or alone or pair:
            firsts.append((inside[number][0], alone or pair))
        number += 2 if pair else 1
    right_ones = sum(good for _, good in firsts)
    return [word for word, _ in firsts] if right_ones >= _MOSTLY * len(firsts) else []


def between(words: Sequence[Word], left: float, right: float) -> list[Word]:
    """Return the words whose middle lies between two places."""
    return [word for word in words if left < word.middle[0] <= right]


def _is_value(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text) or read_day(text) or read_enacted(text))
