"""Tables about detainers → listings: a person's row is a refusal, a count is a tally."""

import re
from collections.abc import Iterable, Iterator, Sequence

from jobs.readers.charges import disposition, read_activity, ticked
from jobs.readers.columns import Column
from jobs.readers.ddor import Placed
from jobs.readers.ddor_rows import annotations, state_in
from jobs.readers.printed_dates import read_day
from jobs.readers.sheets import Entry, Sheet
from models.listings import comparable
from models.values import Cell, Listing, ListingKind

ABOUT_PEOPLE = (Column.CITIZENSHIP, Column.ACTIVITY, Column.CHARGE, Column.CONVICTION)
_DAYS = {"issued": Column.ISSUED, "declined": Column.DECLINED}


def is_rows(sheet: Sheet) -> bool:
    """Return whether a table has a row for each person."""
    people = any(sheet.has(column) for column in ABOUT_PEOPLE)
    return people and (sheet.has(Column.ISSUED) or sheet.has(Column.DECLINED))


def is_counts(sheet: Sheet) -> bool:
    """Return whether a table only counts detainers."""
    return sheet.has(Column.COUNT) and not is_rows(sheet) and not sheet.has(Column.CRITERIA)


def refusals(placed: Placed) -> Iterator[Listing]:
    """Yield a refusal for each row of a table of persons."""
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
    """Return the activity as printed, the offense and the disposition, from one column or more."""
    cells = entry.cells
    activity = cells.get(Column.ACTIVITY, "")
    said = ticked(cells.get(Column.CHARGE, ""), cells.get(Column.CONVICTION, ""))
    if activity and said:
        return activity, read_activity(activity)[0], said.pop() if len(said) == 1 else None
    if sheet.has(Column.CHARGE, Column.CONVICTION) and not (activity and said is not None):
        charge, conviction = cells[Column.CHARGE], cells[Column.CONVICTION]
        printed = " | ".join(
            f"{title}: {cell}" for title, cell in (("Charge", charge), ("Conviction", conviction)) if cell
        )
        if charge and conviction:
            return printed, f"{conviction}; {charge}", None
        if charge or conviction:
            return printed, charge or conviction, "charge" if charge else "conviction"
        return printed, None, None
    offense, in_words = read_activity(activity)
    apart = cells.get(Column.DISPOSITION, "")
    printed = " | ".join(filter(None, (activity, apart)))
    return printed, offense, (disposition(apart) or in_words) if apart else in_words


def tallies(placed: Placed, period: str) -> Iterator[Listing]:
    """Yield a tally for each row of a table of counts; `period` as the tallies carry it."""
    counted = measure(placed)
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
                "measure": counted,
                "period": period,
            },
            state=entry.state or state_in(agency),
            section=placed.section.heading,
            page=entry.page,
            as_read=entry.as_read,
            annotations=annotations(entry),
            notes=note,
        )


def measure(placed: Placed) -> str:
    """Return what a table of counts counts: by its column's header, else by its section's heading."""
    title = placed.sheet.title_of(Column.COUNT)
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
