"""Tables of which nothing is drawn: columns that white rivers part, and rows that their dates tell."""

import re
from collections.abc import Sequence
from itertools import pairwise

from jobs.readers.columns import Column, meaning
from jobs.readers.pdf_grid import Grid
from jobs.readers.pdf_parting import all_parted
from jobs.readers.pdf_rivers import columns, crosses, has_gap
from jobs.readers.pdf_spans import completed
from jobs.readers.pdf_strips import Strip, bottom_of, is_prose, top_of
from jobs.readers.pdf_text import joined, line_text, lines
from jobs.readers.pdf_titles import at_headers
from jobs.readers.pdf_words import Word

_PAGE = re.compile(r"\W*(page\s*)?\d{1,4}(\s*(of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
"""A page's number: it stands in no column."""
_FEWEST = 2
_MOSTLY = 0.6
_EXTENT = 4.0
"""Points by which the words of a page may reach over the columns of the page before."""


def bare(words: Sequence[Word], known: Sequence[float]) -> list[Grid]:
    """Return the tables of which nothing is drawn.

    One counts only if its header says what most of its columns are, or if it goes on with the
    columns of the table before it.

    Args:
        words: The page's words outside its tables.
        known: Column boundaries of the document's last table.
    """
    tables = []
    for strip in _regions(words, known):
        rows, xs = _continued(strip, known) or _headed(strip)
        if rows:
            tables.append(completed([], rows, xs))
    return tables


def _regions(words: Sequence[Word], known: Sequence[float]) -> list[Strip]:
    """Return what stands between running text, if several of its lines stand in columns."""
    found = [line for line in lines(words) if not _PAGE.fullmatch(line_text(line))]
    tabular = [line for line in found if has_gap(line)]
    if len(tabular) < _FEWEST:
        return []
    left, right = min(line[0].box[0] for line in tabular), max(line[-1].box[2] for line in tabular)
    parts: list[list[list[Word]]] = [[]]
    for line in found:
        if is_prose(line, left, right):
            parts.append([])
        elif parts[-1] or has_gap(line) or (known and len(parts) == 1 and not _crossed(line, known)):
            parts[-1].append(line)
    whole = [
        Strip(top_of(part[0]) + 1, bottom_of(part[-1]) - 1, tuple(part), outside=True)
        for part in parts
        if sum(map(has_gap, part)) >= _FEWEST
    ]
    return [piece for strip in whole for run in at_headers([strip]) for piece in run]


def _crossed(line: Sequence[Word], xs: Sequence[float]) -> bool:
    """Whether a line runs on over a boundary between columns."""
    return any(a.middle[0] < x < b.middle[0] for a, b in pairwise(line) for x in xs[1:-1])


def _continued(strip: Strip, known: Sequence[float]) -> tuple[list[Strip], Sequence[float]] | None:
    left, right = min(w.box[0] for w in strip.words), max(w.box[2] for w in strip.words)
    if not known or left < known[0] - _EXTENT:
        return None
    xs = columns([strip.lines], (known[0], known[-1]), known)
    if (
        len(xs) != len(known)
        or xs[0] != known[0]
        or any(crosses(w, x) for w in strip.words for x in xs[1:-1])
    ):
        return None
    xs = (*xs[:-1], max(xs[-1], right + 1))
    return all_parted([strip], xs), xs


def _headed(strip: Strip) -> tuple[list[Strip], Sequence[float]]:
    """Return rows and columns below a header that makes sense; no rows where there is none."""
    sides = min(w.box[0] for w in strip.words) - 1, max(w.box[2] for w in strip.words) + 1
    xs = columns([strip.lines], sides, ())
    rows = all_parted([strip], xs) if len(xs) > _FEWEST else []
    xs = columns([row.lines for row in rows if row.tabular], sides, ())
    if len(xs) <= _FEWEST:
        return [], xs
    rows = all_parted([strip], xs)
    titles = [joined(w for w in rows[0].words if a < w.middle[0] <= b) for a, b in pairwise(xs)]
    known = {meaning(title) for title in titles if title} - {Column.OTHER}
    understood = len(rows) > 1 and len(known) >= max(_FEWEST, _MOSTLY * len(titles))
    return (rows if understood else []), xs
