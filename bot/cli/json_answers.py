"""An answer as JSON for scripts: the same value that the blocks are made of.

A trend as JSON for scripts: an object a series.
"""

from typing import Any

from bot.answers import Answer, Kin, OnList, Ranked, Refusals, Tally, Trended
from bot.cli.json_rows import as_json, day_json, differences_json, fact_json, picked, register
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

register(Count, "source", "kind", "measure", "rows", "total", "first", "last")
register(Point, "first", "last", "group", "count", "partial", "taken_back", "whole")
register(PublicNote, "source", "text", "citation", "at")
register(Ranked, "place", "refusals", "declined", "lists")


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return what `lookup --json` prints: dates and datetimes in ISO 8601, datetimes in UTC."""
    entries: tuple[OnList | Refusals | Tally | Fact, ...]
    entries = (*answer.lists, *answer.refusals, *answer.tallies, *answer.agreements)
    zone = answer.zone
    mentioned = {*answer.known, *(entry.source for entry in entries)}
    return {
        **picked(answer, "query", "as_of"),
        "resolution": answer.found.value,
        **picked(answer, "note", "place", "candidates"),
        "lists": [_on_list(entry, zone) for entry in answer.lists],
        "refusals": [_refusals(entry, zone) for entry in answer.refusals],
        "tallies": [_tally(entry, zone) for entry in answer.tallies],
        "agreements": [fact_json(fact, zone) for fact in answer.agreements],
        "uncertain": [fact_json(fact, zone) for fact in answer.uncertain],
        "changes": [_change(change, answer.place) for change in answer.changes],
        "public_notes": as_json(answer.public),
        **picked(answer, "also", "within", "top"),
        "freshness": [_freshness(seen, zone) for _, seen in sorted(answer.freshness.items())],
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


def _on_list(entry: OnList, zone: str) -> dict[str, Any]:
    first = entry.facts[0]
    return {
        "source": entry.source,
        "kind": first.kind,
        **picked(entry, "current", "withdrawn", "suspended"),
        "since": as_json(min(fact.since.day(zone) for fact in entry.facts)),
        "as_published": as_json(first.since_published),
        "as_observed": as_json(first.since_observed),
        "page": first.page,
        "rows": [fact_json(fact, zone) for fact in entry.facts],
    }


def _refusals(entry: Refusals, zone: str) -> dict[str, Any]:
    fields = picked(entry, "source", "rows", "first", "last")
    return {**fields, "latest": [fact_json(fact, zone) for fact in entry.latest]}


def _tally(entry: Tally, zone: str) -> dict[str, Any]:
    fields = picked(entry, "source", "agency", "measure", "count", "first", "last")
    return {**fields, "rows": [fact_json(fact, zone) for fact in entry.facts]}


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


def _freshness(seen: Freshness, zone: str) -> dict[str, Any]:
    return {
        **picked(seen, "source", "checked", "succeeded", "failures", "sentence", "withdrawn"),
        "edition": as_json(seen.accepted),
        "held": as_json(seen.held),
        "announced": [_announced(each, zone) for each in seen.announced(zone)],
    }


def _announced(announced: Announced, zone: str) -> dict[str, Any]:
    day = day_json(announced.dated, zone)
    return {"kind": announced.kind, "day": day, "sentence": announced.sentence}


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
