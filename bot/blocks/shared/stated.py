"""A row as it is stored → the statement that tables, lines and files are made of. Pure."""

from datetime import date
from typing import Any

from bot import words
from bot.words import period
from models.domain import (
    Cell,
    Cited,
    Fact,
    Listing,
    ListingKind,
    ListRow,
    ListSeen,
    Source,
    Stands,
    event_day,
    iso_day,
    unit_of,
)


def stated_row(fact: Fact, on: ListSeen, zone: str, **told: Any) -> ListRow:
    """Return a row as a statement.

    Args:
        fact: The row.
        on: Its list, as it was when somebody last looked.
        zone: IANA name of the newsroom's time zone.
        told: What else is stated of it, or otherwise, by the fields of a `ListRow`.
    """
    standing, off = _standing(fact, on, zone)
    first, last = fact.first, fact.last
    if fact.kind is ListingKind.REFUSAL and (issued := event_day(Listing(fact.kind, fact.fields))):
        first = last = issued
    if fact.kind is ListingKind.AGREEMENT:
        first = last = iso_day(fact.fields.get("signed"))
    stated = {
        "on": on,
        "unit": unit_of(fact.kind, fact.measure or str(fact.fields.get("measure") or "")),
        "named": fact.named,
        "standing": standing,
        "what": said(fact),
        "printed": fact.as_read,
        "state": fact.state or next((place.state for place in fact.places), ""),
        "places": fact.places,
        "candidates": fact.candidates,
        "number": _number(fact),
        "first": first,
        "last": last,
        "since": fact.since.day(zone),
        "off": off,
        "note": " ".join(dict.fromkeys(fact.doubts)),
        "cited": cited_row(fact, on.source),
    }
    return ListRow(**{**stated, **told})


def _number(fact: Fact) -> int:
    if fact.kind is not ListingKind.TALLY:
        return 1
    said = fact.fields.get("count")
    return fact.count if fact.count is not None else said if isinstance(said, int) else 0


def _standing(fact: Fact, on: ListSeen, zone: str) -> tuple[Stands, date | None]:
    if fact.is_taken_back:
        return Stands.TAKEN_BACK, None
    if fact.is_missing:
        return Stands.MISSING, fact.missing_since.day(zone) if fact.missing_since else None
    if on.taken_down:
        return Stands.TAKEN_DOWN, on.taken_down
    return (Stands.SUSPENDED, on.suspended) if on.suspended else (Stands.ON, None)


def said(fact: Fact) -> str:
    """Return what a row says of whom it names: `Trespass (charge); issued Jan. 20, 2017`."""
    fields = fact.fields
    match fact.kind:
        case ListingKind.TALLY:
            return ""
        case ListingKind.DESIGNATION:
            return str(fields.get("heading") or "")
        case ListingKind.POLICY:
            return _joined(fields.get("policy"), fields.get("enacted_as_printed"))
        case ListingKind.AGREEMENT:
            signed = fields.get("signed")
            unread = f"dated “{signed}”" if signed and not iso_day(signed) else ""
            return _joined(str(fields.get("support_type") or "").lower(), unread)
        case ListingKind.REFUSAL:
            offense, disposition = fields.get("offense"), fields.get("disposition")
            days = [f"{what} {_day(fields[what])}" for what in ("issued", "declined") if fields.get(what)]
            return _joined(f"{offense} ({disposition})" if offense and disposition else offense, *days)


def _joined(*said: Cell) -> str:
    return "; ".join(str(each) for each in said if each)


def _day(value: Cell) -> str:
    """Return a day as people write it; one that can't be read stays as it is printed."""
    found = iso_day(value)
    return words.day(found) if found else f"“{value}”"


def shown_cell(field: str, value: str) -> str:
    """Return the value of a field as people write it: days and periods; all else is as printed."""
    if field == "period" and "/" in value:
        first, last = (iso_day(part) for part in value.split("/", 1))
        return period(first, last) if first and last else value
    found = iso_day(value)
    return words.day(found) if found else value


def cited_row(fact: Fact, source: Source) -> Cited:
    """Return where a row can be read: a copy's page isn't its publisher's, and its hash is none's."""
    copied = bool(fact.transcription)
    return Cited(
        title=source.title,
        publisher_page=source.address if copied else fact.address,
        copied_from=fact.cited if copied else "",
        page=fact.page,
        position=fact.position,
        sha256="" if copied else fact.sha256,
    )
