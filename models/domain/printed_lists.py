"""A printed list as it is stored: in chunks sorted by printing, small, and exact. Pure.

One row's entry is found in one chunk, the list itself by sorting its entries by ordinal. A chunk is a
JSON array of columns, compressed: differences from entry to entry, which are nearly all equal, and
positions as a template and a number (`sheet FY2026 row {}`, 12), which goes with the ordinal.
"""

import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil

from models.domain.reading import Mark, Reading

CHUNK = 1000
"""Most entries in one chunk; all of a list are of one size."""

_LAST = re.compile(r"(.*?(?<![0-9]))([1-9][0-9]{0,8}|0)([^0-9]*)", re.DOTALL)
"""A text with its last number, as `str(int)` prints it: other scripts' digits are letters here."""
_BRACES = str.maketrans({"{": "{{", "}": "}}"})
_MARKS = list(Mark)


@dataclass(frozen=True, slots=True)
class PrintedEntry:
    """One row of a printed list.

    Attributes:
        printing: Id of its wording.
        ordinal: Where it stands in the document, from 1.
        page: Page, from 1, in documents that have pages.
        position: Where else it stands: `item 14`.
    """

    printing: int
    ordinal: int
    page: int | None
    position: str
    mark: Mark = Mark.PRINTED


@dataclass(frozen=True, slots=True)
class Chunk:
    """About a thousand entries, with the ids of the first and last printing among them."""

    number: int
    first: int
    last: int
    data: bytes


def entries_of_reading(reading: Reading, printings: Sequence[int]) -> list[PrintedEntry]:
    """Return the entries of a reading whose rows are these printings, in the order of the document."""
    where = zip(printings, reading.pages, reading.positions, reading.marks, strict=True)
    return [PrintedEntry(one[0], ordinal, *one[1:]) for ordinal, one in enumerate(where, start=1)]


def exact_of(reading: Reading) -> str:
    """Return the fingerprint of rows in their order, each with its wording, page, position and mark."""
    digest = hashlib.blake2b(digest_size=16)
    where = zip(reading.wordings, reading.pages, reading.positions, reading.marks, strict=True)
    for wording, page, position, mark in where:
        digest.update(wording + f"{page}|{position}|{mark}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def pack(entries: Iterable[PrintedEntry]) -> tuple[list[str], list[Chunk]]:
    """Return entries as position templates and chunks, from which `unpack` gives them back."""
    ordered = sorted(entries, key=lambda each: (each.printing, each.ordinal))
    templates: dict[str, int] = {}
    size = ceil(len(ordered) / max(1, ceil(len(ordered) / CHUNK)))
    parts = (ordered[start : start + size] for start in range(0, len(ordered), size or 1))
    chunks = [_chunk(number, part, templates) for number, part in enumerate(parts)]
    return list(templates), chunks


def _chunk(number: int, entries: Sequence[PrintedEntry], templates: dict[str, int]) -> Chunk:
    positions = [_taken_apart(each.position) for each in entries]
    columns = (
        _steps([each.printing for each in entries]),
        _steps([each.ordinal for each in entries]),
        [each.page for each in entries],
        [templates.setdefault(template, len(templates)) for template, _ in positions],
        [0 if row is None else row - each.ordinal for (_, row), each in zip(positions, entries, strict=True)],
        [_MARKS.index(each.mark) for each in entries],
    )
    short = [column[0] if len(set(column)) == 1 else column for column in columns]
    data = zlib.compress(json.dumps([len(entries), *short], separators=(",", ":")).encode(), 9)
    return Chunk(number, entries[0].printing, entries[-1].printing, data)


def _taken_apart(position: str) -> tuple[str, int | None]:
    """Return a position as a format with `{}` for its last number, and the number; None where it has none.

    Its own braces are doubled, as formats have them.
    """
    match = _LAST.fullmatch(position)
    if match is None:
        return position.translate(_BRACES), None
    return f"{match[1].translate(_BRACES)}{{}}{match[3].translate(_BRACES)}", int(match[2])


def _steps(numbers: Sequence[int]) -> list[int]:
    return [numbers[0], *(after - before for before, after in pairwise(numbers))]


def unpack(templates: Sequence[str], data: bytes) -> list[PrintedEntry]:
    """Return the entries of one chunk, sorted by printing."""
    rows, *columns = json.loads(zlib.decompress(data))
    printings, ordinals, pages, positions, numbers, marks = (
        column if isinstance(column, list) else [column] * rows for column in columns
    )
    order = list(accumulate(ordinals))
    places = zip(positions, map(sum, zip(numbers, order, strict=True)), strict=True)
    texts = (templates[template].format(number) for template, number in places)
    named = (_MARKS[mark] for mark in marks)
    return list(map(PrintedEntry, accumulate(printings), order, pages, texts, named))


def printed_only(entries: Iterable[PrintedEntry]) -> list[PrintedEntry]:
    """Return the entries of the rows that a document shows as standing: neither struck nor said off."""
    return [each for each in entries if each.mark is Mark.PRINTED]


def by_ordinal(entries: Iterable[PrintedEntry]) -> list[PrintedEntry]:
    """Return entries in the order of the document."""
    return sorted(entries, key=lambda each: each.ordinal)
