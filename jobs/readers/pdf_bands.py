"""Lines of a page that no white parts from each other, from the top."""

from collections.abc import Iterable, Sequence

from jobs.readers.pdf_words import Word

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
    heights = sorted(word.box[3] - word.box[1] for band in bands for word in band)
    return heights[len(heights) // 2]


def _top(word: Word) -> float:
    return word.middle[1] + _CORE * (word.box[3] - word.box[1])


def _bottom(word: Word) -> float:
    return word.middle[1] - _CORE * (word.box[3] - word.box[1])
