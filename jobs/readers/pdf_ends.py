"""Where a table ends that no rule closes: above a page's foot, below its title."""

from collections.abc import Sequence
from itertools import pairwise

from jobs.readers.headings import heading_state
from jobs.readers.pdf_bands import Band, height, white
from jobs.readers.pdf_rivers import has_gap
from jobs.readers.pdf_text import line_text
from jobs.readers.pdf_values import between

LEADING = 0.55
"""Lines of one cell follow each other within this share of their height."""
CLEARLY = 0.2
"""Whites that differ by more than this share of a line's height are not the same."""
SPARSE = 0.7
_HANGING = 2.5
_FEWEST = 2


def without_foot(bands: Sequence[Band], rows: Sequence[int], xs: Sequence[float]) -> list[int]:
    """Drop a page's foot, whose number is no value: it stands far below the last row and fills less."""
    *kept, last = rows or [0]
    above = max((white(bands, row - 1) for row in kept[1:]), default=height(bands)) if kept else 0
    filled = [sum(bool(between(bands[row], *side)) for side in pairwise(xs)) for row in (*kept, last)]
    far = bool(kept) and white(bands, last - 1) > above + height(bands)
    return kept if far and filled[-1] < SPARSE * max(filled) else list(rows)


def first_band(bands: Sequence[Band], row: int, ends: Sequence[int]) -> int:
    """Return where the table begins above its first value: below a white wider than those of its rows."""
    most = max((white(bands, end) for end in ends), default=height(bands)) + height(bands)
    return next((i + 1 for i in reversed(range(row)) if white(bands, i) > most), 0)


def last_band(bands: Sequence[Band], row: int, ends: Sequence[int], xs: Sequence[float]) -> int:
    """Return where the table ends below its last value: above a white that no row has within.

    What hangs below it in a column, and begins where its texts do, is a row's last paragraph.
    """
    size, parts = height(bands), set(ends)
    within = [white(bands, i) for i in range(ends[0] if ends else row, row) if i not in parts]
    least = min((white(bands, end) for end in ends), default=LEADING * size)
    most = max([least - CLEARLY * size, *within])
    starts = [w.box[0] for band in bands for side in pairwise(xs[1:]) for w in between(band, *side)[:1]]
    for i in range(row, len(bands) - 1):
        line = sorted(bands[i + 1], key=lambda word: word.box[0])
        begins = line[0].box[0]
        hangs = begins > xs[1] and sum(abs(begins - x) < 1 for x in starts) > _FEWEST
        near = white(bands, i) <= (_HANGING * size if hangs else most)
        if not near and not heading_state(line_text(line)):
            return i + 1
    return len(bands)


def is_heading(band: Band) -> bool:
    """Return whether a line only names a state."""
    line = sorted(band, key=lambda word: word.box[0])
    return bool(heading_state(line_text(line))) and not has_gap(line)
