"""A number over time as bars: one a period, its number above it, a period that isn't whole dashed."""

from dataclasses import dataclass

from bot.pictures.canvas import Canvas, Style, Theme, n
from bot.pictures.lettering import Box, width
from bot.pictures.page import Frame, Picture, begun, ended, enumerated, put_notes
from models.errors import PictureError

_NARROW = 20
MOST = 20
"""Bars at most: with more their numbers can't be read on a phone."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One period.

    Attributes:
        label: `2014`; short.
        number: How many.
        partial: Whether the records cover a part of it alone.
    """

    label: str
    number: int
    partial: bool = False

    @property
    def said(self) -> str:
        """As the alternative text says it."""
        return f"{self.number:,} for {self.label}{' (partial)' if self.partial else ''}"


@dataclass(frozen=True, slots=True)
class Bars:
    """What one source counts over time.

    Attributes:
        frame: The words around it.
        measure: What is counted, by whom: `refusals in California (totals only), NPR's count`.
        bars: In order of time, 20 at most.
    """

    frame: Frame
    measure: str
    bars: tuple[Bar, ...]


def draw_bars(values: Bars, theme: Theme = Theme.LIGHT) -> Picture:
    """Draw bars.

    Raises:
        PictureError: There are none, or too many, or a text is too long.
    """
    if not 0 < len(values.bars) <= MOST:
        raise PictureError(f"Bars are for 1 to {MOST} periods.", "Choose another span.")
    canvas, room = begun(values.frame, theme)
    room = put_notes(canvas, room, values.frame.notes)
    step = (room.right - room.left) / len(values.bars)
    size = _size(values.bars, step)
    ground = room.bottom - 44
    top = max(bar.number for bar in values.bars)
    tall = ground - room.top - size - 34
    for place, bar in enumerate(values.bars):
        middle = room.left + (place + 0.5) * step
        height = tall * bar.number / top if top else 0.0
        _draw(canvas, bar, Box(middle - 0.36 * step, ground - height, middle + 0.36 * step, ground))
        greatest = bar.number == top
        above = ground - height - 14
        number = f"{bar.number:,}"
        large = size + _extra(size) * greatest
        canvas.text(number, (middle, above), Style(large, bold=greatest, anchor="middle"))
        label = bar.label + ("*" if bar.partial else "")
        canvas.text(label, (middle, ground + 36), Style(size, bold=greatest, anchor="middle"))
    canvas.line((room.left, ground), (room.right, ground), canvas.palette.ink, 2.5)
    alt = enumerated(f"Bars: {values.measure}", [bar.said for bar in values.bars], values.frame.source)
    return ended(canvas, values.frame, alt)


def _size(bars: tuple[Bar, ...], step: float) -> int:
    """Return the largest size of text at which no number or label touches its neighbor's."""
    for size in range(28, 11, -1):
        widest = max(
            max(
                width(f"{bar.number:,}", size + _extra(size), bold=True),
                width(f"{bar.label}*", size, bold=True),
            )
            for bar in bars
        )
        if widest + 6 <= step:
            return size
    raise PictureError("The bars' labels are too long.", "Shorten them.")


def _extra(size: int) -> int:
    """Return how much larger the greatest number is written, where there is room."""
    return 6 if size > _NARROW else 0


def _draw(canvas: Canvas, bar: Bar, box: Box) -> None:
    colors = canvas.palette
    if not bar.partial:
        canvas.add(f'<g class="bar" data-height="{n(box.bottom - box.top)}">')
        canvas.rect(box, fill=colors.listed)
    else:
        canvas.add(f'<g class="bar partial" data-height="{n(box.bottom - box.top)}">')
        dashes = f'stroke="{colors.listed}" stroke-width="3" stroke-dasharray="8 5"'
        canvas.rect(box, fill=colors.land, extra=dashes)
    canvas.add("</g>")
