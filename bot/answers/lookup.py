"""A question → an answer: which place is meant, then what is recorded of it.

A bare name answers for the one namesake that has anything recorded; several of them are
asked about, never chosen between. Each step is a few seeks (`models.queries`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from bot.answers.values import Answer, Kin, LookupOutcome, OnList, Ranked, Refusals, Tally
from bot.desk import Desk
from bot.grammar import Lookup
from models.domain import (
    ChangeKind,
    Count,
    Dated,
    DayEnd,
    Departure,
    Fact,
    Happened,
    ListingKind,
    Outcome,
    Place,
    PlaceKind,
    RowRange,
    SourceKind,
    day_in,
    end_of,
)
from models.errors import UsageError
from models.places import DETAINERS, Gazetteer
from models.queries import (
    LIST_KINDS,
    MissingRow,
    agencies_in,
    all_rows_of_place,
    changes_of_place,
    counts_in,
    departures_of_place,
    errata_of_place,
    freshness_by_source,
    known_lists,
    missing_in,
    named_within,
    notes_of_place,
    on_record,
    rows_of_lists,
    rows_of_place,
    rows_of_state,
    rows_taken_back,
    rows_that_may_be,
    series_with_rows,
    taken_back_within,
    top_places,
    withdrawn_on,
)

SUGGESTIONS = 60
"""Candidates looked at for a misspelt name: there are 26 Springfields."""
LATEST = 5
FEW = 50
"""Refusals of which it is looked whether one agency has them all."""
UNCERTAIN = 3
TOP = 5
NAMED = 3
"""Places of a state that are named, where a list has no more of them."""


@dataclass(frozen=True, slots=True)
class _Meant:
    """Which places the text may mean, before anything is known of them.

    Attributes:
        counties: Those that bear the name too, which was typed without `County`.
    """

    found: LookupOutcome
    places: tuple[Place, ...] = ()
    note: str = ""
    counties: tuple[Place, ...] = ()


def answer(question: Lookup, desk: Desk) -> Answer:
    """Answer a question about a place.

    Raises:
        UsageError: It is of a day that has not come.
        StoreError: The database can't be read.
    """
    if question.as_of and question.as_of > day_in(desk.settings.newsroom.zone, desk.clock()):
        raise UsageError("That day hasn't come yet.", "Leave it out for what we hold now.")
    meant = _meant(question.text, desk.gazetteer)
    with desk.reading() as session:
        base = _base(session, question, meant, desk)
        if meant.found is LookupOutcome.UNKNOWN:
            return base
        return _chosen(session, base, meant, desk.gazetteer)


def answer_about(
    geoid: str, as_of: date | None, desk: Desk, *, plain: bool = False, about: str = ""
) -> Answer | None:
    """Answer for the place that a person picked, as it was asked for; None when there is no such GEOID.

    Raises:
        StoreError: The database can't be read.
    """
    place = desk.gazetteer.by_geoid(geoid)
    if place is None:
        return None
    name = place.name if place.kind is PlaceKind.STATE else f"{place.name}, {place.state}"
    question = Lookup(name, as_of, plain, about)
    with desk.reading() as session:
        base = _base(session, question, _Meant(LookupOutcome.PLACE, (place,)), desk)
        return _about(session, base, place, desk.gazetteer, others=True)


def rows_behind(record: Answer, current: Iterable[str], part: RowRange, desk: Desk) -> list[Fact]:
    """Return rows of the place that an answer is about, or of all places of its state.

    Args:
        record: The answer; without a place there are none.
        current: The lists whose rows come first.
        part: Which of them.
        desk: Where the facts are.

    Raises:
        StoreError: The database can't be read.
    """
    place = record.place
    with desk.reading() as session:
        if place is None:
            return []
        if place.kind is PlaceKind.STATE:
            return rows_of_state(session, place.state, current, part, record.until)
        return all_rows_of_place(session, place.geoid, current, part, record.until)


def city_too(text: str) -> bool:
    """Tell whether an abbreviation of a state is a city's as well: L.A. is either."""
    return text.strip(" ,").casefold().removesuffix(".") == "l.a"


def _meant(text: str, gazetteer: Gazetteer) -> _Meant:
    if city_too(text):
        either = (gazetteer.by_geoid("0644000"), gazetteer.by_geoid("22"))
        return _Meant(LookupOutcome.AMBIGUOUS, tuple(place for place in either if place))
    read = gazetteer.resolve(text)
    places = read.places or read.candidates
    if read.outcome is Outcome.UNKNOWN:
        near = gazetteer.suggest(text, limit=SUGGESTIONS)
        return _Meant(LookupOutcome.SUGGESTED if near else LookupOutcome.UNKNOWN, tuple(near), read.reason)
    counties = tuple(each for each in gazetteer.counties_called(text) if each not in places)
    if read.outcome is Outcome.RESOLVED and len(places) == 1:
        counties = () if places[0].kind is PlaceKind.STATE else counties
        return _Meant(LookupOutcome.PLACE, places, read.reason if read.repaired else "", counties)
    return _Meant(LookupOutcome.AMBIGUOUS, places, counties=counties)


def _base(session: Session, question: Lookup, meant: _Meant, desk: Desk) -> Answer:
    seen, zone, kinds = freshness_by_source(session), desk.settings.newsroom.zone, known_lists(session)
    if question.as_of:
        gone = withdrawn_on(session, end_of(question.as_of, zone))
        seen = {name: replace(freshness, withdrawn=gone.get(name)) for name, freshness in seen.items()}
    return Answer(
        query=question.text,
        found=meant.found,
        now=desk.clock(),
        as_of=question.as_of,
        plain=question.plain,
        asked=question.about,
        candidates=meant.places if meant.found is not LookupOutcome.PLACE else (),
        note=meant.note,
        known=tuple(sorted(kinds)),
        designating=frozenset(name for name in kinds if ListingKind.DESIGNATION.value in kinds[name]),
        freshness=seen,
        sources=desk.sources,
        replay=desk.replay,
        zone=zone,
    )


def _chosen(session: Session, base: Answer, meant: _Meant, gazetteer: Gazetteer) -> Answer:
    """Answer for the one place that is meant, or has anything recorded on any day; else ask.

    A county of the name, in another state or where there is nothing on what bears the bare name, is a rival.
    """
    around = _around(meant.places, gazetteer) if meant.found is not LookupOutcome.SUGGESTED else {}
    counties = {place: gazetteer.containing(place) or place for place in meant.counties}
    asked = (*meant.places, *counties, *counties.values(), *around)
    recorded = on_record(session, asked)
    with_data = [place for place in meant.places if place.geoid in recorded]
    rivals = [place for place, city in counties.items() if {place.geoid, city.geoid} & recorded]
    if any(place.kind is PlaceKind.STATE for place in with_data) and len(with_data) == 1:
        rivals = []
    elif with_data:
        rivals = [place for place in rivals if place.state not in {each.state for each in with_data}]
    sure = meant.places if meant.found is LookupOutcome.PLACE else with_data
    if len(sure) == 1 and not rivals and meant.found is not LookupOutcome.SUGGESTED:
        others = meant.found is LookupOutcome.AMBIGUOUS or bool(meant.counties)
        return _about(session, base, sure[0], gazetteer, others=others)
    found = LookupOutcome.AMBIGUOUS if rivals else meant.found
    known = [*rivals, *with_data] if not with_data else [*with_data, *rivals]
    rest = [place for place in meant.places if place not in with_data]
    nearby = [each for each in around if not with_data and each.geoid in recorded and each not in rivals]
    if rivals:
        nearby = [each for each in nearby if each.name.casefold().startswith(base.query.casefold())]
    return replace(
        base,
        found=found,
        candidates=(*known, *rest),
        with_data=frozenset(place.geoid for place in known),
        nearby=tuple(nearby),
        uncertain=_uncertain(session, rest, base.until) if found is LookupOutcome.AMBIGUOUS else (),
    )


def _around(places: Iterable[Place], gazetteer: Gazetteer) -> dict[Place, None]:
    """Return the counties in which places lie."""
    inside = [gazetteer.by_geoid(geoid) for place in places for geoid in place.counties]
    return dict.fromkeys(each for each in inside if each)


def _uncertain(session: Session, places: Sequence[Place], as_of: DayEnd | None) -> tuple[Fact, ...]:
    """Return rows that mean one of these places and don't say which."""
    facts = {
        (fact.edition, fact.as_read): fact
        for place in places
        for fact in rows_that_may_be(session, place.geoid, limit=UNCERTAIN, as_of=as_of)
    }
    return tuple(facts.values())[:UNCERTAIN]


def _areas(places: Iterable[Place]) -> list[str]:
    """Return the GEOIDs to count under, and for a state its USPS code as well."""
    return [
        area
        for place in places
        for area in (place.geoid, *([place.state] if place.kind is PlaceKind.STATE else []))
    ]


def _about(
    session: Session, base: Answer, place: Place, gazetteer: Gazetteer, *, others: bool = False
) -> Answer:
    kin, namesakes = _kin(place, gazetteer), gazetteer.namesakes(place) if others else []
    counted: dict[str, list[Count]] = defaultdict(list)
    for count in counts_in(session, _areas([place, *kin]), base.until):
        counted[count.area].append(count)
    own = counted[place.geoid]
    missing = _missing(
        session, place, (*counted[place.state], *(each for one in kin for each in counted[one.geoid])), base
    )
    whole_state = place.kind is PlaceKind.STATE
    record = replace(
        _recorded(session, replace(base, found=LookupOutcome.PLACE, place=place), place, own),
        candidates=tuple(namesakes),
        with_data=on_record(session, namesakes) if namesakes else frozenset(),
        in_state=frozenset(count.source for count in counted[place.state]),
        back_later=taken_back_within(session, place.geoid, base.until, later=True) if base.until else {},
        rows=sum(each.rows for each in counted[place.state if whole_state else place.geoid]),
        also=tuple(
            _related(other, counted[other.geoid], missing, replace(base, place=place), gazetteer)
            for other in kin
        ),
    )
    if not whole_state:
        return record
    top = _top(session, place, gazetteer) if base.as_of is None else ()
    return _of_state(session, replace(record, top=top), place, _within(counted[place.state], own), missing)


def _recorded(session: Session, base: Answer, place: Place, own: Sequence[Count]) -> Answer:
    """Return an answer with what lists say of the place itself."""
    listed = _list_rows(session, place, own, base.until)
    changes = _latest_changes(session, place, listed, base)
    return replace(
        base,
        lists=_on_lists(listed, base),
        agreements=tuple(fact for fact in listed if fact.kind == ListingKind.AGREEMENT),
        refusals=_refusals(session, place, own, base.until),
        tallies=_tallies(session, place, own, base.until),
        taken_back=_taken_back(session, place, own, base.until),
        errata=errata_of_place(session, place.geoid, base.until),
        departures=_departures(session, place, listed, base),
        uncertain=tuple(rows_that_may_be(session, place.geoid, limit=UNCERTAIN, as_of=base.until)),
        changes=changes[:1],
        newly_known=frozenset(
            change.after.listing or 0
            for change in changes
            if change.kind is ChangeKind.NEWLY_KNOWN and change.after
        ),
        public=notes_of_place(session, place.geoid),
    )


def _of_state(
    session: Session, record: Answer, place: Place, within: tuple[Count, ...], missing: Sequence[MissingRow]
) -> Answer:
    """Return an answer with what lists say of a state's places."""
    inside = Counter(
        (row.source, row.kind)
        for row in missing
        if row.state == place.state and place.geoid not in row.places
    )
    agreed = any(each.kind == ListingKind.AGREEMENT for each in within)
    few = {each.source for each in within if each.kind in LIST_KINDS and each.rows <= NAMED}
    return replace(
        record,
        within=within,
        within_missing=inside,
        agencies_within=agencies_in(session, place.state, record.until) if agreed else {},
        named_within=named_within(session, place.state, few, record.until) if few else {},
        back_within=taken_back_within(session, place.geoid, record.until),
    )


def _missing(session: Session, place: Place, counted: Sequence[Count], base: Answer) -> Sequence[MissingRow]:
    """Return the rows that their lists lack of what is counted around a place, or within a state."""
    sources = {count.source for count in counted if count.kind in {*LIST_KINDS, ListingKind.AGREEMENT}}
    return missing_in(session, place.state, sources, base.until) if sources else ()


def _latest_changes(
    session: Session, place: Place, listed: Sequence[Fact], base: Answer
) -> tuple[Happened, ...]:
    """Return the latest change; more of them where a row came behind its list, and may be newly known."""
    reports = [name for name, source in base.sources.items() if source.kind is SourceKind.EVENT]
    behind = any(_came_behind(fact, base) for fact in listed)
    limit = LATEST if behind else 1
    return tuple(changes_of_place(session, place.geoid, limit=limit, reports=reports, as_of=base.until))


def _came_behind(fact: Fact, base: Answer) -> bool:
    first = base.freshness[fact.source].first if fact.source in base.freshness else None
    return first is not None and fact.since.day(base.zone) > first.day(base.zone)


def _departures(
    session: Session, place: Place, listed: Sequence[Fact], base: Answer
) -> tuple[Departure, ...]:
    lists = {name for name, source in base.sources.items() if source.kind is SourceKind.STATE}
    absent = (lists | base.designating) - {fact.source for fact in listed}
    return tuple(departures_of_place(session, place.geoid, absent, base.until)) if absent else ()


def _kin(place: Place, gazetteer: Gazetteer) -> list[Place]:
    """Return the city, the counties and the state that a place lies in, without a county of its own name."""
    if place.kind is PlaceKind.STATE:
        return []
    inside = [gazetteer.by_geoid(geoid) for geoid in (*place.counties, place.geoid[:2])]
    return [other for other in (gazetteer.containing(place), *inside) if other and other.name != place.name]


def _list_rows(session: Session, place: Place, own: Sequence[Count], as_of: DayEnd | None) -> list[Fact]:
    kinds = (*LIST_KINDS, ListingKind.AGREEMENT)
    sources = {count.source for count in own if count.kind in kinds}
    if not sources:
        return []
    rows = rows_of_lists(session, place, sources, as_of)
    return [fact for fact in rows if fact.kind in kinds]


def _on_lists(listed: Sequence[Fact], base: Answer) -> tuple[OnList, ...]:
    by_source: dict[str, list[Fact]] = defaultdict(list)
    for fact in listed:
        if fact.kind in LIST_KINDS:
            by_source[fact.source].append(fact)
    entries = [_on_list(source, facts, base) for source, facts in by_source.items()]
    newest_first = sorted(
        entries, key=lambda entry: max(fact.since.day(base.zone) for fact in entry.facts), reverse=True
    )
    return tuple(sorted(newest_first, key=lambda entry: not entry.current))


def _on_list(source: str, facts: Sequence[Fact], base: Answer) -> OnList:
    withdrawn = base.freshness[source].withdrawn if source in base.freshness else None
    past = source in base.sources and not base.sources[source].address
    return OnList(source, tuple(facts), withdrawn, past, _suspended(source, base))


def _suspended(source: str, base: Answer) -> date | None:
    """Return since when a list is suspended, unless an edition came later or the day asked for is earlier."""
    known, seen = base.sources.get(source), base.freshness.get(source)
    if known is None or seen is None or seen.accepted is None:
        return None
    day = seen.suspended(base.zone) or known.suspended
    if day is None or (base.as_of and base.as_of < day):
        return None
    newest = Dated(seen.accepted.published, seen.accepted.observed).day(base.zone)
    return day if newest <= day else None


def _related(
    place: Place, counted: Sequence[Count], missing: Sequence[MissingRow], base: Answer, gazetteer: Gazetteer
) -> Kin:
    listed = sorted({count.source for count in counted if count.kind in LIST_KINDS})
    current = tuple(source for source in listed if _on_list(source, (), base).current)
    lacking: dict[str, list[MissingRow]] = defaultdict(list)
    for row in missing:
        if place.geoid in row.places and row.kind in LIST_KINDS:
            lacking[row.source].append(row)
    rows = {source: sum(each.rows for each in counted if each.source == source) for source in lacking}
    since = {
        name: min(row.since.day(base.zone) for row in some)
        for name, some in lacking.items()
        if len(some) == rows[name]
    }
    former = tuple(source for source in listed if source not in current)
    whole = base.place is not None and gazetteer.containing(base.place) == place
    return Kin(place, current, former, since, whole)


def _refusals(
    session: Session, place: Place, own: Sequence[Count], as_of: DayEnd | None
) -> tuple[Refusals, ...]:
    counted = [count for count in own if count.kind == ListingKind.REFUSAL]
    if not counted:
        return ()
    latest = rows_of_place(session, place.geoid, [ListingKind.REFUSAL], RowRange(FEW), as_of)
    found = []
    for count in counted:
        some = [fact for fact in latest if fact.source == count.source]
        agencies = {str(fact.fields.get("agency") or "") for fact in some}
        agency = agencies.pop() if len(agencies) == 1 and len(some) == count.rows else ""
        few = tuple(some[:LATEST])
        found.append(Refusals(count.source, count.rows, count.first, count.last, few, agency))
    return tuple(found)


def _tallies(session: Session, place: Place, own: Sequence[Count], as_of: DayEnd | None) -> tuple[Tally, ...]:
    counted = sum(count.rows for count in own if count.kind == ListingKind.TALLY)
    if not counted:
        return ()
    facts = rows_of_place(session, place.geoid, [ListingKind.TALLY], RowRange(counted), as_of)
    if any(count.kind == ListingKind.REFUSAL for count in own):
        rows = series_with_rows(session, place.geoid, {fact.series for fact in facts})
        facts = [
            fact for fact in facts if fact.measure != "declined" or (fact.source, fact.series) not in rows
        ]
    grouped: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        grouped[fact.source, str(fact.fields.get("agency") or ""), fact.measure].append(fact)
    tallies = [_tally(*key, facts) for key, facts in grouped.items()]
    return tuple(sorted(tallies, key=lambda tally: (tally.measure, -tally.count)))


def _taken_back(
    session: Session, place: Place, own: Sequence[Count], as_of: DayEnd | None
) -> tuple[Fact, ...]:
    if place.kind is PlaceKind.STATE or not any(count.kind in DETAINERS for count in own):
        return ()
    taken_back = rows_taken_back(session, place.geoid, limit=sum(each.rows for each in own), as_of=as_of)
    return tuple({fact.listing: fact for fact in taken_back if fact.taken_back}.values())


def _tally(source: str, agency: str, measure: str, facts: Sequence[Fact]) -> Tally:
    first = min((fact.first for fact in facts if fact.first), default=None)
    last = max((fact.last for fact in facts if fact.last), default=None)
    return Tally(source, agency, measure, sum(fact.count or 0 for fact in facts), first, last, tuple(facts))


def _within(everything: Sequence[Count], own: Sequence[Count]) -> tuple[Count, ...]:
    """Return what stands of the places of a state, without the state's own rows."""
    of_state = {(count.source, count.kind, count.measure): count for count in own}
    inside = []
    for count in everything:
        itself = of_state.get((count.source, count.kind, count.measure))
        rows = count.rows - (itself.rows if itself else 0)
        if rows > 0:
            inside.append(replace(count, rows=rows, total=count.total - (itself.total if itself else 0)))
    return tuple(sorted(inside, key=lambda count: (count.kind, count.source, count.measure)))


def _top(session: Session, place: Place, gazetteer: Gazetteer) -> tuple[Ranked, ...]:
    return tuple(
        Ranked(inside, top.refusals, top.declined, top.lists)
        for top in top_places(session, place.geoid, limit=TOP)
        if (inside := gazetteer.by_geoid(top.geoid))
    )
