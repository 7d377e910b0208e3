"""Typesets reports for tests: the same rows in every way of drawing a grid that was met.

What is typeset is known before it is read, so that a test's truth never comes from the
reader that it tests.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import landscape, letter
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Table,
    TableStyle,
)

Command = tuple[object, ...]
Cell = str | Sequence[str]
"""A text, or several paragraphs."""

_STYLES = getSampleStyleSheet()
_CELL = ParagraphStyle("cell", parent=_STYLES["Normal"], fontSize=8, leading=10)
_HEAD = ParagraphStyle("head", parent=_CELL, fontName="Helvetica-Bold")
_ALL = ((0, 0), (-1, -1))
_HAIR, _BAR = 0.5, 0.9

GRIDS = ("lines", "rects", "bars", "inner", "rules", "rules below", "bands", "stripes")
"""Ways of drawing a grid: in full as lines, as a rectangle a cell, as filled bars, without its
outer sides; rules between rows with and without a closing one; bands with and without a
header of their own colour."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table to be typeset.

    Attributes:
        header: Its columns.
        rows: Its rows; a row of one cell is a heading over all columns.
        grid: One of GRIDS.
        widths: Points of each column.
        spanned: The first column's equal cells are one cell, ended at each page (`per_page`).
        per_page: Rows a page where cells span; else tables break where they must.
        at: Where short cells stand beside long ones: `TOP` or `MIDDLE`.
        repeat: Each page repeats the header.
        split: Rows may break over a page.
    """

    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    grid: str
    widths: Sequence[float]
    spanned: bool = False
    per_page: int = 15
    at: str = "TOP"
    repeat: bool = True
    split: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A section: a heading, paragraphs, and perhaps a table."""

    heading: str = ""
    paragraphs: Sequence[str] = ()
    table: Drawn | None = None
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document."""

    title: Sequence[str]
    parts: Sequence[Part] = field(default_factory=tuple)
    wide: bool = False
    footer: str = "Declined Detainer Outcome Report"


class _Bars(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Draws each line as a thin filled box."""

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        half = _BAR / 2
        self.rect(x1 - half, y1 - half, x2 - x1 + _BAR, y2 - y1 + _BAR, stroke=0, fill=1)


class _Rects(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Draws the outline of each box and fills none."""

    def rect(self, *box: float, stroke: int = 1, fill: int = 0) -> None:
        super().rect(*box, stroke=max(stroke, fill), fill=0)


def typeset(paper: Paper) -> bytes:
    """Return a document as a PDF; the same document gives the same bytes."""
    story: list[Flowable] = [Paragraph(escape(line), _STYLES["Heading3"]) for line in paper.title]
    for part in paper.parts:
        story += [PageBreak()] if part.new_page else []
        story += [Paragraph(escape(part.heading), _STYLES["Heading2"])] if part.heading else []
        story += [Paragraph(escape(text), _STYLES["BodyText"]) for text in part.paragraphs]
        story += _tables(part.table) if part.table else []
    page = BytesIO()
    size = landscape(letter) if paper.wide else letter
    template = SimpleDocTemplate(page, pagesize=size, leftMargin=36, rightMargin=36, invariant=True)
    foot = partial(_foot, paper.footer)
    grids = {part.table.grid for part in paper.parts if part.table}
    maker = _Rects if "rects" in grids else _Bars if "bars" in grids else Canvas
    template.build(story, onFirstPage=foot, onLaterPages=foot, canvasmaker=maker)
    return page.getvalue()


def _foot(text: str, canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(36, 30, text)
    canvas.drawCentredString(document.pagesize[0] / 2, 30, str(canvas.getPageNumber()))


def _tables(drawn: Drawn) -> list[Flowable]:
    if not drawn.spanned:
        return [_table(drawn, drawn.rows, "")]
    pages: list[Flowable] = []
    for start in range(0, len(drawn.rows), drawn.per_page):
        before = str(drawn.rows[start - 1][0]) if start else ""
        pages += [PageBreak()] if start else []
        pages.append(_table(drawn, drawn.rows[start : start + drawn.per_page], before))
    return pages


def _table(drawn: Drawn, rows: Sequence[Sequence[Cell]], before: str) -> Table:
    body = [[_flow(cell) for cell in row] + [""] * (len(drawn.header) - len(row)) for row in rows]
    headings = [number for number, row in enumerate(rows, 1) if len(row) == 1]
    commands: list[Command] = [("VALIGN", *_ALL, drawn.at), *_grid(drawn, len(rows) + 1)]
    if drawn.grid in GRIDS[:4] and drawn.grid != "rects":
        commands += [("SPAN", (0, number), (-1, number)) for number in headings]
    if drawn.spanned:
        for first, last in _groups(rows):
            commands += [("SPAN", (0, first), (0, last)), *_group_rules(drawn.grid, first, last)]
            for number in range(first, last + 1):
                continued = first == 1 and rows[0][0] == before
                body[number - 1][0] = "" if continued or number > first else body[number - 1][0]
    header = [[Paragraph(escape(title), _HEAD) for title in drawn.header]]
    table = Table(
        header + body,
        colWidths=list(drawn.widths),
        repeatRows=int(drawn.repeat),
        splitInRow=int(drawn.split),
    )
    table.setStyle(TableStyle(commands))
    return table


def _flow(cell: Cell) -> Flowable | list[Flowable] | str:
    if not cell:
        return ""
    if isinstance(cell, str):
        return Paragraph(escape(cell), _CELL)
    return [Paragraph(f"• {escape(text)}", _CELL) for text in cell]


def _groups(rows: Sequence[Sequence[Cell]]) -> list[tuple[int, int]]:
    """Return first and last row, counted below the header, of each run of equal first cells."""
    groups: list[tuple[int, int]] = []
    for number, row in enumerate(rows, 1):
        if groups and rows[number - 2][0] == row[0]:
            groups[-1] = (groups[-1][0], number)
        else:
            groups.append((number, number))
    return groups


def _group_rules(grid: str, first: int, last: int) -> list[Command]:
    if grid == "rects":
        return [("BACKGROUND", (0, first), (0, last), colors.white)]
    if grid not in ("rules", "rules below"):
        return []
    inner: list[Command] = (
        [("LINEBELOW", (1, first), (-1, last - 1), _HAIR, colors.black)] if last > first else []
    )
    return [*inner, ("LINEBELOW", (0, last), (-1, last), _HAIR, colors.black)]


def _grid(drawn: Drawn, rows: int) -> list[Command]:
    """Return the commands that draw a grid of some rows, the header's included."""
    columns = len(drawn.header)
    units = [(c, r) for r in range(rows) for c in range(columns) if c or not r or not drawn.spanned]
    cells = [(unit, unit) for unit in units]
    bands: Command = ("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.white, colors.lightgrey])
    below: Command = ("LINEBELOW", (0, 0), (-1, 0 if drawn.spanned else -2), _HAIR, colors.black)
    grids: dict[str, list[Command]] = {
        "lines": [("GRID", *_ALL, _HAIR, colors.black)],
        "rects": [("BACKGROUND", *cell, colors.white) for cell in cells],
        "bars": [("GRID", *_ALL, _BAR, colors.black)],
        "inner": [("INNERGRID", *_ALL, _HAIR, colors.black)],
        "rules": [below],
        "rules below": [
            below,
            ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black),
            ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black),
        ],
        "bands": [bands, ("BACKGROUND", (0, 0), (-1, 0), colors.lightblue)],
        "stripes": [bands],
    }
    return grids[drawn.grid]
