"""What answers share: a place as it is typed, namesakes in a few words, the button *This is wrong*. Pure."""

from collections.abc import Sequence
from datetime import date

from bot import words
from bot.blocks import kit
from bot.blocks.kit import ANSWER_WRONG, Handle
from bot.words import literal, place_name, short_place, short_state
from models.domain import Fact, ListingKind, Place, PlaceKind


def on_button(place: Place) -> str:
    """Return a place on a button to pick it; a state says that it is one."""
    return short_place(place)


def named(fact: Fact) -> str:
    """Return what a row calls its place, plain text, with the period of a tally: two of them differ by it."""
    period = words.period(fact.first, fact.last) if fact.kind == ListingKind.TALLY else ""
    name = fact.named or fact.as_read
    return f"{name}, {period}" if period else name


def grouped(places: Sequence[Place]) -> str:
    """Return places by name with their states, as mrkdwn: `Boston in Ga., Ind. and N.Y.`."""
    whole = [place_name(place) for place in places if place.kind is PlaceKind.STATE]
    states: dict[str, list[str]] = {}
    for place in places:
        if place.kind is PlaceKind.STATE:
            continue
        states.setdefault(place_name(place), []).append(short_state(place.state))
    by_name = (f"{literal(name, 80)} in {words.listed(its_states)}" for name, its_states in states.items())
    return words.cut("; ".join([*whole, *by_name]), 700)


def wrong_button(geoid: str, as_of: date | None = None) -> kit.Block:
    """Return the button by which a person says that what is told of a place is wrong."""
    return kit.button("This is wrong", ANSWER_WRONG, str(Handle(geoid, as_of)))
