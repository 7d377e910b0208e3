"""Tables that go on over the page: one table again, each row whole.

Cells that span a page break: their text stands on one page and counts on both.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from jobs.readers.pdf.edges import ALIKE
from jobs.readers.pdf.table import Block, Table, TableRow
from jobs.readers.pdf.words import TextLine, continues
from models.places import state_code


def carry(rows: list[TableRow], rest: list[TableRow], spans: set[int], *, drawn: bool, lead: int) -> None:
    """Let cells that span the page break stand in the rows of both pages, in place.

    Where cells were drawn, an empty one at the foot of a page has its text on the next; where
    they weren't, it goes on from above.
    """
    for column in spans:
        last = next((row.cells[column] for row in reversed(rows[lead:]) if row.cells[column]), "")
        if last and not drawn:
            _fill(rows, range(len(rows) - 1, -1, -1), column, last)
        above, below = rows[-1].cells[column], rest[0].cells[column]
        if above and not below and not rest[0].heading:
            _fill(rest, range(len(rest)), column, above)
        elif below and not above and column in rows[-1].spanning | rows[-1].carried:
            _fill(rows, range(len(rows) - 1, -1, -1), column, below)


def _fill(rows: list[TableRow], order: range, column: int, text: str) -> None:
    """Write the text into the empty cells of one spanning cell, from the page break on."""
    upward = order.step < 0
    for index in order:
        row = rows[index]
        first = index == order.start
        if row.cells[column] or not (first or upward or column in row.carried):
            return
        cells = (*row.cells[:column], text, *row.cells[column + 1 :])
        rows[index] = replace(row, cells=cells)
        if upward and column not in row.carried:
            return


_SHIFTED = 16.0
"""Boundaries that nothing drew move by up to this from page to page, as the words beside them do."""
_USUALLY = 0.9
"""A column filled in this share of a table's rows: a row without it is the rest of another."""
_RECENT = 80
"""Rows above a page break that tell what its rows are like."""
_SECTION = re.compile(r"\W*section\s+[ivx\d]+\b", re.IGNORECASE)
_AGAIN = re.compile(r"\W*\b(continued|cont'?d|cont)\b\W*$", re.IGNORECASE)
_ENOUGH = 2


def join(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with each table that goes on over a page as one.

    A table goes on where the next page's first table has its columns or repeats its header
    and no section begins between the two. Repeated headers go, cells that span a page break
    go on, and the rest of a row that broke over the page is joined to its beginning.
    """
    joined: list[Block] = []
    last: int | None = None
    page = 0
    for block in blocks:
        if isinstance(block, TextLine):
            last = None if _SECTION.match(block.text) else last
        elif last is not None and block.page == page + 1:
            table = joined[last]
            if isinstance(table, Table) and _goes_on(table, block):
                joined[last] = _extended(table, block)
                page = block.page
                continue
        if isinstance(block, Table):
            last, page = len(joined), block.page
        joined.append(block)
    return joined


def _goes_on(table: Table, more: Table) -> bool:
    if len(table.xs) != len(more.xs):
        return False
    near = ALIKE if table.drawn or more.drawn else _SHIFTED
    return _repeated(table, more) > 0 or all(
        abs(a - b) <= near for a, b in zip(table.xs, more.xs, strict=True)
    )


def _lead(table: Table) -> int:
    """Return how many rows stand above the first row of data: titles and the header."""
    titles = next((i for i, row in enumerate(table.rows) if not row.heading), 0)
    return titles + table.header


def _repeated(table: Table, more: Table) -> int:
    """Return how many leading rows of `more` only repeat those of `table`."""
    lead = [_plain(row) for row in table.rows[: _lead(table)]]
    again = list(takewhile(lead.__contains__, map(_plain, more.rows[: len(lead)])))
    return len(again) if again[-1:] == lead[-1:] else 0


def _plain(row: TableRow) -> tuple[str, ...]:
    return tuple(_AGAIN.sub("", cell).casefold() for cell in row.cells)


def _extended(table: Table, more: Table) -> Table:
    rows, rest = list(table.rows), _without_header(table, more)
    if rest:
        recent = rows[_lead(table) :][-_RECENT:]
        spans = {column for row in (*recent, *rest) for column in row.carried | row.spanning}
        carry(rows, rest, spans, drawn=table.drawn, lead=_lead(table))
        others = recent + rest[1:]
        opened = table.drawn and (table.open_below or more.open_above)
        if _is_rest(rows[-1], rest[0], others, spans, opened=opened):
            rows[-1] = _whole(rows[-1], rest.pop(0), spans)
    return replace(table, rows=tuple(rows + rest), open_below=more.open_below, cut=table.cut + more.cut)


def _without_header(table: Table, more: Table) -> list[TableRow]:
    """Return the rows of a page without the header that they repeat.

    Some producers lose the rule between the header and the rest of a row that broke over the
    page: the header's words then stand first in each cell of one row.
    """
    rest = list(more.rows[_repeated(table, more) :])
    if len(rest) == len(more.rows) and rest:
        header, first = table.rows[_lead(table) - 1].cells, rest[0].cells
        if all(cell.startswith(title) for cell, title in zip(first, header, strict=True)) and any(header):
            cells = (cell[len(title) :].strip() for cell, title in zip(first, header, strict=True))
            rest[0] = replace(rest[0], cells=tuple(cells))
    return rest


def _usual(rows: Sequence[TableRow], spans: set[int]) -> set[int]:
    whole = [row.cells for row in rows if not row.heading and _filled(row) != [0]]
    columns = enumerate(zip(*whole, strict=True))
    return {i for i, cells in columns if sum(map(bool, cells)) >= _USUALLY * len(whole)} - spans


def _is_rest(
    last: TableRow, row: TableRow, others: Sequence[TableRow], spans: set[int], *, opened: bool
) -> bool:
    """Whether a page's first row is the rest of the last row of the page before.

    It is when it lacks what every row has: one such cell where no rule closed the last row or
    its words go on in mid-sentence, else two. A lone first cell is a heading if it names a
    state or if the table has more of them.
    """
    if row.heading or last.heading:
        return False
    missing = {column for column in _usual(others, spans) if not row.cells[column]}
    filled = _filled(row)
    goes_on = any(_mid_sentence(last.cells[column], row.cells[column]) for column in filled)
    if filled == [0] and not (opened or goes_on):
        titles = any(_filled(other) == [0] for other in others)
        if titles or state_code(row.cells[0]):
            return False
    return bool(missing) and (opened or goes_on or len(missing) >= _ENOUGH)


def _filled(row: TableRow) -> list[int]:
    return [column for column, cell in enumerate(row.cells) if cell and column not in row.carried]


def _mid_sentence(text: str, more: str) -> bool:
    opened = text.count("(") > text.count(")") and more.count(")") > more.count("(")
    return bool(text) and (more[:1].islower() or opened or text.endswith((",", "-", "–")))


def _whole(last: TableRow, row: TableRow, spans: set[int]) -> TableRow:
    cells = [
        text if column in spans and text else continues(text, more)
        for column, (text, more) in enumerate(zip(last.cells, row.cells, strict=True))
    ]
    return replace(last, cells=tuple(cells))
