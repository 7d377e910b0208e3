"""What all pictures share: headline, deck, legend and notes, source; and the room left for the drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.pictures.canvas import MARGIN, PAGE, PALETTES, Canvas, Style, Theme
from bot.pictures.lettering import Box, broken, fitted
from bot.pictures.signs import Sign, draw_sign
from models.errors import PictureError

_ROOM = PAGE.right - PAGE.left
SIDE = 300
"""Width of the column of legend and notes."""
_LEADING, _GAP = 1.2, 12.0
ALT_LIMIT = 1000
"""Characters of an alternative text (https://docs.slack.dev/reference/methods/files.getUploadURLExternal)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The words around a drawing, as they are to be read.

    Attributes:
        headline: The finding, with its number.
        deck: Unit, period, and what isn't in it.
        source: Publishers, and when each was last seen.
        stem: Name of the file, without ending: `detainers-map-ma-2025-10-31`.
        notes: What must be known besides, each a sentence.
    """

    headline: str
    deck: str
    source: str
    stem: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be drawn.

    Attributes:
        svg: It, as SVG text.
        alt: What it shows, for who doesn't see it, with its figures; 1,000 characters at most.
        stem: Name of its file without ending; the same content, the same name.
    """

    svg: str
    alt: str
    stem: str


def begun(frame: Frame, theme: Theme) -> tuple[Canvas, Box]:
    """Return a canvas with headline, deck and source, and the room between them.

    Raises:
        PictureError: A text is too long for its place, or has a letter that the font lacks.
    """
    canvas = Canvas(PALETTES[theme])
    size, lines = fitted(frame.headline, (46, 42, 38, 34), _ROOM, 2, bold=True)
    base = MARGIN + 0.84 * size
    for line in lines:
        canvas.text(line, (MARGIN, base), Style(size, bold=True))
        base += size + 8
    size, lines = fitted(frame.deck, (26, 24, 22), _ROOM, 3, bold=False)
    base += size - 46 + 20
    for line in lines:
        canvas.text(line, (MARGIN, base), Style(size, color=canvas.palette.muted))
        base += size + 6
    top = base + 8
    size, lines = fitted(frame.source, (20, 18), _ROOM, 3, bold=False)
    rule = PAGE.bottom + 24 - len(lines) * (size + 6) - 12
    canvas.line((MARGIN, rule), (PAGE.right, rule), canvas.palette.rule)
    for number, line in enumerate(lines):
        canvas.text(line, (MARGIN, rule + 30 + number * (size + 6)), Style(size, color=canvas.palette.muted))
    return canvas, Box(PAGE.left, top, PAGE.right, rule - 16)


def put_legend(canvas: Canvas, room: Box, signs: Sequence[tuple[Sign, str]], notes: Sequence[str]) -> None:
    """Write the legend and below it the notes, in a column as wide as `SIDE`, as large as they fit.

    Raises:
        PictureError: They don't fit.
    """
    tall = room.bottom - room.top
    size = next((size for size in (24, 22, 20, 18) if _legend_height(signs, notes, size) <= tall), 0)
    if not size:
        raise PictureError("Legend and notes are too long for the picture.", "Shorten the notes.")
    top = room.top + 6
    for sign, label in signs:
        canvas.add(f'<g class="legend {sign}">')
        draw_sign(canvas, sign, (MARGIN + 17, top + size * 0.7))
        canvas.add("</g>")
        for line in broken(label, size, SIDE - 48):
            top += size * _LEADING
            canvas.text(line, (MARGIN + 48, top - size * 0.2), Style(size))
        top += _GAP
    top += _GAP / 2
    for note in notes:
        for line in broken(note, size - 2, SIDE):
            top += (size - 2) * _LEADING
            canvas.text(line, (MARGIN, top - size * 0.2), Style(size - 2, color=canvas.palette.muted))
        top += _GAP


def _legend_height(signs: Sequence[tuple[Sign, str]], notes: Sequence[str], size: float) -> float:
    labels = sum(len(broken(label, size, SIDE - 48)) for _, label in signs) * size
    below = sum(len(broken(note, size - 2, SIDE)) for note in notes) * (size - 2)
    return 12 + (labels + below) * _LEADING + _GAP * (len(signs) + len(notes) - 1)


def put_notes(canvas: Canvas, room: Box, notes: Sequence[str]) -> Box:
    """Write the notes over the whole width, and return the room below them."""
    top = room.top
    for note in notes:
        for line in broken(note, 22, _ROOM):
            canvas.text(line, (MARGIN, top + 18), Style(22, color=canvas.palette.muted))
            top += 28
    return Box(room.left, top + (8 if notes else 0), room.right, room.bottom)


def ended(canvas: Canvas, frame: Frame, alt: str) -> Picture:
    """Return the finished picture, named after its content."""
    svg = canvas.svg(frame.headline, alt)
    return Picture(svg, alt, f"{frame.stem}-{sha256(svg.encode()).hexdigest()[:8]}")


def enumerated(head: str, parts: Sequence[str], tail: str = "", others: str = "others") -> str:
    """Return `head: part; part; n others. tail` with as many parts as an alternative text has room for."""
    for shown in range(len(parts), -1, -1):
        left = [f"{len(parts) - shown} {others}"] if shown < len(parts) else []
        text = f"{head}: {'; '.join([*parts[:shown], *left])}."
        whole = f"{text} {tail}".strip()
        if len(whole) <= ALT_LIMIT:
            return whole
    raise PictureError("The picture's alternative text is too long.", "Shorten its source.")
