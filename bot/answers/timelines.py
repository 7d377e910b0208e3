"""A list's time as it is drawn, or a place's on a list: what happened, event by event."""

from datetime import date, datetime

from sqlmodel import Session

from bot.answers.lists_seen import list_seen
from bot.answers.statements import stated
from bot.answers.values import Answer
from bot.desk import Desk
from bot.pictures import Event, Frame, Timeline
from bot.words import list_events, map_sources, timeline_deck, timeline_headline, timeline_name
from models.domain import EVERYWHERE, ListSeen, Place, PlaceKind, Stands, Subject, Unit
from models.errors import UsageError
from models.queries import recent_editions

MOST = 14
"""Events that a picture has room for."""
_NAMED = (Stands.ON, Stands.TAKEN_DOWN, Stands.OFF, Stands.MISSING)


def list_timeline(
    session: Session, of: ListSeen, zone: str, place: Place | None = None, until: datetime | None = None
) -> Timeline:
    """Return when a list could be seen, or when a place stood on it.

    Args:
        session: One that reads.
        of: The list, as it was when somebody last looked.
        zone: IANA name of the newsroom's time zone.
        place: Whose rows are told: one place is shown while it is on the list; None for the whole list.
        until: The moment before which it is told, UTC; None for all.
    """
    name, one = of.source.name, place is not None and place.kind is not PlaceKind.STATE
    subject = Subject(place.state if place else EVERYWHERE, place.geoid if place and one else "")
    editions = recent_editions(session, subject, until=until, limit=MOST, source=name)
    events = list_events(editions, zone, place)
    end = max([*(each.day for each in events), *([of.seen] if of.seen else [])], default=None)
    about = f"{place.geoid}-{name}" if place else name
    stem = f"detainers-timeline-{about.replace('_', '-')}"
    return Timeline(
        Frame(
            timeline_headline(of, place, events),
            timeline_deck(of, place),
            map_sources([of], None),
            f"{stem}-{end.isoformat()}" if end else stem,
        ),
        timeline_name(of, place),
        tuple(Event(each.day, each.there, each.label, each.said) for each in events),
        end or date.max,
        "On the list" if one else "Published",
        "Not on it" if one else "Taken down",
    )


def place_timeline(record: Answer, desk: Desk) -> Timeline:
    """Return when a place stood on the first list of its answer that names it, or a place of it.

    Raises:
        UsageError: No list of places does.
        StoreError: The database can't be read.
    """
    assert record.place is not None  # noqa: S101 - a button stands below an answer on a place
    said = stated(record, record.place)
    named = [each.on for each in said.lists if each.standing in _NAMED and each.unit is Unit.JURISDICTION]
    named += [each.of for each in said.within if each.number and each.unit is Unit.JURISDICTION]
    if not named:
        raise UsageError("No list of places names it.", "*History* tells what else we hold.")
    of = list_seen(record, named[0].source.name)
    until = record.until.midnight if record.until else None
    with desk.reading() as session:
        return list_timeline(session, of, record.zone, record.place, until)
