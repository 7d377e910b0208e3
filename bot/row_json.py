"""Stored rows as JSON objects, stable for scripts: dates and datetimes in ISO 8601, UTC."""

from collections.abc import Mapping
from typing import Any

from models.exports import ChangeTold, Placed
from models.listings import FIELDS
from models.tables import ChangeRow, EditionRow, ErratumRow, ListingRow
from models.values import ListingKind, Place


def place_json(place: Place) -> dict[str, str]:
    """Return a place as every verb prints it."""
    return {"geoid": place.geoid, "name": place.name, "state": place.state, "kind": place.kind.value}


def listing_json(placed: Placed) -> dict[str, Any]:
    """Return what `listings --format json` prints of a row: where it stands, then its kind's fields."""
    row = placed.row
    return {
        "kind": row.kind,
        "section": row.section,
        "places": [place_json(place) for place in placed.places],
        "resolution": row.outcome,
        "reason": row.reason,
        "scope": row.scope,
        "state": row.state or _state_of(placed),
        "page": row.page,
        "position": row.position,
        "as_read": row.as_read,
        "notes": list(placed.notes),
        "check_first": row.check_first,
        "annotations": row.annotations,
        **_fields(row),
    }


def _state_of(placed: Placed) -> str:
    states = {place.state for place in placed.places}
    return states.pop() if len(states) == 1 else ""


def _fields(row: ListingRow) -> Mapping[str, Any]:
    said = {name: row.fields.get(name) for name in FIELDS[ListingKind(row.kind)]}
    if said.get("period", "") is None and row.period_first and row.period_last:
        said["period"] = f"{row.period_first.isoformat()}/{row.period_last.isoformat()}"
    return said


def change_json(told: ChangeTold) -> dict[str, Any]:
    """Return what `changes` prints of a row, or of a whole list (then without place, before and after)."""
    now = told.after or told.before
    place = now.places[0] if now and now.places else None
    return {
        "id": told.row.id,
        "kind": told.row.kind,
        "place": place_json(place) if place else None,
        "before": listing_json(told.before) if told.before else None,
        "after": listing_json(told.after) if told.after else None,
        "page": now.row.page if now else None,
        **_when(told.row),
    }


def _when(row: ChangeRow) -> dict[str, Any]:
    return {
        "differences": row.differences,
        "possibly_same": row.possibly_same,
        "late": row.late,
        "source": row.source,
        "edition": row.edition,
        "observed": row.observed.isoformat(),
    }


def edition_json(row: EditionRow) -> dict[str, Any]:
    """Return what `editions` and `review list` print of an edition."""
    return {
        "source": row.source,
        "edition": row.id,
        "status": row.status,
        "published": row.published.isoformat() if row.published else None,
        "observed": row.observed.isoformat(),
        "period": row.series or _covers(row),
        "rows": row.rows,
        "totals": row.totals,
        "sha256": row.sha256,
        "address": row.address,
        "transcription": row.transcription,
        "partial": row.partial,
        "capture": row.capture,
        "caveats": row.caveats,
        "questions": row.questions,
        "reasons": row.reasons,
        "decided": row.decided.isoformat() if row.decided else None,
        "decided_by": row.decided_by,
    }


def _covers(row: EditionRow) -> str | None:
    days = (row.period_first, row.period_last)
    return "/".join(day.isoformat() for day in days if day) or None


def erratum_json(row: ErratumRow, rows: int) -> dict[str, Any]:
    """Return what `errata` prints of a place taken back, and how many standing rows that marks."""
    return {
        "source": row.source,
        "name": row.name,
        "state": row.state,
        "geoid": row.geoid,
        "period": f"{row.period_first}/{row.period_last}" if row.period_first else None,
        "sentence": row.sentence,
        "rows": rows,
        "edition": row.edition,
        "address": row.address,
        "observed": row.observed.isoformat(),
    }
