"""Rows as CSV that a spreadsheet opens without running anything in it, each with where it stands."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from bot.answers import Answer
from models.domain import FIELDS, Fact, Happened, ListingKind

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Starts that a spreadsheet takes for a formula: https://owasp.org/www-community/attacks/CSV_Injection."""

DOUBTS = ("notes", "check_first")
"""Columns of what is to be known of a row before it is believed."""


def written(head: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Return rows as CSV text with a heading line; a cell that starts like a formula gets an apostrophe.

    Args:
        head: Names of the columns; other keys of the rows are left out.
        rows: Values by column; None is an empty cell.
    """
    text = io.StringIO()
    table = csv.DictWriter(text, head, extrasaction="ignore", lineterminator="\r\n")
    table.writeheader()
    table.writerows({key: _harmless(row.get(key)) for key in head} for row in rows)
    return text.getvalue()


def _harmless(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def _fields_of(facts: Iterable[Fact]) -> list[str]:
    """Return the names of all fields that some rows have, in the order of their kinds."""
    ordered = sorted({fact.kind for fact in facts}, key=list(ListingKind).index)
    return list(dict.fromkeys(name for kind in ordered for name in FIELDS[kind]))


def exported(rows: Sequence[Happened], zone: str, lists: Sequence[str] = ()) -> str:
    """Return changed rows as CSV: what happened, where it stands, then every field as printed.

    Args:
        rows: Of one list, or of several; a column says since when one was missing before it was removed, and
            which one may be the same as another.
        zone: IANA name of the newsroom's time zone, of whose days that is.
        lists: Of several, the publisher of each row.
    """
    names = _fields_of(row.fact for row in rows)
    missing = ["missing_since"] if any(row.missing_since for row in rows) else []
    missing += ["possibly_same"] if any(row.possibly_same for row in rows) else []
    where = ["page", "position", "as_read", *DOUBTS]
    head = ["change", "kind", "state", "places", *names, "changed", *missing, *where]
    if not lists:
        return written(head, (_row(row, zone) for row in rows))
    whose = zip(lists, rows, strict=True)
    return written(["list", *head], ({"list": short, **_row(row, zone)} for short, row in whose))


def _row(row: Happened, zone: str) -> dict[str, object]:
    return {
        **_cells(row.fact, zone),
        "change": f"{row.kind.value}, recorded late" if row.late else row.kind.value,
        "missing_since": row.missing_since.day(zone) if row.missing_since else None,
        "possibly_same": "; ".join(each.as_read for each in row.rivals)
        or ("yes" if row.possibly_same else ""),
        "changed": "; ".join(f"{field}: {before} → {after}" for field, before, after in row.differences),
    }


def _cells(fact: Fact, zone: str) -> dict[str, object]:
    """Return a row by column: its fields as printed, what it is, where it stands and what to check first."""
    return {
        **fact.fields,
        "kind": fact.kind.value,
        "state": fact.state,
        "places": "; ".join(place.name for place in fact.places) or fact.unresolved,
        "page": fact.page,
        "position": fact.position,
        "as_read": fact.as_read,
        "notes": " ".join(fact.notes),
        "check_first": fact.check_first,
        "doubts": " ".join(fact.doubts),
        "since": fact.since.day(zone),
        "missing": fact.missing,
        "missing_since": fact.missing_since.day(zone) if fact.missing_since else None,
        "document": fact.cited,
        "sha256": "" if fact.transcription else fact.sha256,
    }


def facts_as_csv(facts: Sequence[Fact], answer: Answer) -> str:
    """Return rows as CSV text with a heading line, safe for a spreadsheet.

    Args:
        facts: The rows.
        answer: The answer that they belong to, for what their lists are called.
    """
    names = _fields_of(facts)
    where = [
        "since",
        "missing",
        "missing_since",
        "page",
        "position",
        "as_read",
        "doubts",
        "document",
        "sha256",
    ]
    head = ["list", "title", "kind", "state", *names, *where]
    return written(head, (_fact_row(fact, answer) for fact in facts))


def _fact_row(fact: Fact, answer: Answer) -> dict[str, object]:
    return {
        **_cells(fact, answer.zone),
        "list": answer.short(fact.source),
        "title": answer.title(fact.source),
    }
