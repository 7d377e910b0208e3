"""CSV and JSON → the lines of a table, whatever the encoding, the delimiter and the line ends."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from jobs.readers.html import decode
from jobs.readers.tabular.broken_lines import doubts
from jobs.readers.tabular.column_table import TextTable, understand
from jobs.readers.text import Columns
from models.domain import Document, collapse, numbered, storable
from models.errors import UnreadableDocument

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 1 << 16
"""Letters of a file by which its delimiter is told."""
_CURE = "Look at the file; its bytes are kept."
_NUL = "\0"


def read_csv(document: Document, columns: Columns[str]) -> TextTable:
    """Read a delimited text by the delimiter under which most of the columns are found.

    Raises:
        UnreadableDocument: It isn't text, or breaks off within a quoted cell or its last line.
    """
    text = decode(document)
    if _NUL in text:
        raise UnreadableDocument("The file should be a CSV and is no text.", _CURE)
    delimiter = max(DELIMITERS, key=lambda each: _fit(text[:SAMPLE], each, columns))
    table = _delimited(text, delimiter)
    if text.count('"') % 2 and table.lines and "\n" in table.lines[-1][-1]:
        raise UnreadableDocument("The CSV breaks off within a quoted cell: its end is missing.", _CURE)
    if _breaks_off(text, table.lines):
        raise UnreadableDocument("The CSV breaks off within its last line: its end is missing.", _CURE)
    return replace(table, doubts=tuple(doubts(text, table.lines, delimiter)))


def _breaks_off(text: str, lines: Sequence[Sequence[str]]) -> bool:
    """Whether the last line has no end and fewer cells than any other; a footnote has one cell."""
    if not lines or text.endswith(("\n", "\r")):
        return False
    return 1 < len(lines[-1]) < min(map(len, lines[:-1]), default=0)


def _delimited(text: str, delimiter: str) -> TextTable:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise UnreadableDocument(
            f"Line {reader.line_num} of the CSV can't be read: {error}.", _CURE
        ) from error
    filled = [number for number, row in enumerate(rows, 1) if row]
    return TextTable("the file", list(filter(None, rows)), numbered("row ", filled))


def _fit(text: str, delimiter: str, columns: Columns[str]) -> tuple[int, int]:
    """Return how many columns a delimiter finds, then how few lines it gives another width."""
    try:
        lines = _delimited(text, delimiter)
    except UnreadableDocument:
        return 0, 0
    table = understand(lines, columns)
    if table is None:
        return 0, 0
    width = len(table.header.titles)
    return len(table.header.places), -sum(len(line) > width for line in lines.lines)


def read_json(document: Document, path: str) -> TextTable:
    """Read an array of objects; or of arrays, the first of which is the header; or a line an object.

    Numbers stay as printed. An object within an object is reached by a dotted header.

    Args:
        document: Its bytes in any encoding.
        path: Dotted path to the array; empty when the document is the array itself.

    Raises:
        UnreadableDocument: Not JSON, nested too deeply, or without an array at the path.
    """
    rows = _array(_parsed(decode(document)), path)
    if rows and all(isinstance(row, list) for row in rows):
        lines = [tuple(map(_printed, row)) for row in rows]
        return TextTable("the array", lines, numbered("row ", range(1, len(lines) + 1)))
    objects = [dict(_flat(row)) for row in rows if isinstance(row, dict)]
    if len(objects) != len(rows):
        raise UnreadableDocument("Not every element of the JSON array is an object.", _CURE)
    headers = tuple(dict.fromkeys(name for row in objects for name in row))
    items = (tuple(row.get(name, "") for name in headers) for row in objects)
    return TextTable("the array", [headers, *items], numbered("item ", range(len(objects) + 1)))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except RecursionError as error:
        raise UnreadableDocument("The JSON is nested too deeply to be read.", _CURE) from error
    except ValueError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines):
            return _parsed(f"[{','.join(lines)}]")
        raise UnreadableDocument(f"The file should be JSON and is none: {error}.", _CURE) from error


def _array(value: Any, path: str) -> list[Any]:
    for step in path.split(".") if path else ():
        value = value.get(step) if isinstance(value, dict) else None
    if isinstance(value, list):
        return value
    members = value.items() if isinstance(value, dict) else ()
    arrays = [name for name, member in members if isinstance(member, list)]
    cure = f"Set the entry's path to one of {', '.join(arrays)}." if arrays else _CURE
    raise UnreadableDocument(f"The JSON has no array {f'at {path!r}' if path else 'at its root'}.", cure)


def _flat(row: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield storable(before + name), _printed(value)


def _printed(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_printed, value))
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else storable(collapse(str(value)))
