"""Cells that span a page break: their text stands on one page and counts on both."""

from dataclasses import replace

from jobs.readers.pdf_table import Row


def carry(rows: list[Row], rest: list[Row], spans: set[int], *, drawn: bool, lead: int) -> None:
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


def _fill(rows: list[Row], order: range, column: int, text: str) -> None:
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
