"""A question about what changed → the versions that changed something, and whether anybody looked."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from bot.answers.found import Lately
from bot.answers.lists_seen import lists_now
from bot.answers.lookup import answer
from bot.answers.values import Answer
from bot.desk import Desk
from bot.grammar import ALL, Lookup, Recent
from models.domain import (
    EVERY_LIST,
    Area,
    Freshness,
    PlaceKind,
    Subject,
    begin_of,
    day_in,
    end_of,
)
from models.errors import UsageError
from models.queries import freshness_by_source, lately_taken_back, recent_editions

LATELY = timedelta(days=30)
"""What is looked back to, unless days are named."""
MOST = 40
"""Versions that are told; a span that holds more is told by its latest."""
BEFORE = 1
"""Versions that are told from before a span in which nothing changed."""


def lately(asked: Recent, desk: Desk) -> Lately | Answer:
    """Return what changed, or the answer that asks which place is meant.

    Raises:
        UsageError: The days that are asked about are still to come.
        StoreError: The database can't be read.
    """
    area = _area(asked.area, desk)
    if isinstance(area, Answer):
        return area
    zone, now, span = desk.settings.newsroom.zone, desk.clock(), asked.span
    first = begin_of(span.since, zone) if span.since else now - (span.back or LATELY)
    last = end_of(span.until, zone).midnight if span.until else None
    if first > now:
        raise UsageError("That day hasn't come yet.", "Leave it out for what we hold now.")
    with desk.reading() as session:
        subject, seen = area.subject, freshness_by_source(session)
        editions = recent_editions(session, subject, since=first, until=last, limit=MOST)
        back = lately_taken_back(session, subject, since=first, until=last)
        older = not editions and not back
        if older:
            editions = recent_editions(session, subject, until=first, limit=BEFORE)
    names = [*(each.source for each in editions), *(each.source for each in back)]
    lists = lists_now(names, seen, desk.sources, zone, now)
    return Lately(
        area, day_in(zone, first), span.until, editions, back, older, _last_look(seen, zone), lists, zone
    )


def _area(text: str, desk: Desk) -> Area | Answer:
    if text in {"", ALL}:
        return EVERY_LIST
    record = answer(Lookup(text), desk)
    place = record.place
    if place is None:
        return record
    if place.kind is PlaceKind.STATE:
        return Area(Subject(place.state))
    return Area(Subject(place.state, place.geoid), place)


def _last_look(seen: Mapping[str, Freshness], zone: str) -> date | None:
    """Return the day on which a publisher that was asked last showed a list; copies ask nobody."""
    looks: list[datetime] = [
        known.succeeded for known in seen.values() if known.live and known.succeeded is not None
    ]
    return day_in(zone, max(looks)) if looks else None
