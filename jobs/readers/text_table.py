"""A published table in its simplest form, and which of its lines is the header."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from jobs.readers.headings import total_in
from models.listings import comparable

DEEPEST_HEADER = 40
"""Lines above which a header stands: ICE's own workbooks have up to six lines of preamble."""


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
        lines: What stands below, each as wide as the header, without empty lines, repetitions of the
            header and lines that only state a total.
        totals: The numbers of those.
        before: Text above the header.
        found: How many of the wanted headers it has.
    """

    name: str
    headers: tuple[str, ...]
    lines: tuple[Line, ...]
    before: str
    found: int
    totals: tuple[int, ...] = ()


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
    above = " ".join(" ".join(dict.fromkeys(line.cells)) for line in top[:at])
    headers = told_apart(top[at].cells)
    lines, totals = _below(table.lines[at + 1 :], top[at].cells)
    return Headed(table.name, headers, lines, f"{table.before} {above}".strip(), hits[at], totals)


def _below(lines: Iterable[Line], header: Sequence[str]) -> tuple[tuple[Line, ...], tuple[int, ...]]:
    """Return the lines below a header that are rows or headings, and the totals that others state."""
    kept, totals = [], []
    plain = [cell.casefold() for cell in header]
    for line in lines:
        if not any(line.cells) or [cell.casefold() for cell in line.cells] == plain:
            continue
        if (total := total_in(line.cells)) is not None:
            totals.append(total)
        elif len(line.cells) < len(header):
            kept.append(replace(line, cells=(*line.cells, *[""] * (len(header) - len(line.cells)))))
        else:
            kept.append(line)
    return tuple(kept), tuple(totals)


def told_apart(headers: Sequence[str]) -> tuple[str, ...]:
    """Return headers with a number behind those that stand more than once: `count [1]`, `count [2]`."""
    names = [comparable(header) for header in headers]
    return tuple(
        f"{header} [{names[: place + 1].count(names[place])}]"
        if header and names.count(names[place]) > 1
        else header
        for place, header in enumerate(headers)
    )


def carried(table: Headed, names: Sequence[str]) -> Headed:
    """Return a table in whose named columns an empty cell says what the one above says."""
    named = set(map(comparable, names))
    places = [place for place, header in enumerate(table.headers) if comparable(header) in named]
    if not places:
        return table
    last: dict[int, str] = {}
    lines = []
    for line in table.lines:
        cells = list(line.cells)
        for place in () if line.heading else places:
            cells[place] = last[place] = cells[place] or last.get(place, "")
        lines.append(replace(line, cells=tuple(cells)))
    return replace(table, lines=tuple(lines))
