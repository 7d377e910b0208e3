"""Cited facts → a PDF laid out like ICE's Declined Detainer Outcome Report, for the replay.

Sections, headings and columns are the report's; the words around them are ours, each page
carries a banner, and no row is there that is not among the facts.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import landscape, letter
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import inch
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Paragraph,
    SimpleDocTemplate,
    Table,
    TableStyle,
)

from jobs.history.pages import BANNER, long_date
from models.place_states import state_name
from models.values import Edition, Listing, Period

_STYLES = getSampleStyleSheet()
_GRID = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
)
_MARGIN = 0.75 * inch
_WIDTH = landscape(letter)[0] - 2 * _MARGIN


def ddor_report(edition: Edition, policies: Iterable[Listing]) -> bytes:
    """Return the report as a PDF.

    Args:
        edition: Of `ice_ddor`: its period, its totals and its tallies, issued and declined.
        policies: The rows of Section III.
    """
    assert edition.period is not None  # noqa: S101 - a report covers a week
    week = f"{long_date(edition.period.first)}, and {long_date(edition.period.last)}"
    story = _opening(edition, edition.period)
    story += _section(
        f"Section I: Highest Volume of Detainers Issued to Non-Cooperative Jurisdictions between {week}",
        {"Jurisdiction": 0.4, "State": 0.3, "Detainers Issued": 0.2},
        _counts(edition.listings, "issued"),
    )
    story += _section(
        f"Section II: Jurisdictions with Recorded Declined Detainers between {week}",
        {"Jurisdiction": 0.45, "State": 0.25, "Detainers Declined": 0.3},
        _counts(edition.listings, "declined"),
    )
    story += _section(
        "Section III: Table of Jurisdictions that have Enacted Policies which Limit Cooperation with ICE",
        {
            "Jurisdiction (AOR)": 0.22,
            "Date Enacted": 0.13,
            "Policy": 0.25,
            "Criteria for Honoring Detainer": 0.4,
        },
        [_policy(listing) for listing in policies],
    )
    page = BytesIO()
    template = SimpleDocTemplate(
        page,
        pagesize=landscape(letter),
        title=f"Declined Detainer Outcome Report ({BANNER})",
        invariant=True,
        **dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), _MARGIN),
    )
    template.build(story, onFirstPage=_with_banner, onLaterPages=_with_banner)
    return page.getvalue()


def _opening(edition: Edition, period: Period) -> list[Flowable]:
    issued, declined = edition.totals["issued"], edition.totals["declined"]
    between = f"between {long_date(period.first)}, and {long_date(period.last)}"
    covered = f"{_short(period.first)} – {_short(period.last)}, {period.last.year}"
    return [
        Paragraph("ENFORCEMENT AND REMOVAL OPERATIONS", _STYLES["Heading3"]),
        Paragraph("Weekly Declined Detainer Outcome Report", _STYLES["Title"]),
        Paragraph(f"For Recorded Declined Detainers {covered}", _STYLES["Heading3"]),
        _text(f"ICE issued {issued:,} detainers throughout the United States {between}."),
        _text(f"{declined:,} detainers were recorded as declined; only the rows that are known follow."),
    ]


def _section(heading: str, columns: Mapping[str, float], rows: Iterable[Sequence[str]]) -> list[Flowable]:
    """Return a heading and its table; the columns tell their share of the page's width."""
    cells = [[_text(cell) for cell in row] for row in (tuple(columns), *rows)]
    table = Table(
        cells, colWidths=[_WIDTH * share for share in columns.values()], repeatRows=1, hAlign="LEFT"
    )
    table.setStyle(_GRID)
    return [CondPageBreak(2 * inch), Paragraph(escape(heading), _STYLES["Heading2"]), table]


def _counts(listings: Iterable[Listing], measure: str) -> list[list[str]]:
    return [
        [str(listing.fields["agency"]), state_name(listing.state), f"{listing.fields['count']:,}"]
        for listing in listings
        if listing.fields["measure"] == measure
    ]


def _policy(listing: Listing) -> list[str]:
    said = {name: str(value or "") for name, value in listing.fields.items()}
    place = f"{said['jurisdiction']} ({said['aor']})" if said["aor"] else said["jurisdiction"]
    return [place, said["enacted_as_printed"], said["policy"], said["criteria"]]


def _text(text: str) -> Paragraph:
    return Paragraph(escape(text), _STYLES["BodyText"])


def _short(day: date) -> str:
    return f"{day:%b}. {day.day}"


def _with_banner(canvas: Canvas, document: BaseDocTemplate) -> None:
    """Print the banner at the head and the foot of a page, and its number at the foot."""
    width, height = document.pagesize
    canvas.setFont("Helvetica-Bold", 8)
    canvas.drawCentredString(width / 2, height - _MARGIN / 2, BANNER)
    canvas.drawCentredString(width / 2, _MARGIN / 2, BANNER)
    canvas.drawRightString(width - _MARGIN, _MARGIN / 2, str(canvas.getPageNumber()))
