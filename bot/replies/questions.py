"""Questions beside the lookup: changes, numbers over time, comparisons, rankings, maps. Anyone may ask."""

from bot import grammar
from bot.answers import Answer, Trended, compared, counts_on_map, lately, top_tables, trended
from bot.blocks import answer as words
from bot.blocks.kit import Message
from bot.desk import Desk, Requester
from bot.words import typed
from models.domain import By
from models.errors import UsageError
from models.queries import history_of_place


def read_every_day(text: str, before: str = "as of") -> None:
    """Refuse text in which a day stands that can't be read; the cure has the words that stand before one.

    Raises:
        UsageError: One does.
    """
    if day := grammar.unread_day(text):
        raise UsageError(f"I can't read the day {typed(day)}.", f"Write `{before} 2025-05-30`.")


def history_of(record: Answer, desk: Desk) -> Message:
    """Return what happened to the place that an answer is about, and to the lists that named it.

    Raises:
        StoreError: The database can't be read.
    """
    if record.place is None:
        return words.which(record, "history", desk.command)
    with desk.reading() as session:
        changes = history_of_place(
            session, record.place.geoid, record.zone, limit=words.CHANGES + 1, as_of=record.until
        )
    return words.history_message(record, changes)


def recent(asked: grammar.Recent, _: Requester, desk: Desk) -> Message:
    """Return what changed in a span of days, anywhere or in a state or place."""
    read_every_day(asked.area, "since")
    found = lately(asked, desk)
    if isinstance(found, Answer):
        return words.which(found, "recent", desk.command)
    return words.recent_message(found, replay=desk.replay)


def trend(asked: grammar.Request, _: Requester, desk: Desk) -> Message:
    """Return numbers over time, of a state or place or of the whole country."""
    _refuse_days(asked.about, "A trend covers all days on file.")
    found = trended(asked.about, By.PERIOD, desk)
    if isinstance(found, Trended):
        return words.trend_message(found)
    return words.which(found, "trend", desk.command)


def compare(asked: grammar.Request, _: Requester, desk: Desk) -> Message:
    """Return how places stand with each list, side by side."""
    found = compared(asked.about, desk)
    return (
        words.which(found, "compare", desk.command)
        if isinstance(found, Answer)
        else words.compared_message(found)
    )


def top(asked: grammar.TopPlaces, _: Requester, desk: Desk) -> Message:
    """Return the places of a state that lists count most of."""
    found = top_tables(asked, desk)
    return (
        words.which(found, "top", desk.command) if isinstance(found, Answer) else words.ranking_message(found)
    )


def on_map(asked: grammar.Request, _: Requester, desk: Desk) -> Message:
    """Return what the map of a state, or of the country, shows."""
    _refuse_days(asked.about, "A map is of now.")
    found = counts_on_map(asked.about, desk)
    return words.which(found, "map", desk.command) if isinstance(found, Answer) else words.map_message(found)


def _refuse_days(text: str, why: str) -> None:
    if grammar.asked_of(text).as_of or grammar.unread_day(text):
        raise UsageError(why, "Leave the day out.")
