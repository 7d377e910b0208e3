"""The one read behind every trend: standing events by period or month, and lists by edition."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import String, and_, case, cast, exists, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.db import EditionRow, ErratumRow, ListingPlaceRow, ListingRow, PlaceRow, PrintingRow, SourceRow
from models.domain import By, Dated, ListingKind, Point, Series, Source, day_in, with_doubts
from models.queries.clauses import accepted, erratum_concerns, jurisdictions, names_place, newest_first

Key = tuple[str, str, str]
"""Source, kind and measure: numbers of two keys are never summed."""
Days = tuple[date, date]

_EVENTS = (ListingKind.REFUSAL.value, ListingKind.TALLY.value)
_MONTH = len("2026-11")
STATE, DISTRICT = 2, "DC"
"""Digits of a state's GEOID; the one of them that is no state."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a trend is asked of.

    Attributes:
        state: USPS abbreviation, for everything within it; empty for a place or the whole country.
        geoid: The place itself; empty for a state or the whole country.
        by: What the counts are told apart by.
        source: The one source that counts; empty for all.
        zone: IANA name of the zone whose days count.
    """

    state: str = ""
    geoid: str = ""
    by: By = By.PERIOD
    source: str = ""
    zone: str = "UTC"


def read_trend(session: Session, asked: Asked, sources: Mapping[str, Source]) -> tuple[Series, ...]:
    """Return the counts over time that are recorded, with their caveats, by source and kind.

    Args:
        session: One that reads.
        asked: Where, and told apart by what. A row that names several places counts in each of
            them when told apart by place.
        sources: Every source by name; one that is missing there has no caveats.
    """
    cumulative = sorted(name for name, source in sources.items() if source.cumulative)
    covered, totals = _covered(session), _report_totals(session)
    by_key: dict[Key, list[Point]] = defaultdict(list)
    for key, point in (*_periods(session, asked, cumulative), *_months(session, asked, cumulative)):
        by_key[key].append(point)
    for (source, kind, measure), points in by_key.items():
        if kind == ListingKind.REFUSAL.value:
            periods = _months_of(points) if source in cumulative else covered[source].items()
            points.extend(_none_recorded(points, periods))
        if not (asked.state or asked.geoid) and asked.by is By.PERIOD:
            points[:] = [
                replace(point, total=totals.get(((source, kind, measure), point.first, point.last)))
                for point in points
            ]
    for key, point in _editions(session, asked):
        by_key[key].append(point)
    known = session.connection().execute(select(col(SourceRow.name), col(SourceRow.withdrawn)))
    down = {name: day_in(asked.zone, since) for name, since in known if since}
    series = (
        Series(
            source,
            ListingKind(kind),
            measure,
            tuple(sorted(points, key=lambda point: (point.first, point.last, -point.count, point.group))),
            down.get(source),
            tuple(sorted(covered[source])),
        )
        for (source, kind, measure), points in sorted(by_key.items())
    )
    return with_doubts(series, sources)


def _covered(session: Session) -> dict[str, dict[Days, bool]]:
    """Return the periods that each source has told of, and whether only a partial copy tells."""
    first, last = col(EditionRow.period_first), col(EditionRow.period_last)
    partial = func.min(case((col(EditionRow.partial).is_(True), 1), else_=0))
    accepted = select(col(EditionRow.source), first, last, partial).where(
        col(EditionRow.status) == "accepted", first.is_not(None)
    )
    by_source: dict[str, dict[Days, bool]] = defaultdict(dict)
    grouped = accepted.group_by(col(EditionRow.source), first, last)
    for source, begin, end, only_partial in session.connection().execute(grouped):
        by_source[source][begin, end] = bool(only_partial)
    return by_source


def _report_totals(session: Session) -> dict[tuple[Key, date, date], int]:
    """Return what reports say themselves that they count, by key and period; the newest edition decides."""
    columns: Any = tuple(
        map(col, (EditionRow.source, EditionRow.period_first, EditionRow.period_last, EditionRow.totals))
    )
    told = select(*columns).where(
        col(EditionRow.status) == "accepted", col(EditionRow.period_first).is_not(None)
    )
    found: dict[tuple[Key, date, date], int] = {}
    for source, first, last, totals in session.connection().execute(told.order_by(*newest_first())):
        for measure, total in totals.items():
            found.setdefault(((source, ListingKind.TALLY.value, measure), first, last), total)
            if measure == "declined":
                found.setdefault(((source, ListingKind.REFUSAL.value, ""), first, last), total)
    return found


def _periods(session: Session, asked: Asked, cumulative: Sequence[str]) -> Iterator[tuple[Key, Point]]:
    """Yield the events of reports, by the period that each covers."""
    first, last = col(ListingRow.period_first), col(ListingRow.period_last)
    counted = _counted(asked, first, last).where(
        col(ListingRow.kind).in_(_EVENTS),
        col(ListingRow.source).not_in(cumulative),
        first.is_not(None),
        last.is_not(None),
        ~_superseded(),
    )
    for row in session.connection().execute(counted):
        source, kind, measure, begin, end, rows, total, *rest = row
        count = (total if kind == ListingKind.TALLY.value else rows) or 0
        yield (source, kind, measure), _point((begin, end), count, rest, asked)


def _point(days: Days, count: int, rest: Sequence[Any], asked: Asked) -> Point:
    """Return a number; `rest` is what `_counted` tells from the partial copies on.

    Of one place a partial copy has all that it has: what it lacks are whole places.
    """
    partial, back, when, _, _, *group = rest
    return Point(
        *days,
        count - back,
        *_named(group),
        partial=bool(partial) and not asked.geoid,
        taken_back=back,
        back_on=day_in(asked.zone, when) if when else None,
    )


def _months(session: Session, asked: Asked, cumulative: Sequence[str]) -> Iterator[tuple[Key, Point]]:
    """Yield the events of cumulative files, by the month in which the detainer was issued."""
    month = func.substr(_field("issued"), 1, _MONTH)
    counted = _counted(asked, month).where(
        col(ListingRow.kind) == ListingKind.REFUSAL.value, col(ListingRow.source).in_(cumulative)
    )
    for row in session.connection().execute(counted):
        source, kind, measure, printed, rows, _, *rest = row
        if days := _days_of_month(printed):
            yield (source, kind, measure), _point(days, rows, rest, asked)


def _days_of_month(month: str | None) -> tuple[date, date] | None:
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        return None
    return first, _month_after(first) - timedelta(days=1)


def _month_after(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _months_of(points: Sequence[Point]) -> Iterator[tuple[Days, bool]]:
    """Yield every month between the first and the last point."""
    month, end = min(point.first for point in points), max(point.first for point in points)
    while month <= end:
        yield (month, _month_after(month) - timedelta(days=1)), False
        month = _month_after(month)


def _none_recorded(points: Sequence[Point], periods: Iterable[tuple[Days, bool]]) -> list[Point]:
    """Return a nought for each period that the source tells of and that has no such row here.

    A partial copy tells nothing by what it lacks.
    """
    counted = {(point.first, point.last) for point in points}
    return [Point(*days, 0) for days, partial in periods if days not in counted and not partial]


def _editions(session: Session, asked: Asked) -> Iterator[tuple[Key, Point]]:
    """Yield what stood on a list at the end of each day that brought an edition of it."""
    stretches: dict[str, list[Any]] = defaultdict(list)
    for row in session.connection().execute(_stretches(asked)):
        stretches[row[0]].append(row)
    for source, rows in sorted(stretches.items()):
        log = select(EditionRow).where(*accepted(source)).order_by(*newest_first())
        editions = session.scalars(log).all()[::-1]
        order = {edition.id: place for place, edition in enumerate(editions)}
        days = {Dated(each.dated, each.observed).day(asked.zone): each for each in _on_a_day(editions)}
        for day, edition in days.items():
            yield from _stood(edition, day, order, rows)


def _stretches(asked: Asked) -> Any:
    """Return the statement that counts what stood from one edition to another; places one by one."""
    begun, ended, one = col(ListingRow.first_edition), col(ListingRow.until_edition), jurisdictions()
    named = func.coalesce(one.c.geoid, cast(col(ListingRow.id), String))
    what = case((col(ListingRow.kind) == ListingKind.DESIGNATION.value, named), else_="")
    counted = _counted(asked, begun, ended, what, standing=False)
    return counted.outerjoin(one, one.c.listing == col(ListingRow.id)).where(
        col(ListingRow.kind).not_in(_EVENTS)
    )


def _on_a_day(editions: Iterable[EditionRow]) -> Iterator[EditionRow]:
    """Yield the editions whose day is known, of a source's in the order of its log.

    A copy of a list that bears no date belongs to no day: when it was copied says nothing of the list. Once
    one did bear a date, the page was watched, and changed in silence on the day on which that was seen.
    """
    dated = False
    for edition in editions:
        dated = dated or edition.dated is not None
        if dated or not edition.transcription:
            yield edition


def _stood(
    edition: EditionRow, day: date, order: Mapping[int | None, int], rows: Sequence[Any]
) -> Iterator[tuple[Key, Point]]:
    """Yield what stood in one edition, by kind and group: a place that it names twice is one."""
    counts: dict[tuple[Key, str], dict[Any, tuple[int, int, int]]] = defaultdict(dict)
    place = order[edition.id]
    for source, kind, measure, begun, ended, what, number, _, _, _, _, whole, district, *group in rows:
        known = counts[(source, kind, measure), *_named(group)]
        if order[begun] <= place and (ended is None or order[ended] > place):
            known[what or (begun, ended)] = (
                (1, min(whole, 1), district) if what else (number, whole, district)
            )
    for (key, group), known in counts.items():
        if known or not group:
            count, whole = (sum(each[at] for each in known.values()) for at in (0, 1))
            district = any(each[2] for each in known.values())
            stood = Point(day, day, count, group, partial=edition.partial)
            yield key, replace(stood, whole=whole, district=district)


def _counted(asked: Asked, *when: Any, standing: bool = True) -> Any:
    """Return the statement that counts rows.

    Its columns are source, kind, measure, when, rows, sum, partial, taken back, the last time that it was,
    rows of states, whether one is the District's, group.
    """
    edition = aliased(EditionRow)
    columns = (col(ListingRow.source), col(ListingRow.kind), col(ListingRow.measure), *when)
    group = [] if asked.by is By.PERIOD else [_group(asked.by)]
    partial = func.max(case((col(edition.partial).is_(True), 1), else_=0))
    event, taken = col(ListingRow.kind).in_(_EVENTS), _taken_back()
    back = case((and_(event, taken.is_not(None)), func.coalesce(col(ListingRow.count), 1)), else_=0)
    when_back = func.max(case((event, taken)))
    whole = case((_names_state(), 1), else_=0)
    district = case((and_(_names_state(), col(ListingRow.state) == DISTRICT), 1), else_=0)
    sums = (func.sum(col(ListingRow.count)), partial, func.sum(back), when_back)
    counts = (func.count(), *sums, func.sum(whole), func.max(district))
    statement = (
        select(*columns, *counts, *group)
        .select_from(ListingRow)
        .join(edition, col(edition.id) == col(ListingRow.first_edition))
        .join(PrintingRow, col(PrintingRow.id) == col(ListingRow.printing))
    )
    if asked.by is By.PLACE:
        statement = statement.outerjoin(ListingPlaceRow, names_place()).outerjoin(
            PlaceRow, col(PlaceRow.geoid) == col(ListingPlaceRow.geoid)
        )
    if standing:
        statement = statement.where(col(ListingRow.until_edition).is_(None))
    return statement.where(*_asked(asked)).group_by(*columns, *group)


def _taken_back() -> Any:
    """Return when a row's publisher took it back last, as a column; null of what stands."""
    back = select(func.max(col(ErratumRow.observed))).where(names_place(), erratum_concerns())
    return back.correlate(ListingRow).scalar_subquery()


def _names_state() -> Any:
    """Return the clause that a row of a list names a whole state: GEOIDs of states have two digits."""
    named = aliased(ListingPlaceRow)
    of_state = exists().where(
        col(named.listing) == col(ListingRow.id),
        col(named.candidate).is_(False),
        func.length(col(named.geoid)) == STATE,
    )
    return and_(col(ListingRow.kind).not_in(_EVENTS), of_state)


def _group(by: By) -> Any:
    if by is By.STATE:
        return col(ListingRow.state)
    if by is By.PLACE:
        named = col(PlaceRow.name).concat(", ").concat(col(PlaceRow.state))
        return named.concat(" (").concat(col(PlaceRow.geoid)).concat(")")
    if by is By.OFFENSE:
        return _field("offense")
    return func.coalesce(_field("agency"), _field("jurisdiction"), _field("name"))


def _field(name: str) -> Any:
    return col(PrintingRow.fields)[name].as_string()


def _named(group: Sequence[str | None]) -> tuple[str]:
    return (group[0] or "not said",) if group else ("",)


def _asked(asked: Asked) -> Iterator[Any]:
    if asked.source:
        yield col(ListingRow.source) == asked.source
    if asked.by is By.OFFENSE:
        yield col(ListingRow.kind) == ListingKind.REFUSAL.value
    if asked.state:
        yield col(ListingRow.state) == asked.state
    if asked.geoid:
        named = aliased(ListingPlaceRow)
        yield exists().where(
            col(named.listing) == col(ListingRow.id),
            col(named.geoid) == asked.geoid,
            col(named.candidate).is_(False),
        )


def _superseded() -> Any:
    """Return the clause that a tally of declined detainers stands beside the rows that it counts."""
    row, of_tally, of_row = aliased(ListingRow), aliased(ListingPlaceRow), aliased(ListingPlaceRow)
    rows = (
        exists()
        .where(
            col(of_tally.listing) == col(ListingRow.id),
            col(of_row.geoid) == col(of_tally.geoid),
            col(of_row.listing) == col(row.id),
            col(row.source) == col(ListingRow.source),
            col(row.series) == col(ListingRow.series),
            col(row.kind) == ListingKind.REFUSAL.value,
            col(row.until_edition).is_(None),
        )
        .correlate(ListingRow)
    )
    return and_(col(ListingRow.measure) == "declined", rows)
