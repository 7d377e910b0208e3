"""Files of hundreds of thousands of detainers, XLSX or Parquet → their rows, one at a time.

What is blank or redacted is nothing. Columns that nobody needs are never read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from math import isnan
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jobs.readers.detainer_columns import Field, fields_of, missing
from jobs.readers.long_sheets import LongBook, LongSheet, Raw, day_of, long_book
from jobs.readers.printed_dates import read_day
from models.errors import UnreadableDocument
from models.listings import collapse

_BATCH = 10_000
_REMEMBERED = 50_000
"""Cells whose meaning is kept: a release says the same few thousand things in millions of cells."""
_HEAD = 60
"""Rows within which a sheet's header must stand; ICE's own files have six rows above it."""
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
        file.rows = _workbook(long_book(body), file)
    return file


@lru_cache(_REMEMBERED, typed=True)
def said(value: object) -> str:
    """Return what a cell says, as text; nothing where it is blank or redacted."""
    if isinstance(value, datetime | date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    if isinstance(value, float):
        value = "" if isnan(value) else int(value) if value.is_integer() else value
    text = "" if value is None else collapse(str(value))
    return "" if _BLANK.fullmatch(text) else text


def _workbook(book: LongBook, file: DetainerFile) -> Iterator[tuple[str, Record]]:
    for sheet in book.sheets:
        rows = sheet.rows()
        fields = _header(rows, sheet, file)
        sheet.wanted = frozenset(fields.values())
        for number, cells in rows if fields else ():
            record = {name: cells[column] for name, column in fields.items() if column in cells}
            if filled := _filled(record, mac=book.mac):
                yield f"sheet {sheet.name} row {number}", filled
    if not file.columns and not file.problems:
        file.problems.append("No sheet has a table of detainers with the reason why each was lifted.")


def _header(
    rows: Iterator[tuple[int, dict[int, Raw]]], sheet: LongSheet, file: DetainerFile
) -> dict[Field, int]:
    """Return the columns of a sheet's table, by the row that names them; empty when it has none."""
    nearest: dict[Field, int] = {}
    for number, cells in rows:
        fields = fields_of((column, str(title)) for column, title in sorted(cells.items()))
        if not missing(fields):
            file.columns = file.columns or [collapse(str(cells[column])) for column in sorted(cells)]
            return fields
        nearest = max(nearest, fields, key=len)
        if number > _HEAD:
            break
    if len(nearest) >= _LIKE_A_HEADER:
        file.problems.append(_lacks(f"Sheet {sheet.name!r}", nearest))
    else:
        file.skipped.append(f"Sheet {sheet.name!r} has no table of detainers and was not read.")
    return {}


def _lacks(what: str, fields: Iterable[Field]) -> str:
    return f"{what} has no column for {', nor for '.join(missing(fields))}."


def _parquet(body: bytes, file: DetainerFile) -> Iterator[tuple[str, Record]]:
    try:
        table = pq.ParquetFile(pa.BufferReader(body))
        names = table.schema_arrow.names
        file.columns = list(names)
        fields = fields_of(enumerate(names))
        if missing(fields):
            file.problems.append(_lacks("The table", fields))
            return
        wanted = {name: names[number] for name, number in fields.items()}
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
        text = _day(value, mac) if name in {Field.ISSUED, Field.CONVICTED} else said(value)
        if text:
            filled[name] = text
    return filled


@lru_cache(_REMEMBERED, typed=True)
def _day(value: object, mac: bool) -> str:
    """Return a day in ISO form; as printed, when it can't be read as one."""
    day = day_of(value, mac=mac) if isinstance(value, float) else None
    text = said(value)
    day = day or read_day(re.sub(r"[T ]\d{1,2}:\d{2}.*$", "", text))
    return day.isoformat() if day else text
