"""The rows of an HTML table, spanning cells repeated in every row and column that they span."""

from collections.abc import Callable, Iterator

from bs4 import Tag

from jobs.readers.visibility import is_hidden

Cell = tuple[str, ...]
"""The lines of one cell."""


def table_rows(
    table: Tag, opened: dict[str, str], lines: Callable[[Tag], Cell]
) -> Iterator[tuple[tuple[Cell, ...], bool]]:
    """Yield a table's rows, and of each whether all of its cells are header cells.

    Args:
        table: A `table` element; tables within it are lines of their cell.
        opened: Ids that a control of the page opens, as `visibility.openers` finds them.
        lines: Reads the lines of a cell.
    """
    spans: dict[int, tuple[int, Cell]] = {}
    parts = [table, *table.find_all(["thead", "tbody", "tfoot"], recursive=False)]
    for row in (row for part in parts for row in part.find_all("tr", recursive=False)):
        if is_hidden(row, opened):
            continue
        own = [cell for cell in row.find_all(["td", "th"], recursive=False) if not is_hidden(cell, opened)]
        cells: list[Cell] = []
        for cell in own:
            _fill_spans(cells, spans)
            text = lines(cell)
            for _ in range(_span(cell, "colspan")):
                spans[len(cells)] = (_span(cell, "rowspan") - 1, text)
                cells.append(text)
        _fill_spans(cells, spans)
        yield tuple(cells), bool(own) and all(cell.name == "th" for cell in own)


def _fill_spans(cells: list[Cell], spans: dict[int, tuple[int, Cell]]) -> None:
    """Append the cells that earlier rows let hang down into the next columns."""
    while (hanging := spans.get(len(cells))) and hanging[0] > 0:
        spans[len(cells)] = (hanging[0] - 1, hanging[1])
        cells.append(hanging[1])


def _span(cell: Tag, name: str) -> int:
    text = str(cell.get(name) or "1")
    return max(1, min(int(text), 1000)) if text.isascii() and text.isdigit() else 1
