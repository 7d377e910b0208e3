"""Listings and changes as tables for people, with what is noted of them below; listings as CSV.

A table fits a terminal of a hundred columns: where a row stands and what it says come first; what its
document says beside that is left to CSV and JSON.
"""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot import words
from bot.blocks.shared import place_in, tallied
from bot.cli.output import TextGrid
from bot.delivery import written
from models.domain import FIELDS

WIDTH = 100
NOTES = 20
"""Different notes that are printed below a table; --json has all."""
NUMBERS = 5
"""Rows that are named before a note, however many it is of."""

LISTING = (
    "kind", "section", "state", "places", "resolution", "reason", "page", "position", "ordinal", "as_read",
)  # fmt: skip


def listings_text(rows: Sequence[Mapping[str, Any]]) -> Iterator[str | TextGrid]:
    """Yield listings as a table, then the notes on them by the rows' numbers."""
    shown = [_listed(row) for row in rows]
    sometimes = [name for name in ("mark", "stands", "section", "counts") if any(row[name] for row in shown)]
    head = ["no.", "where", "as printed", *sometimes, "place"]
    yield TextGrid(head, shown, "This edition has no rows.", ("no.", "where"))
    yield from _notes(rows)


def _listed(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "no.": row["ordinal"] if row.get("standing", "printed") in {"printed", "continued"} else None,
        "where": place_in(row["page"], row["position"]),
        "as printed": row["as_read"],
        "mark": row.get("mark"),
        "stands": row.get("standing"),
        "section": row["section"],
        "counts": tallied(row),
        "place": "; ".join(map(_place, row["places"])) or _unplaced(row),
    }


def _unplaced(row: Mapping[str, Any]) -> str:
    """Return why a row has no place, and whether one of several or none at all: `unknown: …`."""
    return f"{row['resolution']}: {row['reason']}" if row["reason"] else row["resolution"]


def _notes(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    of_rows: dict[str, list[str]] = {}
    for row in rows:
        number = str(row["ordinal"] or place_in(row["page"], row["position"]) or row["as_read"])
        read = [row["reason"]] if row["places"] else []
        for note in filter(None, (*row["notes"], row["check_first"], *read)):
            of_rows.setdefault(note, []).append(number)
    for note, numbers in [*of_rows.items()][:NOTES]:
        named = numbers[:NUMBERS]
        more = [f"{len(numbers) - len(named):,} more"] if len(numbers) > len(named) else []
        line = f"{words.listed([*named, *more])}: {note}"
        yield textwrap.fill(line, WIDTH, subsequent_indent="  ", break_long_words=False)
    if len(of_rows) > NOTES:
        yield f"And {len(of_rows) - NOTES:,} more notes; --json has all."
    beside = dict.fromkeys(name for row in rows for name in row["annotations"])
    if beside:
        yield textwrap.fill(f"Beside these --json and --format csv have {words.listed([*beside])}.", WIDTH)


def listings_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return listings as CSV with a heading line."""
    fields = _named(rows) or list(dict.fromkeys(name for names in FIELDS.values() for name in names))
    return written([*LISTING, *fields], map(_flat, rows))


def _named(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the columns that listings have beside those of where they stand."""
    return list(dict.fromkeys(name for row in rows for name in row if name not in LISTING))


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a listing whose every cell is text."""
    return {
        **row,
        "places": "; ".join(map(_place, row["places"])),
        "notes": " ".join(row["notes"]),
        "annotations": "; ".join(f"{name}: {value}" for name, value in row["annotations"].items()),
    }


def _place(place: Mapping[str, str]) -> str:
    return f"{place['name']}, {place['state']} ({place['geoid']})"


def changes_grid(rows: Iterable[Mapping[str, Any]]) -> TextGrid:
    """Return changes as a table; what happens to a whole list stands there in its publisher's words."""
    head = ("id", "source", "day", "change", "place", "before", "after", "where")
    return TextGrid(head, map(_changed, rows), "This edition changed nothing.", ("id", "source", "day"))


def _changed(row: Mapping[str, Any]) -> dict[str, Any]:
    now = row["after"] or row["before"]
    return {
        "id": row["id"],
        "source": row["source"],
        "day": row["day"],
        "change": _how(row),
        "place": (_place(row["place"]) if row["place"] else _unplaced(now)) if now else "the whole list",
        "before": _side(row["before"]),
        "after": _side(row["after"]) if now else row["sentence"],
        "where": place_in(now["page"], now["position"]) if now else "",
    }


def _how(row: Mapping[str, Any]) -> str:
    """Return what became of a row; of one that was missing first, since when."""
    how = _HOW.get(row["kind"], row["kind"].replace("_", " "))
    if row["missing_since"]:
        return f"{how}: missing since {row['missing_since']}, confirmed {row['day']}"
    late = ", added late" if row["late"] else ""
    return f"{how}{late}{', possibly the same' if row['possibly_same'] else ''}"


_HOW = {"added": "on", "removed": "off", "withdrawn": "taken down"}


def _side(row: Mapping[str, Any] | None) -> str:
    """Return a row as printed; a tally with what it counts."""
    if row is None:
        return ""
    counts = tallied(row)
    return f"{row['as_read']}: {counts}" if counts else row["as_read"]
