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
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from jobs.readers.charges import disposition, read_activity
from jobs.readers.columns import Column
from jobs.readers.ddor import Placed, Report, read_report
from jobs.readers.ddor_rows import annotations, common_questions, dropped, needs, not_understood, state_in
from jobs.readers.printed_dates import find_period, read_day
from jobs.readers.report_links import pdf_links
from jobs.readers.sheets import Entry, Sheet
from models.listings import comparable
from models.values import Cell, Document, Edition, Link, Listing, ListingKind, Source, SourceKind

_REPORT = re.compile(r"declin\w*[\W_]*detainer|\bddor", re.IGNORECASE)
_DATE = re.compile(r"\d{1,4}[/-]\d{1,2}[/-]\d{2,4}|[A-Za-z]{3,9}\.? \d{1,2}, \d{4}")
_ROW_DATE = re.compile(r"\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b|\b\d{1,2}-[A-Z][a-z]{2}-\d{2,4}\b")
_DAYS = {"issued": Column.ISSUED, "declined": Column.DECLINED}
_NEEDED = (Column.CITIZENSHIP, Column.ISSUED, Column.DECLINED)
_ABOUT_PEOPLE = (Column.CITIZENSHIP, Column.ACTIVITY, Column.CHARGE, Column.CONVICTION)
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
        listing for placed in report.sheets if _is_rows(placed.sheet) for listing in _refusals(placed)
    ]
    tallies = [
        listing
        for placed in report.sheets
        if _is_counts(placed.sheet)
        for listing in _tallies(placed, period)
    ]
    listings = (*_not_superseded(tallies, refusals), *refusals)
    return Edition(
        source=SOURCE.name,
        listings=listings,
        published=report.published or document.published,
        period=report.period,
        totals=_totals(report),
        caveats=(SOURCE.caveat, *report.corrections, *dropped(report.sheets)),
        questions=(*report.questions, *_questions(report, listings)),
        problems=tuple(_problems(report, listings)),
        transcription=document.transcription,
        partial=document.partial,
    )


def _is_rows(sheet: Sheet) -> bool:
    people = any(sheet.has(column) for column in _ABOUT_PEOPLE)
    return people and (sheet.has(Column.ISSUED) or sheet.has(Column.DECLINED))


def _is_counts(sheet: Sheet) -> bool:
    return sheet.has(Column.COUNT) and not _is_rows(sheet) and not sheet.has(Column.CRITERIA)


def _refusals(placed: Placed) -> Iterator[Listing]:
    for entry in placed.sheet.entries:
        printed, offense, said = _activity(entry, placed.sheet)
        days = {name: _day(entry, column) for name, column in _DAYS.items()}
        agency = entry.cells.get(Column.AGENCY) or entry.heading
        yield Listing(
            kind=ListingKind.REFUSAL,
            fields={
                "agency": agency,
                "citizenship": entry.cells.get(Column.CITIZENSHIP, ""),
                "offense": offense,
                "disposition": said,
                "issued": days["issued"],
                "declined": days["declined"],
                "activity_as_printed": printed,
            },
            state=entry.state or state_in(agency),
            section=placed.section.heading,
            page=entry.page,
            as_read=entry.as_read,
            annotations=annotations(entry),
            notes=tuple(_doubts(entry)),
        )


def _day(entry: Entry, column: Column) -> Cell:
    printed = entry.cells.get(column, "")
    day = read_day(printed)
    return day.isoformat() if day else printed or None


def _doubts(entry: Entry) -> Iterator[str]:
    for column in _DAYS.values():
        printed = entry.cells.get(column, "")
        if printed and read_day(printed) is None:
            yield f"The {column} is printed as {printed!r}, which is no date that can be read."


def _activity(entry: Entry, sheet: Sheet) -> tuple[str, str | None, str | None]:
    """Return the activity as printed, the offense and the disposition, from one column or two."""
    cells = entry.cells
    if sheet.has(Column.CHARGE, Column.CONVICTION):
        charge, conviction = cells[Column.CHARGE], cells[Column.CONVICTION]
        printed = " | ".join(
            f"{title}: {cell}" for title, cell in (("Charge", charge), ("Conviction", conviction)) if cell
        )
        if charge and conviction:
            return printed, f"{conviction}; {charge}", None
        if charge or conviction:
            return printed, charge or conviction, "charge" if charge else "conviction"
        return printed, None, None
    activity = cells.get(Column.ACTIVITY, "")
    offense, said = read_activity(activity)
    apart = cells.get(Column.DISPOSITION, "")
    printed = " | ".join(filter(None, (activity, apart)))
    return printed, offense, (disposition(apart) or said) if apart else said


def _tallies(placed: Placed, period: str) -> Iterator[Listing]:
    measure = _measure(placed)
    for entry in placed.sheet.entries:
        printed = entry.cells[Column.COUNT]
        number = printed.replace(",", "")
        agency = entry.cells.get(Column.AGENCY) or entry.heading or entry.cells.get(Column.STATE, "")
        note = () if number.isdecimal() else (f"The count is printed as {printed!r}, which is no number.",)
        yield Listing(
            kind=ListingKind.TALLY,
            fields={
                "agency": agency,
                "count": int(number) if number.isdecimal() else printed or None,
                "measure": measure,
                "period": period,
            },
            state=entry.state or state_in(agency),
            section=placed.section.heading,
            page=entry.page,
            as_read=entry.as_read,
            annotations=annotations(entry),
            notes=note,
        )


def _measure(placed: Placed) -> str:
    """Return what a table of counts counts: by its column's header, else by its section's heading."""
    title = placed.sheet.title_of(Column.COUNT)
    for text in (title, placed.section.heading):
        declined, issued = (re.search(word, text, re.IGNORECASE) for word in (r"declin|refus", r"issu"))
        if bool(declined) != bool(issued):
            return "declined" if declined else "issued"
    return "issued" if placed.section.number == "I" else "declined"


def _not_superseded(tallies: Iterable[Listing], refusals: Sequence[Listing]) -> list[Listing]:
    """Drop the declined counts of agencies whose rows the same report prints: rows say more."""
    printed = {(comparable(row.fields["agency"]), row.state) for row in refusals}
    return [
        tally
        for tally in tallies
        if tally.fields["measure"] == "issued"
        or (comparable(tally.fields["agency"]), tally.state) not in printed
    ]


def _totals(report: Report) -> dict[str, int]:
    """Return the printed totals: of the running text, and of total rows below declined detainers."""
    rows = [
        total
        for placed in report.sheets
        if _is_rows(placed.sheet) or (_is_counts(placed.sheet) and _measure(placed) == "declined")
        for total in placed.sheet.totals
    ]
    return {**({"declined": max(rows)} if rows else {}), **report.totals}


def _questions(report: Report, listings: Sequence[Listing]) -> Iterator[str]:
    read = [placed for placed in report.sheets if _is_rows(placed.sheet) or _is_counts(placed.sheet)]
    yield from common_questions(read, listings)


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
    yield from _half_read(report, listings)


def _missing_columns(sheet: Sheet) -> Iterator[str]:
    if _is_rows(sheet):
        yield from needs(sheet, "declined detainers", _NEEDED)
        if not any(sheet.has(column) for column in _ABOUT_PEOPLE[1:]):
            yield f"The table of declined detainers has no column for {Column.ACTIVITY}."
    elif _is_counts(sheet):
        yield from needs(sheet, "numbers of detainers", ())


def _half_read(report: Report, listings: Sequence[Listing]) -> Iterator[str]:
    """Yield what tells that rows are in the document, but not, or not one by one, among the listings."""
    yield from not_understood(report, ("I", "II"))
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
    every=timedelta(hours=1),
    caveat=(
        "ICE's report lists declined detainers that ICE personnel became aware of, by the week in which "
        "they were recorded; ICE corrected its first issue and suspended the report over data errors."
    ),
    floor=3,
    parse=parse,
    links=links,
)
