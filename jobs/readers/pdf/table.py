"""One page's grids and its text → tables of text and the lines between them."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from jobs.readers.pdf.column_gaps import crosses
from jobs.readers.pdf.edges import Box, holds
from jobs.readers.pdf.grid import Grid, Region
from jobs.readers.pdf.page import PdfPage
from jobs.readers.pdf.words import TextLine, Word, clean, joined, running, signs

_INSET = 0.8
"""Text is asked for this far inside a cell: signs that only touch the edge belong next door."""
_TALLEST_HEADER = 3
GAP = 8.0
"""A column without text that is narrower than this is the gap between boxes drawn apart."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table.

    Attributes:
        cells: Text of each column; the text of a cell over several rows stands in each.
        page: Page that it begins on.
        carried: Columns whose cell began in a row above.
        spanning: Columns whose cell goes on below.
        heading: One cell over all columns.
        grouped: Columns that share their cell with the column on their left.
    """

    cells: tuple[str, ...]
    page: int
    carried: frozenset[int] = frozenset()
    spanning: frozenset[int] = frozenset()
    heading: bool = False
    grouped: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that were drawn as one table; `xs` are its column boundaries.

    Attributes:
        open_above: Nothing closes the first row above: it goes on from the page before.
        open_below: Nothing closes the last row below.
        drawn: Its cells were drawn; else their ends were read from rules, bands and text.
        header: How many rows its header would have: cells over several columns ask for more.
        cut: Words that stand on both sides of a boundary that wasn't drawn.
    """

    rows: tuple[TableRow, ...]
    page: int
    xs: tuple[float, ...]
    open_above: bool = False
    open_below: bool = False
    drawn: bool = True
    header: int = 1
    cut: tuple[str, ...] = ()


Block = TextLine | Table


def fast_blocks(page: PdfPage, grids: Sequence[Grid]) -> list[Block] | None:
    """Return a page's tables and lines by asking for the text within each cell.

    None when a sign was read twice or not at all, or a section's heading needs its lines'
    positions: then `slow_blocks` must look at each word.
    """
    read = 0

    def text(box: Box) -> str:
        nonlocal read
        inside = page.text_within(box)
        read += signs(inside)
        return inside

    blocks: list[Block] = []
    ceiling = page.frame[3]
    for grid in grids:
        blocks += _lines(text((page.frame[0], grid.box[3], page.frame[2], ceiling)), page.number)
        blocks += _table(grid, page.number, lambda area: clean(text(_within(area))))
        ceiling = min(ceiling, grid.box[1])
    blocks += _lines(text((page.frame[0], page.frame[1], page.frame[2], ceiling)), page.number)
    headed = any(isinstance(b, TextLine) and "section" in b.text.lower() for b in blocks)
    return None if headed or read != signs(page.text_within(page.frame)) else blocks


def slow_blocks(page: PdfPage, grids: Sequence[Grid], outside: Sequence[Word]) -> list[Block]:
    """Return a page's tables and lines by giving each word to the cell that its centre lies in."""
    placed: list[tuple[float, Block]] = [
        (line.box[3], line) for line in running(outside, page.number) if line.box
    ]
    for grid in grids:
        regions = _by_region(grid, page.words)
        table = _table(grid, page.number, partial(_words_in, regions))
        cut = () if grid.drawn else tuple(_cut(grid, regions))
        placed += [(grid.box[3], replace(block, cut=cut)) for block in table]
    return [block for _, block in sorted(placed, key=lambda pair: -pair[0])]


def outside(words: Iterable[Word], boxes: Sequence[Box]) -> list[Word]:
    """Return the words whose centre lies in none of the boxes."""
    return [word for word in words if not any(holds(box, word.middle) for box in boxes)]


def _words_in(words: Mapping[Box, Sequence[Word]], area: Box) -> str:
    return joined(words.get(area, ()))


def _lines(text: str, page: int) -> list[TextLine]:
    return [TextLine(words, page) for words in map(clean, text.splitlines()) if words]


def _within(area: Box) -> Box:
    return area[0] + _INSET, area[1] + _INSET, area[2] - _INSET, area[3] - _INSET


def _by_region(grid: Grid, words: Iterable[Word]) -> dict[Box, list[Word]]:
    owner = grid.owners()
    downward = [-y for y in grid.ys]
    regions: dict[Box, list[Word]] = {}
    for word in words:
        x, y = word.middle
        if holds(grid.box, (x, y)):
            unit = bisect_right(downward, -y) - 1, bisect_right(grid.xs, x) - 1
            if unit in owner:
                regions.setdefault(grid.area(owner[unit]), []).append(word)
    return regions


def _cut(grid: Grid, words: Mapping[Box, Sequence[Word]]) -> Iterator[str]:
    """Yield the words that reach out of their cell into the one beside it."""
    left, _, right, _ = grid.box
    for area, inside in words.items():
        for word in inside:
            if any(left < x < right and crosses(word, x) for x in (area[0], area[2])):
                yield word.text


def _table(grid: Grid, page: int, text: Callable[[Box], str]) -> list[Table]:
    """Return the grid as a table without its empty rows and gaps; nothing if all is empty."""
    owner = grid.owners()
    texts = {region: text(grid.area(region)) for region in dict.fromkeys(owner.values())}
    filled = [region for region, words in texts.items() if words]
    numbers = sorted({region.top for region in filled})
    if not numbers:
        return []
    starts = {region.left for region in filled}
    columns = [k for k in range(grid.columns) if k in starts or grid.xs[k + 1] - grid.xs[k] > GAP]
    rows = [_row(owner, texts, span, columns, page) for span in pairwise([*numbers, grid.rows])]
    first = next((i for i, row in enumerate(rows) if not row.heading), 0)
    tied = first + 1
    while tied < min(len(rows), first + _TALLEST_HEADER) and rows[tied - 1].grouped:
        tied += 1
    xs = (*(grid.xs[k] for k in columns), grid.xs[-1])
    return [Table(tuple(rows), page, xs, grid.open_above, grid.open_below, grid.drawn, tied - first)]


def _row(
    owner: Mapping[tuple[int, int], Region],
    texts: Mapping[Region, str],
    span: tuple[int, int],
    columns: Sequence[int],
    page: int,
) -> TableRow:
    number, following = span
    regions = [owner[number, column] for column in columns]
    carried = frozenset(i for i, region in enumerate(regions) if region.top < number)
    spanning = frozenset(i for i, region in enumerate(regions) if region.bottom > following)
    twins = frozenset(i for i in range(1, len(regions)) if regions[i] == regions[i - 1])
    heading = len(columns) > 1 and len(twins) == len(columns) - 1
    cells = tuple("" if i in twins else texts[region] for i, region in enumerate(regions))
    return TableRow(cells, page, carried, spanning, heading, twins if not heading else frozenset())
