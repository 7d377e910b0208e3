"""A question about numbers over time → which place is meant, and its series."""

from bot.answers.lookup import answer
from bot.answers.values import Answer, Trended
from bot.desk import Desk
from bot.grammar import ALL, Lookup
from models.domain import By, Place, PlaceKind
from models.errors import UsageError
from models.queries import Asked, read_trend


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
        raise UsageError("Say which place or state.", f"For example `{desk.command} trend MA`.")
    place: Place | None = None
    others: tuple[Place, ...] = ()
    if area != ALL:
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
        series = read_trend(session, asked, desk.sources)
    return Trended(place, by, series, desk.sources, others, desk.replay)
