"""Rows of a list's kind that stand in its document beside the tables that are read.

A second table that lost its header or has another one, a hidden sheet, a table that goes on as a list of
lines: by its headers each is something else, by its values the rest of the list.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from jobs.readers import hidden_tables
from jobs.readers.html import BlockKind, read_blocks
from jobs.readers.tabular import ColumnTable, TextTable
from jobs.readers.text import DETAINER_COLUMNS, DetainerColumn
from models.config import PlainSource, TableFormat
from models.domain import CELLS, STATE, Document, Outcome, Reading, comparable
from models.places import load_gazetteer, state_code

Places = list[tuple[str, str]]
"""Names as printed, with the codes of their states."""

FEWEST_IN_A_TABLE, FEWEST_IN_LINES = 2, 3
"""Places that no table that is read names, known by name and state, of which a leftover has as many."""

MOSTLY = 0.6
"""Share of a table's rows that must be such places: a table of offices names some that are listed too."""

_LOOKED_AT = 200
_ELSE = re.compile(
    r"\b(?:removed|delisted|rescinded|former(?:ly)?|previous(?:ly)?|past|withdrawn|expired|terminated|ended"
    r"|no longer|archived?|old|history|pending|proposed|changes?|updates?|offices?|courts?|contacts?"
    r"|address(?:es)?|districts?|regions?|members?|senators?|representatives?|news|press|schools?|events?|lookup|related)\b",
    re.IGNORECASE,
)
"""What a table, a sheet or a list is called that names places for another reason."""
_PIECES = re.compile(r"[;\u2022\u00b7|]")
_WITH_STATE = re.compile(r"(?P<name>\w.*?)[\s,(\u2013\u2014-]+(?P<state>[A-Z][\w. ]*?)\W*")


def leftovers(
    document: Document,
    entry: PlainSource,
    tables: Iterable[TextTable],
    whole: Sequence[ColumnTable[str]],
    listings: Reading,
) -> Iterator[str]:
    """Yield that other parts of a document hold rows of the same kind.

    Args:
        document: The table, or the page or workbook with it.
        entry: The settings.
        tables: All of its tables.
        whole: Those that are read.
        listings: What was read of them.
    """
    if STATE not in entry.columns or not listings:
        return
    known = set(zip(map(comparable, listings.column(CELLS[entry.rows][0][0])), listings.states, strict=True))
    names, widths = {each.name for each in whole}, {len(each.header.titles) for each in whole}
    hidden = hidden_tables(document) if entry.format is TableFormat.XLSX and not entry.sheet else ()
    for table in (*(each for each in tables if each.name not in names), *hidden):
        width = max(map(len, table.lines), default=0)
        title = f"{table.name} {table.heading} {' '.join(table.lines[0]) if width else ''}"
        places = _places_in(table, width) if width in widths and not _ELSE.search(title) else []
        new = _new(places, known)
        if len(new) >= max(FEWEST_IN_A_TABLE, MOSTLY * len(places)):
            yield _told(table.name, new)
    for heading, places in _in_lines(document) if entry.format is TableFormat.HTML else ():
        new = _new(places, known)
        if len(new) >= FEWEST_IN_LINES:
            yield _told(f"the lines below {heading!r}" if heading else "lines beside the table", new)


def _told(where: str, new: Places) -> str:
    name, state = new[0]
    return f"Rows of the list stand in {where} too, and were not read: {name!r}, {state}."


def _new(places: Places, known: set[tuple[str, str]]) -> Places:
    """Return the places that are known by name and state, and are not among those that were read."""
    others = [(name, state) for name, state in places if (comparable(name), state) not in known]
    return [each for each in others if _is_known(*each)]


def _is_known(name: str, state: str) -> bool:
    resolution = load_gazetteer().resolve(name, state)
    return resolution.outcome is not Outcome.UNKNOWN and not resolution.repaired


def _places_in(table: TextTable, width: int) -> Places:
    """Return the names and states of a table's rows, if one of its columns is one of states; else nothing."""
    lines = [list(map(str.strip, line)) for line in table.lines[:_LOOKED_AT]]
    columns = [[line[place] if place < len(line) else "" for line in lines] for place in range(width)]
    codes = [list(map(state_code, column)) for column in columns]
    most = max(codes, key=lambda column: sum(map(bool, column)), default=[])
    named = [
        place for place, column in enumerate(codes) if column is not most and _names_places(columns[place])
    ]
    return [(columns[named[0]][line], code) for line, code in enumerate(most) if code] if named else []


def _names_places(column: Sequence[str]) -> bool:
    """Tell whether a column may be one of names: different texts, under no header of another meaning."""
    meaning = DETAINER_COLUMNS.meaning(column[0])
    texts = list(filter(None, column))
    is_other = meaning not in {None, DetainerColumn.AGENCY, DetainerColumn.PERSON}  # "Name" may be a person's
    return bool(texts) and not is_other and not any(text[0].isdigit() for text in texts[1:])


def _in_lines(document: Document) -> Iterator[tuple[str, Places]]:
    """Yield the places with their states that are lines of a page, by the heading above them."""
    heading = ""
    for is_heading, blocks in groupby(read_blocks(document), key=lambda block: block.is_heading):
        if is_heading:
            heading = [block.text for block in blocks][-1]
        elif not _ELSE.search(heading):
            lines = (block.text for block in blocks if block.kind is not BlockKind.ROW)
            read = [[_with_state(piece) for piece in _PIECES.split(line) if piece.strip()] for line in lines]
            yield heading, [place for places in read if all(places) for place in places if place]


def _with_state(text: str) -> tuple[str, str] | None:
    match = _WITH_STATE.fullmatch(text.strip())
    code = state_code(match["state"]) if match else ""
    return (match["name"], code) if match and code else None
