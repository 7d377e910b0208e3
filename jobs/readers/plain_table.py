"""A table → an edition, by the columns that a `[[sources]]` entry of config.toml names."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import unquote

from jobs.readers.decoding import is_cut_off
from jobs.readers.headings import heading_state, total_in
from jobs.readers.page_date import page_date
from jobs.readers.plain_rows import day_of, fields_of, span_of, state_of
from jobs.readers.printed_dates import find_period
from jobs.readers.tables import read_tables
from jobs.readers.text_table import Headed, Line, carried, choose
from models.listings import STATE, comparable, place_text
from models.place_states import state_code
from models.settings_sources import COUNTY, PlainSource, TableFormat
from models.values import Document, Edition, Listing, ListingKind, Period, SourceKind

_ISO = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")


def parse(entry: PlainSource, document: Document) -> Edition:
    """Read a table by the columns that its entry names.

    Args:
        entry: The settings.
        document: The table, or the page or workbook with it.

    Returns:
        An edition; when the layout is another one, with a problem for each column that is missing.

    Raises:
        UnreadableDocument: The document can't be read as what it should be.
    """
    named = (*entry.columns.values(), *entry.keep, *entry.carry, *filter(None, (entry.period,)))
    wanted = list(dict.fromkeys(named))
    tables = read_tables(document, entry.format, wanted, sheet=entry.sheet, path=entry.path)
    found, problems = choose(tables, wanted)
    chosen = [carried(table, entry.carry) for table in found]
    period = _period(entry, chosen, document)
    if entry.kind is SourceKind.EVENT and chosen and period is None:
        problems.append("Neither its address nor its text nor its dates say which days it covers.")
    if entry.format is TableFormat.HTML and is_cut_off(document):
        problems.append("The page breaks off before its end.")
    if entry.format is not TableFormat.XLSX:  # there a note beside the table shifts nothing
        problems += [said for table in chosen for said in _too_wide(table)]
    listings = tuple(row for table in chosen for row in _listings(entry, table, period))
    return Edition(
        source=entry.name,
        listings=listings,
        published=page_date(document) if entry.format is TableFormat.HTML else document.published,
        period=period,
        totals=_totals(entry, chosen),
        questions=tuple(_questions(listings)),
        problems=tuple(problems),
        columns=tuple(dict.fromkeys(header for table in chosen for header in table.headers if header)),
    )


def _cells(table: Headed, line: Line) -> dict[str, str]:
    """Return the cells of a line by their header in comparable form; those that are missing are empty."""
    headers = map(comparable, table.headers)
    return dict(zip(headers, (*line.cells, *[""] * len(table.headers)), strict=False))


def _too_wide(table: Headed) -> Iterator[str]:
    """Yield a sentence when a line has cells beyond the last header: something shifted its cells."""
    wide = [line for line in table.lines if any(line.cells[len(table.headers) :])]
    if wide:
        where = wide[0].position or f"page {wide[0].page}"
        yield f"In {table.name}, {where} has more cells than there are headers."


def _listings(entry: PlainSource, table: Headed, period: Period | None) -> Iterator[Listing]:
    under = ""
    for line in table.lines:
        if line.heading:
            under = heading_state(line.cells[0]) or under
        elif total_in(line.cells) is None and _says_something(entry, table, line):
            yield _listing(entry, table, line, under, period)


def _says_something(entry: PlainSource, table: Headed, line: Line) -> bool:
    cells = _cells(table, line)
    return any(cells[comparable(header)] for header in entry.columns.values())


def _listing(entry: PlainSource, table: Headed, line: Line, under: str, period: Period | None) -> Listing:
    cells = _cells(table, line)
    said = {name: cells[comparable(header)] for name, header in entry.columns.items()}
    fields, notes = fields_of(entry.rows, {**entry.constants, **said}, period)
    annotations = {header: cells[comparable(header)] for header in entry.keep}
    if COUNTY in said:
        annotations[COUNTY] = said[COUNTY]
    shown = {comparable(header) for header in (*entry.columns.values(), *entry.keep)}
    return Listing(
        kind=entry.rows,
        fields=fields,
        state=state_of(said[STATE]) if said.get(STATE) else entry.state or under,
        page=line.page,
        position=line.position,
        as_read=" | ".join(cell for header, cell in cells.items() if header in shown and cell),
        annotations={name: text for name, text in annotations.items() if text},
        notes=notes,
    )


def _period(entry: PlainSource, tables: Sequence[Headed], document: Document) -> Period | None:
    """Return the days that an event edition covers: by its dates, else by its address and its text."""
    if entry.kind is not SourceKind.EVENT:
        return None
    title = entry.period or entry.columns.get("period")
    if not title:
        named = " ".join((unquote(document.address), *(table.before for table in tables)))
        return find_period(named) or _between(set(map(day_of, _ISO.findall(named))))
    header = comparable(title)
    printed = {_cells(table, line).get(header, "") for table in tables for line in table.lines}
    spans = [span for span in map(span_of, printed) if span]
    return Period(min(s.first for s in spans), max(s.last for s in spans)) if spans else None


def _between(days: set[date | None]) -> Period | None:
    """Return the period that two days name, and no other number of them."""
    known = sorted(day for day in days if day)
    return Period(*known) if len(known) == len(("first", "last")) else None


def _totals(entry: PlainSource, tables: Sequence[Headed]) -> dict[str, int]:
    """Return the one total that a table prints; several are those of its parts."""
    found = [total for table in tables for line in table.lines if (total := total_in(line.cells)) is not None]
    if len(found) != 1:
        return {}
    counts = entry.constants.get("measure", "") if entry.rows is ListingKind.TALLY else "listings"
    return {counts: found[0]} if counts else {}


def _questions(listings: Sequence[Listing]) -> Iterator[str]:
    nameless = sum(not place_text(row) for row in listings)
    if nameless:
        yield f"{nameless:,} of its rows name no place."
    odd = sorted({row.state for row in listings if row.state and not state_code(row.state)})
    if odd:
        yield f"What is no state stands in its column of states: {', '.join(odd[:5])}."
