"""A question about numbers over time → which place is meant, and its series."""

from collections.abc import Iterable

from bot.answers.lists_seen import lists_now
from bot.answers.lookup import answer
from bot.answers.values import Answer, Trended
from bot.desk import Desk
from bot.grammar import ALL, Lookup
from models.domain import By, Place, PlaceKind, Series
from models.queries import Asked, freshness_by_source, read_trend


def trended(area: str, by: By, desk: Desk, source: str = "") -> Trended | Answer:
    """Return the series of a place, or the answer that asks which place is meant.

    Args:
        area: A place as typed; nothing, or `all`, for the whole country.
        by: What the numbers are told apart by.
        desk: The desk.
        source: The one source that counts; empty for all.

    Raises:
        StoreError: The database can't be read.
    """
    place: Place | None = None
    others: tuple[Place, ...] = ()
    if area not in {"", ALL}:
        record = answer(Lookup(area), desk)
        if record.place is None:
            return record
        place, others = record.place, record.candidates
    whole_state = place is not None and place.kind is PlaceKind.STATE
    asked = Asked(
        state=place.state if place and whole_state else "",
        geoid=place.geoid if place and not whole_state else "",
        by=by,
        source=source,
        zone=desk.settings.newsroom.zone,
    )
    with desk.reading() as session:
        series, seen = read_trend(session, asked, desk.sources), freshness_by_source(session)
    names = [each.source for each in series]
    lists = lists_now(names, seen, desk.sources, desk.settings.newsroom.zone, desk.clock())
    return Trended(place, by, _in_order(series), lists, others, desk.replay)


def _in_order(series: Iterable[Series]) -> tuple[Series, ...]:
    """Return refusals before detainers sent, and both before lists; of each kind the latest first."""

    def rank(each: Series) -> tuple[bool, bool, int]:
        return not each.events, each.measure == "issued", -each.periods[-1].last.toordinal()

    return tuple(sorted(series, key=rank))
