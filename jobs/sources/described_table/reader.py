"""A table → an edition, by the columns that a `[[sources]]` entry of config.toml names.

Which days an event edition of a described table covers.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from urllib.parse import unquote

from jobs.readers import read_tables
from jobs.readers.html import is_cut_off, page_date
from jobs.readers.tabular import ColumnTable
from jobs.readers.text import find_period
from jobs.sources.described_table.columns import carried, choose, columns_of, key_of
from jobs.sources.described_table.leftovers import leftovers
from jobs.sources.described_table.rows import day_of, fields_of, said, span_of, state_of
from models.config import COUNTY, PlainSource, TableFormat
from models.domain import (
    ABSENT,
    CELLS,
    STATE,
    Chained,
    Document,
    Edition,
    ListingKind,
    Period,
    Reading,
    Repeated,
    SourceKind,
    mapped,
)
from models.places import state_code

_ISO = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")


NO_DAYS = (
    "Neither its address nor its text nor its dates say which days it covers. Set "
    'period = "HEADER" to the header of its dates, or name the file after its days: '
    "tally_2026-09-01_2026-09-30.csv."
)


def period_of(entry: PlainSource, tables: Sequence[ColumnTable[str]], document: Document) -> Period | None:
    """Return the days that an event edition covers: by its dates, else by its address and its text."""
    if entry.kind is not SourceKind.EVENT:
        return None
    title = entry.period or entry.columns.get("period")
    if not title:
        named = " ".join((unquote(document.address), *(table.before for table in tables)))
        return find_period(named) or _between(set(map(day_of, _ISO.findall(named))))
    printed = {text for table in tables for text in set(table.columns[key_of(title)])}
    printed.update(heading for table in tables for heading in table.headings)
    spans = [span for span in map(span_of, printed) if span]
    return Period(min(s.first for s in spans), max(s.last for s in spans)) if spans else None


def _between(days: set[date | None]) -> Period | None:
    """Return the period that two days name, and no other number of them."""
    known = sorted(day for day in days if day)
    return Period(*known) if len(known) == len(("first", "last")) else None


def parse(document: Document, entry: PlainSource) -> Edition:
    """Read a table by the columns that its entry names.

    Args:
        document: The table, or the page or workbook with it.
        entry: The settings.

    Returns:
        An edition; when the layout is another one, with a problem for each column that is missing.

    Raises:
        UnreadableDocument: The document can't be read as what it should be.
    """
    named = (*entry.columns.values(), *entry.keep, *entry.carry, *filter(None, (entry.period,)))
    wanted = list(dict.fromkeys(named))
    columns = columns_of(wanted)
    tables = read_tables(document, entry.format, columns, sheet=entry.sheet, path=entry.path)
    whole, problems = choose(tables, wanted)
    problems += [doubt for table in tables for doubt in table.doubts]
    problems += [
        f"In {each.name}, {each.again} is a header again, another one." for each in whole if each.again
    ]
    problems += [f"The document shows a part of its list: {each.part!r}." for each in whole if each.part]
    chosen = [carried(table, entry.carry) if entry.carry else table for table in whole]
    period = period_of(entry, chosen, document)
    if entry.kind is SourceKind.EVENT and chosen and period is None:
        problems.append(NO_DAYS)
    if entry.format is TableFormat.HTML and is_cut_off(document):
        problems.append("The page breaks off before its end.")
    if entry.format is not TableFormat.XLSX:  # there a note beside the table shifts nothing
        problems += [problem for table in chosen for problem in _too_wide(table)]
    listings = Reading.joined(_reading(entry, table, period) for table in chosen)
    problems += leftovers(document, entry, tables, whole, listings)
    return Edition(
        source=entry.name,
        listings=listings,
        published=page_date(document) if entry.format is TableFormat.HTML else document.published,
        period=period,
        totals=_totals(entry, chosen),
        questions=tuple(_questions(entry, listings)),
        problems=tuple(problems),
        columns=tuple(dict.fromkeys(header for table in chosen for header in table.header.titles if header)),
    )


def _too_wide(table: ColumnTable[str]) -> Iterator[str]:
    if table.wide:
        yield f"In {table.name}, {table.wide} has more cells than there are headers."


def _reading(entry: PlainSource, table: ColumnTable[str], period: Period | None) -> Reading:
    """Return the rows of a table that say anything in a column that the entry names."""
    rows = len(table.positions)
    printed = {name: table.columns[key_of(header)] for name, header in entry.columns.items()}
    constants = {name: Repeated(text, rows) for name, text in entry.constants.items()}
    fields, notes = fields_of(entry.rows, {**constants, **printed}, rows, period)
    beside = {header: table.columns[key_of(header)] for header in entry.keep}
    beside |= {COUNTY: printed[COUNTY]} if COUNTY in printed else {}
    shown = {key_of(header) for header in (*entry.columns.values(), *entry.keep)}
    in_order = sorted(table.header.places, key=table.header.places.__getitem__)
    reading = Reading(
        Repeated(entry.rows, rows),
        fields,
        mapped(partial(_state, entry.state), printed.get(STATE, Repeated("", rows)), table.states),
        pages=table.pages,
        positions=table.positions,
        as_read=Chained(tuple(table.columns[meaning] for meaning in in_order if meaning in shown)),
        annotations={name: said(column, ABSENT) for name, column in beside.items()},
        notes=notes,
    )
    if any(map(all, printed.values())):
        return reading
    return reading.pick([n for n, cells in enumerate(zip(*printed.values(), strict=True)) if any(cells)])


def _state(usual: str, printed: str, above: str) -> str:
    return state_of(printed) if printed else usual or above


def _totals(entry: PlainSource, tables: Sequence[ColumnTable[str]]) -> dict[str, int]:
    """Return the one total that a table prints; several are those of its parts."""
    totals = [total for table in tables for total in table.totals]
    if len(totals) != 1:
        return {}
    counts = entry.constants.get("measure", "") if entry.rows is ListingKind.TALLY else "listings"
    return {counts: totals[0]} if counts else {}


def _questions(entry: PlainSource, listings: Reading) -> Iterator[str]:
    nameless = sum(not name for name in listings.column(CELLS[entry.rows][0][0]))
    if nameless:
        yield f"{nameless:,} of its rows name no place."
    odd = sorted(state for state in set(listings.states) if state and not state_code(state))
    if odd:
        yield f"What is no state stands in its column of states: {', '.join(odd[:5])}."
