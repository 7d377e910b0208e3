"""The picture of a whole list's alert: its map of the one state that a channel hears, else of the country.

Where the list is no more, the country's picture is its time. What is drawn are the facts of the message.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from sqlmodel import Session

from bot.answers import layer_of, list_timeline, off_layer
from bot.blocks.alert import news_of
from bot.pictures import AreaMap, Frame, Layer, Picture, Timeline, draw_map, draw_timeline
from bot.words import (
    NO_PROOF,
    NOT_DELISTED,
    country_headline,
    ended,
    map_headline,
    map_left,
    map_off,
    map_sources,
    upper_first,
)
from models.domain import (
    EVERYWHERE,
    Bulletin,
    ChangeKind,
    News,
    Place,
    PlaceKind,
    SourceKind,
    Stands,
    Subject,
    Unit,
    Within,
)
from models.errors import PictureError
from models.places import STATES

logger = logging.getLogger(__name__)

_WHOLE = {ChangeKind.PUBLISHED, ChangeKind.WITHDRAWN, ChangeKind.BACK}
_DISTRICT = "DC"
_FEW = 2
"""Places that a headline names."""

ToldTo = Callable[[str], Bulletin]
Off = Sequence[tuple[Place, date]]


def alert_picture(session: Session, bulletin: Bulletin, told_to: ToldTo) -> Picture | None:
    """Return the picture of an alert that a list was published, taken down or put back; None of any other.

    Args:
        session: A reading session.
        bulletin: What the alert says.
        told_to: Gives the same news as a state hears it, or everywhere.
    """
    if bulletin.event not in _WHOLE or bulletin.source.kind is not SourceKind.STATE or bulletin.alternation:
        return None
    news = news_of(bulletin)
    if news.unit is not Unit.JURISDICTION:
        return None
    try:
        values = _values(session, bulletin, news, told_to)
        return _drawn(values) if values else None
    except PictureError as error:
        logger.warning("An alert goes without its picture: %s", error)
        return None


@lru_cache(maxsize=64)
def _drawn(values: AreaMap | Timeline) -> Picture:
    """Draw values; what many channels hear alike is drawn once."""
    return draw_map(values) if isinstance(values, AreaMap) else draw_timeline(values)


def _values(session: Session, bulletin: Bulletin, news: News, told_to: ToldTo) -> AreaMap | Timeline | None:
    states = {share.state for share in news.shares}
    state = states.pop() if len(states) == 1 else ""
    places, off = _standing(bulletin, news, state or EVERYWHERE, told_to)
    if state and state in STATES and (places or off):
        return _state_map(news, state, places, off)
    if any(share.on for share in news.shares) and not places:
        return None  # whom the rows name isn't known
    if bulletin.event is ChangeKind.PUBLISHED and news.whole and not news.of.taken_down:
        places = places if not state else _standing(bulletin, news, EVERYWHERE, told_to)[0]
        return _country_map(news, places) if places else None
    until = None if bulletin.since or bulletin.happened is None else bulletin.happened + timedelta(seconds=1)
    return list_timeline(session, news.of, bulletin.zone, until=until)


def _standing(bulletin: Bulletin, news: News, area: str, told_to: ToldTo) -> tuple[list[Place], Off]:
    """Return the places that the version names, and those of the message's rows that are off since."""
    off = {
        place: row.off
        for row in news.struck
        for place in row.places
        if row.standing is Stands.OFF and row.off
    }
    listed = (bulletin if bulletin.told_for == (Subject(area),) else told_to(area)).standing
    places = dict.fromkeys(place for each in listed if len(each.places) == 1 for place in each.places)
    return [place for place in places if place not in off], list(off.items())


def _state_map(news: News, usps: str, places: Sequence[Place], off: Off) -> AreaMap:
    state = Place(STATES[usps].fips, STATES[usps].name, usps, PlaceKind.STATE)
    below = [place for place in places if place.kind is not PlaceKind.STATE]
    itself = len(below) < len(places) and usps != _DISTRICT
    within = Within(news.of, state, len(below), places=tuple(below) if len(below) <= _FEW else ())
    return AreaMap(
        Frame(
            map_headline([within], None, state, itself=itself),
            " ".join([*([map_off(news.of, off)] if off else []), _caveat(news)]),
            map_sources([news.of], None),
            _stem(news, usps.lower()),
        ),
        state.geoid,
        state.name,
        _layers(news, places, off),
        plain="Not on the list",
    )


def _country_map(news: News, places: Sequence[Place]) -> AreaMap:
    assert news.whole is not None  # noqa: S101 - the caller has looked
    left = map_left(news.whole.total - len(places)) if news.whole.total > len(places) else ""
    layers = _layers(news, places, (), country=True)
    return AreaMap(
        Frame(
            country_headline(news.whole),
            f"{upper_first(ended(left))} {_caveat(news)}" if left else _caveat(news),
            map_sources([news.of], None),
            _stem(news, "us"),
        ),
        "",
        "the United States",
        tuple(replace(each, said=f"{each.said}; {left}") for each in layers) if left else layers,
        plain="Not on the list",
    )


def _layers(news: News, places: Sequence[Place], off: Off, *, country: bool = False) -> tuple[Layer, ...]:
    on = [layer_of(news.of, places, country=country)] if places else []
    return (*on, *([off_layer(news.of, off, country=country)] if off else []))


def _caveat(news: News) -> str:
    return NOT_DELISTED if news.of.taken_down else NO_PROOF


def _stem(news: News, area: str) -> str:
    name = news.of.source.name.replace("_", "-")
    return f"detainers-map-{area}-{name}-{(news.of.seen or news.day).isoformat()}"
