"""Rows of ICE's report → listings: a person's row is a refusal, a count is a tally.

What the sources that read the report share: states, annotations, and what to ask about rows.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from jobs.readers.text import DetainerColumn, disposition, read_activity, read_day, ticked
from jobs.sources.ice_ddor.report import RefusalReport, TitledTable
from jobs.sources.ice_ddor.tables import ReportRow, ReportTable, as_read, state_of
from models.domain import Cell, Listing, ListingKind, comparable
from models.places import state_code

_EXAMPLES = 3
ABOUT_PEOPLE = (
    DetainerColumn.CITIZENSHIP,
    DetainerColumn.ACTIVITY,
    DetainerColumn.CHARGE,
    DetainerColumn.CONVICTION,
)
_DAYS = {"issued": DetainerColumn.ISSUED, "declined": DetainerColumn.DECLINED}


def is_rows(sheet: ReportTable) -> bool:
    """Return whether a table has a row for each person."""
    people = any(sheet.header.has(column) for column in ABOUT_PEOPLE)
    return people and (sheet.header.has(DetainerColumn.ISSUED) or sheet.header.has(DetainerColumn.DECLINED))


def is_counts(sheet: ReportTable) -> bool:
    """Return whether a table only counts detainers."""
    return (
        sheet.header.has(DetainerColumn.COUNT)
        and not is_rows(sheet)
        and not sheet.header.has(DetainerColumn.CRITERIA)
    )


def refusals(placed: TitledTable) -> Iterator[Listing]:
    """Yield a refusal for each row of a table of persons."""
    for entry in placed.sheet.rows:
        printed, offense, disposed = _activity(entry)
        fields = {
            "agency": entry.get(DetainerColumn.AGENCY) or entry.heading,
            "citizenship": entry.get(DetainerColumn.CITIZENSHIP),
            "offense": offense,
            "disposition": disposed,
            **{name: _day(entry.get(column)) for name, column in _DAYS.items()},
            "activity_as_printed": printed,
        }
        yield listing_of(ListingKind.REFUSAL, fields, entry, placed, _doubts(entry))


def _day(printed: str) -> Cell:
    day = read_day(printed)
    return day.isoformat() if day else printed or None


def _doubts(entry: ReportRow) -> Iterator[str]:
    for column in _DAYS.values():
        printed = entry.get(column)
        if printed and read_day(printed) is None:
            yield f"The {column} is printed as {printed!r}, which is no date that can be read."


def _activity(entry: ReportRow) -> tuple[str, str | None, str | None]:
    """Return the activity as printed, the offense and the disposition, from one column or more."""
    activity = entry.get(DetainerColumn.ACTIVITY)
    charge, conviction = entry.get(DetainerColumn.CHARGE), entry.get(DetainerColumn.CONVICTION)
    ticks = ticked(charge, conviction)
    if activity and ticks:
        return activity, read_activity(activity)[0], ticks.pop() if len(ticks) == 1 else None
    if entry.header.has(DetainerColumn.CHARGE, DetainerColumn.CONVICTION) and not (
        activity and ticks is not None
    ):
        printed = " | ".join(
            f"{title}: {cell}" for title, cell in (("Charge", charge), ("Conviction", conviction)) if cell
        )
        if charge and conviction:
            return printed, f"{conviction}; {charge}", None
        if charge or conviction:
            return printed, charge or conviction, "charge" if charge else "conviction"
        return printed, None, None
    offense, in_words = read_activity(activity)
    apart = entry.get(DetainerColumn.DISPOSITION)
    printed = " | ".join(filter(None, (activity, apart)))
    return printed, offense, (disposition(apart) or in_words) if apart else in_words


def tallies(placed: TitledTable, period: str) -> Iterator[Listing]:
    """Yield a tally for each row of a table of counts; `period` as the tallies carry it."""
    for entry in placed.sheet.rows:
        printed = entry.get(DetainerColumn.COUNT)
        number = printed.replace(",", "")
        known = number.isdecimal()
        fields = {
            "agency": place_of(entry),
            "count": int(number) if known else printed or None,
            "measure": measure(placed),
            "period": period,
        }
        note = () if known else (f"The count is printed as {printed!r}, which is no number.",)
        yield listing_of(ListingKind.TALLY, fields, entry, placed, note)


def measure(placed: TitledTable) -> str:
    """Return what a table of counts counts: by its column's header, else by its section's heading."""
    title = placed.sheet.header.title_of(DetainerColumn.COUNT)
    for text in (title, placed.section.heading):
        declined, issued = (re.search(word, text, re.IGNORECASE) for word in (r"declin|refus", r"issu"))
        if bool(declined) != bool(issued):
            return "declined" if declined else "issued"
    return "issued" if placed.section.number == "I" else "declined"


def not_superseded(tallies: Iterable[Listing], refusals: Sequence[Listing]) -> list[Listing]:
    """Drop the declined counts of agencies whose rows the same report prints: rows say more."""
    printed = {(comparable(row.fields["agency"]), row.state) for row in refusals}
    return [
        tally
        for tally in tallies
        if tally.fields["measure"] == "issued"
        or (comparable(tally.fields["agency"]), tally.state) not in printed
    ]


def state_in(text: str) -> str:
    """Return the state that a place's text names at its end: `Travis County, Texas`, `Clark County, NV`.

    A name that is a state's by itself (`Connecticut`) is that state; one within a name
    (`Texas Department of Corrections`) is left to the resolver.
    """
    parts = [part.strip() for part in text.split(",")]
    for part in reversed(parts):
        if code := state_code(part):
            return code
    aside = re.search(r"\(([^()]+)\)\s*$", text)
    last = re.search(r"\b([A-Z]{2})$", text)
    return state_code(aside[1]) if aside else state_code(last[1]) if last else ""


def is_policies(sheet: ReportTable) -> bool:
    """Return whether a table has a row for each policy."""
    return sheet.header.has(DetainerColumn.CRITERIA) or sheet.header.has(
        DetainerColumn.POLICY, DetainerColumn.ENACTED
    )


def place_of(entry: ReportRow) -> str:
    """Return what names a row's place: its agency, the heading above it, or the state itself."""
    return entry.get(DetainerColumn.AGENCY) or entry.heading or entry.get(DetainerColumn.STATE)


def listing_of(
    kind: ListingKind, fields: Mapping[str, Cell], entry: ReportRow, placed: TitledTable, notes: Iterable[str]
) -> Listing:
    """Return a row as a listing: of the state that it or its place names, its other cells beside it."""
    place = str(fields.get("agency", fields.get("jurisdiction")))
    rank = entry.get(DetainerColumn.RANK)
    beside = {title: cell for title, cell in entry.others().items() if cell}
    return Listing(
        kind=kind,
        fields=fields,
        state=state_of(entry) or state_in(place),
        section=placed.section.heading,
        page=entry.line.page,
        as_read=as_read(entry),
        annotations={"rank": rank, **beside} if rank else beside,
        notes=tuple(notes),
    )


def dropped(sheets: Iterable[TitledTable]) -> list[str]:
    """Return the caveat that columns which name persons were left out, if there were any."""
    if any(placed.sheet.header.dropped for placed in sheets):
        return ["Columns that name or identify persons were left out."]
    return []


def needs(sheet: ReportTable, what: str, columns: Sequence[DetainerColumn]) -> Iterator[str]:
    """Yield a problem for each column that a table must have, its agencies' included."""
    named = (
        sheet.header.has(DetainerColumn.AGENCY)
        or bool(sheet.headings)
        or sheet.header.has(DetainerColumn.STATE, DetainerColumn.COUNT)
    )
    if not named:
        yield f"The table of {what} has no column for {DetainerColumn.AGENCY}."
    for column in columns:
        if not sheet.header.has(column):
            yield f"The table of {what} has no column for {column}."


def not_understood(report: RefusalReport, sections: Sequence[str], *, dated: bool = False) -> Iterator[str]:
    """Yield a problem for each table of some sections whose columns make no sense.

    Args:
        report: The report.
        sections: Their numbers.
        dated: Tables of other sections too, if a row of them holds several days.
    """
    for section, table in report.strange:
        days = (sum(read_day(cell) is not None for cell in row.cells) for row in table.rows if dated)
        if section.number in sections or max(days, default=0) > 1:
            header = " | ".join(table.rows[0].cells)
            yield f"A table on page {table.page} has columns that can't be understood: {header[:200]}."


def common_questions(sheets: Iterable[TitledTable], listings: Sequence[Listing]) -> Iterator[str]:
    """Yield what operators should look at once: new columns, headings, unreadable cells, no place."""
    for placed in sheets:
        new = [title or "(no header)" for title in placed.sheet.header.new_titles()]
        if new:
            yield f"New columns, kept as annotations: {', '.join(new)}."
        if placed.sheet.header.has(DetainerColumn.AGENCY) and placed.sheet.headings:
            yield f"Headings that name no state: {_some(placed.sheet.headings)}."
    doubts = [note for listing in listings for note in listing.notes]
    if doubts:
        number = "1 cell" if len(doubts) == 1 else f"{len(doubts)} cells"
        yield f"{number} can't be read, kept as printed: {doubts[0]}"
    nameless = sum(
        not listing.fields.get("agency", listing.fields.get("jurisdiction")) for listing in listings
    )
    if nameless:
        yield f"{nameless} row{'s'[: nameless > 1]} without the name of a place."


def _some(texts: Sequence[str]) -> str:
    shown = ", ".join(repr(text) for text in texts[:_EXAMPLES])
    more = len(texts) - _EXAMPLES
    return f"{shown} and {more} more" if more > 0 else shown
