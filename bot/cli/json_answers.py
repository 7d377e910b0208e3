"""An answer as JSON for scripts: the same value that the blocks are made of.

A trend as JSON for scripts: an object a series.
"""

from typing import Any

from bot.answers import Answer, Kin, OnList, Ranked, Refusals, Tally, Trended
from bot.cli.json_rows import as_json, differences_json, picked, register
from models.domain import (
    Announced,
    Count,
    EditionSeen,
    Fact,
    Freshness,
    Happened,
    Place,
    Point,
    PublicNote,
)

register(Announced, "kind", "day", "sentence")
register(Count, "source", "kind", "measure", "rows", "total", "first", "last")
register(Point, "first", "last", "group", "count", "partial")
register(PublicNote, "source", "text", "citation", "at")
register(Ranked, "place", "refusals", "declined", "lists")
register(Refusals, "source", "rows", "first", "last", "latest")


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return what `lookup --json` prints: dates and datetimes in ISO 8601, datetimes in UTC."""
    entries: tuple[OnList | Refusals | Tally | Fact, ...]
    entries = (*answer.lists, *answer.refusals, *answer.tallies, *answer.agreements)
    mentioned = {*answer.known, *(entry.source for entry in entries)}
    return {
        **picked(answer, "query", "as_of"),
        "resolution": answer.found.value,
        **picked(answer, "note", "place", "candidates", "lists", "refusals", "tallies", "agreements"),
        "uncertain": as_json(answer.uncertain),
        "changes": [_change(change, answer.place) for change in answer.changes],
        "public_notes": as_json(answer.public),
        **picked(answer, "also", "within", "top"),
        "freshness": [as_json(seen) for _, seen in sorted(answer.freshness.items())],
        "sources": [
            {
                "source": source.name,
                **picked(source, "publisher", "title", "address", "caveat"),
                "list": name in answer.known,
            }
            for name, source in sorted(answer.sources.items())
            if name in mentioned
        ],
    }


@as_json.register
def _kin(kin: Kin) -> dict[str, Any]:
    return {**picked(kin, "place", "lists"), "former_lists": list(kin.former)}


@as_json.register
def _on_list(entry: OnList) -> dict[str, Any]:
    first = entry.facts[0]
    return {
        "source": entry.source,
        "kind": first.kind,
        **picked(entry, "current", "withdrawn", "suspended"),
        "since": as_json(min(fact.since for fact in entry.facts)),
        "as_published": as_json(first.since_published),
        "as_observed": as_json(first.since_observed),
        "page": first.page,
        "rows": as_json(entry.facts),
    }


@as_json.register
def _tally(entry: Tally) -> dict[str, Any]:
    fields = picked(entry, "source", "agency", "measure", "count", "first", "last")
    return {**fields, "rows": as_json(entry.facts)}


def _change(change: Happened, place: Place | None) -> dict[str, Any]:
    return {
        **picked(change, "source", "kind"),
        "place": as_json(place),
        "edition": change.edition,
        "as_published": as_json(change.published),
        "as_observed": as_json(change.observed),
        "before": change.before.fields if change.before else None,
        "after": change.after.fields if change.after else None,
        "differences": differences_json(change),
        "page": change.page,
    }


@as_json.register
def _freshness(seen: Freshness) -> dict[str, Any]:
    return {
        **picked(seen, "source", "checked", "succeeded", "failures", "sentence", "withdrawn"),
        "edition": as_json(seen.accepted),
        **picked(seen, "held", "announced"),
    }


@as_json.register
def _edition(edition: EditionSeen) -> dict[str, Any]:
    return {
        "edition": edition.number,
        **picked(edition, "published", "observed", "address", "transcription", "partial", "capture"),
        "caveats": list(edition.caveats),
        "reasons": list(edition.reasons),
    }


def trend_json(trended: Trended) -> list[dict[str, Any]]:
    """Return what `trend --json` prints: days in ISO 8601, both included."""
    return [
        {
            "place": as_json(trended.place),
            **picked(series, "source", "kind", "measure"),
            "by": trended.by.value,
            "points": as_json(tuple(series.points)),
            "caveats": list(series.caveats),
        }
        for series in trended.series
    ]
