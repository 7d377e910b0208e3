"""Where a fact stands and since when, in a few words of mrkdwn. Pure."""

from collections.abc import Sequence

from bot.answer_values import Answer
from bot.blocks import mrkdwn
from models.facts import Fact
from models.listings import CELLS
from models.place_states import state_name
from models.values import ListingKind, Place, PlaceKind


def label(place: Place) -> str:
    """Return a place as a newsroom writes it, plain text: `Boston, MA`, `Massachusetts`."""
    return place.name if place.kind is PlaceKind.STATE else f"{place.name}, {place.state}"


def full_label(place: Place) -> str:
    """Return a place for a heading, plain text: `Boston, Massachusetts`."""
    return place.name if place.kind is PlaceKind.STATE else f"{place.name}, {state_name(place.state)}"


def short(answer: Answer, source: str) -> str:
    """Return the publisher of a list in a word, as mrkdwn."""
    return mrkdwn.literal(answer.short(source), 60)


def where(fact: Fact) -> str:
    """Return where to read a fact, as a link if it is on the web: `p. 3`, `item 14`."""
    shown = f"p. {fact.page}" if fact.page else fact.position or "source"
    page = f"#page={fact.page}" if fact.page and fact.cited == fact.address and "#" not in fact.cited else ""
    return mrkdwn.link(f"{fact.cited}{page}", shown)


def since(fact: Fact) -> str:
    """Return since when a list says so: as published, else as seen; a copy without a date says that."""
    if fact.since_published:
        return f"since {mrkdwn.day(fact.since_published)}"
    if fact.transcription and fact.since_observed == fact.observed:
        return f"in an undated copy (copied {mrkdwn.day(fact.since)})"
    return f"seen since {mrkdwn.day(fact.since)}"


def quoted(answer: Answer, facts: Sequence[Fact]) -> str:
    """Return rows as read, each with where it stands, as mrkdwn."""
    return "; ".join(
        f"“{mrkdwn.literal(fact.as_read, 100)}” ({short(answer, fact.source)}, {where(fact)})"
        for fact in facts
    )


def printed(fact: Fact, *names: str) -> str:
    """Return some of a fact's fields as printed, those that are there, joined by commas."""
    return ", ".join(mrkdwn.literal(str(fact.fields[name]), 160) for name in names if fact.fields.get(name))


def named(fact: Fact) -> str:
    """Return what a row calls its place, plain text, with the period of a tally: two of them differ by it."""
    naming, *_ = CELLS[ListingKind(fact.kind)]
    period = mrkdwn.period(fact.first, fact.last) if fact.kind == ListingKind.TALLY else ""
    name = str(fact.fields.get(naming[0]) or fact.as_read)
    return f"{name}, {period}" if period else name


def grouped(places: Sequence[Place]) -> str:
    """Return places in a few words, as mrkdwn: `Boston in GA, IN and NY; Boston Township in OH`."""
    states: dict[str, list[str]] = {}
    for place in places:
        states.setdefault(place.name, []).append(place.state)
    named = (f"{mrkdwn.literal(name, 80)} in {mrkdwn.listed(found)}" for name, found in states.items())
    return mrkdwn.cut("; ".join(named), 700)
