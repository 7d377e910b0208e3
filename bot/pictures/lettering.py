"""How wide text is, and where its lines break; by the widths built with the fonts, without reading a font."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models.errors import PictureError

FONTS = Path(__file__).parent / "font"
FAMILY = "Public Sans"
_RISES, _FALLS = 0.74, 0.21
"""What a line takes above and below its base, in sizes: capitals and descenders of Public Sans."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the page, in pixels; y goes down."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box", gap: float = 0.0) -> bool:
        """Tell whether two lie over each other, or nearer than a gap."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def within(self, other: "Box") -> bool:
        """Tell whether it lies wholly inside another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


@cache
def _widths() -> dict[str, dict[str, int]]:
    loaded: dict[str, dict[str, int]] = json.loads((FONTS / "widths.json").read_text("utf-8"))
    return loaded


def typeset(text: str) -> str:
    """Return text as it is printed: the apostrophe of a keyboard becomes that of a page."""
    return text.replace("'", "’")


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line is, in pixels; kerning makes it a little narrower.

    Raises:
        PictureError: The font lacks a letter: it would be drawn as nothing.
    """
    widths = _widths()["Bold" if bold else "Regular"]
    try:
        return sum(widths[letter] for letter in typeset(text)) * size / 1000
    except KeyError as letter:
        raise PictureError(f"The pictures' font has no {letter}, so nothing is drawn.") from None


def line_box(text: str, at: tuple[float, float], size: float, *, bold: bool, anchor: str = "start") -> Box:
    """Return what a line of text covers, given where its base begins, has its middle, or ends."""
    room = width(text, size, bold=bold)
    left = at[0] - {"start": 0.0, "middle": room / 2, "end": room}[anchor]
    return Box(left, at[1] - _RISES * size, left + room, at[1] + _FALLS * size)


def broken(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Break text into lines that fit a width in pixels; a word that doesn't has a line of its own.

    Raises:
        PictureError: The font lacks a letter.
    """
    lines: list[str] = []
    for word in typeset(text).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def fitted(text: str, sizes: tuple[int, ...], room: float, most: int, *, bold: bool) -> tuple[int, list[str]]:
    """Return the largest size at which text fits, and its lines.

    Args:
        text: What is said.
        sizes: In pixels, the largest first.
        room: Width in pixels.
        most: Lines at most.
        bold: Its weight.

    Raises:
        PictureError: It fits at none of them.
    """
    for size in sizes:
        lines = broken(text, size, room, bold=bold)
        if len(lines) <= most and all(width(line, size, bold=bold) <= room for line in lines):
            return size, lines
    raise PictureError(f"“{text[:60]}” is too long for its place on the picture.", "Shorten it.")
