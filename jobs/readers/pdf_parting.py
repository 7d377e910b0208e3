"""Rows that nothing parts: told apart by the columns that hold one date or number a row.

A table may have a rule below its header only, a frame, walls, or nothing at all. Where each
row begins with its date, it ends above the next one; where dates stand in the middle of
their rows, two rows part at the widest white between them.
"""

from collections.abc import Sequence
from itertools import pairwise

from jobs.readers.headings import heading_state
from jobs.readers.pdf_bands import Band, bands_of, height, white
from jobs.readers.pdf_ends import CLEARLY, LEADING, SPARSE, first_band, is_heading, last_band, without_foot
from jobs.readers.pdf_strips import Strip
from jobs.readers.pdf_text import line_text, lines
from jobs.readers.pdf_values import between, first_of_values
from jobs.readers.pdf_words import Word

_USUAL, _ALIKE = 0.9, 0.35
_MANY = 8


def all_parted(run: Sequence[Strip], xs: Sequence[float]) -> list[Strip]:
    """Return the rows of some strips: those that rules part, and those that only their values tell.

    Args:
        run: What stands between rules, from the top, or all of a table as one strip.
        xs: The table's column boundaries.
    """
    found = [line for strip in run for line in strip.lines]
    columns = [first_of_values(found, left, right) for left, right in pairwise(xs)]
    certain = [word for words in columns for word in words if len(words) > 1]
    pair = [words[0] for words in columns if len(words) == 1]
    level = len(pair) > 1 and max(w.middle[1] for w in pair) - min(w.middle[1] for w in pair) < 1
    firsts = frozenset(certain or (pair if level else ()))
    return [row for strip in run for row in _parted(strip, xs, firsts, alone=len(run) == 1)]


def _parted(strip: Strip, xs: Sequence[float], firsts: frozenset[Word], *, alone: bool) -> list[Strip]:
    """Return the rows of a strip, headings that name a state apart; the strip itself where none is told.

    Outside of rules, lines that stand apart above its header or below its last row are left out.
    """
    beside = _beside_groups(strip, xs, firsts)
    bands = bands_of(word for word in strip.words if not beside or word.middle[0] > xs[1])
    rows = [number for number, band in enumerate(bands) if not firsts.isdisjoint(band)]
    if strip.outside:
        rows = without_foot(bands, rows, xs)
    ends = _ends(bands, rows, xs) if len(rows) > (0 if alone and strip.outside else 1) else None
    leading = LEADING * height(bands) if bands else 0
    few = not strip.outside and len(rows) < _MANY
    if ends is None or (few and min(white(bands, end) for end in ends) < leading):
        # A few lines that follow each other closely between two rules may be those of one cell.
        return [strip]
    start, stop = 0, len(bands)
    if strip.outside:
        start, stop = first_band(bands, rows[0], ends), last_band(bands, rows[-1], ends, xs)
    high = min((white(bands, end) for end in ends), default=leading) - CLEARLY * height(bands)
    above = _abovefirst_band(bands, range(start, rows[0]), high)
    groups: list[Sequence[Band]] = [
        bands[one:other] for one, other in pairwise([start, *(i + 1 for i in (*above, *ends)), stop])
    ]
    if not beside:
        groups = [part for group in groups for part in _headed(group, high)]
    return _strips(strip, groups, whole=stop == len(bands))


def _beside_groups(strip: Strip, xs: Sequence[float], firsts: frozenset[Word]) -> bool:
    """Whether the first column holds states, fewer than there are rows: each beside all of its rows."""
    texts = [line_text(inside) for line in strip.lines if (inside := between(line, xs[0] - 1, xs[1]))]
    rows = sum(not firsts.isdisjoint(line) for line in strip.lines)
    states = sum(bool(heading_state(text)) for text in texts)
    return len(texts) < SPARSE * rows and states >= len(texts) / 2 and bool(states)


def _ends(bands: Sequence[Band], rows: Sequence[int], xs: Sequence[float]) -> list[int] | None:
    """Return the last band of each row but the last one; None when it can't be told."""
    if len(rows) == 1:
        return []
    size, all_whites = height(bands), [white(bands, i) for i in range(rows[0], rows[-1])]
    above = [white(bands, row - 1) for row in rows[1:]]
    alike = max(above) - min(above) <= _ALIKE * size and _begin_level(bands, rows, size)
    apart = min(above) >= min(all_whites) + CLEARLY * size
    even = max(all_whites) <= min(above) + CLEARLY * size and _all_filled(bands, rows, xs)
    if alike and (apart or even):
        return [row - 1 for row in rows[1:]]
    ends = []
    for one, other in pairwise(rows):
        widest = max(white(bands, i) for i in range(one, other))
        wide = [i for i in range(one, other) if white(bands, i) >= widest - CLEARLY * size]
        if not all(map(is_heading, bands[wide[0] + 1 : wide[-1] + 1])):
            return None
        ends.append(wide[-1])
    return ends


def _abovefirst_band(bands: Sequence[Band], lead: range, high: float) -> list[int]:
    """Return where the header ends, which is in another type, and the rest of a row of the page before."""
    styles = {word.style for word in bands[lead.stop]}
    header = [i for i in lead if styles.isdisjoint(word.style for word in bands[i])][-1:]
    rest = [i for i in lead if white(bands, i) >= high][-1:]
    return sorted({*header, *rest})


def _begin_level(bands: Sequence[Band], rows: Sequence[int], size: float) -> bool:
    """Whether the texts of each row begin on one line: they don't where cells are centred."""
    spans = [[word.middle[1] for word in bands[row]] for row in rows]
    return all(max(heights) - min(heights) <= CLEARLY * size for heights in spans)


def _all_filled(bands: Sequence[Band], rows: Sequence[int], xs: Sequence[float]) -> bool:
    """Whether the first line of each row fills all columns that are usually filled."""
    filled = [{i for i, side in enumerate(pairwise(xs)) if between(bands[row], *side)} for row in rows]
    columns = range(len(xs) - 1)
    usual = {i for i in columns if sum(i in each for each in filled) >= _USUAL * len(filled)}
    return len(usual) >= len(columns) / 2 and all(usual <= each for each in filled)


def _headed(group: Sequence[Band], high: float) -> list[Sequence[Band]]:
    """Part a row from headings that name a state above or below it, as far from it as rows are."""
    cuts: list[int] = []
    for i, band in enumerate(group):
        apart = all(white(group, above) >= high for above in (i - 1, i) if 0 <= above < len(group) - 1)
        if apart and is_heading(band):
            cuts += [i, i + 1]
    return [group[one:other] for one, other in pairwise([0, *cuts, len(group)]) if other > one]


def _strips(strip: Strip, groups: Sequence[Sequence[Band]], *, whole: bool) -> list[Strip]:
    """Make a strip of each group of bands; what stands beside several belongs where its middle is."""
    found: list[Strip] = []
    top = strip.top
    for number, group in enumerate(groups):
        low = min(word.box[1] for band in group for word in band)
        bottom = strip.bottom if whole else low - 1
        if number < len(groups) - 1:
            bottom = (low + max(word.box[3] for word in groups[number + 1][0])) / 2
        inside = [word for word in strip.words if bottom < word.middle[1] <= top]
        found.append(
            Strip(top, bottom, tuple(lines(inside)), strip.outside and number in (0, len(groups) - 1))
        )
        top = bottom
    return found
