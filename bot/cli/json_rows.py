"""What is stored, read and told as JSON, stable for scripts: ISO 8601, datetimes in UTC.

The day of something that was only seen is that of the newsroom's zone, as in all that people read.
"""

from datetime import date
from functools import singledispatch
from typing import Any

from bot.blocks.shared import fields_of
from models.domain import (
    Alert,
    AuditEntry,
    ChangeKind,
    Dated,
    Fact,
    Happened,
    Mark,
    Outcome,
    Place,
    PublicNote,
    Row,
    StoredEdition,
    StoredErratum,
    Wish,
    place_text,
    terms_json,
)
from models.editions import Rehearsal
from models.messaging import Lead, SentMessage

_ROW_CHANGES = ("added", "removed", "corrected", "moved", "newly_known")
_OF_EDITION = ("columns", "caveats", "questions")


@singledispatch
def as_json(value: Any) -> Any:
    """Return a value as JSON has it; each class of rows and answers registers how it is written."""
    return value


def picked(value: object, *names: str) -> dict[str, Any]:
    """Return an object of some of a value's attributes, in this order."""
    return {name: as_json(getattr(value, name)) for name in names}


def register(kind: type, *names: str) -> None:
    """Let values of a class be written as objects of these attributes."""
    as_json.register(kind, lambda value: picked(value, *names))


as_json.register(date, lambda value: value.isoformat())
for _several in (list, tuple):
    as_json.register(_several, lambda value: [as_json(each) for each in value])
register(Place, "geoid", "name", "state", "kind")
register(Lead, "scout", "title", "address", "published", "observed", "words", "linked")
register(SentMessage, "delivery", "team", "channel", "what", "sent", "ts", "edited", "replied")


def fact_json(fact: Fact, zone: str) -> dict[str, Any]:
    """Return what `lookup --json` prints of a row: its fields as printed, then where it can be checked."""
    return {
        **fact.fields,
        **picked(fact, "source", "kind", "state", "edition", "page", "position"),
        "address": fact.cited,
        **picked(fact, "transcription", "as_read", "notes", "check_first", "missing"),
        "missing_since": day_json(fact.missing_since, zone),
    }


def day_json(dated: Dated | None, zone: str) -> str | None:
    """Return the day, in a zone, on which something was so."""
    return dated.day(zone).isoformat() if dated else None


def listing_json(fact: Fact) -> dict[str, Any]:
    """Return what `listings --format json` prints of a row: where it stands, then its kind's fields."""
    return {
        **picked(fact, "kind", "section", "places"),
        "resolution": fact.outcome.value,
        **picked(fact, "reason", "scope"),
        "state": fact.state or _state_of(fact),
        **picked(fact, "page", "position"),
        **({} if fact.mark is Mark.PRINTED else {"mark": fact.mark.value}),
        "ordinal": fact.ordinal or None,
        **picked(fact, "as_read", "notes", "check_first", "annotations"),
        **fields_of(fact),
    }


def standing_json(fact: Fact) -> dict[str, Any]:
    """Return what `listings --standing` prints of a row: why it stands, then the row."""
    return {"standing": fact.missing or "printed", **listing_json(fact)}


def _state_of(fact: Fact) -> str:
    states = {place.state for place in fact.places}
    return states.pop() if len(states) == 1 else ""


def change_json(change: Happened, zone: str) -> dict[str, Any]:
    """Return what `changes` prints of a row, or of a whole list (then without place, before and after)."""
    now = change.after or change.before
    return {
        "id": change.number or None,
        "kind": change.kind,
        "place": as_json(now.places[0]) if now and now.places else None,
        "before": listing_json(change.before) if change.before else None,
        "after": listing_json(change.after) if change.after else None,
        "page": now.page if now else None,
        "differences": differences_json(change),
        "sentence": change.sentence,
        "day": day_json(change.dated, zone),
        "missing_since": day_json(change.missing_since, zone),
        **picked(change, "possibly_same", "late", "source", "edition", "observed"),
    }


def differences_json(change: Happened) -> list[dict[str, str]]:
    """Return the fields in which a row differs from what it was."""
    return [dict(zip(("field", "before", "after"), one, strict=True)) for one in change.differences]


@as_json.register
def edition_json(edition: StoredEdition) -> dict[str, Any]:
    """Return what `editions` and `review list` print of an edition."""
    return {
        "source": edition.source,
        "edition": edition.number,
        **picked(edition, "status", "published", "observed"),
        "period": edition.series or (str(edition.period) if edition.period else None),
        **picked(edition, "rows", "totals", "sha256", "address", "transcription", "partial", "capture"),
        **picked(edition, "caveats", "questions", "reasons", "decided", "decided_by"),
    }


def erratum_json(erratum: StoredErratum, rows: int) -> dict[str, Any]:
    """Return what `errata` prints of a place taken back, and how many standing rows that marks."""
    statement = erratum.statement
    return {
        "source": erratum.source,
        **picked(statement, "name", "state"),
        "geoid": erratum.geoid,
        "period": str(statement.period) if statement.period else None,
        "sentence": statement.sentence,
        "rows": rows,
        **picked(erratum, "edition", "address", "observed"),
    }


def note_json(note: PublicNote) -> dict[str, Any]:
    """Return what `notes list` prints of a note, which an answer prints without its number and author."""
    return {"id": note.number, **picked(note, "source", "geoid", "text", "citation", "by", "at")}


@as_json.register
def audit_json(entry: AuditEntry) -> dict[str, Any]:
    """Return what `subscriptions --log` prints of a change."""
    return {
        **picked(entry, "at", "team", "channel"),
        **picked(entry.subject, "state", "place"),
        **picked(entry, "what", "by", "detail"),
    }


@as_json.register
def subscription_json(wish: Wish) -> dict[str, Any]:
    """Return what `subscriptions` prints of a channel's wish."""
    return {
        **picked(wish, "team", "channel", "state", "place"),
        "terms": terms_json(wish.terms),
        **picked(wish, "muted_until", "digest_due", "created", "created_by", "paused"),
    }


def rehearsal_json(rehearsal: Rehearsal, zone: str) -> dict[str, Any]:
    """Return one document's object: what `check` would print, and what that is made of."""
    work = rehearsal.work
    edition = work.edition if work else None
    return {
        "source": rehearsal.source,
        "dry_run": True,
        **picked(rehearsal, "status", "address"),
        "rows": len(work.reading) if work else 0,
        "counts": {name: rehearsal.counts[ChangeKind(name)] for name in _ROW_CHANGES},
        "places": {outcome.value: rehearsal.outcomes[outcome] for outcome in Outcome},
        "reasons": list(rehearsal.reasons),
        "missing": rehearsal.missing,
        "published": as_json(edition.published) if edition else None,
        "period": str(edition.period) if edition and edition.period else None,
        **{name: as_json(getattr(edition, name)) if edition else [] for name in _OF_EDITION},
        "unresolved": [_unresolved(row) for row in rehearsal.unresolved()],
        "alerts": [_alert(alert) for alert in rehearsal.alerts],
        "changes": [_change(change, zone) for change in rehearsal.changes],
        "listings": [listing_json(fact) for fact in rehearsal.rows],
    }


def _unresolved(row: Row) -> dict[str, Any]:
    return {
        "name": place_text(row.listing),
        "state": row.listing.state,
        "resolution": row.resolution.outcome.value,
        **picked(row.resolution, "reason", "candidates"),
    }


def _alert(alert: Alert) -> dict[str, Any]:
    return {
        "team": alert.channel.team,
        "channel": alert.channel.id,
        "heard": [picked(each.subject, "state", "place") for each in alert.heard],
        **picked(alert, "event", "rows"),
    }


def _change(change: Happened, zone: str) -> dict[str, Any]:
    written = {"id", "source", "edition", "observed"}
    return {name: value for name, value in change_json(change, zone).items() if name not in written}
