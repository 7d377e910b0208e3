"""Places by lists: in each cell a sign and a word, so that neither is needed to understand the other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate, pairwise

from bot.pictures.canvas import Canvas, Style, Theme
from bot.pictures.lettering import Box, broken, width
from bot.pictures.page import Frame, Picture, begun, ended, enumerated, put_notes
from bot.pictures.signs import Sign, draw_sign
from models.errors import PictureError

MOST_ROWS, MOST_COLUMNS = 7, 5
_LOWEST, _HIGHEST = 56, 84
"""Pixels of a row."""
_GAP, _BESIDE = 16.0, 44.0
"""Pixels from one column to the next, and from the left of a sign to its word."""


class Said(StrEnum):
    """What a list says of a place."""

    ON = "on"
    TAKEN_DOWN = "taken down"
    OFF = "off"
    POLICY = "policy"
    COUNTED = "counted"
    NOTHING = "nothing"


_SIGNS = {
    Said.ON: Sign.LISTED_AREA,
    Said.TAKEN_DOWN: Sign.DOWN_AREA,
    Said.OFF: Sign.OFF,
    Said.POLICY: Sign.POLICY,
}


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One list on one place.

    Attributes:
        said: What it says.
        text: The same in words: `On list`; `refusals`, after a number; of nothing why it is.
        number: How many, if it counts.
        note: Below, lighter: `Cook County 456`.
    """

    said: Said
    text: str = ""
    number: int | None = None
    note: str = ""

    @property
    def words(self) -> str:
        """As the alternative text says it."""
        number = "" if self.number is None else f"{self.number:,} "
        text = self.text or "not in our copy"
        text = text if self.said is Said.NOTHING else f"{number}{self.text}"
        return f"{text} ({self.note})" if self.note else text


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """One list: its name, and its period or day."""

    name: str
    note: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One place: its name, its state, and what each list says."""

    name: str
    note: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Places by lists.

    Attributes:
        frame: The words around it.
        columns: Lists, 5 at most.
        rows: Places, 7 at most, each with as many cells as there are columns.
    """

    frame: Frame
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]


def draw_matrix(values: Matrix, theme: Theme = Theme.LIGHT) -> Picture:
    """Draw a table.

    Raises:
        PictureError: It has no rows, too many, or a text is too long.
    """
    if not 0 < len(values.rows) <= MOST_ROWS or not 0 < len(values.columns) <= MOST_COLUMNS:
        raise PictureError(f"A table is for {MOST_ROWS} places and {MOST_COLUMNS} lists.", "Ask for fewer.")
    canvas, room = begun(values.frame, theme)
    room = put_notes(canvas, room, values.frame.notes)
    scale, lefts = _columns(values, room)
    top = _put_heads(canvas, values.columns, lefts, scale, room.top)
    tall = min((room.bottom - top) / len(values.rows), _HIGHEST)
    if tall < _LOWEST:
        raise PictureError("The table is too tall for its picture.", "Ask for fewer places.")
    for number, row in enumerate(values.rows):
        y = top + number * tall
        canvas.line((room.left, y), (room.right, y), canvas.palette.rule)
        canvas.text(row.name, (room.left, y + tall / 2 - 2), Style(28 * scale, bold=True))
        canvas.text(row.note, (room.left, y + tall / 2 + 22), Style(20, color=canvas.palette.muted))
        for cell, (left, right) in zip(row.cells, pairwise(lefts), strict=True):
            _put_cell(canvas, cell, Box(left, y, right - _GAP, y + tall), scale)
    return ended(canvas, values.frame, _alt(values))


def _alt(values: Matrix) -> str:
    parts = []
    for row in values.rows:
        cells = zip(values.columns, row.cells, strict=True)
        parts.append(
            f"{row.name}, {row.note}: {', '.join(f'{column.name} {cell.words}' for column, cell in cells)}"
        )
    heads = ", ".join(f"{column.name} ({column.note})" for column in values.columns)
    return enumerated(f"Table of places by {heads}", parts, values.frame.source, "places more")


def _columns(values: Matrix, room: Box) -> tuple[float, list[float]]:
    """Return the largest scale of text at which all columns fit, where each begins, and where the last ends.

    Raises:
        PictureError: They fit at none.
    """
    for scale in (1.0, 0.9, 0.8, 0.7):
        names = max(width(row.name, 28 * scale, bold=True) for row in values.rows) + _GAP
        needs = [
            max(
                width(column.name, 26 * scale, bold=True),
                *(_need(row.cells[at], scale) for row in values.rows),
            )
            + _GAP
            for at, column in enumerate(values.columns)
        ]
        spare = (room.right - room.left - names - sum(needs)) / len(needs)
        if spare >= 0:
            starts = accumulate([need + spare for need in needs], initial=room.left + names)
            return scale, list(starts)
    raise PictureError("The table is too wide for its picture.", "Ask for fewer lists.")


def _need(cell: MatrixCell, scale: float) -> float:
    """Return how wide a cell must be at the least; words may stand in two lines."""
    note = width(cell.note, 20 * scale)
    if cell.said is Said.NOTHING:
        return max(note, width(cell.text, 20 * scale))
    if cell.number is not None:
        number = width(f"{cell.number:,}", 34 * scale, bold=True)
        return max(number + 8 + width(cell.text, 24 * scale), note)
    words = cell.text.split()
    halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(len(words))]
    bold = cell.said is Said.ON
    return _BESIDE + max(
        note, min(max(width(half, 24 * scale, bold=bold) for half in both) for both in halves)
    )


def _put_heads(
    canvas: Canvas, columns: Sequence[MatrixColumn], lefts: list[float], scale: float, top: float
) -> float:
    most = 0
    for column, (left, right) in zip(columns, pairwise(lefts), strict=True):
        canvas.text(column.name, (left, top + 26), Style(26 * scale, bold=True))
        notes = broken(column.note, 20 * scale, right - left - _GAP)
        for number, note in enumerate(notes):
            canvas.text(note, (left, top + 54 + 24 * number), Style(20 * scale, color=canvas.palette.muted))
        most = max(most, len(notes))
    return top + 46 + 24 * most


def _put_cell(canvas: Canvas, cell: MatrixCell, box: Box, scale: float) -> None:
    middle = (box.top + box.bottom) / 2
    colors = canvas.palette
    if cell.said in _SIGNS:
        _put_sign(canvas, cell, box, scale)
        return
    base = middle + (2 if cell.note else 11)
    if cell.note:
        canvas.text(cell.note, (box.left, middle + 25), Style(20 * scale, color=colors.muted))
    if cell.said is Said.NOTHING:
        size = 20 if cell.text else 28
        canvas.text(cell.text or "–", (box.left, base), Style(size * scale, color=colors.muted))
    elif cell.number is not None:
        number = f"{cell.number:,}"
        canvas.text(number, (box.left, base), Style(34 * scale, bold=True, color=colors.counted))
        after = box.left + width(number, 34 * scale, bold=True) + 8
        canvas.text(cell.text, (after, base), Style(24 * scale))


def _put_sign(canvas: Canvas, cell: MatrixCell, box: Box, scale: float) -> None:
    """Draw a sign and its words beside it; two lines of them are smaller where a note stands below."""
    left, middle = box.left + _BESIDE, (box.top + box.bottom) / 2
    canvas.add(f'<g class="{_SIGNS[cell.said]}">')
    draw_sign(canvas, _SIGNS[cell.said], (box.left + 17, middle))
    canvas.add("</g>")
    style = Style(24 * scale, bold=cell.said is Said.ON)
    lines = broken(cell.text, style.size, box.right - left + 1, bold=style.bold)
    if len(lines) == 1:
        shifts = [2.0 if cell.note else 9.0, 25.0]
    elif cell.note:
        style, shifts = replace(style, size=20 * scale), [-13.0, 7.0, 26.0]
    else:
        shifts = [-5.0, 21.0]
    for line, shift in zip(lines, shifts, strict=False):
        canvas.text(line, (left, middle + shift), style)
    if cell.note:
        canvas.text(cell.note, (left, middle + shifts[-1]), Style(18 * scale, color=canvas.palette.muted))
