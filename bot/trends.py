"""A question about numbers over time → which place is meant, and its series."""

from bot.answer_values import Answer
from bot.answers import answer
from bot.commands import ALL, Lookup
from bot.desk import Desk
from bot.trend_values import Trended
from models.errors import UsageError
from models.query_trend import Asked, trend
from models.store import reading
from models.trends import By
from models.values import Place, PlaceKind


def trended(area: str, by: By, desk: Desk, source: str = "") -> Trended | Answer:
    """Return the series of a place, or the answer that asks which place is meant.

    Args:
        area: A place as typed; `all` for the whole country.
        by: What the numbers are told apart by.
        desk: The desk.
        source: The one source that counts; empty for all.

    Raises:
        UsageError: No place was named.
        StoreError: The database can't be read.
    """
    if not area:
        command = desk.settings.slack.command
        raise UsageError("Say which place or state.", f"For example `{command} trend MA`.")
    place: Place | None = None
    others: tuple[Place, ...] = ()
    if area != ALL:
        found = answer(Lookup(area), desk)
        if found.place is None:
            return found
        place, others = found.place, found.candidates
    whole_state = place is not None and place.kind is PlaceKind.STATE
    asked = Asked(
        state=place.state if place and whole_state else "",
        geoid=place.geoid if place and not whole_state else "",
        by=by,
        source=source,
    )
    with reading(desk.engine) as session:
        series = trend(session, asked, desk.sources)
    return Trended(place, by, series, desk.sources, others, desk.replay)
