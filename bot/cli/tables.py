"""Listings as tables, changes as lines for people, with what is noted of them below; listings as CSV.

A table fits a terminal of a hundred columns: where a row stands and what it says come first; what its
document says beside that is left to CSV and JSON.
"""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot import words
from bot.blocks.shared import place_in, tallied
from bot.cli.output import TextGrid
from bot.delivery import written
from models.domain import FIELDS, ListingKind, PlaceKind, Source, SourceKind, day_in

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


def changes_text(rows: Iterable[Mapping[str, Any]], sources: Mapping[str, Source]) -> Iterator[str]:
    """Yield a line a change: `Sept. 26, 2025: Nevada is off the Justice Department's list. [453]`.

    Args:
        rows: As `changes --json` has them.
        sources: Every source by name.
    """
    none = True
    for row in rows:
        none, source = False, sources.get(row["source"])
        named = words.names_of(source).again if source else row["source"]
        said = _of_list(row, named)
        if row["after"] or row["before"]:
            said = _of_row(row, named, "in" if source and source.kind is SourceKind.EVENT else "on")
        number = f" [{row['id']}]" if row["id"] else ""
        yield textwrap.fill(
            f"{_day(row['day'])}: {words.ended(said)}{number}", WIDTH, subsequent_indent="  ",
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
    if none:
        yield "This version changed nothing."


def errata_text(rows: Iterable[Mapping[str, Any]], sources: Mapping[str, Source], zone: str) -> Iterator[str]:
    """Yield a line a place that was taken back: `April 13, 2017: ICE took back Bastrop County, Texas: “…”`.

    Args:
        rows: As `errata --json` has them.
        sources: Every source by name.
        zone: IANA name of the newsroom's time zone.
    """
    none = True
    for row in rows:
        none, source = False, sources.get(row["source"])
        when = words.day(day_in(zone, datetime.fromisoformat(row["observed"])))
        who = words.names_of(source).publisher if source else row["source"]
        where = f"{row['name']}, {words.short_state(row['state'])}" if row["state"] else row["name"]
        yield textwrap.fill(
            f"{when}: {who} took back {where}: “{row['sentence']}”", WIDTH, subsequent_indent="  "
        )
    if none:
        yield "Nothing was taken back yet."


def _day(iso: str) -> str:
    return words.day(date.fromisoformat(iso))


def _of_list(row: Mapping[str, Any], named: str) -> str:
    """Return what happened to a whole list, in its publisher's words where it said so."""
    quoted = f": “{row['sentence']}”" if row["sentence"] else ""
    return f"{words.upper_first(named)} is {_HOW.get(row['kind'], row['kind'])}{quoted}"


def _of_row(row: Mapping[str, Any], named: str, on: str) -> str:
    """Return what became of a row; of one that was missing first, since when."""
    now, how = row["after"] or row["before"], _HOW.get(row["kind"], row["kind"].replace("_", " "))
    how = on if how == "on" else how
    if row["missing_since"]:
        since = f"; missing since {_day(row['missing_since'])}, confirmed {_day(row['day'])}"
    else:
        since = f"{', added late' if row['late'] else ''}{', possibly the same' * row['possibly_same']}"
    cells = "; ".join(
        f"{each['field'].replace('_', ' ')} {each['after'] or 'empty'} (was {each['before'] or 'empty'})"
        for each in row["differences"]
    )
    return f"{_who(row, now)} is {how} {named}{since}{f': {cells}' if cells else ''}"


def _who(row: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """Return whom a row names; of all but a list of places as printed, with what it counts."""
    place, counts = row["place"], tallied(now)
    if now["kind"] != ListingKind.DESIGNATION or not place:
        return f"{now['as_read']}{f' ({counts})' if counts else ''}"
    if place["kind"] == PlaceKind.STATE:
        return str(place["name"])
    return f"{place['name']}, {words.short_state(place['state'])},"


_HOW = {
    "added": "on", "removed": "off", "corrected": "corrected in", "moved": "moved in",
    "newly_known": "newly known on", "withdrawn": "taken down", "resumed": "to be published again",
}  # fmt: skip
