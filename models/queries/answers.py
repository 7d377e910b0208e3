"""Reads of rows: for an answer those that stand, of a place or a state; and as printed lists have them.

Columns are selected, never entities: an answer takes a few seeks however many listings there are.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import and_, bindparam, case, exists, func, select
from sqlmodel import Session, col

from models.db import ErratumRow, ListingPlaceRow, ListingRow, PrintingRow, batches
from models.domain import MISSING, Dated, DayEnd, Fact, ListingKind, Outcome, Place, PrintedEntry, RowRange
from models.places import DETAINERS
from models.queries import clauses
from models.queries.counts import LIST_KINDS
from models.queries.printed_lists import where_printed

_FROM: tuple[Any, ...] = (
    col(clauses.FIRST.id).label("edition"),
    col(clauses.FIRST.address),
    col(clauses.FIRST.sha256),
    col(clauses.FIRST.published),
    col(clauses.FIRST.observed),
    col(clauses.FIRST.transcription),
    col(clauses.FIRST.capture),
)
_READ_FROM = tuple(each.key for each in _FROM)
_SINCE = ("since_published", "since_observed")
_OF_LISTING: tuple[Any, ...] = (
    col(ListingRow.id).label("listing"),
    col(ListingRow.source),
    col(ListingRow.series),
    col(ListingRow.key),
    col(ListingRow.count),
    col(ListingRow.measure),
    col(ListingRow.period_first).label("first"),
    col(ListingRow.period_last).label("last"),
    col(ListingRow.missing_edition),
    col(ListingRow.key).label("means"),
    func.coalesce(col(ListingRow.placed_printing), col(ListingRow.printing)).label("meant"),
)
_LISTED: tuple[Any, ...] = (
    *_OF_LISTING,
    *_FROM,
    col(clauses.SINCE.dated).label("since_published"),
    col(clauses.SINCE.stood).label("since_observed"),
)
_SAID: tuple[Any, ...] = (
    col(PrintingRow.id).label("printing"),
    col(PrintingRow.key).label("says"),
    col(PrintingRow.kind),
    col(PrintingRow.state),
    col(PrintingRow.as_read),
    col(PrintingRow.fields),
    col(PrintingRow.annotations),
    col(PrintingRow.notes),
    col(PrintingRow.remarks),
    col(PrintingRow.section),
    col(PrintingRow.outcome),
    col(PrintingRow.reason),
    col(PrintingRow.repaired),
    col(PrintingRow.scope),
    col(PrintingRow.check_first),
    col(PrintingRow.places),
    col(PrintingRow.candidates),
)
_PLACING = ("state", "outcome", "reason", "repaired", "scope", "check_first", "places", "candidates")
"""What a slip has of the printing that says what is meant."""
_TOLD_OTHERWISE = frozenset({
    "printing", "key", "kind", "outcome", "notes", "remarks", "places", "candidates", "missing_edition",
    "says", "means", "meant",
})  # fmt: skip
_TOLD = tuple(dict.fromkeys(each.key for each in (*_LISTED, *_SAID) if each.key not in _TOLD_OTHERWISE))
"""What a row has of these columns as they are."""
_UNLISTED = {
    "listing": None, "count": None, "measure": "", "first": None, "last": None, "missing_edition": None,
    "means": None, "meant": None, "since": None,
}  # fmt: skip

Quoted = tuple[PrintedEntry, int | None, int | None]
"""An entry of a printed list; its listing, and the edition whose list it is, where those are known."""

_ERRATUM_OF_PLACE: Any = (
    select(col(ErratumRow.id)).where(col(ErratumRow.geoid) == bindparam("geoid")).limit(1)
)


def all_facts() -> Any:
    """Return the statement that selects rows, standing or not, as `read_facts` takes them."""
    return (
        select(*_LISTED, *_SAID)
        .select_from(ListingRow)
        .join(clauses.FIRST, col(clauses.FIRST.id) == col(ListingRow.first_edition))
        .join(clauses.SINCE, col(clauses.SINCE.id) == col(ListingRow.since_edition))
        .join(PrintingRow, col(PrintingRow.id) == col(ListingRow.printing))
    )


def facts(*, past: bool) -> Any:
    """Return the statement that selects the rows standing now, else on a day."""
    statement = all_facts()
    if not past:
        return statement.where(col(ListingRow.until_edition).is_(None))
    return statement.outerjoin(clauses.UNTIL, col(clauses.UNTIL.id) == col(ListingRow.until_edition)).where(
        clauses.stood()
    )


def of_place(*, candidate: bool) -> Any:
    """Return the clause that a row names a place, or that it may be one of several that it names."""
    return and_(
        col(ListingPlaceRow.listing) == col(ListingRow.id),
        col(ListingPlaceRow.geoid) == bindparam("geoid"),
        col(ListingPlaceRow.candidate).is_(candidate),
    )


def read_facts(session: Session, statement: Any, as_of: DayEnd | None = None, **values: Any) -> list[Fact]:
    """Return the rows of a statement of `facts`: where they are printed, and what was taken back since."""
    rows = [row._mapping for row in clauses.run(session, statement, **values, **clauses.day_values(as_of))]
    where = where_printed(session, [(row["listing"], None) for row in rows], as_of)
    cited = {row["listing"]: where[row["listing"]].edition or row["edition"] for row in rows}
    others = {edition for edition in cited.values() if edition not in {row["edition"] for row in rows}}
    editions = {row["edition"]: row for row in rows} | _by(session, _editions(), others)
    read_from = {number: {name: edition[name] for name in _READ_FROM} for number, edition in editions.items()}
    found = _facts(
        session,
        [(where[row["listing"]].entry, {**row, **read_from[cited[row["listing"]]]}) for row in rows],
        as_of,
    )
    stands = {(row["source"], row["key"]) for row in rows if row["missing_edition"] is None}
    missing = {
        row["listing"]: row["missing_edition"] for row in rows if (row["source"], row["key"]) not in stands
    }
    return _with_departures(session, found, missing, as_of)


def _with_departures(
    session: Session, found: Sequence[Fact], missing: Mapping[int | None, int | None], as_of: DayEnd | None
) -> list[Fact]:
    """Return rows, those marked that the newest whole edition lacks, or lacked by the end of a day.

    A row whose equal is printed is not missing: the list says what it said.
    """
    editions = _by(session, _editions(), {number for number in missing.values() if number})
    facts_ = []
    for fact in found:
        edition = editions.get(missing.get(fact.listing))
        since = Dated(edition["since_published"], edition["since_observed"]) if edition else None
        is_missing = since is not None and (as_of is None or since.is_by(as_of))
        facts_.append(replace(fact, missing=MISSING, missing_since=since) if is_missing else fact)
    return facts_


def facts_numbered(session: Session, listings: Iterable[int]) -> dict[int, Fact]:
    """Return rows by their ids, standing or not, as the newest of the lists that hold them prints them."""
    statement, found = _facts_numbered(), dict[int, Fact]()
    for some in batches(sorted(set(listings))):
        found |= {fact.listing or 0: fact for fact in read_facts(session, statement, listings=some)}
    return found


@cache
def _facts_numbered() -> Any:
    return all_facts().where(clauses.among(ListingRow.id, "listings"))


def facts_printed(session: Session, wanted: Iterable[Quoted], *, exactly: bool = False) -> Iterator[Fact]:
    """Yield rows as printed lists have them: in these words, at these places, of these editions.

    A row of an edition that isn't known is told by the one that brought it.

    Args:
        session: One that reads.
        wanted: Entries of printed lists.
        exactly: A slip is left as it reads, without the place that is meant.
    """
    for some in batches(wanted):
        said = _by(session, _said(), [entry.printing for entry, _, _ in some])
        listed = _by(session, _listed(), [listing for _, listing, _ in some if listing])
        named = {edition for _, _, edition in some if edition}
        begun = {row[name] for row in listed.values() for name in ("brought", "since")}
        editions = _by(session, _editions(), named | begun)  # a few: not joined to each of many rows
        read_from = {number: {name: row[name] for name in _READ_FROM} for number, row in editions.items()}
        since = {number: {name: row[name] for name in _SINCE} for number, row in editions.items()}
        rows = []
        for entry, listing, number in some:
            known = listed.get(listing) or {**editions.get(number, {}), **_UNLISTED, "brought": number}
            told = read_from.get(number) or read_from[known["brought"]]
            rows.append((entry, {**known, **told, **since.get(known["since"], {}), **said[entry.printing]}))
        yield from _facts(session, rows, exactly=exactly)


def _by(session: Session, statement: Any, wanted: Collection[int]) -> dict[int | None, dict[str, Any]]:
    """Return what a statement selects, by the first of its columns."""
    if not wanted:
        return {}
    found = session.connection().execute(statement, {"wanted": sorted(set(wanted))})
    names = tuple(found.keys())
    return {row[0]: dict(zip(names, row, strict=True)) for row in found}


@cache
def _said() -> Any:
    return select(*_SAID).where(clauses.among(PrintingRow.id, "wanted"))


@cache
def _listed() -> Any:
    editions: tuple[Any, ...] = (
        col(ListingRow.first_edition).label("brought"),
        col(ListingRow.since_edition).label("since"),
    )
    return select(*_OF_LISTING, *editions).where(clauses.among(ListingRow.id, "wanted"))


@cache
def _editions() -> Any:
    since: tuple[Any, ...] = (
        col(clauses.FIRST.dated).label("since_published"),
        col(clauses.FIRST.stood).label("since_observed"),
    )
    columns = (*_FROM, col(clauses.FIRST.source), col(clauses.FIRST.series), *since)
    return select(*columns).where(clauses.among(clauses.FIRST.id, "wanted"))


def _facts(
    session: Session,
    rows: Sequence[tuple[PrintedEntry, Mapping[str, Any]]],
    as_of: DayEnd | None = None,
    *,
    exactly: bool = False,
) -> list[Fact]:
    """Return rows as people's side gets them: what is selected of each, and where it is printed."""
    rows = rows if exactly else _as_meant(session, rows)
    named = [geoid for _, row in rows for geoid in (*row["places"], *row["candidates"])]
    places = clauses.places_by_geoid(session, named)
    detainers = [row["listing"] for _, row in rows if row["listing"] and row["kind"] in DETAINERS]
    back, told = clauses.taken_back(session, detainers, as_of), itemgetter(*_TOLD)
    return [
        Fact(
            **dict(zip(_TOLD, told(row), strict=True)),
            kind=ListingKind(row["kind"]),
            outcome=Outcome(row["outcome"]),
            notes=(*row["notes"], *row["remarks"], *(note for note, _ in back.get(row["listing"], ()))),
            taken_back=min((when for _, when in back.get(row["listing"], ())), default=None),
            places=tuple(places[geoid] for geoid in row["places"]),
            candidates=tuple(places[geoid] for geoid in row["candidates"]),
            page=entry.page,
            position=entry.position,
            ordinal=entry.ordinal,
            mark=entry.mark,
        )
        for entry, row in rows
    ]


def _as_meant(
    session: Session, rows: Sequence[tuple[PrintedEntry, Mapping[str, Any]]]
) -> Sequence[tuple[PrintedEntry, Mapping[str, Any]]]:
    """Return rows, slips among them with the place that is meant, and a note on how they are printed.

    A row may be told in the words of a twin, of which one is a slip and the other isn't.
    """
    slips = {
        number: row["meant"]
        for number, (_, row) in enumerate(rows)
        if row["meant"] not in (None, row["printing"]) and row["says"] != row["means"]
    }
    if not slips:
        return rows
    meant = _by(session, _said(), list(slips.values()))
    return [
        (entry, {**row, **_placing(row, meant.get(slips.get(number)))})
        for number, (entry, row) in enumerate(rows)
    ]


def _placing(row: Mapping[str, Any], meant: Mapping[str, Any] | None) -> Mapping[str, Any]:
    if meant is None:
        return {}
    note = f"Printed as “{row['as_read']}”, a slip of “{meant['as_read']}”."
    fields = {**meant["fields"], **{name: cell for name, cell in row["fields"].items() if cell}}
    return {name: meant[name] for name in _PLACING} | {"fields": fields, "remarks": [*row["remarks"], note]}


def rows_of_lists(
    session: Session, place: Place, sources: Iterable[str], as_of: DayEnd | None = None
) -> list[Fact]:
    """Return a place's rows on state lists, which are few: read by state and source, not by place.

    Args:
        session: One that reads.
        place: Whose rows.
        sources: Names of the state lists that hold it, by `counts`.
        as_of: The day to go back to; None for now.
    """
    wanted = {"geoid": place.geoid, "states": ["", place.state], "sources": sorted(set(sources))}
    statement = _rows_of_lists(past=as_of is not None)
    return read_facts(session, statement, as_of, **wanted)


@cache
def _rows_of_lists(*, past: bool) -> Any:
    # The concatenation keeps the planner from walking all of the place's rows by their index.
    here = exists().where(
        col(ListingPlaceRow.listing) == col(ListingRow.id),
        col(ListingPlaceRow.geoid).concat("") == bindparam("geoid"),
        col(ListingPlaceRow.candidate).is_(False),
    )
    return (
        facts(past=past)
        .where(here, clauses.among(ListingRow.state, "states"), clauses.among(ListingRow.source, "sources"))
        .order_by(col(ListingRow.source), col(ListingRow.id))
    )


def rows_of_place(
    session: Session, geoid: str, kinds: Iterable[ListingKind], part: RowRange, as_of: DayEnd | None = None
) -> list[Fact]:
    """Return a place's rows of some kinds, newest first."""
    statement = _rows_of_place(past=as_of is not None)
    wanted = {"geoid": geoid, "kinds": [kind.value for kind in kinds]}
    return read_facts(session, statement, as_of, limit=part.limit, offset=part.offset, **wanted)


@cache
def _rows_of_place(*, past: bool) -> Any:
    return (
        facts(past=past)
        .join(ListingPlaceRow, of_place(candidate=False))
        .where(clauses.among(ListingRow.kind, "kinds"))
        .order_by(col(ListingPlaceRow.listing).desc())
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )


def rows_that_may_be(session: Session, geoid: str, *, limit: int, as_of: DayEnd | None = None) -> list[Fact]:
    """Return ambiguous rows of which this place is a candidate, newest first."""
    statement = _rows_that_may_be(past=as_of is not None)
    return read_facts(session, statement, as_of, geoid=geoid, limit=limit)


@cache
def _rows_that_may_be(*, past: bool) -> Any:
    statement = facts(past=past).join(ListingPlaceRow, of_place(candidate=True))
    return statement.order_by(col(ListingPlaceRow.listing).desc()).limit(bindparam("limit"))


def rows_taken_back(session: Session, geoid: str, *, limit: int, as_of: DayEnd | None = None) -> list[Fact]:
    """Return a place's rows that their publisher has taken back since, those of the first notice first."""
    if not clauses.run(session, _ERRATUM_OF_PLACE, geoid=geoid):
        return []
    statement = _rows_taken_back(past=as_of is not None)
    return read_facts(session, statement, as_of, geoid=geoid, limit=limit)


@cache
def _rows_taken_back(*, past: bool) -> Any:
    statement = (
        facts(past=past)
        .join(ListingPlaceRow, of_place(candidate=False))
        .join(ErratumRow, clauses.erratum_concerns())
    )
    return statement.order_by(col(ErratumRow.id), col(ListingRow.id).desc()).limit(bindparam("limit"))


def series_with_rows(session: Session, geoid: str, series: Iterable[str]) -> set[tuple[str, str]]:
    """Return (source, series) pairs in which a place has refusals row by row.

    Such rows supersede the tallies of the same source, period and place.
    """
    pairs = clauses.run(session, _series_with_rows(), geoid=geoid, series=sorted(set(series)))
    return {(row[0], row[1]) for row in pairs}


@cache
def _series_with_rows() -> Any:
    return (
        select(col(ListingRow.source), col(ListingRow.series))
        .distinct()
        .join(ListingPlaceRow, of_place(candidate=False))
        .where(
            col(ListingRow.kind) == ListingKind.REFUSAL.value,
            col(ListingRow.until_edition).is_(None),
            clauses.among(ListingRow.series, "series"),
        )
    )


def all_rows_of_place(
    session: Session, geoid: str, current: Iterable[str], part: RowRange, as_of: DayEnd | None = None
) -> list[Fact]:
    """Return a place's rows of every kind, ordered as `_by_day` says."""
    statement = facts(past=as_of is not None).join(ListingPlaceRow, of_place(candidate=False))
    return _turned(session, statement, current, part, as_of, geoid=geoid)


def rows_of_state(
    session: Session, state: str, current: Iterable[str], part: RowRange, as_of: DayEnd | None = None
) -> list[Fact]:
    """Return the rows within a state (USPS code), ordered as `_by_day` says."""
    statement = facts(past=as_of is not None).where(col(ListingRow.state) == state)
    return _turned(session, statement, current, part, as_of)


def _turned(
    session: Session,
    statement: Any,
    current: Iterable[str],
    part: RowRange,
    as_of: DayEnd | None,
    **values: Any,
) -> list[Fact]:
    page = statement.order_by(*_by_day(current)).limit(part.limit).offset(part.offset)
    return read_facts(session, page, as_of, **values)


def _by_day(current: Iterable[str]) -> tuple[Any, ...]:
    """Return the order in which rows are read: those of current lists, then the newest.

    A row is as old as its edition, else as the period that it counts; one of a copy that
    bears no date comes last.
    """
    lists = and_(
        col(ListingRow.kind).in_([kind.value for kind in LIST_KINDS]),
        col(ListingRow.source).in_(sorted(current)),
    )
    day = func.coalesce(col(clauses.SINCE.dated), col(ListingRow.period_last))
    undated = and_(day.is_(None), col(clauses.SINCE.transcription) != "")
    seen = func.coalesce(day, func.date(col(clauses.SINCE.stood)))
    return case((lists, 0), else_=1), case((undated, 1), else_=0), seen.desc(), col(ListingRow.id).desc()
