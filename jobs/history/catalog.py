"""The catalogue of the bundled past: what each list said when, by which pages.

`facts/catalog.toml` names the editions and withdrawals in the order in which they were seen;
the CSV files beside it hold their rows. An edition's document is those rows as a CSV: facts
copied from cited pages, a transcription, never the publisher's own bytes.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jobs.history.facts import designations, policies, read_rows, tallies, write_rows
from models.domain import Document, Edition, Listing, Period

FACTS = Path(__file__).parent / "facts"
AFTERWARDS = ("removed", "removal_page")
"""Columns that tell what became of a row later, and are no part of the edition that had it."""

Table = Mapping[str, Any]
Rows = Sequence[dict[str, str]]


@dataclass(frozen=True, slots=True)
class PastEvent:
    """One thing that happened to a list.

    Attributes:
        what: `edition`, `withdrawn`, or a `note` on the page that links to its documents.
        label: What happened, in a line.
        source: Name of the list.
        observed: When it could be seen, UTC.
        cited: The pages that say so.
        document: The facts of an edition as a CSV; None of what is no edition.
        edition: What they say; None of what is no edition.
        text: The publisher's words, of a note.
    """

    what: str
    label: str
    source: str
    observed: datetime
    cited: tuple[str, ...]
    document: Document | None = None
    edition: Edition | None = None
    text: str = ""


@cache
def read_catalog() -> tuple[PastEvent, ...]:
    """Return the bundled past of all lists, in the order in which it was seen."""
    catalog = tomllib.loads((FACTS / "catalog.toml").read_text(encoding="utf-8"))
    taken_out: dict[str, date] = {}
    past = []
    for entry in catalog["timeline"]:
        source = entry["source"]
        past.append(_past(entry, catalog["lists"].get(source, {}), taken_out.get(source, date.min)))
        if entry["what"] == "edition":
            taken_out[source] = entry.get("without", date.min)
    return tuple(past)


def citation(pages: Iterable[str]) -> str:
    """Return the sentence that every transcription carries, by the pages that it was copied from."""
    first, *others = dict.fromkeys((urlsplit(page).hostname or page).removeprefix("www.") for page in pages)
    sites = f"{first} and {len(others)} other {'sites' if len(others) > 1 else 'site'}" if others else first
    return f"Copied from {sites}, each row with its page; not the publisher's own document."


def _past(entry: Table, about: Table, before: date) -> PastEvent:
    cited = tuple(entry["cited"])
    happened = (entry["what"], entry["label"], entry["source"], entry["observed"], cited)
    if entry["what"] != "edition":
        return PastEvent(*happened, text=entry.get("text", ""))
    without, partial = entry.get("without", date.min), "partial" in about
    facts = read_rows((FACTS / entry["facts"]).read_bytes())
    rows = [row for row in facts if _removed(row) > without]
    gone = [row for row in facts if before < _removed(row) <= without]
    document = _document(entry, rows, facts[0], partial=partial)
    edition = Edition(
        source=entry["source"],
        listings=_listings(rows, entry, about),
        published=entry.get("published"),
        period=_period(entry),
        totals=entry.get("totals", {}),
        caveats=(*entry.get("caveats", ()), *filter(None, [about.get("partial")]), *about.get("caveats", ())),
        transcription=document.transcription,
        partial=partial,
        gone=_listings(gone, entry, about),
    )
    return PastEvent(*happened, document, edition)


def _document(entry: Table, rows: Rows, columns: Iterable[str], *, partial: bool) -> Document:
    cited = entry["cited"]
    return Document(
        body=write_rows(rows, [name for name in columns if name not in AFTERWARDS]),
        address=cited[0],
        observed=entry["observed"],
        media_type="text/csv",
        transcription=citation((*cited, *(row.get("source_page", cited[0]) for row in rows))),
        partial=partial,
    )


def _removed(row: Mapping[str, str]) -> date:
    """Return the day from which a row is no longer on its list, or the last day there is."""
    return date.fromisoformat(row["removed"]) if row.get("removed") else date.max


def _period(entry: Table) -> Period | None:
    return Period(*entry["period"]) if "period" in entry else None


def _listings(rows: Rows, entry: Table, about: Table) -> tuple[Listing, ...]:
    cited, period = entry["cited"][0], _period(entry)
    if period:
        return tallies(rows, cited, period, about.get("measure", ""))
    return policies(rows, cited) if rows and "criteria" in rows[0] else designations(rows, cited)
