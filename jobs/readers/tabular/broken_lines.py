"""What shows that the lines of a delimited text are not those that its publisher wrote.

A quote that nobody closes swallows the lines below it, and the next one sets the cells right again: as many
cells a line as before, and some rows fewer. A file that breaks off within its last cell has all cells too.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from jobs.readers.text import is_no_row, read_day
from models.places import state_code

Lines = Sequence[Sequence[str]]

_FEWEST, _PAIR = 5, 2
"""Lines by which a column is told to hold nothing but days or states, and columns of the narrowest table."""
_LONGEST_CODE = 10
"""Letters of the longest cells that are all of one length by their nature: `2025-05-14`."""
_FOOTNOTE = re.compile(r"[\d:.;()*]|(?:\S+\s+){4}")
"""Signs, or a number of words, that a name seldom has and a note below a table mostly does."""


def doubts(text: str, lines: Lines, delimiter: str) -> Iterator[str]:
    """Yield why a delimited text may hold more rows than were read of it.

    Args:
        text: All of it.
        lines: Its cells.
        delimiter: What parts them.
    """
    is_multiline = any(_is_multiline(cell) for line in lines for cell in line)
    swallowed = _swallowed(text, delimiter) if is_multiline else ""
    if text.count('"') % 2:
        yield "The quotes of the CSV don't pair: one is opened or closed too many."
    elif swallowed or (is_multiline and not _is_well_formed(text, delimiter)):
        where = f": {' '.join(swallowed.split())[:80]!r}" if swallowed else ""
        yield f"A cell of the CSV holds whole lines, as where a quote is never closed{where}."
    is_cut = _lacks_cells if text.endswith(("\n", "\r")) else _is_cut
    if len(lines) > _FEWEST and is_cut(lines):
        yield f"The CSV may break off within its last line, which ends in {lines[-1][-1][:80]!r}."


def _is_well_formed(text: str, delimiter: str) -> bool:
    """Tell whether each quoted cell ends where its quote does (RFC 4180, 2.5 to 2.7)."""
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error:
        return False
    return True


def _swallowed(text: str, delimiter: str) -> str:
    """Return the lines of a row that has several, each with as many delimiters as a row has; else nothing.

    Of two columns the second may be prose of several lines, each with a comma.
    """
    own = list(io.StringIO(text, newline=""))
    reader = csv.reader(iter(own), delimiter=delimiter)
    rows = [(cells, reader.line_num) for cells in reader]
    (width, _), *_ = Counter(len(cells) for cells, _ in rows).most_common(1)
    ends = [0, *(end for _, end in rows)]
    single = [cells for begin, (cells, end) in zip(ends, rows, strict=False) if end == begin + 1][1:]
    usual = [cells for cells in single if len(cells) == width]
    for begin, (cells, end) in zip(ends, rows, strict=False):
        is_prose = width == _PAIR and (end - begin == _PAIR or not _is_multiline(cells[0]))
        if end - begin < _PAIR or width < _PAIR or is_prose:
            continue
        pieces = [_alone(line, delimiter) for line in own[begin:end]]
        if all(len(piece) == width for piece in pieces) and _are_alike(pieces, usual):
            return "".join(own[begin:end])
    return ""


def _alone(line: str, delimiter: str) -> list[str]:
    """Return the cells of a line by itself, without the quote in it that has no other half."""
    before, quote, behind = line.rpartition('"')
    plain = f"{before}{behind}" if quote and line.count('"') % 2 else line
    return next(csv.reader([plain.rstrip("\r\n")], delimiter=delimiter), [])


def _are_alike(pieces: Lines, rows: Lines) -> bool:
    """Tell whether lines may be rows: none of their columns lacks all that it mostly says in other rows."""
    for place, column in enumerate(zip(*rows, strict=True)):
        known = set(column)
        is_one: Callable[[str], object] = known.__contains__
        if len(known) > len(column) / 2:
            is_one = next((each for each in (read_day, state_code) if all(map(each, column))), bool)
        if not any(is_one(piece[place]) for piece in pieces):
            return False
    return True


def _is_multiline(cell: str) -> bool:
    return "\n" in cell or "\r" in cell


def _lacks_cells(lines: Lines) -> bool:
    """Tell whether the last line has fewer cells than any other, and is no note below them."""
    *others, last = lines[1:]
    if len(last) >= min(map(len, others)) or is_no_row(last[0]):
        return False
    return len(last) > 1 or not _FOOTNOTE.search(last[0])


def _is_cut(lines: Lines) -> bool:
    """Tell whether the last line lacks the end of its last cell, or cells that all others have."""
    *others, last = lines[1:]
    if _lacks_cells(lines):
        return True
    if len(last) != len(lines[0]) or {len(line) for line in others} != {len(last)}:
        return False
    cells, cell = [line[-1].strip() for line in others], last[-1].strip()
    shortest, longest = min(map(len, cells)), max(map(len, cells))
    if shortest == longest <= _LONGEST_CODE:
        return len(cell) < shortest
    alike = any(all(map(is_one, cells)) and not is_one(cell) for is_one in (read_day, state_code))
    return alike and len(cell) < longest
