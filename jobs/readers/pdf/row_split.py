"""Rows that nothing parts: told apart by the columns that hold one date or number a row.

A table may have a rule below its header only, a frame, walls, or nothing at all. Where each
row begins with its date, it ends above the next one; where dates stand in the middle of
their rows, two rows part at the widest white between them. Where no rule closes the table, it
ends above a page's foot, and begins below its title.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from jobs.readers.pdf.column_gaps import has_gap
from jobs.readers.pdf.strips import Strip
from jobs.readers.pdf.words import Word, between, bottom_of, continues, line_text, lines, top_of
from jobs.readers.text import heading_state, read_day, read_enacted

Band = Sequence[Word]
"""Words whose lines overlap: those of one line, or of cells whose lines stand at other heights."""
_CORE = 0.35
"""Share of a word's height, up and down from its middle, that its line fills for certain."""


def bands_of(words: Iterable[Word]) -> list[Band]:
    """Return the words by the bands that they stand in."""
    bands: list[list[Word]] = []
    low = 0.0
    for word in sorted(words, key=lambda each: -_top(each)):
        if bands and _top(word) > low:
            bands[-1].append(word)
            low = min(low, _bottom(word))
        else:
            bands.append([word])
            low = _bottom(word)
    return list(bands)


def white(bands: Sequence[Band], above: int) -> float:
    """Return the height of the white below a band."""
    return min(map(_bottom, bands[above])) - max(map(_top, bands[above + 1]))


def height(bands: Sequence[Band]) -> float:
    """Return the usual height of a word."""
    heights = sorted(word.height for band in bands for word in band)
    return heights[len(heights) // 2]


def _top(word: Word) -> float:
    return word.middle[1] + _CORE * word.height


def _bottom(word: Word) -> float:
    return word.middle[1] - _CORE * word.height


_NUMBER = re.compile(r"\d{1,3}(,\d{3})*|\d+")
_MOSTLY = 0.8


def first_of_values(rows: Sequence[Sequence[Word]], left: float, right: float) -> list[Word]:
    """Return the first word of each value of a column that holds little else, its header aside.

    A date may take two lines: `28-Jan-` and `17`.
    """
    inside = [words for line in rows if (words := between(line, left, right))]
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


def _is_value(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text) or read_day(text) or read_enacted(text))


LEADING = 0.55
"""Lines of one cell follow each other within this share of their height."""
CLEARLY = 0.2
"""Whites that differ by more than this share of a line's height are not the same."""
SPARSE = 0.7
_HANGING = 2.5
_FEWEST = 2


def _without_foot(bands: Sequence[Band], rows: Sequence[int], xs: Sequence[float]) -> list[int]:
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


_USUAL, _ALIKE = 0.9, 0.35
_MANY = 8


def all_parted(run: Sequence[Strip], xs: Sequence[float]) -> list[Strip]:
    """Return the rows of some strips: those that rules part, and those that only their values tell.

    Args:
        run: What stands between rules, from the top, or all of a table as one strip.
        xs: The table's column boundaries.
    """
    rows = [line for strip in run for line in strip.lines]
    columns = [first_of_values(rows, left, right) for left, right in pairwise(xs)]
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
        rows = _without_foot(bands, rows, xs)
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
    above = _above_first(bands, range(start, rows[0]), high)
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


def _above_first(bands: Sequence[Band], lead: range, high: float) -> list[int]:
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
    strips: list[Strip] = []
    top = strip.top
    for number, group in enumerate(groups):
        low = min(map(bottom_of, group))
        bottom = strip.bottom if whole else low - 1
        if number < len(groups) - 1:
            bottom = (low + top_of(groups[number + 1][0])) / 2
        inside = [word for word in strip.words if bottom < word.middle[1] <= top]
        outside = strip.outside and number in (0, len(groups) - 1)
        strips.append(Strip(top, bottom, tuple(lines(inside)), outside))
        top = bottom
    return strips
