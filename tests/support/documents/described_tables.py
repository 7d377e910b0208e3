"""Entries of config.toml that describe a table, and the same made-up list in every format."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from jobs.sources.described_table import source_of
from models.config import PlainSource
from models.domain import Document, Edition
from tests.support.documents.reports import Drawn, Paper, Part, typeset
from tests.support.documents.workbooks import workbook

HEADERS = ("Jurisdiction", "State", "Kind")
ROWS = (
    ("Boston", "Mass.", "Cities"),
    ("Suffolk County", "Massachusetts", "Counties"),
    ("Taos", "NM", "Cities"),
)
PREAMBLE = ("Jurisdictions that limit cooperation", "Updated as needed")


def entry(**changes: Any) -> PlainSource:
    """An entry for the made-up list, with other keys than usual."""
    usual: dict[str, Any] = {
        "name": "my_list",
        "address": "https://bureau.example/list",
        "format": "csv",
        "kind": "state",
        "rows": "designation",
        "title": "Made-up list",
        "publisher": "Made-up Bureau",
        "columns": {"name": "Jurisdiction", "state": "State", "heading": "Kind"},
    }
    return PlainSource.model_validate(usual | changes)


def read(body: bytes, described: PlainSource, **about: Any) -> Edition:
    """Read a document by an entry, in this process."""
    document = Document(body, described.address, datetime(2026, 11, 2, tzinfo=UTC), **about)
    return source_of(described).parse(document)


def said(edition: Edition) -> list[tuple[object, str, object]]:
    """Name, state and heading of each row."""
    return [(row.fields["name"], row.state, row.fields["heading"]) for row in edition.listings]


def as_csv(rows: Sequence[Sequence[str]] = ROWS, delimiter: str = ",", ends: str = "\n") -> str:
    """The list as delimited text."""
    quoted = [[f'"{cell}"' if delimiter in cell else cell for cell in row] for row in (HEADERS, *rows)]
    return "".join(delimiter.join(row) + ends for row in quoted)


def as_html(rows: Sequence[Sequence[str]] = ROWS) -> str:
    """The list as the second table of a page."""
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    head = "".join(f"<th>{title}</th>" for title in HEADERS)
    return (
        "<html><body><main><h1>Made-up list</h1><p>Updated November 1, 2026</p>"
        "<table><tr><th>State</th><th>Office</th></tr><tr><td>TX</td><td>Austin</td></tr></table>"
        f"<table><tr>{head}</tr>{cells}</table></main></body></html>"
    )


def documents() -> dict[str, bytes]:
    """The same list in every format that an entry can name."""
    table = Drawn(HEADERS, [list(row) for row in ROWS], "lines", [160, 120, 100])
    objects = [dict(zip(HEADERS, row, strict=True)) for row in ROWS]
    return {
        "csv": as_csv().encode(),
        "xlsx": workbook([[PREAMBLE[0]], [], [PREAMBLE[1]], HEADERS, *ROWS]),
        "json": json.dumps(objects).encode(),
        "html": as_html().encode(),
        "pdf": typeset(Paper(PREAMBLE, (Part("The list", table=table),))),
    }
