"""An answer as JSON for scripts: the same value that the blocks are made of."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.answer_values import Answer, OnList, Ranked, Refusals, Tally
from models.facts import Count, EditionSeen, Fact, Freshness, Happened
from models.values import ChangeKind, Place, Source


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return what `lookup --json` prints: dates and datetimes in ISO 8601, datetimes in UTC."""
    mentioned = {
        *answer.known,
        *(entry.source for entry in answer.lists),
        *(entry.source for entry in answer.refusals),
        *(entry.source for entry in answer.tallies),
        *(fact.source for fact in answer.agreements),
    }
    return {
        "query": answer.query,
        "as_of": _iso(answer.as_of),
        "resolution": answer.found.value,
        "note": answer.note,
        "place": _place(answer.place) if answer.place else None,
        "candidates": [_place(place) for place in answer.candidates],
        "lists": [_on_list(entry) for entry in answer.lists],
        "refusals": [_refusals(entry) for entry in answer.refusals],
        "tallies": [_tally(entry) for entry in answer.tallies],
        "agreements": [_fact(fact) for fact in answer.agreements],
        "uncertain": [_fact(fact) for fact in answer.uncertain],
        "changes": [_change(change, answer.place) for change in answer.changes],
        "public_notes": [
            {"source": note.source, "text": note.text, "citation": note.citation, "at": note.at.isoformat()}
            for note in answer.public
        ],
        "also": [
            {"place": _place(kin.place), "lists": list(kin.lists), "former_lists": list(kin.former)}
            for kin in answer.also
        ],
        "within": [_count(count) for count in answer.within],
        "top": [_ranked(top) for top in answer.top],
        "freshness": [_freshness(each) for name, each in sorted(answer.freshness.items())],
        "sources": [
            _source(source) | {"list": name in answer.known}
            for name, source in sorted(answer.sources.items())
            if name in mentioned
        ],
    }


def _source(source: Source) -> dict[str, Any]:
    names = ("publisher", "title", "address", "caveat")
    return {"source": source.name, **{name: getattr(source, name) for name in names}}


def _count(count: Count) -> dict[str, Any]:
    covered = {"first": _iso(count.first), "last": _iso(count.last)}
    names = ("source", "kind", "measure", "rows", "total")
    return {**{name: getattr(count, name) for name in names}, **covered}


def _ranked(top: Ranked) -> dict[str, Any]:
    counted = {name: getattr(top, name) for name in ("refusals", "declined", "lists")}
    return {"place": _place(top.place), **counted}


def _iso(value: date | datetime | None) -> str | None:
    return value.isoformat() if value else None


def _place(place: Place) -> dict[str, str]:
    return {"geoid": place.geoid, "name": place.name, "state": place.state, "kind": place.kind.value}


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        **fact.fields,
        "source": fact.source,
        "kind": fact.kind,
        "state": fact.state,
        "edition": fact.edition,
        "page": fact.page,
        "position": fact.position,
        "address": fact.cited,
        "transcription": fact.transcription,
        "as_read": fact.as_read,
        "notes": list(fact.notes),
        "check_first": fact.check_first,
    }


def _on_list(entry: OnList) -> dict[str, Any]:
    first = entry.facts[0]
    return {
        "source": entry.source,
        "kind": first.kind,
        "current": entry.current,
        "withdrawn": _iso(entry.withdrawn),
        "suspended": _iso(entry.suspended),
        "since": _iso(min(fact.since for fact in entry.facts)),
        "as_published": _iso(first.since_published),
        "as_observed": _iso(first.since_observed),
        "page": first.page,
        "rows": [_fact(fact) for fact in entry.facts],
    }


def _refusals(entry: Refusals) -> dict[str, Any]:
    return {
        "source": entry.source,
        "rows": entry.rows,
        "first": _iso(entry.first),
        "last": _iso(entry.last),
        "latest": [_fact(fact) for fact in entry.latest],
    }


def _tally(entry: Tally) -> dict[str, Any]:
    return {
        "source": entry.source,
        "agency": entry.agency,
        "measure": entry.measure,
        "count": entry.count,
        "first": _iso(entry.first),
        "last": _iso(entry.last),
        "rows": [_fact(fact) for fact in entry.facts],
    }


def _change(change: Happened, place: Place | None) -> dict[str, Any]:
    return {
        "source": change.source,
        "kind": ChangeKind(change.kind).value,
        "place": _place(place) if place else None,
        "edition": change.edition,
        "as_published": _iso(change.published),
        "as_observed": _iso(change.observed),
        "before": change.before_fields,
        "after": change.after_fields,
        "differences": [dict(one) for one in change.differences],
        "page": change.page,
    }


def _freshness(seen: Freshness) -> dict[str, Any]:
    return {
        "source": seen.source,
        "checked": _iso(seen.checked),
        "succeeded": _iso(seen.succeeded),
        "failures": seen.failures,
        "sentence": seen.sentence,
        "withdrawn": _iso(seen.withdrawn),
        "edition": _edition(seen.accepted),
        "held": _edition(seen.held),
        "announced": [
            {"kind": said.kind, "day": said.day.isoformat(), "sentence": said.sentence}
            for said in seen.announced
        ],
    }


def _edition(edition: EditionSeen | None) -> Mapping[str, Any] | None:
    if edition is None:
        return None
    return {
        "edition": edition.number,
        "published": _iso(edition.published),
        "observed": _iso(edition.observed),
        "address": edition.address,
        "transcription": edition.transcription,
        "partial": edition.partial,
        "capture": edition.capture,
        "caveats": list(edition.caveats),
        "reasons": list(edition.reasons),
    }
