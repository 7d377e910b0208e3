"""What a state's map shows: how many of its places each list of jurisdictions names, or named."""

from bot.answers.found import MapCounts
from bot.answers.lookup import answer
from bot.answers.statements import stated
from bot.answers.trend import trended
from bot.answers.values import Answer, Trended
from bot.desk import Desk
from bot.grammar import ALL, Lookup
from models.domain import By, PlaceKind, Stands, Unit, Within


def counts_on_map(area: str, desk: Desk) -> MapCounts | Answer:
    """Return what a map shows of a state, of the state that a place lies in, or of the country.

    Args:
        area: A state or place as typed; nothing, or `all`, for the country.
        desk: The desk.

    Raises:
        StoreError: The database can't be read.
    """
    if area in {"", ALL}:
        country = trended("", By.PERIOD, desk)
        return MapCounts(None, (), country=country if isinstance(country, Trended) else None)
    record = answer(Lookup(area), desk)
    if record.place is not None and record.place.kind is not PlaceKind.STATE:
        state = desk.gazetteer.by_geoid(record.place.geoid[:2])
        record = answer(Lookup(state.name), desk) if state else record
    if record.place is None:
        return record
    said = stated(record, record.place)
    inside = {each.of.source.name: each for each in said.within if each.unit is Unit.JURISDICTION}
    told = [
        Within(each.on, record.place, 0, least=each.standing is Stands.NOT_COPIED)
        for each in said.lists
        if each.unit is Unit.JURISDICTION
    ]
    named = {Stands.ON, Stands.MISSING, Stands.TAKEN_DOWN}
    itself = {each.on.source.name for each in said.lists if each.standing in named}
    within = tuple(inside.get(each.of.source.name, each) for each in told)
    return MapCounts(record.place, within, frozenset(itself))
