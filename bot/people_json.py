"""What people wish, are told and say, as JSON objects, stable for scripts: datetimes in ISO 8601, UTC."""

from typing import Any

from models.ledger import Told
from models.people_tables import AuditRow, PublicNoteRow, SubscriptionRow
from models.tables import LeadRow
from models.wishes import read_terms, terms_json


def told_json(told: Told) -> dict[str, Any]:
    """Return what `told` prints of a message that told a change."""
    return {
        "delivery": told.delivery,
        "team": told.team,
        "channel": told.channel,
        "what": told.what,
        "sent": told.sent.isoformat(),
        "ts": told.ts,
        "edited": told.edited.isoformat() if told.edited else None,
        "replied": told.replied.isoformat() if told.replied else None,
    }


def note_json(row: PublicNoteRow) -> dict[str, Any]:
    """Return what `notes list` prints of a public note."""
    names = ("id", "source", "geoid", "text", "citation", "by")
    return {**{name: getattr(row, name) for name in names}, "at": row.at.isoformat()}


def lead_json(row: LeadRow) -> dict[str, Any]:
    """Return what `leads` prints of a scout's hit."""
    return {
        "scout": row.scout,
        "title": row.title,
        "address": row.address,
        "published": row.published.isoformat() if row.published else None,
        "observed": row.observed.isoformat(),
        "words": row.words,
    }


def subscription_json(row: SubscriptionRow) -> dict[str, Any]:
    """Return what `subscriptions` prints of a channel's wish."""
    return {
        "team": row.team,
        "channel": row.channel,
        "state": row.state,
        "place": row.place,
        "terms": terms_json(read_terms(row.terms)),
        "muted_until": row.muted_until.isoformat() if row.muted_until else None,
        "digest_due": row.digest_due.isoformat() if row.digest_due else None,
        "created": row.created.isoformat(),
        "created_by": row.created_by,
        "paused": row.paused,
    }


def audit_json(row: AuditRow) -> dict[str, Any]:
    """Return what `subscriptions --log` prints of one change of a channel's wish."""
    return {
        "at": row.at.isoformat(),
        "team": row.team,
        "channel": row.channel,
        "state": row.state,
        "place": row.place,
        "what": row.what,
        "by": row.by,
        "detail": row.detail,
    }
