"""Where a column's texts stand in rows, and which cells they are the middle of."""

from collections.abc import Sequence

from jobs.readers.pdf_strips import Strip, bottom_of, top_of
from jobs.readers.pdf_text import lines

_CENTRED = 3.0
"""Points by which a text may miss the middle of its cell."""
_LEADING = 0.8
"""Lines further apart than this share of their height belong to two cells."""


def level(strip: Strip, top: float) -> bool:
    """Whether a text begins on the first line of its row."""
    return abs(top_of(strip.lines[0]) - top) <= _CENTRED


def texts_in(group: Sequence[Strip], left: float, right: float) -> list[tuple[float, float]]:
    """Return upper and lower end of each text in a column; lines close together are one."""
    words = [word for strip in group for word in strip.words if left < word.middle[0] <= right]
    texts: list[tuple[float, float]] = []
    for line in lines(words):
        top, bottom = top_of(line), bottom_of(line)
        if texts and texts[-1][1] - top < _LEADING * (top - bottom):
            texts[-1] = (texts[-1][0], bottom)
        else:
            texts.append((top, bottom))
    return texts


def tiled(group: Sequence[Strip], centres: Sequence[float]) -> list[int] | None:
    """Return where cells begin if each text stands in the middle of one, from the last one up.

    Rows above the first such cell are the end of one whose text is on the page before.
    """
    starts: list[int] = []
    edge = group[-1].bottom
    for centre in reversed(centres):
        top = 2 * centre - edge
        row = next((i for i, strip in enumerate(group) if abs(strip.top - top) <= _CENTRED), None)
        if row is None or (starts and row >= starts[0]):
            return None
        starts.insert(0, row)
        edge = group[row].top
    return starts if starts[0] == 0 else [0, *starts]


def height(strip: Strip) -> float:
    """Return what a text of one line is lower than."""
    return 1.5 * (top_of(strip.lines[0]) - bottom_of(strip.lines[0]))
