"""Files of hundreds of thousands of detainers, XLSX or Parquet → their rows, one at a time.

What is blank or redacted is nothing. Columns that nobody needs are never read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from itertools import chain, islice
from math import isnan
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jobs.readers.text import Header, read_day
from jobs.sources.ddp_detainers.columns import COLUMNS, Field
from jobs.sources.ddp_detainers.long_sheets import LongSheet, Raw, day_of, opened_sheets
from models.domain import collapse
from models.errors import UnreadableDocument

_BATCH = 10_000
_REMEMBERED = 50_000
"""Cells whose meaning is kept: a release says the same few thousand things in millions of cells."""
_HEAD = 60
"""Rows that say something, within which a sheet's header must stand; ICE's own files have six above it."""
_LIKE_A_HEADER = 3
_BLANK = re.compile(
    r"|-+|n/?a|nan|null|none|\W*(?:\(?b\)?\s*\(\s*\d\s*\)\W*(?:\(?[a-f]\)?\W*)?)+", re.IGNORECASE
)
"""`NA`, `-`, `b(6), b(7)c`, `b(6), b(7)C`, `(b)(6)(b)(7)(c)`: as seen in ICE's releases."""
_CURE = "Look at the file; its bytes are kept."

Record = dict[Field, str]
"""The cells of one detainer that say something; days as ISO dates where they can be read."""


@dataclass
class DetainerFile:
    """One release, read while it is iterated.

    Attributes:
        rows: Position (`sheet FY2026 row 12`, `row 12`) and cells of each detainer.
        columns: Headers of the first table, as printed.
        problems: Why it can't have been read as a whole; complete once all rows are read.
        skipped: What was left unread, a sentence each; likewise.
    """

    rows: Iterator[tuple[str, Record]] = field(default_factory=lambda: iter(()))
    columns: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def open_detainers(body: bytes) -> DetainerFile:
    """Open a release of detainer records, by its bytes and not by its name.

    Raises:
        UnreadableDocument: Neither XLSX nor Parquet, cut off, encrypted or damaged; this too may
            only turn up while the rows are read.
    """
    file = DetainerFile()
    if body.startswith(b"PAR1"):
        file.rows = _parquet(body, file)
    else:
        file.rows = _workbook(opened_sheets(body), file)
    return file


@lru_cache(_REMEMBERED, typed=True)
def _text(value: object) -> str:
    """Return what a cell says, as text; nothing where it is blank or redacted."""
    if isinstance(value, datetime | date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    if isinstance(value, float):
        value = "" if isnan(value) else int(value) if value.is_integer() else value
    text = "" if value is None else collapse(str(value))
    return "" if _BLANK.fullmatch(text) else text


def _workbook(sheets: Iterable[LongSheet], file: DetainerFile) -> Iterator[tuple[str, Record]]:
    for sheet in sheets:
        rows = sheet.rows()
        head = list(islice(rows, _HEAD))
        header = COLUMNS.find(map(_titles, (cells for _, cells in head)))
        if header is None or header.missing:
            _leave_out(sheet, header, file)
            continue
        file.columns = file.columns or [collapse(title) for title in header.titles if title]
        sheet.wanted = frozenset(header.places.values())
        unsaved = 0
        for number, cells in chain(head[header.line + 1 :], rows):
            record = {name: cells[column] for name, column in header.places.items() if column in cells}
            unsaved += any(isinstance(cell, str) and cell.startswith("=") for cell in record.values())
            if filled := _filled(record, mac=sheet.mac):
                yield f"sheet {sheet.name} row {number}", filled
        if unsaved:
            rows_with = f"{unsaved:,} rows have" if unsaved > 1 else "1 row has"
            file.problems.append(
                f"In sheet {sheet.name!r}, {rows_with} formulas whose values were never saved."
            )
    if not file.columns and not file.problems:
        file.problems.append("No sheet has a table of detainers with the reason why each was lifted.")


def _titles(cells: Mapping[int, Raw]) -> list[str]:
    """Return the texts of a row, each at the number of its column, which counts from 1."""
    return [str(cells.get(column, "")) for column in range(max(cells) + 1)]


def _leave_out(sheet: LongSheet, header: Header[Field] | None, file: DetainerFile) -> None:
    """Note why a sheet is not read: it lacks columns, or is another table."""
    if header and len(header.places) >= _LIKE_A_HEADER:
        file.problems.append(_lacks(f"Sheet {sheet.name!r}", header))
    else:
        file.skipped.append(f"Sheet {sheet.name!r} has no table of detainers and was not read.")


def _lacks(what: str, header: Header[Field]) -> str:
    return f"{what} has no column for {', nor for '.join(header.missing)}."


def _parquet(body: bytes, file: DetainerFile) -> Iterator[tuple[str, Record]]:
    try:
        table = pq.ParquetFile(pa.BufferReader(body))
        names = table.schema_arrow.names
        file.columns = list(names)
        header = COLUMNS.read(names)
        if header.missing:
            file.problems.append(_lacks("The table", header))
            return
        wanted = {name: names[place] for name, place in header.places.items()}
        number = 0
        for batch in table.iter_batches(_BATCH, columns=list(wanted.values())):
            columns = {name: batch.column(title).to_pylist() for name, title in wanted.items()}
            for values in zip(*columns.values(), strict=True):
                number += 1
                if filled := _filled(dict(zip(columns, values, strict=True))):
                    yield f"row {number}", filled
    except (pa.ArrowException, OSError) as error:
        raise UnreadableDocument("The Parquet file is damaged or breaks off.", _CURE) from error


def _filled(record: Mapping[Field, Any], *, mac: bool = False) -> Record:
    """Return the cells that say something, with the days among them in ISO form."""
    filled: Record = {}
    for name, value in record.items():
        text = _day(value, mac) if name in {Field.ISSUED, Field.CONVICTED} else _text(value)
        if text:
            filled[name] = text
    return filled


@lru_cache(_REMEMBERED, typed=True)
def _day(value: object, mac: bool) -> str:
    """Return a day in ISO form; as printed, when it can't be read as one."""
    day = day_of(value, mac=mac) if isinstance(value, float) else None
    text = _text(value)
    day = day or read_day(re.sub(r"[T ]\d{1,2}:\d{2}.*$", "", text))
    return day.isoformat() if day else text
