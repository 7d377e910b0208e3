"""Which places of a state have most of something → one table a list, never summed."""

from bot.answers.found import ListRanking, TopTables
from bot.answers.lists_seen import lists_now
from bot.answers.lookup import answer
from bot.answers.values import Answer
from bot.desk import Desk
from bot.grammar import ALL, Lookup, Ranking, TopPlaces
from models.domain import Number, PlaceKind, Unit
from models.errors import UsageError
from models.queries import counted_places, freshness_by_source

MOST = 10
"""Places of a table."""
_KINDS = {
    PlaceKind.COUNTY: PlaceKind.COUNTY,
    PlaceKind.CITY: PlaceKind.CITY,
    PlaceKind.SUBDIVISION: PlaceKind.CITY,
}
_UNITS: dict[Ranking, dict[str, Unit]] = {
    "refusals": {"": Unit.REFUSAL, "declined": Unit.REFUSAL_TOTAL},
    "totals": {"declined": Unit.REFUSAL_TOTAL},
    "sent": {"issued": Unit.DETAINER_SENT},
}


def top_tables(asked: TopPlaces, desk: Desk) -> TopTables | Answer:
    """Return the places of a state with most of something, or the answer that asks which state is meant.

    Raises:
        UsageError: No state was named.
        StoreError: The database can't be read.
    """
    if asked.area in {"", ALL}:
        raise UsageError("Which state?", f"For example `{desk.command} top counties TX`.")
    record = answer(Lookup(asked.area), desk)
    state = record.place
    if state is None:
        return record
    if state.kind is not PlaceKind.STATE:
        raise UsageError(
            f"{state.name} is no state.", f"For example `{desk.command} top counties {state.state}`."
        )
    with desk.reading() as session:
        counts, seen = counted_places(session, state.geoid), freshness_by_source(session)
    names = {each.source for each in counts}
    lists = lists_now(names, seen, desk.sources, desk.settings.newsroom.zone, desk.clock())
    found: dict[tuple[Unit, str], list[Number]] = {}
    for count in counts:
        place, unit = desk.gazetteer.by_geoid(count.area), _UNITS[asked.by].get(count.measure)
        if place is None or unit is None or asked.kind not in {None, _KINDS.get(place.kind)}:
            continue
        of = lists[count.source]
        number = Number(count.total, unit, of, place, count.first, count.last)
        found.setdefault((unit, count.source), []).append(number)
    order = list(_UNITS[asked.by].values())
    tables = [
        ListRanking(lists[source], unit, tuple(numbers[:MOST]), len(numbers))
        for (unit, source), numbers in sorted(
            found.items(), key=lambda item: (order.index(item[0][0]), item[0][1])
        )
    ]
    return TopTables(state, asked.kind, asked.by, tuple(tables), desk.replay)
