"""The ways of drawing a grid that reports in PDF were met in."""

from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

Command = tuple[object, ...]
ALL = ((0, 0), (-1, -1))
_HAIR, _BAR = 0.5, 0.9

GRIDS = ("lines", "rects", "bars", "inner", "rules", "rules below", "bands", "stripes")
"""Ways of drawing a grid: in full as lines, as a rectangle a cell, as filled bars, without its
outer sides; rules between rows with and without a closing one; bands with and without a
header of their own colour."""

UNDRAWN = ("nothing", "below the header", "frame", "walls")
"""Ways that part no row from the next: nothing at all, a rule below the header, with a frame, walls."""


class Bars(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Draws each line as a thin filled box."""

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a line by its ends."""
        half = _BAR / 2
        self.rect(x1 - half, y1 - half, x2 - x1 + _BAR, y2 - y1 + _BAR, stroke=0, fill=1)


class Rects(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Draws the outline of each box and fills none."""

    def rect(self, *box: float, stroke: int = 1, fill: int = 0) -> None:
        """Draw a box by its corner, width and height."""
        super().rect(*box, stroke=max(stroke, fill), fill=0)


class SignsApart(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Draws each sign by an operator of its own, as browsers do with fonts that they hint."""

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> PDFTextObject:
        """Begin a text at a place."""
        return _SignBySign(self, x, y, direction=direction)


class _SignBySign(PDFTextObject):  # type: ignore[misc]  # reportlab has no types
    def _formatText(self, text: str | bytes) -> str:
        shown = text.decode() if isinstance(text, bytes) else text
        return " ".join(super(_SignBySign, self)._formatText(sign) for sign in shown)


def group_commands(grid: str, first: int, last: int) -> list[Command]:
    """Return the commands that draw the first column's cell over some rows, and what ends it."""
    if grid == "rects":
        return [("BACKGROUND", (0, first), (0, last), colors.white)]
    if grid not in ("rules", "rules below"):
        return []
    inner: list[Command] = (
        [("LINEBELOW", (1, first), (-1, last - 1), _HAIR, colors.black)] if last > first else []
    )
    return [*inner, ("LINEBELOW", (0, last), (-1, last), _HAIR, colors.black)]


def grid_commands(grid: str, columns: int, rows: int, *, spanned: bool) -> list[Command]:
    """Return the commands that draw a grid of some columns and rows, the header's included."""
    units = [(c, r) for r in range(rows) for c in range(columns) if c or not r or not spanned]
    cells = [(unit, unit) for unit in units]
    bands: Command = ("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.white, colors.lightgrey])
    below: Command = ("LINEBELOW", (0, 0), (-1, 0 if spanned else -2), _HAIR, colors.black)
    grids: dict[str, list[Command]] = {
        "lines": [("GRID", *ALL, _HAIR, colors.black)],
        "rects": [("BACKGROUND", *cell, colors.white) for cell in cells],
        "bars": [("GRID", *ALL, _BAR, colors.black)],
        "inner": [("INNERGRID", *ALL, _HAIR, colors.black)],
        "rules": [below],
        "rules below": [
            below,
            ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black),
            ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black),
        ],
        "bands": [bands, ("BACKGROUND", (0, 0), (-1, 0), colors.lightblue)],
        "stripes": [bands],
        "nothing": [],
        "below the header": [("LINEBELOW", (0, 0), (-1, 0), _HAIR, colors.black)],
        "frame": [("BOX", *ALL, _HAIR, colors.black)],
        "walls": [
            ("BOX", *ALL, _HAIR, colors.black),
            ("LINEBELOW", (0, 0), (-1, 0), _HAIR, colors.black),
            ("LINEBEFORE", (1, 0), (-1, -1), _HAIR, colors.black),
        ],
    }
    return grids[grid]
