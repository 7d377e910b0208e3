"""A published table in its simplest form, and which of its lines is the header."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from jobs.readers.headings import total_in
from models.listings import comparable

DEEPEST_HEADER = 40
"""Lines above which a header stands: ICE's own workbooks have up to six lines of preamble."""
_HALF = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table.

    Attributes:
        cells: Its text, white space collapsed.
        position: Where it stands, `row 12` or `sheet FY2026 row 12`; empty in documents with pages.
        page: Page, counted from 1, in documents that have pages.
        heading: One text over all columns.
    """

    cells: tuple[str, ...]
    position: str = ""
    page: int | None = None
    heading: bool = False


@dataclass(frozen=True, slots=True)
class TextTable:
    """The lines of one table, header and preamble among them.

    Attributes:
        name: What tells it from the others of its document: `sheet FY2026`, `table 2`.
        lines: In their order.
        before: Text that stands above it.
    """

    name: str
    lines: tuple[Line, ...]
    before: str = ""


@dataclass(frozen=True, slots=True)
class Headed:
    """A table whose header is known.

    Attributes:
        name: As of the table.
        headers: As printed; those that stand more than once are told apart.
        lines: What stands below, without empty lines and repetitions of the header.
        before: Text above the header.
        found: How many of the wanted headers it has.
    """

    name: str
    headers: tuple[str, ...]
    lines: tuple[Line, ...]
    before: str
    found: int


def headed(table: TextTable, wanted: Sequence[str]) -> Headed | None:
    """Return a table by the line that holds most of the wanted headers; None when none holds any.

    Args:
        table: As read.
        wanted: Headers in any order; case and white space don't count.
    """
    names = {comparable(name) for name in wanted}
    top = table.lines[:DEEPEST_HEADER]
    hits = [len(names & set(map(comparable, told_apart(line.cells)))) for line in top]
    if not any(hits):
        return None
    at = hits.index(max(hits))
    header = tuple(map(comparable, top[at].cells))
    above = " ".join(" ".join(dict.fromkeys(line.cells)) for line in top[:at])
    lines = (line for line in table.lines[at + 1 :] if any(line.cells))
    kept = tuple(line for line in lines if tuple(map(comparable, line.cells)) != header)
    headers = told_apart(top[at].cells)
    return Headed(table.name, headers, kept, f"{table.before} {above}".strip(), hits[at])


def told_apart(headers: Sequence[str]) -> tuple[str, ...]:
    """Return headers with a number behind those that stand more than once: `count [1]`, `count [2]`."""
    names = [comparable(header) for header in headers]
    return tuple(
        f"{header} [{names[: place + 1].count(names[place])}]"
        if header and names.count(names[place]) > 1
        else header
        for place, header in enumerate(headers)
    )


def faults(table: Headed, wanted: Sequence[str]) -> Iterator[str]:
    """Yield a sentence for each header that a table lacks, with the nearest that it has."""
    printed = {comparable(header): header for header in table.headers if header}
    for name in dict.fromkeys(wanted):
        if comparable(name) not in printed:
            near = difflib.get_close_matches(comparable(name), printed, 1)
            told = f"the nearest is {printed[near[0]]!r}" if near else f"it has {', '.join(printed.values())}"
            yield f"In {table.name}, no column is called {name!r}; {told}."


def _likeness(table: Headed, wanted: Sequence[str]) -> float:
    """Return how like the headers of a table are to the wanted ones, from 0 to their number."""
    headers = [comparable(header) for header in table.headers if header]
    ratios = ([SequenceMatcher(None, comparable(name), each).ratio() for each in headers] for name in wanted)
    return sum(map(max, ratios))


def choose(tables: Sequence[TextTable], wanted: Sequence[str]) -> tuple[list[Headed], list[str]]:
    """Return the tables that have all of the wanted headers, and what is wrong with the others.

    A table that has most of the headers, beside others that have all, is the same list under a
    renamed column: to leave it out would read half. One that has fewer is another table.
    """
    found = [table for table in (headed(each, wanted) for each in tables) if table]
    if not found:
        return [], [f"No table of the document has a column called {wanted[0]!r}."]
    wrong = {table.name: list(faults(table, wanted)) for table in found}
    whole = [table for table in found if not wrong[table.name]]
    if not whole:
        return [], wrong[max(found, key=lambda table: _likeness(table, wanted)).name]
    most = len({comparable(name) for name in wanted}) / _HALF
    return whole, [said for table in found if table.found > most for said in wrong[table.name]]


def carried(table: Headed, names: Sequence[str]) -> Headed:
    """Return a table in whose named columns an empty cell says what the one above says."""
    places = [place for place, header in enumerate(table.headers) if _is_one_of(header, names)]
    last: dict[int, str] = {}
    lines = []
    for line in table.lines:
        cells = [*line.cells, *[""] * (len(table.headers) - len(line.cells))]
        is_row = not line.heading and total_in(line.cells) is None
        for place in places if is_row else ():
            cells[place] = last[place] = cells[place] or last.get(place, "")
        lines.append(replace(line, cells=tuple(cells)))
    return replace(table, lines=tuple(lines)) if places else table


def _is_one_of(header: str, names: Sequence[str]) -> bool:
    return comparable(header) in map(comparable, names)
