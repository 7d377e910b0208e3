"""What the command line prints: JSON lines for scripts, tables for people; both on stdout."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.blocks import mrkdwn
from bot.csv_export import written
from bot.findings import Finding, Level
from models.listings import FIELDS

EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_HELD = range(4)

WIDE = 10_000
"""Columns where nobody looks at a terminal: nothing is cut or wrapped in a file."""

_DECIDE = "Decide with python -m bot review accept {0}, or review reject {0}."

LISTING = ("kind", "section", "state", "places", "resolution", "reason", "page", "position", "as_read")


def lines(objects: Iterable[Mapping[str, Any]]) -> None:
    """Print one JSON object a line."""
    for each in objects:
        typer.echo(json.dumps(each, ensure_ascii=False))


def table(head: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str) -> None:
    """Print a table for people, or a sentence when there is nothing to show.

    Args:
        head: The headings.
        rows: The cells; None is an empty one.
        empty: The sentence, with the next step.
    """
    cells = [[_cell(cell) for cell in row] for row in rows]
    if not cells:
        typer.echo(empty)
        return
    shown = Table(*head, box=None, pad_edge=False, header_style="bold")
    for row in cells:
        shown.add_row(*(Text(cell) for cell in row))
    Console(width=None if sys.stdout.isatty() else WIDE, highlight=False).print(shown)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def document(value: Mapping[str, Any], *, one_line: bool) -> None:
    """Print one JSON document."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=None if one_line else 2))


def sentence(value: Mapping[str, Any], text: str, *, as_json: bool) -> None:
    """Print one object for scripts, or a sentence for people."""
    typer.echo(json.dumps(value) if as_json else text)


def findings(found: Sequence[Finding], *, as_json: bool) -> int:
    """Print what the doctor found and return the exit code: 1 when anything is broken."""
    if as_json:
        lines(asdict(each) for each in found)
    else:
        for each in found:
            typer.echo(f"{each.level.value:4}  {each.check}: {each.sentence}")
    return EXIT_FAILED if any(each.level is Level.FAIL for each in found) else EXIT_DONE


def reports(told: Sequence[Any], *, as_json: bool) -> int:
    """Print what became of editions and return the exit code."""
    objects = [asdict(report) for report in told]
    if as_json:
        lines(objects)
    else:
        for report in told:
            typer.echo(_report(report))
    return exit_code(report.status for report in told)


def exit_code(statuses: Iterable[str]) -> int:
    """Return what becomes of documents as an exit code: failed before held before done."""
    found = set(statuses)
    if "failed" in found:
        return EXIT_FAILED
    return EXIT_HELD if "held" in found else EXIT_DONE


def rejected(report: Any, *, as_json: bool) -> int:
    """Print that a held edition was set aside and return the exit code."""
    told = f"{report.source} edition {report.edition}: rejected; its bytes are kept."
    sentence(asdict(report), told, as_json=as_json)
    return EXIT_DONE


def _report(report: Any) -> str:
    counts = ", ".join(
        f"{number:,} {kind.replace('_', ' ')}" for kind, number in report.counts.items() if number
    )
    edition = f" edition {report.edition}" if report.edition else ""
    facts = [f"{report.source}{edition}: {report.status}"]
    if report.rows:
        noun = "announcement" if report.source.startswith("scout:") else "row"
        facts.append(mrkdwn.counted(report.rows, noun))
    facts += [counts] if counts else []
    told = [*report.reasons, *([_DECIDE.format(report.edition)] if report.status == "held" else [])]
    return "; ".join(facts) + "".join(f"\n  {each}" for each in told)


def listings(rows: Sequence[Mapping[str, Any]], form: str) -> None:
    """Print listings as `csv`, `json` (a line each) or, by default, as a table for people."""
    if form == "json":
        lines(rows)
        return
    named = list(dict.fromkeys(name for row in rows for name in row if name not in LISTING))
    flat = [_flat(row) for row in rows]
    if form == "csv":
        fields = named or list(dict.fromkeys(name for names in FIELDS.values() for name in names))
        typer.echo(written([*LISTING, *fields], flat), nl=False)
        return
    shown = ("state", "places", "page", *named)
    table(shown, ([row.get(name) for name in shown] for row in flat), empty="This edition has no rows.")


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a listing whose every cell is text."""
    return {
        **row,
        "places": "; ".join(_named(place) for place in row["places"]),
        "notes": " ".join(row["notes"]),
        "annotations": "; ".join(f"{name}: {value}" for name, value in row["annotations"].items()),
    }


def _named(place: Mapping[str, str]) -> str:
    return f"{place['name']}, {place['state']} ({place['geoid']})"


def changes(rows: Sequence[Mapping[str, Any]]) -> None:
    """Print changes as a table for people."""
    table(
        ("id", "change", "place", "before", "after", "page"),
        (
            (
                row["id"],
                f"{row['kind']}, recorded late" if row["late"] else row["kind"],
                _named(row["place"]) if row["place"] else None,
                (row["before"] or {}).get("as_read"),
                (row["after"] or {}).get("as_read"),
                row["page"],
            )
            for row in rows
        ),
        empty="This edition changed nothing.",
    )
