"""A report → an edition of refusals and tallies; its landing page → links and notes."""

import re
from collections.abc import Iterator, Sequence

from jobs.readers.html import pdf_links
from jobs.readers.pdf import not_intact
from jobs.readers.text import DetainerColumn, find_period
from jobs.sources.ice_ddor import rows
from jobs.sources.ice_ddor.doubts import left_out, marks_for_offenses, misread, strays, without_state
from jobs.sources.ice_ddor.notices import errata, find_announcements, running_text
from jobs.sources.ice_ddor.report import RefusalReport, TitledTable, read_report
from jobs.sources.ice_ddor.source import REPORT
from jobs.sources.ice_ddor.tables import ReportTable
from models.domain import Document, Edition, Link, Listing, ListingKind, Notes, Reading

_REPORT = re.compile(r"declin\w*[\W_]*detainer|\bddor", re.IGNORECASE)
_DATE = re.compile(r"\d{1,4}[/-]\d{1,2}[/-]\d{2,4}|[A-Za-z]{3,9}\.? \d{1,2}, \d{4}")
_ROW_DATE = re.compile(r"\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b|\b\d{1,2}-[A-Z][a-z]{2}-\d{2,4}\b")
_NEEDED = (DetainerColumn.CITIZENSHIP, DetainerColumn.ISSUED, DetainerColumn.DECLINED)
_WORDS = ("declin", "detainer")


def links(landing: Document) -> list[Link]:
    """Return the links on the landing page that lead to reports, in the page's order, each once."""
    return pdf_links(landing, _REPORT)


def parse(document: Document) -> Edition:
    """Read one report.

    Args:
        document: The PDF.

    Returns:
        Refusals, one a person's row; tallies of detainers issued, and of declined ones where
        only counts are printed. A missing section, column or period is a problem.

    Raises:
        UnreadableDocument: Not a PDF, cut off, encrypted, or scanned without text.
    """
    report = read_report(document.body)
    period = str(report.period) if report.period else ""
    refusals = [
        row for placed in report.sheets if rows.is_rows(placed.sheet) for row in rows.refusals(placed)
    ]
    counts = (placed for placed in report.sheets if rows.is_counts(placed.sheet))
    tallies = [row for placed in counts for row in rows.tallies(placed, period)]
    listings = (*rows.not_superseded(tallies, refusals), *refusals)
    return Edition(
        source=REPORT.name,
        listings=Reading.of(listings),
        published=report.published or document.published,
        period=report.period,
        totals=_totals(report),
        caveats=(REPORT.caveat, *report.corrections, *rows.dropped(report.sheets)),
        questions=(*report.questions, *rows.common_questions(_read(report), listings)),
        problems=(*not_intact(document.body), *_problems(report, listings)),
        transcription=document.transcription,
        partial=document.partial,
        errata=report.errata,
    )


def notes(landing: Document) -> Notes:
    """Return what the landing page says beside its links: rows taken back, suspended, resumed.

    Raises:
        UnreadableDocument: Its elements are nested too deeply.
    """
    text = running_text(landing)
    return Notes(errata(text), find_announcements(text))


def _totals(report: RefusalReport) -> dict[str, int]:
    """Return the printed totals: of the running text, and of total rows below declined detainers."""
    declined = [
        total
        for placed in _read(report)
        if rows.is_rows(placed.sheet) or rows.measure(placed) == "declined"
        for total in placed.sheet.totals
    ]
    return {**({"declined": max(declined)} if declined else {}), **report.totals}


def _read(report: RefusalReport) -> list[TitledTable]:
    return [placed for placed in report.sheets if rows.is_rows(placed.sheet) or rows.is_counts(placed.sheet)]


def _problems(report: RefusalReport, listings: Sequence[Listing]) -> Iterator[str]:
    """Yield why the report can't be right, or can't have been read as a whole."""
    text = " ".join(report.lines).lower()
    yield from (f"The document does not say {word!r}." for word in _WORDS if word not in text)
    if report.period is None:
        yield "The title names no period that the report covers."
    kinds = {(listing.kind, listing.fields.get("measure")) for listing in listings}
    if not kinds & {(ListingKind.REFUSAL, None), (ListingKind.TALLY, "declined")}:
        yield "No table of declined detainers (Section II) was found."
    if "I" in report.announced and (ListingKind.TALLY, "issued") not in kinds:
        yield "Section I is announced, but no table of detainers issued was found."
    for placed in report.sheets:
        yield from _missing_columns(placed.sheet)
    yield from misread(_read(report))
    yield from marks_for_offenses(listings)
    yield from without_state(listings)
    yield from _half_read(report, listings)


def _missing_columns(sheet: ReportTable) -> Iterator[str]:
    if rows.is_rows(sheet):
        yield from rows.needs(sheet, "declined detainers", _NEEDED)
        if not any(sheet.header.has(column) for column in rows.ABOUT_PEOPLE[1:]):
            yield f"The table of declined detainers has no column for {DetainerColumn.ACTIVITY}."
    elif rows.is_counts(sheet):
        yield from rows.needs(sheet, "numbers of detainers", ())


def _half_read(report: RefusalReport, listings: Sequence[Listing]) -> Iterator[str]:
    """Yield what tells that rows are in the document, but not, or not one by one, among the listings."""
    yield from left_out(report, _read(report))
    yield from strays(report, _read(report))
    stray = [line for line in report.lines if len(_ROW_DATE.findall(line)) > 1 and not find_period(line)]
    if stray:
        yield f"Text outside all tables looks like rows ({len(stray)} lines): {stray[0][:200]!r}."
    if any(len(_DATE.findall(str(listing.fields.get("declined")))) > 1 for listing in listings):
        yield "Rows of declined detainers can't be told apart: a cell holds several dates."
