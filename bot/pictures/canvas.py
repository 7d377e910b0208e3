"""What a picture is written on: SVG text, element by element, in one of two palettes."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from bot.pictures.lettering import FAMILY, Box, line_box, typeset

WIDE, HIGH, MARGIN = 1200, 800, 48
"""Pixels: at 360 wide on a dense screen a phone shows 720 of them."""
PAGE = Box(MARGIN, MARGIN, WIDE - MARGIN, HIGH - MARGIN)

_NEAR = 0.5
_CORNERS = 2
_RIM = ' stroke="{}" stroke-width="6" stroke-linejoin="round" paint-order="stroke"'

Point = tuple[float, float]


class Theme(StrEnum):
    """The ground that a picture stands on. Slack doesn't say which its reader has: it gets light ones."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Palette:
    """Colors by their meaning; told apart by people who see no red, green or blue (smallest ΔE 23).

    Attributes:
        ground: What all stands on.
        ink: Text.
        muted: Text that says less.
        land: Places that aren't listed.
        outline: Their border.
        listed: What stands.
        pale: The area below a line.
        off: What was taken down or off; for lines alone.
        off_ground: What its hatch lies on.
        counted: Refusals.
        inside: Text on `listed` and `counted`.
        rule: Thin lines.
    """

    ground: str
    ink: str
    muted: str
    land: str
    outline: str
    listed: str
    pale: str
    off: str
    off_ground: str
    counted: str
    inside: str
    rule: str


PALETTES = {
    Theme.LIGHT: Palette(
        ground="#FFFFFF",
        ink="#15191E",
        muted="#535B65",
        land="#E6E9ED",
        outline="#8C96A1",
        listed="#1F5FA8",
        pale="#DBE5F0",
        off="#B86E00",
        off_ground="#FFF1D0",
        counted="#A3214B",
        inside="#FFFFFF",
        rule="#C3C8CF",
    ),
    Theme.DARK: Palette(
        ground="#15191E",
        ink="#F3F5F7",
        muted="#ACB5BF",
        land="#2B323A",
        outline="#737E8A",
        listed="#62A8F0",
        pale="#243446",
        off="#F4B942",
        off_ground="#3B3016",
        counted="#FF86A6",
        inside="#15191E",
        rule="#434B55",
    ),
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a line of text looks.

    Attributes:
        size: In pixels.
        bold: Its weight.
        color: Ink, unless another is given.
        anchor: `start`, `middle` or `end` of the line is the point that it is written at.
        halo: Whether a rim in the color of the ground lies around it, on a map.
    """

    size: float
    bold: bool = False
    color: str = ""
    anchor: str = "start"
    halo: bool = False


def n(value: float) -> str:
    """Write a length with a tenth of a pixel, and no more than it needs."""
    return f"{round(value, 1) + 0:g}"


class Canvas:
    """Collects elements in the order in which they are drawn, and the boxes of the text among them.

    Args:
        palette: The colors that all use.

    Attributes:
        palette: The same.
        boxes: What each line of text covers.
    """

    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        self.boxes: list[Box] = []
        self._lines: list[str] = []

    def add(self, element: str) -> None:
        """Add an element as it is."""
        self._lines.append(element)

    def text(self, text: str, at: Point, style: Style) -> None:
        """Write a line whose base begins, has its middle, or ends at a point.

        Raises:
            PictureError: The font lacks a letter.
        """
        self.boxes.append(line_box(text, at, style.size, bold=style.bold, anchor=style.anchor))
        weight = ' font-weight="700"' if style.bold else ""
        place = f' text-anchor="{style.anchor}"' if style.anchor != "start" else ""
        rim = _RIM.format(self.palette.ground) if style.halo else ""
        look = f'font-size="{n(style.size)}"{weight} fill="{style.color or self.palette.ink}"{place}{rim}'
        written = escape(typeset(text), quote=False)
        self.add(f'<text x="{n(at[0])}" y="{n(at[1])}" {look}>{written}</text>')

    def rect(self, box: Box, *, fill: str, extra: str = "") -> None:
        """Draw a rectangle."""
        self.add(
            f'<rect x="{n(box.left)}" y="{n(box.top)}" width="{n(box.right - box.left)}"'
            f' height="{n(box.bottom - box.top)}" fill="{fill}"{extra and " "}{extra}/>'
        )

    def line(self, start: Point, end: Point, color: str, thick: float = 2) -> None:
        """Draw a straight line."""
        self.add(
            f'<path d="M{n(start[0])} {n(start[1])}L{n(end[0])} {n(end[1])}" stroke="{color}"'
            f' stroke-width="{n(thick)}" fill="none"/>'
        )

    def svg(self, title: str, description: str) -> str:
        """Return the whole picture as SVG text.

        Args:
            title: Its headline.
            description: Its alternative text.
        """
        colors = self.palette
        head = [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{HIGH}"'
            f' viewBox="0 0 {WIDE} {HIGH}" font-family="{FAMILY}" role="img">',
            f"<title>{escape(title, quote=False)}</title>",
            f"<desc>{escape(description, quote=False)}</desc>",
            '<defs><pattern id="hatch" width="12" height="12" patternUnits="userSpaceOnUse"',
            f'patternTransform="rotate(45)"><rect width="12" height="12" fill="{colors.off_ground}"/>'
            f'<rect width="3.5" height="12" fill="{colors.off}"/></pattern></defs>',
            f'<rect width="{WIDE}" height="{HIGH}" fill="{colors.ground}"/>',
        ]
        return "\n".join([*head, *self._lines, "</svg>"]) + "\n"


def outline(rings: Iterable[Iterable[Point]]) -> str:
    """Return the `d` of a path along rings, without points that are nearer than half a pixel to the last.

    A ring that is left with fewer than three points can't be seen, and has no part in it.
    """
    return "".join(path for ring in rings if (path := _closed(ring)))


def _closed(ring: Iterable[Point]) -> str:
    start: Point | None = None
    steps: list[str] = []
    last = (0.0, 0.0)
    for point in ring:
        x, y = round(point[0], 1), round(point[1], 1)
        if start is None:
            start = last = x, y
        elif abs(x - last[0]) + abs(y - last[1]) >= _NEAR:
            steps.append(f"{n(x - last[0])} {n(y - last[1])}")
            last = x, y
    if start is None or len(steps) < _CORNERS:
        return ""
    return f"M{start[0]:g} {start[1]:g}l{' '.join(steps)}Z".replace(" -", "-")
