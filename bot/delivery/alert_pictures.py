"""The picture of a whole list's alert: its map of the one state that a channel hears, else of the country.

Where the list is no more, the country's picture is its time. What is drawn are the facts of the message.
"""

import logging
from collections import Counter
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
    map_lacking,
    map_left,
    map_off,
    map_plain,
    map_sources,
    upper_first,
)
from models.domain import (
    EVERYWHERE,
    Bulletin,
    ChangeKind,
    Composition,
    ListedPlace,
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
from models.places import STATES, TERRITORIES

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
    places, off, whole = _standing(bulletin, news, state or EVERYWHERE, told_to)
    if state and state in STATES and (places or off):
        return _state_map(_seen(news, off), state, places, off)
    if any(share.on for share in news.shares) and not places:
        return None  # whom the rows name isn't known
    if bulletin.event is ChangeKind.PUBLISHED and news.whole and not news.of.taken_down:
        if state:
            places, off, whole = _standing(bulletin, news, EVERYWHERE, told_to)
        return _country_map(_seen(news, off), whole, places, off) if places and whole else None
    until = None if bulletin.since or bulletin.happened is None else bulletin.happened + timedelta(seconds=1)
    return list_timeline(session, news.of, bulletin.zone, until=until)


def _standing(
    bulletin: Bulletin, news: News, area: str, told_to: ToldTo
) -> tuple[list[Place], Off, Composition | None]:
    """Return the places of an area that stand, those that are off since, and what the list still holds."""
    if bulletin.told_for != (Subject(area),):
        bulletin = told_to(area)
        news = news_of(bulletin)
    (share,) = news.shares
    off = {
        place: row.off
        for row in share.struck
        for place in row.places
        if row.standing is Stands.OFF and row.off
    }
    named = dict.fromkeys(place for each in share.on if len(each.places) == 1 for place in each.places)
    places = [place for place in named if place not in off]
    return places, list(off.items()), news.whole and _left(news.whole, bulletin.standing, share.on)


def _left(whole: Composition, told: Sequence[ListedPlace], stands: Sequence[ListedPlace]) -> Composition:
    """Return what a whole list holds of what it held as it was told."""
    counts = Counter(whole.counts)
    counts.subtract(_kind(each) for each in told)
    counts.update(_kind(each) for each in stands)
    states = {place.state for each in stands for place in each.places if place.kind is PlaceKind.STATE}
    return replace(whole, counts=counts, district=_DISTRICT in states, territories=len(TERRITORIES & states))


def _kind(listed: ListedPlace) -> PlaceKind | None:
    return listed.places[0].kind if listed.places else None


def _seen(news: News, off: Off) -> News:
    """Return news of a list as it was last seen: when the last of its places was off, if any is."""
    return replace(news, of=replace(news.of, seen=max(since for _, since in off))) if off else news


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
        plain=map_plain(news.of),
    )


def _country_map(news: News, whole: Composition, places: Sequence[Place], off: Off) -> AreaMap:
    left = map_left(whole.total - len(places)) if whole.total > len(places) else ""
    decks = [map_off(news.of, off, country=True) if off else "", upper_first(ended(left)) if left else ""]
    return AreaMap(
        Frame(
            country_headline(whole),
            " ".join(filter(None, [*decks, _caveat(news)])),
            map_sources([news.of], None),
            _stem(news, "us"),
        ),
        "",
        "the United States",
        _layers(news, places, off, left, country=True),
        plain=map_plain(news.of),
    )


def _layers(
    news: News, places: Sequence[Place], off: Off, left: str = "", *, country: bool = False
) -> tuple[Layer, ...]:
    """Return who is on the list and who is off it; what the map can't show is said behind both."""
    layers = [layer_of(news.of, places, country=country)] if places else []
    layers += [off_layer(news.of, off, country=country)] if off else []
    said = "; ".join(filter(None, [layers[-1].said, left, map_lacking(news.of)]))
    return (*layers[:-1], replace(layers[-1], said=said))


def _caveat(news: News) -> str:
    return NOT_DELISTED if news.of.taken_down else NO_PROOF


def _stem(news: News, area: str) -> str:
    name = news.of.source.name.replace("_", "-")
    return f"detainers-map-{area}-{name}-{(news.of.seen or news.day).isoformat()}"
