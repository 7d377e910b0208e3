"""Cited facts → the documents of the replay: `python -m tests.support.documents.replay_documents`.

It writes what `jobs/replay/documents` holds, the same bytes each time. Headings, columns and their
order are the publishers', so that the live parsers read them; the words around them are ours, each
page and each sheet says so, and no row is there that is not among the facts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from html import escape
from io import BytesIO
from itertools import groupby
from pathlib import Path

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

from jobs.history import PastEvent, read_catalog
from jobs.replay.publisher import PATHS, folder_of
from jobs.sources import all_sources
from models.domain import Edition, Link, Listing, Period
from models.places import state_name

BANNER = (
    "Replay: re-typeset by Detainer Desk from cited facts; not the publisher's own document, "
    "and it may lack rows."
)
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


def documents() -> dict[Path, bytes]:
    """Return every document of the replay, by the file that holds it."""
    return {folder_of(past.observed) / path: body for past in read_catalog() for path, body in _brought(past)}


def _brought(past: PastEvent) -> Iterator[tuple[str, bytes]]:
    """Yield what an event brought to the replay's publisher: files below its moment's folder."""
    if past.source not in PATHS or past.source == "ddor_policies" or past.what == "withdrawn":
        return  # both lists of a report are in the document of the first
    title = all_sources()[past.source].title
    page = PATHS[past.source].removeprefix("/") + ".html"
    if past.source == "dhs_2025":
        yield page, dhs_page(title, _edition(past).listings)
    elif past.source == "doj_eo14287":
        yield page, doj_page(title, _edition(past).listings, _edition(past).published)
    else:
        report, policies = (_edition(first) for first in read_catalog()[:2])
        link = _link(report.period)
        if past.edition:
            yield link.address.removeprefix("/"), ddor_report(report, policies.listings)
        notes = [each.text for each in read_catalog() if each.text and each.observed <= past.observed]
        yield page, landing_page(title, [link], notes)


def _edition(past: PastEvent) -> Edition:
    assert past.edition is not None
    return past.edition


def _link(period: Period | None) -> Link:
    assert period is not None
    text = f"Declined Detainer Outcome Report, {_long(period.first)} to {_long(period.last)}"
    return Link(f"/doclib/ddor/ddor{period.first:%Y-%m-%d}to{period.last:%m-%d}.pdf", text)


def doj_page(title: str, listings: Sequence[Listing], updated: date | None) -> bytes:
    """Return the Justice Department's list: a heading in capitals, then a name a line."""
    parts = [f"<p>Updated {_long(updated)}</p>"] if updated else []
    for heading, group in groupby(listings, key=_heading):
        parts += [f"<p><strong>{escape(heading.upper())}:</strong></p>", _names(group)]
    return _page(title, parts)


def dhs_page(title: str, listings: Sequence[Listing]) -> bytes:
    """Return Homeland Security's list: by state, under each its headings, then bulleted names.

    Args:
        title: The list's name.
        listings: The rows of a state together, and so are those under one heading.
    """
    parts = []
    for state, rows in groupby(listings, key=lambda listing: listing.state):
        parts.append(f"<h2>{escape(state_name(state))}</h2>")
        for heading, group in groupby(rows, key=_heading):
            parts += [f"<h3>{escape(heading)}</h3>", _names(group)]
    return _page(title, parts)


def landing_page(title: str, links: Iterable[Link], notes: Iterable[str] = ()) -> bytes:
    """Return the page of a report whose links lead to its documents, below what its publisher notes."""
    items = "".join(
        f'<li><a href="{escape(link.address, quote=True)}">{escape(link.text)}</a></li>' for link in links
    )
    told = [f"<p>{escape(note)}</p>" for note in notes]
    return _page(title, [*told, f"<ul>{items}</ul>"])


def _long(day: date) -> str:
    """Return a date as American publishers print it: `August 5, 2025`."""
    return f"{day:%B} {day.day}, {day.year}"


def _heading(listing: Listing) -> str:
    return str(listing.fields["heading"])


def _names(listings: Iterable[Listing]) -> str:
    return f"<ul>{''.join(f'<li>{escape(listing.as_read)}</li>' for listing in listings)}</ul>"


def _page(title: str, parts: Iterable[str]) -> bytes:
    body = "\n".join(parts)
    note = f'<p role="note">{escape(BANNER)}</p>'
    return (
        '<!doctype html>\n<html lang="en">\n'
        f'<head><meta charset="utf-8"><title>{escape(title)}</title></head>\n'
        f"<body>\n<header>{note}</header>\n<main>\n<h1>{escape(title)}</h1>\n{body}\n</main>\n"
        f"<footer>{note}</footer>\n</body>\n</html>\n"
    ).encode()


def ddor_report(edition: Edition, policies: Iterable[Listing]) -> bytes:
    """Return the report as a PDF.

    Args:
        edition: Of `ice_ddor`: its period, its totals and its tallies, issued and declined.
        policies: The rows of Section III.
    """
    assert edition.period is not None  # a report covers a week
    week = f"{_long(edition.period.first)}, and {_long(edition.period.last)}"
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
    between = f"between {_long(period.first)}, and {_long(period.last)}"
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


if __name__ == "__main__":
    for file, body in documents().items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
        print(file)
