"""Counts of rows by area, as they are kept with each edition, as they were on a day, and of detainers.

Here a *list* is what designates places or cites their policies (`LIST_KINDS`). Reports of
refusals and 287(g) agreements are told apart from lists, always.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, case, exists, func, or_, select
from sqlmodel import Session, col

from models.db import CountRow, ErratumRow, ListingPlaceRow, ListingRow, PlaceRow, PrintingRow, batches
from models.domain import Count, Dated, DayEnd, ListingKind, Place, PlaceKind, Top
from models.places import DETAINERS, Recorded
from models.queries.clauses import (
    FIRST,
    UNTIL,
    among,
    day_values,
    erratum_concerns,
    lacks_equals,
    names_place,
    run,
    stood,
)

LIST_KINDS = (ListingKind.DESIGNATION, ListingKind.POLICY)
"""Kinds of listing that make a list; a source of other kinds is a report or the other side."""


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A row that its list lacks: the GEOIDs of its places, and when the first edition that did said so."""

    source: str
    kind: str
    state: str
    places: tuple[str | None, ...]
    since: Dated


_COUNTS_NOW: Any = select(
    col(CountRow.area),
    col(CountRow.source),
    col(CountRow.kind),
    col(CountRow.measure),
    col(CountRow.rows),
    col(CountRow.total),
    col(CountRow.first),
    col(CountRow.last),
).where(among(CountRow.area, "areas"))

_TAKEN_BACK_IN: Any = (
    select(col(ErratumRow.geoid))
    .distinct()
    .where(func.substr(col(ErratumRow.geoid), 1, 2) == bindparam("state"))
)
"""The places of a state of which a publisher took rows back: errata are few."""

_DOUBTED = (col(PrintingRow.check_first) != "").label("doubted")
_NUMBER = func.sum(func.coalesce(col(ListingRow.count), 1)).label("number")
_RECORDED: Any = (
    select(col(ListingPlaceRow.geoid), _DOUBTED, _NUMBER)
    .join(ListingRow, names_place())
    .join(PrintingRow, col(PrintingRow.id) == col(ListingRow.printing))
    .where(
        among(ListingPlaceRow.geoid, "geoids"),
        col(ListingRow.kind).in_([kind.value for kind in DETAINERS]),
        col(ListingRow.until_edition).is_(None),
    )
    .group_by(col(ListingPlaceRow.geoid), _DOUBTED)
)


def counts_in(session: Session, areas: Iterable[str], as_of: DayEnd | None = None) -> list[Count]:
    """Return what stands in some areas.

    Args:
        session: One that reads.
        areas: GEOIDs, or USPS codes for everything within a state.
        as_of: The day to go back to; None for now.
    """
    wanted = sorted(set(areas))
    if as_of is None:
        return [Count(*row) for row in run(session, _COUNTS_NOW, areas=wanted)]
    values = {"areas": wanted, **day_values(as_of)}
    return [Count(*row) for statement in _counts_then() for row in run(session, statement, **values)]


def on_record(session: Session, places: Iterable[Place]) -> frozenset[str]:
    """Return the GEOIDs of those places that any row ever named, whatever became of it.

    Args:
        session: One that reads.
        places: Of a state it is enough that a place within it is counted now.
    """
    asked = list(places)
    codes = {place.state: place.geoid for place in asked if place.kind is PlaceKind.STATE}
    named = {row.geoid for row in run(session, _on_record(), geoids=[place.geoid for place in asked])}
    return frozenset(named | {codes[count.area] for count in counts_in(session, codes)})


@cache
def _on_record() -> Any:
    named = exists().where(
        col(ListingPlaceRow.geoid) == col(PlaceRow.geoid), col(ListingPlaceRow.candidate).is_(False)
    )
    return select(col(PlaceRow.geoid)).where(among(PlaceRow.geoid, "geoids"), named)


@cache
def _counts_then() -> tuple[Any, Any]:
    """Return the statements that count what stood on a day, by place and by state."""
    by_place = _counted_then(ListingPlaceRow.geoid).join(ListingPlaceRow, names_place())
    return by_place, _counted_then(ListingRow.state)


def _counted_then(area: Any) -> Any:
    return (
        counted(col(area))
        .join(FIRST, col(FIRST.id) == col(ListingRow.first_edition))
        .outerjoin(UNTIL, col(UNTIL.id) == col(ListingRow.until_edition))
        .where(stood(), among(area, "areas"))
    )


def counted(area: Any) -> Any:
    """Return the statement that counts listings by an area, source, kind and measure, as `Count` has it."""
    columns = (area, col(ListingRow.source), col(ListingRow.kind), col(ListingRow.measure))
    return (
        select(
            *columns,
            func.count(),
            func.coalesce(func.sum(col(ListingRow.count)), func.count()),
            func.min(col(ListingRow.period_first)),
            func.max(col(ListingRow.period_last)),
        )
        .select_from(ListingRow)
        .group_by(*columns)
    )


def missing_in(
    session: Session, state: str, sources: Iterable[str], as_of: DayEnd | None = None
) -> list[MissingRow]:
    """Return the rows of a state that its lists lack, and that count as standing until that is confirmed.

    Args:
        session: One that reads.
        state: USPS code.
        sources: The state lists that hold rows of it: they are few, and have few rows.
        as_of: The day to go back to; None for now.
    """
    wanted = {"states": ["", state], "sources": sorted(set(sources))}
    found: dict[int, MissingRow] = {}
    for row in run(session, _missing_in(), **wanted):
        since = Dated(row.dated, row.stood)
        if as_of is None or since.is_by(as_of):
            known = found.get(row.id)
            places = (*known.places, row.geoid) if known else (row.geoid,)
            found[row.id] = MissingRow(row.source, row.kind, row.state, places, since)
    return list(found.values())


@cache
def _missing_in() -> Any:
    return (
        select(
            col(ListingRow.id),
            col(ListingRow.source),
            col(ListingRow.kind),
            col(ListingRow.state),
            col(ListingPlaceRow.geoid),
            col(FIRST.dated),
            col(FIRST.stood),
        )
        .select_from(ListingRow)
        .join(FIRST, col(FIRST.id) == col(ListingRow.missing_edition))
        .outerjoin(ListingPlaceRow, names_place())
        .where(
            among(ListingRow.state, "states"),
            among(ListingRow.source, "sources"),
            col(ListingRow.until_edition).is_(None),
            lacks_equals(),
        )
        .order_by(col(ListingRow.id), col(ListingPlaceRow.geoid))
    )


def missing_now(session: Session, source: str) -> int:
    """Return how many rows of a source stand that its list lacks, which isn't confirmed yet."""
    lacking = (col(ListingRow.until_edition).is_(None), col(ListingRow.missing_edition).is_not(None))
    counted = select(func.count()).where(col(ListingRow.source) == source, *lacking, lacks_equals())
    return int(session.connection().execute(counted).scalar_one())


def top_places(session: Session, fips: str, *, limit: int) -> list[Top]:
    """Return the places of a state with the most refusals; GEOIDs of a state share its FIPS code.

    Args:
        session: One that reads.
        fips: The state's own GEOID, two digits.
        limit: Most places to return.
    """
    rows = run(session, _top_places(), begin=fips, end=f"{int(fips) + 1:02}", limit=limit)
    return [Top(*row) for row in rows if row.refusals or row.declined or row.lists]


@cache
def _top_places() -> Any:
    kind, listed = col(CountRow.kind), [kind.value for kind in LIST_KINDS]
    counted = {
        "refusals": case((kind == ListingKind.REFUSAL.value, col(CountRow.rows)), else_=0),
        "declined": case((col(CountRow.measure) == "declined", col(CountRow.total)), else_=0),
        "lists": case((kind.in_(listed), 1), else_=0),
    }
    sums = [func.sum(each).label(name) for name, each in counted.items()]
    return (
        select(col(CountRow.area), *sums)
        .where(col(CountRow.area) > bindparam("begin"), col(CountRow.area) < bindparam("end"))
        .group_by(col(CountRow.area))
        .order_by(*(each.desc() for each in sums), col(CountRow.area))
        .limit(bindparam("limit"))
    )


def known_lists(session: Session) -> dict[str, frozenset[str]]:
    """Return the sources whose standing rows make a list, by name, with the kinds of those rows."""
    kinds: dict[str, frozenset[str]] = {}
    for source, kind in run(session, _known_lists()):
        kinds[source] = kinds.get(source, frozenset()) | {kind}
    return kinds


@cache
def _known_lists() -> Any:
    in_a_state = col(CountRow.area) >= "A"  # USPS codes stand after all GEOIDs
    designates, cites_policy = (col(CountRow.kind) == kind.value for kind in LIST_KINDS)
    columns = (col(CountRow.source), col(CountRow.kind))
    return select(*columns).distinct().where(in_a_state, or_(designates, cites_policy))


def named_within(
    session: Session, state: str, sources: Iterable[str], as_of: DayEnd | None = None
) -> dict[str, list[Place]]:
    """Return the places of a state that lists name, the state itself left out, by the list's name.

    Args:
        session: One that reads.
        state: USPS code.
        sources: Lists that name few of them.
        as_of: The day to go back to; None for now.
    """
    wanted = {"states": [state], "sources": sorted(set(sources)), **day_values(as_of)}
    named: dict[str, list[Place]] = defaultdict(list)
    for row in run(session, _named_within(past=as_of is not None), **wanted):
        named[row.source].append(Place(row.geoid, row.name, row.state, PlaceKind(row.kind)))
    return named


@cache
def _named_within(*, past: bool) -> Any:
    statement = (
        select(
            col(ListingRow.source), *map(col, (PlaceRow.geoid, PlaceRow.name, PlaceRow.state, PlaceRow.kind))
        )
        .distinct()
        .select_from(ListingRow)
        .join(ListingPlaceRow, names_place())
        .join(PlaceRow, col(PlaceRow.geoid) == col(ListingPlaceRow.geoid))
        .where(
            among(ListingRow.state, "states"),
            among(ListingRow.source, "sources"),
            col(PlaceRow.kind) != PlaceKind.STATE.value,
        )
        .order_by(col(ListingRow.source), col(PlaceRow.name))
    )
    return _on_the_day(statement, past=past)


def agencies_in(session: Session, state: str, as_of: DayEnd | None = None) -> dict[str, int]:
    """Return how many agencies lists of agreements name in a state (USPS code), by the list's name."""
    values = {"states": [state], **day_values(as_of)}
    return {row.source: row.number for row in run(session, _agencies_in(past=as_of is not None), **values)}


@cache
def _agencies_in(*, past: bool) -> Any:
    agency = col(PrintingRow.fields)["agency"].as_string()
    statement = (
        select(col(ListingRow.source), func.count(agency.distinct()).label("number"))
        .join(PrintingRow, col(PrintingRow.id) == col(ListingRow.printing))
        .where(among(ListingRow.state, "states"), col(ListingRow.kind) == ListingKind.AGREEMENT.value)
        .group_by(col(ListingRow.source))
    )
    return _on_the_day(statement, past=past)


def _on_the_day(statement: Any, *, past: bool) -> Any:
    """Return a statement on listings, of those that stand, or of those that stood on a day."""
    if not past:
        return statement.where(col(ListingRow.until_edition).is_(None))
    joined = statement.join(FIRST, col(FIRST.id) == col(ListingRow.first_edition))
    return joined.outerjoin(UNTIL, col(UNTIL.id) == col(ListingRow.until_edition)).where(stood())


def taken_back_within(
    session: Session, geoid: str, as_of: DayEnd | None = None, *, later: bool = False
) -> dict[tuple[str, str], tuple[int, datetime]]:
    """Return how many detainers of a place, of a state of its places, publishers took back, and when first.

    They are told apart by source and measure; of refusals row by row it is empty, as `Count` has it.

    Args:
        session: One that reads.
        geoid: The place's; of a state two digits.
        as_of: The day to go back to; None for now.
        later: What was taken back after that day, not by it.
    """
    back: dict[tuple[str, str], tuple[int, datetime]] = {}
    seen: set[int] = set()
    within = len(geoid) == len("48")
    named = [row[0] for row in run(session, _TAKEN_BACK_IN, state=geoid)] if within else [geoid]
    for row in run(session, _taken_back_of(), geoids=named) if named else ():
        if row.id in seen or (as_of and (row.observed >= as_of.midnight) is not later):
            continue
        seen.add(row.id)
        number, when = back.get((row.source, row.measure), (0, row.observed))
        back[row.source, row.measure] = (number + (1 if row.count is None else row.count), when)
    return back


@cache
def _taken_back_of() -> Any:
    columns = (ListingRow.id, ListingRow.source, ListingRow.measure, ListingRow.count)
    return (
        select(*map(col, columns), col(ErratumRow.observed))
        .select_from(ListingPlaceRow)
        .join(ListingRow, names_place())
        .join(ErratumRow, erratum_concerns())
        .where(among(ListingPlaceRow.geoid, "geoids"), col(ListingRow.until_edition).is_(None))
        .order_by(col(ErratumRow.observed))
    )


def recorded(session: Session, geoids: Iterable[str]) -> Recorded:
    """Return what stands of some places: refusals row by row, tallies by their counts."""
    detainers = Recorded()
    for some in batches(sorted(set(geoids))):
        for row in run(session, _RECORDED, geoids=some):
            counter = detainers.doubted if row.doubted else detainers.sure
            counter[row.geoid] += int(row.number)
    return detainers
