"""Section III of ICE's Declined Detainer Outcome Report: places whose policies limit cooperation.

Citation: U.S. Immigration and Customs Enforcement, "Declined Detainer Outcome Report",
"Section III: Table of Jurisdictions that have Enacted Policies which Limit Cooperation with ICE"
(https://www.ice.gov/declined-detainer-outcome-report). The documents are those of `ice_ddor`.

History:
    2017-03-20: issue 1, columns Jurisdiction (AOR), Date Enacted, Policy, Criteria for Honoring
        Detainer, newest first (http://nationalpoliceassociation.com/enforcement.php).
    2017-04: issue 3, the heading says "Restrict" for "Limit"
        (https://immigrationimpact.com/2017/04/13/ices-public-shaming-detainer-reports-inaccurate-stop-publishing/).
    2017-04-13: suspended with the report
        (https://aila.org/infonet/dhs-releases-ice-declined-detainer-outcome-report).
"""

import re
from collections.abc import Iterator, Sequence

from jobs.readers.pdf import not_intact
from jobs.readers.text import DetainerColumn, read_enacted
from jobs.sources.ice_ddor import rows
from jobs.sources.ice_ddor.doubts import misread
from jobs.sources.ice_ddor.report import RefusalReport, TitledTable, read_report
from jobs.sources.ice_ddor.source import POLICIES
from jobs.sources.ice_ddor.tables import ReportRow
from models.domain import Document, Edition, Listing, ListingKind, Reading, collapse

_AOR = re.compile(
    r"^(?P<place>.+?)\s*\(\s*(?P<aor>[^()]+?)(?:\s+(?:AOR|Field Office))?\s*\)?\s*$", re.IGNORECASE
)
_BULLET = re.compile(r"(?:^|(?<=\s))[•◦▪‣●○■□◆➢✓·\uf0a7\uf0b7\uf0d8]\s*")
_YEARS = re.compile(r"\b(?:19|20)\d{2}\b")
_NEEDED = (DetainerColumn.ENACTED, DetainerColumn.POLICY, DetainerColumn.CRITERIA)
_MANY_DATES = 3
_ANNOUNCED = re.compile(r"\benacted\s+polic|\bpolic(y|ies)\s+(which|that)\s+\w+\s+cooperation", re.IGNORECASE)


def parse(document: Document) -> Edition:
    """Read the policies of one report.

    Args:
        document: The PDF.

    Returns:
        Policies in the report's order. A section that is announced and missing, or a missing
        column, is a problem; a date that can't be read is a question. A report without the
        section, such as a quarterly one, is silent.

    Raises:
        UnreadableDocument: Not a PDF, cut off, encrypted, or scanned without text.
    """
    report = read_report(document.body)
    sheets = [placed for placed in report.sheets if rows.is_policies(placed.sheet)]
    if not sheets and _has_none(report):
        return Edition(POLICIES.name, (), period=report.period, silent=True)
    listings = tuple(
        _policy(entry, placed)
        for placed in sheets
        for entry in placed.sheet.rows
        if any(map(entry.get, placed.sheet.header.places))
    )
    return Edition(
        source=POLICIES.name,
        listings=Reading.of(listings),
        published=report.published or document.published,
        period=report.period,
        caveats=(POLICIES.caveat, *rows.dropped(sheets)),
        questions=tuple(rows.common_questions(sheets, listings)),
        problems=(*not_intact(document.body), *_problems(report, sheets, listings)),
        transcription=document.transcription,
        partial=document.partial,
    )


def _has_none(report: RefusalReport) -> bool:
    """Return whether a report that was read has no section of policies, and announces none."""
    read = report.period is not None and bool(report.sheets) and not report.strange
    return read and "III" not in report.announced and not any(map(_ANNOUNCED.search, report.lines))


def _policy(entry: ReportRow, placed: TitledTable) -> Listing:
    place, aor = _place(entry)
    printed = entry.get(DetainerColumn.ENACTED)
    enacted = read_enacted(printed)
    fields = {
        "jurisdiction": place,
        "aor": aor,
        "enacted": enacted,
        "enacted_as_printed": printed,
        "policy": _plain(entry.get(DetainerColumn.POLICY)),
        "criteria": _plain(entry.get(DetainerColumn.CRITERIA)),
    }
    doubt = f"The date enacted is printed as {printed!r}, which is no date that can be read."
    notes = (doubt,) if printed and enacted is None else ()
    return rows.listing_of(ListingKind.POLICY, fields, entry, placed, notes)


def _place(entry: ReportRow) -> tuple[str, str]:
    """Return the jurisdiction and the area of responsibility, from one cell or from two."""
    printed = rows.place_of(entry)
    if entry.header.has(DetainerColumn.AOR):
        return printed, entry.get(DetainerColumn.AOR)
    match = _AOR.match(printed)
    return (match["place"], match["aor"]) if match else (printed, "")


def _plain(text: str) -> str:
    """Return a cell in reading order without its bullets' signs."""
    return collapse(_BULLET.sub("", text))


def _problems(
    report: RefusalReport, sheets: Sequence[TitledTable], listings: Sequence[Listing]
) -> Iterator[str]:
    if not sheets:
        yield "No table of policies (Section III) was found."
    for placed in sheets:
        yield from rows.needs(placed.sheet, "policies", _NEEDED)
    yield from misread(sheets)
    yield from rows.not_understood(report, ("III",))
    if any(len(_YEARS.findall(str(row.fields["enacted_as_printed"]))) > _MANY_DATES for row in listings):
        yield "Rows of policies can't be told apart: a cell holds many dates."
