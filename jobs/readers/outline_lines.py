"""The lines of a page, those of a table with what its columns and rows say of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jobs.readers.blocks import Block, BlockKind
from jobs.readers.outline import Heading, section_heading
from jobs.readers.printed_dates import read_day
from models.place_states import state_code

_TYPE = re.compile(r"(?:jurisdiction |place )?(?:type|kind|level|category)", re.IGNORECASE)
_PLACE = re.compile(r"(?:name of )?(?:jurisdiction|place|entity|locality|name)(?: name)?s?", re.IGNORECASE)

_FEWEST_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, or a cell's line with what its row and column say of it.

    Attributes:
        text: The line.
        block: The block that it stands in.
        heading: The heading that its column or its row's type names.
        state: The state that its row names.
    """

    text: str
    block: Block
    heading: Heading | None = None
    state: str = ""

    @property
    def as_read(self) -> str:
        """What a person reads for it: the line, or the row that also names its state."""
        return self.block.text if self.state else self.text


def lines(blocks: Iterable[Block]) -> Iterator[Line]:
    """Yield the lines of blocks, those of a table with what its columns and rows say of them."""
    columns: tuple[str, ...] = ()
    group = 0
    for block in blocks:
        if block.kind is not BlockKind.ROW:
            yield Line(block.text, block)
            continue
        if block.group != group:
            columns, group = (), block.group
        cells = tuple(" ".join(cell) for cell in block.cells)
        if _is_header(cells, heads=block.strong):
            columns = cells
        elif columns:
            yield from _by_columns(block, columns)
        else:
            yield from _by_row(block, cells)


def _is_header(cells: tuple[str, ...], *, heads: bool) -> bool:
    """Whether a row names columns; some may be no part of the list, such as the day of each entry.

    Args:
        cells: The row's cells.
        heads: All of them are header cells.
    """
    named = [cell for cell in cells if cell]
    known = [cell for cell in named if _TYPE.fullmatch(cell) or _PLACE.fullmatch(cell) or _bare_heading(cell)]
    if len(named) < _FEWEST_COLUMNS or len(known) == len(named):
        return len(named) >= _FEWEST_COLUMNS
    names_places = any(map(_PLACE.fullmatch, known))
    return (names_places and heads) or (len(known) > 1 and (names_places or heads))


def _bare_heading(text: str) -> Heading | None:
    heading = section_heading(text)
    return None if heading is None or heading.rest else heading


def _by_columns(block: Block, columns: tuple[str, ...]) -> Iterator[Line]:
    """Yield the lines of a row whose columns have names: a section each, or name, type and state."""
    cells = dict(zip(columns, block.cells, strict=False))
    place = next((column for column in columns if _PLACE.fullmatch(column)), "")
    if not place:
        for column, cell in cells.items():
            for text in cell:
                yield Line(text, block, _bare_heading(column))
        return
    kind = next((" ".join(cells[column]) for column in cells if _TYPE.fullmatch(column)), "")
    state = next((" ".join(cells[column]) for column in cells if _bare_heading(column)), "")
    for text in cells.get(place, ()):
        yield Line(text, block, _bare_heading(kind), state)


def _by_row(block: Block, cells: tuple[str, ...]) -> Iterator[Line]:
    """Yield the lines of a row of which one cell may be the type of the others.

    A row of one cell that spans the table is its lines. A day is no name of a place.
    """
    if len(set(block.cells)) == 1:
        yield from (Line(text, block) for text in block.cells[0])
        return
    kinds = [cell for cell in cells if _bare_heading(cell)]
    others = [
        cell
        for cell, text in zip(block.cells, cells, strict=True)
        if text and text not in kinds and read_day(text) is None
    ]
    if len(kinds) != 1 or not others:
        for cell in block.cells:
            yield from (Line(text, block) for text in cell)
        return
    states = [cell for cell in others if state_code(" ".join(cell))] if len(others) > 1 else []
    for cell in others:
        if cell not in states:
            state = " ".join(states[0]) if states else ""
            yield from (Line(text, block, _bare_heading(kinds[0]), state) for text in cell)
