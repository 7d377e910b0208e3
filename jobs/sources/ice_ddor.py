"""ICE's Declined Detainer Outcome Report: detainers issued (Section I) and declined (Section II).

Citation: U.S. Immigration and Customs Enforcement, Enforcement and Removal Operations,
"Declined Detainer Outcome Report" (https://www.ice.gov/declined-detainer-outcome-report).

History:
    2017-03-20: issue 1, Jan. 28 to Feb. 3, 2017: 35 pages, 3,083 issued, 206 declined
        (https://www.latinousa.org/2017/03/23/ice-releases-first-list/).
    2017-03: issue 2, Feb. 4 to 10, 2017: 25 pages, 2,825 issued; headings say "which Restrict
        Cooperation with ICE" (https://www.scribd.com/document/343533641/ddor2017-02-04to02-10).
    2017-04: issue 3, Feb. 11 to 17, 2017: "that do not honor detainers" for "that release aliens";
        carries the correction of issue 1
        (https://immigrationimpact.com/2017/04/13/ices-public-shaming-detainer-reports-inaccurate-stop-publishing/).
    2017-04-13: suspended by a note on ice.gov, date as AILA gives it
        (https://aila.org/infonet/dhs-releases-ice-declined-detainer-outcome-report).
    2019-07-15: resumed, quarterly, with the second quarter of fiscal year 2018 (same page).
"""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from jobs.readers.announcements import announcements, running_text
from jobs.readers.columns import Column
from jobs.readers.ddor import Placed, Report, read_report
from jobs.readers.ddor_doubts import left_out, marks_for_offenses, misread, strays, without_state
from jobs.readers.ddor_rows import common_questions, dropped, needs
from jobs.readers.detainer_rows import (
    ABOUT_PEOPLE,
    is_counts,
    is_rows,
    measure,
    not_superseded,
    refusals,
    tallies,
)
from jobs.readers.errata import errata
from jobs.readers.pdf_intact import not_intact
from jobs.readers.printed_dates import find_period
from jobs.readers.report_links import pdf_links
from jobs.readers.sheets import Sheet
from models.values import Document, Edition, Link, Listing, ListingKind, Notes, Source, SourceKind

_REPORT = re.compile(r"declin\w*[\W_]*detainer|\bddor", re.IGNORECASE)
_DATE = re.compile(r"\d{1,4}[/-]\d{1,2}[/-]\d{2,4}|[A-Za-z]{3,9}\.? \d{1,2}, \d{4}")
_ROW_DATE = re.compile(r"\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b|\b\d{1,2}-[A-Z][a-z]{2}-\d{2,4}\b")
_NEEDED = (Column.CITIZENSHIP, Column.ISSUED, Column.DECLINED)
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
    people = [row for placed in report.sheets if is_rows(placed.sheet) for row in refusals(placed)]
    counts = [row for placed in report.sheets if is_counts(placed.sheet) for row in tallies(placed, period)]
    listings = (*not_superseded(counts, people), *people)
    return Edition(
        source=SOURCE.name,
        listings=listings,
        published=report.published or document.published,
        period=report.period,
        totals=_totals(report),
        caveats=(SOURCE.caveat, *report.corrections, *dropped(report.sheets)),
        questions=(*report.questions, *_questions(report, listings)),
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
    return Notes(errata(text), announcements(text))


def _totals(report: Report) -> dict[str, int]:
    """Return the printed totals: of the running text, and of total rows below declined detainers."""
    rows = [
        total
        for placed in report.sheets
        if is_rows(placed.sheet) or (is_counts(placed.sheet) and measure(placed) == "declined")
        for total in placed.sheet.totals
    ]
    return {**({"declined": max(rows)} if rows else {}), **report.totals}


def _questions(report: Report, listings: Sequence[Listing]) -> Iterator[str]:
    yield from common_questions(_read(report), listings)


def _read(report: Report) -> list[Placed]:
    return [placed for placed in report.sheets if is_rows(placed.sheet) or is_counts(placed.sheet)]


def _problems(report: Report, listings: Sequence[Listing]) -> Iterator[str]:
    """Yield why the report can't be right, or can't have been read as a whole."""
    text = " ".join(report.lines).lower()
    yield from (f"The document does not say {word!r}." for word in _WORDS if word not in text)
    if report.period is None:
        yield "The title names no period that the report covers."
    found = {(listing.kind, listing.fields.get("measure")) for listing in listings}
    if (ListingKind.REFUSAL, None) not in found and (ListingKind.TALLY, "declined") not in found:
        yield "No table of declined detainers (Section II) was found."
    if "I" in report.announced and (ListingKind.TALLY, "issued") not in found:
        yield "Section I is announced, but no table of detainers issued was found."
    for placed in report.sheets:
        yield from _missing_columns(placed.sheet)
    yield from misread(_read(report))
    yield from marks_for_offenses(listings)
    yield from without_state(listings)
    yield from _half_read(report, listings)


def _missing_columns(sheet: Sheet) -> Iterator[str]:
    if is_rows(sheet):
        yield from needs(sheet, "declined detainers", _NEEDED)
        if not any(sheet.has(column) for column in ABOUT_PEOPLE[1:]):
            yield f"The table of declined detainers has no column for {Column.ACTIVITY}."
    elif is_counts(sheet):
        yield from needs(sheet, "numbers of detainers", ())


def _half_read(report: Report, listings: Sequence[Listing]) -> Iterator[str]:
    """Yield what tells that rows are in the document, but not, or not one by one, among the listings."""
    yield from left_out(report, _read(report))
    yield from strays(report, _read(report))
    stray = [line for line in report.lines if len(_ROW_DATE.findall(line)) > 1 and not find_period(line)]
    if stray:
        yield f"Text outside all tables looks like rows ({len(stray)} lines): {stray[0][:200]!r}."
    if any(len(_DATE.findall(str(listing.fields.get("declined")))) > 1 for listing in listings):
        yield "Rows of declined detainers can't be told apart: a cell holds several dates."


SOURCE = Source(
    name="ice_ddor",
    kind=SourceKind.EVENT,
    publisher="U.S. Immigration and Customs Enforcement",
    short="ICE",
    title="Declined Detainer Outcome Report",
    address="https://www.ice.gov/declined-detainer-outcome-report",
    fallback="https://web.archive.org/web/2id_/https://www.ice.gov/declined-detainer-outcome-report",
    every=timedelta(hours=1),
    caveat=(
        "ICE's report lists declined detainers that ICE personnel became aware of, by the week in which "
        "they were recorded; ICE corrected its first issue and suspended the report over data errors."
    ),
    floor=3,
    parse=parse,
    links=links,
    notes=notes,
)
