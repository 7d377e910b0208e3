"""A table → an edition, by the columns that a `[[sources]]` entry of config.toml names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jobs.readers.decoding import is_cut_off
from jobs.readers.header_choice import choose
from jobs.readers.headings import heading_state
from jobs.readers.page_date import page_date
from jobs.readers.plain_period import period_of
from jobs.readers.plain_rows import fields_of, state_of
from jobs.readers.tables import read_tables
from jobs.readers.text_table import Headed, Line, carried
from models.listings import STATE, comparable, place_text
from models.place_states import state_code
from models.settings_sources import COUNTY, PlainSource, TableFormat
from models.values import Document, Edition, Listing, ListingKind, Period, SourceKind


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
    period = period_of(entry, chosen, document)
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


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where in a line the columns of an entry stand.

    Attributes:
        columns: By field.
        kept: By header.
        shown: Of all of these, from left to right.
    """

    columns: Mapping[str, int]
    kept: Mapping[str, int]
    shown: tuple[int, ...]


def _layout(entry: PlainSource, table: Headed) -> _Layout:
    places = {comparable(header): place for place, header in enumerate(table.headers)}
    columns = {name: places[comparable(header)] for name, header in entry.columns.items()}
    kept = {header: places[comparable(header)] for header in entry.keep}
    return _Layout(columns, kept, tuple(sorted({*columns.values(), *kept.values()})))


def _too_wide(table: Headed) -> Iterator[str]:
    """Yield a sentence when a line has cells beyond the last header: something shifted its cells."""
    wide = [line for line in table.lines if any(line.cells[len(table.headers) :])]
    if wide:
        where = wide[0].position or f"page {wide[0].page}"
        yield f"In {table.name}, {where} has more cells than there are headers."


def _listings(entry: PlainSource, table: Headed, period: Period | None) -> Iterator[Listing]:
    layout, under = _layout(entry, table), ""
    for line in table.lines:
        if line.heading:
            under = heading_state(line.cells[0]) or under
        elif any(line.cells[place] for place in layout.columns.values()):
            yield _listing(entry, layout, line, under, period)


def _listing(entry: PlainSource, layout: _Layout, line: Line, under: str, period: Period | None) -> Listing:
    cells = line.cells
    said = {name: cells[place] for name, place in layout.columns.items()}
    fields, notes = fields_of(entry.rows, {**entry.constants, **said}, period)
    annotations = {header: cells[place] for header, place in layout.kept.items() if cells[place]}
    if said.get(COUNTY):
        annotations[COUNTY] = said[COUNTY]
    return Listing(
        kind=entry.rows,
        fields=fields,
        state=state_of(said[STATE]) if said.get(STATE) else entry.state or under,
        page=line.page,
        position=line.position,
        as_read=" | ".join(cells[place] for place in layout.shown if cells[place]),
        annotations=annotations,
        notes=notes,
    )


def _totals(entry: PlainSource, tables: Sequence[Headed]) -> dict[str, int]:
    """Return the one total that a table prints; several are those of its parts."""
    found = [total for table in tables for total in table.totals]
    if len(found) != 1:
        return {}
    counts = entry.constants.get("measure", "") if entry.rows is ListingKind.TALLY else "listings"
    return {counts: found[0]} if counts else {}


def _questions(listings: Sequence[Listing]) -> Iterator[str]:
    nameless = sum(not place_text(row) for row in listings)
    if nameless:
        yield f"{nameless:,} of its rows name no place."
    odd = sorted(state for state in {row.state for row in listings} if state and not state_code(state))
    if odd:
        yield f"What is no state stands in its column of states: {', '.join(odd[:5])}."
