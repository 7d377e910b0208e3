"""A question for a map → who is on each list there, who is off, and refusals by county.

Numbers are of one source: the one that counts most there.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answers.found import MapCounts
from bot.answers.lists_seen import lacks_state, list_seen
from bot.answers.lookup import answer, rows_behind
from bot.answers.statements import Stated, stated
from bot.answers.trend import trended
from bot.answers.values import Answer, Trended
from bot.desk import Desk
from bot.grammar import ALL, Lookup
from bot.pictures import MANY, AreaMap, CountyCount, CountyCounts, Frame, Layer, Noun, Spot, SpotStanding
from bot.words import (
    NO_PROOF,
    day,
    map_counts,
    map_deck,
    map_headline,
    map_layer,
    map_legend,
    map_nowhere,
    map_off,
    map_sources,
    map_unplaced,
    names_of,
    place_name,
    short_place,
)
from models.domain import (
    By,
    Departure,
    Fact,
    ListingKind,
    ListSeen,
    Number,
    Place,
    PlaceKind,
    RowRange,
    Stands,
    Unit,
    Within,
)
from models.errors import UsageError
from models.places import STATES, Gazetteer, load_shapes, state_code
from models.queries import departures_in_state

MOST = 50_000
"""Rows that a map is drawn from: more than any state has."""

_COUNTY_WORDS = ("County", "Parish", "Borough", "Area", "Municipality", "Region", "District")
_COUNTS = {ListingKind.REFUSAL: Unit.REFUSAL, ListingKind.TALLY: Unit.REFUSAL_TOTAL}


@dataclass(frozen=True, slots=True)
class Mapped:
    """A map and the rows behind it.

    Attributes:
        record: The state's answer.
        rows: All that stand in it, as its file has them.
    """

    map: AreaMap
    record: Answer
    rows: tuple[Fact, ...]


def state_map(area: str, desk: Desk) -> Mapped | Answer:
    """Return the map of a state, or the answer that asks which place is meant.

    Args:
        area: A state as typed.
        desk: The desk.

    Raises:
        UsageError: No state was named, or a place in one, or a territory, of which there is no map.
        StoreError: The database can't be read.
    """
    found = answer(Lookup(state_code(area) or area), desk) if area else None
    if found and found.place is None:
        return found
    if found is None or found.place is None or found.place.kind is not PlaceKind.STATE:
        raise UsageError("A map is of a state.", f"For example `{desk.command} map MA`.")
    if not load_shapes(STATES[found.place.state].fips).states:
        raise UsageError(f"We have no map of {found.place.name}.", "Ask for one of the 50 states or D.C.")
    current = [name for name in found.known if found.shows(name)]
    rows = rows_behind(found, current, RowRange(MOST), desk)
    with desk.reading() as session:
        gone = departures_in_state(session, found.place.state)
    return Mapped(_map(found, stated(found, found.place), rows, gone, desk.gazetteer), found, tuple(rows))


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


def _map(
    record: Answer,
    said: Stated,
    rows: Sequence[Fact],
    gone: Mapping[str, Sequence[Departure]],
    gazetteer: Gazetteer,
) -> AreaMap:
    state = said.place
    listed = _listed(rows)
    lists = sorted((list_seen(record, name) for name in listed), key=_in_order)
    number, counts = _most_spread(said.refusals, rows, gazetteer)
    within = [_within(record, of, state, listed[of.source.name]) for of in lists]
    itself = [state in listed[of.source.name] for of in lists]
    off = _off(record, gone, gazetteer)
    drawn = [layer_of(of, listed[of.source.name]) for of in lists]
    standing = [each for each in drawn if each.standing is SpotStanding.LISTED]
    layers = [
        *standing,
        *(off_layer(*each) for each in off),
        *(each for each in drawn if each not in standing),
    ]
    crowded = bool(layers) and counts is not None and len(counts.each) >= MANY
    decks = [map_off(*each) for each in off]
    decks.append(map_deck(within[1:], number if within else None, itself[1:]))
    deck = " ".join(each for each in decks if each)
    notes = [NO_PROOF] if deck and layers else []
    if number and counts and counts.unplaced and not crowded:
        notes.append(map_unplaced(number, counts.unplaced))
    named = [each.on for each in said.lists if each.unit is Unit.JURISDICTION]
    usps = state.state.lower()
    newest = max((of.seen for of in lists if of.seen), default=_last_day(number))
    return AreaMap(
        Frame(
            map_headline(within[:1], number, state, itself=any(itself[:1])),
            deck or NO_PROOF,
            map_sources(_each_once(lists, [of for of, _ in off]), number),
            f"detainers-map-{usps}-{newest.isoformat()}" if newest else f"detainers-map-{usps}",
            tuple(notes),
        ),
        STATES[state.state].fips,
        state.name,
        tuple(layers),
        None if crowded else counts,
        map_nowhere(named) if layers else "None on file",
    )


def _most_spread(
    numbers: Sequence[Number], rows: Sequence[Fact], gazetteer: Gazetteer
) -> tuple[Number | None, CountyCounts | None]:
    """Return the number that is known for most counties, and how it lies in them."""
    counted = [(number, _counts(number, rows, gazetteer)) for number in numbers]
    return max(counted, key=lambda one: (len(one[1].each), one[0].number), default=(None, None))


def _last_day(number: Number | None) -> date | None:
    """Return the last day that a count covers."""
    return number.last if number else None


def _each_once(lists: Sequence[ListSeen], others: Sequence[ListSeen]) -> list[ListSeen]:
    return list({of.source.name: of for of in (*lists, *others)}.values())


def _in_order(of: ListSeen) -> tuple[bool, int]:
    """Put lists in force first, then the newest."""
    return bool(of.taken_down or of.suspended), -(of.first or of.published or date.min).toordinal()


def _listed(rows: Iterable[Fact]) -> dict[str, list[Place]]:
    """Return the places that each list of jurisdictions names, each once."""
    listed: dict[str, dict[Place, None]] = defaultdict(dict)
    for fact in rows:
        if fact.kind is ListingKind.DESIGNATION:
            listed[fact.source].update(dict.fromkeys(fact.places))
    return {source: list(places) for source, places in listed.items()}


def _within(record: Answer, of: ListSeen, state: Place, places: Sequence[Place]) -> Within:
    least = lacks_state(record.freshness.get(of.source.name), state.state, named=True)
    return Within(of, state, len([place for place in places if place != state]), least=least)


def layer_of(of: ListSeen, places: Sequence[Place], *, country: bool = False) -> Layer:
    """Return the places that a list names as they are drawn.

    Args:
        of: The list.
        places: The places.
        country: They lie in several states, and are named with theirs.
    """
    standing = SpotStanding.DOWN if of.taken_down or of.suspended else SpotStanding.LISTED
    spots = tuple(_spot(place, country=country) for place in places)
    return Layer(standing, spots, map_legend(of), map_layer(of, len(places)))


def _off(
    record: Answer, gone: Mapping[str, Sequence[Departure]], gazetteer: Gazetteer
) -> list[tuple[ListSeen, list[tuple[Place, date]]]]:
    """Return each list that stands and the places that are off it, each with its day."""
    places: dict[str, list[tuple[Place, date]]] = defaultdict(list)
    for geoid, departures in sorted(gone.items()):
        if place := gazetteer.by_geoid(geoid):
            for each in departures:
                places[each.source].append((place, each.until.day(record.zone)))
    lists = sorted((list_seen(record, name) for name in places), key=_in_order)
    return [(of, places[of.source.name]) for of in lists if not (of.taken_down or of.suspended)]


def off_layer(of: ListSeen, gone: Sequence[tuple[Place, date]], *, country: bool = False) -> Layer:
    """Return the places that are off a list as they are drawn, each with its day."""
    names = names_of(of.source)
    spots = tuple(_spot(place, f"off {day(since)}", country=country) for place, since in gone)
    return Layer(SpotStanding.OFF, spots, f"off the {names.headline}", f"off {names.again}")


def _spot(place: Place, note: str = "", *, country: bool = False) -> Spot:
    noun = Noun.CITY
    if place.kind is PlaceKind.STATE and not (
        country and place.state == "DC"
    ):  # the District is a point there
        noun = Noun.STATE
    elif place.kind is PlaceKind.COUNTY and place.name.endswith(_COUNTY_WORDS):
        noun = Noun.COUNTY
    return Spot(place.geoid, short_place(place) if country else place_name(place), noun, note)


def _counts(number: Number, rows: Iterable[Fact], gazetteer: Gazetteer) -> CountyCounts:
    """Return one list's number by county; what lies in no one county is left over."""
    counties: Counter[str] = Counter()
    for fact in rows:
        counted = fact.source == number.of.source.name and _COUNTS.get(fact.kind) is number.unit
        if (
            counted
            and fact.measure != "issued"
            and fact.taken_back is None
            and (county := _county(fact, gazetteer))
        ):
            counties[county] += fact.count or 1
    legend, said = map_counts(number)
    each = tuple(
        CountyCount(geoid, place_name(home), total)
        for geoid, total in sorted(counties.items())
        if total and (home := gazetteer.by_geoid(geoid))
    )
    return CountyCounts(each, legend, said, number.number - sum(count.number for count in each))


def _county(fact: Fact, gazetteer: Gazetteer) -> str:
    """Return the one county that a row is of; empty if it is of none or several."""
    known = [gazetteer.by_geoid(place.geoid) or place for place in fact.places]
    counties = {
        geoid
        for place in known
        for geoid in ((place.geoid,) if place.kind is PlaceKind.COUNTY else place.counties or ("",))
    }
    return counties.pop() if len(counties) == 1 else ""
