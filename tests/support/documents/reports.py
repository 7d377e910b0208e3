"""Typesets reports for tests: the same rows in every way of drawing a grid that was met.

What is typeset is known before it is read, so that a test's truth never comes from the
reader that it tests.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from xml.sax.saxutils import escape

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

from tests.support.documents.report_grids import (
    ALL,
    GRIDS,
    Bars,
    Command,
    Rects,
    SignsApart,
    grid_commands,
    group_commands,
)

Cell = str | Sequence[str]
"""A text, or several paragraphs."""

_STYLES = getSampleStyleSheet()
_CELL = ParagraphStyle("cell", parent=_STYLES["Normal"], fontSize=8, leading=10)
_HEAD = ParagraphStyle("head", parent=_CELL, fontName="Helvetica-Bold")


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
    """A whole document; `apart` draws each of its signs by itself, `wide` turns its pages."""

    title: Sequence[str]
    parts: Sequence[Part] = field(default_factory=tuple)
    wide: bool = False
    apart: bool = False
    footer: str = "Declined Detainer Outcome Report"


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
    plain = SignsApart if paper.apart else Canvas
    maker = Rects if "rects" in grids else Bars if "bars" in grids else plain
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
    commands: list[Command] = [
        ("VALIGN", *ALL, drawn.at),
        *grid_commands(drawn.grid, len(drawn.header), len(rows) + 1, spanned=drawn.spanned),
    ]
    if drawn.grid in GRIDS[:4] and drawn.grid != "rects":
        commands += [("SPAN", (0, number), (-1, number)) for number in headings]
    if drawn.spanned:
        for first, last in _groups(rows):
            commands += [("SPAN", (0, first), (0, last)), *group_commands(drawn.grid, first, last)]
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
