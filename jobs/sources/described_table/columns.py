"""The columns that an entry of config.toml names, and which tables of a document have them."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate

from jobs.readers.tabular import ColumnTable, TextTable, understand
from jobs.readers.text import DETAINER_COLUMNS, Column, Columns, Header
from models.domain import collapse, comparable

_ALIKE = 0.75
"""How like two headers are of which one is the other misprinted, in number or abbreviated."""


@lru_cache(maxsize=1024)
def key_of(header: str) -> str:
    """Return what a column is asked for by: case and white space of its header don't count."""
    return comparable(header)


def columns_of(wanted: Sequence[str]) -> Columns[str]:
    """Return columns that are called just so, all of them needed."""
    names = dict.fromkeys(map(key_of, wanted))
    return Columns(tuple(Column(name, f"^{re.escape(name)}$", needed=True) for name in names))


def choose(tables: Sequence[TextTable], wanted: Sequence[str]) -> tuple[list[ColumnTable[str]], list[str]]:
    """Return the tables that have all of the wanted headers, and what is wrong with the others.

    A table of the same kind as one that has all of them is the same list under a renamed column: to leave
    it out would read half. One of another kind is another table.
    """
    columns = columns_of(wanted)
    read = {id(each): understand(each, columns) for each in tables}
    understood = [table for table in read.values() if table]
    if not understood:
        return [], [f"No table of the document has a column called {wanted[0]!r}."]
    whole = [table for table in understood if not table.header.missing]
    if not whole:
        return [], list(_faults(max(understood, key=lambda table: _likeness(table, wanted)), wanted))
    others = [read[id(each)] or _by_first_line(each, columns) for each in tables]
    renamed = [table for table in others if table.header.missing and _is_same_kind(table, whole)]
    return whole, [fault for table in renamed for fault in _faults(table, wanted)]


def _by_first_line(table: TextTable, columns: Columns[str]) -> ColumnTable[str]:
    """Return a table that has none of the wanted headers, by the line that stands where they should."""
    first = next((line for line in table.lines if any(map(str.strip, line))), ())
    return ColumnTable(columns.read(tuple(map(collapse, first))), name=table.name)


def _is_same_kind(table: ColumnTable[str], whole: Sequence[ColumnTable[str]]) -> bool:
    """Tell whether a table lacks a header only because that is called otherwise in it.

    It has most of the headers; or for each that it lacks one that means the same, or is spelt nearly so;
    or half of them, where they stand in a table of the same width, and others where those that it lacks do.
    """
    header = table.header
    known, lacking = len(header.places), len(header.missing)
    if known > lacking:
        return True
    new = list(filter(None, header.new_titles()))
    if all(any(_means(title, name) for title in new) for name in header.missing) and lacking <= len(new):
        return True
    return known == lacking and any(_stands_alike(header, each.header) for each in whole)


def _stands_alike(header: Header[str], other: Header[str]) -> bool:
    """Tell whether a header is another one but for some titles, none of which means something else."""
    shared = all(other.places[name] == place for name, place in header.places.items())
    if not shared or len(header.titles) != len(other.titles):
        return False
    meant = [(DETAINER_COLUMNS.meaning(header.titles[other.places[name]]), name) for name in header.missing]
    return all(meaning in {None, DETAINER_COLUMNS.meaning(name)} for meaning, name in meant)


def _means(title: str, name: str) -> bool:
    """Tell whether a header is another word for a wanted one, or nearly the same."""
    meaning = DETAINER_COLUMNS.meaning(title)
    alike = difflib.SequenceMatcher(None, comparable(title), name).ratio() >= _ALIKE
    return alike or (meaning is not None and meaning is DETAINER_COLUMNS.meaning(name))


def _faults(table: ColumnTable[str], wanted: Sequence[str]) -> Iterator[str]:
    """Yield a sentence for each header that a table lacks, with the nearest that it has."""
    printed = {comparable(title): title for title in table.header.titles if title}
    for name in wanted:
        if comparable(name) not in printed:
            near = difflib.get_close_matches(comparable(name), printed, 1)
            hint = f"the nearest is {printed[near[0]]!r}" if near else f"it has {', '.join(printed.values())}"
            yield f"In {table.name}, no column is called {name!r}; {hint}."


def _likeness(table: ColumnTable[str], wanted: Sequence[str]) -> float:
    """Return how like the headers of a table are to the wanted ones, from 0 to their number."""
    titles = [comparable(title) for title in table.header.titles if title]
    return sum(
        max(difflib.SequenceMatcher(None, comparable(name), title).ratio() for title in titles)
        for name in wanted
    )


def carried(table: ColumnTable[str], headers: Sequence[str]) -> ColumnTable[str]:
    """Return a table in whose named columns an empty cell says what the one above says."""
    columns = dict(table.columns)
    for header in headers:
        columns[key_of(header)] = list(accumulate(columns[key_of(header)], _or_above))
    return replace(table, columns=columns)


def _or_above(above: str, cell: str) -> str:
    return cell or above
