"""A published table as lines of cells, and as columns of text once its header is known.

No object is made for a line or a row: a list of a hundred thousand rows is a few lists of texts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Generic

from jobs.readers.html import unescaped
from jobs.readers.text import Columns, Header, Meaning, heading_state, is_no_row, says_part, total_in
from models.domain import Repeated, collapse, compacted, comparable, few, mapped, picked

DEEPEST_HEADER = 40
"""Lines above which a header stands: ICE's own workbooks have up to six lines of preamble."""

_CELL = "\x1f"
_TOTAL = "total"
_TIDY = tuple(chr(code) for code in (*range(0x09, 0x0E), 0x1C, 0x1D, 0x1E))


@dataclass(frozen=True, slots=True)
class TextTable:
    """The lines of one table, header and preamble among them.

    Attributes:
        name: What tells it from the others of its document: `sheet FY2026`, `table 2`.
        lines: The cells of each line, in their order.
        positions: Where each line stands, `row 12` or `sheet FY2026 row 12`; empty in documents with pages.
        pages: The page of each line, counted from 1, in documents that have pages; else empty.
        headings: Numbers, from 0, of the lines that are one text over all columns.
        before: Text that stands above the table.
        heading: The last heading in it.
        doubts: What shows that it is not whole, each a sentence.
    """

    name: str
    lines: Sequence[Sequence[str]]
    positions: Sequence[str]
    pages: Sequence[int | None] = ()
    headings: frozenset[int] = frozenset()
    before: str = ""
    heading: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnTable(Generic[Meaning]):
    """The rows below a table's header, without headings and lines that only state a total.

    Attributes:
        header: What its columns mean.
        columns: The cells of each meaning, a text a row, white space collapsed.
        positions: Where each row stands.
        pages: Of each row; None in documents without pages.
        states: USPS code of the state that the heading above a row names; empty when none does.
        totals: The numbers of lines that only state one.
        headings: Those that name no state, in order.
        name: As of the table.
        before: Text above the header.
        wide: Where the first line with cells beyond the last header stands: something shifted its cells.
        again: Where the first line stands that is a header once more, but another one.
        part: The words of a line that is no row that say that the list is a part of itself; empty without.
    """

    header: Header[Meaning]
    columns: Mapping[Meaning, Sequence[str]] = field(default_factory=dict)
    positions: Sequence[str] = ()
    pages: Sequence[int | None] = ()
    states: Sequence[str] = ()
    totals: tuple[int, ...] = ()
    headings: tuple[str, ...] = ()
    name: str = ""
    before: str = ""
    wide: str = ""
    again: str = ""
    part: str = ""


def understand(table: TextTable, columns: Columns[Meaning]) -> ColumnTable[Meaning] | None:
    """Return a table by the line that names most of its columns; None when none names any.

    Headers that stand more than once are told apart; each row is as wide as the header.
    """
    top = [tuple(map(collapse, line)) for line in table.lines[:DEEPEST_HEADER]]
    header = columns.find(map(told_apart, top))
    if header is None:
        return None
    start = header.line + 1
    lines, pages = table.lines[start:], table.pages[start:]
    cells = {place: tidied(_column(lines, place)) for place in {0, *header.places.values()}}
    aside, totals, alone = _set_apart(lines, cells[0], [title.casefold() for title in top[header.line]])
    marked = {number - start for number in table.headings} - aside - totals.keys() - alone.keys()
    rows, states, headings = _under(lines, aside | totals.keys() | alone.keys(), marked)
    above = " ".join(" ".join(dict.fromkeys(line)) for line in top[: header.line])
    wide = _wide(lines, len(top[header.line]), totals)
    again = _again(lines, header, cells, aside)
    return ColumnTable(
        header,
        {meaning: picked(cells[place], rows) for meaning, place in header.places.items()},
        picked(table.positions[start:], rows),
        picked(pages or Repeated(None, len(lines)), rows),
        states,
        tuple(totals.values()),
        headings,
        table.name,
        f"{table.before} {above}".strip(),
        "" if wide is None else table.positions[start + wide] or f"page {pages[wide]}",
        "" if again is None else table.positions[start + again] or f"page {pages[again]}",
        _part(top[: header.line], rows, alone),
    )


def _part(above: Sequence[Sequence[str]], rows: Sequence[int], alone: Mapping[int, str]) -> str:
    """Return what the lines that are no rows say of a list that is a part of itself; else nothing."""
    last = rows[-1] if rows else -1
    followed = [text for line in above if (text := _only(line))]
    followed += [text for number, text in alone.items() if number < last]
    below = [text for number, text in alone.items() if number > last]
    return says_part(below, len(rows), alone=True, above=followed)


def _only(cells: Sequence[str]) -> str:
    """Return the one text of a line that says nothing else, be it in several cells; else nothing."""
    texts = set(filter(None, cells))
    return texts.pop() if len(texts) == 1 else ""


def _column(lines: Sequence[Sequence[str]], place: int) -> Sequence[str]:
    try:
        return list(map(itemgetter(place), lines))
    except IndexError:
        return [line[place] if place < len(line) else "" for line in lines]


def _set_apart(
    lines: Sequence[Sequence[str]], first: Sequence[str], titles: list[str]
) -> tuple[set[int], dict[int, int], dict[int, str]]:
    """Return the lines that are blank or the header again, the totals of those that state one, other texts.

    Only lines that begin with nothing, or with such a word, can be any of them; most tables have none.
    """
    aside: set[int] = set()
    totals: dict[int, int] = {}
    alone: dict[int, str] = {}
    begins = {each: each.casefold() for each in few(first) or first}
    doubtful = {each for each, plain in begins.items() if not each or _TOTAL in plain or plain == titles[0]}
    doubtful |= set(filter(is_no_row, begins))
    for number, cell in enumerate(first) if doubtful else ():
        if cell in doubtful:
            cells = list(map(collapse, lines[number]))
            if not any(cells) or [each.casefold() for each in cells] == titles:
                aside.add(number)
            elif (total := total_in(cells)) is not None:
                totals[number] = total
            elif is_no_row(text := _only(cells)):
                alone[number] = text
    return aside, totals, alone


def _under(
    lines: Sequence[Sequence[str]], aside: set[int], marked: set[int]
) -> tuple[Sequence[int], Sequence[str], tuple[str, ...]]:
    """Return the numbers of the rows, the state above each, and the headings that name none."""
    if not marked:
        every = range(len(lines))
        rows: Sequence[int] = [number for number in every if number not in aside] if aside else every
        return rows, Repeated("", len(rows)), ()
    kept: list[int] = []
    states: list[str] = []
    nameless: list[str] = []
    state = ""
    for number, line in enumerate(lines):
        if number in marked:
            heading = collapse(line[0])
            named = heading_state(heading)
            state = named or state
            nameless += [] if named else [heading]
        elif number not in aside:
            kept.append(number)
            states.append(state)
    return kept, states, tuple(nameless)


def _wide(lines: Sequence[Sequence[str]], width: int, totals: Mapping[int, int]) -> int | None:
    """Return the first line with cells beyond the last header."""
    if max(map(len, lines), default=0) <= width:
        return None
    wide = (n for n, line in enumerate(lines) if n not in totals and any(map(collapse, line[width:])))
    return next(wide, None)


def _again(
    lines: Sequence[Sequence[str]],
    header: Header[Meaning],
    cells: Mapping[int, Sequence[str]],
    aside: set[int],
) -> int | None:
    """Return the first line that is the header of another table: half of its cells name their columns."""
    titles = {place: header.titles[place].casefold() for place in header.places.values()}
    doubtful = {
        number
        for place, title in titles.items()
        for number, cell in enumerate(cells[place])
        if _is_titled(cell, title)
    }
    for number in sorted(doubtful - aside):
        line = [collapse(cell).casefold() for cell in lines[number]]
        named = sum(_is_titled(line[place], title) for place, title in titles.items() if place < len(line))
        if len(list(filter(None, line))) > 1 and named * 2 >= len(list(filter(None, line))):
            return number
    return None


def _is_titled(cell: str, title: str) -> bool:
    """Tell whether a cell says what its column is called, be it with something in brackets behind it."""
    plain = cell.casefold()
    return plain == title or plain.startswith(f"{title} (")


def tidied(column: Sequence[str]) -> Sequence[str]:
    """Return a column of texts with every run of white space as one blank, and no text escaped twice."""
    column = compacted(column)
    if any("&" in cell for cell in few(column) or column):
        column = mapped(unescaped, column)
    if few(column) is not None:
        return mapped(collapse, column)
    text = _CELL.join(("", *column, ""))
    odd = ("  ", f"{_CELL} ", f" {_CELL}", *_TIDY)
    if text.isascii() and text.count(_CELL) == len(column) + 1 and not any(sign in text for sign in odd):
        return column
    return list(map(collapse, column))


def told_apart(headers: Sequence[str]) -> tuple[str, ...]:
    """Return headers with a number behind those that stand more than once: `count [1]`, `count [2]`."""
    names = [comparable(header) for header in headers]
    return tuple(
        f"{header} [{names[: place + 1].count(names[place])}]"
        if header and names.count(names[place]) > 1
        else header
        for place, header in enumerate(headers)
    )
