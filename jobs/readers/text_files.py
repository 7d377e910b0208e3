"""CSV and JSON → the lines of a table, whatever the encoding, the delimiter and the line ends."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from jobs.readers.decoding import decode
from jobs.readers.text_table import Line, TextTable, headed
from models.errors import UnreadableDocument
from models.listings import collapse, storable
from models.values import Document

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 1 << 16
"""Letters of a file by which its delimiter is told."""
_CURE = "Look at the file; its bytes are kept."
_NUL = "\0"


def read_csv(document: Document, wanted: Sequence[str]) -> TextTable:
    """Read a delimited text by the delimiter under which most of the wanted headers are found.

    Raises:
        UnreadableDocument: It isn't text, or breaks off within a quoted cell or its last line.
    """
    text = decode(document)
    if _NUL in text:
        raise UnreadableDocument("The file should be a CSV and is no text.", _CURE)
    table = _delimited(text, max(DELIMITERS, key=lambda each: _fit(text[:SAMPLE], each, wanted)))
    if text.count('"') % 2 and table.lines and "\n" in table.lines[-1].cells[-1]:
        raise UnreadableDocument("The CSV breaks off within a quoted cell: its end is missing.", _CURE)
    if _breaks_off(text, table.lines):
        raise UnreadableDocument("The CSV breaks off within its last line: its end is missing.", _CURE)
    lines = (Line(tuple(map(collapse, line.cells)), line.position) for line in table.lines)
    return TextTable(table.name, tuple(lines))


def _breaks_off(text: str, lines: Sequence[Line]) -> bool:
    """Whether the last line has no end and fewer cells than any other; a footnote has one cell."""
    if not lines or text.endswith(("\n", "\r")):
        return False
    return 1 < len(lines[-1].cells) < min((len(line.cells) for line in lines[:-1]), default=0)


def _delimited(text: str, delimiter: str) -> TextTable:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise UnreadableDocument(
            f"Line {reader.line_num} of the CSV can't be read: {error}.", _CURE
        ) from error
    filled = ((number, row) for number, row in enumerate(rows, 1) if row)
    return TextTable("the file", tuple(Line(tuple(row), f"row {number}") for number, row in filled))


def _fit(text: str, delimiter: str, wanted: Sequence[str]) -> tuple[int, int]:
    """Return how many headers a delimiter finds, then how few lines it gives another width."""
    try:
        found = headed(_delimited(text, delimiter), wanted)
    except UnreadableDocument:
        found = None
    if found is None:
        return 0, 0
    return found.found, -sum(len(line.cells) != len(found.headers) for line in found.lines)


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
        return TextTable("the array", tuple(Line(row, f"row {n}") for n, row in enumerate(lines, 1)))
    objects = [dict(_flat(row)) for row in rows if isinstance(row, dict)]
    if len(objects) != len(rows):
        raise UnreadableDocument("Not every element of the JSON array is an object.", _CURE)
    headers = tuple(dict.fromkeys(name for row in objects for name in row))
    found = (
        Line(tuple(row.get(name, "") for name in headers), f"item {n}") for n, row in enumerate(objects, 1)
    )
    return TextTable("the array", (Line(headers, "item 0"), *found))


def _parsed(text: str) -> Any:
    try:
        return _loads(text)
    except RecursionError as error:
        raise UnreadableDocument("The JSON is nested too deeply to be read.", _CURE) from error
    except ValueError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines):
            return _parsed(f"[{','.join(lines)}]")
        raise UnreadableDocument(f"The file should be JSON and is none: {error}.", _CURE) from error


def _loads(text: str) -> Any:
    return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)


def _array(found: Any, path: str) -> list[Any]:
    for step in path.split(".") if path else ():
        found = found.get(step) if isinstance(found, dict) else None
    if isinstance(found, list):
        return found
    arrays = (
        [name for name, value in found.items() if isinstance(value, list)] if isinstance(found, dict) else []
    )
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
